#include "tspq/rulebook.h"

#include <random>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "embedded.h"
#include "support.h"
#include "tspq/text.h"
#include "tspq/text_encoding.h"

using namespace tspq;
using namespace tspq::test;

namespace {

/// One place in a JSON document, named as problems name it ("areas[2].title"), with a way back to it.
struct Place {
  std::string path;
  Json::json_pointer pointer;
};

void collect(const Json& value, const Place& here, std::vector<Place>& places) {
  places.push_back(here);
  if (value.is_object()) {
    for (const auto& [key, member] : value.items())
      collect(member, {here.path.empty() ? key : here.path + "." + key, here.pointer / key}, places);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i)
      collect(value[i], {here.path + "[" + std::to_string(i) + "]", here.pointer / i}, places);
  }
}

std::vector<Place> places_in(const Json& document) {
  std::vector<Place> places;
  collect(document, Place{"", Json::json_pointer()}, places);
  return places;
}

Json built_in_json() { return Json::parse(embedded::rulebook_2023_09_18); }

/// Words for the reader of the file, which no rule uses.
bool is_for_readers(const std::string& path) {
  return path == "published" || path == "window.source" || path == "average_response_score.questions.source";
}

std::string sources(const PointsRule& rule) {
  std::string all = rule.target.source;
  for (const TermRule& term : rule.terms)
    all += "|" + term.weight.source + (term.limit ? "|" + term.limit->source : "");
  return all;
}

}  // namespace

TEST_CASE("The built-in rulebook can be read") {
  CHECK(problem_of(parse_rulebook(embedded::rulebook_2023_09_18)).code == "none");
  CHECK(built_in_rulebook().id == "2023-09-18");
  CHECK_FALSE(built_in_rulebook().source.empty());
}

TEST_CASE("The built-in rulebook has the published figures") {
  const Rulebook& book = built_in_rulebook();
  CHECK(book.window_months == 12);

  CHECK(book.courseware.target.value == Decimal::whole(1000));
  CHECK(to_string(book.courseware.term(Category::fundamental_and_others).weight.value) == "0.5");
  CHECK(to_string(book.courseware.term(Category::advanced).weight.value) == "1");
  REQUIRE(book.courseware.term(Category::fundamental_and_others).limit);
  CHECK(book.courseware.term(Category::fundamental_and_others).limit->value == Decimal::whole(300));
  CHECK_FALSE(book.courseware.term(Category::advanced).limit);

  CHECK(book.exams.target.value == Decimal::whole(200));
  CHECK(to_string(book.exams.term(Category::fundamental_and_others).weight.value) == "0.5");
  CHECK(to_string(book.exams.term(Category::advanced).weight.value) == "1");
  CHECK_FALSE(book.exams.term(Category::fundamental_and_others).limit);
  CHECK_FALSE(book.exams.term(Category::advanced).limit);

  CHECK(to_string(book.average.target.value) == "4.25");
  CHECK(to_string(book.average.area_target.value) == "4.25");
  CHECK(book.average.lowest == 1);
  CHECK(book.average.highest == 5);
  CHECK(question_count == 9);

  CHECK(book.surveys.target.value == Decimal::whole(200));
  CHECK(to_string(book.surveys.weight.value) == "1");
}

TEST_CASE("The built-in rulebook has the six solution areas in page order and the two categories") {
  const Rulebook& book = built_in_rulebook();
  std::vector<std::string> areas;
  for (const AreaRule& area : book.areas) areas.push_back(area.id + "=" + area.title);
  CHECK(areas ==
      std::vector<std::string>{"business_applications=Business Applications", "data_and_ai=Data & AI",
          "digital_and_app_innovation=Digital & App Innovation", "infrastructure=Infrastructure", "security=Security",
          "modern_work=Modern Work"});
  CHECK(book.categories[0].id == "fundamental_and_others");
  CHECK(book.categories[0].title == "Fundamental and others");
  CHECK(book.categories[1].id == "advanced");
  CHECK(book.categories[1].title == "Advanced");
}

TEST_CASE("Every figure names the section of the source that states it") {
  const Rulebook& book = built_in_rulebook();
  CHECK(sources(book.courseware) ==
      "Courseware completions|Courseware completions|Courseware completions|Courseware completions");
  CHECK(sources(book.exams) == "Exam units completions|Exam units completions|Exam units completions");
  CHECK(book.average.target.source == "Average response score");
  CHECK(book.average.scale_source == "Average response score");
  CHECK(book.average.area_target.source.starts_with("Individual solution area"));
  CHECK(book.surveys.target.source == "Survey completions");
  CHECK(book.surveys.weight.source == "Survey completions");
}

