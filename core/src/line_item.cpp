#include "tspq/line_item.h"

#include <algorithm>
#include <utility>

#include "cell_memo.h"
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

/// What a course cell means.
struct LineItemReader::Course {
  std::string number;
  const CatalogueEntry* entry = nullptr;
  std::optional<Category> decided_category;
  std::optional<AreaIndex> decided_area;
  std::string category_path;  // of the choice that decides it
  std::string area_path;
};

/// What a category or area cell means: by the rulebook's words, or by a person's decision about this very cell.
struct LineItemReader::Named {
  std::optional<std::uint8_t> by_word;
  std::optional<std::uint8_t> decided;
  std::string path;
};

struct LineItemReader::Question {
  std::int8_t index = -1;
  std::int8_t slot = -1;
  std::string words;
};

struct LineItemReader::Memos {
  CellMemo<DateReading> dates;
  CellMemo<bool> cancelled;
  CellMemo<Eligibility> eligible;
  CellMemo<Course> courses;
  CellMemo<Named> categories;
  CellMemo<Named> areas;
  CellMemo<Question> questions;
  CellMemo<bool> unanswered;
};

LineItemReader::LineItemReader(const ExportFormat& format, const QuestionList& questions, const Rulebook& rulebook,
    const Catalogue& catalogue, const Choices& choices)
    : format_(format),
      questions_(questions),
      rulebook_(rulebook),
      catalogue_(catalogue),
      choices_(choices),
      memos_(std::make_unique<Memos>()) {
  for (std::size_t i = 0; i < category_count; ++i)
    for (const std::string& spelling : rulebook.categories[i].spellings)
      category_words_.emplace_back(fold_words(spelling), static_cast<Category>(i));
  for (std::size_t i = 0; i < rulebook.areas.size(); ++i)
    for (const std::string& spelling : rulebook.areas[i].spellings)
      area_words_.emplace_back(fold_area(spelling), static_cast<AreaIndex>(i));
}

LineItemReader::~LineItemReader() = default;

/// A cell without surrounding blanks, and without the apostrophe that a download of ours has put in front of what
/// spreadsheets take for a formula.
TSPQ_INLINE std::string_view LineItemReader::cell_of(const Record& record, std::size_t column) const {
  const std::string_view cell = record.cells[column];
  const bool is_ours = format_.own_reason && cell.starts_with('\'') && starts_a_formula(cell.substr(1));
  return trim(cell.substr(is_ours ? 1 : 0));
}

/// The cell of a fact; empty where the file has no such column.
TSPQ_INLINE std::string_view LineItemReader::cell_for(const Record& record, Fact fact) const {
  const std::optional<std::size_t> column = format_.column(fact);
  if (!column) return {};
  const std::string_view cell = cell_of(record, *column);
  return {cell.data(), cell.size()};
}

const LineItem& LineItemReader::read(const Record& record) {
  if (is_malformed(record)) return malformed();
  forget_last();
  const auto has = [&](Fact fact) { return format_.column(fact).has_value(); };

  item_.date_text = cell_for(record, Fact::date);
  item_.date = memos_->dates.of(item_.date_text, read_date);
  if (item_.date.kind == DateReading::Kind::unreadable && is_header_again(record)) return malformed();
  if (has(Fact::id)) item_.id = cell_for(record, Fact::id);
  if (has(Fact::org)) item_.org = cell_for(record, Fact::org);
  if (has(Fact::units)) {
    item_.units_text = cell_for(record, Fact::units);
    item_.units = parse_count(item_.units_text);
  }
  if (has(Fact::status))
    item_.cancelled = memos_->cancelled.of(
        cell_for(record, Fact::status), [](std::string_view text) { return is_one_of(cell_words().cancelled, text); });
  if (has(Fact::eligible))
    item_.eligible = memos_->eligible.of(cell_for(record, Fact::eligible),
        [](std::string_view text) { return is_one_of(cell_words().yes, text) ? Eligibility::yes : Eligibility::no; });
  if (format_.own_reason) forget_empty_cells(record);
  const Course& course = read_course(cell_for(record, Fact::course));
  read_category(cell_for(record, Fact::category), course);
  if (format_.kind != Kind::surveys) return item_;

  read_area(cell_for(record, Fact::area), course);
  read_answers(record);
  return item_;
}

