// What became of every row, in four bytes for a run of rows with the same outcome, and where in the file it stands, so
// that any page of line items can be shown by reading only its piece of the file again.
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
    Reason reason;  ///< without the window
    std::optional<Day>
        day;  ///< nullopt without a readable date; exact from 2000 to 2100, else any day before or after those years
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

  /// What further rows of a survey are logged as.
  struct Likewise {
    std::uint32_t word = 0;
  };

  /// Rows are pushed in file order; data rows only, the first has index 0. A place is kept every few thousand rows
  /// where `can_start_here`. Returns what push_likewise() takes for further rows of the survey.
  Likewise push(const Verdict& verdict, Kind kind, const Position& at, bool can_start_here);

  /// Further rows of a survey, with the outcome of one pushed earlier. The first of them is at `at`, and another reader
  /// can start there.
  void push_likewise(Likewise likewise, std::uint64_t rows, const Position& at);

  std::uint64_t size() const { return rows_; }
  Entry operator[](std::uint64_t row) const { return entry_of(Walk(*this).word(row)); }

  /// The entry that a word stands for. The word's lowest `day_bits` are 0 without a day, else its place plus one; all
  /// the rest of an entry is in the `entry_bits` above.
  static Entry entry_of(std::uint32_t word);
  static constexpr unsigned day_bits = 16;
  static constexpr unsigned entry_bits = 12;

  /// Rows that follow each other and have the same word.
  struct Run {
    std::uint32_t word = 0;
    std::uint64_t first = 0;  ///< index of a data row
    std::uint64_t rows = 0;
  };

  /// Calls back for one run after the other, all rows in file order. Five times as fast for a long survey file as to
  /// ask for every row.
  template <class OnRun>
  void for_each_run(OnRun on_run) const {
    std::uint64_t row = 0;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const Run run{runs_[i] & word_mask, row, rows_of(runs_[i])};
      on_run(run);
      row += run.rows;
    }
  }

  /// Looks rows up: at once when each is the last one or the next, otherwise in up to a thousand steps. The log must
  /// not grow meanwhile.
  class Walk {
  public:
    explicit Walk(const RowLog& log) : log_(log) {}
    std::uint32_t word(std::uint64_t row);

  private:
    const RowLog& log_;
    std::uint64_t first_ = 0;  // row of the run
    std::size_t run_ = 0;
  };

  /// The last checkpoint at or before a row, and the first one behind it (nullopt: the end of the file). There must be
  /// a row.
  Checkpoint before(std::uint64_t row) const;
  std::optional<Checkpoint> after(std::uint64_t row) const;

  static constexpr std::uint64_t rows_per_checkpoint = 2048;

private:
  static constexpr unsigned word_bits = day_bits + entry_bits;
  static constexpr std::uint32_t word_mask = (std::uint32_t{1} << word_bits) - 1;
  static constexpr std::uint32_t one_more = std::uint32_t{1} << word_bits;
  static constexpr std::uint64_t most_rows_of_run = (std::uint64_t{1} << (32 - word_bits));
  static constexpr std::uint64_t rows_per_mark = 1024;

  static std::uint64_t rows_of(std::uint32_t run) { return std::uint64_t{run >> word_bits} + 1; }
  void add(std::uint32_t word, std::uint64_t rows);
  void note_place(const Position& at);

  BlockList<std::uint32_t, 16384> runs_;  // the word, and in the bits above it how many more rows have it
  std::uint32_t* last_ = nullptr;         // of them
  std::uint64_t rows_ = 0;
  std::vector<std::uint32_t> marks_;  // the runs that begin at row 0, rows_per_mark, …; one does at each of these
  std::vector<Checkpoint> checkpoints_;
  std::uint64_t next_checkpoint_ = 0;  // the row from which on another one is wanted
};

}  // namespace tspq
