#include "tspq/column_facts.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

namespace {

using Mode = QuestionList::Mode;

ColumnEvidence of_dates(const std::vector<const char*>& cells) {
  ColumnEvidence evidence;
  for (const char* cell : cells) evidence.add_date(read_date(cell).kind);
  return evidence;
}

DateOrder order(const std::vector<const char*>& cells, DateOrder chosen = DateOrder::unsettled) {
  return of_dates(cells).settle(chosen, {}).date_order;
}

QuestionList questions(const std::vector<std::string>& cells, const std::vector<std::string>& chosen = {}) {
  ColumnEvidence evidence;
  for (const std::string& cell : cells) evidence.add_question(cell);
  return evidence.settle(DateOrder::unsettled, chosen).questions;
}

std::vector<std::string> numbered(const std::string& prefix, int from, int to) {
  std::vector<std::string> names;
  for (int i = from; i <= to; ++i) names.push_back(prefix + std::to_string(i));
  return names;
}

const std::vector<std::string> nine_names = {
    "Clarity", "Pace", "Materials", "Labs", "Room", "Value", "Instructor", "Content", "Again?"};

}  // namespace

TEST_CASE("One row with a part above twelve settles the order of day and month for all, wherever it stands") {
  CHECK(order({"03/04/2024", "13/04/2024"}) == DateOrder::day_first);
  CHECK(order({"13/04/2024", "03/04/2024", "01/02/2024"}) == DateOrder::day_first);
  CHECK(order({"03/04/2024", "04/13/2024"}) == DateOrder::month_first);
  CHECK(order({"03/04/2024", "04/12/2024"}) == DateOrder::unsettled);
}

TEST_CASE("The order more rows prove wins, and as many for each settle nothing") {
  CHECK(order({"13/04/2024", "14/04/2024", "04/13/2024"}) == DateOrder::day_first);
  CHECK(order({"04/13/2024", "14/04/2024", "04/14/2024"}) == DateOrder::month_first);
  CHECK(order({"13/04/2024", "04/13/2024"}) == DateOrder::unsettled);
}

TEST_CASE("A person's order is taken where the rows settle nothing, and only there") {
  CHECK(order({"03/04/2024"}, DateOrder::day_first) == DateOrder::day_first);
  CHECK(order({"03/04/2024"}, DateOrder::month_first) == DateOrder::month_first);
  CHECK(order({"13/04/2024"}, DateOrder::month_first) == DateOrder::day_first);
  CHECK(order({"13/04/2024", "04/13/2024"}, DateOrder::month_first) == DateOrder::month_first);
}

TEST_CASE("Dates that need no order, and cells that are none, are no evidence") {
  const ColumnEvidence evidence = of_dates({"2024-04-13", "13 Apr 2024", "soon", "", "05/05/2024", "31/31/2024"});
  CHECK_FALSE(evidence.has_dates_to_settle());
  CHECK_FALSE(evidence.dates_settle_themselves());
  const ColumnEvidence some = of_dates({"03/04/2024", "13/04/2024", "04/14/2024", "04/15/2024"});
  CHECK(some.has_dates_to_settle());
  CHECK(some.either() == 1);
  CHECK(some.day_first() == 1);
  CHECK(some.month_first() == 2);
}

TEST_CASE("Questions written with their number are known by it, however they are written") {
  for (const char* prefix : {"Q", "Question ", "", "q. ", "question_"}) {
    INFO(prefix);
    const QuestionList list = questions(numbered(prefix, 1, 9));
    CHECK(list.mode == Mode::by_number);
    CHECK(list.index_of(prefix + std::string("1")) == 0);
    CHECK(list.index_of("Q9") == 8);
    CHECK(list.index_of("Question 9") == 8);
    CHECK(list.index_of("Q10") == -1);
    CHECK(list.index_of("Q0") == -1);
    CHECK(list.index_of("Overall") == -1);
    CHECK(list.index_of("") == -1);
  }
}

TEST_CASE("Numbers beyond nine are no part of the score, and fewer than nine are numbers all the same") {
  CHECK(questions(numbered("Q", 1, 15)).mode == Mode::by_number);
  CHECK(questions(numbered("Q", 2, 4)).mode == Mode::by_number);
  CHECK(questions(numbered("Q", 10, 15)).mode == Mode::by_number);
  CHECK(questions({}).mode == Mode::by_number);
}

TEST_CASE("All nine numbers beside other questions are the nine, eight of them are not") {
  std::vector<std::string> cells = numbered("Q", 1, 9);
  cells.insert(cells.begin(), "Overall");
  CHECK(questions(cells).mode == Mode::by_number);
  std::vector<std::string> eight = numbered("Q", 1, 8);
  eight.insert(eight.end(), {"Overall", "Catering"});
  CHECK(questions(eight).mode == Mode::unsettled);
}

TEST_CASE("Up to nine names are the nine, in any order and spelling; ten need a choice") {
  const QuestionList list = questions(nine_names);
  CHECK(list.mode == Mode::by_name);
  CHECK(list.index_of("PACE ") == list.index_of("Pace"));
  CHECK(list.index_of("again") >= 0);
  CHECK(list.index_of("Parking") == -1);
  std::vector<std::string> turned = nine_names;
  std::reverse(turned.begin(), turned.end());
  turned.insert(turned.end(), nine_names.begin(), nine_names.end());
  CHECK(questions(turned) == list);

  std::vector<std::string> ten = nine_names;
  ten.push_back("Parking");
  const QuestionList none = questions(ten);
  CHECK(none.mode == Mode::unsettled);
  CHECK(none.index_of("Pace") == -1);
}

TEST_CASE("A person's nine are taken whatever the column holds") {
  std::vector<std::string> ten = nine_names;
  ten.push_back("Parking");
  for (const auto& cells : {ten, nine_names, numbered("Q", 1, 9)}) {
    const QuestionList list = questions(cells, nine_names);
    CHECK(list.mode == Mode::by_name);
    CHECK(list.index_of("clarity") >= 0);
    CHECK(list.index_of("Parking") == -1);
    CHECK(list.index_of("Q1") == -1);
  }
}

TEST_CASE("However many questions a file has, a bounded number is kept, and the numbers among them still count") {
  ColumnEvidence evidence;
  for (int i = 0; i < 5'000; ++i)
    evidence.add_question("Comment " + std::string(static_cast<std::size_t>(i % 50), 'x') + std::to_string(i) + "?");
  CHECK(evidence.questions().size() == ColumnEvidence::most_questions);
  CHECK(evidence.settle(DateOrder::unsettled, {}).questions.mode == Mode::unsettled);
  for (const std::string& name : numbered("Q", 1, 9)) evidence.add_question(name);
  CHECK(evidence.settle(DateOrder::unsettled, {}).questions.mode == Mode::by_number);
}
