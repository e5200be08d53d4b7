#include "tspq/report_json.h"

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
  if (file.date_order == DateOrder::day_first) return "dmy";
  return file.date_order == DateOrder::month_first ? "mdy" : "unsettled";
}

Out file_details(const FileReport& file) {
  Out out = file_head(file);
  out["bytes"] = count(file.bytes);
  if (file.format) {
    out["encoding"] = id_of(file.encoding);
    out["delimiter"] = std::string(1, file.format->delimiter);
    out["header_line"] = count(file.format->header_line);
    Out columns = Out::object();
    for (std::size_t i = 0; i < fact_count; ++i)
      if (const auto column = file.format->columns[i])
        columns[std::string(id_of(static_cast<Fact>(i)))] = {{"index", *column}, {"header", trim(file.format->header[*column])}};
    if (file.format->shape == Shape::wide)
      for (std::size_t i = 0; i < question_count; ++i)
        columns["q" + std::to_string(i + 1)] = {{"index", file.format->questions[i]}, {"header", trim(file.format->header[file.format->questions[i]])}};
    out["columns"] = columns;
    out["date_order"] = date_order_id(file);
    out["date_order_chosen"] = file.date_order_was_chosen;
  }
  out["first_day"] = day(file.ledger.first_day());
  out["last_day"] = day(file.ledger.last_day());
  out["rows"] = rows(sum_of(file.ledger.all()));
  out["notices"] = notices(file);
  return out;
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
          {"problems", problems(files)}};
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

}  // namespace

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
  for (const FileReport& file : files.files()) list.push_back(file_details(file));
  return print({{"files", list}, {"problems", problems(files)}});
}

std::string file_json(const FileReport& file) {
  return print({{"again", false}, {"file", file_details(file)}, {"problem", file.problem ? problem(file) : Out(nullptr)}});
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
