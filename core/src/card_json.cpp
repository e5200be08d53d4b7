#include "card_json.h"

#include "tspq/verdict.h"

namespace tspq {

Json rows(const Sums& sums) {
  Members reasons;
  for (const ReasonWords& words : reason_words()) {
    const std::uint64_t n = sums.rows[static_cast<std::size_t>(words.reason)];
    if (n > 0 && words.reason != Reason::counted) reasons.number(words.id, n);
  }
  return Members()
      .number("in", sums.rows_in())
      .number("counted", sums.counted())
      .json("reasons", reasons.done())
      .done();
}

Json term(const Term& term, const Rulebook& rulebook) {
  return Members()
      .text("id", rulebook.categories[static_cast<std::size_t>(term.rule->category)].id)
      .number("units", term.units)
      .decimal("weight", term.rule->weight.value)
      .decimal("points", term.points)
      .json("limit", term.rule->limit ? Json(to_string(term.rule->limit->value)) : Json())
      .flag("limited", term.limited)
      .done();
}

namespace {

/// What cards with a score begin with.
template <class Card>
Members scored(const Card& card) {
  Members members;
  members.text("status", id_of(card.status))
      .flag("has_data", card.has_data)
      .decimal("score", card.score)
      .decimal("target", card.target)
      .decimal("remaining", card.remaining);
  return members;
}

}  // namespace

Json points_card(const PointsCard& card, Json terms) {
  return scored(card).json("terms", std::move(terms)).json("rows", rows(card.rows)).done();
}

Json average_card(const AverageCard& card) {
  return Members()
      .text("status", id_of(card.status))
      .flag("has_data", card.has_data)
      .decimal("points", card.points)
      .number("answers", card.answers)
      .number("surveys", card.surveys)
      .json("shown", shown_or_null(card.shown))
      .decimal("target", card.target)
      .flag("small_sample", card.small_sample)
      .flag("from_averages", card.from_averages)
      .json("rows", rows(card.rows))
      .done();
}

Json surveys_card(const SurveysCard& card) { return scored(card).json("rows", rows(card.rows)).done(); }

const PointsCard& points_card_of(const Scorecard& card, const Criterion& criterion) {
  return criterion.measure == Criterion::Measure::courseware_completions ? card.base.courseware : card.base.exams;
}

const AverageCard& average_card_of(const Scorecard& card, const Criterion& criterion) {
  return criterion.area ? card.areas[*criterion.area].average : card.base.average;
}

const SurveysCard& surveys_card_of(const Scorecard& card, const Criterion& criterion) {
  return card.areas[*criterion.area].surveys;
}

void add_stretch(Members& out, const Scorecard& card, const Criterion& criterion, std::optional<Decimal> score) {
  using Measure = Criterion::Measure;
  if (criterion.measure == Measure::average_response_score) {
    const AverageCard& average = average_card_of(card, criterion);
    out.decimal("points", average.points)
        .number("answers", average.answers)
        .number("surveys", average.surveys)
        .json("shown", shown_or_null(average.shown));
    return;
  }
  if (criterion.measure == Measure::survey_completions) {
    out.decimal("score", surveys_card_of(card, criterion).score);
    return;
  }
  const PointsCard& points = points_card_of(card, criterion);
  Json units = Json::array();
  Decimal before_limits;
  for (const Term& one : points.terms) {
    units.push_back(count(one.units));
    before_limits = before_limits + one.before_limit;
  }
  out.decimal("score", score.value_or(before_limits)).json("units", std::move(units));
}

}  // namespace tspq
