#include "tspq/byte_digest.h"

#include <algorithm>
#include <cstring>

#include "ascii.h"

#if !defined(TSPQ_SCALAR) && defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif !defined(TSPQ_SCALAR) && defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tspq {

ByteDigest::ByteDigest(const Digester::Key& key) : digester_(key) {
  for (std::size_t i = 0; i < key_.size(); ++i) {
    Digester word(key);
    word.add(std::uint64_t{i});
    key_[i] = static_cast<std::uint32_t>(word.digest().low);
  }
}

bool ByteDigest::add(std::string_view bytes) {
  bytes_ += bytes.size();
  bool all_ascii = true;
  if (rest_bytes_ > 0) {
    const std::size_t taken = std::min(piece_bytes - rest_bytes_, bytes.size());
    std::memcpy(rest_.data() + rest_bytes_, bytes.data(), taken);
    rest_bytes_ += taken;
    all_ascii = is_ascii(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
    if (rest_bytes_ < piece_bytes) return all_ascii;
    add_piece(digester_, rest_.data());
    rest_bytes_ = 0;
  }
  for (; bytes.size() >= piece_bytes; bytes.remove_prefix(piece_bytes)) all_ascii &= add_piece(digester_, bytes.data());
  if (bytes.empty()) return all_ascii;
  std::memcpy(rest_.data(), bytes.data(), bytes.size());
  rest_bytes_ = bytes.size();
  return all_ascii && is_ascii(bytes);
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

namespace {

// Four words at a time. Compilers do not find these by themselves for WebAssembly, where this made the digest four
// times as fast.
#if !defined(TSPQ_SCALAR) && defined(__wasm_simd128__)

using Words = v128_t;
using Sum = v128_t;  // two numbers of 64 bits, to be added up
Words load(const void* p) { return wasm_v128_load(p); }
Words plus(Words a, Words b) { return wasm_i32x4_add(a, b); }
Words either(Words a, Words b) { return wasm_v128_or(a, b); }
bool is_ascii(Words words) { return wasm_i8x16_bitmask(words) == 0; }
Sum plus_products(Sum sum, Words a, Words b) {
  return wasm_i64x2_add(sum, wasm_i64x2_add(wasm_u64x2_extmul_low_u32x4(a, b), wasm_u64x2_extmul_high_u32x4(a, b)));
}
std::uint64_t total(Sum sum) {
  return static_cast<std::uint64_t>(wasm_i64x2_extract_lane(sum, 0)) +
      static_cast<std::uint64_t>(wasm_i64x2_extract_lane(sum, 1));
}

#elif !defined(TSPQ_SCALAR) && defined(__SSE2__)

using Words = __m128i;
using Sum = __m128i;
Words load(const void* p) { return _mm_loadu_si128(static_cast<const __m128i*>(p)); }
Words plus(Words a, Words b) { return _mm_add_epi32(a, b); }
Words either(Words a, Words b) { return _mm_or_si128(a, b); }
bool is_ascii(Words words) { return _mm_movemask_epi8(words) == 0; }
Sum plus_products(Sum sum, Words a, Words b) {
  return _mm_add_epi64(
      sum, _mm_add_epi64(_mm_mul_epu32(a, b), _mm_mul_epu32(_mm_srli_epi64(a, 32), _mm_srli_epi64(b, 32))));
}
std::uint64_t total(Sum sum) {
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_add_epi64(sum, _mm_unpackhi_epi64(sum, sum))));
}

#else

using Words = std::array<std::uint32_t, 4>;
using Sum = std::array<std::uint64_t, 4>;
Words load(const void* p) {
  Words words;
  std::memcpy(words.data(), p, sizeof words);
  return words;
}
Words plus(const Words& a, const Words& b) { return {a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]}; }
Words either(const Words& a, const Words& b) { return {a[0] | b[0], a[1] | b[1], a[2] | b[2], a[3] | b[3]}; }
bool is_ascii(const Words& words) { return ((words[0] | words[1] | words[2] | words[3]) & 0x80808080U) == 0; }
Sum plus_products(Sum sum, const Words& a, const Words& b) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += std::uint64_t{a[i]} * b[i];
  return sum;
}
std::uint64_t total(const Sum& sum) { return sum[0] + sum[1] + sum[2] + sum[3]; }

#endif

}  // namespace

/// Sums of products of words plus key words, eight words at a time. Whether the piece is ASCII.
bool ByteDigest::add_piece(Digester& to, const char* piece) const {
  Sum first{};
  Sum second{};
  Words seen{};
  Words key = load(key_.data());
  Words next_key = load(key_.data() + shift);
  for (std::size_t at = 0; at < words; at += 2 * shift) {
    const Words text = load(piece + at * 4);
    const Words next_text = load(piece + (at + shift) * 4);
    const Words key_behind = load(key_.data() + at + 2 * shift);
    seen = either(seen, either(text, next_text));
    first = plus_products(first, plus(text, key), plus(next_text, next_key));
    second = plus_products(second, plus(text, next_key), plus(next_text, key_behind));
    key = key_behind;
    next_key = load(key_.data() + std::min(at + 3 * shift, words));
  }
  to.add(total(first));
  to.add(total(second));
  return is_ascii(seen);
}

}  // namespace tspq
