#include "tspq/choices.h"

#include "json_reader.h"
#include "tspq/catalogue.h"
#include "tspq/text.h"

namespace tspq {

std::optional<DateOrder> parse_date_order(std::string_view text) {
  if (text == "dmy") return DateOrder::day_first;
  if (text == "mdy") return DateOrder::month_first;
  return std::nullopt;
}

DateOrder Choices::date_order_of(const std::string& file) const {
  auto found = date_order.find(file);
  if (found == date_order.end()) found = date_order.find("*");
  return found == date_order.end() ? DateOrder::unsettled : found->second;
}

std::optional<Kind> Choices::kind_of(const std::string& file) const {
  const auto found = kinds.find(file);
  return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

std::variant<Choices, Problem> parse_choices(std::string_view json, const Rulebook& rulebook) {
  JsonReader in("choices", json);
  if (in.problem()) return *in.problem();
  const Json& top = in.document();
  Choices choices;
  in.only_keys(top, "", {"anniversary", "window", "org_ids", "require_eligible_mct", "date_order", "kind", "categories", "areas", "cells", "columns"});
  if (in.problem()) return *in.problem();

  const auto category_of = [&](const std::string& path, const Json& value) -> std::optional<Category> {
    for (std::size_t i = 0; i < category_count; ++i)
      if (JsonReader::is_text(value, rulebook.categories[i].id)) return static_cast<Category>(i);
    in.complain(path, rulebook.categories[0].id + " or " + rulebook.categories[1].id, JsonReader::show(value));
    return std::nullopt;
  };
  const auto area_of = [&](const std::string& path, const Json& value) -> std::optional<AreaIndex> {
    std::string ids;
    for (std::size_t i = 0; i < rulebook.areas.size(); ++i) {
      if (JsonReader::is_text(value, rulebook.areas[i].id)) return static_cast<AreaIndex>(i);
      ids += (ids.empty() ? "" : ", ") + rulebook.areas[i].id;
    }
    in.complain(path, "one of " + ids, JsonReader::show(value));
    return std::nullopt;
  };
  const auto kind_of = [&](const std::string& path, const Json& value) -> std::optional<Kind> {
    const auto kind = kind_with_id(JsonReader::text_of(value));
    if (!kind) in.complain(path, "courseware, exams or surveys", JsonReader::show(value));
    return kind;
  };

  if (const Json* found = JsonReader::find(top, "anniversary")) {
    const auto day = parse_iso_day(JsonReader::text_of(*found));
    if (day && *day >= first_anniversary && *day <= last_anniversary) choices.anniversary = day;
    else in.complain("anniversary", "a day from " + to_string(first_anniversary) + " to " + to_string(last_anniversary), JsonReader::show(*found));
  }
  if (const Json* found = JsonReader::find(top, "window")) {
    choices.window = window_mode(JsonReader::text_of(*found));
    if (!choices.window) in.complain("window", "completed-months or exact-days", JsonReader::show(*found));
  }
  in.each_entry(top, "", "org_ids", [&](const std::string& path, const Json& value) {
    const std::string org = in.text(value, path);
    if (trim(org).empty()) in.complain(path, "an organisation id", "nothing");
    choices.org_ids.emplace_back(trim(org));
  });
  in.each_entry(top, "", "require_eligible_mct", [&](const std::string& path, const Json& value) {
    if (JsonReader::is_text(value, "courseware")) choices.require_eligible_mct_for_courseware = true;
    else in.complain(path, "courseware (surveys always ask for it)", JsonReader::show(value));
  });
  in.each_member(top, "", "date_order", [&](const std::string& path, const std::string& file, const Json& value) {
    const auto order = parse_date_order(JsonReader::text_of(value));
    if (order) choices.date_order[file] = *order;
    else in.complain(path, "dmy or mdy", JsonReader::show(value));
  });
  in.each_member(top, "", "kind", [&](const std::string& path, const std::string& file, const Json& value) {
    if (const auto kind = kind_of(path, value)) choices.kinds[file] = *kind;
  });
  const auto course_number = [&](const std::string& path, const std::string& course) {
    const std::string number = base_number(course);
    if (number.empty()) in.complain(path, "a course or exam number such as AZ-104", quoted_for_display(course));
    return number;
  };
  const auto decide = [&](auto& decisions, const std::string& path, const std::string& key, auto value) {
    if (!decisions.emplace(key, value).second) in.complain(path, "one decision for " + quoted_for_display(key), "a second one in another spelling");
  };
  in.each_member(top, "", "categories", [&](const std::string& path, const std::string& course, const Json& value) {
    if (const auto category = category_of(path, value)) decide(choices.categories, path, course_number(path, course), *category);
  });
  in.each_member(top, "", "areas", [&](const std::string& path, const std::string& course, const Json& value) {
    if (const auto area = area_of(path, value)) decide(choices.areas, path, course_number(path, course), *area);
  });
  if (const Json* cells = JsonReader::find(top, "cells")) {
    in.only_keys(*cells, "cells", {"categories", "areas"});
    if (in.problem()) return *in.problem();
    in.each_member(*cells, "cells", "categories", [&](const std::string& path, const std::string& cell, const Json& value) {
      if (const auto category = category_of(path, value)) decide(choices.category_cells, path, fold_words(cell), *category);
    });
    in.each_member(*cells, "cells", "areas", [&](const std::string& path, const std::string& cell, const Json& value) {
      if (const auto area = area_of(path, value)) decide(choices.area_cells, path, fold_words(cell), *area);
    });
  }
  in.each_member(top, "", "columns", [&](const std::string& path, const std::string& fingerprint, const Json& value) {
    if (!value.is_object()) return in.complain(path, "an object", JsonReader::show(value));
    ColumnChoice& choice = choices.columns[fingerprint];
    for (const auto& [key, column] : value.get_ref<const Json::object_t&>()) {
      const std::string here = JsonReader::join(path, key);
      if (key == "kind") {
        choice.kind = kind_of(here, column);
      } else if (key == "questions") {
        if (!column.is_array() || column.size() != question_count) in.complain(here, "a list of the nine questions", JsonReader::show(column));
        else
          for (std::size_t i = 0; i < column.size(); ++i) {
            const std::string question = in.text(column[i], JsonReader::index(here, i));
            const bool is_new = std::none_of(choice.questions.begin(), choice.questions.end(), [&](const std::string& earlier) { return fold(earlier) == fold(question); });
            if (!is_new) in.complain(JsonReader::index(here, i), "nine different questions", quoted_for_display(question) + " once more");
            choice.questions.push_back(question);
          }
      } else if (const auto fact = fact_with_id(key)) {
        choice.columns[*fact] = column.is_null() ? std::nullopt : std::optional(in.text(column, here));
      } else {
        in.complain(here, "kind, questions or the name of a fact such as date", "the unknown key " + quoted_for_display(key));
      }
    }
  });

  if (in.problem()) return *in.problem();
  return choices;
}

}  // namespace tspq
