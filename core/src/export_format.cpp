#include "tspq/export_format.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "ascii.h"
#include "embedded.h"
#include "json_reader.h"
#include "tspq/csv.h"
#include "tspq/date.h"
#include "tspq/id_set.h"
#include "tspq/text.h"
#include "tspq/text_encoding.h"

namespace tspq {
namespace {

constexpr std::size_t most_title_lines = 20;
constexpr const char* staff_report_column = "trainingcompletiondate";
constexpr std::size_t staff_report_columns = 2;  // that and one that names a person

struct FactSpellings {
  Fact fact = Fact::id;
  std::string title;
  bool required = false;
  std::optional<Fact> unless;          // not required when this fact is there
  std::vector<std::string> spellings;  // folded; the first is the fact's proper name
  std::vector<std::string> fallbacks;  // folded; taken when no spelling is there
  std::vector<std::string> groups;     // spellings that name a group of rows rather than one
};

struct KindColumns {
  Kind kind = Kind::courseware;
  std::string title;
  std::vector<FactSpellings> facts;
  std::vector<std::string> question_spellings;  // folded, without the number
};

struct ExportColumns {
  std::vector<KindColumns> kinds;
  std::vector<std::string>
      generic;  // folded spellings that say nothing about the kind, although only one kind lists them
  std::vector<std::string>
      survey_words;  // folded; a column whose name holds one tells a survey, where no other column does
  std::map<std::string, std::size_t, std::less<>>
      known;  // by folded name: the most facts and questions of one kind that a column of this name can be
  CellWords words;
};

/// Adds to `words` the entries of the list `key`, when it is there, folded.
void add_folded(JsonReader& in, const Json& from, const char* key, std::vector<std::string>& words,
    std::string (*folded)(std::string_view) = fold) {
  in.each_entry(
      from, "", key, [&](const std::string& path, const Json& word) { words.push_back(folded(in.text(word, path))); });
}

/// export_columns.json is part of the program, so reading it cannot fail but by a mistake that the unit tests would
/// find.
ExportColumns load_columns() {
  JsonReader in("columns", embedded::export_columns);
  const Json& top = in.document();
  ExportColumns columns;
  in.each_entry(top, "", "kinds", [&](const std::string&, const Json& from) {
    KindColumns kind;
    kind.kind = static_cast<Kind>(columns.kinds.size());
    kind.title = in.text(in.member(from, "", "title"), "title");
    add_folded(in, from, "question_spellings", kind.question_spellings);
    in.each_entry(from, "", "facts", [&](const std::string&, const Json& entry) {
      FactSpellings fact;
      fact.fact = fact_with_id(JsonReader::text_of(in.member(entry, "", "fact"))).value();
      fact.title = in.text(in.member(entry, "", "title"), "title");
      if (const Json* required = JsonReader::find(entry, "required")) fact.required = required->get<bool>();
      if (const Json* unless = JsonReader::find(entry, "required_unless")) {
        fact.required = true;
        fact.unless = fact_with_id(JsonReader::text_of(*unless));
      }
      add_folded(in, entry, "spellings", fact.spellings);
      add_folded(in, entry, "fallbacks", fact.fallbacks);
      add_folded(in, entry, "groups", fact.groups);
      kind.facts.push_back(std::move(fact));
    });
    columns.kinds.push_back(std::move(kind));
  });
  add_folded(in, top, "generic", columns.generic);
  add_folded(in, top, "survey_words", columns.survey_words);
  for (const KindColumns& kind : columns.kinds) {
    std::map<std::string, std::size_t> times;
    for (const FactSpellings& fact : kind.facts)
      for (const auto* list : {&fact.spellings, &fact.fallbacks})
        for (const std::string& spelling : *list) ++times[spelling];
    for (const std::string& spelling : kind.question_spellings)
      for (std::size_t i = 1; i <= question_count; ++i) ++times[spelling + std::to_string(i)];
    for (const auto& [name, count] : times) columns.known[name] = std::max(columns.known[name], count);
  }
  columns.known[staff_report_column] = staff_report_columns;
  const Json& words = in.member(top, "", "words");
  add_folded(in, words, "yes", columns.words.yes, fold_words);
  add_folded(in, words, "cancelled", columns.words.cancelled, fold_words);
  add_folded(in, words, "unanswered", columns.words.unanswered, fold_words);
  return columns;
}

const ExportColumns& export_columns() {
  static const ExportColumns columns = load_columns();
  return columns;
}

Problem problem_at(std::string code, std::string message, std::uint64_t line = 0) {
  Problem problem;
  problem.code = std::move(code);
  problem.message = std::move(message);
  problem.line = line;
  return problem;
}

Problem holds_only_blanks() {
  return problem_at("empty_file", "The file holds only blanks and line ends. Export it again and drop the new file.");
}

/// The header with each cell folded, and where in it a spelling stands.
class Header {
public:
  explicit Header(std::span<const std::string_view> cells) : cells_(cells) {
    for (std::string_view cell : cells) folded_.push_back(fold(cell));
  }

