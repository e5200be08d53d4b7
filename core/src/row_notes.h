// Collects, while rows pass by, what the notices of a file say: the first place of each trouble and how often it
// occurs. Bounded, whatever the file.
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
  Trouble shortened_ids;  // of repeats
  Trouble other_headers;
  std::vector<std::string> column_names;  // folded, once they are asked for
  std::uint64_t categories_from_catalogue = 0;
  Trouble unknown_words;  // for a category; the catalogue was asked instead
  std::uint64_t areas_from_catalogue = 0;
  std::uint64_t differ_from_catalogue = 0;
  Trouble unknown_areas;
  Trouble no_areas;
  std::vector<std::string> org_ids;  // different ones, a few, sorted
  std::string last_org;
  std::map<std::string, std::uint64_t> choices_used;
  std::map<std::string, Decision> open_decisions;  // by kind of decision and course or cell
  std::uint64_t scores_above_scale = 0;

  /// The counters that a row adds to, and that further rows like it add to as well. Points into these notes, which must
  /// not move.
  struct Likewise {
    DateReading::Kind date = DateReading::Kind::unreadable;
    std::array<std::uint64_t*, 6> counters{};  ///< the first `used` of them
    std::uint32_t used = 0;

    void count(std::uint64_t& counter) { counters[used++] = &counter; }
  };

  Likewise note(const Record& record, const LineItem& item, const Verdict& verdict, const ExportFormat& format);

  /// Notes further rows like an earlier one, for whose reason may_go_on() holds.
  void note_likewise(const Likewise& likewise, std::uint64_t more);
  static bool may_go_on(Reason reason);

  void note_conflict(std::uint64_t row, std::string_view id, std::uint64_t first_row, const std::string& first_file);

  /// Adds notices, open decisions and used choices to the report.
  void describe(FileReport& report, const Choices& choices, const Rulebook& rulebook, const Catalogue& catalogue) const;

private:
  void find_counters(Likewise& likewise, const Record& record, const LineItem& item, const Verdict& verdict,
      const ExportFormat& format);
  static void add_to(Trouble& trouble, Likewise& likewise, std::uint64_t line, std::string_view text);
  bool names_a_column(std::string_view cell, const ExportFormat& format);
  static bool is_shortened(std::string_view id);
  std::uint64_t* rows_of_decision(Decision::About about, const LineItem& item, std::string_view cell);
  bool has_no_question_of_the_nine(const FileReport& report) const;
  void add_decisions(FileReport& report, const Choices& choices, const Catalogue& catalogue) const;
  void tell_of_rows(FileReport& report, const Rulebook& rulebook) const;
  void tell_of_dates(FileReport& report) const;
  void tell_of_questions(FileReport& report, const Rulebook& rulebook) const;
  void tell_of_ids_and_units(FileReport& report) const;
  void tell_of_missing_columns(FileReport& report, const Choices& choices) const;
  void tell_of_catalogue(FileReport& report) const;
};

/// Adds an organisation id to the sorted list of those that are told, unless it is in there or has no room.
void note_org_id(std::vector<std::string>& ids, const std::string& id);

}  // namespace tspq
