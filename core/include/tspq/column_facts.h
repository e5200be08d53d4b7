// What no single row can tell: facts of whole columns, settled over all rows of a file.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/date.h"

namespace tspq {

/// The number in a question cell such as "Q3", "Question 3" or "3", from 1; 0 for any other text.
std::int64_t question_number(std::string_view cell);

/// Which nine questions count, for surveys in the long shape.
struct QuestionList {
  enum class Mode : std::uint8_t {
    unsettled,  ///< more than nine questions, Q1..Q9 not among them: a person has to choose
    by_number,  ///< Q1..Q9, Question 1..9 or 1..9
    by_name,    ///< the names in `names`, folded
  };
  Mode mode = Mode::unsettled;
  std::vector<std::string> names;

  /// 0..8 for one of the nine, -1 for any other question.
  int index_of(std::string_view cell) const;

  friend bool operator==(const QuestionList&, const QuestionList&) = default;
};

struct ColumnFacts {
  DateOrder date_order = DateOrder::unsettled;
  QuestionList questions;

  friend bool operator==(const ColumnFacts&, const ColumnFacts&) = default;
};

/// Collects from the rows of a file what settles its column facts, whatever their order.
class ColumnEvidence {
public:
  void add_date(DateReading::Kind date, std::uint64_t rows = 1);
  void add_question(std::string_view cell);

  /// `chosen_order` and `chosen_questions` are a person's. The order is used where the rows settle nothing, the
  /// questions (nine names, or none) always.
  ColumnFacts settle(DateOrder chosen_order, const std::vector<std::string>& chosen_questions) const;

  bool has_dates_to_settle() const { return either_ + day_first_ + month_first_ > 0; }
  bool dates_settle_themselves() const;
  std::uint64_t day_first() const { return day_first_; }  ///< rows that can only be read with the day first
  std::uint64_t month_first() const { return month_first_; }
  std::uint64_t either() const { return either_; }
  /// Different questions, at most most_questions: folded, and as one of their cells has it.
  const std::map<std::string, std::string>& questions() const { return questions_; }

  /// There are questions, and none of them is called by a number from 1 to 9.
  bool has_other_questions_only() const { return numbers_seen_ == 0 && !questions_.empty(); }

  static constexpr std::size_t most_questions = 200;

private:
  std::uint64_t either_ = 0;
  std::uint64_t day_first_ = 0;
  std::uint64_t month_first_ = 0;
  std::map<std::string, std::string> questions_;
  bool all_numbered_ = true;
  std::uint32_t numbers_seen_ = 0;  // bit 0..8: questions 1..9
  std::string last_question_;
};

}  // namespace tspq
