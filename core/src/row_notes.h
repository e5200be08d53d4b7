// Collects, while rows pass by, what the notices of a file say: the first place of each trouble and how often it occurs. Bounded, whatever the file.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/csv.h"
#include "tspq/line_item.h"
#include "tspq/scan.h"
#include "tspq/verdict.h"

namespace tspq {

struct RowNotes {
  static constexpr std::size_t most_org_ids = 50;
  static constexpr std::size_t most_conflicts = 20;
  static constexpr std::size_t most_decisions = 50;

  struct Trouble {
    std::uint64_t rows = 0;
    std::uint64_t line = 0;  // of the first such row
    std::string found;       // in it, ready for a sentence
  };

  ColumnEvidence evidence;
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
  std::map<std::string, std::uint64_t> choices_used;
  std::map<std::string, Decision> open_decisions;  // by kind of decision and course or cell
  std::uint64_t scores_above_scale = 0;

  void note(const Record& record, const LineItem& item, const Verdict& verdict, const ExportFormat& format);

  /// Further rows of which there is to say what there was of the last one, where may_go_on(). Not in the sums before the next note() or settle_up().
  void note_likewise(std::uint64_t more) { likewise_ += more; }
  void settle_up();
  static bool may_go_on(const LineItem& item, const Verdict& verdict);

  void note_conflict(std::uint64_t row, std::string_view id, std::uint64_t first_row, const std::string& first_file);

  /// Adds notices, open decisions and used choices to the report.
  void describe(FileReport& report, const Choices& choices, const Rulebook& rulebook, const Catalogue& catalogue) const;

private:
  /// Adds such rows as the last one to sums that are of all rows.
  void add_last(std::uint64_t times);

  // What the last row adds to those sums: 0 or 1 of each.
  DateReading::Kind last_date_ = DateReading::Kind::unreadable;
  std::uint64_t last_category_from_catalogue_ = 0;
  std::uint64_t last_area_from_catalogue_ = 0;
  std::uint64_t last_differs_from_catalogue_ = 0;
  std::uint64_t likewise_ = 0;  // rows that are to add it once more

  void note_decision(Decision::About about, const LineItem& item, std::string_view cell);
  void add_decisions(FileReport& report, const Choices& choices, const Catalogue& catalogue) const;
};

}  // namespace tspq
