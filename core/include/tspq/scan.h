// Reads a set of export files and keeps what the cards, the explanations and the downloads need. Start here.
//
//   FileSet files(built_in_rulebook(), Choices{});
//   files.begin_file("courseware.csv");
//   files.feed(bytes);                                    // as often as there are chunks, of any size
//   if (files.end_file() == FileEnd::read_again) …        // the same file once more from its first byte
//   Scorecard card = grade(files.within(window), files.rulebook(), files.kinds_read(), window);
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/catalogue.h"
#include "tspq/choices.h"
#include "tspq/column_facts.h"
#include "tspq/csv.h"
#include "tspq/export_format.h"
#include "tspq/id_set.h"
#include "tspq/ledger.h"
#include "tspq/line_item.h"
#include "tspq/problem.h"
#include "tspq/row_log.h"
#include "tspq/rulebook.h"
#include "tspq/text_encoding.h"

namespace tspq {

class Repeats;

/// Something that the file leaves open and a person can settle, with the number of rows it would settle.
struct Decision {
  enum class About : std::uint8_t { date_order, category, area, questions };
  About about = About::date_order;
  std::uint64_t rows = 0;
  std::string course;  ///< category, area: the course number it is for; else empty
  std::string cell;    ///< category, area: the cell value it is for, when there is no course number; as written
  std::optional<Category> category_guess;  ///< the catalogue's, which is not used by itself
  std::optional<AreaIndex> area_guess;
  std::vector<std::string> questions;  ///< questions: what there is to choose nine of
};

/// What is known of one file once it was read.
struct FileReport {
  std::string name;
  std::uint64_t bytes = 0;
  Encoding encoding = Encoding::utf8;
  std::optional<ExportFormat> format;  ///< nullopt when the file could not be used
  std::optional<Problem> problem;      ///< then why
  bool repeats_earlier_file = false;   ///< the same bytes were read before: counts nothing, is no problem [R-DUP]
  std::vector<Notice> notices;
  Ledger ledger;  ///< empty for a file that counts nothing
  RowLog log;
  HeaderRow header;  ///< also of a file that could not be used; without cells where no row was found
  std::vector<std::vector<std::string>> first_values;  ///< by column: up to three values, short and fit for display
  ColumnFacts facts;                                   ///< as used for its columns
  bool needs_date_order = false;                       ///< it has dates such as 03/04/2026
  bool date_order_was_chosen = false;                  ///< by a person, because the rows settle nothing
  std::map<std::string, std::uint64_t>
      choices_used;                 ///< rows that each choice decided, by its path: "categories.AZ-999"
  std::vector<Decision> decisions;  ///< what a person could decide, most rows first
  Digest digest;                    ///< of all bytes, under the set's key
};

/// A file's notices beside what the window leaves of it: without those about rows that are all outside it, where
/// nothing that could be corrected would count.
std::vector<Notice> notices_beside(const FileReport& file, const Totals& within_window);

enum class FileEnd : std::uint8_t {
  done,
  read_again,  ///< late rows settled the order of day and month otherwise than the first ones had: feed the file again
               ///< from its first byte
};

/// How many bytes the file had when it was chosen, where that is known.
using ExpectedBytes = std::optional<std::uint64_t>;

class FileSet {
public:
  FileSet(Rulebook rulebook, Choices choices);
  ~FileSet();
  FileSet(const FileSet&) = delete;
  FileSet& operator=(const FileSet&) = delete;

  /// Starts the next file, or the same one again after read_again. The name is shown, never interpreted.
  void begin_file(std::string name, ExpectedBytes expected = std::nullopt);

  /// The file's next bytes.
  void feed(std::string_view bytes);

  /// The file is over. `unchanged` is false when it changed on disk while it was read: it then counts nothing and says
  /// so, as it does when its bytes are fewer or more than expected. At most two further readings are asked for.
  FileEnd end_file(bool unchanged = true);

  /// Data rows read of the file that is being read, for showing progress.
  std::uint64_t rows_so_far() const;

  /// Instead of end_file(): the file could not be opened or read to its end, for the reason given. It counts nothing
  /// and says so.
  void end_unreadable_file(std::string_view why,
      std::string_view remedy = "Check its name and that no other program has it open, then try again.");

  const Rulebook& rulebook() const { return rulebook_; }
  const Catalogue& catalogue() const { return catalogue_; }
  const Choices& choices() const { return choices_; }
  const std::vector<FileReport>& files() const { return files_; }

  /// For each kind, whether a file of it was read [R-NODATA].
  std::array<bool, kind_count> kinds_read() const;

  /// Sums of all files with the window laid over. Microseconds, whatever the files' size.
  Totals within(const Window& window) const;

  /// The rows of [first, last] only, of all files; see Ledger::between().
  Totals between(Day first, Day last) const;

private:
  class Scan;

  void note_organisations(FileReport& file);

  Rulebook rulebook_;
  Catalogue catalogue_;
  Choices choices_;
  std::vector<std::string> org_ids_;  // different ones met so far, at most a few
  std::vector<FileReport> files_;
  std::unique_ptr<Repeats> repeats_;
  std::unique_ptr<Scan> scan_;  // of the file being read
  std::string name_;
  ExpectedBytes expected_;
  ColumnFacts facts_found_;  // by the reading before
  int readings_ = 0;
};

}  // namespace tspq