  std::vector<std::size_t> places_of(const std::string& spelling) const {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < folded_.size(); ++i)
      if (folded_[i] == spelling) places.push_back(i);
    return places;
  }

  /// The column of that name: letter by letter but for surrounding blanks, or else folded.
  std::optional<std::size_t> place_of_name(std::string_view name) const {
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (trim(cells_[i]) == trim(name)) return i;
    const auto places = places_of(fold(name));
    return places.empty() ? std::nullopt : std::optional(places[0]);
  }

  bool has(const std::string& spelling) const { return !places_of(spelling).empty(); }

  /// Whether some column is called something like those of surveys: "Q1 - The pace was right", "Avg. score".
  bool reminds_of_surveys(const KindColumns& surveys) const {
    for (const std::string& name : folded_) {
      for (const std::string& word : export_columns().survey_words)
        if (name.find(word) != std::string::npos) return true;
      for (const std::string& word : surveys.question_spellings)
        if (name.starts_with(word) && is_digit(name.c_str()[word.size()])) return true;
    }
    return false;
  }

  const std::string& folded(std::size_t column) const { return folded_[column]; }
  std::string shown(std::size_t column) const { return quoted_for_display(trim(cells_[column])); }

  std::string list() const {
    std::string names;
    for (std::size_t i = 0; i < cells_.size() && i < 12; ++i) names += (i ? ", " : "") + shown(i);
    if (cells_.size() > 12) names += " and " + std::to_string(cells_.size() - 12) + " more";
    return names;
  }

private:
  std::span<const std::string_view> cells_;
  std::vector<std::string> folded_;
};

/// Whether a spelling belongs to one kind of export only, so that its presence tells which kind the file is.
bool is_telling(const std::string& spelling) {
  const ExportColumns& columns = export_columns();
  if (std::find(columns.generic.begin(), columns.generic.end(), spelling) != columns.generic.end()) return false;
  const auto lists = [&](const KindColumns& kind) {
    return std::any_of(kind.facts.begin(), kind.facts.end(), [&](const FactSpellings& fact) {
      return std::find(fact.spellings.begin(), fact.spellings.end(), spelling) != fact.spellings.end();
    });
  };
  return std::count_if(columns.kinds.begin(), columns.kinds.end(), lists) == 1;
}

/// Tries a header as one kind of export: which facts have a column, and the first thing that is wrong.
class KindMatch {
public:
  KindMatch(const KindColumns& kind, const Header& header, const ColumnChoice& choice)
      : kind_(kind),
        header_(header),
        choice_(choice) {
    format_.kind = kind.kind;
    for (const FactSpellings& fact : kind.facts) match(fact);
    if (kind.kind == Kind::surveys) {
      settle_shape();
      if (telling_ == 0 && choice.columns.empty() && header.reminds_of_surveys(kind)) telling_ = 1;
    }
    for (const FactSpellings& fact : kind.facts) {
      if (!fact.required || has(fact.fact) || (fact.unless && has(*fact.unless))) continue;
      missing(fact.unless ? fact.title + " or " + title_of(*fact.unless) : fact.title);
    }
    if (format_.shape == Shape::wide) missing_questions();
    if (format_.shape == Shape::long_rows && !has(Fact::id))
      missing("survey ID, without which the answers of one survey cannot be told from those of another,");
  }

  const KindColumns& kind() const { return kind_; }
  std::size_t matched() const { return matched_; }
  std::size_t telling() const { return telling_; }
  bool usable() const { return problem_.code.empty(); }
  /// Every needed column is there, be it more than once.
  bool is_whole() const { return !lacks_column_; }
  const Problem& problem() const { return problem_; }
  const ExportFormat& format() const { return format_; }

private:
  bool has(Fact fact) const { return format_.column(fact).has_value(); }

