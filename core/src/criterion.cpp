#include "tspq/criterion.h"

#include <array>

namespace tspq {

Kind Criterion::kind() const {
  if (measure == Measure::courseware_completions) return Kind::courseware;
  return measure == Measure::exam_unit_purchases ? Kind::exams : Kind::surveys;
}

bool Criterion::includes(Account account) const {
  switch (kind()) {
    case Kind::courseware: return account == courseware_account;
    case Kind::exams: return account == exams_account;
    case Kind::surveys: break;
  }
  return area ? account == account_of_area(*area) : account >= surveys_without_area_account;
}

std::string id_of(const Criterion& criterion, const Rulebook& rulebook) {
  constexpr std::array<const char*, 4> measures = {
      "courseware_completions", "exam_unit_purchases", "average_response_score", "survey_completions"};
  const std::string measure = measures[static_cast<std::size_t>(criterion.measure)];
  return criterion.area ? rulebook.areas[*criterion.area].id + "/" + measure : measure;
}

std::vector<Criterion> all_criteria(const Rulebook& rulebook) {
  using Measure = Criterion::Measure;
  std::vector<Criterion> all = {
      {Measure::courseware_completions, {}}, {Measure::exam_unit_purchases, {}}, {Measure::average_response_score, {}}};
  for (std::size_t i = 0; i < rulebook.areas.size(); ++i) {
    all.push_back({Measure::survey_completions, static_cast<AreaIndex>(i)});
    all.push_back({Measure::average_response_score, static_cast<AreaIndex>(i)});
  }
  return all;
}

std::optional<Criterion> criterion_with_id(std::string_view id, const Rulebook& rulebook) {
  for (const Criterion& criterion : all_criteria(rulebook))
    if (id_of(criterion, rulebook) == id) return criterion;
  return std::nullopt;
}

}  // namespace tspq
