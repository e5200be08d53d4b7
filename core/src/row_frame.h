// Tells rows that have the same text as a row before them, but for two cells. A long survey export has such rows in turn: the answers of one survey. Now and
// then an answer of another survey stands between them, so that two rows are remembered.
//
// Comparing such a row with one before finds its cells without looking for them, and says what matters to those who read it: everything but those two cells is
// known already. That made ordered long files twice as fast to read.
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
  /// It begins at `begin` of `text`, and its cells end at these places there, the last one at its line end. Others may differ in columns `first` and `second`, from 0,
  /// the first being the left one. A row that has not both of them is like no other. The text must stay until the next call or forget().
  void learn(std::string_view text, std::size_t begin, std::span<const std::uint32_t> ends, char delimiter, std::size_t first, std::size_t second);
  void forget() { row_ = nullptr; }

  /// Finds rows that differ from it in those two cells only, the first of them at `begin` of the same text and the others one behind the other, at most so many as
  /// are handed out together. Rows near the text's end are not told, nor those in which one of the two cells is long or irregular.
  std::size_t match(std::size_t begin, std::span<VaryingCells, AlikeRecords::most> found);

  /// The place in the text behind the line end of the last row that matched; of CR LF, behind the CR.
  std::size_t end() const { return end_; }

  /// No row that matches is longer than the row learnt by more.
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
  std::size_t before_ = 0;     // bytes before the first of the two cells
  std::size_t between_ = 0;    // from behind it to before the second one
  std::size_t behind_ = 0;     // from behind that up to the line end's first byte, included
  std::size_t end_ = 0;
};

/// Two rows that came by themselves, the last ones that were learnt.
class RowFrames {
public:
  /// The columns, from 0, in which a row may differ. Until this is called with two different ones no row is told.
  void expect(std::size_t column, std::size_t other_column);
  bool are_expected() const { return second_ > 0; }

  /// A row that came by itself; it is record number `record` of the file. See RowFrame.
  void learn(std::string_view text, std::size_t begin, std::span<const std::uint32_t> ends, char delimiter, std::uint64_t record);

  /// Another text comes.
  void forget();

  struct Match {
    std::span<const VaryingCells> rows;  ///< good until the next call
    std::uint64_t like = 0;              ///< the record that they are like
    std::size_t end = 0;                 ///< see RowFrame
  };

  /// Rows from `begin` on that are like the one of the two that others were like last, or else like the other one.
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
