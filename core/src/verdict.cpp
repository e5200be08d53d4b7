#include "tspq/verdict.h"

#include <algorithm>

#include "tspq/text.h"

namespace tspq {
namespace {

constexpr std::array<ReasonWords, reason_count> words = {{
    {Reason::malformed_row, "malformed_row", Answered::cannot_say, "Row cannot be read",
        "The row has fewer or more cells than the header, a quotation mark that never closes, or more text than a row may hold; correct it in the file."},
    {Reason::unreadable_date, "unreadable_date", Answered::cannot_say, "Date cannot be read",
        "The date is empty, is not a date, has no year in four digits, or does not exist in the calendar; correct it in the file."},
    {Reason::ambiguous_date, "ambiguous_date", Answered::cannot_say, "Day and month unclear",
        "The date can be read in two ways and nothing in the file settles which part is the day; choose the order for this file."},
    {Reason::outside_window, "outside_window", Answered::no, "Outside the window",
        "The date lies before or after the window that counts for this anniversary."},
    {Reason::missing_id, "missing_id", Answered::cannot_say, "Id is missing",
        "The file has a column for the achievement code or survey id, and this row's cell is empty, so a repeat could not be told."},
    {Reason::unreadable_units, "unreadable_units", Answered::cannot_say, "Units cannot be read",
        "The units are not a whole number from 0 to 9007199254740991."},
    {Reason::unreadable_response, "unreadable_response", Answered::cannot_say, "Answer cannot be read",
        "An answer is neither a whole number on the scale nor empty; answers are never rescaled or rounded."},
    {Reason::unknown_category, "unknown_category", Answered::cannot_say, "Category is not known",
        "Neither the file nor the catalogue says whether this is Fundamental and others or Advanced."},
    {Reason::cancelled, "cancelled", Answered::no, "Cancelled",
        "The status says that this was cancelled, voided, refunded, returned or rejected."},
    {Reason::other_organization, "other_organization", Answered::no, "Another organisation",
        "The row belongs to an organisation id that was not chosen."},
    {Reason::ineligible_instructor, "ineligible_instructor", Answered::no, "Instructor not eligible",
        "The row does not say that its instructor is an eligible MCT."},
    {Reason::not_advanced, "not_advanced", Answered::no, "Not an Advanced course",
        "Surveys count for Advanced courses only; this one is on a Fundamental and others course."},
    {Reason::duplicate, "duplicate", Answered::no, "Counted already",
        "The same achievement code or survey id was counted already in this set of files."},
    {Reason::counted, "counted", Answered::yes, "Counted", "The row counts."},
}};

/// The day of the row under the order settled for its column, or why there is none.
std::optional<Day> settle_day(const DateReading& date, DateOrder order, Reason& reason) {
  using Kind = DateReading::Kind;
  reason = Reason::unreadable_date;
  if (date.kind == Kind::certain) return date.day;
  if (date.kind == Kind::unreadable) return std::nullopt;
  if (order == DateOrder::day_first) return date.if_day_first;
  if (order == DateOrder::month_first) return date.if_month_first;
  // A row that proves one order while the column as a whole stays unsettled contradicts as many others: it is not read
  // either way.
  if (date.kind == Kind::either) reason = Reason::ambiguous_date;
  return std::nullopt;
}

bool is_chosen(const std::vector<std::string>& org_ids, std::string_view org) {
  return std::any_of(
      org_ids.begin(), org_ids.end(), [&](const std::string& chosen) { return equal_ignoring_case(chosen, org); });
}

/// The rules in their order. Sets `day` as soon as it is known.
Reason first_reason(const LineItem& item, Kind kind, DateOrder order, const Choices& choices, std::optional<Day>& day) {
  if (item.malformed) return Reason::malformed_row;

  Reason no_day = Reason::unreadable_date;
  day = settle_day(item.date, order, no_day);
  if (!day) return no_day;

  // Here the window would be asked: a day outside it beats every reason below. See Ledger::within().

  // [R-DUP] A code or survey id tells repeats apart, so a row without one cannot be counted safely.
  if (item.id && item.id->empty()) return Reason::missing_id;

  if (!item.units) return Reason::unreadable_units;

  // Average response score: nine questions on a scale from 1 to 5. Nothing is rescaled, and an unanswered question
  // leaves both sums [R-SURVEY].
  if (item.has_unreadable_answer) return Reason::unreadable_response;

  if (!item.category) return Reason::unknown_category;
  if (item.cancelled) return Reason::cancelled;

  // Courseware completions, Exam units completions: what counts is associated to the partner's own ORG ID [R-ORG].
  if (!choices.org_ids.empty() && item.org && !is_chosen(choices.org_ids, *item.org)) return Reason::other_organization;

  // Qualification as a training service partner, the survey rows of its table: scores and completions count with an
  // eligible MCT only [R-MCT].
  const bool asks_for_mct =
      kind == Kind::surveys || (kind == Kind::courseware && choices.require_eligible_mct_for_courseware);
  if (asks_for_mct && item.eligible == Eligibility::no) return Reason::ineligible_instructor;

  // Average response score, Survey completions: surveys of advanced role-based courses only.
  if (kind == Kind::surveys && *item.category != Category::advanced) return Reason::not_advanced;
  return Reason::counted;
}

}  // namespace

std::string_view verdict_words(Answered answered) {
  if (answered == Answered::yes) return "counted";
  return answered == Answered::no ? "not counted" : "cannot say";
}

std::span<const ReasonWords, reason_count> reason_words() { return words; }

const ReasonWords& words_for(Reason reason) { return words[static_cast<std::size_t>(reason)]; }

std::optional<Reason> reason_with_id(std::string_view id) {
  for (const ReasonWords& entry : words)
    if (entry.id == id) return entry.reason;
  return std::nullopt;
}

Verdict judge(const LineItem& item, Kind kind, DateOrder order, const Choices& choices) {
  Verdict verdict;
  verdict.category = item.category;
  verdict.area = item.area;
  verdict.reason = first_reason(item, kind, order, choices, verdict.day);
  if (verdict.reason != Reason::counted) return verdict;

  if (kind != Kind::surveys) {
    verdict.units = *item.units;
    return verdict;
  }
  verdict.surveys = 1;
  verdict.by_question = item.answers;
  verdict.only_question = item.question;
  if (item.average) {
    // Times the number of answers an average in hundredths is exact again.
    verdict.from_average = true;
    verdict.points = item.average->value * item.average->answers;
    verdict.answers = item.average->answers;
  }
  int sum = 0;
  for (const Answer answer : item.answers) {
    sum += answer;
    verdict.answers += answer != unanswered;
  }
  verdict.points = verdict.points + Decimal::whole(sum);
  return verdict;
}

Decimal points_of(const Verdict& verdict, Kind kind, const Rulebook& rulebook) {
  if (verdict.reason != Reason::counted) return {};
  if (kind == Kind::surveys) return verdict.points;
  const PointsRule& rule = kind == Kind::courseware ? rulebook.courseware : rulebook.exams;
  return rule.term(*verdict.category).weight.value * verdict.units;
}

}  // namespace tspq
