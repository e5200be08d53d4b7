#include "tspq/report_json.h"

#include <algorithm>
#include <limits>
#include <map>

#include "json.h"
#include "tspq/function_ref.h"
#include "tspq/text.h"

namespace tspq {
namespace {

std::string print(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

Json count(Integer value) {
  if (value <= largest_exact_count) return static_cast<std::int64_t>(value);
  return to_string(value);
}

/// An object in the making, its members in the order they are printed in. A function for each kind of value: lists in braces would write out the making
/// and unmaking of every value at every place, which was a tenth of the module.
class Members {
public:
  Members& json(std::string_view name, Json value) {
    list().emplace_back(std::string(name), std::move(value));
    return *this;
  }
  Members& text(std::string_view name, std::string_view value) { return json(name, std::string(value)); }
  Members& number(std::string_view name, Integer value) { return json(name, count(value)); }
  Members& decimal(std::string_view name, Decimal value) { return json(name, to_string(value)); }
  Members& flag(std::string_view name, bool value) { return json(name, value); }
  Members& null(std::string_view name) { return json(name, nullptr); }
  Members& day(std::string_view name, Day value) { return json(name, to_string(value)); }
  /// The members of another object as well.
  Members& all_of(const Json& other) {
    for (const auto& [name, value] : other.get_ref<const Json::object_t&>()) json(name, value);
    return *this;
  }

  Json done() { return std::move(object_); }

private:
  /// Behind the members, as names are known to be new: the library would look for each among all before it.
  Json::object_t::Container& list() { return object_.get_ref<Json::object_t&>(); }

  Json object_ = Json::object();
};

Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(std::string(text)); }
Json shown_or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }
Json day_or_null(const std::optional<Day>& day) { return day ? Json(to_string(*day)) : Json(); }
Json column_or_null(const std::optional<std::size_t>& column) { return column ? count(static_cast<Integer>(*column)) : Json(); }

Json texts(const std::vector<std::string>& from) {
  Json list = Json::array();
  for (const std::string& text : from) list.push_back(text);
  return list;
}

Json rows(const Sums& sums) {
  Members reasons;
  for (const ReasonWords& words : reason_words()) {
    const std::uint64_t n = sums.rows[static_cast<std::size_t>(words.reason)];
    if (n > 0 && words.reason != Reason::counted) reasons.number(words.id, n);
  }
  return Members().number("in", sums.rows_in()).number("counted", sums.counted()).json("reasons", reasons.done()).done();
}

Sums sum_of(const Totals& totals) {
  Sums sums;
  for (const Sums& account : totals.accounts) sums += account;
  return sums;
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

Json terms(const PointsCard& card, const Rulebook& rulebook) {
  Json list = Json::array();
  for (const Term& one : card.terms) list.push_back(term(one, rulebook));
  return list;
}

Json points_card(const PointsCard& card, Json terms) {
  return Members()
      .text("status", id_of(card.status))
      .flag("has_data", card.has_data)
      .decimal("score", card.score)
      .decimal("target", card.target)
      .decimal("remaining", card.remaining)
      .json("terms", std::move(terms))
      .json("rows", rows(card.rows))
      .done();
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

Json surveys_card(const SurveysCard& card) {
  return Members()
      .text("status", id_of(card.status))
      .flag("has_data", card.has_data)
      .decimal("score", card.score)
      .decimal("target", card.target)
      .decimal("remaining", card.remaining)
      .json("rows", rows(card.rows))
      .done();
}

Json notices(const std::vector<Notice>& of_file) {
  Json list = Json::array();
  for (const Notice& notice : of_file) list.push_back(Members().text("code", notice.code).text("message", notice.message).done());
  return list;
}

Json problem(const FileReport& file) {
  return Members()
      .text("file", file.name)
      .text("code", file.problem->code)
      .text("message", file.problem->message)
      .json("line", file.problem->line == 0 ? Json() : count(file.problem->line))
      .done();
}

Json problems(const FileSet& files) {
  Json list = Json::array();
  for (const FileReport& file : files.files())
    if (file.problem) list.push_back(problem(file));
  return list;
}

Members file_head(const FileReport& file) {
  Members out;
  out.text("name", file.name);
  out.json("kind", file.format ? text_or_null(id_of(file.format->kind)) : Json());
  out.json("shape", file.format ? text_or_null(id_of(file.format->shape)) : Json());
  return out;
}

/// "year-first" also stands for months by name: nothing about the column has to be settled.
const char* date_order_id(const FileReport& file) {
  if (!file.needs_date_order) return "year-first";
  if (file.facts.date_order == DateOrder::day_first) return "dmy";
  return file.facts.date_order == DateOrder::month_first ? "mdy" : "unsettled";
}

std::string shown_text(std::string_view text) {
  std::string out;
  append_as_utf8(out, text);
  return out;
}

Json choice(std::string_view value, std::string_view title) { return Members().text("value", value).text("title", title).done(); }

Json decision(const Decision& decision, const Rulebook& rulebook) {
  using About = Decision::About;
  std::string_view id;
  std::string_view guess;
  Json choices = Json::array();
  switch (decision.about) {
    case About::date_order:
      id = "date_order";
      choices.push_back(choice("dmy", "Day first"));
      choices.push_back(choice("mdy", "Month first"));
      break;
    case About::category:
      id = "category";
      if (decision.category_guess) guess = rulebook.categories[static_cast<std::size_t>(*decision.category_guess)].id;
      for (const CategoryRule& category : rulebook.categories) choices.push_back(choice(category.id, category.title));
      break;
    case About::area:
      id = "area";
      if (decision.area_guess) guess = rulebook.areas[*decision.area_guess].id;
      for (const AreaRule& area : rulebook.areas) choices.push_back(choice(area.id, area.title));
      break;
    case About::questions:
      id = "questions";
      for (const std::string& question : decision.questions) choices.push_back(choice(shown_text(question), shown_text(question)));
      break;
  }
  Members out;
  out.text("id", id);
  out.number("rows", static_cast<Integer>(decision.rows));
  if (decision.about == About::category || decision.about == About::area) {
    out.json("course", text_or_null(decision.course));
    out.json("cell", decision.course.empty() ? Json(shown_text(decision.cell)) : Json());
    out.json("guess", text_or_null(guess));
  }
  return out.json("choices", std::move(choices)).done();
}

Json column(std::size_t index, const ExportFormat& format) {
  return Members().number("index", static_cast<Integer>(index)).text("header", shown_text(format.header[index])).done();
}

Json file_details(const FileReport& file, const Rulebook& rulebook) {
  Members out = file_head(file);
  out.number("bytes", static_cast<Integer>(file.bytes));
  out.json("likely_kind", file.likely ? text_or_null(id_of(*file.likely)) : Json());
  out.flag("kind_chosen", file.kind_was_chosen);
  out.text("encoding", id_of(file.encoding));
  out.text("delimiter", std::string_view(&file.delimiter, 1));
  Json header = Json::array();
  for (const std::string& cell : file.header) header.push_back(shown_text(cell));
  out.json("header", std::move(header));
  const std::vector<std::string_view> cells(file.header.begin(), file.header.end());
  out.json("fingerprint", cells.empty() ? Json() : Json(header_fingerprint(cells)));
  Json first_values = Json::array();
  for (const std::vector<std::string>& values : file.first_values) first_values.push_back(texts(values));
  out.json("first_values", std::move(first_values));
  if (file.likely) {
    Json facts = Json::array();
    for (const FactTitle& fact : facts_of(*file.likely))
      facts.push_back(Members()
                          .text("fact", id_of(fact.fact))
                          .text("title", fact.title)
                          .flag("required", fact.required)
                          .json("column", column_or_null(file.columns[static_cast<std::size_t>(fact.fact)]))
                          .done());
    out.json("facts", std::move(facts));
  }
  if (file.format) {
    out.number("header_line", static_cast<Integer>(file.format->header_line));
    Members columns;
    for (std::size_t i = 0; i < fact_count; ++i)
      if (const auto place = file.format->columns[i]) columns.json(id_of(static_cast<Fact>(i)), column(*place, *file.format));
    if (file.format->shape == Shape::wide)
      for (std::size_t i = 0; i < question_count; ++i) columns.json("q" + std::to_string(i + 1), column(file.format->questions[i], *file.format));
    out.json("columns", columns.done());
    out.text("date_order", date_order_id(file));
    out.flag("date_order_chosen", file.date_order_was_chosen);
  }
  out.json("first_day", day_or_null(file.ledger.first_day()));
  out.json("last_day", day_or_null(file.ledger.last_day()));
  out.json("rows", rows(sum_of(file.ledger.all())));
  out.json("notices", notices(file.notices));
  Json decisions = Json::array();
  for (const Decision& one : file.decisions) decisions.push_back(decision(one, rulebook));
  return out.json("decisions", std::move(decisions)).done();
}

Json choices_used(const FileSet& files) {
  std::map<std::string, std::uint64_t> by_path;
  for (const FileReport& file : files.files())
    for (const auto& [path, n] : file.choices_used) by_path[path] += n;
  Json list = Json::array();
  for (const auto& [path, n] : by_path) list.push_back(Members().text("path", path).number("rows", static_cast<Integer>(n)).done());
  return list;
}

Json score(const FileSet& files, const Window& window) {
  const Rulebook& rulebook = files.rulebook();
  const Totals totals = files.within(window);
  const Scorecard card = grade(totals, rulebook, files.kinds_read(), window);

  Json designated = Json::array();
  for (const AreaIndex area : card.designated_areas) designated.push_back(rulebook.areas[area].id);
  Json areas = Json::array();
  for (const AreaCard& area : card.areas)
    areas.push_back(Members()
                        .text("id", rulebook.areas[area.area].id)
                        .text("title", rulebook.areas[area.area].title)
                        .text("status", id_of(area.status))
                        .json("survey_completions", surveys_card(area.surveys))
                        .json("average_response_score", average_card(area.average))
                        .done());
  Json list = Json::array();
  for (const FileReport& file : files.files()) {
    const Totals of_file = file.ledger.within(window);
    list.push_back(file_head(file).json("rows", rows(sum_of(of_file))).json("notices", notices(notices_beside(file, of_file))).done());
  }
  return Members()
      .text("rulebook", rulebook.id)
      .day("anniversary", window.anniversary)
      .json("window", Members().text("mode", id_of(window.mode)).day("first", window.first).day("last", window.last).done())
      .json("overall", Members()
                           .text("status", id_of(card.overall))
                           .flag("qualified", card.qualified)
                           .flag("certain", card.certain)
                           .json("designated_areas", std::move(designated))
                           .done())
      .json("base", Members()
                        .text("status", id_of(card.base.status))
                        .json("courseware_completions", points_card(card.base.courseware, terms(card.base.courseware, rulebook)))
                        .json("exam_unit_purchases", points_card(card.base.exams, terms(card.base.exams, rulebook)))
                        .json("average_response_score", average_card(card.base.average))
                        .done())
      .json("areas", std::move(areas))
      .json("rows", rows(sum_of(totals)))
      .json("files", std::move(list))
      .json("problems", problems(files))
      .json("choices_used", choices_used(files))
      .done();
}

Json rule(std::string_view text, std::string_view value, std::string_view source) { return Members().text("text", text).text("value", value).text("source", source).done(); }

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
    rules.push_back(rule("Each " + title + unit + " gives", to_string(term_rule.weight.value), term_rule.weight.source));
    if (term_rule.limit) rules.push_back(rule("Points from " + title + " are limited to", to_string(term_rule.limit->value), term_rule.limit->source));
    else rules.push_back(rule("Points from " + title + " have", "no limit", term_rule.weight.source));
  }
  rules.push_back(rule("Points to reach", to_string(points.target.value), points.target.source));
  return rules;
}

/// The part of a scorecard that a criterion is.
const PointsCard& points_card_of(const Scorecard& card, const Criterion& criterion) {
  return criterion.measure == Criterion::Measure::courseware_completions ? card.base.courseware : card.base.exams;
}
const AverageCard& average_card_of(const Scorecard& card, const Criterion& criterion) { return criterion.area ? card.areas[*criterion.area].average : card.base.average; }
const SurveysCard& surveys_card_of(const Scorecard& card, const Criterion& criterion) { return card.areas[*criterion.area].surveys; }

/// Adds what one stretch of days comes to for one criterion, before limits unless a score is given.
void add_stretch(Members& out, const Scorecard& card, const Criterion& criterion, std::optional<Decimal> score = std::nullopt) {
  using Measure = Criterion::Measure;
  if (criterion.measure == Measure::average_response_score) {
    const AverageCard& average = average_card_of(card, criterion);
    out.decimal("points", average.points).number("answers", average.answers).number("surveys", average.surveys).json("shown", shown_or_null(average.shown));
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

/// The running result up to the end of a stretch, limits applied.
Json running(const Scorecard& card, const Criterion& criterion) {
  using Measure = Criterion::Measure;
  if (criterion.measure == Measure::average_response_score) return shown_or_null(average_card_of(card, criterion).shown);
  return to_string(criterion.measure == Measure::survey_completions ? surveys_card_of(card, criterion).score : points_card_of(card, criterion).score);
}

/// Sums of all files between two days.
Totals between(const FileSet& files, Day first, Day last) {
  Totals totals;
  for (const FileReport& file : files.files()) totals += file.ledger.between(first, last);
  return totals;
}

Day last_day_of_month(Day day) {
  const CivilDate date = civil(day);
  return *make_day(date.year, date.month, days_in_month(date.year, date.month));
}

/// Months of the window, answers by value, and the nine questions.
void add_series(Members& out, const FileSet& files, const Window& window, const Criterion& criterion, const Sums& sums) {
  const Rulebook& rulebook = files.rulebook();
  Json months = Json::array();
  for (Day first = window.first; first <= window.last;) {
    const Day last = std::min(last_day_of_month(first), window.last);
    const auto graded = [&](Day from) { return grade(between(files, from, last), rulebook, files.kinds_read(), window); };
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
      distribution.push_back(Members().number("answer", answer).number("answers", static_cast<Integer>(sums.by_answer[static_cast<std::size_t>(answer) - 1])).done());
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
  out.json("months", std::move(months)).json("distribution", std::move(distribution)).json("questions", std::move(questions));
}

Status status_of(const Scorecard& card, const Criterion& criterion) {
  using Measure = Criterion::Measure;
  if (criterion.measure == Measure::average_response_score) return average_card_of(card, criterion).status;
  return criterion.measure == Measure::survey_completions ? surveys_card_of(card, criterion).status : points_card_of(card, criterion).status;
}

/// How many units of a weight it takes to fill a gap: rounded up, since units are whole.
Integer units_for(Decimal gap, Decimal weight) { return (gap.hundredths + weight.hundredths - 1) / weight.hundredths; }

std::string counted_noun(Integer n, const std::string& one, const std::string& many) {
  constexpr Integer most_to_group = std::numeric_limits<std::int64_t>::max();
  return (n <= most_to_group ? with_thousands(static_cast<unsigned long long>(n)) : to_string(n)) + " " + (n == 1 ? one : many);
}

/// What is to go, in units that a person can act on; empty when the target is reached.
std::string needed(const Scorecard& card, const Criterion& criterion, const Rulebook& rulebook) {
  using Measure = Criterion::Measure;
  if (status_of(card, criterion) == Status::completed) return {};
  if (criterion.measure == Measure::survey_completions) {
    const SurveysCard& surveys = surveys_card_of(card, criterion);
    return counted_noun(units_for(surveys.remaining, rulebook.surveys.weight.value), "survey", "surveys") + " of " + rulebook.categories[1].title + " courses";
  }
  if (criterion.measure == Measure::average_response_score) {
    const AverageCard& average = average_card_of(card, criterion);
    const Decimal best = Decimal::whole(rulebook.average.highest);
    // Answers of the highest value that lift the average to its target: (points + best n) >= target (answers + n).
    const Decimal gap = average.target * average.answers - average.points;
    if (average.answers == 0 || best <= average.target) return "answers that average " + to_string(average.target) + " or more";
    return "at least " + counted_noun(units_for(gap, best - average.target), "further answer", "further answers") + " of " + to_string(best);
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
  return *make_day(month / 12, month % 12 + 1, window.mode == WindowMode::completed_months ? 1 : std::min(date.day, length));
}

/// The windows that come after one, in order, as the anniversary moves on by a year: one for each month, or for each day where days count.
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

}  // namespace

std::string outlook_json(const FileSet& files, const Window& window) {
  const Rulebook& rulebook = files.rulebook();
  const auto graded = [&](const Totals& totals) { return grade(totals, rulebook, files.kinds_read(), window); };
  Totals totals = between(files, window.first, window.last);
  const Scorecard now = graded(totals);
  const std::vector<Criterion> all = all_criteria(rulebook);

  // One window after the other, what leaves taken away and what comes in added: the first in which something completed is so no more.
  const std::vector<Window> later = windows_after(window, rulebook.window_months);
  std::vector<std::optional<Day>> lost_on(all.size());
  std::optional<Day> no_longer_qualified_on;
  const Window* before = &window;
  for (const Window& next : later) {
    totals -= between(files, before->first, next.first + -1);
    totals += between(files, before->last + 1, next.last);
    before = &next;
    const Scorecard then = graded(totals);
    for (std::size_t i = 0; i < all.size(); ++i)
      if (!lost_on[i] && status_of(now, all[i]) == Status::completed && status_of(then, all[i]) != Status::completed) lost_on[i] = next.anniversary;
    if (!no_longer_qualified_on && now.qualified && !then.qualified) no_longer_qualified_on = next.anniversary;
  }

  // What a month on leaves. What is beyond a limit leaves without a loss [R-LIMIT].
  const auto in_a_month = std::find_if(later.begin(), later.end(), [&](const Window& next) { return next.anniversary == months_on(window, 1); });
  const Day last_to_leave = in_a_month == later.end() ? window.first : in_a_month->first + -1;
  const Scorecard leaving = graded(between(files, window.first, last_to_leave));
  const Scorecard staying = graded(between(files, last_to_leave + 1, window.last));
  const auto lost = [&](const Criterion& criterion) -> std::optional<Decimal> {
    const bool is_points = criterion.measure == Criterion::Measure::courseware_completions || criterion.measure == Criterion::Measure::exam_unit_purchases;
    return is_points ? std::optional(points_card_of(now, criterion).score - points_card_of(staying, criterion).score) : std::nullopt;
  };

  const auto day_or_null = [](const std::optional<Day>& day) { return day ? Json(to_string(*day)) : Json(); };
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
    entry.json("at_risk_on", day_or_null(lost_on[i]));
    entry.json("needed", text_or_null(needed(now, all[i], rulebook)));
    criteria.json(id_of(all[i], rulebook), entry.done());
  }
  return print(Members().json("criteria", criteria.done()).json("qualified_at_risk_on", day_or_null(no_longer_qualified_on)).done());
}

std::string score_json(const FileSet& files, const Window& window) { return print(score(files, window)); }

std::string details_json(const FileSet& files, const Window& window, const Criterion& criterion) {
  using Measure = Criterion::Measure;
  const Rulebook& rulebook = files.rulebook();
  const Scorecard scorecard = grade(files.within(window), rulebook, files.kinds_read(), window);
  const AverageRule& average = rulebook.average;

  Json card;
  std::string_view definition;
  Json rules = Json::array();
  std::string_view title;
  const Sums* sums = nullptr;
  switch (criterion.measure) {
    case Measure::courseware_completions:
    case Measure::exam_unit_purchases: {
      const bool is_courseware = criterion.measure == Measure::courseware_completions;
      const PointsRule& points = is_courseware ? rulebook.courseware : rulebook.exams;
      const PointsCard& from = is_courseware ? scorecard.base.courseware : scorecard.base.exams;
      card = points_card(from, detailed_terms(from, rulebook));
      definition = points.definition;
      rules = points_rules(points, rulebook, is_courseware);
      title = points.title;
      sums = &from.rows;
      break;
    }
    case Measure::average_response_score: {
      const AverageCard& from = criterion.area ? scorecard.areas[*criterion.area].average : scorecard.base.average;
      const SourcedDecimal& target = criterion.area ? average.area_target : average.target;
      card = average_card(from);
      definition = average.definition;
      rules.push_back(rule("Surveys of these courses are used", rulebook.categories[1].title + " only", average.target.source));
      if (criterion.area) rules.push_back(rule("Surveys of this solution area are used", rulebook.areas[*criterion.area].title + " only", target.source));
      rules.push_back(rule("Questions used in each survey", std::to_string(question_count), average.scale_source));
      rules.push_back(rule("Each answer gives its own value", std::to_string(average.lowest) + " to " + std::to_string(average.highest), average.scale_source));
      rules.push_back(rule("Average to reach", to_string(target.value), target.source));
      title = average.title;
      sums = &from.rows;
      break;
    }
    case Measure::survey_completions: {
      const SurveysCard& from = scorecard.areas[*criterion.area].surveys;
      card = surveys_card(from);
      definition = rulebook.surveys.definition;
      rules.push_back(rule("Each survey of an " + rulebook.categories[1].title + " course gives", to_string(rulebook.surveys.weight.value), rulebook.surveys.weight.source));
      rules.push_back(rule("Surveys to reach", to_string(rulebook.surveys.target.value), rulebook.surveys.target.source));
      title = rulebook.surveys.title;
      sums = &from.rows;
      break;
    }
  }

  Members out;
  out.text("criterion", id_of(criterion, rulebook)).text("title", title);
  if (criterion.area) out.json("area", Members().text("id", rulebook.areas[*criterion.area].id).text("title", rulebook.areas[*criterion.area].title).done());
  else out.null("area");
  out.all_of(card);
  if (criterion.measure == Measure::average_response_score || criterion.measure == Measure::survey_completions) out.json("terms", Json::array());
  out.text("definition", definition).json("rules", std::move(rules));
  add_series(out, files, window, criterion, *sums);
  Json reasons = Json::array();
  for (const ReasonWords& words : reason_words()) {
    const std::uint64_t n = sums->rows[static_cast<std::size_t>(words.reason)];
    if (n == 0 || words.reason == Reason::counted) continue;
    reasons.push_back(Members()
                          .text("id", words.id)
                          .number("rows", n)
                          .text("kind", words.answered == Answered::no ? "no" : "cannot-say")
                          .text("title", words.title)
                          .text("explanation", words.explanation)
                          .done());
  }
  return print(out.json("reasons", std::move(reasons)).done());
}

std::string inspect_json(const FileSet& files) {
  Json list = Json::array();
  for (const FileReport& file : files.files()) list.push_back(file_details(file, files.rulebook()));
  return print(Members().json("files", std::move(list)).json("problems", problems(files)).done());
}

std::string file_json(const FileReport& file, const Rulebook& rulebook) {
  return print(Members().flag("again", false).json("file", file_details(file, rulebook)).json("problem", file.problem ? problem(file) : Json()).done());
}

std::string page_json(const LineItemPage& page) {
  Members reasons;
  for (const ReasonWords& words : reason_words())
    if (const std::uint64_t n = page.reasons[static_cast<std::size_t>(words.reason)]; n > 0) reasons.number(words.id, n);
  Json pieces = Json::array();
  for (const FilePiece& piece : page.pieces)
    pieces.push_back(Members()
                         .number("file", static_cast<Integer>(piece.file))
                         .number("from", static_cast<Integer>(piece.from_byte))
                         .number("to", static_cast<Integer>(piece.to_byte))
                         .number("rows", static_cast<Integer>(piece.rows.size()))
                         .done());
  return print(Members().number("total", static_cast<Integer>(page.total)).json("reasons", reasons.done()).json("pieces", std::move(pieces)).done());
}

std::string items_json(const std::vector<ShownItem>& items) {
  Json list = Json::array();
  for (const ShownItem& item : items) {
    const ReasonWords& words = words_for(item.reason);
    const bool counted = item.reason == Reason::counted;
    list.push_back(Members()
                       .number("file", static_cast<Integer>(item.file))
                       .number("row", static_cast<Integer>(item.at.row))
                       .number("line", static_cast<Integer>(item.at.line))
                       .json("cells", texts(item.cells))
                       .text("verdict", verdict_words(words.answered))
                       .decimal("points", item.points)
                       .text("reason", counted ? std::string_view() : words.id)
                       .text("title", words.title)
                       .text("why", item.why)
                       .done());
  }
  return print(list);
}

std::string record_json(const Record& record) {
  Json cells = Json::array();
  for (const std::string_view cell : record.cells) cells.push_back(shown_text(cell));
  return cells.dump();
}

std::string problem_json(const Problem& problem) {
  return print(Members()
                   .text("code", problem.code)
                   .text("message", problem.message)
                   .text("path", problem.path)
                   .text("expected", problem.expected)
                   .text("found", problem.found)
                   .done());
}

}  // namespace tspq