  std::string title_of(Fact wanted) const {
    for (const FactSpellings& fact : kind_.facts)
      if (fact.fact == wanted) return fact.title;
    return {};
  }

  void complain(std::string code, std::string message) {
    if (usable()) problem_ = problem_at(std::move(code), std::move(message));
  }

  void missing(const std::string& title) {
    lacks_column_ = true;
    if (!usable()) return;  // one sentence is enough, and the list of columns takes time
    complain("missing_column",
        "This looks like the export " + quoted_for_display(kind_.title) + ", but no column for the " + title +
            " was found. Its columns are " + header_.list() +
            ". Export it again with that column, or match its columns by hand.");
  }

  /// Columns that fit the fact. A required one must be the only one; of several that only help, the spelling listed
  /// first is taken and the others are mentioned.
  void match(const FactSpellings& fact) {
    if (const auto chosen = choice_.columns.find(fact.fact); chosen != choice_.columns.end()) {
      if (chosen->second) match_chosen(fact, *chosen->second);
      return;
    }
    std::vector<std::size_t> fits;
    for (const auto* list : {&fact.spellings, &fact.fallbacks}) {
      if (!fits.empty()) break;
      for (const std::string& spelling : *list) {
        const std::vector<std::size_t> places = header_.places_of(spelling);
        if (places.size() > 1 && fact.fact != Fact::instructor)
          complain("doubled_column",
              "The column " + header_.shown(places[0]) + " is there twice (columns " + std::to_string(places[0] + 1) +
                  " and " + std::to_string(places[1] + 1) + "), so it is not clear which one holds the " + fact.title +
                  ". Keep one of them and drop the file again.");
        fits.insert(fits.end(), places.begin(), places.end());
      }
    }
    if (fits.empty()) return;
    ++matched_;
    const bool fell_back = std::none_of(
        fact.spellings.begin(), fact.spellings.end(), [&](const std::string& s) { return header_.has(s); });
    if (!fell_back && is_telling(header_.folded(fits[0]))) ++telling_;
    if (fits.size() > 1 && fact.required)
      complain("two_columns_fit",
          "The columns " + header_.shown(fits[0]) + " and " + header_.shown(fits[1]) + " could both be the " +
              fact.title + ". Match the columns by hand, or leave one of them out and drop the file again.");
    format_.columns[static_cast<std::size_t>(fact.fact)] = fits[0];
    if (std::find(fact.groups.begin(), fact.groups.end(), header_.folded(fits[0])) != fact.groups.end())
      format_.id_names_group = true;
    if (fits.size() > 1 && fact.fact != Fact::instructor) {
      std::string others;
      for (std::size_t i = 1; i < fits.size(); ++i)
        others += (i == 1 ? "" : i + 1 < fits.size() ? ", " : " and ") + header_.shown(fits[i]);
      format_.notices.push_back({"another_column_fits",
          header_.shown(fits[0]) + " is taken for the " + fact.title + "; " + others + " would fit too and " +
              (fits.size() == 2 ? "is" : "are") + " not used."});
    }
    if (!fell_back) return;
    if (fact.fact == Fact::date)
      format_.notices.push_back({"substitute_date",
          "There is no " + fact.title + ", so " + header_.shown(fits[0]) + " is used for the window."});
    if (fact.fact == Fact::category)
      format_.notices.push_back({"substitute_category",
          header_.shown(fits[0]) + " is taken for the " + fact.title + ". If the file is not the export " +
              quoted_for_display(kind_.title) + ", choose its kind."});
  }

  void complain_of_chosen(const std::string& name, const std::string& title) {
    complain("chosen_column_missing",
        "The choices name the column " + quoted_for_display(name) + " for the " + title +
            ", but the file has no such column. Its columns are " + header_.list() + ". Match its columns again.");
  }

  void match_chosen(const FactSpellings& fact, const std::string& name) {
    const auto column = header_.place_of_name(name);
    if (!column) return complain_of_chosen(name, fact.title);
    ++matched_;
    format_.columns[static_cast<std::size_t>(fact.fact)] = *column;
  }

