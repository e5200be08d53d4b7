#include "tspq/kinds.h"

#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

TEST_CASE("Every kind and every fact has an id of its own, and is found by it") {
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < kind_count; ++i) {
    const Kind kind = static_cast<Kind>(i);
    CHECK(kind_with_id(id_of(kind)) == kind);
    ids.insert(id_of(kind));
  }
  CHECK(ids == std::set<std::string_view>{"courseware", "exams", "surveys"});

  std::set<std::string_view> facts;
  for (std::size_t i = 0; i < fact_count; ++i) {
    const Fact fact = static_cast<Fact>(i);
    CHECK(fact_with_id(id_of(fact)) == fact);
    CHECK_FALSE(id_of(fact).empty());
    facts.insert(id_of(fact));
  }
  CHECK(facts.size() == fact_count);
}

TEST_CASE("Shapes are named as people and JSON name them") {
  CHECK(id_of(Shape::lines) == "lines");
  CHECK(id_of(Shape::wide) == "wide");
  CHECK(id_of(Shape::long_rows) == "long");
  CHECK(id_of(Shape::averages) == "averages");
}

TEST_CASE("Another word is no kind and no fact, neither is one in another case or with blanks") {
  for (const char* word : {"", "Courseware", "courseware ", "exam", "surveys\n", "id"}) {
    INFO(word);
    CHECK_FALSE(kind_with_id(word));
  }
  for (const char* word : {"", "ID", "dates", " date", "courseware", "q1"}) {
    INFO(word);
    CHECK_FALSE(fact_with_id(word));
  }
}
