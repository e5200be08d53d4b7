#include "tspq/id_set.h"

#include <unistd.h>

#include <bit>
#include <chrono>
#include <cstring>
#include <utility>

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
    : v_{key[0] ^ 0x736f6d6570736575U, key[1] ^ 0x646f72616e646f6dU ^ 0xee, key[0] ^ 0x6c7967656e657261U, key[1] ^ 0x7465646279746573U},
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
  std::size_t filled = length_ % 8;
  length_ += left;
  for (; filled != 0 && left != 0; --left) {
    partial_ |= std::uint64_t{static_cast<unsigned char>(*p++)} << (filled * 8);
    if (++filled == 8) {
      compress(partial_);
      partial_ = 0;
      filled = 0;
    }
  }
  for (; left >= 8; left -= 8, p += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, p, 8);  // every target here is little-endian, as SipHash reads its input
    compress(word);
  }
  for (std::size_t i = 0; i < left; ++i) partial_ |= std::uint64_t{static_cast<unsigned char>(p[i])} << ((filled + i) * 8);
}

void Digester::add(std::uint64_t number) {
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
  if ((used_ + 1) * 4 > slots_.size() * 3) rehash(slots_.empty() ? 1024 : slots_.size() * 2, no_file);
  Entry& slot = slot_of(id);
  if (slot.first.file == no_file) {
    slot.id = id;
    ++used_;
  }
  return slot;
}

void IdSet::forget(std::uint32_t file) {
  if (!slots_.empty()) rehash(slots_.size(), file);
}

IdSet::Entry& IdSet::slot_of(const Digest& id) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = static_cast<std::size_t>(id.low) & mask;; at = (at + 1) & mask)
    if (slots_[at].first.file == no_file || slots_[at].id == id) return slots_[at];
}

void IdSet::rehash(std::size_t slots, std::uint32_t without_file) {
  const std::vector<Entry> old = std::exchange(slots_, std::vector<Entry>(slots));
  used_ = 0;
  for (const Entry& entry : old) {
    if (entry.first.file == no_file || entry.first.file == without_file) continue;
    slot_of(entry.id) = entry;
    ++used_;
  }
}

}  // namespace tspq
