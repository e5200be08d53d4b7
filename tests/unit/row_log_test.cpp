#include "tspq/row_log.h"

#include <random>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

namespace {

Day day(const char* text) { return parse_iso_day(text).value(); }

}  // namespace

TEST_CASE("What is pushed for a row comes back: every reason, account, category and day") {
  RowLog log;
  std::vector<Verdict> verdicts;
  std::vector<Kind> kinds;
  std::mt19937 random(4);
  for (std::size_t i = 0; i < 20'000; ++i) {
    Verdict verdict;
    verdict.reason = static_cast<Reason>(i % reason_count);
    if (random() % 5) verdict.day = day("2000-01-01") + static_cast<int>(random() % 36'890);
    if (random() % 3) verdict.category = static_cast<Category>(random() % category_count);
    if (random() % 3) verdict.area = static_cast<AreaIndex>(random() % most_areas);
    verdict.surveys = static_cast<int>(random() % 2);
    kinds.push_back(static_cast<Kind>(random() % kind_count));
    verdicts.push_back(verdict);
    Position at;
    at.byte = i * 10;
    log.push(verdict, kinds.back(), at, true);
  }
  REQUIRE(log.size() == verdicts.size());
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const RowLog::Entry entry = log[i];
    const Verdict& verdict = verdicts[i];
    const bool same = entry.reason == verdict.reason && entry.day == verdict.day &&
        entry.category == verdict.category && entry.account == account_of(kinds[i], verdict.area) &&
        entry.further_answer ==
            (verdict.reason == Reason::counted && kinds[i] == Kind::surveys && verdict.surveys == 0);
    if (!same) FAIL("row " << i);
  }
}

TEST_CASE(
    "Rows that came to the same are kept in one, and yet each comes back, in any order and in runs, as if it were kept by itself") {
  std::mt19937 random(5);
  for (int round = 0; round < 20; ++round) {
    RowLog log;
    std::vector<Verdict> verdicts;
    const std::size_t rows = round == 0 ? 1 : 1 + random() % 20'000;
    const std::size_t most_alike = std::size_t{1} << random() % 13;
    while (verdicts.size() < rows) {
      Verdict verdict;
      verdict.reason = random() % 3 ? Reason::counted : Reason::cancelled;
      verdict.day = day("2024-01-01") + static_cast<int>(random() % 2);
      verdict.area = AreaIndex{1};
      verdict.surveys = 1;
      RowLog::Likewise likewise;
      for (std::size_t i = 1 + random() % most_alike; i > 0 && verdicts.size() < rows; --i) {
        Position at;
        at.byte = verdicts.size();
        const bool by_itself = verdict.surveys == 1 || random() % 4 == 0;
        const std::size_t together = by_itself ? 1 : std::min({1 + random() % 40, i, rows - verdicts.size()});
        if (by_itself) likewise = log.push(verdict, Kind::surveys, at, random() % 5 > 0);
        else log.push_likewise(likewise, together, at);
        verdicts.insert(verdicts.end(), together, verdict);
        verdict.surveys = 0;
        i -= together - 1;
      }
    }
    const auto is_right = [&](std::uint64_t row, const RowLog::Entry& entry) {
      const Verdict& verdict = verdicts[row];
      return entry.reason == verdict.reason && entry.day == verdict.day && entry.account == account_of_area(1) &&
          entry.further_answer == (verdict.reason == Reason::counted && verdict.surveys == 0);
    };
    INFO("round " << round);
    REQUIRE(log.size() == rows);
    std::uint64_t next = 0;
    bool right = true;
    log.for_each_run([&](const RowLog::Run& run) {
      right = right && run.first == next && run.rows > 0;
      for (; next < run.first + run.rows && next < rows; ++next)
        right = right && is_right(next, RowLog::entry_of(run.word));
    });
    REQUIRE((right && next == rows));
    RowLog::Walk onwards(log);
    RowLog::Walk anywhere(log);
    for (std::uint64_t row = 0; row < rows; ++row) {
      const std::uint64_t other = random() % 8 ? std::min(row + random() % 40, rows - 1) : random() % rows;
      right = right && is_right(row, RowLog::entry_of(onwards.word(row))) &&
          is_right(other, RowLog::entry_of(anywhere.word(other))) && is_right(other, log[other]);
    }
    REQUIRE(right);
  }
}

TEST_CASE("Days that no window reaches stay outside every window, on their own side") {
  RowLog log;
  for (const char* text :
      {"0001-01-01", "1999-12-31", "2000-01-01", "2100-12-30", "2100-12-31", "2101-01-01", "9999-12-31"}) {
    Verdict verdict;
    verdict.reason = Reason::counted;
    verdict.day = day(text);
    log.push(verdict, Kind::exams, {}, true);
  }
  const Window first = window_before(first_anniversary, WindowMode::exact_days, 12);
  const Window last = window_before(last_anniversary, WindowMode::exact_days, 12);
  for (std::uint64_t row = 0; row < log.size(); ++row) {
    CHECK((log[row].under(first) == Reason::counted) == (row == 2));
    CHECK((log[row].under(last) == Reason::counted) == (row == 3));
  }
  CHECK(log[0].day < day("2000-01-01"));
  CHECK(log[6].day > day("2100-12-31"));
}

TEST_CASE("The window beats every reason of a row with a day, and no reason of a row without") {
  const Window window = window_before(day("2025-01-15"), WindowMode::completed_months, 12);
  for (std::size_t i = 0; i < reason_count; ++i) {
    RowLog::Entry entry{static_cast<Reason>(i), std::nullopt, courseware_account, std::nullopt, false};
    CHECK(entry.under(window) == entry.reason);
    entry.day = day("2024-12-31");
    CHECK(entry.under(window) == entry.reason);
    entry.day = day("2025-01-01");
    CHECK(entry.under(window) == Reason::outside_window);
  }
}

TEST_CASE("Reading can start again at a place at or before any row, never far before it") {
  RowLog log;
  constexpr std::uint64_t rows = 3 * RowLog::rows_per_checkpoint + 10;
  for (std::uint64_t i = 0; i < rows; ++i) {
    Position at;
    at.byte = 100 + i * 7;
    at.record = i + 1;
    log.push(Verdict{}, Kind::courseware, at, true);
  }
  for (std::uint64_t row = 0; row < rows; ++row) {
    const RowLog::Checkpoint before = log.before(row);
    const auto after = log.after(row);
    const bool right = before.row <= row && row - before.row < RowLog::rows_per_checkpoint &&
        before.at.byte == 100 + before.row * 7 && before.at.record == before.row + 1 &&
        (!after || (after->row > row && after->at.byte == 100 + after->row * 7));
    if (!right) FAIL("row " << row);
  }
  CHECK_FALSE(log.after(rows - 1));
  CHECK(log.after(0)->row == RowLog::rows_per_checkpoint);
}

TEST_CASE("No reading starts at a row where it would see another text") {
  RowLog log;
  for (std::uint64_t i = 0; i < 3 * RowLog::rows_per_checkpoint; ++i) {
    Position at;
    at.record = i + 1;
    log.push(Verdict{}, Kind::courseware, at, i == 5 || i >= RowLog::rows_per_checkpoint + 100);
  }
  CHECK(log.before(5).row == 5);
  CHECK(log.before(RowLog::rows_per_checkpoint + 50).row == 5);
  CHECK(log.before(2 * RowLog::rows_per_checkpoint + 60).row == 5 + RowLog::rows_per_checkpoint + 95);
}
