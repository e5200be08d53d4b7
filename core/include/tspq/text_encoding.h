// What bytes say as text: UTF-8 and what is not, and from the bytes of a file to UTF-8, in chunks of any size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tspq {

enum class Encoding : std::uint8_t {
  utf8,      ///< or any encoding that agrees with it in ASCII; bytes pass unchanged
  utf16_le,  ///< known by its mark FF FE
  utf16_be,  ///< known by its mark FE FF
};

/// "utf-8", "utf-16le", "utf-16be".
std::string_view id_of(Encoding encoding);

/// What some programs write at the start of a file in UTF-8.
inline constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

/// The encoding that the mark at the start of a file names; utf8 without one.
Encoding encoding_of(std::string_view start);

/// Bytes of the well-formed UTF-8 sequence at the front of `text`, which is not empty; or 0.
std::size_t utf8_sequence(std::string_view text);

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view bytes);

/// Appends `bytes` as UTF-8: unchanged when they are, otherwise read as Windows-1252, the usual encoding of older CSV
/// files from Windows.
void append_as_utf8(std::string& out, std::string_view bytes);

/// Turns UTF-16 into UTF-8; the mark becomes a UTF-8 mark. A lone surrogate or a half unit at the end becomes U+FFFD.
/// UTF-8 is passed through without a copy.
class TextDecoder {
public:
  explicit TextDecoder(Encoding encoding) : encoding_(encoding) {}

  /// The text of the next bytes; good until the next call.
  std::string_view decode(std::string_view bytes);

  /// What is left at the end of the file.
  std::string_view finish();

private:
  void append_unit(unsigned unit);
  void append_code_point(unsigned code);

  Encoding encoding_;
  std::string text_;
  int held_byte_ = -1;           // first half of a unit
  unsigned high_surrogate_ = 0;  // waiting for its second half
};

/// Whether a stream of bytes is UTF-8. Asked for a notice only: no number depends on it.
class Utf8Check {
public:
  /// Bytes that are known to be ASCII are not looked at.
  void add(std::string_view bytes, bool are_ascii = false);
  /// Whether everything added is UTF-8, nothing cut at its end.
  bool holds_to_the_end() const { return holds_ && open_.empty(); }

private:
  std::string open_;  // a sequence that the last chunk cut, at most three bytes
  bool holds_ = true;
};

}  // namespace tspq
