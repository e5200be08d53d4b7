// Remembers which achievement codes and survey ids were counted [R-DUP], in a fixed number of bytes per id whatever its
// length.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tspq/block_list.h"

namespace tspq {

/// 128 bits that stand for a text. Two different texts share one with a chance of about n²/2^129 among n texts, and
/// nobody who does not know the key can make two that do.
struct Digest {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend bool operator==(const Digest&, const Digest&) = default;
};

/// SipHash-1-3 with 128 bits of output (Aumasson and Bernstein), fed in pieces. The same text in any pieces gives the
/// same digest.
class Digester {
public:
  using Key = std::array<std::uint64_t, 2>;

  explicit Digester(const Key& key, int rounds_per_word = 1, int final_rounds = 3);
  void add(std::string_view bytes);
  void add(std::uint64_t number);
  Digest digest() const;

private:
  void compress(std::uint64_t word);

  std::array<std::uint64_t, 4> v_;
  std::uint64_t partial_ = 0;
  std::uint64_t length_ = 0;
  int rounds_per_word_;
  int final_rounds_;
};

/// A key nobody can foresee, new in every process.
Digester::Key random_key();

/// A set of digests: 32 bytes per id that never move, and a table of 4 bytes at a load of three eighths to three
/// quarters that says where they are. With many ids nearly every look at that table waits for memory, and the less the
/// smaller it is: with 8 bytes a slot a long file took 3 % more time.
class IdSet {
public:
  struct Place {
    std::uint32_t file = 0;  ///< index of the file that counted the id first
    std::uint32_t row = 0;   ///< its row there as a spreadsheet numbers it; the largest value for rows beyond 2^32-2
  };

  /// What is kept of an id. `content` is the caller's: it stands for the row's other cells. Aligned, so that two of
  /// them share a line of the processor's cache and none lies on two, of which expect() would fetch one: 5 to 8 % of a
  /// shuffled long file.
  struct alignas(32) Entry {
    Digest id;
    std::uint64_t content = 0;
    Place first{no_file, 0};
  };
  static_assert(sizeof(Entry) == 32);

  /// The entry of an id. When it is new, `first.file` is no_file and the caller fills in content and first at once.
  /// Good until forget().
  Entry& entry_of(const Digest& id);

  /// Has the processor fetch what entry_of() will look at, which lies anywhere in memory. For many ids at once that
  /// takes little longer than for one.
  void expect(std::span<const Digest> ids);

  /// Takes out every id that this file counted first. It must be the last file that has added any.
  void forget(std::uint32_t file);

  static constexpr std::uint32_t no_file = 0xFFFFFFFF;

  std::size_t size() const { return entries_.size(); }

private:
  std::uint32_t& slot_of(const Digest& id);
  std::uint32_t slot_for(const Digest& id, std::size_t index) const;
  void fill(std::size_t slots);

  std::uint64_t looked_at_ = 0;  // keeps compilers from leaving out what expect() reads
  BlockList<Entry, 1024> entries_;
  std::vector<std::uint32_t> slots_;  // a power of two of them, each 0 or: 1 + the index in entries_ in as many bits as
                                      // that takes, and bits of the id above
};

}  // namespace tspq
