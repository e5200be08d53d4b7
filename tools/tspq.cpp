// tspq: the core as a command line. It reads files, feeds the core and prints what the core says; `usage` has all it can be asked.

#include <algorithm>
#include <ctime>
#include <iostream>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cards_text.h"
#include "read_files.h"
#include "tspq/csv.h"
#include "tspq/report_json.h"
#include "tspq/rows_csv.h"
#include "tspq/scan.h"
#include "tspq/setup.h"
#include "tspq/text.h"
#include "tspq/text_encoding.h"

namespace {

using namespace tspq;
using namespace tspq::command_line;

enum ExitCode : int { qualified = 0, not_qualified = 1, a_file_could_not_be_used = 2, wrong_usage = 3 };  // 2 also when the output could not be written

constexpr std::string_view usage = R"(tspq: does a training partner qualify as a Training Services Partner, and why?

  tspq score FILE...     the qualification cards (--json for programs)
  tspq rows FILE...      every line item with its verdict, as CSV
  tspq inspect FILE...   what each file was recognised as, as JSON
  tspq records FILE      what the CSV reader saw, as a JSON array of arrays

Options of score and rows:
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

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &local);
  return text;
}

struct Options {
  std::string command;
  std::vector<std::string> files;
  std::map<std::string, std::vector<std::string>> values;

  bool has(const std::string& name) const { return values.contains(name); }
  std::optional<std::string> last(const std::string& name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second.back());
  }
};

/// What each command takes; "" as the value's name means a switch.
struct OptionRule {
  std::string_view name;
  std::string_view commands;
  bool takes_value;
};
constexpr OptionRule option_rules[] = {
    {"--anniversary", "score rows inspect", true}, {"--window", "score rows inspect", true},     {"--choices", "score rows inspect", true},
    {"--rulebook", "score rows inspect", true},    {"--org", "score rows inspect", true},        {"--date-order", "score rows inspect", true},
    {"--require-eligible-mct", "score rows inspect", true}, {"--json", "score inspect", false},  {"--criterion", "rows", true},
    {"--reason", "rows", true},                    {"--which", "rows", true},                    {"--file", "rows", true},
    {"--area", "rows", true},                      {"--category", "rows", true},                 {"--text", "rows", true},
    {"--chunk", "records", true},                  {"--delimiter", "records", true},
};

/// Reads the words of the command line; a message when one of them is out of place.
std::variant<Options, std::string> parse_words(std::span<char*> words) {
  Options options;
  options.command = words[0];
  bool only_files = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string word = words[i];
    if (only_files || word.size() < 2 || word[0] != '-') {
      options.files.push_back(word);
      continue;
    }
    if (word == "--") {
      only_files = true;
      continue;
    }
    const std::string name = word.substr(0, word.find('='));
    const auto rule = std::find_if(std::begin(option_rules), std::end(option_rules), [&](const OptionRule& r) { return r.name == name; });
    if (rule == std::end(option_rules)) return "the option " + name + " is not known.";
    if (rule->commands.find(options.command) == std::string_view::npos) return "the option " + name + " does not belong to " + options.command + ".";
    std::string value;
    if (name.size() < word.size()) {
      if (!rule->takes_value) return "the option " + name + " takes no value.";
      value = word.substr(name.size() + 1);
    } else if (rule->takes_value) {
      if (++i == words.size()) return "the option " + name + " needs a value.";
      value = words[i];
    }
    options.values[name].push_back(value);
  }
  if (options.files.empty()) return options.command + " needs a file.";
  return options;
}

/// Reads the rulebook and the choices that the options name. A message when that cannot be; empty otherwise, as for apply_options().
std::string read_setup(const Options& options, Setup& setup) {
  if (const auto path = options.last("--rulebook")) {
    std::string text;
    if (std::string message = read_document(*path, text); !message.empty()) return message;
    auto rulebook = parse_rulebook(text);
    if (const Problem* problem = std::get_if<Problem>(&rulebook)) return problem->message;
    setup.rulebook = std::get<Rulebook>(rulebook);
  }
  if (const auto path = options.last("--choices")) {
    std::string text;
    if (std::string message = read_document(*path, text); !message.empty()) return message;
    auto choices = parse_choices(text, setup.rulebook);
    if (const Problem* problem = std::get_if<Problem>(&choices)) return problem->message;
    setup.choices = std::get<Choices>(choices);
  }
  return {};
}

