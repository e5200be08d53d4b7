#include "options.h"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <iterator>
#include <string_view>

#include "read_files.h"
#include "tspq/choices.h"
#include "tspq/criterion.h"
#include "tspq/text.h"
#include "tspq/verdict.h"

namespace tspq::command_line {
namespace {

/// What each command takes; `usage` in tspq.cpp tells people the same.
struct OptionRule {
  std::string_view name;
  std::string_view commands;
  bool takes_value;
};
constexpr OptionRule option_rules[] = {
    {"--anniversary", "score rows inspect", true},
    {"--window", "score rows inspect", true},
    {"--choices", "score rows inspect", true},
    {"--rulebook", "score rows inspect", true},
    {"--org", "score rows inspect", true},
    {"--date-order", "score rows inspect", true},
    {"--require-eligible-mct", "score rows inspect", true},
    {"--json", "score inspect", false},
    {"--criterion", "rows", true},
    {"--reason", "rows", true},
    {"--which", "rows", true},
    {"--file", "rows", true},
    {"--area", "rows", true},
    {"--category", "rows", true},
    {"--text", "rows", true},
    {"--chunk", "records", true},
    {"--delimiter", "records", true},
};

/// Reads the rulebook and the choices that the options name. A message when that cannot be; empty otherwise, as for
/// apply_options().
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
    if (*where != "courseware")
      return "--require-eligible-mct takes courseware (surveys always ask for it), not " + quoted_for_display(*where) +
          ".";
    choices.require_eligible_mct_for_courseware = true;
  }
  return {};
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &local);
  return text;
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

}  // namespace

std::optional<std::string> Options::last(const std::string& name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::nullopt : std::optional(found->second.back());
}

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
    const auto rule = std::find_if(
        std::begin(option_rules), std::end(option_rules), [&](const OptionRule& r) { return r.name == name; });
    if (rule == std::end(option_rules)) return "the option " + name + " is not known.";
    if (rule->commands.find(options.command) == std::string_view::npos)
      return "the option " + name + " does not belong to " + options.command + ".";
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
    return "--anniversary takes a day from " + to_string(first_anniversary) + " to " + to_string(last_anniversary) +
        " as YYYY-MM-DD, not " + quoted_for_display(anniversary) + ".";
  job.window = *window;
  return job;
}

std::variant<RowFilter, std::string> filter_of(const Options& options, const Rulebook& rulebook) {
  RowFilter filter;
  for (const std::string part : {"criterion", "reason", "which", "area", "category", "text"}) {
    const auto word = options.last("--" + part);
    if (word && !set_part(filter, part, *word, rulebook))
      return "--" + part + " takes one of " + words_of(part, rulebook) + ", not " + quoted_for_display(*word) + ".";
  }
  if (const auto name = options.last("--file")) {
    const auto& files = options.files;
    const auto is_called_so = [&](const std::string& path) { return name_of(path) == *name; };
    auto found = std::find(files.begin(), files.end(), *name);
    if (found == files.end()) found = std::find_if(files.begin(), files.end(), is_called_so);
    if (found != files.end() && *found != *name && std::count_if(files.begin(), files.end(), is_called_so) > 1)
      return "--file fits more than one of the files that are read: " + quoted_for_display(*name) +
          ". Give its path as it stands on the command line.";
    if (found == files.end())
      return "--file takes one of the files that are read, not " + quoted_for_display(*name) + ".";
    filter.file = static_cast<std::size_t>(found - files.begin());
  }
  return filter;
}

std::variant<RecordsJob, std::string> prepare_records(const Options& options) {
  if (options.files.size() != 1) return "records takes one file.";
  RecordsJob job{options.files[0], chunk_bytes, ','};
  if (const auto typed = options.last("--chunk")) {
    const auto number = parse_count(*typed);
    if (!number || *number < 1 || *number > (std::int64_t{1} << 30))
      return "--chunk takes a number of bytes from 1 to 1073741824, not " + quoted_for_display(*typed) + ".";
    job.piece = static_cast<std::size_t>(*number);
  }
  if (auto typed = options.last("--delimiter")) {
    if (*typed == "tab" || *typed == "\\t") typed = "\t";
    if (typed->size() != 1 || *typed == "\"" || *typed == "\n" || *typed == "\r")
      return "--delimiter takes one character or the word tab, not " + quoted_for_display(*typed) + ".";
    job.delimiter = typed->front();
  }
  return job;
}

}  // namespace tspq::command_line