TEST_CASE("Every spelling of an area or category names one of them only, and titles are among the spellings") {
  const Rulebook& book = built_in_rulebook();
  std::set<std::string> folded;
  for (const AreaRule& area : book.areas) {
    bool has_title = false;
    for (const std::string& spelling : area.spellings) {
      INFO(spelling);
      CHECK_FALSE(fold_words(spelling).empty());
      CHECK(folded.insert(fold_words(spelling)).second);
      has_title = has_title || fold_words(spelling) == fold_words(area.title);
    }
    CHECK(has_title);
  }
  for (const CategoryRule& category : book.categories) {
    bool has_title = false;
    for (const std::string& spelling : category.spellings) {
      INFO(spelling);
      CHECK_FALSE(fold_words(spelling).empty());
      CHECK(folded.insert(fold_words(spelling)).second);
      has_title = has_title || fold_words(spelling) == fold_words(category.title);
    }
    CHECK(has_title);
  }
}

TEST_CASE("A member left out is named by its path") {
  const Json whole = built_in_json();
  for (const Place& place : places_in(whole)) {
    if (place.pointer.empty() || place.path.ends_with("]") || is_for_readers(place.path)) continue;
    Json without = whole;
    without.at(place.pointer.parent_pointer()).erase(place.pointer.back());
    INFO(place.path);
    const Problem problem = problem_of(parse_rulebook(without.dump()));
    CHECK(problem.code == "rulebook");
    CHECK(problem.path == place.path);
    CHECK(problem.found == "nothing");
    CHECK(is_complete(problem));
  }
}

TEST_CASE("A value of a wrong type is named by its path, wherever it stands") {
  const Json whole = built_in_json();
  const std::vector<Json> values = {nullptr, true, 99, -1, 2.5, 1e300, 18446744073709551615U, "", "text", Json::array(),
      Json::array({1}), Json::object(), Json{{"a", 1}}};
  for (const Place& place : places_in(whole)) {
    if (is_for_readers(place.path)) continue;
    for (const Json& value : values) {
      Json changed = whole;
      Json& target = changed.at(place.pointer);
      // A limit may be there or null; what else is a text stays one.
      const bool may_be =
          (target.is_string() && value.is_string()) || (value.is_null() && place.path.ends_with(".limit"));
      if (may_be) continue;
      target = value;
      INFO(place.path << " = " << value.dump());
      const Problem problem = problem_of(parse_rulebook(changed.dump()));
      CHECK(problem.code == "rulebook");
      // The first thing missing inside an object is named when the value is an object too.
      CHECK((problem.path == place.path || problem.path.starts_with(place.path + ".") ||
          problem.path.starts_with(place.path + "[") || place.path.empty()));
      CHECK(is_complete(problem));
    }
  }
}

TEST_CASE("A figure must be an exact decimal in quotation marks") {
  for (const char* text : {"", "-1", "+1", "0.555", "1e3", "1,000", " 1", "1.", ".5", "abc", "99999999999999999999"}) {
    Json changed = built_in_json();
    changed["courseware_completions"]["target"]["value"] = text;
    INFO(text);
    const Problem problem = problem_of(parse_rulebook(changed.dump()));
    CHECK(problem.path == "courseware_completions.target.value");
    CHECK(problem.found == quoted_for_display(text));
  }
  Json changed = built_in_json();
  changed["exam_unit_purchases"]["terms"][0]["weight"]["value"] = "0.25";
  const auto read = parse_rulebook(changed.dump());
  REQUIRE(std::holds_alternative<Rulebook>(read));
  CHECK(std::get<Rulebook>(read).exams.terms[0].weight.value == Decimal{25});
}

TEST_CASE("A rulebook may have one area or fourteen, not none and not fifteen") {
  const auto with_areas = [](std::size_t count) {
    Json changed = built_in_json();
    changed["areas"] = Json::array();
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = "area_" + std::to_string(i);
      changed["areas"].push_back({{"id", name}, {"title", name}, {"spellings", {name}}});
    }
    return parse_rulebook(changed.dump());
  };
  CHECK(problem_of(with_areas(0)).path == "areas");
  CHECK(std::holds_alternative<Rulebook>(with_areas(1)));
  CHECK(std::get<Rulebook>(with_areas(most_areas)).areas.size() == most_areas);
  CHECK(problem_of(with_areas(most_areas + 1)).path == "areas");
}

TEST_CASE("Two areas with one id are refused") {
  Json changed = built_in_json();
  changed["areas"][3]["id"] = "security";
  const Problem problem = problem_of(parse_rulebook(changed.dump()));
  CHECK(problem.path == "areas[4].id");
  CHECK(is_complete(problem));
}

