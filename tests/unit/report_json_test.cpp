#include "tspq/report_json.h"

#include <map>
#include <random>

#include <catch2/catch_test_macros.hpp>

#include "support.h"
#include "tspq/text.h"
#include "tspq/text_encoding.h"

using namespace tspq;
using namespace tspq::test;

namespace {

const std::string courseware =
    "Redemption date,Course type,Achievement code\n2024-06-03,Advanced,A\n2024-06-04,Fundamentals,B\n2023-06-03,Advanced,C\nnever,Advanced,D\n";
const std::string surveys =
    "Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n"
    "S1,2024-06-03,Advanced,Security,5,5,5,5,5,5,5,5,5\nS2,2024-07-03,Advanced,,1,,,,,,,,\nS3,2024-07-03,Fundamentals,Security,1,1,1,1,1,1,1,1,1\n";

Json score(const FileSet& set) { return Json::parse(score_json(set, window_2024())); }

/// Every object with "in", "counted" and "reasons" adds up.
void check_rows(const Json& value) {
  if (value.is_object() && value.contains("in") && value.contains("reasons")) {
    std::uint64_t sum = value["counted"];
    for (const auto& [id, rows] : value["reasons"].items()) {
      CHECK(reason_with_id(id));
      CHECK(rows.get<std::uint64_t>() > 0);
      sum += rows.get<std::uint64_t>();
    }
    CHECK(value["in"] == sum);
  }
  if (value.is_structured())
    for (const auto& [key, member] : value.items()) check_rows(member);
}

}  // namespace

TEST_CASE("The score without files has every card, not started and not certain") {
  const FileSet set(built_in_rulebook(), {});
  const Json json = score(set);
  CHECK(json["rulebook"] == "2023-09-18");
  CHECK(json["anniversary"] == "2025-01-15");
  CHECK(json["window"] == Json{{"mode", "completed-months"}, {"first", "2024-01-01"}, {"last", "2024-12-31"}});
  CHECK(json["overall"] ==
      Json{{"status", "not-started"}, {"qualified", false}, {"certain", false}, {"designated_areas", Json::array()}});
  CHECK(json["base"]["courseware_completions"]["has_data"] == false);
  CHECK(json["base"]["average_response_score"]["shown"].is_null());
  CHECK(json["areas"].size() == 6);
  CHECK(json["files"] == Json::array());
  CHECK(json["problems"] == Json::array());
}

TEST_CASE("What leaves next is what the score loses: what was beyond a limit leaves without a loss [R-LIMIT]") {
  const auto lost = [](int leaving, int staying) {
    FileSet set(built_in_rulebook(), {});
    std::string rows = "Redemption date,Course type\n";
    for (int i = 0; i < leaving; ++i) rows += "2024-01-05,Fundamentals\n";
    for (int i = 0; i < staying; ++i) rows += "2024-06-01,Fundamentals\n";
    read_file(set, "c.csv", rows);
    return Json::parse(outlook_json(set, window_2024()))["criteria"]["courseware_completions"]["leaves"]["score"];
  };
  CHECK(lost(0, 10) == "0");
  CHECK(lost(10, 10) == "5");
  CHECK(lost(700, 0) == "300");
  CHECK(lost(700, 700) == "0");
  CHECK(lost(200, 500) == "50");
  CHECK(lost(100, 500) == "50");
  CHECK(lost(1, 600) == "0");
  CHECK(lost(1, 599) == "0.5");
}

TEST_CASE(
    "What leaves next has the days that the window of a month on has no more, and nothing where there is no such window") {
  const FileSet set(built_in_rulebook(), {});
  const auto leaves = [&](const char* anniversary, WindowMode mode) {
    const Json found = Json::parse(
        outlook_json(set, window_before(day(anniversary), mode, 12)))["criteria"]["courseware_completions"]["leaves"];
    return found.is_null() ? "nothing"
                           : found["first"].get<std::string>() + ".." + found["last"].get<std::string>() + " on " +
            found["on"].get<std::string>();
  };
  using enum WindowMode;
  CHECK(leaves("2025-01-15", completed_months) == "2024-01-01..2024-01-31 on 2025-02-01");
  CHECK(leaves("2024-12-31", completed_months) == "2023-12-01..2023-12-31 on 2025-01-01");
  CHECK(leaves("2025-01-15", exact_days) == "2024-01-15..2024-02-14 on 2025-02-15");
  CHECK(leaves("2024-01-31", exact_days) ==
      "2023-01-31..2023-02-27 on 2024-02-29");  // the month on has no 31st, and the year before no 29th
  CHECK(leaves("2100-11-30", exact_days) == "2099-11-30..2099-12-29 on 2100-12-30");
  CHECK(leaves("2100-12-01", exact_days) == "nothing");
  CHECK(leaves("2100-11-30", completed_months) == "2099-11-01..2099-11-30 on 2100-12-01");
  CHECK(leaves("2100-12-01", completed_months) == "nothing");
}

