#include "tspq/kinds.h"

#include <algorithm>
#include <array>

namespace tspq {
namespace {

constexpr std::array<std::string_view, kind_count> kind_ids = {"courseware", "exams", "surveys"};
constexpr std::array<std::string_view, 4> shape_ids = {"lines", "wide", "long", "averages"};
constexpr std::array<std::string_view, fact_count> fact_ids = {"id", "org", "date", "course", "category", "units",
    "instructor", "eligible", "area", "status", "question", "score", "average", "answered"};

template <class Value, std::size_t n>
std::optional<Value> value_with_id(const std::array<std::string_view, n>& ids, std::string_view id) {
  const auto found = std::find(ids.begin(), ids.end(), id);
  return found == ids.end() ? std::nullopt : std::optional(static_cast<Value>(found - ids.begin()));
}

}  // namespace

std::string_view id_of(Kind kind) { return kind_ids[static_cast<std::size_t>(kind)]; }
std::optional<Kind> kind_with_id(std::string_view id) { return value_with_id<Kind>(kind_ids, id); }

std::string_view id_of(Shape shape) { return shape_ids[static_cast<std::size_t>(shape)]; }

std::string_view id_of(Fact fact) { return fact_ids[static_cast<std::size_t>(fact)]; }
std::optional<Fact> fact_with_id(std::string_view id) { return value_with_id<Fact>(fact_ids, id); }

}  // namespace tspq
