// Tells rows that have the same text as the row before them, but for two cells. A long survey export has such rows in turn: the answers of one survey.
//
// Comparing such a row with the one before finds its cells without looking for them, and says what matters to those who read it: everything but those two
// cells is known already. That made ordered long files twice as fast to read.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "tspq/csv.h"

namespace tspq {

class RowFrame {
public:
  /// The columns, from 0, in which a row may differ. Until this is called with two different ones no row is told.
  void expect(std::size_t column, std::size_t other_column);
  bool is_expected() const { return second_ > 0; }

  /// The row to compare with begins at `begin` of `text`, and its cells end at these places there, the last one at its line end. False when it has not the two
  /// columns.
  bool learn(std::string_view text, std::size_t begin, std::span<const std::uint32_t> ends, char delimiter);

  /// Finds rows that differ from it in those two cells only, the first of them at `begin` of the same text and the others one behind the other, at most so many as
  /// are handed out together. Rows near the text's end are not told, nor those in which one of the two cells is long or irregular. Good until the next call.
  std::span<const VaryingCells> match(std::size_t begin);

  /// The place in the text behind the line end of the last row that matched; of CR LF, behind the CR.
  std::size_t end() const { return end_; }

  /// The columns of the two, from left to right.
  std::size_t column() const { return first_; }
  std::size_t other_column() const { return second_; }

  /// No row that matches is longer than the row learnt by more.
  static constexpr std::size_t most_varying_bytes = 512;

private:
  static constexpr std::size_t most_cell_bytes = most_varying_bytes / 2;

  std::size_t first_ = 0;
  std::size_t second_ = 0;  // the larger; 0 while nothing is expected

  std::string_view text_;
  char delimiter_ = ',';
  const char* row_ = nullptr;  // the row learnt; then in it, from its first byte on:
  std::size_t first_end_ = 0;  // the ends of the two cells
  std::size_t second_end_ = 0;
  std::size_t before_ = 0;     // bytes before the first of the two cells
  std::size_t between_ = 0;    // from behind it to before the second one
  std::size_t behind_ = 0;     // from behind that up to the line end's first byte, included

  std::array<VaryingCells, AlikeRecords::most> found_;
  std::size_t end_ = 0;
};

}  // namespace tspq