TEST_CASE(
    "The qualification is at risk on the day on which its first part is completed no more, and not while there is none") {
  const auto at_risk = [](int courseware_in_january, bool has_exams, const std::string& survey_day = "2024-03-05",
                           const std::string& last_day = "2024-12-31") {
    FileSet set(built_in_rulebook(), {});
    std::string courseware = "Redemption date,Course type\n";
    for (int i = 0; i < 1000; ++i)
      courseware += i < courseware_in_january ? "2024-01-20,Advanced\n" : last_day + ",Advanced\n";
    std::string surveys = "Survey ID,Completion date,Course type,Solution area,Average score\n";
    for (int i = 0; i < 200; ++i) surveys += "S" + std::to_string(i) + "," + survey_day + ",Advanced,Security,5\n";
    read_file(set, "c.csv", courseware);
    read_file(set, "s.csv", surveys);
    read_file(
        set, "e.csv", "Purchase date,Exam type,Units\n" + last_day + ",Advanced," + (has_exams ? "200\n" : "199\n"));
    const auto on = [&](WindowMode mode) {
      return Json::parse(outlook_json(set, window_before(day("2025-01-15"), mode, 12)))["qualified_at_risk_on"];
    };
    return std::pair(on(WindowMode::completed_months), on(WindowMode::exact_days));
  };
  CHECK(at_risk(1, true) == std::pair<Json, Json>{"2025-02-01", "2025-01-21"});
  CHECK(at_risk(0, true) == std::pair<Json, Json>{"2025-04-01", "2025-03-06"});
  // What the window has on its last day only leaves it a year on, and that is still told.
  CHECK(at_risk(0, true, "2024-12-31").first == "2026-01-01");
  CHECK(at_risk(0, true, "2025-01-14", "2025-01-14").second == "2026-01-15");
  CHECK(at_risk(1, false) == std::pair<Json, Json>{nullptr, nullptr});
}

TEST_CASE(
    "What is completed is at risk on the very day on which it is so no more: of all days of the year to come the first, in both windows") {
  std::mt19937 random(12);
  const Rulebook& rulebook = built_in_rulebook();
  int found = 0;
  for (int round = 0; round < 12; ++round) {
    const auto pick_day = [&] { return to_string(*parse_iso_day("2023-01-01") + static_cast<int>(random() % 900)); };
    const std::size_t some = 190 + random() % 300;
    std::string exams = "Purchase date,Exam type,Units\n";
    for (std::size_t i = 0; i < some; ++i) exams += pick_day() + ",Advanced," + std::to_string(random() % 3) + "\n";
    std::string answers = "Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n";
    for (std::size_t i = 0; i < 3 * some; ++i) {
      answers +=
          "S" + std::to_string(i) + "," + pick_day() + ",Advanced," + (random() % 4 ? "Security" : "Infrastructure");
      for (std::size_t question = 0; question < question_count; ++question)
        answers += random() % 9 ? random() % 4 ? ",4" : ",5" : ",";
      answers += "\n";
    }
    FileSet set(rulebook, {});
    read_file(set, "exams.csv", exams);
    read_file(set, "surveys.csv", answers);
    for (const WindowMode mode : {WindowMode::completed_months, WindowMode::exact_days}) {
      const Window now = window_before(
          *parse_iso_day(round % 3 ? "2024-02-29" : "2024-05-31") + static_cast<int>(random() % 200 * (round % 2)),
          mode, rulebook.window_months);
      const Json outlook = Json::parse(outlook_json(set, now));
      const Json score_now = Json::parse(score_json(set, now));
      const auto status = [](const Json& score, const Criterion& criterion) -> std::string {
        if (!criterion.area) return score["base"][id_of(criterion, built_in_rulebook())]["status"];
        return score["areas"][*criterion.area][criterion.measure == Criterion::Measure::survey_completions
                ? "survey_completions"
                : "average_response_score"]["status"];
      };
      std::map<std::string, Json> expected;
      for (int days = 1; days <= 366; ++days) {
        const Day day = now.anniversary + days;
        const auto [a, b] = std::pair(civil(now.anniversary), civil(day));
        const int months = (b.year - a.year) * 12 + b.month - a.month;
        if (months > 12 || (months == 12 && (mode == WindowMode::completed_months ? b.day > 1 : b.day > a.day))) break;
        const Json then = Json::parse(score_json(set, window_before(day, mode, rulebook.window_months)));
        for (const Criterion& criterion : all_criteria(rulebook)) {
          Json& on = expected[id_of(criterion, rulebook)];
          if (on.is_null() && status(score_now, criterion) == "completed" && status(then, criterion) != "completed")
            on = to_string(day);
        }
      }
      INFO("round " << round << ", " << id_of(mode) << " before " << to_string(now.anniversary));
      for (const auto& [id, on] : expected) {
        INFO(id);
        CHECK(outlook["criteria"][id]["at_risk_on"] == on);
        found += !on.is_null();
      }
    }
  }
  CHECK(found > 20);
}

