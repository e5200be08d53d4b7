#include "tspq/setup.h"

#include "json_reader.h"

namespace tspq {

std::variant<Setup, Problem> parse_setup(std::string_view json) {
  JsonReader in("setup", json);
  if (!in.problem()) in.only_keys(in.document(), "", {"choices", "rulebook"});
  if (in.problem()) return *in.problem();

  Setup setup{built_in_rulebook(), {}};
  if (const Json* rulebook = JsonReader::find(in.document(), "rulebook")) {
    std::variant<Rulebook, Problem> read = parse_rulebook(rulebook->dump());
    if (Problem* problem = std::get_if<Problem>(&read)) return std::move(*problem);
    setup.rulebook = std::move(std::get<Rulebook>(read));
  }
  if (const Json* choices = JsonReader::find(in.document(), "choices")) {
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

std::optional<RowFilter> parse_row_filter(std::string_view json, const Rulebook& rulebook) {
  JsonReader in("filter", json);
  if (!in.problem())
    in.only_keys(in.document(), "", {"criterion", "which", "reason", "file", "area", "category", "text"});
  if (in.problem()) return std::nullopt;
  RowFilter filter;
  if (const Json* file = JsonReader::find(in.document(), "file"); file && !file->is_null()) {
    if (!file->is_number_integer()) return std::nullopt;
    if (file->is_number_unsigned()) filter.file = file->get<std::size_t>();
  }
  for (const char* name : {"criterion", "which", "reason", "area", "category", "text"}) {
    const Json* found = JsonReader::find(in.document(), name);
    if (!found || found->is_null()) continue;
    if (!set_part(filter, name, in.text(*found, name), rulebook) || in.problem()) return std::nullopt;
  }
  return filter;
}

}  // namespace tspq