  /// The nine a person chose: columns of this header, or cells of its question column.
  void match_chosen_questions() {
    std::size_t found = 0;
    for (std::size_t i = 0; i < question_count && i < choice_.questions.size(); ++i)
      if (const auto column = header_.place_of_name(choice_.questions[i])) {
        format_.questions[i] = *column;
        question_found_[i] = true;
        ++found;
      }
    matched_ += found;
    telling_ += found;
    if (found == question_count) {
      questions_found_ = found;
    } else {
      question_found_.fill(false);
      format_.chosen_questions = choice_.questions;
      for (const std::string& name : choice_.questions)
        if (found > 0 && !header_.place_of_name(name)) complain_of_chosen(name, "answers");
    }
  }

  /// Nine columns of answers, a column of questions beside one of scores, or a column of averages.
  void settle_shape() {
    if (choice_.questions.empty()) match_questions();
    else match_chosen_questions();
    const bool is_long = has(Fact::question) && has(Fact::score);
    format_.shape = questions_found_ > 0 || (!is_long && !has(Fact::average)) ? Shape::wide
        : is_long                                                             ? Shape::long_rows
                                                                              : Shape::averages;
  }

  void match_questions() {
    for (std::size_t i = 0; i < question_count; ++i) {
      for (const std::string& spelling : kind_.question_spellings) {
        const auto places = header_.places_of(spelling + std::to_string(i + 1));
        if (places.empty()) continue;
        if (places.size() > 1 || question_found_[i])
          complain("doubled_column",
              "Question " + std::to_string(i + 1) +
                  " is there twice. Keep one of its columns and drop the file again.");
        if (!question_found_[i]) ++questions_found_;
        question_found_[i] = true;
        format_.questions[i] = places[0];
      }
    }
    matched_ += questions_found_;
    telling_ += questions_found_;
  }

  void missing_questions() {
    for (std::size_t i = 0; i < question_count; ++i)
      if (!question_found_[i]) {
        missing("answers to question " + std::to_string(i + 1) + " (Q1 to Q" + std::to_string(question_count) +
            " are needed)");
        return;
      }
  }

