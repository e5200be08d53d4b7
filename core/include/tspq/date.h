// Calendar days as files write them. A time or a zone behind a date is checked for shape and then ignored [R-WINDOW].
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tspq {

/// A calendar day, counted from 1970-01-01 (day 0) in the proleptic Gregorian calendar.
struct Day {
  std::int32_t number = 0;

  friend constexpr auto operator<=>(Day, Day) = default;
  friend constexpr Day operator+(Day d, int days) { return {d.number + days}; }
};

/// The days that any window can hold: 2000-01-01 to 2100-12-31.
inline constexpr Day first_reachable_day{10'957};
inline constexpr Day last_reachable_day{47'846};

/// A reachable day as a number from 1 on. All days before them are 0, and all days after them share the number behind
/// the last.
constexpr std::uint32_t place_of_day(Day day) {
  return static_cast<std::uint32_t>(
      std::clamp(day.number, first_reachable_day.number - 1, last_reachable_day.number + 1) -
      first_reachable_day.number + 1);
}
inline constexpr std::uint32_t last_place = place_of_day({last_reachable_day.number + 1});
constexpr Day day_at_place(std::uint32_t place) {
  return {static_cast<std::int32_t>(place) + first_reachable_day.number - 1};
}

struct CivilDate {
  int year = 1970;
  int month = 1;  ///< 1..12
  int day = 1;    ///< 1..31
};

/// Days in that month, 28..31.
int days_in_month(int year, int month);

/// The day, or nullopt when no calendar has it (2023-02-29, month 13). Years 0..9999.
std::optional<Day> make_day(int year, int month, int day);

CivilDate civil(Day day);

/// "2024-06-03".
std::string to_string(Day day);

/// Reads exactly YYYY-MM-DD, as settings write it.
std::optional<Day> parse_iso_day(std::string_view text);

/// Which part of 03/04/2026 is the day. A fact of a whole column, never of one row.
enum class DateOrder : std::uint8_t { unsettled, day_first, month_first };

/// What one date cell says by itself.
struct DateReading {
  enum class Kind : std::uint8_t {
    unreadable,          ///< empty, no date, a two-digit year, or a day that its month does not have
    certain,             ///< year first, month by name, or both parts equal: `day` is it
    either,              ///< a/b/yyyy with both parts 1..12 and different: only the column can tell
    proves_day_first,    ///< a/b/yyyy with a above 12: evidence for the column, even where the month does not have that
                         ///< day
    proves_month_first,  ///< a/b/yyyy with b above 12
  };
  Kind kind = Kind::unreadable;
  std::optional<Day> day;           ///< when certain
  std::optional<Day> if_day_first;  ///< for the last three kinds; nullopt when that day does not exist
  std::optional<Day> if_month_first;
};

/// Reads a date cell (surrounding blanks are ignored): 2024-06-03, 2024/6/3, 3 Apr 2024, 03-Apr-2024, Apr 3, 2024,
/// a/b/yyyy, a.b.yyyy, a-b-yyyy; each with or without a time such as T00:00:00Z, 0:00 or 12:00:00 AM. Two-digit years
/// are not read.
DateReading read_date(std::string_view cell);

/// The order that a column's own rows settle: the one that more rows prove. As many rows for each side settle nothing,
/// so that the answer does not depend on which row comes first.
DateOrder settle(std::uint64_t rows_proving_day_first, std::uint64_t rows_proving_month_first);

}  // namespace tspq
