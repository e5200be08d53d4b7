#include "row_frame.h"

#include <algorithm>
#include <bit>

#include "byte_masks.h"

namespace tspq {
namespace {

/// Whether `bytes` bytes are the same; up to 15 more are read behind each.
bool same_text(const char* a, const char* b, std::size_t bytes) {
  for (; bytes >= few_bytes; bytes -= few_bytes, a += few_bytes, b += few_bytes)
    if (equal_few(a, b) != 0xFFFF) return false;
  return (~equal_few(a, b) & ((std::uint32_t{1} << bytes) - 1)) == 0;
}

/// The bytes of the cell that begins at `p`: with its quotes, or up to the next special byte, which ends it if it is regular. `most` or more when it is longer, or goes
/// over a line end.
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

void RowFrame::expect(std::size_t column, std::size_t other_column) {
  first_ = std::min(column, other_column);
  second_ = column == other_column ? 0 : std::max(column, other_column);
}

bool RowFrame::learn(std::string_view text, std::size_t begin, std::span<const std::uint32_t> ends, char delimiter) {
  if (second_ >= ends.size()) return false;
  text_ = text;
  delimiter_ = delimiter;
  row_ = text.data() + begin;
  first_end_ = ends[first_] - begin;
  second_end_ = ends[second_] - begin;
  before_ = first_ == 0 ? 0 : ends[first_ - 1] + 1 - begin;
  between_ = ends[second_ - 1] + 1 - ends[first_];
  behind_ = ends.back() + 1 - ends[second_];
  return true;
}

bool RowFrame::matches(std::size_t begin) {
  if (text_.size() - begin < before_ + between_ + behind_ + 2 * most_cell_bytes + few_bytes) return false;
  const char* const row = text_.data() + begin;
  if (!same_text(row, row_, before_)) return false;
  const std::size_t bytes = cell_bytes(row + before_, most_cell_bytes, delimiter_);
  const char* const first_end = row + before_ + bytes;
  if (bytes >= most_cell_bytes || !same_text(first_end, row_ + first_end_, between_)) return false;
  const char* const second = first_end + between_;
  const std::size_t other_bytes = cell_bytes(second, most_cell_bytes, delimiter_);
  if (other_bytes >= most_cell_bytes || !same_text(second + other_bytes, row_ + second_end_, behind_)) return false;
  const auto quote_of = [](const char* cell, std::size_t size) -> std::size_t { return size > 0 && *cell == '"' ? 1 : 0; };
  const std::size_t quote = quote_of(row + before_, bytes);
  cell_ = row + before_ + quote;
  cell_bytes_ = bytes - 2 * quote;
  const std::size_t other_quote = quote_of(second, other_bytes);
  other_cell_ = second + other_quote;
  other_cell_bytes_ = other_bytes - 2 * other_quote;
  size_ = static_cast<std::size_t>(second + other_bytes - row) + behind_ - 1;
  return true;
}

}  // namespace tspq
