// The kinds of exports, the shapes they come in, and the facts their rows state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tspq {

enum class Kind : std::uint8_t { courseware, exams, surveys };
inline constexpr std::size_t kind_count = 3;

/// "courseware", "exams", "surveys".
std::string_view id_of(Kind kind);
std::optional<Kind> kind_with_id(std::string_view id);

/// How the rows of a file are laid out.
enum class Shape : std::uint8_t {
  lines,      ///< courseware and exams: a row per redemption or purchase line
  wide,       ///< surveys: a row per survey, its nine answers side by side
  long_rows,  ///< surveys: a row per answer
  averages,   ///< surveys: a row per survey with the average of its answers
};

/// "lines", "wide", "long", "averages".
std::string_view id_of(Shape shape);

/// What a row can state besides survey answers.
enum class Fact : std::uint8_t {
  id,
  org,
  date,
  course,
  category,
  units,
  instructor,
  eligible,
  area,
  status,
  question,
  score,
  average,
  answered
};
inline constexpr std::size_t fact_count = 14;

/// "id", "org", … as export_columns.json names them.
std::string_view id_of(Fact fact);
std::optional<Fact> fact_with_id(std::string_view id);

}  // namespace tspq
