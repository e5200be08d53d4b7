#include "tspq/scorecard.h"

#include <algorithm>
#include <initializer_list>

namespace tspq {
namespace {

/// Viewing your status with score: not started at zero, completed once the benchmark is achieved, in progress between.
/// Reaching the target is achieving it, as the plus signs in "1,000+", "200+" and "4.25+" say.
Status status_of(bool is_zero, bool reached) {
  if (reached) return Status::completed;
  return is_zero ? Status::not_started : Status::in_progress;
}

/// Completed when all are, not started when all are, otherwise in progress [R-AREA] [R-BASE].
Status combine(std::initializer_list<Status> parts) {
  const auto all = [&](Status status) {
    return std::all_of(parts.begin(), parts.end(), [=](Status part) { return part == status; });
  };
  if (all(Status::completed)) return Status::completed;
  return all(Status::not_started) ? Status::not_started : Status::in_progress;
}

Decimal remaining_to(Decimal target, Decimal score) { return score < target ? target - score : Decimal{}; }

/// Courseware completions, Exam units completions: total score = Fundamental and others points + Advanced points. Where
/// a category has a limit it belongs to its sum: the rows beyond it are counted all the same [R-LIMIT].
PointsCard grade_points(const PointsRule& rule, const Sums& sums, bool has_data) {
  PointsCard card;
  card.has_data = has_data;
  card.target = rule.target.value;
  card.rows = sums;
  for (std::size_t i = 0; i < category_count; ++i) {
    Term& term = card.terms[i];
    term.rule = &rule.terms[i];
    term.units = sums.units[i];
    term.before_limit = term.rule->weight.value * term.units;
    term.limited = term.rule->limit && term.before_limit > term.rule->limit->value;
    term.points = term.limited ? term.rule->limit->value : term.before_limit;
    card.score = card.score + term.points;
  }
  card.remaining = remaining_to(card.target, card.score);
  card.status = status_of(card.score == Decimal{}, card.score >= card.target);
  return card;
}

/// Average response score: total points over answered questions. Never divided to decide: points >= target * answers.
AverageCard grade_average(const Sums& sums, const SourcedDecimal& target, const Rulebook& rulebook, bool has_data) {
  AverageCard card;
  card.has_data = has_data;
  card.target = target.value;
  card.points = sums.points;
  card.answers = static_cast<Integer>(sums.answers);
  card.surveys = static_cast<Integer>(sums.surveys);
  card.from_averages = sums.surveys_from_averages > 0;
  card.shown = show_average(card.points, card.answers, card.target);
  card.small_sample = card.answers > 0 && rulebook.surveys.weight.value * card.surveys < rulebook.surveys.target.value;
  card.rows = sums;
  card.status = status_of(card.answers == 0, card.answers > 0 && card.points >= card.target * card.answers);
  return card;
}

/// Survey completions: the number of surveys returned for the area, 200 for a designation.
SurveysCard grade_surveys(const SurveysRule& rule, const Sums& sums, bool has_data) {
  SurveysCard card;
  card.has_data = has_data;
  card.score = rule.weight.value * static_cast<Integer>(sums.surveys);
  card.target = rule.target.value;
  card.remaining = remaining_to(card.target, card.score);
  card.rows = sums;
  card.status = status_of(card.score == Decimal{}, card.score >= card.target);
  return card;
}

}  // namespace

std::string_view id_of(Status status) {
  constexpr std::array<std::string_view, 3> ids = {"not-started", "in-progress", "completed"};
  return ids[static_cast<std::size_t>(status)];
}

Scorecard grade(const Totals& totals, const Rulebook& rulebook, const std::array<bool, kind_count>& kinds_read,
    const Window& window) {
  const auto read = [&](Kind kind) { return kinds_read[static_cast<std::size_t>(kind)]; };
  Scorecard card;
  card.window = window;
  card.base.courseware = grade_points(rulebook.courseware, totals.of(Kind::courseware), read(Kind::courseware));
  card.base.exams = grade_points(rulebook.exams, totals.of(Kind::exams), read(Kind::exams));
  card.base.average = grade_average(totals.of(Kind::surveys), rulebook.average.target, rulebook, read(Kind::surveys));
  card.base.status = combine({card.base.courseware.status, card.base.exams.status, card.base.average.status});

  bool an_area_is_completed = false;
  bool all_areas_not_started = true;
  for (std::size_t i = 0; i < rulebook.areas.size(); ++i) {
    AreaCard area;
    area.area = static_cast<AreaIndex>(i);
    const Sums& sums = totals[account_of_area(area.area)];
    area.surveys = grade_surveys(rulebook.surveys, sums, read(Kind::surveys));
    area.average = grade_average(sums, rulebook.average.area_target, rulebook, read(Kind::surveys));
    area.status = combine({area.surveys.status, area.average.status});
    an_area_is_completed = an_area_is_completed || area.status == Status::completed;
    all_areas_not_started = all_areas_not_started && area.status == Status::not_started;
    // Individual solution area: a designation is earned area by area, and only on top of the base criteria.
    if (area.status == Status::completed && card.base.status == Status::completed)
      card.designated_areas.push_back(area.area);
    card.areas.push_back(std::move(area));
  }

  // Overall qualification status: the base criteria and at least one solution area [R-OVERALL].
  const bool none_started = card.base.status == Status::not_started && all_areas_not_started;
  card.qualified = card.base.status == Status::completed && an_area_is_completed;
  card.overall = status_of(none_started, card.qualified);
  card.certain = std::all_of(kinds_read.begin(), kinds_read.end(), [](bool one) { return one; });
  return card;
}

}  // namespace tspq
