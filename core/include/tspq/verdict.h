// The centre of the project: every data row gets exactly one verdict, counted or the first reason why not.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "tspq/choices.h"
#include "tspq/date.h"
#include "tspq/line_item.h"
#include "tspq/rulebook.h"

namespace tspq {

/// In the order in which they are asked; the first that applies is the row's. `counted` is last.
/// To add one: an enumerator here, an `if` in first_reason(), a line in reason_words().
enum class Reason : std::uint8_t {
  malformed_row,
  unreadable_date,
  ambiguous_date,
  outside_window,  ///< never given by judge(): the window is laid over the verdict when it is shown
  missing_id,
  unreadable_units,
  unreadable_response,
  unknown_category,
  cancelled,
  other_organization,
  ineligible_instructor,
  not_advanced,
  duplicate,  ///< never given by judge(): it takes the whole set of files
  counted,
};
inline constexpr std::size_t reason_count = static_cast<std::size_t>(Reason::counted) + 1;

/// "No" is told from "cannot say": the first is a rule's answer, the second asks for a better file or a decision.
enum class Answered : std::uint8_t { yes, no, cannot_say };

/// "counted", "not counted", "cannot say": the verdict as downloads and line items show it.
std::string_view verdict_words(Answered answered);

/// The words for a reason.
struct ReasonWords {
  Reason reason;
  std::string_view id;  ///< stable: "outside_window"
  Answered answered;
  std::string_view title;        ///< "Outside the window"
  std::string_view explanation;  ///< one sentence: why, and what can be done
};

/// One entry per reason, in enum order.
std::span<const ReasonWords, reason_count> reason_words();
const ReasonWords& words_for(Reason reason);
std::optional<Reason> reason_with_id(std::string_view id);

/// What a row adds once it is counted, and why it does not while it is not.
struct Verdict {
  Reason reason = Reason::malformed_row;
  std::optional<Day> day;            ///< nullopt for malformed_row, unreadable_date and ambiguous_date
  std::optional<Category> category;  ///< as far as known, whatever the reason
  std::optional<AreaIndex> area;     ///< surveys: as far as known, whatever the reason
  std::int64_t units = 0;            ///< courseware, exams: when counted
  int surveys = 0;  ///< surveys, when counted: 1, but 0 for a further answer of a survey in the long shape
  Decimal points;   ///< surveys, when counted: sum of the answers
  int answers = 0;  ///< surveys, when counted: answered questions, 0..9
  std::array<Answer, question_count>
      by_question{};          ///< surveys, when counted: the answers; all unanswered when the file gives only averages
  int only_question = -1;     ///< long shape: the one question of by_question that the row can answer, or -1
  bool from_average = false;  ///< points come from an average and not from single answers
};

/// Judges one row by itself: without the window, without other rows. `order` is what is settled for the file's date
/// column.
Verdict judge(const LineItem& item, Kind kind, DateOrder order, const Choices& choices);

/// What a counted row adds to its criterion before any limit: units times weight, or the points of a survey's answers.
/// Zero when not counted.
Decimal points_of(const Verdict& verdict, Kind kind, const Rulebook& rulebook);

}  // namespace tspq
