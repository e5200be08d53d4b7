// Finds the few bytes that matter to a CSV reader, 64 at a time.
//
// special_bytes(p) returns one bit per byte of p[0..63] (bit i for p[i]): set where the byte is the delimiter, a quote, CR or LF.
// Three implementations of the same sentence; the scalar one is the plain twin that tests hold the others against.
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

inline std::uint64_t special_bytes_plain(const char* p, char delimiter) {
  std::uint64_t mask = 0;
  for (std::size_t i = 0; i < block_bytes; ++i) {
    const char c = p[i];
    if (c == delimiter || c == '"' || c == '\n' || c == '\r') mask |= std::uint64_t{1} << i;
  }
  return mask;
}

#if defined(TSPQ_BLOCKS_WASM)

inline std::uint64_t special_bytes(const char* p, char delimiter) {
  const v128_t d = wasm_i8x16_splat(delimiter);
  const v128_t quote = wasm_i8x16_splat('"');
  const v128_t lf = wasm_i8x16_splat('\n');
  const v128_t cr = wasm_i8x16_splat('\r');
  std::uint64_t mask = 0;
  for (unsigned part = 0; part < 4; ++part) {
    const v128_t bytes = wasm_v128_load(p + part * 16);
    const v128_t hits = wasm_v128_or(wasm_v128_or(wasm_i8x16_eq(bytes, d), wasm_i8x16_eq(bytes, quote)),
                                     wasm_v128_or(wasm_i8x16_eq(bytes, lf), wasm_i8x16_eq(bytes, cr)));
    mask |= static_cast<std::uint64_t>(static_cast<std::uint16_t>(wasm_i8x16_bitmask(hits))) << (part * 16);
  }
  return mask;
}

#elif defined(TSPQ_BLOCKS_SSE2)

inline std::uint64_t special_bytes(const char* p, char delimiter) {
  const __m128i d = _mm_set1_epi8(delimiter);
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i lf = _mm_set1_epi8('\n');
  const __m128i cr = _mm_set1_epi8('\r');
  std::uint64_t mask = 0;
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + part * 16));
    const __m128i hits = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, d), _mm_cmpeq_epi8(bytes, quote)),
                                      _mm_or_si128(_mm_cmpeq_epi8(bytes, lf), _mm_cmpeq_epi8(bytes, cr)));
    mask |= static_cast<std::uint64_t>(static_cast<std::uint16_t>(_mm_movemask_epi8(hits))) << (part * 16);
  }
  return mask;
}

#else

inline std::uint64_t special_bytes(const char* p, char delimiter) { return special_bytes_plain(p, delimiter); }

#endif

}  // namespace tspq
