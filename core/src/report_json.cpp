#include "tspq/report_json.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tspq/text.h"

namespace tspq {
namespace {

using Out = nlohmann::ordered_json;

std::string print(const Out& json) { return json.dump(2, ' ', false, Out::error_handler_t::replace); }

Out count(Integer value) {
  if (value <= largest_exact_count) return static_cast<std::int64_t>(value);
  return to_string(value);
}

Out day(const std::optional<Day>& day) { return day ? Out(to_string(*day)) : Out(nullptr); }

Out rows(const Sums& sums) {
  Out reasons = Out::object();
  for (const ReasonWords& words : reason_words()) {
    const std::uint64_t n = sums.rows[static_cast<std::size_t>(words.reason)];
    if (n > 0 && words.reason != Reason::counted) reasons[std::string(words.id)] = count(n);
  }
  return {{"in", count(sums.rows_in())}, {"counted", count(sums.counted())}, {"reasons", reasons}};
}

Sums sum_of(const Totals& totals) {
  Sums sums;
  for (const Sums& account : totals.accounts) sums += account;
  return sums;
}

Out term(const Term& term, const Rulebook& rulebook) {
  return {{"id", rulebook.categories[static_cast<std::size_t>(term.rule->category)].id},
          {"units", count(term.units)},
          {"weight", to_string(term.rule->weight.value)},
          {"points", to_string(term.points)},
          {"limit", term.rule->limit ? Out(to_string(term.rule->limit->value)) : Out(nullptr)},
          {"limited", term.limited}};
}

Out points_card(const PointsCard& card, const Rulebook& rulebook) {
  Out terms = Out::array();
  for (const Term& one : card.terms) terms.push_back(term(one, rulebook));
  return {{"status", id_of(card.status)},          {"has_data", card.has_data},
          {"score", to_string(card.score)},        {"target", to_string(card.target)},
          {"remaining", to_string(card.remaining)}, {"terms", terms},
          {"rows", rows(card.rows)}};
}

Out average_card(const AverageCard& card) {
  return {{"status", id_of(card.status)},
          {"has_data", card.has_data},
          {"points", to_string(card.points)},
          {"answers", count(card.answers)},
          {"surveys", count(card.surveys)},
          {"shown", card.shown ? Out(*card.shown) : Out(nullptr)},
          {"target", to_string(card.target)},
          {"small_sample", card.small_sample},
          {"from_averages", card.from_averages},
          {"rows", rows(card.rows)}};
}

Out surveys_card(const SurveysCard& card) {
  return {{"status", id_of(card.status)},   {"has_data", card.has_data},           {"score", to_string(card.score)},
          {"target", to_string(card.target)}, {"remaining", to_string(card.remaining)}, {"rows", rows(card.rows)}};
}

Out notices(const FileReport& file) {
  Out list = Out::array();
  for (const Notice& notice : file.notices) list.push_back({{"code", notice.code}, {"message", notice.message}});
  return list;
}

Out problem(const FileReport& file) {
  return {{"file", file.name}, {"code", file.problem->code}, {"message", file.problem->message}, {"line", file.problem->line == 0 ? Out(nullptr) : count(file.problem->line)}};
}

Out problems(const FileSet& files) {
  Out list = Out::array();
  for (const FileReport& file : files.files())
    if (file.problem) list.push_back(problem(file));
  return list;
}

Out file_head(const FileReport& file) {
  return {{"name", file.name}, {"kind", file.format ? Out(id_of(file.format->kind)) : Out(nullptr)}, {"shape", file.format ? Out(id_of(file.format->shape)) : Out(nullptr)}};
}

/// "year-first" also stands for months by name: nothing about the column has to be settled.
const char* date_order_id(const FileReport& file) {
  if (!file.needs_date_order) return "year-first";
  if (file.facts.date_order == DateOrder::day_first) return "dmy";
  return file.facts.date_order == DateOrder::month_first ? "mdy" : "unsettled";
}

std::string shown_text(const std::string& text) {
  std::string out;
  append_as_utf8(out, text);
  return out;
}

Out decision(const Decision& decision, const Rulebook& rulebook) {
  using About = Decision::About;
  Out out = {{"id", nullptr}, {"rows", count(static_cast<Integer>(decision.rows))}};
  Out choices = Out::array();
  const auto course_and_guess = [&](const Out& guess) {
    out["course"] = decision.course.empty() ? Out(nullptr) : Out(decision.course);
    out["cell"] = decision.course.empty() ? Out(shown_text(decision.cell)) : Out(nullptr);
    out["guess"] = guess;
  };
  switch (decision.about) {
    case About::date_order:
      out["id"] = "date_order";
      choices = {{{"value", "dmy"}, {"title", "Day first"}}, {{"value", "mdy"}, {"title", "Month first"}}};
      break;
    case About::category:
      out["id"] = "category";
      course_and_guess(decision.category_guess ? Out(rulebook.categories[static_cast<std::size_t>(*decision.category_guess)].id) : Out(nullptr));
      for (const CategoryRule& category : rulebook.categories) choices.push_back({{"value", category.id}, {"title", category.title}});
      break;
    case About::area:
      out["id"] = "area";
      course_and_guess(decision.area_guess ? Out(rulebook.areas[*decision.area_guess].id) : Out(nullptr));
      for (const AreaRule& area : rulebook.areas) choices.push_back({{"value", area.id}, {"title", area.title}});
      break;
    case About::questions:
      out["id"] = "questions";
      for (const std::string& question : decision.questions) choices.push_back({{"value", shown_text(question)}, {"title", shown_text(question)}});
      break;
  }
  out["choices"] = choices;
  return out;
}

Out file_details(const FileReport& file, const Rulebook& rulebook) {
  Out out = file_head(file);
  out["bytes"] = count(static_cast<Integer>(file.bytes));
  out["likely_kind"] = file.likely ? Out(id_of(*file.likely)) : Out(nullptr);
  out["kind_chosen"] = file.kind_was_chosen;
  out["encoding"] = id_of(file.encoding);
  out["delimiter"] = std::string(1, file.delimiter);
  Out header = Out::array();
  for (const std::string& cell : file.header) header.push_back(shown_text(cell));
  out["header"] = header;
  const std::vector<std::string_view> cells(file.header.begin(), file.header.end());
  out["fingerprint"] = cells.empty() ? Out(nullptr) : Out(header_fingerprint(cells));
  out["first_values"] = file.first_values;
  if (file.likely) {
    Out facts = Out::array();
    for (const FactTitle& fact : facts_of(*file.likely)) {
      const auto column = file.columns[static_cast<std::size_t>(fact.fact)];
      facts.push_back({{"fact", id_of(fact.fact)}, {"title", fact.title}, {"required", fact.required}, {"column", column ? Out(*column) : Out(nullptr)}});
    }
    out["facts"] = facts;
  }
  if (file.format) {
    out["header_line"] = count(static_cast<Integer>(file.format->header_line));
    Out columns = Out::object();
    for (std::size_t i = 0; i < fact_count; ++i)
      if (const auto column = file.format->columns[i])
        columns[std::string(id_of(static_cast<Fact>(i)))] = {{"index", *column}, {"header", shown_text(file.format->header[*column])}};
    if (file.format->shape == Shape::wide)
      for (std::size_t i = 0; i < question_count; ++i)
        columns["q" + std::to_string(i + 1)] = {{"index", file.format->questions[i]}, {"header", shown_text(file.format->header[file.format->questions[i]])}};
    out["columns"] = columns;
    out["date_order"] = date_order_id(file);
    out["date_order_chosen"] = file.date_order_was_chosen;
  }
  out["first_day"] = day(file.ledger.first_day());
  out["last_day"] = day(file.ledger.last_day());
  out["rows"] = rows(sum_of(file.ledger.all()));
  out["notices"] = notices(file);
  out["decisions"] = Out::array();
  for (const Decision& one : file.decisions) out["decisions"].push_back(decision(one, rulebook));
  return out;
}

Out choices_used(const FileSet& files) {
  std::map<std::string, std::uint64_t> by_path;
  for (const FileReport& file : files.files())
    for (const auto& [path, n] : file.choices_used) by_path[path] += n;
  Out list = Out::array();
  for (const auto& [path, n] : by_path) list.push_back({{"path", path}, {"rows", count(static_cast<Integer>(n))}});
  return list;
}

Out score(const FileSet& files, const Window& window) {
  const Rulebook& rulebook = files.rulebook();
  const Totals totals = files.within(window);
  const Scorecard card = grade(totals, rulebook, files.kinds_read(), window);

  Out designated = Out::array();
  for (const AreaIndex area : card.designated_areas) designated.push_back(rulebook.areas[area].id);
  Out areas = Out::array();
  for (const AreaCard& area : card.areas)
    areas.push_back({{"id", rulebook.areas[area.area].id},
                     {"title", rulebook.areas[area.area].title},
                     {"status", id_of(area.status)},
                     {"survey_completions", surveys_card(area.surveys)},
                     {"average_response_score", average_card(area.average)}});
  Out list = Out::array();
  for (const FileReport& file : files.files()) {
    Out entry = file_head(file);
    entry["rows"] = rows(sum_of(file.ledger.within(window)));
    entry["notices"] = notices(file);
    list.push_back(entry);
  }
  return {{"rulebook", rulebook.id},
          {"anniversary", to_string(window.anniversary)},
          {"window", {{"mode", id_of(window.mode)}, {"first", to_string(window.first)}, {"last", to_string(window.last)}}},
          {"overall", {{"status", id_of(card.overall)}, {"qualified", card.qualified}, {"certain", card.certain}, {"designated_areas", designated}}},
          {"base",
           {{"status", id_of(card.base.status)},
            {"courseware_completions", points_card(card.base.courseware, rulebook)},
            {"exam_unit_purchases", points_card(card.base.exams, rulebook)},
            {"average_response_score", average_card(card.base.average)}}},
          {"areas", areas},
          {"rows", rows(sum_of(totals))},
          {"files", list},
          {"problems", problems(files)},
          {"choices_used", choices_used(files)}};
}

Out rule(std::string text, std::string value, const std::string& source) { return {{"text", std::move(text)}, {"value", std::move(value)}, {"source", source}}; }

/// What the details of one criterion add to its card.
void add_points_rules(Out& out, const PointsRule& points, const PointsCard& card, const Rulebook& rulebook, bool is_courseware) {
  out["definition"] = points.definition;
  const std::string unit = is_courseware ? " redemption" : " unit";
  for (std::size_t i = 0; i < category_count; ++i) {
    const TermRule& term_rule = points.terms[i];
    const std::string& title = rulebook.categories[i].title;
    out["terms"][i]["title"] = title;
    out["terms"][i]["before_limit"] = to_string(card.terms[i].before_limit);
    out["rules"].push_back(rule("Each " + title + unit + " gives", to_string(term_rule.weight.value), term_rule.weight.source));
    if (term_rule.limit) out["rules"].push_back(rule("Points from " + title + " are limited to", to_string(term_rule.limit->value), term_rule.limit->source));
    else out["rules"].push_back(rule("Points from " + title + " have", "no limit", term_rule.weight.source));
  }
  out["rules"].push_back(rule("Points to reach", to_string(points.target.value), points.target.source));
}

/// The part of a scorecard that a criterion is.
const PointsCard& points_card_of(const Scorecard& card, const Criterion& criterion) {
  return criterion.measure == Criterion::Measure::courseware_completions ? card.base.courseware : card.base.exams;
}
const AverageCard& average_card_of(const Scorecard& card, const Criterion& criterion) { return criterion.area ? card.areas[*criterion.area].average : card.base.average; }
const SurveysCard& surveys_card_of(const Scorecard& card, const Criterion& criterion) { return card.areas[*criterion.area].surveys; }

/// What one stretch of days comes to for one criterion, before limits.
Out stretch(const Scorecard& card, const Criterion& criterion) {
  using Measure = Criterion::Measure;
  if (criterion.measure == Measure::average_response_score) {
    const AverageCard& average = average_card_of(card, criterion);
    return {{"points", to_string(average.points)}, {"answers", count(average.answers)}, {"surveys", count(average.surveys)}, {"shown", average.shown ? Out(*average.shown) : Out(nullptr)}};
  }
  if (criterion.measure == Measure::survey_completions) return {{"score", to_string(surveys_card_of(card, criterion).score)}};
  const PointsCard& points = points_card_of(card, criterion);
  Out units = Out::array();
  Decimal before_limits;
  for (const Term& one : points.terms) {
    units.push_back(count(one.units));
    before_limits = before_limits + one.before_limit;
  }
  return {{"score", to_string(before_limits)}, {"units", units}};
}

/// The running result up to the end of a stretch, limits applied.
Out running(const Scorecard& card, const Criterion& criterion) {
  using Measure = Criterion::Measure;
  if (criterion.measure == Measure::average_response_score) {
    const AverageCard& average = average_card_of(card, criterion);
    return average.shown ? Out(*average.shown) : Out(nullptr);
  }
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
void add_series(Out& out, const FileSet& files, const Window& window, const Criterion& criterion, const Sums& sums) {
  const Rulebook& rulebook = files.rulebook();
  out["months"] = Out::array();
  for (Day first = window.first; first <= window.last;) {
    const Day last = std::min(last_day_of_month(first), window.last);
    const auto graded = [&](Day from) { return grade(between(files, from, last), rulebook, files.kinds_read(), window); };
    Out month = {{"month", to_string(first).substr(0, 7)}, {"first", to_string(first)}, {"last", to_string(last)}};
    month.update(stretch(graded(first), criterion));
    month["cumulative"] = running(graded(window.first), criterion);
    out["months"].push_back(month);
    first = last + 1;
  }
  out["distribution"] = Out::array();
  out["questions"] = Out::array();
  if (criterion.measure != Criterion::Measure::average_response_score) return;
  const Decimal target = criterion.area ? rulebook.average.area_target.value : rulebook.average.target.value;
  for (int answer = rulebook.average.lowest; answer <= rulebook.average.highest; ++answer)
    out["distribution"].push_back({{"answer", answer}, {"answers", count(static_cast<Integer>(sums.by_answer[static_cast<std::size_t>(answer) - 1]))}});
  for (std::size_t i = 0; i < question_count; ++i) {
    const Decimal points = Decimal::whole(static_cast<Integer>(sums.question_points[i]));
    const auto answers = static_cast<Integer>(sums.question_answers[i]);
    const auto shown = show_average(points, answers, target);
    out["questions"].push_back({{"question", i + 1}, {"points", to_string(points)}, {"answers", count(answers)}, {"shown", shown ? Out(*shown) : Out(nullptr)}});
  }
}

Status status_of(const Scorecard& card, const Criterion& criterion) {
  using Measure = Criterion::Measure;
  if (criterion.measure == Measure::average_response_score) return average_card_of(card, criterion).status;
  return criterion.measure == Measure::survey_completions ? surveys_card_of(card, criterion).status : points_card_of(card, criterion).status;
}

/// How many units of a weight it takes to fill a gap: rounded up, since units are whole.
Integer units_for(Decimal gap, Decimal weight) { return (gap.hundredths + weight.hundredths - 1) / weight.hundredths; }

std::string counted_noun(Integer n, const std::string& one, const std::string& many) { return to_string(n) + " " + (n == 1 ? one : many); }

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
    return counted_noun(units_for(gap, best - average.target), "further answer", "further answers") + " of " + to_string(best) + " at least";
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
    else if (fits) text += (text.empty() ? "" : " or ") + to_string(units) + " " + title + " " + (units == 1 ? one : many);
  }
  return text + full;
}

}  // namespace