TEST_CASE("The score says each number once, decimals as texts and counts as numbers") {
  FileSet set(built_in_rulebook(), {});
  read_file(set, "c.csv", courseware);
  const Json card = score(set)["base"]["courseware_completions"];
  CHECK(card["status"] == "in-progress");
  CHECK(card["score"] == "1.5");
  CHECK(card["target"] == "1000");
  CHECK(card["remaining"] == "998.5");
  CHECK(card["terms"][0] ==
      Json{{"id", "fundamental_and_others"}, {"units", 1}, {"weight", "0.5"}, {"points", "0.5"}, {"limit", "300"},
          {"limited", false}});
  CHECK(card["terms"][1] ==
      Json{{"id", "advanced"}, {"units", 1}, {"weight", "1"}, {"points", "1"}, {"limit", nullptr}, {"limited", false}});
  CHECK(card["rows"] == Json{{"in", 4}, {"counted", 2}, {"reasons", {{"unreadable_date", 1}, {"outside_window", 1}}}});
}

TEST_CASE("Rows in are counted and reasons wherever they are told [R-ACCOUNT]") {
  FileSet set(built_in_rulebook(), {});
  read_file(set, "c.csv", courseware);
  read_file(set, "s.csv", surveys);
  read_file(set, "broken.csv", "PK\x03\x04");
  check_rows(score(set));
  check_rows(Json::parse(inspect_json(set)));
  for (const Criterion& criterion : all_criteria(built_in_rulebook()))
    check_rows(Json::parse(details_json(set, window_2024(), criterion)));
  CHECK(score(set)["rows"]["in"] == 7);
  CHECK(score(set)["base"]["average_response_score"]["rows"]["in"] == 3);
}

TEST_CASE("A file that cannot be used is a problem and has no rows") {
  FileSet set(built_in_rulebook(), {});
  read_file(set, "broken.csv", "PK\x03\x04");
  const Json json = score(set);
  CHECK(json["files"][0]["kind"].is_null());
  CHECK(json["files"][0]["rows"]["in"] == 0);
  REQUIRE(json["problems"].size() == 1);
  CHECK(json["problems"][0]["file"] == "broken.csv");
  CHECK(json["problems"][0]["code"] == "not_text_zip");
  const Json file = Json::parse(file_json(set.files()[0], built_in_rulebook()));
  CHECK(file["again"] == false);
  CHECK(file["problem"]["code"] == "not_text_zip");

  FileSet others(built_in_rulebook(), {});
  read_file(others, "quote.csv", "A title\n2024-06-03,\"A1\n");
  read_file(others, "empty.csv", "");
  const Json problems = Json::parse(inspect_json(others))["problems"];
  CHECK(problems[0]["line"] == 2);
  CHECK(problems[1]["line"].is_null());  // no line is to blame
}

TEST_CASE("Counts beyond 2^53-1 are texts, and the largest below is a number") {
  FileSet set(built_in_rulebook(), {});
  const std::string header = "Purchase date,Exam type,Units\n";
  read_file(set, "a.csv", header + "2024-06-03,Advanced,9007199254740991\n");
  CHECK(score(set)["base"]["exam_unit_purchases"]["terms"][1]["units"] == 9007199254740991);
  read_file(set, "b.csv", header + "2024-06-03,Advanced,1\n");
  CHECK(score(set)["base"]["exam_unit_purchases"]["terms"][1]["units"] == "9007199254740992");
  CHECK(score(set)["base"]["exam_unit_purchases"]["score"] == "9007199254740992");
}