std::size_t LineItemReader::plain_answers(
    const AlikeRecords& rows, std::span<PlainAnswer, AlikeRecords::most> answers) {
  const bool question_is_left = *format_.column(Fact::question) < *format_.column(Fact::score);
  const int lowest = rulebook_.average.lowest;
  const int highest = rulebook_.average.highest;
  for (std::size_t i = 0; i < rows.records.size(); ++i) {
    const VaryingCells& cells = rows.records[i];
    const Question* const question = memos_->questions.known(question_is_left ? cells.text() : cells.other_text());
    if (question == nullptr) return i;
    answers[i] = {question->index, question->slot, unanswered, &question->words};
    if (question->index < 0) continue;
    const std::string_view score = question_is_left ? cells.other_text() : cells.text();
    if (score.size() == 1) {
      const int answer = score[0] - '0';
      if (answer < lowest || answer > highest) return i;
      answers[i].answer = static_cast<Answer>(answer);
    } else if (!is_unanswered(score)) {
      return i;
    }
  }
  return rows.records.size();
}

void LineItemReader::read_answers(const Record& record) {
  const auto cell = [&](Fact fact) { return cell_of(record, *format_.column(fact)); };
  switch (format_.shape) {
    case Shape::lines: return;
    case Shape::wide:
      for (std::size_t i = 0; i < question_count; ++i) {
        const std::string_view answer = cell_of(record, format_.questions[i]);
        item_.answers[i] = read_answer(answer);
        if (item_.answers[i] == unreadable_answer) complain(answer);
      }
      if (format_.own_reason) complain_of_other_shape(record);
      return;
    case Shape::long_rows: {
      item_.question_text = cell(Fact::question);
      item_.question_is_new = true;
      if (questions_.mode == QuestionList::Mode::unsettled) return complain(item_.question_text);
      item_.question_is_new = false;
      const Question& question = memos_->questions.of(item_.question_text, [this](std::string_view text) {
        item_.question_is_new = true;
        const std::int64_t number = question_number(text);
        const bool is_one_of_nine = number >= 1 && number <= static_cast<std::int64_t>(question_count);
        return Question{static_cast<std::int8_t>(questions_.index_of(text)),
            static_cast<std::int8_t>(is_one_of_nine ? number - 1 : -1), fold(text)};
      });
      item_.question = question.index;
      item_.question_slot = question.slot;
      item_.question_words = question.words;
      if (item_.question < 0) return;  // not one of the nine: part of the survey, no part of its score
      const Answer answer = read_answer(cell(Fact::score));
      if (answer == unreadable_answer) complain(cell(Fact::score));
      item_.answers[static_cast<std::size_t>(item_.question)] = answer;
      return;
    }
    case Shape::averages: {
      const auto answered = format_.column(Fact::answered);
      read_average(cell(Fact::average), answered ? std::optional(cell_of(record, *answered)) : std::nullopt);
      return;
    }
  }
}

/// A download of ours may hold surveys of several shapes side by side. Those in another shape have their answers in
/// other columns: they must not pass for surveys without an answer.
void LineItemReader::complain_of_other_shape(const Record& record) {
  if (std::any_of(item_.answers.begin(), item_.answers.end(), [](Answer answer) { return answer != unanswered; }))
    return;
  for (const Fact fact : {Fact::question, Fact::average})
    if (const auto column = format_.column(fact); column && !cell_of(record, *column).empty()) {
      item_.has_unreadable_answer = true;
      item_.unreadable_answer_text = cell_of(record, *column);
    }
}

void LineItemReader::complain(std::string_view answer) {
  if (!std::exchange(item_.has_unreadable_answer, true)) item_.unreadable_answer_text = answer;
}