/// Puts what is typed in the place of what the choices file says.
std::string apply_options(const Options& options, Choices& choices) {
  if (options.has("--org")) choices.org_ids.clear();
  if (const auto found = options.values.find("--org"); found != options.values.end())
    for (const std::string& org : found->second) {
      if (trim(org).empty()) return "--org takes an organisation id, not an empty one.";
      choices.org_ids.emplace_back(trim(org));
    }
  if (const auto order = options.last("--date-order")) {
    const auto read = parse_date_order(*order);
    if (!read) return "--date-order takes dmy or mdy, not " + quoted_for_display(*order) + ".";
    choices.date_order = {{"*", *read}};
  }
  if (const auto where = options.last("--require-eligible-mct")) {
    if (*where != "courseware") return "--require-eligible-mct takes courseware (surveys always ask for it), not " + quoted_for_display(*where) + ".";
    choices.require_eligible_mct_for_courseware = true;
  }
  return {};
}

struct Job {
  Setup setup;
  Window window;
};

/// The setup and window that the options ask for; a message otherwise.
std::variant<Job, std::string> prepare(const Options& options) {
  Job job{{built_in_rulebook(), {}}, {}};
  const Choices& choices = job.setup.choices;
  if (std::string message = read_setup(options, job.setup); !message.empty()) return message;
  if (std::string message = apply_options(options, job.setup.choices); !message.empty()) return message;
  std::string anniversary = choices.anniversary ? to_string(*choices.anniversary) : today();
  if (const auto typed = options.last("--anniversary")) anniversary = *typed;
  std::string mode(id_of(choices.window.value_or(WindowMode::completed_months)));
  if (const auto typed = options.last("--window")) mode = *typed;
  if (!window_mode(mode)) return "--window takes completed-months or exact-days, not " + quoted_for_display(mode) + ".";
  const auto window = window_of(anniversary, mode, job.setup.rulebook);
  if (!window)
    return "--anniversary takes a day from " + to_string(first_anniversary) + " to " + to_string(last_anniversary) + " as YYYY-MM-DD, not " + quoted_for_display(anniversary) + ".";
  job.window = *window;
  return job;
}

bool any_problem(const FileSet& set) {
  return std::any_of(set.files().begin(), set.files().end(), [](const FileReport& file) { return file.problem.has_value(); });
}

int score(const Options& options, const Job& job) {
  FileSet set(job.setup.rulebook, job.setup.choices);
  read_all(set, options.files);
  if (options.has("--json")) std::cout << score_json(set, job.window) << '\n';
  else print_cards(std::cout, set, job.window);
  if (any_problem(set)) return a_file_could_not_be_used;
  return grade(set.within(job.window), set.rulebook(), set.kinds_read(), job.window).qualified ? qualified : not_qualified;
}

int inspect(const Options& options, const Job& job) {
  FileSet set(job.setup.rulebook, job.setup.choices);
  read_all(set, options.files);
  std::cout << inspect_json(set) << '\n';
  return any_problem(set) ? a_file_could_not_be_used : 0;
}

/// What a part of the filter of rows can be, for complaints.
std::string words_of(std::string_view part, const Rulebook& rulebook) {
  std::string words;
  const auto add = [&](std::string_view word) { (words += words.empty() ? "" : ", ") += word; };
  if (part == "criterion")
    for (const Criterion& criterion : all_criteria(rulebook)) add(id_of(criterion, rulebook));
  if (part == "reason")
    for (const ReasonWords& reason : reason_words()) add(reason.id);
  if (part == "which") words = "counted, not-counted, all";
  if (part == "area") {
    for (const AreaRule& area : rulebook.areas) add(area.id);
    add("none");
  }
  if (part == "category") {
    for (const CategoryRule& category : rulebook.categories) add(category.id);
    add("unknown");
  }
  return words;
}

