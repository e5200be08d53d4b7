// Finds rows that have the same text as an earlier row except in two cells. A long survey export mostly consists of
// them: the answers of one survey follow each other. Now and then an answer of another survey stands between them, so
// two rows are remembered.
//
// Comparing such a row with the earlier one finds its two cells without a search, and everything else it says is known
// already. That made ordered long files twice as fast to read.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "tspq/csv.h"

namespace tspq {

/// A row to compare others with.
class RowFrame {
public:
  /// The row begins at `begin` of `text`, and its cells end at the places `ends` there, the last one at its line end.
  /// Others may differ from it in the columns `first` and `second`, counted from 0; the first is the left one. A row
  /// without both of them is like no other. The text must stay until the next call or forget().
  void learn(std::string_view text, std::size_t begin, std::span<const std::uint32_t> ends, char delimiter,
      std::size_t first, std::size_t second);
  void forget() { row_ = nullptr; }

  /// Finds consecutive rows, from `begin` of the same text on, that differ from it in those two cells only. Returns how
  /// many. Rows near the text's end are not found, nor those in which one of the two cells is long or irregular.
  std::size_t match(std::size_t begin, std::span<VaryingCells, AlikeRecords::most> found);

  /// The place in the text behind the line end of the last row that matched; of CR LF, behind the CR.
  std::size_t end() const { return end_; }

  /// A row that matches is longer than the one learnt by no more than this.
  static constexpr std::size_t most_varying_bytes = 512;

private:
  static constexpr std::size_t most_cell_bytes = most_varying_bytes / 2;

  bool neighbours(const char* p, VaryingCells& cells) const;
  const char* apart(const char* cell, VaryingCells& cells) const;

  std::string_view text_;
  char delimiter_ = ',';
  const char* row_ = nullptr;  // the row learnt; then in it, from its first byte on:
  std::size_t first_end_ = 0;  // the ends of the two cells
  std::size_t second_end_ = 0;
  std::size_t before_ = 0;   // bytes before the first of the two cells
  std::size_t between_ = 0;  // from behind it to before the second one
  std::size_t behind_ = 0;   // from behind that up to the line end's first byte, included
  std::size_t end_ = 0;
};

/// The last two rows that were learnt.
class RowFrames {
public:
  /// The columns, from 0, in which a row may differ. Until this is called with two different ones no row is found.
  void expect(std::size_t column, std::size_t other_column);
  bool are_expected() const { return second_ > 0; }

  /// A row that was handed out by itself; it is record number `record` of the file. See RowFrame.
  void learn(std::string_view text, std::size_t begin, std::span<const std::uint32_t> ends, char delimiter,
      std::uint64_t record);

  /// The text of the rows learnt goes.
  void forget();

  struct Match {
    std::span<const VaryingCells> rows;  ///< good until the next call
    std::uint64_t like = 0;              ///< the record that they are like
    std::size_t end = 0;                 ///< see RowFrame
  };

  /// Rows from `begin` on that are like one of the two: the one that others were like last is tried first.
  Match match(std::size_t begin);

private:
  std::size_t first_ = 0;
  std::size_t second_ = 0;  // the larger; 0 while nothing is expected
  std::array<RowFrame, 2> frames_;
  std::array<std::uint64_t, 2> records_{};
  std::size_t current_ = 0;
  std::array<VaryingCells, AlikeRecords::most> found_;
};

}  // namespace tspq
