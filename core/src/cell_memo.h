// Remembers what the cells of a column meant. A column says few different things, however long the file: its dates, courses and areas come again and again, and
// comparing a cell with one seen before is many times cheaper than reading it. Without the memo a long file takes six times as long.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace tspq {

/// Whether two texts are the same. Cells are short, so that a call of memcmp would cost more than the comparison: whole words, the last one overlapping.
inline bool same_bytes(std::string_view a, std::string_view b) {
  const std::size_t bytes = a.size();
  if (bytes != b.size()) return false;
  const auto differ = [&]<class Word>(std::size_t at, Word) {
    Word x{};
    Word y{};
    std::memcpy(&x, a.data() + at, sizeof(Word));
    std::memcpy(&y, b.data() + at, sizeof(Word));
    return x ^ y;
  };
  if (bytes >= 8) {
    std::uint64_t differences = differ(bytes - 8, std::uint64_t{});
    for (std::size_t at = 0; at + 8 < bytes; at += 8) differences |= differ(at, std::uint64_t{});
    return differences == 0;
  }
  if (bytes >= 4) return (differ(0, std::uint32_t{}) | differ(bytes - 4, std::uint32_t{})) == 0;
  if (bytes >= 2) return (differ(0, std::uint16_t{}) | differ(bytes - 2, std::uint16_t{})) == 0;
  return bytes == 0 || a[0] == b[0];
}

template <class Meaning>
class CellMemo {
public:
  /// What `cell` means: what make(cell) gave when it was last seen, or gives now. Good until the next call.
  template <class Make>
  const Meaning& of(std::string_view cell, Make make) {
    // Questions and dates come in the same order again and again.
    if (const Meaning* const known = near(cell)) return *known;
    if (cell.size() > most_bytes) {
      last_ = nullptr;
      return unkept_ = make(cell);
    }
    if (misses_ >= slots_.size()) grow();
    Slot& slot = slots_[place_of(cell) % slots_.size()];
    if (!slot.used || !same_bytes(cell, slot.cell)) {
      slot.meaning = make(cell);
      slot.cell = cell;
      slot.used = true;
      ++misses_;
    }
    if (last_ != nullptr) last_->next = &slot;
    last_ = &slot;
    return slot.meaning;
  }

  /// What `cell` means when it is the cell last seen or the one that followed on that last time; nullptr otherwise. Good until the next call.
  const Meaning* near(std::string_view cell) {
    if (last_ == nullptr) return nullptr;
    if (same_bytes(cell, last_->cell)) return &last_->meaning;
    if (last_->next == nullptr || !same_bytes(cell, last_->next->cell)) return nullptr;
    return &(last_ = last_->next)->meaning;
  }

private:
  static constexpr std::size_t first_slots = 64;
  static constexpr std::size_t most_slots = 4096;
  static constexpr std::size_t most_bytes = 256;  // bounds the memory; longer cells are read each time

  struct Slot {
    std::string cell;
    bool used = false;
    Slot* next = nullptr;  // what came after it when it came last
    Meaning meaning;
  };

  void grow() {
    misses_ = 0;
    if (slots_.size() == most_slots) return;
    last_ = nullptr;
    slots_ = std::vector<Slot>(slots_.empty() ? first_slots : slots_.size() * 4);
  }

  /// Of its first and last bytes. Cells that share a slot push each other out, which costs time and nothing else.
  static std::size_t place_of(std::string_view cell) {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (cell.size() >= 8) {
      std::memcpy(&first, cell.data(), 8);
      std::memcpy(&last, cell.data() + cell.size() - 8, 8);
    } else {
      for (const char c : cell) first = first << 8 | static_cast<unsigned char>(c);
    }
    const std::uint64_t mixed = (first ^ cell.size()) * 0x9E3779B97F4A7C15U + last * 0xC2B2AE3D27D4EB4FU;
    return static_cast<std::size_t>((mixed ^ mixed >> 29) * 0x9E3779B97F4A7C15U >> 32);
  }

  std::vector<Slot> slots_;
  std::size_t misses_ = 0;  // since it last grew
  Slot* last_ = nullptr;
  Meaning unkept_{};
};

}  // namespace tspq
