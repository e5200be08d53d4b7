// What the words of the command line ask for. Nothing is printed here: whatever cannot be understood comes back as a
// sentence for the person who typed it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "tspq/row_filter.h"
#include "tspq/setup.h"

namespace tspq::command_line {

/// The words of the command line, each option known and in its place, no value looked at yet.
struct Options {
  std::string command;             ///< the first word
  std::vector<std::string> files;  ///< paths as typed, at least one
  std::map<std::string, std::vector<std::string>>
      values;  ///< by option with its dashes, in the order typed; "" for a switch

  bool has(const std::string& name) const { return values.contains(name); }
  /// The value that was typed last, which is the one in force where an option may be given once.
  std::optional<std::string> last(const std::string& name) const;
};

/// Reads the words behind the program's name, of which there has to be one; a message when one of them is out of place.
std::variant<Options, std::string> parse_words(std::span<char*> words);

/// What score, rows and inspect need besides their files.
struct Job {
  Setup setup;
  Window window;
};

/// The setup and window that the options ask for; a message otherwise. Reads the files of --rulebook and --choices;
/// what is typed goes before what the choices say.
std::variant<Job, std::string> prepare(const Options& options);

/// Which rows the options ask for; a message otherwise. RowFilter::file is the file's place among options.files.
std::variant<RowFilter, std::string> filter_of(const Options& options, const Rulebook& rulebook);

/// What records needs.
struct RecordsJob {
  std::string path;
  std::size_t piece;  ///< bytes to read at a time, at least 1
  char delimiter;
};

/// What the options of records ask for; a message otherwise.
std::variant<RecordsJob, std::string> prepare_records(const Options& options);

}  // namespace tspq::command_line
