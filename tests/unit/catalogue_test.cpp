#include "tspq/catalogue.h"

#include <fstream>
#include <iterator>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "embedded.h"
#include "tspq/csv.h"

using namespace tspq;

namespace {

std::vector<std::vector<std::string>> catalogue_lines() {
  std::vector<std::vector<std::string>> lines;
  CsvReader reader;
  const auto on_record = [&](const Record& record) {
    CHECK(record.fault == RecordFault::none);
    lines.push_back({record.cells.begin(), record.cells.end()});
  };
  std::ifstream file(TSPQ_CATALOGUE, std::ios::binary);
  reader.feed(std::string(std::istreambuf_iterator<char>(file), {}), on_record);
  reader.finish(on_record);
  return lines;
}

std::set<std::string> words(const std::string& text) {
  std::set<std::string> list;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t blank = std::min(text.find(' ', at), text.size());
    list.insert(text.substr(at, blank - at));
    at = blank + 1;
  }
  return list;
}

}  // namespace

TEST_CASE("Course numbers are found in codes, cells and titles, whatever suffix they carry") {
  for (const char* cell : {"AZ-104", "az-104", "AZ104", "AZ-104T00", "AZ-104T00A", "AZ-104T00-A", "AZ-104-ENU",
           " AZ-104 ", "Exam AZ-104: Microsoft Azure Administrator", "(AZ-104)", "Course: AZ-104T00-A Azure"}) {
    INFO(cell);
    CHECK(base_number(cell) == "AZ-104");
  }
  CHECK(base_number("20483") == "20483");
  CHECK(base_number("20483C") == "20483");
  CHECK(base_number("Course 20483C: Programming in C#") == "20483");
  CHECK(base_number("AI-3002") == "AI-3002");
  CHECK(base_number("PL-900T00") == "PL-900");
}

TEST_CASE("A course number has two or three letters and three or four digits, or five digits alone") {
  CHECK(base_number("A-104").empty());
  CHECK(base_number("AB-104") == "AB-104");
  CHECK(base_number("ABC-104") == "ABC-104");
  CHECK(base_number("ABCD-104").empty());
  CHECK(base_number("AB-10").empty());
  CHECK(base_number("AB-100") == "AB-100");
  CHECK(base_number("AB-1000") == "AB-1000");
  CHECK(base_number("2048").empty());
  CHECK(base_number("20480") == "20480");
  CHECK(base_number("204800").empty());
  CHECK(base_number("AB10000").empty());
  CHECK(base_number("AB--104").empty());
  CHECK(base_number("AB 104").empty());
  CHECK(base_number("").empty());
  CHECK(base_number("Azure Administrator").empty());
  CHECK(base_number("2024-06-03").empty());
}

TEST_CASE("The part of a longer word or number is no course number, and the first number in a title is it") {
  CHECK(base_number("XYAZ-104 and AZ-900") == "AZ-900");
  CHECK(base_number("120483").empty());
  CHECK(base_number("AZ-104 or AZ-900") == "AZ-104");
}

TEST_CASE("A cell as long as a cell may be is searched in one pass") {
  for (const char* part : {"a", "1", "az-", "az-1", "12345 ", "-"}) {
    std::string cell;
    while (cell.size() < 64 << 10) cell += part;
    base_number(cell);
  }
  CHECK(base_number(std::string(64 << 10, ' ') + "AZ-104") == "AZ-104");
}

