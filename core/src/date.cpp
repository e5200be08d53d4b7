#include "tspq/date.h"

#include <array>

#include "ascii.h"
#include "tspq/text.h"

namespace tspq {
namespace {

constexpr std::array<std::string_view, 12> month_names = {"january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december"};

/// Walks over one cell. Every take_… either consumes what it names and says so, or consumes nothing.
class Cursor {
public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(char c) {
    if (peek() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_blanks() {
    const std::size_t before = rest_.size();
    // Office writes a narrow no-break space in front of AM and PM in some locales.
    for (;;) {
      if (take(' ') || take('\t')) continue;
      if (rest_.starts_with("\xC2\xA0")) rest_.remove_prefix(2);
      else if (rest_.starts_with("\xE2\x80\xAF")) rest_.remove_prefix(3);
      else break;
    }
    return rest_.size() != before;
  }

  struct Number {
    int value = 0;
    int digits = 0;
  };

  /// A run of at most `most` digits that is not followed by a further digit.
  std::optional<Number> take_number(int most) {
    Number number;
    for (std::size_t i = 0; i < rest_.size() && is_digit(rest_[i]); ++i) {
      if (++number.digits > most) return std::nullopt;
      number.value = number.value * 10 + (rest_[i] - '0');
    }
    if (number.digits == 0) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(number.digits));
    return number;
  }

  /// A month by its English name: in full, by its first three letters, or "Sept". 1..12.
  std::optional<int> take_month_name() {
    std::size_t letters = 0;
    while (letters < rest_.size() && is_letter(rest_[letters])) ++letters;
    if (letters < 3) return std::nullopt;
    const std::string_view word = rest_.substr(0, letters);
    for (std::size_t i = 0; i < month_names.size(); ++i) {
      const std::string_view name = month_names[i];
      const bool matches = equal_ignoring_case(word, name) || equal_ignoring_case(word, name.substr(0, 3)) ||
          (i == 8 && equal_ignoring_case(word, "sept"));
      if (!matches) continue;
      rest_.remove_prefix(letters);
      take('.');
      return static_cast<int>(i) + 1;
    }
    return std::nullopt;
  }

  bool take_word(std::string_view word) {
    if (rest_.size() < word.size() || !equal_ignoring_case(rest_.substr(0, word.size()), word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

private:
  std::string_view rest_;
};

/// Nothing, or a time of day with an optional zone, up to the end of the cell. Its value does not matter, its shape
/// does: "3/4/2024 tomorrow" is no date.
bool take_time(Cursor& at) {
  if (at.at_end()) return true;
  const bool separated = at.take('T') || at.take('t') || at.take_blanks() || (at.take(',') && at.take_blanks());
  if (!separated) return false;
  const auto hour = at.take_number(2);
  if (!hour || hour->value > 24) return false;
  int parts = 1;
  while (parts < 3 && at.take(':')) {
    const auto part = at.take_number(2);
    if (!part || part->digits != 2 || part->value > 60) return false;
    ++parts;
  }
  if (parts == 3 && (at.take('.') || at.take(',')) && !at.take_number(9)) return false;
  at.take_blanks();
  const bool half_day = at.take_word("am") || at.take_word("pm");
  if (parts == 1 && !half_day) return false;
  at.take_blanks();
  if (at.take('+') || at.take('-')) {
    const auto zone = at.take_number(4);
    if (!zone || (zone->digits != 2 && zone->digits != 4)) return false;
    if (zone->digits == 2 && at.take(':') && !at.take_number(2)) return false;
  } else if (!at.take_word("z") && !at.take_word("utc")) {
    at.take_word("gmt");
  }
  return at.at_end();
}

DateReading certain(std::optional<Day> day) {
  DateReading reading;
  if (day) {
    reading.kind = DateReading::Kind::certain;
    reading.day = day;
  }
  return reading;
}

/// The separator between two parts that may be spelled with a month name: "-", "/", ".", ",", blanks, or a comma and
/// blanks.
bool take_loose_separator(Cursor& at) {
  if (at.take('-') || at.take('/')) return true;
  if (at.take('.')) {
    at.take_blanks();
    return true;
  }
  const bool comma = at.take(',');
  return at.take_blanks() || comma;
}

DateReading read_two_parts_and_year(int a, int b, int year) {
  DateReading reading;
  if (a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12)) return reading;
  reading.if_day_first = make_day(year, b, a);
  reading.if_month_first = make_day(year, a, b);
  if (a == b) return certain(reading.if_day_first);
  using Kind = DateReading::Kind;
  reading.kind = a > 12 ? Kind::proves_day_first : b > 12 ? Kind::proves_month_first : Kind::either;
  return reading;
}

}  // namespace

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::optional<Day> make_day(int year, int month, int day) {
  if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return std::nullopt;
  // Count years from March, so that the leap day is the last day of a year; 400 years (an era) have 146097 days.
  const int y = month > 2 ? year : year - 1;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Day{era * 146097 + day_of_era - 719468};
}

CivilDate civil(Day day) {
  const int z = day.number + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int day_of_era = z - era * 146097;
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int march_month = (5 * day_of_year + 2) / 153;
  const int month = march_month < 10 ? march_month + 3 : march_month - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * march_month + 2) / 5 + 1};
}

std::string to_string(Day day) {
  const CivilDate date = civil(day);
  const auto two = [](int n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  std::string year = std::to_string(date.year);
  return std::string(year.size() < 4 ? 4 - year.size() : 0, '0') + year + "-" + two(date.month) + "-" + two(date.day);
}

std::optional<Day> parse_iso_day(std::string_view text) {
  Cursor at(text);
  const auto year = at.take_number(4);
  if (!year || year->digits != 4 || !at.take('-')) return std::nullopt;
  const auto month = at.take_number(2);
  if (!month || month->digits != 2 || !at.take('-')) return std::nullopt;
  const auto day = at.take_number(2);
  if (!day || day->digits != 2 || !at.at_end()) return std::nullopt;
  return make_day(year->value, month->value, day->value);
}

DateReading read_date(std::string_view cell) {
  Cursor at(trim(cell));
  const DateReading unreadable;

  if (const auto month = at.take_month_name()) {  // Apr 3, 2024
    if (!take_loose_separator(at)) return unreadable;
    const auto day = at.take_number(2);
    if (!day || !take_loose_separator(at)) return unreadable;
    const auto year = at.take_number(4);
    if (!year || year->digits != 4 || !take_time(at)) return unreadable;
    return certain(make_day(year->value, *month, day->value));
  }

  const auto first = at.take_number(4);
  if (!first) return unreadable;
  const char separator = at.peek();
  const bool loose = take_loose_separator(at);
  if (!loose) return unreadable;

  if (const auto month = at.take_month_name()) {  // 3 Apr 2024, 2024-Apr-03
    if (!take_loose_separator(at)) return unreadable;
    const auto last = at.take_number(4);
    if (!last || !take_time(at)) return unreadable;
    if (first->digits == 4 && last->digits <= 2) return certain(make_day(first->value, *month, last->value));
    if (first->digits <= 2 && last->digits == 4) return certain(make_day(last->value, *month, first->value));
    return unreadable;
  }

  // Digits only: one separator, the same in both places.
  if (separator != '-' && separator != '/' && separator != '.') return unreadable;
  const auto second = at.take_number(2);
  if (!second || !at.take(separator)) return unreadable;
  const auto third = at.take_number(4);
  if (!third || !take_time(at)) return unreadable;
  if (first->digits == 4 && third->digits <= 2) return certain(make_day(first->value, second->value, third->value));
  if (first->digits <= 2 && third->digits == 4)
    return read_two_parts_and_year(first->value, second->value, third->value);
  return unreadable;
}

DateOrder settle(std::uint64_t rows_proving_day_first, std::uint64_t rows_proving_month_first) {
  if (rows_proving_day_first == rows_proving_month_first) return DateOrder::unsettled;
  return rows_proving_day_first > rows_proving_month_first ? DateOrder::day_first : DateOrder::month_first;
}

}  // namespace tspq