void LineItemReader::read_average(std::string_view average, std::optional<std::string_view> answered) {
  LineItem::Average read{Decimal{}, static_cast<int>(question_count)};
  if (answered && !answered->empty()) {
    const auto number = parse_count(*answered);
    if (!number || *number > static_cast<std::int64_t>(question_count)) complain(*answered);
    else read.answers = static_cast<int>(*number);
  }
  if (is_one_of(cell_words().unanswered, average)) {
    read.answers = 0;
  } else {
    // Spreadsheets of many countries write a decimal comma. An average is below ten: no comma in it stands between
    // thousands.
    std::string text(average);
    std::replace(text.begin(), text.end(), ',', '.');
    // Zeros behind hundredths say no more than those do.
    if (const std::size_t point = text.find('.'); point != std::string::npos)
      while (text.size() > point + 3 && text.back() == '0') text.pop_back();
    const auto value = parse_decimal(text);
    const bool on_scale = value && *value >= Decimal::whole(rulebook_.average.lowest) &&
        *value <= Decimal::whole(rulebook_.average.highest);
    const bool is_of_nothing = read.answers == 0 && value == Decimal{};
    if (on_scale) read.value = *value;
    else if (!is_of_nothing) complain(average);
  }
  item_.average = read;
}

/// A download of ours unites the columns of several files, so a row from a file without a column has an empty cell
/// there. Where the row's own reason shows that it had passed the rule that asks for that cell, the cell is taken as
/// not stated. That shows nothing for rules that are asked by choice only: a chosen organisation, and eligibility for
/// courseware.
void LineItemReader::forget_empty_cells(const Record& record) {
  const std::string_view own = record.cells[*format_.own_reason];
  const Reason reason = own.empty() ? Reason::counted : reason_with_id(own).value_or(Reason::malformed_row);
  if (reason > Reason::missing_id && item_.id && item_.id->empty()) item_.id.reset();
  if (reason > Reason::unreadable_units && item_.units_text.empty()) item_.units = 1;
  if (reason > Reason::ineligible_instructor && format_.kind == Kind::surveys &&
      cell_for(record, Fact::eligible).empty())
    item_.eligible = Eligibility::not_stated;
}

/// Resets what some rows set and others do not. The rest is set by every row of a file or by none, and resetting all of
/// it took as long as reading three cells.
void LineItemReader::forget_last() {
  item_.malformed = false;
  item_.answers = {};
  item_.has_unreadable_answer = false;
  item_.unreadable_answer_text = {};
  item_.question = -1;
  item_.category.reset();
  item_.category_origin = Origin::nowhere;
  item_.category_confidence = {};
  item_.category_decision = {};
  item_.area.reset();
  item_.area_origin = Origin::nowhere;
  item_.area_confidence = {};
  item_.area_decision = {};
  item_.unknown_area_text = false;
  item_.differs_from_catalogue = false;
}

const LineItem& LineItemReader::malformed() {
  item_ = LineItem{};
  item_.malformed = true;
  return item_;
}

bool LineItemReader::is_malformed(const Record& record) const {
  if (record.fault != RecordFault::none || record.cells.size() < format_.header.size()) return true;
  for (std::size_t i = format_.header.size(); i < record.cells.size(); ++i)
    if (!trim(record.cells[i]).empty()) return true;
  // A download of ours has filled up short rows and closed open quotes; what it said of them still holds.
  return format_.own_reason && record.cells[*format_.own_reason] == words_for(Reason::malformed_row).id;
}

/// Exports joined by hand repeat the header in the middle.
bool LineItemReader::is_header_again(const Record& record) const {
  const auto same_name = [](std::string_view a, std::string_view b) { return fold(a) == fold(b); };
  return std::equal(format_.header.begin(), format_.header.end(), record.cells.begin(), same_name);
}

const LineItemReader::Course& LineItemReader::read_course(std::string_view cell) {
  const Course& course = memos_->courses.of(cell, [this](std::string_view text) {
    Course read;
    read.number = base_number(text);
    if (read.number.empty()) return read;
    read.entry = catalogue_.find(read.number);
    if (const auto found = choices_.categories.find(read.number); found != choices_.categories.end())
      read.decided_category = found->second;
    if (const auto found = choices_.areas.find(read.number); found != choices_.areas.end())
      read.decided_area = found->second;
    read.category_path = "categories." + read.number;
    read.area_path = "areas." + read.number;
    return read;
  });
  item_.course = cell;
  item_.course_number = course.number;
  return course;
}

