// Remembers what the cells of a column meant. A column says few different things, however long the file: its dates,
// courses and areas come again and again, and comparing a cell with one seen before is many times cheaper than reading
// it. Without the memo a long file takes six times as long.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tspq/function_ref.h"

namespace tspq {

/// For the few functions that are called for every cell. WebAssembly passes string views through memory, and reading
/// back what was just written stalls: as calls, these took a third of all time.
#define TSPQ_INLINE [[gnu::always_inline]] inline

/// Whether two texts are the same. Cells are short, so that a call of memcmp would cost more than the comparison: whole
/// words, the last one overlapping.
TSPQ_INLINE bool same_bytes(std::string_view a, std::string_view b) {
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

/// What is looked at of a cell first: its size and its first and last bytes, which are all there is of most cells.
struct CellKey {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::size_t size = 0;

  TSPQ_INLINE static CellKey of(std::string_view cell) {
    const auto read = [&]<class Word>(std::size_t at, Word word) {
      std::memcpy(&word, cell.data() + at, sizeof word);
      return std::uint64_t{word};
    };
    const std::size_t size = cell.size();
    if (size >= 8) return {read(0, std::uint64_t{}), read(size - 8, std::uint64_t{}), size};
    if (size >= 4) return {read(0, std::uint32_t{}), read(size - 4, std::uint32_t{}), size};
    if (size >= 2) return {read(0, std::uint16_t{}), read(size - 2, std::uint16_t{}), size};
    return {size == 0 ? 0 : read(0, std::uint8_t{}), 0, size};
  }

  bool says_all() const { return size <= 16; }
  std::size_t place() const {
    const std::uint64_t mixed = (first ^ size) * 0x9E3779B97F4A7C15U + last * 0xC2B2AE3D27D4EB4FU;
    return static_cast<std::size_t>((mixed ^ mixed >> 29) * 0x9E3779B97F4A7C15U >> 32);
  }
  friend bool operator==(const CellKey&, const CellKey&) = default;
};

template <class Meaning>
class CellMemo {
public:
  [[gnu::noinline, gnu::cold]] CellMemo() = default;
  [[gnu::noinline, gnu::cold]] ~CellMemo() = default;

  /// What `cell` means: what make(cell) gave when it was last seen, or gives now. Good until the next call.
  template <class Make>
  TSPQ_INLINE const Meaning& of(std::string_view cell, Make make) {
    const CellKey key = CellKey::of(cell);
    Slot& slot = slots_[key.place() & (slots_.size() - 1)];
    if (!slot.holds(key, cell)) return learn(key, cell, make);
    if (last_ != nullptr) last_->next = &slot;
    last_ = &slot;
    return slot.meaning;
  }

  /// What `cell` means if that is remembered; nullptr when it is not, or when the cell asked for before was too long to
  /// keep. Quickest for the cell last asked for and the one that followed on it last time, as questions do again and
  /// again. Good until the next call.
  TSPQ_INLINE const Meaning* known(std::string_view cell) {
    if (last_ == nullptr) return nullptr;
    const CellKey key = CellKey::of(cell);
    if (last_->next != nullptr && last_->next->holds(key, cell)) {
      last_ = last_->next;
    } else if (!last_->holds(key, cell)) {
      Slot& slot = slots_[key.place() & (slots_.size() - 1)];
      if (!slot.holds(key, cell)) return nullptr;
      last_->next = &slot;
      last_ = &slot;
    }
    return &last_->meaning;
  }

private:
  static constexpr std::size_t first_slots = 64;
  static constexpr std::size_t most_slots = 4096;
  static constexpr std::size_t most_bytes = 256;  // bounds the memory; longer cells are read each time

  struct Slot {
    CellKey key{0, 0, static_cast<std::size_t>(-1)};  // of no cell
    Slot* next = nullptr;                             // what came after it when it came last
    Meaning meaning;
    std::string cell;

    TSPQ_INLINE bool holds(const CellKey& other, std::string_view text) const {
      return key == other && (key.says_all() || same_bytes(text, cell));
    }
  };

  [[gnu::noinline, gnu::cold]] const Meaning& learn(
      const CellKey& key, std::string_view cell, FunctionRef<Meaning(std::string_view)> make) {
    Slot* before = std::exchange(last_, nullptr);
    if (cell.size() > most_bytes) return unkept_ = make(cell);
    // Cells that share a slot push each other out, which costs time and nothing else.
    if (misses_++ >= slots_.size() && slots_.size() < most_slots) {
      slots_ = std::vector<Slot>(slots_.size() * 4);
      misses_ = 0;
      before = nullptr;
    }
    last_ = &slots_[key.place() & (slots_.size() - 1)];
    if (before != nullptr) before->next = last_;
    last_->meaning = make(cell);
    last_->key = key;
    last_->cell = cell;
    return last_->meaning;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(first_slots);
  std::size_t misses_ = 0;  // since it last grew
  Slot* last_ = nullptr;
  Meaning unkept_{};
};

}  // namespace tspq