TEST_CASE("Every line of the catalogue is used, under the number by which cells are looked up") {
  const auto lines = catalogue_lines();
  REQUIRE(lines.size() == 195);
  CHECK(lines[0] ==
      std::vector<std::string>{
          "number", "title", "category", "category_confidence", "area", "area_confidence", "other_areas"});
  const Catalogue catalogue = built_in_catalogue(built_in_rulebook());
  CHECK(catalogue.size() == 194);

  std::set<std::string> area_ids;
  for (const AreaRule& area : built_in_rulebook().areas) area_ids.insert(area.id);

  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string>& line = lines[i];
    INFO("line " << i + 1);
    REQUIRE(line.size() == 7);
    INFO(line[0]);
    CHECK(base_number(line[0]) == line[0]);
    CHECK_FALSE(line[1].empty());
    CHECK((line[2] == "fundamental_and_others" || line[2] == "advanced"));
    CHECK(std::set<std::string>{"high", "medium", "guess"}.contains(line[3]));
    CHECK((line[4].empty() || area_ids.contains(line[4])));
    CHECK(std::set<std::string>{"medium", "inferred", "low-conflict", "guess", ""}.contains(line[5]));
    CHECK(line[4].empty() == line[5].empty());
    for (const std::string& other : words(line[6])) {
      CHECK(area_ids.contains(other));
      CHECK(other != line[4]);
    }

    const CatalogueEntry* entry = catalogue.find(line[0]);
    REQUIRE(entry != nullptr);
    CHECK(entry->number == line[0]);
    CHECK(entry->category == (line[2] == "advanced" ? Category::advanced : Category::fundamental_and_others));
    CHECK(entry->category_is_guess() == (line[3] == "guess"));
    CHECK(entry->area_is_guess() == (line[5] == "guess"));
    CHECK(entry->area.has_value() == !line[4].empty());
    if (entry->area) CHECK(built_in_rulebook().areas[*entry->area].id == line[4]);
    CHECK(entry->other_areas.size() == words(line[6]).size());
  }
}

TEST_CASE("The program holds the catalogue without its titles, which nothing reads") {
  const auto lines = catalogue_lines();
  for (std::size_t i = 1; i < lines.size(); ++i) CHECK(embedded::catalogue.find(lines[i][1]) == std::string_view::npos);
}

TEST_CASE("Titles in the catalogue do not name another entry's number") {
  // Otherwise a cell with the title alone would be looked up as that other course.
  const auto lines = catalogue_lines();
  for (std::size_t i = 1; i < lines.size(); ++i) {
    INFO(lines[i][0] << ": " << lines[i][1]);
    const std::string named = base_number(lines[i][1]);
    CHECK((named.empty() || named == lines[i][0]));
  }
}

TEST_CASE("A number that is not in the catalogue is not there") {
  const Catalogue catalogue = built_in_catalogue(built_in_rulebook());
  CHECK(catalogue.find("AZ-104") != nullptr);
  CHECK(catalogue.find("az-104") == nullptr);
  CHECK(catalogue.find("ZZ-999") == nullptr);
  CHECK(catalogue.find("") == nullptr);
}

TEST_CASE("Areas that another rulebook does not have are unknown to its catalogue") {
  Rulebook only_security = built_in_rulebook();
  std::erase_if(only_security.areas, [](const AreaRule& area) { return area.id != "security"; });
  const Catalogue catalogue = built_in_catalogue(only_security);
  CHECK(catalogue.size() == 194);
  CHECK_FALSE(catalogue.find("AZ-104")->area);
  CHECK(catalogue.find("AZ-500")->area == AreaIndex{0});
}

TEST_CASE("Lines of a catalogue that cannot be used are left out and the others stay") {
  const Catalogue catalogue("number,title,category,category_confidence,area,area_confidence,other_areas\n"
                            "AA-100,One,advanced,high,security,medium,\n"
                            "AA-101,Two,expert,high,security,medium,\n"
                            "AA-102,Three,advanced\n"
                            "AA-103,Four,fundamental_and_others,guess,,,security modern_work nowhere\n",
      built_in_rulebook());
  CHECK(catalogue.size() == 2);
  CHECK(catalogue.find("AA-100") != nullptr);
  REQUIRE(catalogue.find("AA-103") != nullptr);
  CHECK(catalogue.find("AA-103")->category_is_guess());
  CHECK(catalogue.find("AA-103")->other_areas.size() == 2);
}
