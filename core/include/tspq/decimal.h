// Exact numbers. Everything between a cell of a file and a status is an Integer or a Decimal; there is no floating
// point.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tspq {

/// A count or a sum of counts. A unit cell holds at most 2^53-1 and a rule's weight at most 10^8 hundredths, so 128
/// bits hold the points of 2^47 such rows.
__extension__ typedef __int128 Integer;

/// The largest whole number that every JSON reader keeps exactly, 2^53-1. Larger cells are unreadable, larger sums
/// print as strings.
inline constexpr std::int64_t largest_exact_count = 9'007'199'254'740'991;

/// An exact decimal with two places: weights, limits, targets and points.
/// `Decimal{50}` is 0.5; adding and scaling never rounds.
struct Decimal {
  Integer hundredths = 0;

  static constexpr Decimal whole(Integer n) { return Decimal{n * 100}; }

  friend constexpr auto operator<=>(const Decimal&, const Decimal&) = default;
  friend constexpr Decimal operator+(Decimal a, Decimal b) { return {a.hundredths + b.hundredths}; }
  friend constexpr Decimal operator-(Decimal a, Decimal b) { return {a.hundredths - b.hundredths}; }
  friend constexpr Decimal operator*(Decimal a, Integer n) { return {a.hundredths * n}; }
};

/// Weights, limits and targets of a rulebook are at most this, which keeps every product within an Integer.
inline constexpr Decimal largest_rule_value{100'000'000};

/// Reads "12", "12.5" or "12.25" (no sign, no exponent, no thousands separator, at most 15 digits before the point).
/// Anything else, "1.234" included, is nullopt: a value is never rounded on the way in.
std::optional<Decimal> parse_decimal(std::string_view text);

/// The shortest exact form: "1000", "0.5", "4.25", "-3.1".
std::string to_string(Decimal value);

/// Points for people: at least one decimal ("846.0"), more where the value has more.
std::string show_points(Decimal value);

/// Plain digits, with a minus sign below zero.
std::string to_string(Integer value);

/// Reads a whole number 0..largest_exact_count written in digits only; nullopt for everything else ("", "-1", "1.0",
/// "1,000").
std::optional<std::int64_t> parse_count(std::string_view text);

/// `points / answers` for display only, cut and never rounded: two decimals, or three while the value lies within 0.005
/// below `target`, so that 4.2499 against 4.25 shows "4.249" and never "4.25". Nullopt when answers is 0.
/// Deciding is never done on this text: compare `points >= target * answers` instead.
std::optional<std::string> show_average(Decimal points, Integer answers, Decimal target);

}  // namespace tspq
