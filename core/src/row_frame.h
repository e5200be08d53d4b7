// Tells a row that has the same text as the row before it, but for two cells. A long survey export has such rows in turn: the answers of one survey.
//
// Comparing such a row with the one before finds its cells without looking for them, and says what matters to those who read it: everything but those two
// cells is known already. That made ordered long files twice as fast to read.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tspq {

class RowFrame {
public:
  /// The columns, from 0, in which a row may differ. Until this is called with two different ones no row is told.
  void expect(std::size_t column, std::size_t other_column);
  bool is_expected() const { return second_ > 0; }

  /// The row to compare with begins at `begin` of `text`, and its cells end at these places there, the last one at its line end. False when it has not the two
  /// columns.
  bool learn(std::string_view text, std::size_t begin, std::span<const std::uint32_t> ends, char delimiter);

  /// Whether a row that differs in those two cells only begins at `begin` of the same text. False as well near the text's end, and where one of the two cells is
  /// long or irregular.
  bool matches(std::size_t begin);

  /// Of the row that matched: its bytes without the line end, and the two cells.
  std::size_t size() const { return size_; }
  std::string_view cell() const { return {cell_, cell_bytes_}; }
  std::string_view other_cell() const { return {other_cell_, other_cell_bytes_}; }

  /// The columns of the two, from left to right.
  std::size_t column() const { return first_; }
  std::size_t other_column() const { return second_; }

private:
  static constexpr std::size_t most_cell_bytes = 256;

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

  // Not as two views: WebAssembly copies such a pair in one piece, and waits where it was written in two.
  std::size_t size_ = 0;
  const char* cell_ = nullptr;
  const char* other_cell_ = nullptr;
  std::size_t cell_bytes_ = 0;
  std::size_t other_cell_bytes_ = 0;
};

}  // namespace tspq
