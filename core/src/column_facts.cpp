#include "tspq/column_facts.h"

#include <algorithm>

#include "tspq/decimal.h"
#include "tspq/rulebook.h"
#include "tspq/text.h"

namespace tspq {
namespace {

/// The number in "Q3", "Question 3" or "3", folded; 0 for any other text.
std::int64_t number_of(std::string_view folded) {
  for (const std::string_view prefix : {"question", "q"})
    if (folded.starts_with(prefix)) {
      folded.remove_prefix(prefix.size());
      break;
    }
  return parse_count(folded).value_or(0);
}

}  // namespace

std::int64_t question_number(std::string_view cell) { return number_of(fold(cell)); }

int QuestionList::index_of(std::string_view cell) const {
  const std::string folded = fold(cell);
  if (mode == Mode::by_number) {
    const std::int64_t number = number_of(folded);
    return number >= 1 && number <= static_cast<std::int64_t>(question_count) ? static_cast<int>(number) - 1 : -1;
  }
  const auto found = std::find(names.begin(), names.end(), folded);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

void ColumnEvidence::add_date(DateReading::Kind date, std::uint64_t rows) {
  using Kind = DateReading::Kind;
  if (date == Kind::either) either_ += rows;
  if (date == Kind::proves_day_first) day_first_ += rows;
  if (date == Kind::proves_month_first) month_first_ += rows;
}

void ColumnEvidence::add_question(std::string_view cell) {
  if (cell == last_question_ && !questions_.empty()) return;
  last_question_ = cell;
  const std::string folded = fold(cell);
  if (folded.empty()) return;  // a row that names no question adds none: a line with totals, say
  const std::int64_t number = number_of(folded);
  if (number == 0) all_numbered_ = false;
  if (number >= 1 && number <= static_cast<std::int64_t>(question_count)) numbers_seen_ |= 1U << (number - 1);
  const auto known = questions_.find(folded);
  if (known != questions_.end()) known->second = std::min(known->second, last_question_);
  else if (questions_.size() < most_questions) questions_.emplace(folded, last_question_);
}

bool ColumnEvidence::dates_settle_themselves() const {
  return tspq::settle(day_first_, month_first_) != DateOrder::unsettled;
}

ColumnFacts ColumnEvidence::settle(DateOrder chosen_order, const std::vector<std::string>& chosen_questions) const {
  ColumnFacts facts;
  facts.date_order = tspq::settle(day_first_, month_first_);
  if (facts.date_order == DateOrder::unsettled) facts.date_order = chosen_order;

  using Mode = QuestionList::Mode;
  constexpr std::uint32_t all_nine = (1U << question_count) - 1;
  if (!chosen_questions.empty()) {
    facts.questions.mode = Mode::by_name;
    for (const std::string& name : chosen_questions) facts.questions.names.push_back(fold(name));
  } else if (all_numbered_ || numbers_seen_ == all_nine) {
    facts.questions.mode = Mode::by_number;
  } else if (questions_.size() <= question_count) {
    facts.questions.mode = Mode::by_name;
    for (const auto& [folded, written] : questions_) facts.questions.names.push_back(folded);
  }
  return facts;
}

}  // namespace tspq