std::string outlook_json(const FileSet& files, const Window& window) {
  constexpr int months_ahead = 12;
  const Rulebook& rulebook = files.rulebook();
  const auto graded = [&](const Window& w) { return grade(files.within(w), rulebook, files.kinds_read(), w); };
  const Scorecard now = graded(window);

  // The same day in each of the coming months; where the month is shorter its last day.
  std::vector<Window> later;
  const CivilDate date = civil(window.anniversary);
  for (int i = 1; i <= months_ahead; ++i) {
    const int month = date.year * 12 + (date.month - 1) + i;
    const int length = days_in_month(month / 12, month % 12 + 1);
    const Day day = *make_day(month / 12, month % 12 + 1, std::min(date.day, length));
    if (day <= last_anniversary) later.push_back(window_before(day, window.mode, rulebook.window_months));
  }
  std::vector<Scorecard> cards;
  for (const Window& w : later) cards.push_back(graded(w));
  const auto first_without = [&](auto&& holds) {
    for (std::size_t i = 0; i < cards.size(); ++i)
      if (!holds(cards[i])) return Out(to_string(later[i].anniversary));
    return Out(nullptr);
  };

  Out criteria = Out::object();
  for (const Criterion& criterion : all_criteria(rulebook)) {
    Out entry = {{"leaves", nullptr}, {"at_risk_on", nullptr}, {"needed", nullptr}};
    if (!later.empty()) {
      const Day last = later.front().first + -1;
      Out leaves = {{"first", to_string(window.first)}, {"last", to_string(last)}, {"on", to_string(later.front().anniversary)}};
      leaves.update(stretch(grade(between(files, window.first, last), rulebook, files.kinds_read(), window), criterion));
      entry["leaves"] = leaves;
    }
    const std::string to_go = needed(now, criterion, rulebook);
    if (!to_go.empty()) entry["needed"] = to_go;
    if (status_of(now, criterion) == Status::completed) entry["at_risk_on"] = first_without([&](const Scorecard& card) { return status_of(card, criterion) == Status::completed; });
    criteria[id_of(criterion, rulebook)] = entry;
  }
  return print({{"criteria", criteria}, {"qualified_at_risk_on", now.qualified ? first_without([](const Scorecard& card) { return card.qualified; }) : Out(nullptr)}});
}

