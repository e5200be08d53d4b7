#include "tspq/line_item.h"

#include <catch2/catch_test_macros.hpp>

#include "support.h"

using namespace tspq;
using namespace tspq::test;

namespace {

/// Reads the rows of a small file and keeps what each says. Text members are not kept: their record is gone.
/// Of the last row that items() read: the choice that decided its category.
std::string decided_by;

std::vector<LineItem> items(std::string_view text, const Choices& choices = {}, const QuestionList& questions = {}) {
  const Recognition found = open_export(text, true, choices);
  INFO(found.problem.message);
  REQUIRE(found.format);
  static const Catalogue catalogue = built_in_catalogue(built_in_rulebook());
  LineItemReader reader(*found.format, questions, built_in_rulebook(), catalogue, choices);
  std::vector<LineItem> read;
  CsvReader csv(found.format->delimiter);
  const auto on_record = [&](const Record& record) {
    if (record.at.record <= found.format->header_record) return;
    read.push_back(reader.read(record));
    decided_by = read.back().category_decision;  // the reader owns the text
  };
  csv.feed(text, on_record);
  csv.finish(on_record);
  return read;
}

LineItem courseware(std::string_view cells) {
  return items("Redemption date,Org ID,Course number,Course type,Units,MCT eligible,Status,Achievement code\n" +
      std::string(cells) + "\n")
      .at(0);
}

LineItem survey(std::string_view course, std::string_view type, std::string_view area,
    const std::string& answers = "5,5,5,5,5,5,5,5,5", const Choices& choices = {}) {
  return items(
      "Survey ID,Completion date,Course number,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\nS1,2024-06-03," +
          std::string(course) + ',' + std::string(type) + ',' + std::string(area) + ',' + answers + '\n',
      choices)
      .at(0);
}

std::string area_id(const LineItem& item) { return item.area ? built_in_rulebook().areas[*item.area].id : "none"; }

}  // namespace

TEST_CASE("A row's cells become facts, without the blanks around them") {
  const std::string text =
      "Redemption date,Org ID,Course number,Course type,Units,MCT eligible,Status,Achievement code\n 2024-06-03 , 1001 ,AZ-104, advanced ,3,Yes,Redeemed, C1 \n";
  const Recognition found = open_export(text, true);
  const Catalogue catalogue = built_in_catalogue(built_in_rulebook());
  const Choices choices;
  const QuestionList questions;
  LineItemReader reader(found.format.value(), questions, built_in_rulebook(), catalogue, choices);
  CsvReader csv(',');
  int rows = 0;
  csv.feed(text, [&](const Record& record) {
    if (record.at.record == 0) return;
    ++rows;
    const LineItem& item = reader.read(record);
    CHECK_FALSE(item.malformed);
    CHECK(to_string(item.date.day.value()) == "2024-06-03");
    CHECK(item.id == "C1");
    CHECK(item.org == "1001");
    CHECK(item.course == "AZ-104");
    CHECK(item.course_number == "AZ-104");
    CHECK(item.units == 3);
    CHECK(item.category == Category::advanced);
    CHECK(item.category_origin == Origin::file);
    CHECK(item.eligible == Eligibility::yes);
    CHECK_FALSE(item.cancelled);
  });
  CHECK(rows == 1);
}

TEST_CASE("Facts that a file has no column for are not stated") {
  const LineItem item = items("Redemption date,Course type\n2024-06-03,Advanced\n").at(0);
  CHECK_FALSE(item.id);
  CHECK_FALSE(item.org);
  CHECK(item.units == 1);
  CHECK(item.eligible == Eligibility::not_stated);
}

TEST_CASE("A row with fewer cells than the header is malformed, with more only if they hold something") {
  const auto malformed = [](std::string_view row) {
    return items("Redemption date,Course type\n" + std::string(row) + "\n").at(0).malformed;
  };
  CHECK(malformed("2024-06-03"));
  CHECK_FALSE(malformed("2024-06-03,Advanced"));
  CHECK_FALSE(malformed("2024-06-03,Advanced,"));
  CHECK_FALSE(malformed("2024-06-03,Advanced, ,,"));
  CHECK(malformed("2024-06-03,Advanced,x"));
  CHECK(malformed("2024-06-03,Advanced,,x"));
  CHECK(malformed("2024-06-03,\"Advanced"));
  CHECK(malformed("Redemption date,Course type"));
  CHECK_FALSE(malformed("Redemption date,Advanced"));
}

