// One criterion with everything that explains it: its card, its rules with their sources, its months and answers, its
// rows by reason.

#include <algorithm>

#include "card_json.h"
#include "tspq/report_json.h"

namespace tspq {
namespace {

Json rule(std::string_view text, std::string_view value, std::string_view source) {
  return Members().text("text", text).text("value", value).text("source", source).done();
}

/// The terms of a card with what only its details show.
Json detailed_terms(const PointsCard& card, const Rulebook& rulebook) {
  Json terms = Json::array();
  for (const Term& one : card.terms)
    terms.push_back(Members()
                        .all_of(term(one, rulebook))
                        .text("title", rulebook.categories[static_cast<std::size_t>(one.rule->category)].title)
                        .decimal("before_limit", one.before_limit)
                        .done());
  return terms;
}

Json points_rules(const PointsRule& points, const Rulebook& rulebook, bool is_courseware) {
  Json rules = Json::array();
  const std::string unit = is_courseware ? " redemption" : " unit";
  for (std::size_t i = 0; i < category_count; ++i) {
    const TermRule& term_rule = points.terms[i];
    const std::string& title = rulebook.categories[i].title;
    rules.push_back(
        rule("Each " + title + unit + " gives", to_string(term_rule.weight.value), term_rule.weight.source));
    if (term_rule.limit)
      rules.push_back(
          rule("Points from " + title + " are limited to", to_string(term_rule.limit->value), term_rule.limit->source));
    else rules.push_back(rule("Points from " + title + " have", "no limit", term_rule.weight.source));
  }
  rules.push_back(rule("Points to reach", to_string(points.target.value), points.target.source));
  return rules;
}

/// The running result up to the end of a stretch, limits applied.
Json running(const Scorecard& card, const Criterion& criterion) {
  using Measure = Criterion::Measure;
  if (criterion.measure == Measure::average_response_score)
    return shown_or_null(average_card_of(card, criterion).shown);
  return to_string(criterion.measure == Measure::survey_completions ? surveys_card_of(card, criterion).score
                                                                    : points_card_of(card, criterion).score);
}

Day last_day_of_month(Day day) {
  const CivilDate date = civil(day);
  return *make_day(date.year, date.month, days_in_month(date.year, date.month));
}

/// Months of the window, answers by value, and the nine questions.
void add_series(
    Members& out, const FileSet& files, const Window& window, const Criterion& criterion, const Sums& sums) {
  const Rulebook& rulebook = files.rulebook();
  Json months = Json::array();
  for (Day first = window.first; first <= window.last;) {
    const Day last = std::min(last_day_of_month(first), window.last);
    const auto graded = [&](Day from) {
      return grade(files.between(from, last), rulebook, files.kinds_read(), window);
    };
    Members month;
    month.text("month", to_string(first).substr(0, 7)).day("first", first).day("last", last);
    add_stretch(month, graded(first), criterion);
    months.push_back(month.json("cumulative", running(graded(window.first), criterion)).done());
    first = last + 1;
  }
  Json distribution = Json::array();
  Json questions = Json::array();
  if (criterion.measure == Criterion::Measure::average_response_score) {
    const Decimal target = criterion.area ? rulebook.average.area_target.value : rulebook.average.target.value;
    for (int answer = rulebook.average.lowest; answer <= rulebook.average.highest; ++answer)
      distribution.push_back(
          Members()
              .number("answer", answer)
              .number("answers", static_cast<Integer>(sums.by_answer[static_cast<std::size_t>(answer) - 1]))
              .done());
    for (std::size_t i = 0; i < question_count; ++i) {
      const Decimal points = Decimal::whole(static_cast<Integer>(sums.question_points[i]));
      const auto answers = static_cast<Integer>(sums.question_answers[i]);
      questions.push_back(Members()
                              .number("question", static_cast<Integer>(i + 1))
                              .decimal("points", points)
                              .number("answers", answers)
                              .json("shown", shown_or_null(show_average(points, answers, target)))
                              .done());
    }
  }
  out.json("months", std::move(months))
      .json("distribution", std::move(distribution))
      .json("questions", std::move(questions));
}

/// What the details of a criterion have of its own sort.
struct Explained {
  std::string_view title;
  std::string_view definition;
  Json card;
  Json rules = Json::array();
  const Sums* rows = nullptr;  // of the card
};

Explained explain_points(
    const PointsCard& card, const PointsRule& rule_of, const Rulebook& rulebook, bool is_courseware) {
  return {rule_of.title, rule_of.definition, points_card(card, detailed_terms(card, rulebook)),
      points_rules(rule_of, rulebook, is_courseware), &card.rows};
}

Explained explain_average(const AverageCard& card, const std::optional<AreaIndex>& area, const Rulebook& rulebook) {
  const AverageRule& average = rulebook.average;
  const SourcedDecimal& target = area ? average.area_target : average.target;
  Json rules = Json::array();
  rules.push_back(
      rule("Surveys of these courses are used", rulebook.categories[1].title + " only", average.target.source));
  if (area)
    rules.push_back(
        rule("Surveys of this solution area are used", rulebook.areas[*area].title + " only", target.source));
  rules.push_back(rule("Questions used in each survey", std::to_string(question_count), average.scale_source));
  rules.push_back(rule("Each answer gives its own value",
      std::to_string(average.lowest) + " to " + std::to_string(average.highest), average.scale_source));
  rules.push_back(rule("Average to reach", to_string(target.value), target.source));
  return {average.title, average.definition, average_card(card), std::move(rules), &card.rows};
}

Explained explain_surveys(const SurveysCard& card, const Rulebook& rulebook) {
  const SurveysRule& surveys = rulebook.surveys;
  Json rules = Json::array();
  rules.push_back(rule("Each survey of an " + rulebook.categories[1].title + " course gives",
      to_string(surveys.weight.value), surveys.weight.source));
  rules.push_back(rule("Surveys to reach", to_string(surveys.target.value), surveys.target.source));
  return {surveys.title, surveys.definition, surveys_card(card), std::move(rules), &card.rows};
}

Explained explain(const Scorecard& card, const Criterion& criterion, const Rulebook& rulebook) {
  using Measure = Criterion::Measure;
  switch (criterion.measure) {
    case Measure::courseware_completions:
      return explain_points(points_card_of(card, criterion), rulebook.courseware, rulebook, true);
    case Measure::exam_unit_purchases:
      return explain_points(points_card_of(card, criterion), rulebook.exams, rulebook, false);
    case Measure::average_response_score:
      return explain_average(average_card_of(card, criterion), criterion.area, rulebook);
    case Measure::survey_completions: break;
  }
  return explain_surveys(surveys_card_of(card, criterion), rulebook);
}

/// The reasons why rows do not count, in words; those without rows are left out.
Json reasons_in_words(const Sums& sums) {
  Json reasons = Json::array();
  for (const ReasonWords& words : reason_words()) {
    const std::uint64_t n = sums.rows[static_cast<std::size_t>(words.reason)];
    if (n == 0 || words.reason == Reason::counted) continue;
    reasons.push_back(Members()
                          .text("id", words.id)
                          .number("rows", n)
                          .text("kind", words.answered == Answered::no ? "no" : "cannot-say")
                          .text("title", words.title)
                          .text("explanation", words.explanation)
                          .done());
  }
  return reasons;
}

}  // namespace

std::string details_json(const FileSet& files, const Window& window, const Criterion& criterion) {
  const Rulebook& rulebook = files.rulebook();
  const Scorecard card = grade(files.within(window), rulebook, files.kinds_read(), window);
  Explained explained = explain(card, criterion, rulebook);

  Members out;
  out.text("criterion", id_of(criterion, rulebook)).text("title", explained.title);
  if (criterion.area)
    out.json("area",
        Members()
            .text("id", rulebook.areas[*criterion.area].id)
            .text("title", rulebook.areas[*criterion.area].title)
            .done());
  else out.null("area");
  out.all_of(explained.card);
  if (!explained.card.contains("terms")) out.json("terms", Json::array());
  out.text("definition", explained.definition).json("rules", std::move(explained.rules));
  add_series(out, files, window, criterion, *explained.rows);
  return print(out.json("reasons", reasons_in_words(*explained.rows)).done());
}

}  // namespace tspq
