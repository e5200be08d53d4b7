// The twelve months that count [R-WINDOW].
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "tspq/date.h"

namespace tspq {

enum class WindowMode : std::uint8_t {
  completed_months,  ///< the whole calendar months before the month of the anniversary
  exact_days,        ///< from the same day a year earlier to the day before the anniversary
};

/// "completed-months", "exact-days".
std::string_view id_of(WindowMode mode);
std::optional<WindowMode> window_mode(std::string_view id);

struct Window {
  WindowMode mode = WindowMode::completed_months;
  Day anniversary;
  Day first;  ///< inclusive
  Day last;   ///< inclusive

  bool contains(Day day) const { return first <= day && day <= last; }
};

/// Anniversaries that can be asked for: 2001-01-01 to 2100-12-31. Days outside the years they can reach lie in no
/// window.
extern const Day first_anniversary;
extern const Day last_anniversary;

/// The window of `months` months (12 in every rulebook so far) before an anniversary. 2024-01-15 gives
/// 2023-01-01..2023-12-31 in completed months and 2023-01-15..2024-01-14 in exact days; from 29 February the exact
/// window starts on 28 February where the earlier year has no 29th.
Window window_before(Day anniversary, WindowMode mode, int months);

}  // namespace tspq
