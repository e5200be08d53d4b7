#include "tspq/ledger.h"

#include <array>
#include <random>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

namespace {

Verdict counted(Day day, std::int64_t units = 1) {
  Verdict verdict;
  verdict.reason = Reason::counted;
  verdict.day = day;
  verdict.category = Category::advanced;
  verdict.units = units;
  return verdict;
}

Day day(const char* text) { return *parse_iso_day(text); }

Window window(const char* anniversary) { return window_before(day(anniversary), WindowMode::completed_months, 12); }

std::uint64_t rows(const Totals& totals, Account account, Reason reason) {
  return totals[account].rows[static_cast<std::size_t>(reason)];
}

}  // namespace

TEST_CASE("A row is inside the window on its first and last day and outside it a day earlier and later") {
  Ledger ledger;
  for (const char* text : {"2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01"})
    ledger.add(counted(day(text)), Kind::courseware);
  const Totals totals = ledger.within(window("2024-01-15"));
  CHECK(rows(totals, courseware_account, Reason::counted) == 2);
  CHECK(rows(totals, courseware_account, Reason::outside_window) == 2);
  CHECK(to_string(ledger.first_day().value()) == "2022-12-31");
  CHECK(to_string(ledger.last_day().value()) == "2024-01-01");
}

TEST_CASE("Outside the window wins over every later reason, and rows without a day keep theirs") {
  Ledger ledger;
  Verdict verdict;
  verdict.reason = Reason::missing_id;
  verdict.day = day("2020-05-05");
  ledger.add(verdict, Kind::courseware);
  verdict.day.reset();
  verdict.reason = Reason::unreadable_date;
  ledger.add(verdict, Kind::courseware);
  const Totals totals = ledger.within(window("2024-01-15"));
  CHECK(rows(totals, courseware_account, Reason::outside_window) == 1);
  CHECK(rows(totals, courseware_account, Reason::missing_id) == 0);
  CHECK(rows(totals, courseware_account, Reason::unreadable_date) == 1);
  CHECK(rows(ledger.all(), courseware_account, Reason::missing_id) == 1);
}

TEST_CASE("Dates that no window reaches share their place and stay outside every window") {
  Ledger ledger;
  for (const char* text :
      {"0001-01-01", "1999-12-31", "2000-01-01", "2100-12-30", "2100-12-31", "2101-01-01", "9999-12-31"})
    ledger.add(counted(day(text)), Kind::exams);
  CHECK(rows(ledger.within(window("2001-01-01")), exams_account, Reason::counted) == 1);
  CHECK(rows(ledger.within(window_before(day("2100-12-31"), WindowMode::exact_days, 12)), exams_account,
            Reason::counted) == 1);
  CHECK(ledger.all()[exams_account].rows_in() == 7);
  CHECK(to_string(ledger.last_day().value()) == "9999-12-31");
}