TEST_CASE("Text of any bytes comes out as UTF-8") {
  FileSet set(built_in_rulebook(), {});
  const std::string bytes = "caf\xE9 \xFF\xC3\x28";
  read_file(set, bytes + ".csv",
      "Redemption date,Course type,Org ID," + bytes + "\n" + bytes + ",Advanced," + bytes +
          ",x\n2024-06-03,Advanced,other,x\n");
  for (const std::string& json : {score_json(set, window_2024()), inspect_json(set),
           file_json(set.files()[0], built_in_rulebook()), outlook_json(set, window_2024())}) {
    CHECK(is_utf8(json));
    CHECK(Json::accept(json));
  }
  CHECK(inspect_json(set).find("caf\u00E9") != std::string::npos);
}

TEST_CASE("Details of each criterion have its card, its rules with their sources, and its rows by reason with words") {
  FileSet set(built_in_rulebook(), {});
  read_file(set, "c.csv", courseware);
  read_file(set, "s.csv", surveys);
  for (const Criterion& criterion : all_criteria(built_in_rulebook())) {
    const Json json = Json::parse(details_json(set, window_2024(), criterion));
    INFO(json["criterion"]);
    CHECK(json["criterion"] == id_of(criterion, built_in_rulebook()));
    CHECK_FALSE(json["title"].get<std::string>().empty());
    CHECK_FALSE(json["definition"].get<std::string>().empty());
    CHECK(json["area"].is_null() == !criterion.area.has_value());
    CHECK_FALSE(json["rules"].empty());
    for (const Json& rule : json["rules"])
      for (const char* key : {"text", "value", "source"}) CHECK_FALSE(rule[key].get<std::string>().empty());
    CHECK(json["reasons"].size() == json["rows"]["reasons"].size());
    for (const Json& reason : json["reasons"]) {
      const ReasonWords& words = words_for(reason_with_id(reason["id"].get<std::string>()).value());
      CHECK(reason["title"] == std::string(words.title));
      CHECK(reason["kind"] == (words.answered == Answered::no ? "no" : "cannot-say"));
      CHECK(json["rows"]["reasons"][reason["id"].get<std::string>()] == reason["rows"]);
    }
    CHECK(json["months"].size() == 12);
  }
}

TEST_CASE("The months of a window of exact days begin and end with it, and their results run on [R-WINDOW]") {
  FileSet set(built_in_rulebook(), {});
  read_file(set, "c.csv",
      "Redemption date,Course type\n2024-01-14,Advanced\n2024-01-15,Advanced\n2024-02-29,Fundamentals\n2025-01-14,Advanced\n2025-01-15,Advanced\n");
  const Json months = Json::parse(details_json(set, window_before(day("2025-01-15"), WindowMode::exact_days, 12),
      criterion_with_id("courseware_completions", built_in_rulebook()).value()))["months"];
  REQUIRE(months.size() == 13);
  const auto told = [&](std::size_t i) {
    return months[i]["first"].get<std::string>() + ".." + months[i]["last"].get<std::string>() + " " +
        months[i]["score"].get<std::string>() + " " + months[i]["cumulative"].get<std::string>();
  };
  CHECK(told(0) == "2024-01-15..2024-01-31 1 1");
  CHECK(told(1) == "2024-02-01..2024-02-29 0.5 1.5");
  CHECK(told(11) == "2024-12-01..2024-12-31 0 1.5");
  CHECK(told(12) == "2025-01-01..2025-01-14 1 2.5");
}