  const KindColumns& kind_;
  const Header& header_;
  const ColumnChoice& choice_;
  ExportFormat format_;
  Problem problem_;
  std::size_t matched_ = 0;
  std::size_t telling_ = 0;
  bool lacks_column_ = false;
  std::array<bool, question_count> question_found_{};
  std::size_t questions_found_ = 0;
};

/// Bytes that tell a file which is no delimited text, and what to do about it.
struct Signature {
  std::string_view bytes;
  const char* code;
  const char* what;
  const char* remedy;
};

constexpr const char* save_as_csv = " Open it and save it as CSV (comma delimited), then drop that file.";
constexpr const char* unpack = " Unpack it and drop the CSV files in it.";
constexpr const char* export_again = " Export the data itself as CSV, then drop that file.";

/// Begins like the mark of UTF-16, so it has to be asked for first.
constexpr std::string_view utf32_le_mark("\xFF\xFE\x00\x00", 4);

constexpr std::array<Signature, 12> signatures = {{
    {"PK\x03\x04", "not_text_zip", "This is a workbook (.xlsx, .ods, .numbers) or a zip archive, not a CSV file.",
        " Save the workbook as CSV (comma delimited), or unpack the archive, then drop the CSV files."},
    {"PK\x05\x06", "not_text_zip", "This is an empty zip archive, not a CSV file.", export_again},
    {"\xD0\xCF\x11\xE0", "not_text_office",
        "This is an old Excel workbook (.xls) or another Office document, not a CSV file.", save_as_csv},
    {"%PDF", "not_text_pdf", "This is a PDF, not a CSV file.", export_again},
    {"\x89PNG", "not_text_picture", "This is a picture (PNG), not a CSV file.", export_again},
    {"\xFF\xD8\xFF", "not_text_picture", "This is a picture (JPEG), not a CSV file.", export_again},
    {"GIF8", "not_text_picture", "This is a picture (GIF), not a CSV file.", export_again},
    {"\x1F\x8B", "not_text_zip", "This is a compressed file (gzip), not a CSV file.", unpack},
    {"Rar!", "not_text_zip", "This is an archive (RAR), not a CSV file.", unpack},
    {"7z\xBC\xAF", "not_text_zip", "This is an archive (7z), not a CSV file.", unpack},
    {utf32_le_mark, "encoding_utf32", "This file is encoded in UTF-32.", save_as_csv},
    {std::string_view("\x00\x00\xFE\xFF", 4), "encoding_utf32", "This file is encoded in UTF-32.", save_as_csv},
}};

/// The first records of the file, read with one delimiter.
struct Opening {
  struct Row {
    std::vector<std::string> cells;
    std::uint64_t record;
    std::uint64_t line;
  };
  std::vector<Row> rows;
  std::uint64_t open_quote_line = 0;  // of a quote that does not close before the end; 0 for none
  std::uint64_t line_over_limit = 0;  // of the first row that holds more than one may; likewise
};

/// At least as many facts and questions as recognize() would find columns for in these cells. Most rows of an opening
/// are data, or read with the wrong delimiter: asking this first took 5 ms off every file.
std::size_t most_matches(std::span<const std::string_view> cells, const Choices& choices) {
  if (!choices.columns.empty() && choices.columns.contains(header_fingerprint(cells)))
    return cells.size() + fact_count + question_count;
  const auto& known = export_columns().known;
  std::size_t most = 0;
  for (std::string_view cell : cells)
    if (const auto found = known.find(fold(cell)); found != known.end()) most += found->second;
  return most;
}

Opening read_opening(std::string_view start, char delimiter, std::size_t most_rows, bool is_whole_file) {
  Opening opening;
  CsvReader reader(delimiter);
  const auto on_record = [&](const Record& record) {
    if (record.fault == RecordFault::unclosed_quote) {
      const bool cut_here = !is_whole_file && !record.cells.empty();  // it may close behind the start
      if (!cut_here) opening.open_quote_line = record.quote_line;
    } else if (record.fault != RecordFault::none) {
      if (opening.line_over_limit == 0) opening.line_over_limit = record.at.line;
    } else if (opening.rows.size() < most_rows)
      opening.rows.push_back({{record.cells.begin(), record.cells.end()}, record.at.record, record.at.line});
  };
  // Small pieces, so that reading stops soon after the candidates are there.
  constexpr std::size_t piece = 4096;
  for (std::size_t at = 0; at < start.size() && opening.rows.size() < most_rows; at += piece)
    reader.feed(start.substr(at, piece), on_record);
  if (opening.rows.size() == most_rows) return opening;
  const std::size_t rows = opening.rows.size();
  const std::uint64_t line_over_limit = opening.line_over_limit;
  reader.finish(on_record);
  if (is_whole_file) return opening;
  opening.rows.resize(rows);  // the last record may be cut
  opening.line_over_limit = line_over_limit;
  return opening;
}

/// The delimiter an Excel "sep=" line names, if the file starts with one.
std::optional<char> named_delimiter(std::string_view start) {
  if (start.starts_with(utf8_mark)) start.remove_prefix(utf8_mark.size());
  if (start.size() < 5 || !equal_ignoring_case(start.substr(0, 4), "sep=")) return std::nullopt;
  const bool ends = start.size() == 5 || start[5] == '\r' || start[5] == '\n';
  return ends && start[4] != '"' && start[4] != '\r' && start[4] != '\n' ? std::optional(start[4]) : std::nullopt;
}

}  // namespace

const CellWords& cell_words() { return export_columns().words; }

namespace {

/// Stands for header cells, whatever their case, blanks and punctuation.
std::uint64_t digest_of_header(std::span<const std::string_view> cells) {
  // A fixed key: the same header has to give the same number next year.
  Digester digester({0, 0});
  for (std::string_view cell : cells) {
    const std::string folded = fold(cell);
    digester.add(folded.size());
    digester.add(folded);
  }
  return digester.digest().low;
}

/// Says which of the columns are content and which is which, so that a row can be known again where columns stand in
/// another order.
void name_content(ExportFormat& format, std::span<const std::string_view> columns) {
  std::vector<std::uint64_t> names;
  for (std::size_t i = 0; i < columns.size(); ++i) names.push_back(digest_of_header(columns.subspan(i, 1)));
  for (std::size_t i = 0; i < fact_count; ++i)
    if (const auto column = format.columns[i]; column && *column < names.size()) names[*column] = i;
  if (format.shape == Shape::wide)
    for (std::size_t i = 0; i < question_count; ++i)
      if (format.questions[i] < names.size()) names[format.questions[i]] = fact_count + i;
  const bool is_long = format.shape == Shape::long_rows;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (format.column(Fact::id) != i &&
        !(is_long && (format.column(Fact::question) == i || format.column(Fact::score) == i)))
      format.content.push_back({i, names[i]});
}

}  // namespace

std::string header_fingerprint(std::span<const std::string_view> header) {
  const std::uint64_t digest = digest_of_header(header);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += digits[digest >> shift & 15U];
  return text;
}

