// tspq: the core as a command line. It reads files, feeds the core and prints what the core says; `usage` has all it
// can be asked. options.h reads what was asked, read_files.h the files, cards_text.h prints the cards for people.

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "cards_text.h"
#include "options.h"
#include "read_files.h"
#include "tspq/csv.h"
#include "tspq/report_json.h"
#include "tspq/rows_csv.h"
#include "tspq/scan.h"
#include "tspq/scorecard.h"
#include "tspq/text.h"
#include "tspq/text_encoding.h"

namespace {

using namespace tspq;
using namespace tspq::command_line;

enum ExitCode : int {
  qualified = 0,
  not_qualified = 1,
  a_file_could_not_be_used = 2,
  wrong_usage = 3
};  // 2 also when the output could not be written

constexpr std::string_view usage = R"(tspq: does a training partner qualify as a Training Services Partner, and why?

  tspq score FILE...     the qualification cards (--json for programs)
  tspq rows FILE...      every line item with its verdict, as CSV
  tspq inspect FILE...   what each file was recognised as, as JSON
  tspq records FILE      what the CSV reader saw, as a JSON array of arrays

Options of score, rows and inspect:
  --anniversary YYYY-MM-DD     anniversary or programme launch date (today)
  --window completed-months    the 12 whole months before the anniversary's month (default)
  --window exact-days          the 12 months up to the day before the anniversary
  --choices FILE               decisions as JSON, as the page exports them
  --rulebook FILE              another rulebook than the built-in one
  --org ID                     count rows of this organisation only (may be repeated)
  --date-order dmy|mdy         for files in which nothing settles the order of day and month
  --require-eligible-mct courseware   ask for an eligible MCT in courseware too
  --json                       score: print JSON
Options of rows, each leaving only some of them:
  --criterion ID               of this criterion: courseware_completions, security/survey_completions, …
  --reason ID                  with this reason, or counted
  --which counted|not-counted  that count, or do not
  --file NAME                  of this one of the files; the others are still looked at for repeats
  --area ID                    surveys of this solution area, or none
  --category ID                fundamental_and_others, advanced or unknown
  --text TEXT                  with this text in a cell, upper or lower case
Options of records:
  --chunk N                    read N bytes at a time
  --delimiter C                another delimiter than the comma (one character, or tab)

Exit code: 0 qualified, 1 not qualified, 2 a file could not be used or the output not be written, 3 wrong usage.
rows, inspect and records: 0, or 2 likewise.
)";

/// The command line could not be understood; says why and where to look.
int complain(const std::string& message) {
  std::cerr << "tspq: " << message << "\nRun “tspq --help” for what can be asked.\n";
  return wrong_usage;
}

bool any_problem(const FileSet& set) {
  return std::any_of(
      set.files().begin(), set.files().end(), [](const FileReport& file) { return file.problem.has_value(); });
}

int score(const Options& options, const Job& job) {
  FileSet set(job.setup.rulebook, job.setup.choices);
  read_all(set, options.files);
  if (options.has("--json")) std::cout << score_json(set, job.window) << '\n';
  else print_cards(std::cout, set, job.window);
  if (any_problem(set)) return a_file_could_not_be_used;
  return grade(set.within(job.window), set.rulebook(), set.kinds_read(), job.window).qualified ? qualified
                                                                                               : not_qualified;
}

int inspect(const Options& options, const Job& job) {
  FileSet set(job.setup.rulebook, job.setup.choices);
  read_all(set, options.files);
  std::cout << inspect_json(set) << '\n';
  return any_problem(set) ? a_file_could_not_be_used : 0;
}

/// Reads the set's file `index` a second time and prints its rows. False, having said why, when they may not be those
/// that were scored.
bool print_rows(RowsCsv& out, const FileSet& set, std::size_t index, const std::string& path) {
  const std::string name = on_one_line(set.files()[index].name);
  std::string text;
  const auto flush = [&] {
    std::cout.write(text.data(), static_cast<std::streamsize>(text.size()));
    text.clear();
  };
  out.begin_file(index);
  std::string why;
  const auto on_bytes = [&](std::string_view bytes) {
    out.feed(bytes, text);
    flush();
    return true;
  };
  const bool all_read = read_file(path, chunk_bytes, on_bytes, why);
  if (!all_read) std::cerr << "tspq: " << name << " could not be read a second time: " << why << ".\n";
  out.end_file(text);
  flush();
  if (out.file_changed())
    std::cerr << "tspq: " << name
              << " changed between its two readings; its rows above may not fit its score. Run the command again.\n";
  return all_read && !out.file_changed();
}

