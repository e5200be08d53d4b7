// What comes next: what the window loses as the anniversary moves on, and what is to go.

#include <algorithm>
#include <limits>

#include "card_json.h"
#include "tspq/report_json.h"
#include "tspq/text.h"

namespace tspq {
namespace {

Status status_of(const Scorecard& card, const Criterion& criterion) {
  using Measure = Criterion::Measure;
  if (criterion.measure == Measure::average_response_score) return average_card_of(card, criterion).status;
  return criterion.measure == Measure::survey_completions ? surveys_card_of(card, criterion).status
                                                          : points_card_of(card, criterion).status;
}

/// How many units of a weight it takes to fill a gap: rounded up, since units are whole.
Integer units_for(Decimal gap, Decimal weight) { return (gap.hundredths + weight.hundredths - 1) / weight.hundredths; }

std::string counted_noun(Integer n, const std::string& one, const std::string& many) {
  constexpr Integer most_to_group = std::numeric_limits<std::int64_t>::max();
  return (n <= most_to_group ? with_thousands(static_cast<unsigned long long>(n)) : to_string(n)) + " " +
      (n == 1 ? one : many);
}

/// What is to go, in units that a person can act on; empty when the target is reached.
std::string needed(const Scorecard& card, const Criterion& criterion, const Rulebook& rulebook) {
  using Measure = Criterion::Measure;
  if (status_of(card, criterion) == Status::completed) return {};
  if (criterion.measure == Measure::survey_completions) {
    const SurveysCard& surveys = surveys_card_of(card, criterion);
    return counted_noun(units_for(surveys.remaining, rulebook.surveys.weight.value), "survey", "surveys") + " of " +
        rulebook.categories[1].title + " courses";
  }
  if (criterion.measure == Measure::average_response_score) {
    const AverageCard& average = average_card_of(card, criterion);
    const Decimal best = Decimal::whole(rulebook.average.highest);
    // Answers of the highest value that lift the average to its target: (points + best n) >= target (answers + n).
    const Decimal gap = average.target * average.answers - average.points;
    if (average.answers == 0 || best <= average.target)
      return "answers that average " + to_string(average.target) + " or more";
    return "at least " + counted_noun(units_for(gap, best - average.target), "further answer", "further answers") +
        " of " + to_string(best);
  }
  const PointsCard& points = points_card_of(card, criterion);
  const bool courseware = criterion.measure == Measure::courseware_completions;
  const std::string one = courseware ? "completion" : "exam unit";
  const std::string many = courseware ? "completions" : "exam units";
  // The category with room for the whole gap under its limit is named; the one with most weight first.
  std::string text;
  std::string full;
  for (std::size_t i = category_count; i-- > 0;) {
    const Term& term = points.terms[i];
    const std::string& title = rulebook.categories[i].title;
    const Integer units = units_for(points.remaining, term.rule->weight.value);
    const bool at_limit = term.rule->limit && term.before_limit >= term.rule->limit->value;
    const bool fits = !term.rule->limit || term.before_limit + points.remaining <= term.rule->limit->value;
    if (at_limit) full += "; " + title + " is at its limit";
    else if (fits) text += (text.empty() ? "" : " or ") + counted_noun(units, title + " " + one, title + " " + many);
  }
  return text + full;
}

/// The anniversary that gives the window of some months later: where whole months count it is the first day of one.
Day months_on(const Window& window, int months) {
  const CivilDate date = civil(window.anniversary);
  const int month = date.year * 12 + (date.month - 1) + months;
  const int length = days_in_month(month / 12, month % 12 + 1);
  return *make_day(
      month / 12, month % 12 + 1, window.mode == WindowMode::completed_months ? 1 : std::min(date.day, length));
}

/// The windows that come after one, in order, as the anniversary moves on by a year: one for each month, or for each
/// day where days count.
std::vector<Window> windows_after(const Window& window, int window_months) {
  std::vector<Day> anniversaries;
  if (window.mode == WindowMode::completed_months)
    for (int months = 1; months <= 12; ++months) anniversaries.push_back(months_on(window, months));
  else
    for (Day day = window.anniversary + 1; day <= months_on(window, 12); day = day + 1) anniversaries.push_back(day);
  std::vector<Window> windows;
  for (const Day day : anniversaries)
    if (day <= last_anniversary) windows.push_back(window_before(day, window.mode, window_months));
  return windows;
}

/// What the window asked for comes to.
struct Present {
  const Window& window;
  Totals totals;
  Scorecard card;
};

/// The first anniversary on which something completed is so no more.
struct Losses {
  std::vector<std::optional<Day>> criteria;  // in the order they were asked about
  std::optional<Day> qualification;
};

/// Goes through later windows in their order: what leaves is taken away from the sums, and what comes in added.
Losses losses_in(const std::vector<Window>& later, const Present& now, const FileSet& files,
    const std::vector<Criterion>& criteria) {
  Losses losses;
  losses.criteria.resize(criteria.size());
  Totals totals = now.totals;
  const Window* before = &now.window;
  for (const Window& next : later) {
    totals -= files.between(before->first, next.first + -1);
    totals += files.between(before->last + 1, next.last);
    before = &next;
    const Scorecard then = grade(totals, files.rulebook(), files.kinds_read(), now.window);
    for (std::size_t i = 0; i < criteria.size(); ++i)
      if (!losses.criteria[i] && status_of(now.card, criteria[i]) == Status::completed &&
          status_of(then, criteria[i]) != Status::completed)
        losses.criteria[i] = next.anniversary;
    if (!losses.qualification && now.card.qualified && !then.qualified) losses.qualification = next.anniversary;
  }
  return losses;
}

}  // namespace

std::string outlook_json(const FileSet& files, const Window& window) {
  const Rulebook& rulebook = files.rulebook();
  const auto graded = [&](const Totals& totals) { return grade(totals, rulebook, files.kinds_read(), window); };
  const Totals totals = files.between(window.first, window.last);
  const Present now{window, totals, graded(totals)};
  const std::vector<Criterion> all = all_criteria(rulebook);
  const std::vector<Window> later = windows_after(window, rulebook.window_months);
  const Losses losses = losses_in(later, now, files, all);

  // What a month on leaves. What is beyond a limit leaves without a loss [R-LIMIT].
  const auto in_a_month = std::find_if(
      later.begin(), later.end(), [&](const Window& next) { return next.anniversary == months_on(window, 1); });
  const Day last_to_leave = in_a_month == later.end() ? window.first : in_a_month->first + -1;
  const Scorecard leaving = graded(files.between(window.first, last_to_leave));
  const Scorecard staying = graded(files.between(last_to_leave + 1, window.last));
  const auto lost = [&](const Criterion& criterion) -> std::optional<Decimal> {
    const bool is_points = criterion.measure == Criterion::Measure::courseware_completions ||
        criterion.measure == Criterion::Measure::exam_unit_purchases;
    return is_points
        ? std::optional(points_card_of(now.card, criterion).score - points_card_of(staying, criterion).score)
        : std::nullopt;
  };

  Members criteria;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Members entry;
    if (in_a_month == later.end()) {
      entry.null("leaves");
    } else {
      Members leaves;
      leaves.day("first", window.first).day("last", last_to_leave).day("on", in_a_month->anniversary);
      add_stretch(leaves, leaving, all[i], lost(all[i]));
      entry.json("leaves", leaves.done());
    }
    entry.json("at_risk_on", day_or_null(losses.criteria[i]));
    entry.json("needed", text_or_null(needed(now.card, all[i], rulebook)));
    criteria.json(id_of(all[i], rulebook), entry.done());
  }
  return print(Members()
                   .json("criteria", criteria.done())
                   .json("qualified_at_risk_on", day_or_null(losses.qualification))
                   .done());
}

}  // namespace tspq
