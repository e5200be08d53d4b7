#include "tspq/verdict.h"

#include <functional>
#include <map>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "tspq/text.h"
#include "tspq/text_encoding.h"

using namespace tspq;

namespace {

Day day(const char* text) { return parse_iso_day(text).value(); }

/// A survey that counts.
LineItem good_survey() {
  LineItem item;
  item.date = read_date("2024-06-03");
  item.id = "S1";
  item.org = "1001";
  item.answers = {5, 4, 3, 2, 1, 5, 5, 5, 5};
  item.category = Category::advanced;
  item.category_origin = Origin::file;
  item.area = AreaIndex{4};
  item.eligible = Eligibility::yes;
  return item;
}

Choices only_org_1001() {
  Choices choices;
  choices.org_ids = {"1001"};
  return choices;
}

/// What has to be wrong with a good survey for each reason that a row can get by itself.
const std::map<Reason, std::function<void(LineItem&)>>& faults() {
  static const std::map<Reason, std::function<void(LineItem&)>> faults = {
      {Reason::malformed_row, [](LineItem& item) { item.malformed = true; }},
      {Reason::unreadable_date, [](LineItem& item) { item.date = read_date("2023-02-29"); }},
      {Reason::ambiguous_date, [](LineItem& item) { item.date = read_date("03/04/2024"); }},
      {Reason::missing_id, [](LineItem& item) { item.id = ""; }},
      {Reason::unreadable_units, [](LineItem& item) { item.units.reset(); }},
      {Reason::unreadable_response,
          [](LineItem& item) {
            item.answers[3] = unreadable_answer;
            item.has_unreadable_answer = true;
          }},
      {Reason::unknown_category, [](LineItem& item) { item.category.reset(); }},
      {Reason::cancelled, [](LineItem& item) { item.cancelled = true; }},
      {Reason::other_organization, [](LineItem& item) { item.org = "1002"; }},
      {Reason::ineligible_instructor, [](LineItem& item) { item.eligible = Eligibility::no; }},
      {Reason::not_advanced, [](LineItem& item) { item.category = Category::fundamental_and_others; }},
  };
  return faults;
}

Reason reason_of(const LineItem& item, Kind kind = Kind::surveys, DateOrder order = DateOrder::unsettled) {
  return judge(item, kind, order, only_org_1001()).reason;
}

}  // namespace