TEST_CASE(
    "Further rows of a survey go where one of its rows went, whatever went elsewhere between, and only as many as there is room for") {
  const auto survey = [](const char* on, Reason reason) {
    Verdict verdict;
    verdict.reason = reason;
    verdict.day = day(on);
    verdict.area = AreaIndex{1};
    verdict.surveys = 1;
    return verdict;
  };
  Ledger ledger;
  const Ledger::Place place = ledger.add(survey("2024-06-03", Reason::counted), Kind::surveys);
  const Ledger::Place cancelled = ledger.add(survey("2024-06-04", Reason::cancelled), Kind::surveys);
  CHECK(ledger.room_likewise(Ledger::Place{}, Reason::counted) == 0);
  const std::array<PlainAnswer, 3> answers{{{0, 0, Answer{4}}, {1, 1, unanswered}, {-1, -1, unanswered}}};
  std::uint64_t added = 1;
  for (; ledger.room_likewise(place, Reason::counted) >= answers.size(); added += answers.size())
    ledger.add_likewise(place, Reason::counted, answers);
  ledger.add_likewise(cancelled, Reason::cancelled, answers);
  const Sums sums = ledger.within(window("2025-01-15"))[account_of_area(1)];
  CHECK(added > 7'000);
  CHECK(sums.counted() == added);
  CHECK(sums.surveys == 1);
  CHECK(sums.points == Decimal::whole(4 * static_cast<std::int64_t>(added / answers.size())));
  CHECK(sums.answers == added / answers.size());
  CHECK(sums.rows[static_cast<std::size_t>(Reason::cancelled)] == 1 + answers.size());
  CHECK(sums.rows_in() == added + 1 + answers.size());
}

TEST_CASE("However rows are spread over ledgers and in whatever order they come, the sums agree") {
  std::mt19937 random(5);
  for (int round = 0; round < 50; ++round) {
    Ledger whole;
    std::vector<Ledger> parts(4);
    Decimal points_in;
    std::array<std::uint64_t, question_count> points_of{};
    std::array<std::uint64_t, question_count> answers_to{};
    for (int i = 0; i < 300; ++i) {
      Verdict verdict =
          counted(Day{19'000 + static_cast<int>(random() % 900)}, static_cast<std::int64_t>(random() % 5));
      verdict.reason = random() % 3 ? Reason::counted : static_cast<Reason>(random() % reason_count);
      if (verdict.reason <= Reason::ambiguous_date) verdict.day.reset();
      if (verdict.reason == Reason::outside_window) verdict.reason = Reason::cancelled;
      const auto kind = static_cast<Kind>(random() % kind_count);
      if (kind == Kind::surveys) {
        if (random() % 2) verdict.area = static_cast<AreaIndex>(random() % 6);
        verdict.surveys = static_cast<int>(random() % 2);
        verdict.from_average = random() % 4 == 0;
        if (verdict.from_average) {
          verdict.points = Decimal{static_cast<std::int64_t>(random() % 4501)};
          verdict.answers = static_cast<int>(random() % 10);
        } else {
          for (Answer& answer : verdict.by_question) {
            answer = static_cast<Answer>(random() % 6);
            verdict.points = verdict.points + Decimal::whole(answer);
            verdict.answers += answer != unanswered;
          }
        }
        if (verdict.reason == Reason::counted) points_in = points_in + verdict.points;
        for (std::size_t question = 0;
             question < question_count && verdict.reason == Reason::counted && !verdict.from_average; ++question) {
          points_of[question] += static_cast<std::uint64_t>(std::max<Answer>(verdict.by_question[question], 0));
          answers_to[question] += verdict.by_question[question] != unanswered;
        }
      }
      whole.add(verdict, kind);
      parts[random() % 4].add(verdict, kind);
    }
    const Window w = window_before(Day{19'000 + static_cast<int>(random() % 900)}, WindowMode::exact_days, 12);
    const Totals a = whole.within(w);
    Totals b;
    for (std::size_t i : {2U, 0U, 3U, 1U}) b += parts[i].within(w);
    std::uint64_t in = 0;
    for (std::size_t i = 0; i < most_accounts; ++i) {
      CHECK(a.accounts[i].rows == b.accounts[i].rows);
      CHECK(a.accounts[i].units == b.accounts[i].units);
      CHECK(a.accounts[i].points == b.accounts[i].points);
      CHECK(a.accounts[i].answers == b.accounts[i].answers);
      CHECK(a.accounts[i].by_answer == b.accounts[i].by_answer);
      CHECK(a.accounts[i].question_points == b.accounts[i].question_points);
      CHECK(a.accounts[i].question_answers == b.accounts[i].question_answers);
      CHECK(a.accounts[i].surveys_from_averages == b.accounts[i].surveys_from_averages);
      in += a.accounts[i].rows_in();
    }
    CHECK(in == 300);  // [R-ACCOUNT]
    CHECK(whole.all().of(Kind::surveys).points == points_in);
    for (std::size_t question = 0; question < question_count; ++question) {
      CHECK(whole.all().of(Kind::surveys).question_points[question] == points_of[question]);
      CHECK(whole.all().of(Kind::surveys).question_answers[question] == answers_to[question]);
    }
  }
}

TEST_CASE("A day holds any number of rows of an account, those given by their average too") {
  constexpr std::uint64_t many = 200'000;  // more than two bytes count
  Verdict survey = counted(day("2024-06-03"));
  survey.surveys = 1;
  survey.by_question.fill(Answer{5});
  survey.answers = question_count;
  survey.points = Decimal::whole(45);
  Verdict averaged = counted(day("2024-06-03"));
  averaged.surveys = 1;
  averaged.from_average = true;
  averaged.answers = 4;
  averaged.points = Decimal{1725};
  Ledger ledger;
  for (std::uint64_t i = 0; i < many; ++i) {
    ledger.add(counted(day("2024-06-03"), 3), Kind::exams);
    ledger.add(survey, Kind::surveys);
  }
  for (int i = 0; i < 3; ++i) ledger.add(averaged, Kind::surveys);
  const Totals totals = ledger.within(window("2025-01-15"));
  CHECK(rows(totals, exams_account, Reason::counted) == many);
  CHECK(totals[exams_account].units[1] == Integer{3} * Integer{many});
  const Sums sums = totals.of(Kind::surveys);
  CHECK(sums.surveys == many + 3);
  CHECK(sums.surveys_from_averages == 3);
  CHECK(sums.points == Decimal::whole(Integer{45} * Integer{many}) + Decimal{3 * 1725});
  CHECK(sums.answers == many * question_count + 3 * 4);
  CHECK(sums.by_answer[4] == many * question_count);
}

TEST_CASE("The first and the last day are those of all rows that have one, in whatever order they come") {
  Ledger ledger;
  Verdict undated;
  undated.reason = Reason::unreadable_date;
  ledger.add(undated, Kind::exams);
  CHECK_FALSE(ledger.first_day());
  CHECK_FALSE(ledger.last_day());
  for (const char* text : {"2024-06-03", "2024-03-01", "2024-12-01", "2024-05-05"})
    ledger.add(counted(day(text)), Kind::exams);
  CHECK(to_string(ledger.first_day().value()) == "2024-03-01");
  CHECK(to_string(ledger.last_day().value()) == "2024-12-01");
  CHECK(rows(ledger.all(), exams_account, Reason::unreadable_date) == 1);
  CHECK(ledger.all()[exams_account].rows_in() == 5);
}
