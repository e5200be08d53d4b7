// Everything a person decided, in one JSON object that page, command line and WebAssembly share. It holds no row data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tspq/date.h"
#include "tspq/problem.h"
#include "tspq/rulebook.h"
#include "tspq/window.h"

namespace tspq {

/// All optional; a default-constructed Choices decides nothing.
///
///   {"anniversary": "2025-01-15", "window": "exact-days", "org_ids": ["1001"], "require_eligible_mct": ["courseware"],
///    "date_order": {"*": "dmy", "surveys.csv": "mdy"}, "categories": {"AZ-999": "advanced"}, "areas": {"AZ-999": "security"}}
struct Choices {
  std::optional<Day> anniversary;
  std::optional<WindowMode> window;
  std::vector<std::string> org_ids;                  ///< empty: rows of every organisation count [R-ORG]
  bool require_eligible_mct_for_courseware = false;  ///< [R-MCT]
  std::map<std::string, DateOrder> date_order;       ///< by file name, "*" for every other file; used where the rows settle nothing
  std::map<std::string, Category> categories;        ///< by course or exam number in base form, such as "AZ-999"; beats the catalogue, not the file
  std::map<std::string, AreaIndex> areas;            ///< likewise

  /// The order chosen for a file of that name, or unsettled.
  DateOrder date_order_of(const std::string& file) const;
};

/// Reads choices. Unknown keys and wrong types are a Problem (code "choices") with path, expected and found. Area and category ids are the rulebook's.
std::variant<Choices, Problem> parse_choices(std::string_view json, const Rulebook& rulebook);

/// "dmy" and "mdy", as choices and the command line write them.
std::optional<DateOrder> parse_date_order(std::string_view text);

}  // namespace tspq