std::vector<FactTitle> facts_of(Kind kind) {
  std::vector<FactTitle> titles;
  for (const FactSpellings& fact : export_columns().kinds[static_cast<std::size_t>(kind)].facts)
    titles.push_back({fact.fact, fact.title, fact.required});
  return titles;
}

Recognition recognize(std::span<const std::string_view> cells, const Choices& choices, const std::string& file) {
  const Header header(cells);
  Recognition result;
  result.header.cells.assign(cells.begin(), cells.end());

  if (header.has(staff_report_column) && (header.has("email") || header.has("individualfirstname"))) {
    result.matched = staff_report_columns;
    result.problem = problem_at("staff_report",
        "This is the Insights report about your own staff's training. It does not count towards the designation; drop the courseware, exam and survey exports instead.");
    return result;
  }

  const auto chosen = choices.columns.find(header_fingerprint(cells));
  const ColumnChoice choice = chosen == choices.columns.end() ? ColumnChoice{} : chosen->second;
  const std::optional<Kind> chosen_kind = choices.kind_of(file) ? choices.kind_of(file) : choice.kind;
  std::vector<KindMatch> matches;
  for (const KindColumns& kind : export_columns().kinds)
    if (!chosen_kind || *chosen_kind == kind.kind) matches.emplace_back(kind, header, choice);

  // The kind that most columns tell; then one without a problem; then the one with most columns.
  const auto rank = [](const KindMatch& match) { return std::tuple(match.telling(), match.usable(), match.matched()); };
  const auto by_rank = [&](const KindMatch& a, const KindMatch& b) { return rank(a) < rank(b); };
  const KindMatch& best = *std::max_element(matches.begin(), matches.end(), by_rank);
  result.matched = best.matched();
  const auto equals =
      std::count_if(matches.begin(), matches.end(), [&](const KindMatch& match) { return rank(match) == rank(best); });

  result.header.kind_was_chosen = chosen_kind.has_value();
  if (best.matched() < 2 && !chosen_kind) {
    result.problem = problem_at("unknown_kind",
        "This file is none of the three exports: expected a header row with columns such as those of courseware completions, "
        "exam unit purchases or surveys, found " +
            header.list() +
            ". Drop the files you downloaded from Partner Center and Metrics that Matter, or choose its kind and match its columns by hand.");
    return result;
  }
  if (best.usable() && equals > 1) {
    result.problem = problem_at("kind_unclear",
        "The columns " + header.list() +
            " fit more than one kind of export. Choose its kind, or export the file again with all its columns.");
    return result;
  }
  result.header.likely = best.kind().kind;
  result.header.columns = best.format().columns;
  const auto own = header.place_of_name("tspq_verdict");
  const auto is_told = [](const KindMatch& match) { return match.telling() > 0 && match.is_whole(); };
  if (own && std::count_if(matches.begin(), matches.end(), is_told) > 1) {
    result.problem = problem_at("several_kinds",
        "This download holds rows of more than one kind of export, and its rows no longer say which is which. Drop the exports themselves, or download one criterion at a time.");
    return result;
  }
  if (!best.usable()) {
    result.problem = best.problem();
    return result;
  }
  result.format = best.format();
  result.format->header = result.header.cells;
  std::span<const std::string_view> content = cells;
  if (own) {
    content = content.first(*own);
    result.format->own_reason = header.place_of_name("tspq_reason");
  }
  name_content(*result.format, content);
  return result;
}

