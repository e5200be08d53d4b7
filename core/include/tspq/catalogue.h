// What courses and exams are known to be, where a file itself is silent. Unofficial: Microsoft publishes no such list.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/rulebook.h"

namespace tspq {

struct CatalogueEntry {
  std::string number;  ///< in base form, such as "AZ-104" or "20483"
  Category category = Category::fundamental_and_others;
  std::string category_confidence;     ///< "high", "medium" or "guess"; a guess never counts by itself
  std::optional<AreaIndex> area;       ///< nullopt where the rulebook has no such area
  std::string area_confidence;         ///< "medium", "inferred", "low-conflict" or "guess"
  std::vector<AreaIndex> other_areas;  ///< also plausible; never used to count [R-ONE-AREA]

  bool category_is_guess() const { return category_confidence == "guess"; }
  bool area_is_guess() const { return area_confidence == "guess"; }
};

/// The number by which courses and exams are compared, taken from a cell or a title: two or three letters, an optional
/// hyphen and three or four digits, or five digits alone. "AZ-104T00-A", "az104" and "Exam AZ-104: Azure Administrator"
/// all give "AZ-104"; "20483C" gives "20483". Empty when there is none.
std::string base_number(std::string_view cell);

class Catalogue {
public:
  /// Reads the project's own catalogue format (core/data/catalogue.csv). Lines it cannot use are left out; the unit
  /// tests hold that there are none.
  Catalogue(std::string_view csv, const Rulebook& rulebook);

  /// The entry for a base number, or nullptr. Lives as long as the catalogue.
  const CatalogueEntry* find(const std::string& base_number) const;

  std::size_t size() const { return entries_.size(); }

private:
  std::map<std::string, CatalogueEntry, std::less<>> entries_;
};

/// The catalogue built into the program, read with the given rulebook's areas.
Catalogue built_in_catalogue(const Rulebook& rulebook);

}  // namespace tspq
