#include "tspq/setup.h"

#include <catch2/catch_test_macros.hpp>

#include "embedded.h"
#include "support.h"

using namespace tspq;
using namespace tspq::test;

TEST_CASE("An empty setup is the built-in rulebook and no decisions") {
  const auto read = parse_setup("{}");
  REQUIRE(std::holds_alternative<Setup>(read));
  CHECK(std::get<Setup>(read).rulebook.id == built_in_rulebook().id);
  CHECK_FALSE(std::get<Setup>(read).choices.anniversary);
}

TEST_CASE("A setup carries choices, and a rulebook that the choices are read with") {
  Json rulebook = Json::parse(embedded::rulebook_2023_09_18);
  rulebook["id"] = "own";
  rulebook["areas"] = Json::array({{{"id", "quantum"}, {"title", "Quantum"}, {"spellings", {"Quantum"}}}});
  const auto read = parse_setup(Json{{"choices", {{"areas", {{"AZ-999", "quantum"}}}}}, {"rulebook", rulebook}}.dump());
  REQUIRE(std::holds_alternative<Setup>(read));
  CHECK(std::get<Setup>(read).rulebook.id == "own");
  CHECK(std::get<Setup>(read).choices.areas.at("AZ-999") == AreaIndex{0});
  CHECK(problem_of(parse_setup(Json{{"choices", {{"areas", {{"AZ-999", "security"}}}}}, {"rulebook", rulebook}}.dump()))
            .path == "areas.AZ-999");
}

TEST_CASE("What is wrong with a setup is told with the part and the path in it") {
  const auto problem = [](const char* json) {
    const Problem found = problem_of(parse_setup(json));
    CHECK((found.code == "none" || is_complete(found)));
    return found.code + " " + found.path;
  };
  CHECK(problem(R"({"choices": {"window": 5}})") == "choices window");
  CHECK(problem(R"({"choices": []})") == "choices the whole file");
  CHECK(problem(R"({"choices": null})") == "choices the whole file");
  CHECK(problem(R"({"rulebook": 7})") == "rulebook the whole file");
  CHECK(problem(R"({"rulebook": {}})") == "rulebook id");
  CHECK(problem(R"({"choice": {}})") == "setup choice");
  for (const char* json : {"null", "[]", "3"}) {
    INFO(json);
    CHECK(problem(json) == "setup the whole file");
  }
  for (const char* json : {"", "{", "\xFF", "{\"choices\":{}"}) {
    INFO(json);
    CHECK(problem(json) == "setup line 1");
  }
}

TEST_CASE("A window is asked for by anniversary and mode, inside the years there are") {
  const Rulebook& book = built_in_rulebook();
  const auto window = window_of("2024-01-15", "completed-months", book);
  REQUIRE(window);
  CHECK(to_string(window->first) == "2023-01-01");
  CHECK(to_string(window->last) == "2023-12-31");
  CHECK(to_string(window_of("2025-01-15", "exact-days", book)->first) == "2024-01-15");
  CHECK_FALSE(window_of("2000-12-31", "exact-days", book));
  CHECK(to_string(window_of("2001-01-01", "exact-days", book)->first) == "2000-01-01");
  CHECK(to_string(window_of("2100-12-31", "exact-days", book)->last) == "2100-12-30");
  CHECK_FALSE(window_of("2101-01-01", "exact-days", book));
  CHECK_FALSE(window_of("2025-02-29", "exact-days", book));
  CHECK_FALSE(window_of("", "exact-days", book));
  CHECK_FALSE(window_of("2025-01-15", "", book));
  CHECK_FALSE(window_of("2025-01-15", "Exact-days", book));
}

TEST_CASE("The window is as long as the rulebook says") {
  Rulebook book = built_in_rulebook();
  book.window_months = 6;
  CHECK(to_string(window_of("2024-01-15", "completed-months", book)->first) == "2023-07-01");
  CHECK(to_string(window_of("2024-01-15", "completed-months", book)->last) == "2023-12-31");
  CHECK(to_string(window_of("2024-08-31", "exact-days", book)->first) == "2024-02-29");
}

TEST_CASE("A filter of rows is made of words that are all known") {
  const Rulebook& book = built_in_rulebook();
  for (const char* nothing :
      {"{}", R"({"criterion":"","which":"","reason":"","file":-1,"area":"","category":"","text":""})",
          R"({"which":"all","reason":null,"file":null})"}) {
    INFO(nothing);
    const auto everything = parse_row_filter(nothing, book);
    REQUIRE(everything);
    CHECK_FALSE(everything->criterion);
    CHECK(everything->which == RowFilter::Which::all);
    CHECK_FALSE(everything->reason);
    CHECK_FALSE(everything->file);
    CHECK_FALSE(everything->account);
    CHECK_FALSE(everything->category);
    CHECK(everything->text.empty());
  }

  const auto some = parse_row_filter(
      R"({"criterion":"security/survey_completions","which":"not-counted","reason":"duplicate","file":2,"area":"security","category":"advanced","text":"ab\"c"})",
      book);
  REQUIRE(some);
  CHECK(some->criterion->area == AreaIndex{4});
  CHECK(some->which == RowFilter::Which::not_counted);
  CHECK(some->reason == Reason::duplicate);
  CHECK(some->file == 2);
  CHECK(some->account == account_of_area(4));
  CHECK(some->category == std::optional(Category::advanced));
  CHECK(some->text == "ab\"c");
  CHECK(parse_row_filter(R"({"which":"counted","reason":"counted"})", book)->reason == Reason::counted);
  CHECK(parse_row_filter(R"({"area":"none"})", book)->account == surveys_without_area_account);
  const auto unknown_category = parse_row_filter(R"({"category":"unknown"})", book);
  REQUIRE(unknown_category->category);
  CHECK_FALSE(unknown_category->category->has_value());

  for (const char* unknown : {R"({"criterion":"nothing"})", R"({"which":"some"})", R"({"reason":"no_reason"})",
           R"({"area":"unknown"})", R"({"category":"none"})", R"({"text":1})", R"({"file":"0"})", R"({"file":1.5})",
           R"({"words":""})", "[]", "", "{"}) {
    INFO(unknown);
    CHECK_FALSE(parse_row_filter(unknown, book));
  }
}