TEST_CASE("The two categories stand in their order, in the list and in each formula") {
  Json swapped = built_in_json();
  std::swap(swapped["categories"][0], swapped["categories"][1]);
  CHECK(problem_of(parse_rulebook(swapped.dump())).path == "categories[0].id");
  swapped = built_in_json();
  std::swap(swapped["exam_unit_purchases"]["terms"][0], swapped["exam_unit_purchases"]["terms"][1]);
  CHECK(problem_of(parse_rulebook(swapped.dump())).path == "exam_unit_purchases.terms[0].category");
}

TEST_CASE("A window of one to twelve months can be asked for") {
  for (const int months : {-1, 0, 1, 11, 12, 13}) {
    Json changed = built_in_json();
    changed["window"]["months"] = months;
    INFO(months);
    CHECK(problem_of(parse_rulebook(changed.dump())).path == (months >= 1 && months <= 12 ? "" : "window.months"));
  }
}

TEST_CASE("Nine questions are nine, since the columns of an export are") {
  for (const int questions : {8, 10}) {
    Json changed = built_in_json();
    changed["average_response_score"]["questions"]["value"] = questions;
    CHECK(problem_of(parse_rulebook(changed.dump())).path == "average_response_score.questions.value");
  }
}

TEST_CASE("No area is called as surveys of no area are asked for") {
  Json changed = built_in_json();
  changed["areas"][0]["id"] = "none";
  const Problem problem = problem_of(parse_rulebook(changed.dump()));
  CHECK(problem.path == "areas[0].id");
  CHECK(is_complete(problem));
}

TEST_CASE("A key that is not known is named") {
  Json changed = built_in_json();
  changed["exam_unit_purchase"] = 1;
  const Problem problem = problem_of(parse_rulebook(changed.dump()));
  CHECK(problem.path == "exam_unit_purchase");
  CHECK(is_complete(problem));
}

TEST_CASE("JSON of another sort than an object is refused as a whole") {
  for (const std::string text : {"null", "true", "12", "\"text\"", "[]", "[{}]"}) {
    INFO(text);
    const Problem problem = problem_of(parse_rulebook(text));
    CHECK(problem.code == "rulebook");
    CHECK(problem.path == "the whole file");
    CHECK(is_complete(problem));
  }
}

TEST_CASE("What is no JSON is refused at the line where it ceases to be, with what stands there") {
  struct Broken {
    std::string text;
    std::string path;
    std::string found;
  };
  const std::vector<Broken> cases{
      {"", "line 1", "the end of the file"},
      {" ", "line 1", "the end of the file"},
      {"{", "line 1", "the end of the file"},
      {"{\n\n", "line 3", "the end of the file"},
      {"{\"id\": \"abc\n\"}", "line 1", "the end of the line"},
      {"{}}", "line 1", "“}”"},
      {"{\"id\":\n 1,\n}\n", "line 3", "“}”"},
      {"{\n\"id\" 1, \"x\": 2\n}", "line 2", "“1, \"x\": 2”"},
      {"{\"id\":1e999}", "line 1", "1e999"},
      {"nul", "line 1", "the end of the file"},
      {"{'id':1}", "line 1", "“'id':1}”"},
      {"\xEF\xBB\xBF", "line 1", "the end of the file"},
  };
  for (const Broken& broken : cases) {
    INFO(broken.text);
    const Problem problem = problem_of(parse_rulebook(broken.text));
    CHECK(problem.path == broken.path);
    CHECK(problem.found == broken.found);
    CHECK(is_complete(problem));
  }
  for (const std::string text : {"\xFF", "{\"id\":\"\xFF\"}", "{\"id\":\"\\ud800\"}"}) {
    const Problem problem = problem_of(parse_rulebook(text));
    CHECK(problem.path == "line 1");
    CHECK(is_complete(problem));
    CHECK(is_utf8(problem.message));
  }
}

TEST_CASE("A rulebook cut short or damaged anywhere is read or refused, and nothing else happens") {
  const std::string whole(embedded::rulebook_2023_09_18);
  const std::size_t end = whole.find_last_of('}');
  for (std::size_t length = 0; length <= end; length += 37) {
    const Problem problem = problem_of(parse_rulebook(std::string_view(whole).substr(0, length)));
    CHECK(problem.code == "rulebook");
    CHECK(is_complete(problem));
  }
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::string damaged = whole;
    for (unsigned i = 0; i <= random() % 3; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    const auto read = parse_rulebook(damaged);
    if (const Problem* problem = std::get_if<Problem>(&read)) CHECK(is_complete(*problem));
  }
}
