#include "tspq/choices.h"

#include <random>

#include <catch2/catch_test_macros.hpp>

#include "support.h"
#include "tspq/text.h"
#include "tspq/text_encoding.h"

using namespace tspq;
using namespace tspq::test;

namespace {

const Rulebook& book() { return built_in_rulebook(); }

Choices read(std::string_view json) {
  const auto read = parse_choices(json, book());
  INFO(problem_of(read).message);
  REQUIRE(std::holds_alternative<Choices>(read));
  return std::get<Choices>(read);
}

/// Where the complaint points, or "none".
std::string refused_at(std::string_view json) {
  const Problem problem = problem_of(parse_choices(json, book()));
  if (problem.code == "none") return "none";
  INFO(problem.message);
  CHECK(problem.code == "choices");
  CHECK(is_complete(problem));
  return problem.path;
}

}  // namespace

TEST_CASE("Choices that decide nothing decide nothing") {
  const Choices choices = read("{}");
  CHECK_FALSE(choices.anniversary);
  CHECK_FALSE(choices.window);
  CHECK(choices.org_ids.empty());
  CHECK_FALSE(choices.require_eligible_mct_for_courseware);
  CHECK(choices.date_order_of("any.csv") == DateOrder::unsettled);
  CHECK(choices.categories.empty());
  CHECK(choices.areas.empty());
}

TEST_CASE("Every decision is read") {
  const Choices choices = read(
      R"({"anniversary": "2025-01-15", "window": "exact-days", "org_ids": ["1001", " 1002 "], "require_eligible_mct": ["courseware"],
    "date_order": {"*": "dmy", "surveys.csv": "mdy"}, "categories": {"AZ-999": "advanced", "20999": "fundamental_and_others"}, "areas": {"AZ-999": "security"}})");
  CHECK(choices.anniversary == day("2025-01-15"));
  CHECK(choices.window == WindowMode::exact_days);
  CHECK(choices.org_ids == std::vector<std::string>{"1001", "1002"});
  CHECK(choices.require_eligible_mct_for_courseware);
  CHECK(choices.date_order_of("surveys.csv") == DateOrder::month_first);
  CHECK(choices.date_order_of("exams.csv") == DateOrder::day_first);
  CHECK(choices.categories.at("AZ-999") == Category::advanced);
  CHECK(choices.categories.at("20999") == Category::fundamental_and_others);
  CHECK(choices.areas.at("AZ-999") == AreaIndex{4});
}

TEST_CASE("Decisions about a course are kept under its base number, however it was written") {
  for (const char* course : {"AZ-999", "az-999", "AZ999", "AZ-999T00-A", "Exam AZ-999: Something"}) {
    INFO(course);
    CHECK(read(Json{{"categories", {{course, "advanced"}}}}.dump()).categories.contains("AZ-999"));
    CHECK(read(Json{{"areas", {{course, "modern_work"}}}}.dump()).areas.at("AZ-999") == AreaIndex{5});
  }
}

TEST_CASE("An order of day and month is for the file of that name, or for every other file") {
  const Choices some = read(R"({"date_order": {"a.csv": "dmy"}})");
  CHECK(some.date_order_of("a.csv") == DateOrder::day_first);
  CHECK(some.date_order_of("A.csv") == DateOrder::unsettled);
  CHECK(parse_date_order("dmy") == DateOrder::day_first);
  CHECK(parse_date_order("mdy") == DateOrder::month_first);
  for (const char* text : {"", "ymd", "DMY", "dmy "}) CHECK_FALSE(parse_date_order(text));
}

TEST_CASE("An anniversary lies between 2001 and 2100 and is a day that exists") {
  CHECK(refused_at(R"({"anniversary": "2000-12-31"})") == "anniversary");
  CHECK(read(R"({"anniversary": "2001-01-01"})").anniversary == day("2001-01-01"));
  CHECK(read(R"({"anniversary": "2100-12-31"})").anniversary == day("2100-12-31"));
  CHECK(refused_at(R"({"anniversary": "2101-01-01"})") == "anniversary");
  for (const char* text : {"", "2025-02-29", "2025-1-15", "15/01/2025", "2025-01-15T00:00", "tomorrow"}) {
    INFO(text);
    CHECK(refused_at(Json{{"anniversary", text}}.dump()) == "anniversary");
  }
}

TEST_CASE("Words that are not known are named with their path") {
  CHECK(refused_at(R"({"window": "calendar-year"})") == "window");
  CHECK(refused_at(R"({"require_eligible_mct": ["courseware", "surveys"]})") == "require_eligible_mct[1]");
  CHECK(refused_at(R"({"date_order": {"a.csv": "ymd"}})") == "date_order.a.csv");
  CHECK(refused_at(R"({"categories": {"AZ-1": "Advanced"}})") == "categories.AZ-1");
  CHECK(refused_at(R"({"areas": {"AZ-999": "azure"}})") == "areas.AZ-999");
  CHECK(refused_at(R"({"org_ids": ["1", 2]})") == "org_ids[1]");
  CHECK(refused_at(R"({"orgs": ["1"]})") == "orgs");
}

TEST_CASE("The first complaint of several is the one that is told") {
  CHECK(refused_at(R"({"anniversary": 1, "window": 2, "org_ids": 3})") == "anniversary");
}