std::optional<Problem> refuse_by_first_bytes(std::string_view start) {
  if (start.empty())
    return problem_at("empty_file", "The file is empty: it has no bytes. Export it again and drop the new file.");
  if (encoding_of(start) != Encoding::utf8 && !start.starts_with(utf32_le_mark)) return std::nullopt;
  for (const Signature& signature : signatures)
    if (start.starts_with(signature.bytes)) {
      return problem_at(signature.code, std::string(signature.what) + signature.remedy);
    }
  std::string_view text = start.starts_with(utf8_mark) ? start.substr(utf8_mark.size()) : start;
  text = trim(text);
  for (const std::string_view tag :
      {"<!doctype html", "<!--", "<html", "<head", "<meta", "<style", "<body", "<table", "<?xml", "mime-version:"})
    if (equal_ignoring_case(text.substr(0, tag.size()), tag))
      return problem_at("not_text_html",
          "This is a web page or XML, not a CSV file; it may be a sign-in page saved by mistake. Export the data again as CSV, or save this as CSV from a spreadsheet, then drop that file.");
  if (text.empty()) return holds_only_blanks();
  // A first line with every second byte zero is UTF-16 without a mark; zeros in the rows are ordinary bytes of a cell.
  const std::string_view head = start.substr(0, std::min<std::size_t>(start.find_first_of("\r\n"), 512));
  if (static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0')) * 5 >= head.size() * 2 && head.size() >= 8)
    return problem_at("not_text",
        "This file is not text in UTF-8; it may be UTF-16 without a mark or a program's own format. Save it as CSV UTF-8 and drop it again.");
  return std::nullopt;
}

Recognition open_export(std::string_view start, bool is_whole_file, const Choices& choices, const std::string& file) {
  Recognition best;
  best.problem = is_whole_file
      ? holds_only_blanks()
      : problem_at("no_header",
            "No row ends within the first " + with_thousands(start.size()) +
                " bytes, so there is no header to go by. Export the file again as CSV and drop the new file.");
  std::string delimiters = ",;\t|";
  const auto named = named_delimiter(start);
  if (named) delimiters = std::string(1, *named);

  bool have_best = false;
  std::uint64_t open_quote_line = 0;
  std::uint64_t line_over_limit = 0;
  std::size_t best_cells = 0;
  std::uint64_t best_line = 1;
  for (const char delimiter : delimiters) {
    const Opening opening = read_opening(start, delimiter, most_title_lines + 1 + (named ? 1 : 0), is_whole_file);
    open_quote_line = std::max(open_quote_line, opening.open_quote_line);
    line_over_limit = std::max(line_over_limit, opening.line_over_limit);
    std::vector<std::size_t> date_columns;  // of the headers above
    for (std::size_t i = 0; i < opening.rows.size(); ++i) {
      const Opening::Row& row = opening.rows[i];
      const std::vector<std::string_view> cells(row.cells.begin(), row.cells.end());
      // Behind a header and a row with a date there are rows, even if one looks like a better header: another export
      // was put behind the first.
      const auto has_date = [&](std::size_t column) {
        return column < cells.size() && read_date(trim(cells[column])).kind != DateReading::Kind::unreadable;
      };
      if (std::any_of(date_columns.begin(), date_columns.end(), has_date)) break;
      const std::size_t most = most_matches(cells, choices);
      if (best.format ? most <= best.matched : most == 0 && best.matched > 0) continue;
      Recognition here = recognize(cells, choices, file);
      if (const auto date = here.format ? here.format->column(Fact::date) : std::nullopt) date_columns.push_back(*date);
      const bool better = !have_best || (here.format && !best.format) ||
          (here.format.has_value() == best.format.has_value() && here.matched > best.matched) ||
          (!best.format && best.matched == here.matched && best_line == row.line && cells.size() > best_cells);
      if (!better) continue;
      have_best = true;
      best = std::move(here);
      best_cells = cells.size();
      best_line = row.line;
      best.problem.line = row.line;
      best.header.record = row.record;
      best.header.delimiter = delimiter;
      if (!best.format) continue;
      best.format->delimiter = delimiter;
      best.format->header_record = row.record;
      best.format->header_line = row.line;
      const std::uint64_t title_lines = row.record - (named && row.record > 0 ? 1 : 0);  // those over a limit included
      if (title_lines > 0)
        best.format->notices.push_back({"title_lines",
            (title_lines == 1 ? std::string("The first row is a title and was")
                              : "The first " + std::to_string(title_lines) + " rows are titles and were") +
                " skipped; the header is line " + std::to_string(row.line) + "."});
    }
  }
  if (!best.format && best.matched < 2 && open_quote_line > 0) {
    // What stands behind that quote, the header perhaps, was taken for one cell.
    best.problem = problem_at("unclosed_quote",
        "A quotation mark opens on line " + std::to_string(open_quote_line) +
            " and does not close, so no header was found. Close it and drop the file again.",
        open_quote_line);
  } else if (!best.format && best.matched < 2 && line_over_limit > 0) {
    best.problem = problem_at("header_over_limit",
        "Line " + std::to_string(line_over_limit) + " holds more than a row may, which is " +
            with_thousands(CsvLimits{}.columns) +
            " cells and 64 KiB in each, and no other is a header. Export the file again with fewer columns and drop the new file.",
        line_over_limit);
  }
  return best;
}

}  // namespace tspq
