// From sums to cards: the only place where weights, limits and targets are applied.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/decimal.h"
#include "tspq/ledger.h"
#include "tspq/rulebook.h"
#include "tspq/window.h"

namespace tspq {

enum class Status : std::uint8_t { not_started, in_progress, completed };

/// "not-started", "in-progress", "completed".
std::string_view id_of(Status status);

/// A summand with its numbers: `points = min(before_limit, limit)`, `before_limit = units * weight`.
struct Term {
  const TermRule* rule = nullptr;  ///< the rulebook's; lives as long as it
  Integer units = 0;
  Decimal before_limit;
  Decimal points;
  bool limited = false;  ///< the limit took something away
};

/// Courseware completions or Exam unit purchases.
struct PointsCard {
  Status status = Status::not_started;
  bool has_data =
      false;  ///< a file of this kind was read; without one the status is only the lack of a file [R-NODATA]
  Decimal score;
  Decimal target;
  Decimal remaining;  ///< to the target; 0 when it is reached
  std::array<Term, category_count> terms;
  Sums rows;  ///< of all files of the kind, with the window laid over
};

/// Average response score, of all Advanced surveys or of an area's.
struct AverageCard {
  Status status = Status::not_started;
  bool has_data = false;
  Decimal points;
  Integer answers = 0;
  Integer surveys = 0;
  std::optional<std::string> shown;  ///< see show_average(); nullopt without answers
  Decimal target;
  bool from_averages = false;  ///< some surveys are known by their average only
  bool small_sample =
      false;  ///< fewer surveys than an area has to show; the base average has no minimum, but says so [R-NO-MINIMUM]
  Sums rows;
};

/// Survey completions of an area.
struct SurveysCard {
  Status status = Status::not_started;
  bool has_data = false;
  Decimal score;
  Decimal target;
  Decimal remaining;
  Sums rows;  ///< survey rows of this area
};

struct AreaCard {
  AreaIndex area = 0;
  Status status = Status::not_started;  ///< [R-AREA]; does not wait for the base
  SurveysCard surveys;
  AverageCard average;
};

struct BaseCard {
  Status status = Status::not_started;
  PointsCard courseware;
  PointsCard exams;
  AverageCard average;
};

struct Scorecard {
  Window window;
  BaseCard base;
  std::vector<AreaCard> areas;  ///< in the rulebook's order
  Status overall = Status::not_started;
  bool qualified = false;                   ///< overall is completed
  bool certain = false;                     ///< files of all three kinds were read [R-NODATA]
  std::vector<AreaIndex> designated_areas;  ///< completed areas, once the base is completed too
};

/// Grades the sums of one window. Pure: the same totals and rulebook give the same card. `rulebook` must outlive the
/// result.
Scorecard grade(const Totals& totals, const Rulebook& rulebook, const std::array<bool, kind_count>& kinds_read,
    const Window& window);

}  // namespace tspq
