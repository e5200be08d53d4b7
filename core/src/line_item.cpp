#include "tspq/line_item.h"

#include <algorithm>
#include <utility>

#include "tspq/text.h"
#include "tspq/verdict.h"

namespace tspq {
namespace {

/// The form in which area names are compared. "Security (Azure)" names the same area as "Security".
std::string fold_area(std::string_view name) {
  std::string folded = fold_words(name);
  constexpr std::string_view suffix = "(azure)";
  if (folded.ends_with(suffix)) folded = trim(std::string_view(folded).substr(0, folded.size() - suffix.size()));
  return folded;
}

template <class Value>
std::optional<Value> look_up(const std::vector<std::pair<std::string, Value>>& words, const std::string& word) {
  for (const auto& [spelling, value] : words)
    if (spelling == word) return value;
  return std::nullopt;
}

bool is_one_of(const std::vector<std::string>& words, std::string_view cell) {
  const std::string word = fold_words(cell);
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

LineItemReader::LineItemReader(const ExportFormat& format, const QuestionList& questions, const Rulebook& rulebook, const Catalogue& catalogue, const Choices& choices)
    : format_(format), questions_(questions), rulebook_(rulebook), catalogue_(catalogue), choices_(choices) {
  for (std::size_t i = 0; i < category_count; ++i)
    for (const std::string& spelling : rulebook.categories[i].spellings) category_words_.emplace_back(fold_words(spelling), static_cast<Category>(i));
  for (std::size_t i = 0; i < rulebook.areas.size(); ++i)
    for (const std::string& spelling : rulebook.areas[i].spellings) area_words_.emplace_back(fold_area(spelling), static_cast<AreaIndex>(i));
}

const LineItem& LineItemReader::read(const Record& record) {
  item_ = LineItem{};  // strings in it are empty but for decisions and short numbers: no allocation
  if (is_malformed(record)) {
    item_.malformed = true;
    return item_;
  }
  const auto cell = [&](Fact fact) -> std::optional<std::string_view> {
    const auto column = format_.column(fact);
    return column ? std::optional(cell_of(record, *column)) : std::nullopt;
  };

  item_.date_text = cell(Fact::date).value_or("");
  if (item_.date_text != last_date_cell_) {
    last_date_cell_ = item_.date_text;
    last_date_ = read_date(item_.date_text);
  }
  item_.date = last_date_;
  item_.id = cell(Fact::id);
  item_.org = cell(Fact::org);
  if (const auto units = cell(Fact::units)) {
    item_.units_text = *units;
    item_.units = parse_count(*units);
  }
  if (const auto status = cell(Fact::status)) item_.cancelled = is_one_of(cell_words().cancelled, *status);
  if (const auto eligible = cell(Fact::eligible)) item_.eligible = is_one_of(cell_words().yes, *eligible) ? Eligibility::yes : Eligibility::no;
  read_course(cell(Fact::course).value_or(""));
  read_category(cell(Fact::category));
  if (format_.kind != Kind::surveys) return item_;

  read_area(cell(Fact::area));
  read_answers(record);
  return item_;
}

void LineItemReader::read_answers(const Record& record) {
  const auto cell = [&](Fact fact) { return cell_of(record, *format_.column(fact)); };
  const auto complain = [&](std::string_view text) {
    if (!std::exchange(item_.has_unreadable_answer, true)) item_.unreadable_answer_text = text;
  };
  switch (format_.shape) {
    case Shape::lines: return;
    case Shape::wide:
      for (std::size_t i = 0; i < question_count; ++i) {
        const std::string_view answer = cell_of(record, format_.questions[i]);
        item_.answers[i] = read_answer(answer);
        if (item_.answers[i] == unreadable_answer) complain(answer);
      }
      return;
    case Shape::long_rows: {
      item_.question_text = cell(Fact::question);
      if (questions_.mode == QuestionList::Mode::unsettled) return complain(item_.question_text);
      if (item_.question_text != last_question_cell_) {
        last_question_cell_ = item_.question_text;
        last_question_ = questions_.index_of(item_.question_text);
      }
      item_.question = last_question_;
      if (item_.question < 0) return;  // not one of the nine: part of the survey, no part of its score
      const Answer answer = read_answer(cell(Fact::score));
      if (answer == unreadable_answer) complain(cell(Fact::score));
      item_.answers[static_cast<std::size_t>(item_.question)] = answer;
      return;
    }
    case Shape::averages: {
      const auto answered = format_.column(Fact::answered);
      read_average(cell(Fact::average), answered ? std::optional(cell_of(record, *answered)) : std::nullopt);
      if (item_.has_unreadable_answer) item_.unreadable_answer_text = cell(Fact::average);
      return;
    }
  }
}

void LineItemReader::read_average(std::string_view average, std::optional<std::string_view> answered) {
  LineItem::Average read{Decimal{}, static_cast<int>(question_count)};
  if (answered && !answered->empty()) {
    const auto number = parse_count(*answered);
    if (!number || *number > static_cast<std::int64_t>(question_count)) item_.has_unreadable_answer = true;
    else read.answers = static_cast<int>(*number);
  }
  if (is_one_of(cell_words().unanswered, average)) {
    read.answers = 0;
  } else {
    // Where the delimiter is no comma, spreadsheets write a decimal comma.
    std::string text(average);
    if (format_.delimiter != ',') std::replace(text.begin(), text.end(), ',', '.');
    const auto value = parse_decimal(text);
    const bool on_scale = value && *value >= Decimal::whole(rulebook_.average.lowest) && *value <= Decimal::whole(rulebook_.average.highest);
    if (on_scale) read.value = *value;
    else if (read.answers > 0) item_.has_unreadable_answer = true;
  }
  item_.average = read;
}

/// A cell without surrounding blanks, and without the apostrophe that a download of ours has put in front of what spreadsheets take for a formula.
std::string_view LineItemReader::cell_of(const Record& record, std::size_t column) const {
  std::string_view cell = record.cells[column];
  if (format_.own_reason && cell.starts_with('\'') && starts_a_formula(cell.substr(1))) cell.remove_prefix(1);
  return trim(cell);
}

bool LineItemReader::is_malformed(const Record& record) const {
  if (record.fault != RecordFault::none || record.cells.size() < format_.header.size()) return true;
  for (std::size_t i = format_.header.size(); i < record.cells.size(); ++i)
    if (!trim(record.cells[i]).empty()) return true;
  // A download of ours has filled up short rows and closed open quotes; what it said of them still holds.
  if (format_.own_reason && record.cells[*format_.own_reason] == words_for(Reason::malformed_row).id) return true;
  // Exports joined by hand repeat the header in the middle.
  return std::equal(format_.header.begin(), format_.header.end(), record.cells.begin());
}

void LineItemReader::read_course(std::string_view cell) {
  item_.course = cell;
  if (cell != course_.cell) {
    course_ = CourseFacts{};
    course_.cell = cell;
    course_.number = base_number(cell);
    if (!course_.number.empty()) {
      course_.entry = catalogue_.find(course_.number);
      if (const auto found = choices_.categories.find(course_.number); found != choices_.categories.end()) course_.decided_category = found->second;
      if (const auto found = choices_.areas.find(course_.number); found != choices_.areas.end()) course_.decided_area = found->second;
    }
  }
  item_.course_number = course_.number;
}

/// The file's own word first, then a person's decision, then the catalogue unless it only guesses [R-FILE-WINS].
void LineItemReader::read_category(std::optional<std::string_view> cell) {
  item_.category_text = cell.value_or("");
  if (item_.category_text != last_category_cell_) {
    last_category_cell_ = item_.category_text;
    last_category_folded_ = fold_words(item_.category_text);
    last_category_ = look_up(category_words_, last_category_folded_);
  }
  const CatalogueEntry* entry = course_.entry && !course_.entry->category_is_guess() ? course_.entry : nullptr;
  if (last_category_) {
    item_.category = last_category_;
    item_.category_origin = Origin::file;
    if (entry && entry->category != *last_category_) item_.differs_from_catalogue = true;
  } else if (const auto decided = choices_.category_cells.find(last_category_folded_); decided != choices_.category_cells.end()) {
    item_.category = decided->second;
    item_.category_origin = Origin::decision;
    item_.category_decision = "cells.categories." + last_category_folded_;
  } else if (course_.decided_category) {
    item_.category = course_.decided_category;
    item_.category_origin = Origin::decision;
    item_.category_decision = "categories." + course_.number;
  } else if (entry) {
    item_.category = entry->category;
    item_.category_origin = Origin::catalogue;
  }
}

/// As for the category, but a name in the file that no rulebook has is still the file's word: the catalogue is not asked then.
void LineItemReader::read_area(std::optional<std::string_view> cell) {
  item_.area_text = cell.value_or("");
  if (item_.area_text != last_area_cell_) {
    last_area_cell_ = item_.area_text;
    last_area_folded_ = fold_words(item_.area_text);
    last_area_ = look_up(area_words_, fold_area(item_.area_text));
  }
  const CatalogueEntry* entry = course_.entry && course_.entry->area && !course_.entry->area_is_guess() ? course_.entry : nullptr;
  if (last_area_) {
    item_.area = last_area_;
    item_.area_origin = Origin::file;
    const auto plausible = [&](AreaIndex area) {
      return area == *entry->area || std::find(entry->other_areas.begin(), entry->other_areas.end(), area) != entry->other_areas.end();
    };
    if (entry && !plausible(*last_area_)) item_.differs_from_catalogue = true;
  } else if (const auto decided = choices_.area_cells.find(last_area_folded_); decided != choices_.area_cells.end()) {
    item_.area = decided->second;
    item_.area_origin = Origin::decision;
    item_.area_decision = "cells.areas." + last_area_folded_;
  } else if (course_.decided_area) {
    item_.area = course_.decided_area;
    item_.area_origin = Origin::decision;
    item_.area_decision = "areas." + course_.number;
  } else if (!item_.area_text.empty()) {
    item_.unknown_area_text = true;
  } else if (entry) {
    item_.area = entry->area;
    item_.area_origin = Origin::catalogue;
  }
}

Answer LineItemReader::read_answer(std::string_view cell) const {
  if (cell.size() == 1 && cell[0] >= '0' && cell[0] <= '9') {
    const int answer = cell[0] - '0';
    return answer >= rulebook_.average.lowest && answer <= rulebook_.average.highest ? static_cast<Answer>(answer) : unreadable_answer;
  }
  return is_one_of(cell_words().unanswered, cell) ? unanswered : unreadable_answer;
}

}  // namespace tspq
