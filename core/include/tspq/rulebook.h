// Everything Microsoft can change, as data with its source: weights, limits, targets, categories, areas. One file per
// published version (core/data/rulebooks); a user may load another of the same form.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tspq/decimal.h"
#include "tspq/problem.h"

namespace tspq {

/// The two categories of courses and exams. Their titles and spellings are data; that there are two is not.
enum class Category : std::uint8_t { fundamental_and_others, advanced };
inline constexpr std::size_t category_count = 2;

/// Index into Rulebook::areas.
using AreaIndex = std::uint8_t;
inline constexpr std::size_t most_areas = 14;

/// The largest answer that a rulebook's scale may have.
inline constexpr std::size_t highest_answer = 9;

/// Nine partner-influenced questions (Average response score). Fixed, because columns Q1..Q9 are.
inline constexpr std::size_t question_count = 9;

/// A number with the section of the source that states it.
struct SourcedDecimal {
  Decimal value;
  std::string source;
};

/// One summand of a score: units of a category times a weight, their points capped by a limit where there is one.
struct TermRule {
  Category category = Category::fundamental_and_others;
  SourcedDecimal weight;
  std::optional<SourcedDecimal> limit;
};

struct CategoryRule {
  std::string id;
  std::string title;
  std::vector<std::string> spellings;
};

struct AreaRule {
  std::string id;
  std::string title;
  std::vector<std::string> spellings;
};

/// A criterion that sums weighted units up to a target.
struct PointsRule {
  std::string title;
  std::string definition;
  SourcedDecimal target;
  std::array<TermRule, category_count> terms;  ///< in category order

  const TermRule& term(Category category) const { return terms[static_cast<std::size_t>(category)]; }
};

struct AverageRule {
  std::string title;
  std::string definition;
  SourcedDecimal target;       ///< of the base average
  SourcedDecimal area_target;  ///< of each area's average
  int lowest = 1;              ///< of the answer scale
  int highest = 5;
  std::string scale_source;
};

struct SurveysRule {
  std::string title;
  std::string definition;
  SourcedDecimal target;  ///< for each area
  SourcedDecimal weight;
};

struct Rulebook {
  std::string id;      ///< names the version, such as "2023-09-18"
  std::string source;  ///< the page it was read from
  int window_months = 12;
  std::array<CategoryRule, category_count> categories;
  PointsRule courseware;
  PointsRule exams;
  AverageRule average;
  SurveysRule surveys;
  std::vector<AreaRule> areas;  ///< in page order, at most most_areas
};

/// The category or area with that id in the rulebook, such as "advanced" or "security".
std::optional<Category> category_with_id(std::string_view id, const Rulebook& rulebook);
std::optional<AreaIndex> area_with_id(std::string_view id, const Rulebook& rulebook);

/// Reads a rulebook. A Problem (code "rulebook") names the path in the JSON, what was expected there and what was
/// found.
std::variant<Rulebook, Problem> parse_rulebook(std::string_view json);

/// The rulebook built into the program.
const Rulebook& built_in_rulebook();

}  // namespace tspq
