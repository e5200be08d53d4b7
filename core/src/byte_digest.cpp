#include "tspq/byte_digest.h"

#include <algorithm>
#include <cstring>

namespace tspq {

ByteDigest::ByteDigest(const Digester::Key& key) : digester_(key) {
  for (std::size_t i = 0; i < key_.size(); ++i) {
    Digester word(key);
    word.add(std::uint64_t{i});
    key_[i] = static_cast<std::uint32_t>(word.digest().low);
  }
}

void ByteDigest::add(std::string_view bytes) {
  bytes_ += bytes.size();
  if (rest_bytes_ > 0) {
    const std::size_t taken = std::min(piece_bytes - rest_bytes_, bytes.size());
    std::memcpy(rest_.data() + rest_bytes_, bytes.data(), taken);
    rest_bytes_ += taken;
    bytes.remove_prefix(taken);
    if (rest_bytes_ < piece_bytes) return;
    add_piece(digester_, rest_.data());
    rest_bytes_ = 0;
  }
  for (; bytes.size() >= piece_bytes; bytes.remove_prefix(piece_bytes)) add_piece(digester_, bytes.data());
  if (bytes.empty()) return;
  std::memcpy(rest_.data(), bytes.data(), bytes.size());
  rest_bytes_ = bytes.size();
}

Digest ByteDigest::digest() const {
  Digester last = digester_;
  if (rest_bytes_ > 0) {
    std::array<char, piece_bytes> padded{};
    std::memcpy(padded.data(), rest_.data(), rest_bytes_);
    add_piece(last, padded.data());
  }
  last.add(bytes_);
  return last.digest();
}

/// Sums of products of words plus key words, eight words at a time: loops that compilers turn into SIMD.
void ByteDigest::add_piece(Digester& to, const char* piece) const {
  std::array<std::uint64_t, shift> first{};
  std::array<std::uint64_t, shift> second{};
  for (std::size_t at = 0; at < words; at += 2 * shift) {
    std::array<std::uint32_t, 2 * shift> text{};
    std::memcpy(text.data(), piece + at * 4, sizeof text);
    for (std::size_t i = 0; i < shift; ++i) {
      first[i] += std::uint64_t{text[i] + key_[at + i]} * (text[i + shift] + key_[at + i + shift]);
      second[i] += std::uint64_t{text[i] + key_[at + i + shift]} * (text[i + shift] + key_[at + i + 2 * shift]);
    }
  }
  to.add(first[0] + first[1] + first[2] + first[3]);
  to.add(second[0] + second[1] + second[2] + second[3]);
}

}  // namespace tspq
