#include "tspq/date.h"

#include <chrono>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;
using Kind = DateReading::Kind;

namespace {

std::string certain(std::string_view cell) {
  const DateReading reading = read_date(cell);
  return reading.kind == Kind::certain ? to_string(*reading.day) : "uncertain";
}

}  // namespace

TEST_CASE("Days agree with the standard library's calendar from year 0 to 9999") {
  namespace ch = std::chrono;
  for (int number = -719528; number <= 2932896; number += 1) {
    const ch::year_month_day expected{ch::sys_days{ch::days{number}}};
    const CivilDate date = civil(Day{number});
    const bool same = date.year == int(expected.year()) && date.month == int(unsigned(expected.month())) &&
        date.day == int(unsigned(expected.day()));
    if (!same || make_day(date.year, date.month, date.day) != Day{number}) {
      FAIL("day " << number);
    }
  }
}

TEST_CASE("A day that no calendar has is no day") {
  CHECK_FALSE(make_day(2023, 2, 29));
  CHECK(make_day(2024, 2, 29));
  CHECK_FALSE(make_day(1900, 2, 29));
  CHECK(make_day(2000, 2, 29));
  CHECK_FALSE(make_day(2024, 13, 1));
  CHECK_FALSE(make_day(2024, 0, 1));
  CHECK_FALSE(make_day(2024, 4, 31));
  CHECK_FALSE(make_day(2024, 4, 0));
}

TEST_CASE("Year-first dates and months by name can be read in one way only") {
  for (const char* cell : {"2024-06-03", "2024/6/3", "2024.06.03", " 2024-06-03 ", "2024-06-03T00:00:00Z",
           "2024-06-03 14:30", "2024-06-03T23:59:59.123+02:00", "3 Jun 2024", "03-Jun-2024", "Jun 3, 2024",
           "June 3, 2024", "3 JUNE 2024", "3. Jun. 2024", "2024-Jun-03", "03/Jun/2024 0:00"}) {
    INFO(cell);
    CHECK(certain(cell) == "2024-06-03");
  }
  CHECK(certain("Sept 9, 2024") == "2024-09-09");
  CHECK(certain("5/5/2024") == "2024-05-05");
  CHECK(certain("2/2/2019 0:00") == "2019-02-02");
  CHECK(certain("1/1/2020 12:00:00\xE2\x80\xAF"
                "AM") == "2020-01-01");
}

TEST_CASE("What is no date, or not surely one, is unreadable") {
  for (const char* cell : {"", "-", "n/a", "2023-02-29", "2024-13-01", "2024-06-31", "3/4/24", "03-Apr-24", "20240603",
           "45444", "2024-06", "June 2024", "2024-06/03", "3/4/2024 tomorrow", "2024-06-03T", "2024-06-03 25:00",
           "2024-06-03 12", "0/5/2024", "31/31/2024", "3//2024", "32 Jan 2024", "1/2/20245", "2024-06-03x",
           "Juni 3, 2024", "Ju 3, 2024", "\xD9\xA3/4/2024"}) {
    INFO(cell);
    CHECK(read_date(cell).kind == Kind::unreadable);
  }
}

TEST_CASE("Day and month in digits are told apart by the column, not by the row") {
  const DateReading either = read_date("03/04/2026");
  CHECK(either.kind == Kind::either);
  CHECK(to_string(*either.if_day_first) == "2026-04-03");
  CHECK(to_string(*either.if_month_first) == "2026-03-04");
  CHECK(read_date("13/04/2026").kind == Kind::proves_day_first);
  CHECK(read_date("12.04.2026").kind == Kind::either);
  CHECK(read_date("04-13-2026").kind == Kind::proves_month_first);
  CHECK(read_date("4-12-2026").kind == Kind::either);
  CHECK_FALSE(read_date("13/04/2026").if_month_first);
}

TEST_CASE("A column's order is the one that more of its rows prove") {
  CHECK(settle(0, 0) == DateOrder::unsettled);
  CHECK(settle(1, 0) == DateOrder::day_first);
  CHECK(settle(0, 1) == DateOrder::month_first);
  CHECK(settle(2, 1) == DateOrder::day_first);
  CHECK(settle(3, 3) == DateOrder::unsettled);
}

TEST_CASE("The days that windows reach have places of their own, and all others share two") {
  CHECK(first_reachable_day == *make_day(2000, 1, 1));
  CHECK(last_reachable_day == *make_day(2100, 12, 31));
  CHECK(place_of_day(first_reachable_day) == 1);
  CHECK(place_of_day(first_reachable_day + -1) == 0);
  CHECK(place_of_day(*make_day(1, 1, 1)) == 0);
  CHECK(place_of_day(last_reachable_day) == last_place - 1);
  CHECK(place_of_day(last_reachable_day + 1) == last_place);
  CHECK(place_of_day(*make_day(9999, 12, 31)) == last_place);
  for (const Day day : {first_reachable_day, *make_day(2026, 2, 28), last_reachable_day})
    CHECK(day_at_place(place_of_day(day)) == day);
}

TEST_CASE("A time of day and a zone may stand behind a date in their own forms only") {
  const auto is_read = [](const std::string& cell) { return read_date(cell).day == make_day(2024, 6, 3); };
  for (const char* time : {" 24:00", "T23:59:60", "t10:00", ", 10:00", " 10:00:00.123456789", " 10:00:00,5", " 10 PM",
           " 10:00 pm UTC", " 10:00 am +01:00", " 10:00\xE2\x80\xAFPM", "T10:00:00Z", "T10:00+01", "T10:00-0130",
           " 10:00:00 GMT", " 10:00 utc"}) {
    INFO(time);
    CHECK(is_read(std::string("2024-06-03") + time));
    CHECK(is_read(std::string("Jun 3, 2024") + time));
  }
  for (const char* time :
      {" 25:00", " 10:61", " 10:00:61", " 10", " 10:0", " 10:00:00:00", " 10:00.5", " 10:00:00.1234567890", ",10:00",
          " 10:00+1", " 10:00+123", " 10:00+0100:00", " 10:00+01:", " 10:00 CET", "10:00"}) {
    INFO(time);
    CHECK_FALSE(is_read(std::string("2024-06-03") + time));
    CHECK_FALSE(is_read(std::string("Jun 3, 2024") + time));
  }
}

TEST_CASE("A date has parts of the right length, between separators that go together, and none out of range") {
  const auto is_read = [](const char* cell) { return read_date(cell).day == make_day(2024, 4, 3); };
  for (const char* cell : {"2024-04-03", "2024-4-3", "3-Apr.-2024", "Apr. 3, 2024", "Apr 3,2024",
           "3\xC2\xA0"
           "Apr\xC2\xA0"
           "2024",
           "2024-Apr-03", "3. April 2024"}) {
    INFO(cell);
    CHECK(is_read(cell));
  }
  for (const char* cell : {"2024-Apr-003", "2024-04-003", "003 Apr 2024", "003/04/2024", "03 04 2024", "3,4,2024",
           "3/4-2024", "32/05/2024", "05/32/2024", "13/14/2024", "0/4/2024", "4/0/2024", "Ap 3, 2024", "3 Apr 24"}) {
    INFO(cell);
    CHECK(read_date(cell).kind == DateReading::Kind::unreadable);
  }
  for (const char* cell : {"24-01-15", "2025-1-15", "2025-01-5", "2025-01-15 "}) CHECK_FALSE(parse_iso_day(cell));
  CHECK_FALSE(make_day(10'000, 1, 1));
  CHECK(to_string(make_day(999, 1, 2).value()) == "0999-01-02");
}
