// Everything a person decided, in one JSON object that page, command line and WebAssembly share. It holds no row data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tspq/date.h"
#include "tspq/kinds.h"
#include "tspq/problem.h"
#include "tspq/rulebook.h"
#include "tspq/window.h"

namespace tspq {

/// Which column holds which fact, for files with one particular header.
struct ColumnChoice {
  std::optional<Kind> kind;
  std::map<Fact, std::optional<std::string>> columns;  ///< header texts; nullopt: this file does not state the fact
  std::vector<std::string>
      questions;  ///< nine different header texts, or in the long shape nine cells of the question column; or none
};

/// All optional; a default-constructed Choices decides nothing.
///
///   {"anniversary": "2025-01-15", "window": "exact-days", "org_ids": ["1001"], "require_eligible_mct": ["courseware"],
///    "date_order": {"*": "dmy", "surveys.csv": "mdy"}, "kind": {"export.csv": "exams"},
///    "categories": {"AZ-999": "advanced"}, "areas": {"AZ-999": "security"},
///    "cells": {"categories": {"Intermediate": "advanced"}, "areas": {"Cloud": "infrastructure"}},
///    "columns": {"0123456789abcdef": {"kind": "surveys", "date": "When", "area": null, "questions": ["A", "B", …]}}}
struct Choices {
  std::optional<Day> anniversary;
  std::optional<WindowMode> window;
  std::vector<std::string> org_ids;                  ///< empty: rows of every organisation count [R-ORG]
  bool require_eligible_mct_for_courseware = false;  ///< [R-MCT]
  std::map<std::string, DateOrder>
      date_order;  ///< by file name, "*" for every other file; used where the rows settle nothing
  std::map<std::string, Category>
      categories;  ///< by course or exam number in base form, such as "AZ-999"; beats the catalogue, not the file
  std::map<std::string, AreaIndex> areas;          ///< likewise
  std::map<std::string, Category> category_cells;  ///< by what a category cell says, as fold_words() gives it
  std::map<std::string, AreaIndex> area_cells;     ///< likewise for area cells
  std::map<std::string, Kind> kinds;               ///< by file name
  std::map<std::string, ColumnChoice> columns;     ///< by header_fingerprint()

  std::optional<Kind> kind_of(const std::string& file) const;

  /// The order chosen for a file of that name, or unsettled.
  DateOrder date_order_of(const std::string& file) const;
};

/// Reads choices. Unknown keys and wrong types are a Problem (code "choices") with path, expected and found. Area and
/// category ids are the rulebook's.
std::variant<Choices, Problem> parse_choices(std::string_view json, const Rulebook& rulebook);

/// "dmy" and "mdy", as choices and the command line write them.
std::optional<DateOrder> parse_date_order(std::string_view text);

}  // namespace tspq
