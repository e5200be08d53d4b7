// Finds the few bytes that matter to a CSV reader, 64 at a time.
//
// byte_masks(p, delimiter) returns one bit per byte of p[0..63] (bit i for p[i]) for each of the four bytes that can
// end a cell or open and close one. Three implementations of the same sentence; the scalar one is the plain twin that
// tests hold the others against.
#pragma once

#include <cstdint>
#include <cstring>

#if !defined(TSPQ_SCALAR) && defined(__wasm_simd128__)
#include <wasm_simd128.h>
#define TSPQ_BLOCKS_WASM 1
#elif !defined(TSPQ_SCALAR) && defined(__SSE2__)
#include <emmintrin.h>
#define TSPQ_BLOCKS_SSE2 1
#endif

namespace tspq {

inline constexpr std::size_t block_bytes = 64;

struct ByteMasks {
  std::uint64_t delimiter = 0;
  std::uint64_t quote = 0;
  std::uint64_t carriage_return = 0;
  std::uint64_t line_feed = 0;

  std::uint64_t any() const { return delimiter | quote | carriage_return | line_feed; }
  friend bool operator==(const ByteMasks&, const ByteMasks&) = default;
};

inline ByteMasks byte_masks_plain(const char* p, char delimiter) {
  ByteMasks masks;
  for (std::size_t i = 0; i < block_bytes; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (p[i] == delimiter) masks.delimiter |= bit;
    if (p[i] == '"') masks.quote |= bit;
    if (p[i] == '\r') masks.carriage_return |= bit;
    if (p[i] == '\n') masks.line_feed |= bit;
  }
  return masks;
}

#if defined(TSPQ_BLOCKS_WASM)

inline ByteMasks byte_masks(const char* p, char delimiter) {
  ByteMasks masks;
  for (unsigned part = 0; part < 4; ++part) {
    const v128_t bytes = wasm_v128_load(p + part * 16);
    const auto where = [&](char c) {
      return static_cast<std::uint64_t>(
                 static_cast<std::uint16_t>(wasm_i8x16_bitmask(wasm_i8x16_eq(bytes, wasm_i8x16_splat(c)))))
          << (part * 16);
    };
    masks.delimiter |= where(delimiter);
    masks.quote |= where('"');
    masks.carriage_return |= where('\r');
    masks.line_feed |= where('\n');
  }
  return masks;
}

#elif defined(TSPQ_BLOCKS_SSE2)

inline ByteMasks byte_masks(const char* p, char delimiter) {
  ByteMasks masks;
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + part * 16));
    const auto where = [&](char c) {
      return static_cast<std::uint64_t>(
                 static_cast<std::uint16_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)))))
          << (part * 16);
    };
    masks.delimiter |= where(delimiter);
    masks.quote |= where('"');
    masks.carriage_return |= where('\r');
    masks.line_feed |= where('\n');
  }
  return masks;
}

#else

inline ByteMasks byte_masks(const char* p, char delimiter) { return byte_masks_plain(p, delimiter); }

#endif

// The same for a few bytes, where most texts are shorter than a block. Bit i of the result is for byte i.
inline constexpr std::size_t few_bytes = 16;

/// Where two texts have the same byte.
inline std::uint32_t equal_few_plain(const char* a, const char* b) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < few_bytes; ++i) bits |= static_cast<std::uint32_t>(a[i] == b[i]) << i;
  return bits;
}

/// The delimiters, quotes and line ends.
inline std::uint32_t special_few_plain(const char* p, char delimiter) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < few_bytes; ++i)
    bits |= static_cast<std::uint32_t>(p[i] == delimiter || p[i] == '"' || p[i] == '\r' || p[i] == '\n') << i;
  return bits;
}

#if defined(TSPQ_BLOCKS_WASM)

inline std::uint32_t equal_few(const char* a, const char* b) {
  return wasm_i8x16_bitmask(wasm_i8x16_eq(wasm_v128_load(a), wasm_v128_load(b))) & 0xFFFFU;
}

/// Sees whether any of several stretches of few_bytes differ, with one branch for all of them.
class FewDifferences {
public:
  void look_at(const char* a, const char* b) {
    seen_ = wasm_v128_or(seen_, wasm_v128_xor(wasm_v128_load(a), wasm_v128_load(b)));
  }
  bool any() const { return wasm_v128_any_true(seen_); }

private:
  v128_t seen_ = wasm_i64x2_const(0, 0);
};

inline std::uint32_t special_few(const char* p, char delimiter) {
  const v128_t bytes = wasm_v128_load(p);
  const auto where = [&](char c) { return wasm_i8x16_eq(bytes, wasm_i8x16_splat(c)); };
  return wasm_i8x16_bitmask(
             wasm_v128_or(wasm_v128_or(where(delimiter), where('"')), wasm_v128_or(where('\r'), where('\n')))) &
      0xFFFFU;
}

#elif defined(TSPQ_BLOCKS_SSE2)

inline std::uint32_t equal_few(const char* a, const char* b) {
  const auto load = [](const char* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); };
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(load(a), load(b))));
}

class FewDifferences {
public:
  void look_at(const char* a, const char* b) {
    const auto load = [](const char* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); };
    seen_ = _mm_or_si128(seen_, _mm_xor_si128(load(a), load(b)));
  }
  bool any() const { return _mm_movemask_epi8(_mm_cmpeq_epi8(seen_, _mm_setzero_si128())) != 0xFFFF; }

private:
  __m128i seen_ = _mm_setzero_si128();
};

inline std::uint32_t special_few(const char* p, char delimiter) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  const auto where = [&](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
  return static_cast<std::uint32_t>(_mm_movemask_epi8(
      _mm_or_si128(_mm_or_si128(where(delimiter), where('"')), _mm_or_si128(where('\r'), where('\n')))));
}

#else

inline std::uint32_t equal_few(const char* a, const char* b) { return equal_few_plain(a, b); }

class FewDifferences {
public:
  void look_at(const char* a, const char* b) { any_ |= std::memcmp(a, b, few_bytes) != 0; }
  bool any() const { return any_; }

private:
  bool any_ = false;
};
inline std::uint32_t special_few(const char* p, char delimiter) { return special_few_plain(p, delimiter); }

#endif

/// Bit i is set where an odd number of bits 0..i of `bits` is set.
inline std::uint64_t prefix_xor(std::uint64_t bits) {
  for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

}  // namespace tspq
