// What became of every row, in four bytes each, and where in the file it stands, so that any page of line items can be shown by reading only its piece
// of the file again.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tspq/block_list.h"
#include "tspq/csv.h"
#include "tspq/ledger.h"
#include "tspq/verdict.h"

namespace tspq {

class RowLog {
public:
  struct Entry {
    Reason reason;                     ///< without the window
    std::optional<Day> day;            ///< nullopt without a readable date; exact from 2000 to 2100, else any day before or after those years
    Account account;                   ///< courseware, exams, or the survey's area
    std::optional<Category> category;  ///< as far as known
    bool further_answer;               ///< long shape: of a survey that an earlier row had already completed

    /// The reason under a window [R-WINDOW].
    Reason under(const Window& window) const { return day && !window.contains(*day) ? Reason::outside_window : reason; }
  };

  /// A row from which reading can start again.
  struct Checkpoint {
    std::uint64_t row = 0;  ///< index of the data row that begins here
    Position at;
  };

  /// Rows are pushed in file order; data rows only, the first has index 0. A place is kept every few thousand rows where `can_start_here`.
  void push(const Verdict& verdict, Kind kind, const Position& at, bool can_start_here);

  /// A further row of the survey of the row before, which came to the same; a row can start here.
  void push_likewise(Reason reason, const Position& at);

  std::uint64_t size() const { return rows_.size(); }
  Entry operator[](std::uint64_t row) const { return entry_of(word(row)); }

  /// The same in two steps, for who asks about every row. All of an entry but its day stands in the word's `entry_bits` above `day_bits`; below is 0 or the place
  /// of the day and one.
  std::uint32_t word(std::uint64_t row) const { return rows_[static_cast<std::size_t>(row)]; }
  static Entry entry_of(std::uint32_t word);
  static constexpr unsigned day_bits = 16;
  static constexpr unsigned entry_bits = 12;

  /// The last checkpoint at or before a row, and the first one behind it (nullopt: the end of the file). There must be a row.
  Checkpoint before(std::uint64_t row) const;
  std::optional<Checkpoint> after(std::uint64_t row) const;

  static constexpr std::uint64_t rows_per_checkpoint = 2048;

private:
  void note_place(const Position& at);

  BlockList<std::uint32_t, 16384> rows_;
  std::uint32_t last_ = 0;  // in rows_
  std::vector<Checkpoint> checkpoints_;
  std::uint64_t next_checkpoint_ = 0;  // the row from which on another one is wanted
};

}  // namespace tspq
