// What several test files need: days, files read into a set, and the JSON that comes out.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tspq/date.h"
#include "tspq/problem.h"
#include "tspq/scan.h"
#include "tspq/window.h"

namespace tspq::test {

using Json = nlohmann::ordered_json;

inline Day day(std::string_view text) { return parse_iso_day(text).value(); }

inline Window completed_months(std::string_view anniversary) {
  return window_before(day(anniversary), WindowMode::completed_months, 12);
}

/// The whole of 2024.
inline Window window_2024() { return completed_months("2025-01-15"); }

inline std::size_t index_of(Reason reason) { return static_cast<std::size_t>(reason); }

/// Feeds a file in pieces, as often as the set asks for it. Returns how many readings that took.
inline int read_file(FileSet& set, const std::string& name, std::string_view text, std::size_t piece = 1 << 20,
    ExpectedBytes expected = std::nullopt) {
  for (int readings = 1;; ++readings) {
    set.begin_file(name, expected);
    for (std::size_t at = 0; at < text.size(); at += piece) set.feed(text.substr(at, piece));
    if (set.end_file() == FileEnd::done) return readings;
  }
}

/// The reasons of a file's rows in file order, without a window.
inline std::vector<Reason> reasons_of(const FileReport& file) {
  std::vector<Reason> reasons;
  for (std::uint64_t row = 0; row < file.log.size(); ++row) reasons.push_back(file.log[row].reason);
  return reasons;
}

inline bool has_notice(const FileReport& file, std::string_view code) {
  for (const Notice& notice : file.notices)
    if (notice.code == code) return true;
  return false;
}

/// The problem of a reading that should have failed; its code is "none" when it did not.
template <class Value>
Problem problem_of(const std::variant<Value, Problem>& read) {
  if (const Problem* problem = std::get_if<Problem>(&read)) return *problem;
  Problem none;
  none.code = "none";
  return none;
}

/// Whether a problem with settings says all it has to: where, what was expected, what was found, in one sentence.
inline bool is_complete(const Problem& problem) {
  return !problem.code.empty() && !problem.path.empty() && !problem.expected.empty() && !problem.found.empty() &&
      problem.message.find(problem.path) != std::string::npos &&
      problem.message.find(problem.expected) != std::string::npos;
}

}  // namespace tspq::test
