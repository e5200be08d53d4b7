#include "tspq/window.h"

#include <algorithm>

namespace tspq {

const Day first_anniversary = *make_day(2001, 1, 1);
const Day last_anniversary = *make_day(2100, 12, 31);

std::string_view id_of(WindowMode mode) {
  return mode == WindowMode::completed_months ? "completed-months" : "exact-days";
}

std::optional<WindowMode> window_mode(std::string_view id) {
  for (WindowMode mode : {WindowMode::completed_months, WindowMode::exact_days})
    if (id == id_of(mode)) return mode;
  return std::nullopt;
}

Window window_before(Day anniversary, WindowMode mode, int months) {
  const CivilDate date = civil(anniversary);
  const int start_month = date.year * 12 + (date.month - 1) - months;
  CivilDate start{start_month / 12, start_month % 12 + 1, 1};
  if (mode == WindowMode::completed_months) {
    // "In the completed 12 months prior" (Courseware completions): the month that is running does not count.
    return {mode, anniversary, *make_day(start.year, start.month, 1), *make_day(date.year, date.month, 1) + -1};
  }
  start.day = std::min(date.day, days_in_month(start.year, start.month));
  return {mode, anniversary, *make_day(start.year, start.month, start.day), anniversary + -1};
}

}  // namespace tspq
