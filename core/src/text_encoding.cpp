#include "tspq/text_encoding.h"

#include <array>
#include <cstring>

#include "tspq/text.h"

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

std::string_view TextDecoder::decode(std::string_view bytes) {
  if (encoding_ == Encoding::utf8) return bytes;
  text_.clear();
  for (const char c : bytes) {
    const int byte = static_cast<unsigned char>(c);
    if (held_byte_ < 0) {
      held_byte_ = byte;
      continue;
    }
    append_unit(static_cast<unsigned>(encoding_ == Encoding::utf16_le ? byte << 8 | held_byte_ : held_byte_ << 8 | byte));
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
