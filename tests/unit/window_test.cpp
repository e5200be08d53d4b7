#include "tspq/window.h"

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

namespace {

std::string window(const char* anniversary, WindowMode mode) {
  const Window w = window_before(*parse_iso_day(anniversary), mode, 12);
  return to_string(w.first) + ".." + to_string(w.last);
}

}  // namespace

TEST_CASE("Completed months are the twelve whole months before the anniversary's month [R-WINDOW]") {
  for (const char* day : {"2024-01-01", "2024-01-15", "2024-01-31"})
    CHECK(window(day, WindowMode::completed_months) == "2023-01-01..2023-12-31");
  CHECK(window("2024-03-31", WindowMode::completed_months) == "2023-03-01..2024-02-29");
  CHECK(window("2023-03-01", WindowMode::completed_months) == "2022-03-01..2023-02-28");
  CHECK(window("2024-12-01", WindowMode::completed_months) == "2023-12-01..2024-11-30");
}

TEST_CASE("Exact days run from the same day a year earlier to the day before the anniversary [R-WINDOW]") {
  CHECK(window("2025-01-15", WindowMode::exact_days) == "2024-01-15..2025-01-14");
  CHECK(window("2024-02-29", WindowMode::exact_days) == "2023-02-28..2024-02-28");
  CHECK(window("2025-02-28", WindowMode::exact_days) == "2024-02-28..2025-02-27");
  CHECK(window("2025-03-01", WindowMode::exact_days) == "2024-03-01..2025-02-28");
  CHECK(window("2100-03-01", WindowMode::exact_days) == "2099-03-01..2100-02-28");
  CHECK(window("2025-01-01", WindowMode::exact_days) == "2024-01-01..2024-12-31");
}

TEST_CASE("A rulebook may ask for a window of another length") {
  const auto of_months = [](WindowMode mode, int months) {
    const Window w = window_before(*parse_iso_day("2024-08-31"), mode, months);
    return to_string(w.first) + ".." + to_string(w.last);
  };
  CHECK(of_months(WindowMode::completed_months, 6) == "2024-02-01..2024-07-31");
  CHECK(of_months(WindowMode::completed_months, 24) == "2022-08-01..2024-07-31");
  CHECK(of_months(WindowMode::exact_days, 6) == "2024-02-29..2024-08-30");
}

TEST_CASE("Both ends of the window belong to it") {
  const Window w = window_before(*parse_iso_day("2024-01-15"), WindowMode::completed_months, 12);
  CHECK_FALSE(w.contains(*parse_iso_day("2022-12-31")));
  CHECK(w.contains(*parse_iso_day("2023-01-01")));
  CHECK(w.contains(*parse_iso_day("2023-12-31")));
  CHECK_FALSE(w.contains(*parse_iso_day("2024-01-01")));
}

TEST_CASE("A window mode is known by its id") {
  CHECK(window_mode("completed-months") == WindowMode::completed_months);
  CHECK(window_mode("exact-days") == WindowMode::exact_days);
  CHECK_FALSE(window_mode("exact_days"));
  CHECK_FALSE(window_mode("exact-days "));
  CHECK_FALSE(window_mode("exact"));
  CHECK_FALSE(window_mode(""));
}
