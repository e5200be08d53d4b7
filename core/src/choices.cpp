#include "tspq/choices.h"

#include <algorithm>

#include "json_reader.h"
#include "tspq/catalogue.h"
#include "tspq/text.h"

namespace tspq {
namespace {

/// Turns the JSON into Choices, member by member; the reader keeps the first complaint.
class ChoicesReader {
public:
  ChoicesReader(std::string_view json, const Rulebook& rulebook) : in_("choices", json), rulebook_(rulebook) {}

  std::variant<Choices, Problem> read() {
    const Json& top = in_.document();
    if (!in_.problem())
      in_.only_keys(top, "",
          {"anniversary", "window", "org_ids", "require_eligible_mct", "date_order", "kind", "categories", "areas",
              "cells", "columns"});
    if (in_.problem()) return *in_.problem();
    anniversary_and_window(top);
    organisations_and_instructors(top);
    by_file(top);
    by_course(top);
    by_cell(top);
    in_.each_member(
        top, "", "columns", [&](const std::string& path, const std::string& fingerprint, const Json& value) {
          columns(path, value, choices_.columns[fingerprint]);
        });
    if (in_.problem()) return *in_.problem();
    return choices_;
  }

private:
  void anniversary_and_window(const Json& top) {
    if (const Json* found = JsonReader::find(top, "anniversary")) {
      const auto day = parse_iso_day(JsonReader::text_of(*found));
      if (day && *day >= first_anniversary && *day <= last_anniversary) choices_.anniversary = day;
      else
        in_.complain("anniversary", "a day from " + to_string(first_anniversary) + " to " + to_string(last_anniversary),
            JsonReader::show(*found));
    }
    if (const Json* found = JsonReader::find(top, "window")) {
      choices_.window = window_mode(JsonReader::text_of(*found));
      if (!choices_.window) in_.complain("window", "completed-months or exact-days", JsonReader::show(*found));
    }
  }

  void organisations_and_instructors(const Json& top) {
    in_.each_entry(top, "", "org_ids", [&](const std::string& path, const Json& value) {
      const std::string org = in_.text(value, path);
      if (trim(org).empty()) in_.complain(path, "an organisation id", "nothing");
      choices_.org_ids.emplace_back(trim(org));
    });
    in_.each_entry(top, "", "require_eligible_mct", [&](const std::string& path, const Json& value) {
      if (JsonReader::is_text(value, "courseware")) choices_.require_eligible_mct_for_courseware = true;
      else in_.complain(path, "courseware (surveys always ask for it)", JsonReader::show(value));
    });
  }

  void by_file(const Json& top) {
    in_.each_member(top, "", "date_order", [&](const std::string& path, const std::string& file, const Json& value) {
      const auto order = parse_date_order(JsonReader::text_of(value));
      if (order) choices_.date_order[file] = *order;
      else in_.complain(path, "dmy or mdy", JsonReader::show(value));
    });
    in_.each_member(top, "", "kind", [&](const std::string& path, const std::string& file, const Json& value) {
      if (const auto kind = kind_of(path, value)) choices_.kinds[file] = *kind;
    });
  }

  void by_course(const Json& top) {
    in_.each_member(top, "", "categories", [&](const std::string& path, const std::string& course, const Json& value) {
      if (const auto category = category_of(path, value))
        decide(choices_.categories, path, course_number(path, course), *category);
    });
    in_.each_member(top, "", "areas", [&](const std::string& path, const std::string& course, const Json& value) {
      if (const auto area = area_of(path, value)) decide(choices_.areas, path, course_number(path, course), *area);
    });
  }

  void by_cell(const Json& top) {
    const Json* cells = JsonReader::find(top, "cells");
    if (!cells) return;
    in_.only_keys(*cells, "cells", {"categories", "areas"});
    in_.each_member(
        *cells, "cells", "categories", [&](const std::string& path, const std::string& cell, const Json& value) {
          if (const auto category = category_of(path, value))
            decide(choices_.category_cells, path, fold_words(cell), *category);
        });
    in_.each_member(*cells, "cells", "areas", [&](const std::string& path, const std::string& cell, const Json& value) {
      if (const auto area = area_of(path, value)) decide(choices_.area_cells, path, fold_words(cell), *area);
    });
  }

  void columns(const std::string& path, const Json& from, ColumnChoice& choice) {
    if (!from.is_object()) return in_.complain(path, "an object", JsonReader::show(from));
    for (const auto& [key, column] : from.get_ref<const Json::object_t&>()) {
      const std::string here = JsonReader::join(path, key);
      if (key == "kind") choice.kind = kind_of(here, column);
      else if (key == "questions") questions(here, column, choice.questions);
      else if (const auto fact = fact_with_id(key))
        choice.columns[*fact] = column.is_null() ? std::nullopt : std::optional(in_.text(column, here));
      else
        in_.complain(
            here, "kind, questions or the name of a fact such as date", "the unknown key " + quoted_for_display(key));
    }
  }

  void questions(const std::string& path, const Json& list, std::vector<std::string>& nine) {
    if (!list.is_array() || list.size() != question_count)
      return in_.complain(path, "a list of the nine questions", JsonReader::show(list));
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string here = JsonReader::index(path, i);
      const std::string question = in_.text(list[i], here);
      const bool is_new = std::none_of(
          nine.begin(), nine.end(), [&](const std::string& earlier) { return fold(earlier) == fold(question); });
      if (!is_new) in_.complain(here, "nine different questions", quoted_for_display(question) + " once more");
      nine.push_back(question);
    }
  }

  std::optional<Kind> kind_of(const std::string& path, const Json& value) {
    const auto kind = kind_with_id(JsonReader::text_of(value));
    if (!kind) in_.complain(path, "courseware, exams or surveys", JsonReader::show(value));
    return kind;
  }

  std::optional<Category> category_of(const std::string& path, const Json& value) {
    const auto category = category_with_id(JsonReader::text_of(value), rulebook_);
    if (!category)
      in_.complain(path, rulebook_.categories[0].id + " or " + rulebook_.categories[1].id, JsonReader::show(value));
    return category;
  }

  std::optional<AreaIndex> area_of(const std::string& path, const Json& value) {
    const auto area = area_with_id(JsonReader::text_of(value), rulebook_);
    if (area) return area;
    std::string ids;
    for (const AreaRule& rule : rulebook_.areas) ids += (ids.empty() ? "" : ", ") + rule.id;
    in_.complain(path, "one of " + ids, JsonReader::show(value));
    return std::nullopt;
  }

  std::string course_number(const std::string& path, const std::string& course) {
    std::string number = base_number(course);
    if (number.empty()) in_.complain(path, "a course or exam number such as AZ-104", quoted_for_display(course));
    return number;
  }

  template <class Value>
  void decide(std::map<std::string, Value>& decisions, const std::string& path, const std::string& key, Value value) {
    if (!decisions.emplace(key, value).second)
      in_.complain(path, "one decision for " + quoted_for_display(key), "a second one in another spelling");
  }

  JsonReader in_;
  const Rulebook& rulebook_;
  Choices choices_;
};

}  // namespace

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
  return ChoicesReader(json, rulebook).read();
}

}  // namespace tspq
