#include "row_index.h"

#include <bit>
#include <cstring>

#include "byte_masks.h"

namespace tspq {
namespace {

/// Writes offset + i for every bit i and returns how many. Four at a time, with room for three too many: one branch per
/// four bits that the processor guesses well.
std::size_t write_places(std::uint64_t bits, std::uint32_t offset, std::uint32_t* out) {
  const auto count = static_cast<std::size_t>(std::popcount(bits));
  for (std::size_t done = 0; done < count; done += 4) {
    for (std::size_t i = 0; i < 4; ++i) {
      out[done + i] = offset + static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    }
  }
  return count;
}

constexpr std::size_t slack = 4;

}  // namespace

void RowIndex::start(std::string_view text, std::size_t from, char delimiter, bool after_carriage_return) {
  text_ = text;
  delimiter_ = delimiter;
  at_ = from;
  irregular_ = false;
  inside_ = 0;
  after_separator_ = 1;
  after_quote_ = 0;
  after_closing_quote_ = 0;
  after_carriage_return_ = after_carriage_return;
  count_ = 0;
  line_count_ = 0;
  open_row_is_unusual_ = false;
  lines_.resize(blocks_per_window * block_bytes + slack);
}

void RowIndex::forget(std::size_t cells) {
  count_ -= cells;
  std::memmove(ends_.data(), ends_.data() + cells, count_ * sizeof(std::uint32_t));
}

bool RowIndex::next_window(Reach reach) {
  line_count_ = 0;
  if (ends_.size() < count_ + blocks_per_window * block_bytes + slack)
    ends_.resize(count_ + blocks_per_window * block_bytes + slack);
  const std::size_t start = at_;
  for (std::size_t block = 0; block < blocks_per_window && !irregular_ && text_.size() - at_ >= block_bytes; ++block) {
    if (reach == Reach::one_row && line_count_ > 0) break;
    const ByteMasks masks = byte_masks(text_.data() + at_, delimiter_);
    const std::uint64_t line_ends = masks.carriage_return | masks.line_feed;
    const std::uint64_t separators = masks.delimiter | line_ends;
    std::uint64_t inside = 0;
    bool unusual = false;
    if ((masks.quote | inside_) != 0) {
      inside = prefix_xor(masks.quote) ^ inside_;
      const std::uint64_t opening = masks.quote & inside;
      const std::uint64_t closing = masks.quote & ~inside;
      const std::uint64_t behind_separator = separators << 1 | after_separator_;
      const std::uint64_t behind_quote = masks.quote << 1 | after_quote_;
      const std::uint64_t behind_closing = closing << 1 | after_closing_quote_;
      // A quote opens behind a separator, or as the second of two in a quoted cell; it closes before a separator or
      // before such a second one.
      if ((opening & ~(behind_separator | behind_quote)) != 0 || (behind_closing & ~(separators | masks.quote)) != 0) {
        irregular_ = true;
        break;
      }
      if (((opening & behind_quote) | (line_ends & inside)) != 0) unusual = true;
      inside_ = std::uint64_t{0} - (inside >> 63);
      after_quote_ = masks.quote >> 63;
      after_closing_quote_ = closing >> 63;
    } else {
      if (after_closing_quote_ != 0 && (separators & 1) == 0) {
        irregular_ = true;
        break;
      }
      after_quote_ = 0;
      after_closing_quote_ = 0;
    }
    after_separator_ = separators >> 63;
    const std::uint64_t second_of_crlf = masks.line_feed & (masks.carriage_return << 1 | after_carriage_return_);
    after_carriage_return_ = masks.carriage_return >> 63;

    const std::uint64_t outside = ~(inside | second_of_crlf);
    const auto offset = static_cast<std::uint32_t>(at_);
    count_ += write_places(separators & outside, offset, ends_.data() + count_);
    for (std::uint64_t rows = line_ends & outside; rows != 0; rows &= rows - 1) {
      lines_[line_count_++] = {
          (offset + static_cast<std::uint32_t>(std::countr_zero(rows))) & 0x7FFFFFFF, unusual || open_row_is_unusual_};
      open_row_is_unusual_ = false;
    }
    open_row_is_unusual_ |= unusual;
    at_ += block_bytes;
  }
  return at_ != start;
}

}  // namespace tspq
