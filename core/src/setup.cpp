#include "tspq/setup.h"

#include "json_reader.h"

namespace tspq {

std::variant<Setup, Problem> parse_setup(std::string_view json) {
  JsonReader in("setup", json);
  if (!in.problem()) in.only_keys(in.document(), "", {"choices", "rulebook"});
  if (in.problem()) return *in.problem();

  Setup setup{built_in_rulebook(), {}};
  if (const auto rulebook = in.document().find("rulebook"); rulebook != in.document().end()) {
    std::variant<Rulebook, Problem> read = parse_rulebook(rulebook->dump());
    if (Problem* problem = std::get_if<Problem>(&read)) return std::move(*problem);
    setup.rulebook = std::move(std::get<Rulebook>(read));
  }
  if (const auto choices = in.document().find("choices"); choices != in.document().end()) {
    std::variant<Choices, Problem> read = parse_choices(choices->dump(), setup.rulebook);
    if (Problem* problem = std::get_if<Problem>(&read)) return std::move(*problem);
    setup.choices = std::move(std::get<Choices>(read));
  }
  return setup;
}

std::optional<Window> window_of(std::string_view anniversary, std::string_view mode, const Rulebook& rulebook) {
  const auto day = parse_iso_day(anniversary);
  const auto known_mode = window_mode(mode);
  if (!day || !known_mode || *day < first_anniversary || *day > last_anniversary) return std::nullopt;
  return window_before(*day, *known_mode, rulebook.window_months);
}

std::optional<RowFilter> parse_row_filter(std::string_view criterion, std::string_view which, std::string_view reason, const Rulebook& rulebook) {
  RowFilter filter;
  if (!criterion.empty()) {
    filter.criterion = criterion_with_id(criterion, rulebook);
    if (!filter.criterion) return std::nullopt;
  }
  if (which == "counted") filter.which = RowFilter::Which::counted;
  else if (which == "not-counted") filter.which = RowFilter::Which::not_counted;
  else if (which != "all") return std::nullopt;
  if (!reason.empty()) {
    filter.reason = reason_with_id(reason);
    if (!filter.reason) return std::nullopt;
  }
  return filter;
}

std::optional<LineItemFilter> parse_line_item_filter(std::string_view json, const Rulebook& rulebook) {
  JsonReader in("filter", json);
  if (!in.problem()) in.only_keys(in.document(), "", {"criterion", "which", "reason", "file", "area", "category", "text"});
  if (in.problem()) return std::nullopt;
  const auto text = [&](const char* key) {
    const auto found = in.document().find(key);
    return found == in.document().end() || found->is_null() ? std::string() : in.text(*found, key);
  };
  LineItemFilter filter;
  const std::string which = text("which");
  const auto rows = parse_row_filter(text("criterion"), which.empty() ? "all" : which, text("reason"), rulebook);
  if (!rows) return std::nullopt;
  filter.rows = *rows;
  if (const auto file = in.document().find("file"); file != in.document().end() && file->is_number_integer() && *file >= 0) filter.file = file->get<std::size_t>();
  if (const std::string area = text("area"); area == "none") {
    filter.account = surveys_without_area_account;
  } else if (!area.empty()) {
    for (std::size_t i = 0; i < rulebook.areas.size(); ++i)
      if (rulebook.areas[i].id == area) filter.account = account_of_area(static_cast<AreaIndex>(i));
    if (!filter.account) return std::nullopt;
  }
  if (const std::string category = text("category"); category == "unknown") {
    filter.category = std::optional<Category>();
  } else if (!category.empty()) {
    for (std::size_t i = 0; i < category_count; ++i)
      if (rulebook.categories[i].id == category) filter.category = std::optional(static_cast<Category>(i));
    if (!filter.category) return std::nullopt;
  }
  filter.text = text("text");
  if (in.problem()) return std::nullopt;
  return filter;
}

}  // namespace tspq