TEST_CASE("Category words are known in any case and with blanks around, and nothing that is only like them") {
  const auto category = [](std::string_view word) {
    return courseware("2024-06-03,1,ZZ-999," + std::string(word) + ",1,yes,,C").category;
  };
  for (const char* word : {"Fundamental", "fundamentals", " FUNDAMENTAL ", "Fundamental and other",
           "Fundamentals and others", "Fundamental & others", "Others"}) {
    INFO(word);
    CHECK(category(word) == Category::fundamental_and_others);
  }
  for (const char* word : {"Advanced", "ADVANCED", "Advanced role-based", "Role-based"}) {
    INFO(word);
    CHECK(category(word) == Category::advanced);
  }
  for (const char* word :
      {"", "Advanced?", "Advanced!", "not advanced", "Intermediate", "Fundamental or others", "-"}) {
    INFO(word);
    CHECK_FALSE(category(word));
  }
}

TEST_CASE("Units are whole numbers from 0 to 2^53-1 and nothing else") {
  const auto units = [](std::string_view cell) {
    return courseware("2024-06-03,1,AZ-104,Advanced," + std::string(cell) + ",yes,,C").units;
  };
  CHECK(units("0") == 0);
  CHECK(units(" 12 ") == 12);
  CHECK(units("9007199254740991") == largest_exact_count);
  for (const char* cell : {"", "-1", "1.0", "1e3", "9007199254740992", "\"1,000\"", "one", "+1"}) {
    INFO(cell);
    CHECK_FALSE(units(cell));
  }
}

TEST_CASE("Eligible is who is said to be, in the listed words, and nobody else [R-MCT]") {
  const auto eligible = [](std::string_view cell) {
    return courseware("2024-06-03,1,AZ-104,Advanced,1," + std::string(cell) + ",,C").eligible;
  };
  for (const char* cell : {"yes", "YES", "y", "True", "1", " Eligible "}) CHECK(eligible(cell) == Eligibility::yes);
  for (const char* cell : {"no", "", "0", "yes?", "not eligible", "maybe", "2"})
    CHECK(eligible(cell) == Eligibility::no);
}

TEST_CASE("A status cancels in the listed words only") {
  const auto cancelled = [](std::string_view cell) {
    return courseware("2024-06-03,1,AZ-104,Advanced,1,yes," + std::string(cell) + ",C").cancelled;
  };
  for (const char* cell : {"Cancelled", "canceled", "VOIDED", " Refunded ", "returned", "Rejected"})
    CHECK(cancelled(cell));
  for (const char* cell : {"", "Redeemed", "Completed", "not cancelled", "Cancelled?", "active"})
    CHECK_FALSE(cancelled(cell));
}

TEST_CASE("An answer is 1 to 5, or unanswered in the listed words, and nothing is rescaled") {
  const auto answer = [](const std::string& cell) {
    return survey("AZ-104", "Advanced", "Security", cell + ",5,5,5,5,5,5,5,5").answers[0];
  };
  for (int value = 1; value <= 5; ++value) CHECK(answer(std::to_string(value)) == value);
  for (const char* cell : {"", " ", "N/A", "n/a", "NA", "-"}) CHECK(answer(cell) == unanswered);
  for (const char* cell : {"0", "6", "-1", "4.5", "5.0", "05", "five", "10", "+5", "?", "x"}) {
    INFO(cell);
    CHECK(answer(cell) == unreadable_answer);
    CHECK(survey("AZ-104", "Advanced", "Security", std::string("5,5,5,5,5,5,5,5,") + cell).has_unreadable_answer);
  }
  CHECK_FALSE(survey("AZ-104", "Advanced", "Security").has_unreadable_answer);
}

TEST_CASE("Areas are known by name and spelling, with and without Azure in brackets") {
  for (const char* name : {"Infrastructure", "infra", "Azure Infrastructure", "Infrasturcture",
           "Infrastructure (Azure)", "INFRASTRUCTURE(azure)"}) {
    INFO(name);
    CHECK(area_id(survey("ZZ-999", "Advanced", name)) == "infrastructure");
  }
  for (const char* name : {"Data & AI", "Data and AI", "data&ai", "Azure Data & AI", "Data & AI (Azure)"})
    CHECK(area_id(survey("ZZ-999", "Advanced", name)) == "data_and_ai");
  CHECK(area_id(survey("ZZ-999", "Advanced", "Biz Apps")) == "business_applications");
  CHECK(area_id(survey("ZZ-999", "Advanced", "DAI")) == "digital_and_app_innovation");
  CHECK(area_id(survey("ZZ-999", "Advanced", "Modern Workplace")) == "modern_work");
}

