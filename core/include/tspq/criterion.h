// The fifteen criteria of the page: three of the base, two for each solution area.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/export_format.h"
#include "tspq/ledger.h"
#include "tspq/rulebook.h"

namespace tspq {

struct Criterion {
  enum class Measure : std::uint8_t {
    courseware_completions,
    exam_unit_purchases,
    average_response_score,
    survey_completions
  };
  Measure measure = Measure::courseware_completions;
  std::optional<AreaIndex> area;  ///< nullopt for the base criteria

  Kind kind() const;
  bool includes(Account account) const;  ///< whether rows of that account belong to it
};

/// "courseware_completions", "security/average_response_score".
std::string id_of(const Criterion& criterion, const Rulebook& rulebook);
std::optional<Criterion> criterion_with_id(std::string_view id, const Rulebook& rulebook);

/// All criteria in page order.
std::vector<Criterion> all_criteria(const Rulebook& rulebook);

}  // namespace tspq
