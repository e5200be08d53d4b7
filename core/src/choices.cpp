#include "tspq/choices.h"

#include "json_reader.h"
#include "tspq/catalogue.h"

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

std::variant<Choices, Problem> parse_choices(std::string_view json, const Rulebook& rulebook) {
  JsonReader in("choices", json);
  if (in.problem()) return *in.problem();
  const Json& top = in.document();
  Choices choices;
  in.only_keys(top, "", {"anniversary", "window", "org_ids", "require_eligible_mct", "date_order", "categories", "areas"});
  if (in.problem()) return *in.problem();

  // Gives visit(path, key or index, value) for each member of an object or list.
  const auto each = [&](const char* key, bool is_list, auto&& visit) {
    const auto found = top.find(key);
    if (found == top.end()) return;
    if (is_list ? !found->is_array() : !found->is_object()) {
      in.complain(key, is_list ? "a list" : "an object", JsonReader::show(*found));
      return;
    }
    std::size_t i = 0;
    for (const auto& [name, value] : found->items()) {
      const std::string path = is_list ? JsonReader::index(key, i++) : JsonReader::join(key, name);
      visit(path, name, value);
    }
  };

  if (const auto found = top.find("anniversary"); found != top.end()) {
    const auto day = found->is_string() ? parse_iso_day(found->get_ref<const std::string&>()) : std::nullopt;
    if (day && *day >= first_anniversary && *day <= last_anniversary) choices.anniversary = day;
    else in.complain("anniversary", "a day from " + to_string(first_anniversary) + " to " + to_string(last_anniversary), JsonReader::show(*found));
  }
  if (const auto found = top.find("window"); found != top.end()) {
    if (found->is_string()) choices.window = window_mode(found->get_ref<const std::string&>());
    if (!choices.window) in.complain("window", "completed-months or exact-days", JsonReader::show(*found));
  }
  each("org_ids", true, [&](const std::string& path, const std::string&, const Json& value) {
    choices.org_ids.emplace_back(trim(in.text(value, path)));
  });
  each("require_eligible_mct", true, [&](const std::string& path, const std::string&, const Json& value) {
    if (value == "courseware") choices.require_eligible_mct_for_courseware = true;
    else in.complain(path, "courseware (surveys always ask for it)", JsonReader::show(value));
  });
  each("date_order", false, [&](const std::string& path, const std::string& file, const Json& value) {
    const auto order = value.is_string() ? parse_date_order(value.get_ref<const std::string&>()) : std::nullopt;
    if (order) choices.date_order[file] = *order;
    else in.complain(path, "dmy or mdy", JsonReader::show(value));
  });
  each("categories", false, [&](const std::string& path, const std::string& course, const Json& value) {
    for (std::size_t i = 0; i < category_count; ++i)
      if (value == rulebook.categories[i].id) {
        choices.categories[base_number(course)] = static_cast<Category>(i);
        return;
      }
    in.complain(path, "fundamental_and_others or advanced", JsonReader::show(value));
  });
  each("areas", false, [&](const std::string& path, const std::string& course, const Json& value) {
    std::string ids;
    for (std::size_t i = 0; i < rulebook.areas.size(); ++i) {
      if (value == rulebook.areas[i].id) {
        choices.areas[base_number(course)] = static_cast<AreaIndex>(i);
        return;
      }
      ids += (ids.empty() ? "" : ", ") + rulebook.areas[i].id;
    }
    in.complain(path, "one of " + ids, JsonReader::show(value));
  });

  if (in.problem()) return *in.problem();
  return choices;
}

}  // namespace tspq
