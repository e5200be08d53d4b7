#include "tspq/report_json.h"

#include <map>

#include "card_json.h"
#include "tspq/text.h"
#include "tspq/text_encoding.h"

namespace tspq {
namespace {

Json terms(const PointsCard& card, const Rulebook& rulebook) {
  Json list = Json::array();
  for (const Term& one : card.terms) list.push_back(term(one, rulebook));
  return list;
}

Json texts(const std::vector<std::string>& from) {
  Json list = Json::array();
  for (const std::string& text : from) list.push_back(text);
  return list;
}

Sums sum_of(const Totals& totals) {
  Sums sums;
  for (const Sums& account : totals.accounts) sums += account;
  return sums;
}

Json notices(const std::vector<Notice>& of_file) {
  Json list = Json::array();
  for (const Notice& notice : of_file)
    list.push_back(Members().text("code", notice.code).text("message", notice.message).done());
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

Json choice(std::string_view value, std::string_view title) {
  return Members().text("value", value).text("title", title).done();
}

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
      for (const std::string& question : decision.questions)
        choices.push_back(choice(shown_text(question), shown_text(question)));
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
  out.json("likely_kind", file.header.likely ? text_or_null(id_of(*file.header.likely)) : Json());
  out.flag("kind_chosen", file.header.kind_was_chosen);
  out.text("encoding", id_of(file.encoding));
  out.text("delimiter", std::string_view(&file.header.delimiter, 1));
  Json header = Json::array();
  for (const std::string& cell : file.header.cells) header.push_back(shown_text(cell));
  out.json("header", std::move(header));
  const std::vector<std::string_view> cells(file.header.cells.begin(), file.header.cells.end());
  out.json("fingerprint", cells.empty() ? Json() : Json(header_fingerprint(cells)));
  Json first_values = Json::array();
  for (const std::vector<std::string>& values : file.first_values) first_values.push_back(texts(values));
  out.json("first_values", std::move(first_values));
  if (file.header.likely) {
    Json facts = Json::array();
    for (const FactTitle& fact : facts_of(*file.header.likely))
      facts.push_back(Members()
                          .text("fact", id_of(fact.fact))
                          .text("title", fact.title)
                          .flag("required", fact.required)
                          .json("column", column_or_null(file.header.columns[static_cast<std::size_t>(fact.fact)]))
                          .done());
    out.json("facts", std::move(facts));
  }
  if (file.format) {
    out.number("header_line", static_cast<Integer>(file.format->header_line));
    Members columns;
    for (std::size_t i = 0; i < fact_count; ++i)
      if (const auto place = file.format->columns[i])
        columns.json(id_of(static_cast<Fact>(i)), column(*place, *file.format));
    if (file.format->shape == Shape::wide)
      for (std::size_t i = 0; i < question_count; ++i)
        columns.json("q" + std::to_string(i + 1), column(file.format->questions[i], *file.format));
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
  for (const auto& [path, n] : by_path)
    list.push_back(Members().text("path", path).number("rows", static_cast<Integer>(n)).done());
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
    list.push_back(file_head(file)
                       .json("rows", rows(sum_of(of_file)))
                       .json("notices", notices(notices_beside(file, of_file)))
                       .done());
  }
  return Members()
      .text("rulebook", rulebook.id)
      .day("anniversary", window.anniversary)
      .json("window",
          Members().text("mode", id_of(window.mode)).day("first", window.first).day("last", window.last).done())
      .json("overall",
          Members()
              .text("status", id_of(card.overall))
              .flag("qualified", card.qualified)
              .flag("certain", card.certain)
              .json("designated_areas", std::move(designated))
              .done())
      .json("base",
          Members()
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

}  // namespace

std::string score_json(const FileSet& files, const Window& window) { return print(score(files, window)); }

std::string inspect_json(const FileSet& files) {
  Json list = Json::array();
  for (const FileReport& file : files.files()) list.push_back(file_details(file, files.rulebook()));
  return print(Members().json("files", std::move(list)).json("problems", problems(files)).done());
}

std::string file_json(const FileReport& file, const Rulebook& rulebook) {
  return print(Members()
                   .flag("again", false)
                   .json("file", file_details(file, rulebook))
                   .json("problem", file.problem ? problem(file) : Json())
                   .done());
}

std::string page_json(const LineItemPage& page) {
  Members reasons;
  for (const ReasonWords& words : reason_words())
    if (const std::uint64_t n = page.reasons[static_cast<std::size_t>(words.reason)]; n > 0)
      reasons.number(words.id, n);
  Json pieces = Json::array();
  for (const FilePiece& piece : page.pieces)
    pieces.push_back(Members()
                         .number("file", static_cast<Integer>(piece.file))
                         .number("from", static_cast<Integer>(piece.from_byte))
                         .number("to", static_cast<Integer>(piece.to_byte))
                         .number("rows", static_cast<Integer>(piece.rows.size()))
                         .done());
  return print(Members()
                   .number("total", static_cast<Integer>(page.total))
                   .json("reasons", reasons.done())
                   .json("pieces", std::move(pieces))
                   .done());
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
