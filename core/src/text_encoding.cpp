#include "tspq/text_encoding.h"

#include <array>
#include <cstring>

namespace tspq {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Length that the first byte of a sequence announces; 1 for what cannot begin one.
std::size_t announced_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte >= 0xF0) return 4;
  if (byte >= 0xE0) return 3;
  return byte >= 0xC0 ? 2 : 1;
}

}  // namespace

std::string_view id_of(Encoding encoding) {
  constexpr std::array<std::string_view, 3> ids = {"utf-8", "utf-16le", "utf-16be"};
  return ids[static_cast<std::size_t>(encoding)];
}

Encoding encoding_of(std::string_view start) {
  if (start.starts_with("\xFF\xFE")) return Encoding::utf16_le;
  return start.starts_with("\xFE\xFF") ? Encoding::utf16_be : Encoding::utf8;
}

std::size_t utf8_sequence(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto continues = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0U) == 0x80U; };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!continues(1) || !continues(2)) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;
    if (first == 0xED && byte(1) > 0x9F) return 0;
    return 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!continues(1) || !continues(2) || !continues(3)) return 0;
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    if (first == 0xF4 && byte(1) > 0x8F) return 0;
    return 4;
  }
  return 0;
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    // Almost everything is ASCII: pass over many bytes at a time, in a loop that compilers turn into SIMD.
    for (; i + 64 <= bytes.size(); i += 64) {
      std::array<std::uint64_t, 8> words{};
      std::memcpy(words.data(), bytes.data() + i, 64);
      std::uint64_t all = 0;
      for (const std::uint64_t word : words) all |= word;
      if ((all & 0x8080808080808080U) != 0) break;
    }
    for (std::size_t most = i + 64; i < most && i < bytes.size() && static_cast<unsigned char>(bytes[i]) < 0x80;) ++i;
    if (i == bytes.size()) break;
    if (static_cast<unsigned char>(bytes[i]) < 0x80) continue;
    const std::size_t length = utf8_sequence(bytes.substr(i));
    if (length == 0) return false;
    i += length;
  }
  return true;
}

void append_as_utf8(std::string& out, std::string_view bytes) {
  if (is_utf8(bytes)) {
    out += bytes;
    return;
  }
  // The block 0x80..0x9F, where Windows-1252 differs from Latin-1; five places are free and stay control characters.
  constexpr std::array<std::uint16_t, 32> block = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6,
      0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};
  for (const char c : bytes) {
    unsigned code = static_cast<unsigned char>(c);
    if (code >= 0x80 && code < 0xA0) code = block[code - 0x80];
    if (code < 0x80) {
      out += static_cast<char>(code);
    } else if (code < 0x800) {
      out += static_cast<char>(0xC0 | code >> 6);
      out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
      out += static_cast<char>(0xE0 | code >> 12);
      out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
}

std::string_view TextDecoder::decode(std::string_view bytes) {
  if (encoding_ == Encoding::utf8) return bytes;
  text_.clear();
  for (const char c : bytes) {
    const int byte = static_cast<unsigned char>(c);
    if (held_byte_ < 0) {
      held_byte_ = byte;
      continue;
    }
    append_unit(
        static_cast<unsigned>(encoding_ == Encoding::utf16_le ? byte << 8 | held_byte_ : held_byte_ << 8 | byte));
    held_byte_ = -1;
  }
  return text_;
}

std::string_view TextDecoder::finish() {
  text_.clear();
  if (high_surrogate_ != 0 || held_byte_ >= 0) append_code_point(0xFFFD);
  high_surrogate_ = 0;
  held_byte_ = -1;
  return text_;
}

void TextDecoder::append_unit(unsigned unit) {
  const bool is_high = unit >= 0xD800 && unit < 0xDC00;
  const bool is_low = unit >= 0xDC00 && unit < 0xE000;
  if (high_surrogate_ != 0) {
    const unsigned high = high_surrogate_;
    high_surrogate_ = 0;
    if (is_low) return append_code_point(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
    append_code_point(0xFFFD);
  }
  if (is_high) high_surrogate_ = unit;
  else append_code_point(is_low ? 0xFFFD : unit);
}

void TextDecoder::append_code_point(unsigned code) {
  const auto put = [&](unsigned byte) { text_ += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | code >> 6);
  } else {
    if (code < 0x10000) {
      put(0xE0 | code >> 12);
    } else {
      put(0xF0 | code >> 18);
      put(0x80 | (code >> 12 & 0x3F));
    }
    put(0x80 | (code >> 6 & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

void Utf8Check::add(std::string_view bytes, bool are_ascii) {
  if (!holds_) return;
  if (are_ascii && open_.empty()) return;
  while (!open_.empty() && !bytes.empty()) {
    if (!is_continuation(bytes.front())) {
      holds_ = false;
      return;
    }
    open_ += bytes.front();
    bytes.remove_prefix(1);
    if (open_.size() < announced_length(open_.front())) continue;
    holds_ = is_utf8(open_);
    open_.clear();
  }
  // What is cut at the end waits for the next chunk.
  for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
    const char c = bytes[bytes.size() - back];
    if (is_continuation(c)) continue;
    if (announced_length(c) > back) {
      open_ = bytes.substr(bytes.size() - back);
      bytes.remove_suffix(back);
    }
    break;
  }
  holds_ = holds_ && is_utf8(bytes);
}

}  // namespace tspq
