#include "tspq/criterion.h"

#include <set>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;
using Measure = Criterion::Measure;

TEST_CASE("There are fifteen criteria: three of the base and two of each area, in page order") {
  const Rulebook& rulebook = built_in_rulebook();
  std::vector<std::string> ids;
  for (const Criterion& criterion : all_criteria(rulebook)) ids.push_back(id_of(criterion, rulebook));
  CHECK(ids ==
      std::vector<std::string>{"courseware_completions", "exam_unit_purchases", "average_response_score",
          "business_applications/survey_completions", "business_applications/average_response_score",
          "data_and_ai/survey_completions", "data_and_ai/average_response_score",
          "digital_and_app_innovation/survey_completions", "digital_and_app_innovation/average_response_score",
          "infrastructure/survey_completions", "infrastructure/average_response_score", "security/survey_completions",
          "security/average_response_score", "modern_work/survey_completions", "modern_work/average_response_score"});
}

TEST_CASE("A criterion is found by its id and by nothing else") {
  const Rulebook& rulebook = built_in_rulebook();
  for (const Criterion& criterion : all_criteria(rulebook)) {
    const auto found = criterion_with_id(id_of(criterion, rulebook), rulebook);
    REQUIRE(found);
    CHECK(found->measure == criterion.measure);
    CHECK(found->area == criterion.area);
  }
  for (const char* id : {"", "survey_completions", "security", "security/", "security/courseware_completions",
           "Security/survey_completions", "nowhere/survey_completions", "courseware_completions "}) {
    INFO(id);
    CHECK_FALSE(criterion_with_id(id, rulebook));
  }
}

TEST_CASE("Each criterion reads one kind of file") {
  CHECK(Criterion{Measure::courseware_completions, {}}.kind() == Kind::courseware);
  CHECK(Criterion{Measure::exam_unit_purchases, {}}.kind() == Kind::exams);
  CHECK(Criterion{Measure::average_response_score, {}}.kind() == Kind::surveys);
  CHECK(Criterion{Measure::survey_completions, AreaIndex{4}}.kind() == Kind::surveys);
  CHECK(Criterion{Measure::average_response_score, AreaIndex{4}}.kind() == Kind::surveys);
}

TEST_CASE("The base average takes the rows of all survey accounts, an area's criteria only their own [R-AREA-NONE]") {
  const Criterion base{Measure::average_response_score, {}};
  CHECK_FALSE(base.includes(courseware_account));
  CHECK_FALSE(base.includes(exams_account));
  CHECK(base.includes(surveys_without_area_account));
  for (AreaIndex area = 0; area < most_areas; ++area) {
    CHECK(base.includes(account_of_area(area)));
    for (const Measure measure : {Measure::survey_completions, Measure::average_response_score}) {
      const Criterion own{measure, area};
      for (Account account = 0; account < most_accounts; ++account)
        CHECK(own.includes(account) == (account == account_of_area(area)));
    }
  }
  const Criterion courseware{Measure::courseware_completions, {}};
  const Criterion exams{Measure::exam_unit_purchases, {}};
  for (Account account = 0; account < most_accounts; ++account) {
    CHECK(courseware.includes(account) == (account == courseware_account));
    CHECK(exams.includes(account) == (account == exams_account));
  }
}
