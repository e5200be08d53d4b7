// Collects, while rows pass by, what the notices of a file say: the first place of each trouble and how often it occurs. Bounded, whatever the file.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/csv.h"
#include "tspq/line_item.h"
#include "tspq/verdict.h"

namespace tspq {

struct FileReport;

struct RowNotes {
  static constexpr std::size_t most_org_ids = 50;
  static constexpr std::size_t most_conflicts = 20;

  struct Trouble {
    std::uint64_t rows = 0;
    std::uint64_t line = 0;  // of the first such row
    std::string found;       // in it, ready for a sentence
  };

  std::uint64_t dates_in_either_order = 0;
  std::uint64_t dates_day_first = 0;
  std::uint64_t dates_month_first = 0;
  std::array<Trouble, reason_count> troubles;  // of reasons that cannot say
  std::uint64_t rows = 0;
  std::uint64_t conflicts = 0;
  std::vector<std::string> conflict_places;
  std::uint64_t categories_from_catalogue = 0;
  std::uint64_t areas_from_catalogue = 0;
  std::uint64_t differ_from_catalogue = 0;
  Trouble unknown_areas;
  Trouble no_areas;
  std::vector<std::string> org_ids;  // different ones, in order of appearance
  std::string last_org;

  void note(const Record& record, const LineItem& item, const Verdict& verdict, const ExportFormat& format);
  void note_conflict(std::uint64_t row, std::string_view id, std::uint64_t first_row, const std::string& first_file);

  /// Adds the notices to the report.
  void describe(FileReport& report, const Choices& choices, const Rulebook& rulebook) const;
};

}  // namespace tspq