/// The file's own word first, then a person's decision, then the catalogue unless it only guesses [R-FILE-WINS].
void LineItemReader::read_category(std::string_view cell, const Course& course) {
  item_.category_text = cell;
  const Named& named = memos_->categories.of(cell, [this](std::string_view text) {
    Named read;
    const std::string folded = fold_words(text);
    if (const auto category = look_up(category_words_, folded)) read.by_word = static_cast<std::uint8_t>(*category);
    if (const auto found = choices_.category_cells.find(folded); found != choices_.category_cells.end())
      read.decided = static_cast<std::uint8_t>(found->second);
    read.path = "cells.categories." + folded;
    return read;
  });
  const CatalogueEntry* entry = course.entry && !course.entry->category_is_guess() ? course.entry : nullptr;
  if (named.by_word) {
    item_.category = static_cast<Category>(*named.by_word);
    item_.category_origin = Origin::file;
    if (entry && entry->category != item_.category) item_.differs_from_catalogue = true;
  } else if (named.decided) {
    item_.category = static_cast<Category>(*named.decided);
    item_.category_origin = Origin::decision;
    item_.category_decision = named.path;
  } else if (course.decided_category) {
    item_.category = course.decided_category;
    item_.category_origin = Origin::decision;
    item_.category_decision = course.category_path;
  } else if (entry) {
    item_.category = entry->category;
    item_.category_origin = Origin::catalogue;
    item_.category_confidence = entry->category_confidence;
  }
}

/// As for the category, but a name in the file that no rulebook has is still the file's word: the catalogue is not
/// asked then.
void LineItemReader::read_area(std::string_view cell, const Course& course) {
  item_.area_text = cell;
  const Named& named = memos_->areas.of(cell, [this](std::string_view text) {
    Named read;
    const std::string folded = fold_words(text);
    read.by_word = look_up(area_words_, fold_area(text));
    if (const auto found = choices_.area_cells.find(folded); found != choices_.area_cells.end())
      read.decided = found->second;
    read.path = "cells.areas." + folded;
    return read;
  });
  const CatalogueEntry* entry =
      course.entry && course.entry->area && !course.entry->area_is_guess() ? course.entry : nullptr;
  if (named.by_word) {
    item_.area = named.by_word;
    item_.area_origin = Origin::file;
    const auto plausible = [&](AreaIndex area) {
      return area == *entry->area ||
          std::find(entry->other_areas.begin(), entry->other_areas.end(), area) != entry->other_areas.end();
    };
    if (entry && !plausible(*named.by_word)) item_.differs_from_catalogue = true;
  } else if (named.decided) {
    item_.area = named.decided;
    item_.area_origin = Origin::decision;
    item_.area_decision = named.path;
  } else if (course.decided_area) {
    item_.area = course.decided_area;
    item_.area_origin = Origin::decision;
    item_.area_decision = course.area_path;
  } else if (!cell.empty()) {
    item_.unknown_area_text = true;
  } else if (entry) {
    item_.area = entry->area;
    item_.area_origin = Origin::catalogue;
    item_.area_confidence = entry->area_confidence;
  }
}

Answer LineItemReader::read_answer(std::string_view cell) const {
  if (cell.size() == 1 && cell[0] >= '0' && cell[0] <= '9') {
    const int answer = cell[0] - '0';
    return answer >= rulebook_.average.lowest && answer <= rulebook_.average.highest ? static_cast<Answer>(answer)
                                                                                     : unreadable_answer;
  }
  return is_unanswered(cell) ? unanswered : unreadable_answer;
}

bool LineItemReader::is_unanswered(std::string_view cell) const {
  return memos_->unanswered.of(
      cell, [](std::string_view text) { return is_one_of(cell_words().unanswered, trim(text)); });
}

}  // namespace tspq
