// Where cells and rows end, for text in which every quote opens or closes a whole cell: found 64 bytes at a time,
// without looking at a byte twice.
//
//   RowIndex index;
//   index.start(text, begin of a row, ',', false);
//   while (index.next_window()) {
//     index.cell_ends(), index.row_ends();   // of the rows that end in the window
//     index.forget(cells of those rows);
//   }
//
// This is what makes reading fast: a quoted region is a prefix-xor over the quotes' bits, so no byte needs a branch.
// Text that is not so regular ends the windows before it, and CsvReader's own state machine, which is the plain twin,
// takes over for a row.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tspq {

class RowIndex {
public:
  /// `text` must stay where it is and be smaller than 2 GiB. `after_carriage_return`: the byte before `from` is a CR,
  /// so that a line feed here belongs to it.
  void start(std::string_view text, std::size_t from, char delimiter, bool after_carriage_return);

  enum class Reach : std::uint8_t { many_rows, one_row };

  /// Looks at the next stretch of text: as much as is fastest, or only up to where a row's end was found. False when
  /// there is none: less than a block is left, or a quote stands where no cell begins or ends.
  bool next_window(Reach reach);

  /// Offsets in the text of the delimiters and line ends outside quotes that were found and not forgotten. Of CR LF
  /// only the CR is there.
  std::span<const std::uint32_t> cell_ends() const { return {ends_.data(), count_}; }

  struct RowEnd {
    std::uint32_t place : 31;      ///< offset in the text
    std::uint32_t is_unusual : 1;  ///< whether a quoted cell of the row may hold a quote or a line end
  };

  /// Those of them in this window that are line ends.
  std::span<const RowEnd> row_ends() const { return {lines_.data(), line_count_}; }

  /// The offset up to which everything was looked at.
  std::size_t reached() const { return at_; }

  /// Drops the first cell ends; those that are left belong to a row that goes on in the next window.
  void forget(std::size_t cells);

private:
  static constexpr std::size_t blocks_per_window = 64;

  std::string_view text_;
  char delimiter_ = ',';
  std::size_t at_ = 0;
  bool irregular_ = false;

  // The byte before at_, each 0 or 1; inside_ is all ones within quotes.
  std::uint64_t inside_ = 0;
  std::uint64_t after_separator_ = 0;
  std::uint64_t after_quote_ = 0;
  std::uint64_t after_closing_quote_ = 0;
  std::uint64_t after_carriage_return_ = 0;

  std::vector<std::uint32_t> ends_;
  std::vector<RowEnd> lines_;
  std::size_t count_ = 0;
  std::size_t line_count_ = 0;
  bool open_row_is_unusual_ = false;
};

}  // namespace tspq
