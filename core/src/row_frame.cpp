#include "row_frame.h"

#include <algorithm>
#include <bit>

#include "byte_masks.h"

namespace tspq {
namespace {

/// Whether `bytes` bytes are the same; up to 15 more are read behind each.
inline bool same_text(const char* a, const char* b, std::size_t bytes) {
  if (bytes < few_bytes) return (~equal_few(a, b) & ((std::uint32_t{1} << bytes) - 1)) == 0;
  FewDifferences differences;
  const std::size_t last = bytes - few_bytes;
  std::size_t at = 0;
  // Four at a time: 3 % of ordered long files in WebAssembly, whose engines look for interruptions at every turn of a
  // loop.
  for (; at + 4 * few_bytes <= last; at += 4 * few_bytes) {
    differences.look_at(a + at, b + at);
    differences.look_at(a + at + few_bytes, b + at + few_bytes);
    differences.look_at(a + at + 2 * few_bytes, b + at + 2 * few_bytes);
    differences.look_at(a + at + 3 * few_bytes, b + at + 3 * few_bytes);
  }
  for (; at < last; at += few_bytes) differences.look_at(a + at, b + at);
  differences.look_at(a + last, b + last);
  return !differences.any();
}

/// The bytes of the cell that begins at `p`: with its quotes, or up to the next special byte, which ends it if it is
/// regular. `most` or more when it is longer, or goes over a line end.
std::size_t cell_bytes(const char* p, std::size_t most, char delimiter) {
  const bool quoted = *p == '"';
  const std::size_t from = quoted ? 1 : 0;
  for (std::size_t at = from; at < most; at += few_bytes) {
    const std::uint32_t found = quoted ? special_few(p + at, '"') : special_few(p + at, delimiter);
    if (found == 0) continue;
    at += static_cast<std::size_t>(std::countr_zero(found));
    return !quoted ? at : p[at] == '"' ? at + 1 : most;
  }
  return most;
}

}  // namespace

void RowFrame::learn(std::string_view text, std::size_t begin, std::span<const std::uint32_t> ends, char delimiter,
    std::size_t first, std::size_t second) {
  forget();
  if (second >= ends.size()) return;
  text_ = text;
  delimiter_ = delimiter;
  row_ = text.data() + begin;
  first_end_ = ends[first] - begin;
  second_end_ = ends[second] - begin;
  before_ = first == 0 ? 0 : ends[first - 1] + 1 - begin;
  between_ = ends[second - 1] + 1 - ends[first];
  behind_ = ends.back() + 1 - ends[second];
}

/// The two cells from `p` on where they stand side by side, are short and have no quotes, as question and answer mostly
/// do: one look for both, which spared ordered long files 6 % of all instructions. False where they are not like that.
inline bool RowFrame::neighbours(const char* p, VaryingCells& cells) const {
  const std::uint32_t special = special_few(p, delimiter_);
  const std::uint32_t other_special = special & (special - 1);
  if (between_ != 1 || other_special == 0) return false;
  const auto end = static_cast<std::size_t>(std::countr_zero(special));
  const auto other_end = static_cast<std::size_t>(std::countr_zero(other_special));
  if (p[end] != delimiter_ || p[other_end] == '"') return false;
  cells.cell = p;
  cells.cell_bytes = static_cast<std::uint16_t>(end);
  cells.other_cell = p + end + 1;
  cells.other_cell_bytes = static_cast<std::uint16_t>(other_end - end - 1);
  return true;
}

/// The same for any two cells. The place behind the second one; nullptr if they are too long or irregular, or other
/// text stands between them.
const char* RowFrame::apart(const char* cell, VaryingCells& cells) const {
  const std::size_t bytes = cell_bytes(cell, most_cell_bytes, delimiter_);
  if (bytes >= most_cell_bytes || !same_text(cell + bytes, row_ + first_end_, between_)) return nullptr;
  const char* const other_cell = cell + bytes + between_;
  const std::size_t other_bytes = cell_bytes(other_cell, most_cell_bytes, delimiter_);
  if (other_bytes >= most_cell_bytes) return nullptr;
  const std::size_t quote = bytes > 0 && *cell == '"' ? 1 : 0;
  const std::size_t other_quote = other_bytes > 0 && *other_cell == '"' ? 1 : 0;
  cells.cell = cell + quote;
  cells.cell_bytes = static_cast<std::uint16_t>(bytes - 2 * quote);
  cells.other_cell = other_cell + other_quote;
  cells.other_cell_bytes = static_cast<std::uint16_t>(other_bytes - 2 * other_quote);
  return other_cell + other_bytes;
}

std::size_t RowFrame::match(std::size_t begin, std::span<VaryingCells, AlikeRecords::most> found) {
  if (row_ == nullptr) return 0;
  const std::size_t most_bytes = before_ + between_ + behind_ + most_varying_bytes + few_bytes;
  const char* row = text_.data() + begin;
  std::size_t count = 0;
  while (count < found.size() && static_cast<std::size_t>(text_.data() + text_.size() - row) >= most_bytes) {
    if (!same_text(row, row_, before_)) break;
    VaryingCells& cells = found[count];
    cells.begin = row;
    const char* const behind =
        neighbours(row + before_, cells) ? cells.other_cell + cells.other_cell_bytes : apart(row + before_, cells);
    if (behind == nullptr || !same_text(behind, row_ + second_end_, behind_)) break;
    ++count;
    row = behind + behind_;
    end_ = static_cast<std::size_t>(row - text_.data());
    if (row[-1] == '\r' && *row == '\n') ++row;  // which is there: bytes were left
  }
  return count;
}

void RowFrames::expect(std::size_t column, std::size_t other_column) {
  first_ = std::min(column, other_column);
  second_ = column == other_column ? 0 : std::max(column, other_column);
}

void RowFrames::learn(std::string_view text, std::size_t begin, std::span<const std::uint32_t> ends, char delimiter,
    std::uint64_t record) {
  current_ = 1 - current_;
  frames_[current_].learn(text, begin, ends, delimiter, first_, second_);
  records_[current_] = record;
}

void RowFrames::forget() {
  for (RowFrame& frame : frames_) frame.forget();
}

RowFrames::Match RowFrames::match(std::size_t begin) {
  std::size_t rows = frames_[current_].match(begin, found_);
  if (rows == 0) {
    rows = frames_[1 - current_].match(begin, found_);
    if (rows > 0) current_ = 1 - current_;
  }
  return {std::span(found_).first(rows), records_[current_], frames_[current_].end()};
}

}  // namespace tspq