TEST_CASE(
    "The file's word on category and area beats the catalogue, which is only asked where it is silent [R-FILE-WINS]") {
  // AZ-104 is Advanced and Infrastructure in the catalogue, neither as a guess.
  LineItem item = survey("AZ-104", "Fundamentals", "Security");
  CHECK(item.category == Category::fundamental_and_others);
  CHECK(area_id(item) == "security");
  CHECK(item.differs_from_catalogue);

  item = survey("AZ-104T00-A", "", "");
  CHECK(item.category == Category::advanced);
  CHECK(item.category_origin == Origin::catalogue);
  CHECK(area_id(item) == "infrastructure");
  CHECK(item.area_origin == Origin::catalogue);
  CHECK_FALSE(item.differs_from_catalogue);

  item = survey("AZ-104", "Advanced", "Infrastructure");
  CHECK_FALSE(item.differs_from_catalogue);
}

TEST_CASE("A name that no rulebook has is the file's word: no area, whatever the catalogue says [R-ONE-AREA]") {
  const LineItem item = survey("AZ-104", "", "Cloud things");
  CHECK_FALSE(item.area);
  CHECK(item.unknown_area_text);
  CHECK(item.category == Category::advanced);  // an unknown category is no word: the catalogue is asked
}

TEST_CASE("What the catalogue only guesses is not taken") {
  // 20483 has a guessed category, AB-730 a guessed area.
  CHECK_FALSE(survey("20483", "", "").category);
  const LineItem item = survey("AB-730", "", "");
  CHECK(item.category == Category::fundamental_and_others);
  CHECK_FALSE(item.area);
}

TEST_CASE("A person's decision beats the catalogue and not the file") {
  Choices choices;
  choices.categories["AZ-104"] = Category::fundamental_and_others;
  choices.areas["AZ-104"] = AreaIndex{5};
  LineItem item = survey("AZ-104", "", "", "5,5,5,5,5,5,5,5,5", choices);
  CHECK(item.category == Category::fundamental_and_others);
  CHECK(item.category_origin == Origin::decision);
  CHECK(decided_by == "categories.AZ-104");
  CHECK(area_id(item) == "modern_work");
  CHECK(item.area_origin == Origin::decision);
  item = survey("AZ-104", "Advanced", "Security", "5,5,5,5,5,5,5,5,5", choices);
  CHECK(item.category == Category::advanced);
  CHECK(area_id(item) == "security");
  CHECK(decided_by.empty());
}

TEST_CASE("A decision about a cell's words gives them a meaning") {
  Choices choices;
  choices.category_cells["intermediate"] = Category::advanced;
  choices.area_cells["cloud"] = AreaIndex{3};
  const LineItem item = survey("ZZ-999", " INTERMEDIATE ", "Cloud", "5,5,5,5,5,5,5,5,5", choices);
  CHECK(item.category == Category::advanced);
  CHECK(item.category_origin == Origin::decision);
  CHECK(area_id(item) == "infrastructure");
  CHECK_FALSE(item.unknown_area_text);
}

TEST_CASE("A row means the same wherever it stands among others") {
  const std::string header =
      "Survey ID,Completion date,Course number,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n";
  const std::vector<std::string> rows = {"S,2024-06-03,AZ-104,,,5,5,5,5,5,5,5,5,5\n",
      "S,,,Advanced,Security,1,1,1,1,1,1,1,1,1\n", "S,2024-06-03,ZZ-999,Nothing,Nowhere,,,,,,,,,\n",
      "S,03/04/2024,20483,Fundamentals,,x,5,5,5,5,5,5,5,5\n", "S\n",
      "S,2024-02-30,AZ-500,,Data & AI,5,5,5,5,5,5,5,5,5\n"};
  const auto facts = [](const LineItem& item) {
    return std::tuple(item.malformed, item.date.kind, item.category, item.category_origin, item.area, item.area_origin,
        item.unknown_area_text, item.answers, item.differs_from_catalogue, item.has_unreadable_answer);
  };
  for (const std::string& before : rows)
    for (const std::string& row : rows)
      CHECK(facts(items(header + before + row).at(1)) == facts(items(header + row).at(0)));
}