std::string score_json(const FileSet& files, const Window& window) { return print(score(files, window)); }

std::string details_json(const FileSet& files, const Window& window, const Criterion& criterion) {
  using Measure = Criterion::Measure;
  const Rulebook& rulebook = files.rulebook();
  const Scorecard scorecard = grade(files.within(window), rulebook, files.kinds_read(), window);
  const AverageRule& average = rulebook.average;

  Out card;
  Out extra = {{"terms", Out::array()}, {"definition", ""}, {"rules", Out::array()}};
  std::string title;
  const Sums* sums = nullptr;
  switch (criterion.measure) {
    case Measure::courseware_completions:
    case Measure::exam_unit_purchases: {
      const bool is_courseware = criterion.measure == Measure::courseware_completions;
      const PointsRule& points = is_courseware ? rulebook.courseware : rulebook.exams;
      const PointsCard& from = is_courseware ? scorecard.base.courseware : scorecard.base.exams;
      card = points_card(from, rulebook);
      extra["terms"] = card["terms"];
      add_points_rules(extra, points, from, rulebook, is_courseware);
      title = points.title;
      sums = &from.rows;
      break;
    }
    case Measure::average_response_score: {
      const AverageCard& from = criterion.area ? scorecard.areas[*criterion.area].average : scorecard.base.average;
      const SourcedDecimal& target = criterion.area ? average.area_target : average.target;
      card = average_card(from);
      extra["definition"] = average.definition;
      extra["rules"] = {rule("Surveys of these courses are used", rulebook.categories[1].title + " only", average.target.source),
                        rule("Questions used in each survey", std::to_string(question_count), average.scale_source),
                        rule("Each answer gives its own value", std::to_string(average.lowest) + " to " + std::to_string(average.highest), average.scale_source),
                        rule("Average to reach", to_string(target.value), target.source)};
      title = average.title;
      sums = &from.rows;
      break;
    }
    case Measure::survey_completions: {
      const SurveysCard& from = scorecard.areas[*criterion.area].surveys;
      card = surveys_card(from);
      extra["definition"] = rulebook.surveys.definition;
      extra["rules"] = {rule("Each survey of an " + rulebook.categories[1].title + " course gives", to_string(rulebook.surveys.weight.value), rulebook.surveys.weight.source),
                        rule("Surveys to reach", to_string(rulebook.surveys.target.value), rulebook.surveys.target.source)};
      title = rulebook.surveys.title;
      sums = &from.rows;
      break;
    }
  }

  Out out = {{"criterion", id_of(criterion, rulebook)}, {"title", title}, {"area", nullptr}};
  if (criterion.area) out["area"] = {{"id", rulebook.areas[*criterion.area].id}, {"title", rulebook.areas[*criterion.area].title}};
  for (auto& [key, value] : card.items()) out[key] = value;
  for (auto& [key, value] : extra.items()) out[key] = value;
  add_series(out, files, window, criterion, *sums);
  out["reasons"] = Out::array();
  for (const ReasonWords& words : reason_words()) {
    const std::uint64_t n = sums->rows[static_cast<std::size_t>(words.reason)];
    if (n == 0 || words.reason == Reason::counted) continue;
    out["reasons"].push_back({{"id", words.id},
                              {"rows", count(n)},
                              {"kind", words.answered == Answered::no ? "no" : "cannot-say"},
                              {"title", words.title},
                              {"explanation", words.explanation}});
  }
  return print(out);
}