TEST_CASE("Every reason has words of its own, in the order of the reasons") {
  std::set<std::string_view> ids;
  std::set<std::string_view> titles;
  for (std::size_t i = 0; i < reason_count; ++i) {
    const ReasonWords& words = reason_words()[i];
    INFO(words.id);
    CHECK(static_cast<std::size_t>(words.reason) == i);
    CHECK(&words_for(static_cast<Reason>(i)) == &words);
    CHECK(reason_with_id(words.id) == words.reason);
    CHECK(ids.insert(words.id).second);
    CHECK(titles.insert(words.title).second);
    CHECK(words.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    CHECK_FALSE(words.title.empty());
    CHECK(words.explanation.ends_with('.'));
    CHECK(is_utf8(words.explanation));
    CHECK((words.answered == Answered::yes) == (words.reason == Reason::counted));
  }
  CHECK(static_cast<std::size_t>(Reason::counted) + 1 == reason_count);
  for (const char* id : {"", "Counted", "outside-window", "unknown"}) CHECK_FALSE(reason_with_id(id));
}

TEST_CASE("A rule's no is told from what cannot be said") {
  const std::map<std::string_view, Answered> published = {{"malformed_row", Answered::cannot_say},
      {"unreadable_date", Answered::cannot_say}, {"ambiguous_date", Answered::cannot_say},
      {"outside_window", Answered::no}, {"missing_id", Answered::cannot_say},
      {"unreadable_units", Answered::cannot_say}, {"unreadable_response", Answered::cannot_say},
      {"unknown_category", Answered::cannot_say}, {"cancelled", Answered::no}, {"other_organization", Answered::no},
      {"ineligible_instructor", Answered::no}, {"not_advanced", Answered::no}, {"duplicate", Answered::no},
      {"counted", Answered::yes}};
  REQUIRE(published.size() == reason_count);
  for (const ReasonWords& words : reason_words()) CHECK(published.at(words.id) == words.answered);
  CHECK(verdict_words(Answered::yes) == "counted");
  CHECK(verdict_words(Answered::no) == "not counted");
  CHECK(verdict_words(Answered::cannot_say) == "cannot say");
}

TEST_CASE("For each reason there is a row that gets it, and a row without fault counts") {
  // A reason without an entry fails here, except the two that no row has by itself.
  for (std::size_t i = 0; i < reason_count; ++i) {
    const Reason reason = static_cast<Reason>(i);
    if (reason == Reason::outside_window || reason == Reason::duplicate || reason == Reason::counted) continue;
    INFO(words_for(reason).id);
    REQUIRE(faults().contains(reason));
    LineItem item = good_survey();
    faults().at(reason)(item);
    CHECK(reason_of(item) == reason);
  }
  CHECK(reason_of(good_survey()) == Reason::counted);
}

TEST_CASE("Of two faults the one that stands first in the list is the reason") {
  for (const auto& [first, spoil_first] : faults()) {
    for (const auto& [second, spoil_second] : faults()) {
      // These pairs cannot be in one row: a date is of one kind, and so is a category.
      if (first == Reason::unreadable_date && second == Reason::ambiguous_date) continue;
      if (first == Reason::unknown_category && second == Reason::not_advanced) continue;
      if (first >= second) continue;
      INFO(words_for(first).id << " before " << words_for(second).id);
      LineItem item = good_survey();
      spoil_first(item);
      spoil_second(item);
      CHECK(reason_of(item) == first);
      LineItem other_way_round = good_survey();
      spoil_second(other_way_round);
      spoil_first(other_way_round);
      CHECK(reason_of(other_way_round) == first);
    }
  }
}

TEST_CASE("A row has a day exactly when its date can be read, whatever else is wrong with it") {
  for (const auto& [reason, spoil] : faults()) {
    LineItem item = good_survey();
    spoil(item);
    INFO(words_for(reason).id);
    const Verdict verdict = judge(item, Kind::surveys, DateOrder::unsettled, only_org_1001());
    CHECK(verdict.day.has_value() == (reason > Reason::ambiguous_date));
    if (verdict.day) CHECK(*verdict.day == day("2024-06-03"));
  }
}

TEST_CASE("A row that does not count adds nothing, and one that counts adds its answers") {
  for (const auto& [reason, spoil] : faults()) {
    LineItem item = good_survey();
    spoil(item);
    INFO(words_for(reason).id);
    for (const Kind kind : {Kind::courseware, Kind::exams, Kind::surveys}) {
      const Verdict verdict = judge(item, kind, DateOrder::unsettled, only_org_1001());
      if (verdict.reason != Reason::counted) CHECK(points_of(verdict, kind, built_in_rulebook()) == Decimal{});
    }
  }
  const Verdict verdict = judge(good_survey(), Kind::surveys, DateOrder::unsettled, {});
  CHECK(verdict.points == Decimal::whole(5 + 4 + 3 + 2 + 1 + 5 + 5 + 5 + 5));
  CHECK(verdict.answers == 9);
  CHECK(verdict.surveys == 1);
  CHECK(verdict.by_question == good_survey().answers);
  CHECK(verdict.area == AreaIndex{4});
  CHECK(points_of(verdict, Kind::surveys, built_in_rulebook()) == Decimal::whole(35));
}

TEST_CASE("Unanswered questions leave both sums, and a survey without any answer still counts [R-SURVEY]") {
  LineItem item = good_survey();
  item.answers = {5, unanswered, 4, unanswered, unanswered, unanswered, unanswered, unanswered, unanswered};
  Verdict verdict = judge(item, Kind::surveys, DateOrder::unsettled, {});
  CHECK(verdict.reason == Reason::counted);
  CHECK(verdict.points == Decimal::whole(9));
  CHECK(verdict.answers == 2);
  item.answers.fill(unanswered);
  verdict = judge(item, Kind::surveys, DateOrder::unsettled, {});
  CHECK(verdict.reason == Reason::counted);
  CHECK(verdict.surveys == 1);
  CHECK(verdict.points == Decimal{});
  CHECK(verdict.answers == 0);
}

TEST_CASE("A survey known by its average adds the average times its answers, exactly") {
  LineItem item = good_survey();
  item.answers.fill(unanswered);
  item.average = LineItem::Average{Decimal{444}, 9};
  const Verdict verdict = judge(item, Kind::surveys, DateOrder::unsettled, {});
  CHECK(verdict.reason == Reason::counted);
  CHECK(to_string(verdict.points) == "39.96");
  CHECK(verdict.answers == 9);
  CHECK(verdict.surveys == 1);
  CHECK(verdict.from_average);
}

TEST_CASE("The column's order decides what day an ambiguous date is, and contradicting rows cannot be read") {
  LineItem item = good_survey();
  const auto read = [&](const char* cell, DateOrder order) {
    item.date = read_date(cell);
    const Verdict verdict = judge(item, Kind::surveys, order, {});
    return verdict.day ? to_string(*verdict.day) : std::string(words_for(verdict.reason).id);
  };
  CHECK(read("03/04/2024", DateOrder::day_first) == "2024-04-03");
  CHECK(read("03/04/2024", DateOrder::month_first) == "2024-03-04");
  CHECK(read("03/04/2024", DateOrder::unsettled) == "ambiguous_date");
  CHECK(read("13/04/2024", DateOrder::day_first) == "2024-04-13");
  CHECK(read("13/04/2024", DateOrder::month_first) == "unreadable_date");
  CHECK(read("13/04/2024", DateOrder::unsettled) == "unreadable_date");
  CHECK(read("04/13/2024", DateOrder::month_first) == "2024-04-13");
  CHECK(read("04/13/2024", DateOrder::day_first) == "unreadable_date");
  CHECK(read("31/04/2024", DateOrder::day_first) == "unreadable_date");
  CHECK(read("04/04/2024", DateOrder::unsettled) == "2024-04-04");
  for (const DateOrder order : {DateOrder::unsettled, DateOrder::day_first, DateOrder::month_first})
    CHECK(read("2024-04-03", order) == "2024-04-03");
}

TEST_CASE("Eligible instructors are asked of surveys always, of courseware when chosen, of exams never [R-MCT]") {
  LineItem item = good_survey();
  Choices courseware_too;
  courseware_too.require_eligible_mct_for_courseware = true;
  for (const Eligibility eligible : {Eligibility::yes, Eligibility::no, Eligibility::not_stated}) {
    item.eligible = eligible;
    const auto counts = [&](Kind kind, const Choices& choices) {
      return judge(item, kind, DateOrder::unsettled, choices).reason == Reason::counted;
    };
    const bool not_refused = eligible != Eligibility::no;
    CHECK(counts(Kind::surveys, {}) == not_refused);
    CHECK(counts(Kind::surveys, courseware_too) == not_refused);
    CHECK(counts(Kind::courseware, {}));
    CHECK(counts(Kind::courseware, courseware_too) == not_refused);
    CHECK(counts(Kind::exams, courseware_too));
  }
}

TEST_CASE("Every organisation counts until some are chosen, and then only those [R-ORG]") {
  LineItem item = good_survey();
  Choices chosen;
  chosen.org_ids = {"ABC-1", "1001"};
  const auto reason = [&](const Choices& choices) {
    return judge(item, Kind::courseware, DateOrder::unsettled, choices).reason;
  };
  item.org = "9999";
  CHECK(reason({}) == Reason::counted);
  CHECK(reason(chosen) == Reason::other_organization);
  item.org = "abc-1";
  CHECK(reason(chosen) == Reason::counted);
  item.org = "1001 ";
  CHECK(reason(chosen) == Reason::other_organization);  // the reader has trimmed the cell already
  item.org = "";
  CHECK(reason(chosen) == Reason::other_organization);
  item.org.reset();
  CHECK(reason(chosen) == Reason::counted);  // a file without such a column is taken as one's own
}

TEST_CASE("Fundamental and others counts for courseware and exams, not for surveys") {
  LineItem item = good_survey();
  item.category = Category::fundamental_and_others;
  CHECK(reason_of(item, Kind::courseware) == Reason::counted);
  CHECK(reason_of(item, Kind::exams) == Reason::counted);
  CHECK(reason_of(item, Kind::surveys) == Reason::not_advanced);
}

TEST_CASE("Courseware and exams add their units at the weight of the category, zero units too") {
  LineItem item = good_survey();
  const auto points = [&](Kind kind, Category category, std::int64_t units) {
    item.category = category;
    item.units = units;
    const Verdict verdict = judge(item, kind, DateOrder::unsettled, {});
    CHECK(verdict.reason == Reason::counted);
    CHECK(verdict.units == units);
    return to_string(points_of(verdict, kind, built_in_rulebook()));
  };
  for (const Kind kind : {Kind::courseware, Kind::exams}) {
    CHECK(points(kind, Category::fundamental_and_others, 1) == "0.5");
    CHECK(points(kind, Category::advanced, 1) == "1");
    CHECK(points(kind, Category::fundamental_and_others, 0) == "0");
    CHECK(points(kind, Category::advanced, largest_exact_count) == "9007199254740991");
    CHECK(points(kind, Category::fundamental_and_others, largest_exact_count) == "4503599627370495.5");
  }
}

TEST_CASE(
    "The points of a row are those of its own kind, also in a rulebook that weighs exams and courseware differently") {
  Rulebook other = built_in_rulebook();
  other.courseware.terms[1].weight.value = Decimal{300};
  other.exams.terms[1].weight.value = Decimal{700};
  const LineItem item = good_survey();
  const auto points = [&](Kind kind) {
    return to_string(points_of(judge(item, kind, DateOrder::unsettled, {}), kind, other));
  };
  CHECK(points(Kind::courseware) == "3");
  CHECK(points(Kind::exams) == "7");
}