TEST_CASE("In the long shape a row answers one of nine questions, or another one that does not count") {
  QuestionList numbered;
  numbered.mode = QuestionList::Mode::by_number;
  const auto answer = [&](const std::string& question, const std::string& score) {
    return items("Survey ID,Completion date,Course type,Question ID,Score\nS1,2024-06-03,Advanced," + question + ',' +
            score + '\n',
        {}, numbered)
        .at(0);
  };
  CHECK(answer("Q1", "5").question == 0);
  CHECK(answer("Question 9", "4").question == 8);
  CHECK(answer("Question 9", "4").answers[8] == 4);
  CHECK(answer("Q10", "4").question == -1);
  CHECK_FALSE(answer("Q10", "nonsense").has_unreadable_answer);
  CHECK(answer("Q3", "nonsense").has_unreadable_answer);
  CHECK(answer("Q3", "").answers[2] == unanswered);
}

TEST_CASE("An average is read exactly in hundredths, with the number of answers or nine") {
  const auto average = [](const std::string& header, const std::string& cells) {
    return items("Survey ID,Completion date,Course type," + header + "\nS1,2024-06-03,Advanced," + cells + '\n').at(0);
  };
  CHECK(average("Average Score", "4.44").average->value == Decimal{444});
  CHECK(average("Average Score", "4.44").average->answers == 9);
  CHECK(average("Average Score", "\"4,44\"").average->value == Decimal{444});
  CHECK(average("Average Score,Answered Questions", "5,7").average->answers == 7);
  CHECK(average("Average Score,Answered Questions", ",0").average->answers == 0);
  CHECK_FALSE(average("Average Score", "1").has_unreadable_answer);
  CHECK_FALSE(average("Average Score", "5.00").has_unreadable_answer);
  for (const char* cell : {"0.99", "5.01", "4.444", "x", "-4", "45", "\"4,444\"", "\"4,\"", "\"4,4,4\"", "\"4.4,4\""}) {
    INFO(cell);
    CHECK(average("Average Score", cell).has_unreadable_answer);
  }
  CHECK(average("Average Score,Answered Questions", "4,10").has_unreadable_answer);
  CHECK(average("Average Score,Answered Questions", "4,x").has_unreadable_answer);
}

TEST_CASE("Answers are read on the rulebook's scale, as whole numbers and as averages") {
  Rulebook seven = built_in_rulebook();
  seven.average.lowest = 2;
  seven.average.highest = 7;
  const Catalogue catalogue = built_in_catalogue(seven);
  const Choices choices;
  const QuestionList questions;
  const auto is_read = [&](const std::string& header, const std::string& cells) {
    const std::string text =
        "Survey ID,Completion date,Course type," + header + "\nS1,2024-06-03,Advanced," + cells + "\n";
    const Recognition found = open_export(text, true);
    LineItemReader reader(found.format.value(), questions, seven, catalogue, choices);
    bool read = false;
    CsvReader csv(',');
    csv.feed(
        text, [&](const Record& record) { read = record.at.record > 0 && !reader.read(record).has_unreadable_answer; });
    return read;
  };
  const auto whole = [&](const char* answer) {
    return is_read("Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9", std::string(answer) + ",2,2,2,2,2,2,2,2");
  };
  const auto average = [&](const char* cell) { return is_read("Average score", cell); };
  for (const char* cell : {"2", "5", "6", "7"}) CHECK((whole(cell) && average(cell)));
  for (const char* cell : {"0", "1", "8"}) CHECK_FALSE((whole(cell) || average(cell)));
  CHECK_FALSE(average("7.01"));
  CHECK_FALSE(average("1.99"));
}

TEST_CASE("An area that the catalogue names beside a course's own does not differ from it") {
  // AB-100 is Business Applications in the catalogue, and may be Modern Work.
  CHECK_FALSE(survey("AB-100", "Advanced", "Business Applications").differs_from_catalogue);
  CHECK_FALSE(survey("AB-100", "Advanced", "Modern Work").differs_from_catalogue);
  CHECK(survey("AB-100", "Advanced", "Security").differs_from_catalogue);
}