TEST_CASE("A value of a wrong type is refused at its own place, wherever it stands") {
  const std::vector<Json> values = {nullptr, true, 7, -1, 2.5, 1e300, 18446744073709551615U, "text", Json::array({1}),
      Json::array({nullptr}), Json{{"AZ-900", 1}}, Json{{"AZ-900", nullptr}}};
  for (const char* key :
      {"anniversary", "window", "org_ids", "require_eligible_mct", "date_order", "categories", "areas"}) {
    for (const Json& value : values) {
      const std::string json = Json{{key, value}}.dump();
      INFO(json);
      CHECK(refused_at(json).starts_with(key));
    }
  }
  for (const char* key : {"date_order", "categories", "areas"}) {
    for (const Json& value : values) {
      const std::string json = Json{{key, {{"AZ-900", value}}}}.dump();
      INFO(json);
      CHECK(refused_at(json) == std::string(key) + ".AZ-900");
    }
  }
}

TEST_CASE("Choices that are no JSON object are refused as a whole, or at the line where they cease to be JSON") {
  for (const std::string text : {"null", "true", "12", "\"text\"", "[]", "[{}]"})
    CHECK(refused_at(text) == "the whole file");
  for (const std::string text : {"", " ", "{", "{}}", "{\"anniversary\":1e999}", "\xFF", "{\"window\":\"\xFF\"}",
           "{\"window\":\"\\udc00\"}", "{,}"}) {
    INFO(text);
    CHECK(refused_at(text) == "line 1");
  }
}

TEST_CASE("What a complaint quotes is short and printable, whatever was found") {
  const std::string long_text(100'000, 'x');
  for (const Json& value :
      {Json(long_text), Json("\u0001\u0002\u202E"), Json::array({long_text}), Json{{long_text, long_text}}}) {
    const Problem problem = problem_of(parse_choices(Json{{"window", value}}.dump(), book()));
    CHECK(problem.path == "window");
    CHECK(problem.found.size() < 200);
    CHECK(problem.message.size() < 500);
    CHECK(is_utf8(problem.message));
  }
}

TEST_CASE("Choices with ids of another rulebook's areas follow that rulebook") {
  Rulebook other = built_in_rulebook();
  other.areas = {{"quantum", "Quantum", {"Quantum"}}};
  CHECK(std::holds_alternative<Choices>(parse_choices(R"({"areas": {"AZ-999": "quantum"}})", other)));
  CHECK(problem_of(parse_choices(R"({"areas": {"AZ-999": "security"}})", other)).path == "areas.AZ-999");
}

TEST_CASE("Damaged choices are read or refused, and nothing else happens") {
  const std::string whole =
      R"({"anniversary":"2025-01-15","window":"exact-days","org_ids":["1001"],"require_eligible_mct":["courseware"],"date_order":{"*":"dmy"},"categories":{"AZ-999":"advanced"},"areas":{"AZ-999":"security"}})";
  CHECK(refused_at(whole) == "none");
  for (std::size_t length = 0; length < whole.size(); ++length) CHECK(refused_at(whole.substr(0, length)) == "line 1");
  std::mt19937 random(12);
  for (int round = 0; round < 2000; ++round) {
    std::string damaged = whole;
    for (unsigned i = 0; i <= random() % 3; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    refused_at(damaged);
  }
}

TEST_CASE("Nine questions are nine different ones: none may be named twice, in whatever letters") {
  const auto parse = [](const std::string& ninth) {
    return parse_choices(
        R"({"columns":{"0123456789abcdef":{"questions":["A","B","C","D","E","F","G","H",")" + ninth + R"("]}}})",
        built_in_rulebook());
  };
  CHECK(std::holds_alternative<Choices>(parse("I")));
  for (const std::string ninth : {"A", " h ", "d:"}) {
    const auto read = parse(ninth);
    REQUIRE(std::holds_alternative<Problem>(read));
    CHECK(std::get<Problem>(read).message.find(
              "columns.0123456789abcdef.questions[8]: expected nine different questions") != std::string::npos);
  }
}

TEST_CASE("Of one thing there is one decision, however it is written, and an organisation has an id") {
  CHECK(refused_at(R"({"categories": {"AZ-999": "advanced", "az999": "advanced"}})") == "categories.az999");
  CHECK(refused_at(R"({"areas": {"AZ-999": "security", "AZ-999T00": "security"}})") == "areas.AZ-999T00");
  CHECK(refused_at(R"({"cells": {"categories": {"Some kind": "advanced", " some  KIND ": "advanced"}}})") ==
      "cells.categories. some  KIND ");
  CHECK(refused_at(R"({"cells": {"areas": {"Cloud": "security", "cloud": "security"}}})") == "cells.areas.cloud");
  CHECK(refused_at(R"({"org_ids": ["1", " "]})") == "org_ids[1]");
  CHECK(refused_at(R"({"org_ids": [""]})") == "org_ids[0]");
  for (const char* questions :
      {"\"A\"",
          "{\"1\":\"A\",\"2\":\"B\",\"3\":\"C\",\"4\":\"D\",\"5\":\"E\",\"6\":\"F\",\"7\":\"G\",\"8\":\"H\",\"9\":\"I\"}",
          "[\"A\"]", "null", "9"})
    CHECK(refused_at(std::string(R"({"columns": {"abc": {"questions": )") + questions + "}}}") ==
        "columns.abc.questions");
}
