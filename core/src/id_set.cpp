#include "tspq/id_set.h"

#include <unistd.h>

#include <bit>
#include <chrono>
#include <cstring>

namespace tspq {
namespace {

void sip_round(std::array<std::uint64_t, 4>& v) {
  v[0] += v[1];
  v[1] = std::rotl(v[1], 13) ^ v[0];
  v[0] = std::rotl(v[0], 32);
  v[2] += v[3];
  v[3] = std::rotl(v[3], 16) ^ v[2];
  v[0] += v[3];
  v[3] = std::rotl(v[3], 21) ^ v[0];
  v[2] += v[1];
  v[1] = std::rotl(v[1], 17) ^ v[2];
  v[2] = std::rotl(v[2], 32);
}

}  // namespace

Digester::Digester(const Key& key, int rounds_per_word, int final_rounds)
    : v_{key[0] ^ 0x736f6d6570736575U, key[1] ^ 0x646f72616e646f6dU ^ 0xee, key[0] ^ 0x6c7967656e657261U,
          key[1] ^ 0x7465646279746573U},
      rounds_per_word_(rounds_per_word),
      final_rounds_(final_rounds) {}

void Digester::compress(std::uint64_t word) {
  v_[3] ^= word;
  for (int i = 0; i < rounds_per_word_; ++i) sip_round(v_);
  v_[0] ^= word;
}

void Digester::add(std::string_view bytes) {
  const char* p = bytes.data();
  std::size_t left = bytes.size();
  const std::size_t filled = length_ % 8;
  length_ += left;
  // Every target here is little-endian, as SipHash reads its input.
  const auto word_at = [](const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    return word;
  };
  if (filled == 0) {
    for (; left >= 8; left -= 8, p += 8) compress(word_at(p));
  } else {
    const std::size_t shift = filled * 8;
    for (; left >= 8; left -= 8, p += 8) {
      const std::uint64_t word = word_at(p);
      compress(partial_ | word << shift);
      partial_ = word >> (64 - shift);
    }
  }
  std::uint64_t rest = 0;
  for (std::size_t i = 0; i < left; ++i) rest |= std::uint64_t{static_cast<unsigned char>(p[i])} << (i * 8);
  partial_ |= rest << (filled * 8);
  if (filled + left >= 8) {
    compress(partial_);
    partial_ = filled == 0 ? 0 : rest >> (64 - filled * 8);
  }
}

void Digester::add(std::uint64_t number) {
  if (length_ % 8 == 0) {
    length_ += 8;
    return compress(number);
  }
  std::array<char, 8> bytes{};
  std::memcpy(bytes.data(), &number, 8);
  add(std::string_view(bytes.data(), bytes.size()));
}

Digest Digester::digest() const {
  Digester last = *this;
  last.compress(partial_ | length_ << 56);
  Digest digest;
  last.v_[2] ^= 0xee;
  for (int i = 0; i < final_rounds_; ++i) sip_round(last.v_);
  digest.low = last.v_[0] ^ last.v_[1] ^ last.v_[2] ^ last.v_[3];
  last.v_[1] ^= 0xdd;
  for (int i = 0; i < final_rounds_; ++i) sip_round(last.v_);
  digest.high = last.v_[0] ^ last.v_[1] ^ last.v_[2] ^ last.v_[3];
  return digest;
}

static_assert(std::endian::native == std::endian::little);

Digester::Key random_key() {
  Digester::Key key{};
  if (getentropy(key.data(), sizeof key) != 0) {
    // Only a sandbox without a random source comes here; a clock still differs from run to run.
    const auto now = std::chrono::high_resolution_clock::now().time_since_epoch().count();
    key = {static_cast<std::uint64_t>(now), static_cast<std::uint64_t>(now) * 0x9E3779B97F4A7C15U};
  }
  return key;
}

IdSet::Entry& IdSet::entry_of(const Digest& id) {
  if ((entries_.size() + 1) * 4 > slots_.size() * 3) fill(slots_.empty() ? 1024 : slots_.size() * 2);
  std::uint32_t& slot = slot_of(id);
  if (slot != 0) return entries_[(slot & (slots_.size() - 1)) - 1];
  slot = slot_for(id, entries_.size());
  Entry& entry = entries_.add();
  entry.id = id;
  return entry;
}

void IdSet::expect(std::span<const Digest> ids) {
  if (slots_.empty()) return;
  const std::size_t mask = slots_.size() - 1;
#ifndef __wasm__  // which has no such instruction
  for (const Digest& id : ids) __builtin_prefetch(&slots_[static_cast<std::size_t>(id.low) & mask]);
#endif
  if (ids.size() == 1) return;  // reading it now would only be waiting; of several, none waits for the one before
  for (const Digest& id : ids) {
    const std::uint32_t wanted = slot_for(id, 0);
    for (std::size_t at = static_cast<std::size_t>(id.low) & mask; slots_[at] != 0; at = (at + 1) & mask) {
      if (((slots_[at] ^ wanted) & ~static_cast<std::uint32_t>(mask)) != 0) continue;
      looked_at_ += entries_[(slots_[at] & mask) - 1].content;
      break;
    }
  }
}

void IdSet::forget(std::uint32_t file) {
  std::size_t kept = entries_.size();
  while (kept > 0 && entries_[kept - 1].first.file == file) --kept;
  if (kept == entries_.size()) return;
  entries_.shrink_to(kept);
  fill(slots_.size());
}

/// The slot that holds an id, or the free one where it belongs.
std::uint32_t& IdSet::slot_of(const Digest& id) {
  const std::size_t mask = slots_.size() - 1;
  const std::uint32_t wanted = slot_for(id, 0);
  for (std::size_t at = static_cast<std::size_t>(id.low) & mask;; at = (at + 1) & mask) {
    const std::uint32_t slot = slots_[at];
    if (slot == 0) return slots_[at];
    if (((slot ^ wanted) & ~static_cast<std::uint32_t>(mask)) == 0 && entries_[(slot & mask) - 1].id == id)
      return slots_[at];
  }
}

/// There are fewer entries than slots, so that an index fits below the bits of the id. Memory ends before 2^32 entries
/// of 32 bytes do.
std::uint32_t IdSet::slot_for(const Digest& id, std::size_t index) const {
  const auto mask = static_cast<std::uint32_t>(slots_.size() - 1);
  return (static_cast<std::uint32_t>(id.high >> 32) & ~mask) | static_cast<std::uint32_t>(index + 1);
}

/// Makes the table anew, with that many slots.
void IdSet::fill(std::size_t slots) {
  slots_ = {};  // before the new one is there: memory for both is never needed
  slots_.resize(slots);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Digest& id = entries_[i].id;
    slot_of(id) = slot_for(id, i);
  }
}

}  // namespace tspq