TEST_CASE("A file's details say what may be decided and what the catalogue would guess, and how its dates are read") {
  const auto file = [](const std::string& text, const Choices& choices = {}) {
    FileSet set(built_in_rulebook(), choices);
    read_file(set, "a.csv", text);
    return Json::parse(inspect_json(set))["files"][0];
  };
  // The catalogue guesses the category of 20483 and the area of AB-730, and knows nothing of ZZ-999.
  const std::string courseware = "Redemption date,Course number,Course type\n2024-06-03,";
  const Json guessed = file(courseware + "20483,\n")["decisions"][0];
  CHECK(guessed["id"] == "category");
  CHECK(guessed["course"] == "20483");
  CHECK(guessed["cell"].is_null());
  CHECK(guessed["guess"] == "fundamental_and_others");
  CHECK(file(courseware + "ZZ-999,\n")["decisions"][0]["guess"].is_null());
  const Json by_cell = file(courseware + ",caf\xE9\n")["decisions"][0];
  CHECK(by_cell["course"].is_null());
  CHECK(by_cell["cell"] == "caf\u00E9");
  const std::string survey = "Survey ID,Completion date,Course number,Course type,Average score\nS1,2024-06-03,";
  const Json area = file(survey + "AB-730,Advanced,5\n")["decisions"][0];
  CHECK(area["id"] == "area");
  CHECK(area["guess"] == "modern_work");
  CHECK(area["choices"].size() == 6);

  const auto order = [&](const std::string& day, DateOrder chosen = DateOrder::unsettled) {
    Choices choices;
    if (chosen != DateOrder::unsettled) choices.date_order["*"] = chosen;
    return file("Redemption date,Course type\n" + day + ",Advanced\n", choices)["date_order"];
  };
  CHECK(order("2024-06-03") == "year-first");
  CHECK(order("3 Jun 2024", DateOrder::day_first) == "year-first");
  CHECK(order("03/06/2024") == "unsettled");
  CHECK(order("03/06/2024", DateOrder::month_first) == "mdy");
  CHECK(order("13/06/2024", DateOrder::month_first) == "dmy");
}

TEST_CASE("The equation of a card can be checked from its details") {
  FileSet set(built_in_rulebook(), {});
  std::string text = "Redemption date,Course type\n";
  for (int i = 0; i < 712; ++i) text += "2024-06-03,Fundamentals\n";
  for (int i = 0; i < 546; ++i) text += "2024-06-03,Advanced\n";
  read_file(set, "c.csv", text);
  const Json json =
      Json::parse(details_json(set, window_2024(), *criterion_with_id("courseware_completions", built_in_rulebook())));
  CHECK(json["score"] == "846");
  CHECK(json["terms"][0]["before_limit"] == "356");
  CHECK(json["terms"][0]["points"] == "300");
  CHECK(json["terms"][0]["limited"] == true);
  CHECK(json["terms"][0]["title"] == "Fundamental and others");
  CHECK(json["terms"][1]["points"] == "546");
  CHECK(json["months"][5]["score"] == "902");  // of June, before limits
  CHECK(json["months"][11]["cumulative"] == "846");
  CHECK(json["months"][4]["cumulative"] == "0");
}

TEST_CASE("Answers by value and by question add up to the average they explain") {
  FileSet set(built_in_rulebook(), {});
  read_file(set, "s.csv", surveys);
  const Json json =
      Json::parse(details_json(set, window_2024(), *criterion_with_id("average_response_score", built_in_rulebook())));
  CHECK(json["points"] == "46");
  CHECK(json["answers"] == 10);
  CHECK(json["surveys"] == 2);
  CHECK(json["shown"] == "4.60");
  int answers = 0;
  int points = 0;
  for (const Json& one : json["distribution"]) {
    answers += one["answers"].get<int>();
    points += one["answer"].get<int>() * one["answers"].get<int>();
  }
  CHECK(answers == 10);
  CHECK(points == 46);
  CHECK(json["questions"].size() == question_count);
  CHECK(json["questions"][0]["answers"] == 2);
  CHECK(json["questions"][0]["shown"] == "3.00");
}

TEST_CASE("A record is printed as its cells, bytes that are no UTF-8 as Windows-1252") {
  const std::vector<std::string_view> cells = {"a", "", "say \"hi\"", "caf\xE9", "\u00E9", std::string_view("\0", 1)};
  const Position at;
  CHECK(Json::parse(record_json(Record{at, Cells(cells)})) ==
      Json::array({"a", "", "say \"hi\"", "caf\u00E9", "\u00E9", std::string(1, '\0')}));
  CHECK(record_json(Record{at, Cells()}) == "[]");
}

TEST_CASE("A problem with settings is printed with its path") {
  const Problem problem = problem_of(parse_choices("{\"window\":1}", built_in_rulebook()));
  const Json json = Json::parse(problem_json(problem));
  CHECK(json["code"] == "choices");
  CHECK(json["path"] == "window");
  CHECK(json["found"] == "1");
  CHECK(json["expected"] == problem.expected);
  CHECK(json["message"] == problem.message);
}