std::string inspect_json(const FileSet& files) {
  Out list = Out::array();
  for (const FileReport& file : files.files()) list.push_back(file_details(file, files.rulebook()));
  return print({{"files", list}, {"problems", problems(files)}});
}

std::string file_json(const FileReport& file, const Rulebook& rulebook) {
  return print({{"again", false}, {"file", file_details(file, rulebook)}, {"problem", file.problem ? problem(file) : Out(nullptr)}});
}

std::string page_json(const LineItemPage& page) {
  Out reasons = Out::object();
  for (const ReasonWords& words : reason_words())
    if (const std::uint64_t n = page.reasons[static_cast<std::size_t>(words.reason)]; n > 0) reasons[std::string(words.id)] = count(static_cast<Integer>(n));
  Out pieces = Out::array();
  for (const FilePiece& piece : page.pieces)
    pieces.push_back({{"file", piece.file}, {"from", count(static_cast<Integer>(piece.from_byte))}, {"to", count(static_cast<Integer>(piece.to_byte))}, {"rows", piece.rows.size()}});
  return print({{"total", count(static_cast<Integer>(page.total))}, {"reasons", reasons}, {"pieces", pieces}});
}

std::string items_json(const std::vector<ShownItem>& items) {
  Out list = Out::array();
  for (const ShownItem& item : items) {
    const ReasonWords& words = words_for(item.reason);
    const bool counted = item.reason == Reason::counted;
    list.push_back({{"file", item.file},
                    {"row", count(static_cast<Integer>(item.at.row))},
                    {"line", count(static_cast<Integer>(item.at.line))},
                    {"cells", item.cells},
                    {"verdict", verdict_words(words.answered)},
                    {"points", to_string(item.points)},
                    {"reason", counted ? "" : words.id},
                    {"title", words.title},
                    {"why", item.why}});
  }
  return print(list);
}

std::string record_json(const Record& record) {
  Out cells = Out::array();
  for (const std::string_view cell : record.cells) {
    std::string text;
    append_as_utf8(text, cell);
    cells.push_back(std::move(text));
  }
  return cells.dump();
}

std::string problem_json(const Problem& problem) {
  return print({{"code", problem.code}, {"message", problem.message}, {"path", problem.path}, {"expected", problem.expected}, {"found", problem.found}});
}

}  // namespace tspq