/// Which rows the options ask for; a message otherwise.
std::variant<RowFilter, std::string> filter_of(const Options& options, const Rulebook& rulebook) {
  RowFilter filter;
  for (const std::string part : {"criterion", "reason", "which", "area", "category", "text"}) {
    const auto word = options.last("--" + part);
    if (word && !set_part(filter, part, *word, rulebook)) return "--" + part + " takes one of " + words_of(part, rulebook) + ", not " + quoted_for_display(*word) + ".";
  }
  if (const auto name = options.last("--file")) {
    const auto& files = options.files;
    const auto is_called_so = [&](const std::string& path) { return name_of(path) == *name; };
    auto found = std::find(files.begin(), files.end(), *name);
    if (found == files.end()) found = std::find_if(files.begin(), files.end(), is_called_so);
    if (found != files.end() && *found != *name && std::count_if(files.begin(), files.end(), is_called_so) > 1)
      return "--file fits more than one of the files that are read: " + quoted_for_display(*name) + ". Give its path as it stands on the command line.";
    if (found == files.end()) return "--file takes one of the files that are read, not " + quoted_for_display(*name) + ".";
    filter.file = static_cast<std::size_t>(found - files.begin());
  }
  return filter;
}

int rows(const Options& options, const Job& job) {
  const auto asked = filter_of(options, job.setup.rulebook);
  if (const std::string* message = std::get_if<std::string>(&asked)) return complain(*message);
  for (const std::string& path : options.files)
    if (is_stream(path)) {
      std::cerr << "tspq: " << on_one_line(path) << " cannot be used for rows: " << only_once << ". " << to_a_file << "\n";
      return a_file_could_not_be_used;
    }
  FileSet set(job.setup.rulebook, job.setup.choices);
  read_all(set, options.files);
  RowsCsv out(set, job.window, std::get<RowFilter>(asked));
  std::string text = out.header();
  const auto flush = [&] {
    std::cout.write(text.data(), static_cast<std::streamsize>(text.size()));
    text.clear();
  };
  flush();
  bool all_read = true;
  for (std::size_t i = 0; i < options.files.size(); ++i) {
    const FileReport& file = set.files()[i];
    if (file.problem) std::cerr << "tspq: " << on_one_line(file.name) << ": " << file.problem->message << '\n';
    if (!out.wants(i)) continue;
    out.begin_file(i);
    std::string why;
    const auto on_bytes = [&](std::string_view bytes) {
      out.feed(bytes, text);
      flush();
      return true;
    };
    if (!read_file(options.files[i], chunk_bytes, on_bytes, why)) {
      std::cerr << "tspq: " << on_one_line(file.name) << " could not be read a second time: " << why << ".\n";
      all_read = false;
    }
    out.end_file(text);
    flush();
    if (out.file_changed()) {
      std::cerr << "tspq: " << on_one_line(file.name) << " changed between its two readings; its rows above may not fit its score. Run the command again.\n";
      all_read = false;
    }
  }
  return any_problem(set) || !all_read ? a_file_could_not_be_used : 0;
}

int records(const Options& options) {
  constexpr std::size_t longest_mark = 3;  // of the encodings there are
  if (options.files.size() != 1) return complain("records takes one file.");
  std::size_t piece = chunk_bytes;
  if (const auto typed = options.last("--chunk")) {
    const auto number = parse_count(*typed);
    if (!number || *number < 1 || *number > (std::int64_t{1} << 30)) return complain("--chunk takes a number of bytes from 1 to 1073741824, not " + quoted_for_display(*typed) + ".");
    piece = static_cast<std::size_t>(*number);
  }
  char delimiter = ',';
  if (auto typed = options.last("--delimiter")) {
    if (*typed == "tab" || *typed == "\\t") typed = "\t";
    if (typed->size() != 1 || *typed == "\"" || *typed == "\n" || *typed == "\r") return complain("--delimiter takes one character or the word tab, not " + quoted_for_display(*typed) + ".");
    delimiter = typed->front();
  }
  CsvReader reader(delimiter);
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
  const bool good = read_file(options.files[0], piece, on_bytes, why);
  if (!decoder) open();
  reader.feed(decoder->finish(), on_record);
  reader.finish(on_record);
  std::cout << (first ? "]\n" : "\n]\n");
  if (!good) std::cerr << "tspq: " << on_one_line(options.files[0]) << " cannot be read: " << why << ".\n";
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
  if (command != "score" && command != "rows" && command != "inspect" && command != "records") return complain("there is no command " + quoted_for_display(command) + ".");

  const auto parsed = parse_words(words);
  if (const std::string* message = std::get_if<std::string>(&parsed)) return complain(*message);
  const Options& options = std::get<Options>(parsed);
  if (command == "records") return records(options);

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