namespace {

/// What is needed for a criterion, in words, after reading these files under a rulebook.
std::string needed(const std::vector<std::string>& texts, const std::string& criterion,
    const Rulebook& rulebook = built_in_rulebook()) {
  FileSet set(rulebook, {});
  for (std::size_t i = 0; i < texts.size(); ++i) read_file(set, std::to_string(i) + ".csv", texts[i]);
  const Json found = Json::parse(outlook_json(set, window_2024()))["criteria"][criterion]["needed"];
  return found.is_null() ? "nothing" : found.get<std::string>();
}

std::string redemptions(int fundamental, int advanced) {
  std::string text = "Redemption date,Course type,Achievement code\n";
  for (int i = 0; i < fundamental + advanced; ++i)
    text +=
        std::string("2024-06-03,") + (i < fundamental ? "Fundamentals" : "Advanced") + ",A" + std::to_string(i) + "\n";
  return text;
}

}  // namespace

TEST_CASE("What is needed is told in whole units, of each category that has room for all of it [R-LIMIT]") {
  const std::string criterion = "courseware_completions";
  CHECK(needed({}, criterion) == "1,000 Advanced completions");
  CHECK(needed({redemptions(599, 700)}, criterion) == "1 Advanced completion or 1 Fundamental and others completion");
  CHECK(needed({redemptions(598, 700)}, criterion) == "1 Advanced completion or 2 Fundamental and others completions");
  CHECK(needed({redemptions(598, 699)}, criterion) == "2 Advanced completions");
  CHECK(needed({redemptions(600, 699)}, criterion) == "1 Advanced completion; Fundamental and others is at its limit");
  CHECK(needed({redemptions(601, 699)}, criterion) == "1 Advanced completion; Fundamental and others is at its limit");
  CHECK(needed({redemptions(0, 1000)}, criterion) == "nothing");
  const std::string exams = "Purchase date,Exam type,Units\n2024-06-03,Fundamentals,1\n2024-06-03,Advanced,";
  CHECK(needed({exams + "198\n"}, "exam_unit_purchases") ==
      "2 Advanced exam units or 3 Fundamental and others exam units");
  CHECK(
      needed({exams + "199\n"}, "exam_unit_purchases") == "1 Advanced exam unit or 1 Fundamental and others exam unit");
}

TEST_CASE("What an average needs is the fewest further answers that reach the target, where any can") {
  const std::string header = "Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n";
  const std::string criterion = "average_response_score";
  CHECK(needed({}, criterion) == "answers that average 4.25 or more");
  // One answer of 5 makes (4 + 4 + 4 + 5) / 4 of three 4, which is 4.25; of six it takes two, and of seven three.
  CHECK(needed({header + "S1,2024-06-03,Advanced,Security,4,4,4,,,,,,\n"}, criterion) ==
      "at least 1 further answer of 5");
  CHECK(needed({header + "S1,2024-06-03,Advanced,Security,4,4,4,4,4,4,,,\n"}, criterion) ==
      "at least 2 further answers of 5");
  CHECK(needed({header + "S1,2024-06-03,Advanced,Security,4,4,4,4,4,4,4,,\n"}, "security/" + criterion) ==
      "at least 3 further answers of 5");
  CHECK(needed({header + "S1,2024-06-03,Advanced,Security,5,5,5,5,5,5,4,,\n"}, criterion) == "nothing");
  CHECK(needed({header + "S1,2024-06-03,Advanced,Security,5,5,5,5,5,5,4,,\n"}, "security/survey_completions") ==
      "199 surveys of Advanced courses");
  Rulebook strict = built_in_rulebook();
  strict.average.target.value = Decimal::whole(5);
  CHECK(needed({header + "S1,2024-06-03,Advanced,Security,4,5,5,5,5,5,5,5,5\n"}, criterion, strict) ==
      "answers that average 5 or more");
}

TEST_CASE("Details name the target of the criterion they are of, the base's or the areas'") {
  Rulebook other = built_in_rulebook();
  other.average.target.value = Decimal{400};
  other.average.area_target.value = Decimal{450};
  FileSet set(other, {});
  // 670 points over 149 answers, 4.4966…: close below the target of areas, and above that of the base.
  std::string text = "Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n";
  for (int i = 0; i < 149; ++i)
    text += "S" + std::to_string(i) + ",2024-06-03,Advanced,Security," + (i < 74 ? "5" : "4") + ",,,,,,,,\n";
  read_file(set, "s.csv", text);
  const auto details = [&](const char* id) {
    return Json::parse(details_json(set, window_2024(), criterion_with_id(id, other).value()));
  };
  const Json base = details("average_response_score");
  const Json area = details("security/average_response_score");
  CHECK(base["rules"].back()["value"] == "4");
  CHECK(area["rules"].back()["value"] == "4.5");
  CHECK(base["questions"][0]["shown"] == "4.49");
  CHECK(area["questions"][0]["shown"] == "4.496");
}
