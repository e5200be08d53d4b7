#include "tspq/decimal.h"

#include <algorithm>

#include "ascii.h"

namespace tspq {
namespace {

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

Integer read_digits(std::string_view digits) {
  Integer value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::string padded(Integer value, std::size_t width) {
  std::string digits = to_string(value);
  return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (!all_digits(whole) || whole.size() > 15) return std::nullopt;
  Integer hundredths = read_digits(whole) * 100;
  if (point != std::string_view::npos) {
    const std::string_view fraction = text.substr(point + 1);
    if (!all_digits(fraction) || fraction.size() > 2) return std::nullopt;
    hundredths += read_digits(fraction) * (fraction.size() == 1 ? 10 : 1);
  }
  return Decimal{hundredths};
}

std::string to_string(Integer value) {
  if (value == 0) return "0";
  const bool negative = value < 0;
  std::string digits;
  for (; value != 0; value /= 10)
    digits.push_back(static_cast<char>('0' + static_cast<int>(negative ? -(value % 10) : value % 10)));
  if (negative) digits.push_back('-');
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string to_string(Decimal value) {
  const bool negative = value.hundredths < 0;
  const Integer size = negative ? -value.hundredths : value.hundredths;
  std::string text = (negative ? "-" : "") + to_string(size / 100);
  if (const Integer rest = size % 100; rest != 0) {
    text += '.';
    text += rest % 10 == 0 ? to_string(rest / 10) : padded(rest, 2);
  }
  return text;
}

std::string show_points(Decimal value) { return to_string(value) + (value.hundredths % 100 == 0 ? ".0" : ""); }

std::optional<std::int64_t> parse_count(std::string_view text) {
  if (!all_digits(text)) return std::nullopt;
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
  if (text.size() > 16) return std::nullopt;
  const Integer value = read_digits(text);
  if (value > largest_exact_count) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

std::optional<std::string> show_average(Decimal points, Integer answers, Decimal target) {
  if (answers <= 0) return std::nullopt;
  // Thousandths, cut: hundredths of a point times ten, over the answers.
  const Integer thousandths = points.hundredths * 10 / answers;
  const bool below = points < target * answers;
  const bool close = points.hundredths * 10 >= (target.hundredths * 10 - 5) * answers;
  if (below && close) return to_string(thousandths / 1000) + "." + padded(thousandths % 1000, 3);
  return to_string(thousandths / 1000) + "." + padded(thousandths % 1000 / 10, 2);
}

}  // namespace tspq