int rows(const Options& options, const Job& job) {
  const auto asked = filter_of(options, job.setup.rulebook);
  if (const std::string* message = std::get_if<std::string>(&asked)) return complain(*message);
  for (const std::string& path : options.files)
    if (is_stream(path)) {
      std::cerr << "tspq: " << on_one_line(path) << " cannot be used for rows: " << only_once << ". " << to_a_file
                << "\n";
      return a_file_could_not_be_used;
    }
  FileSet set(job.setup.rulebook, job.setup.choices);
  read_all(set, options.files);
  RowsCsv out(set, job.window, std::get<RowFilter>(asked));
  std::cout << out.header();
  bool all_read = true;
  for (std::size_t i = 0; i < options.files.size(); ++i) {
    const FileReport& file = set.files()[i];
    if (file.problem) std::cerr << "tspq: " << on_one_line(file.name) << ": " << file.problem->message << '\n';
    if (out.wants(i) && !print_rows(out, set, i, options.files[i])) all_read = false;
  }
  return any_problem(set) || !all_read ? a_file_could_not_be_used : 0;
}

int records(const RecordsJob& job) {
  constexpr std::size_t longest_mark = 3;  // of the encodings there are
  CsvReader reader(job.delimiter);
  std::optional<TextDecoder> decoder;
  std::string start;  // until it can be told how the text is encoded
  bool first = true;
  const auto on_record = [&](const Record& record) {
    std::cout << (first ? "\n" : ",\n") << record_json(record);
    first = false;
  };
  std::cout << '[';
  const auto feed = [&](std::string_view bytes) {
    reader.feed(decoder->decode(bytes), on_record);
    return true;
  };
  const auto open = [&] {
    decoder.emplace(encoding_of(start));
    return feed(start);
  };
  const auto on_bytes = [&](std::string_view bytes) {
    if (decoder) return feed(bytes);
    start += bytes;
    return start.size() < longest_mark || open();
  };
  std::string why;
  const bool good = read_file(job.path, job.piece, on_bytes, why);
  if (!decoder) open();
  reader.feed(decoder->finish(), on_record);
  reader.finish(on_record);
  std::cout << (first ? "]\n" : "\n]\n");
  if (!good) std::cerr << "tspq: " << on_one_line(job.path) << " cannot be read: " << why << ".\n";
  return good ? 0 : a_file_could_not_be_used;
}

int run(std::span<char*> words) {
  const std::string command = words.empty() ? "" : words[0];
  const auto asks_for_help = [](std::string_view word) { return word == "--help" || word == "-h"; };
  const auto options_end = std::find(words.begin(), words.end(), std::string_view("--"));
  if (command == "help" || std::any_of(words.begin(), options_end, asks_for_help)) {
    std::cout << usage;
    return 0;
  }
  if (command.empty()) return complain("nothing was asked.");
  if (command != "score" && command != "rows" && command != "inspect" && command != "records")
    return complain("there is no command " + quoted_for_display(command) + ".");

  const auto parsed = parse_words(words);
  if (const std::string* message = std::get_if<std::string>(&parsed)) return complain(*message);
  const Options& options = std::get<Options>(parsed);
  if (command == "records") {
    const auto prepared = prepare_records(options);
    if (const std::string* message = std::get_if<std::string>(&prepared)) return complain(*message);
    return records(std::get<RecordsJob>(prepared));
  }

  const auto prepared = prepare(options);
  if (const std::string* message = std::get_if<std::string>(&prepared)) return complain(*message);
  const Job& job = std::get<Job>(prepared);
  if (command == "score") return score(options, job);
  return command == "rows" ? rows(options, job) : inspect(options, job);
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const int status = run(std::span(argv + 1, argv + (argc > 0 ? argc : 1)));
  std::cout.flush();
  if (std::cout) return status;
  std::cerr << "tspq: the output could not be written to its end; the disk may be full.\n";
  return a_file_could_not_be_used;
}
