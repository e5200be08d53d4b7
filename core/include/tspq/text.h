// Small text helpers shared by everything that compares what a person typed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tspq {

/// Bytes of white space at the beginning and at the end: ASCII blanks, no-break space (U+00A0, in Windows-1252 too),
/// narrow no-break space (U+202F), ideographic space (U+3000), and what is not seen at all: zero width space (U+200B)
/// and byte-order mark (U+FEFF).
std::size_t blanks_at_front(std::string_view text);
std::size_t blanks_at_back(std::string_view text);

/// Without surrounding white space. A view into `text`.
inline std::string_view trim(std::string_view text) {
  // Almost every cell begins and ends with a character that is no blank, which a look at two bytes tells.
  const auto is_visible = [](char c) { return c > ' ' && c < '\x7F'; };
  const char* begin = text.data();
  std::size_t size = text.size();
  if (size == 0 || !is_visible(begin[0]) || !is_visible(begin[size - 1])) {
    const std::size_t front = blanks_at_front({begin, size});
    begin += front;
    size -= front;
    size -= blanks_at_back({begin, size});
  }
  return {begin, size};
}

/// Whether a spreadsheet would take a cell with this text for a formula, or for something else than text.
bool starts_a_formula(std::string_view cell);

/// The form in which headers are compared: lower case, "&" read as "and", and only ASCII letters, digits and non-ASCII
/// bytes but punctuation kept. "V-ORG ID" and "VOrgId" fold alike.
std::string fold(std::string_view text);

/// The form in which cells are compared with words: trimmed, lower case, "&" read as "and", runs of blanks as one.
/// Punctuation stays, so that "Advanced?" is not "Advanced". "Data&AI" and "data and  AI" fold alike.
std::string fold_words(std::string_view text);

/// Equal but for ASCII case.
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// A short piece of file text for use inside a sentence: at most 40 characters in quotation marks, "nothing" when it is
/// empty. What is not UTF-8 is taken for Windows-1252; control characters, and those that turn the direction of text,
/// are replaced by U+FFFD.
std::string quoted_for_display(std::string_view text);

/// The same without quotation marks and for a table: empty stays empty.
std::string short_for_display(std::string_view text);

/// 1234567 as "1,234,567", for sentences. JSON and downloads use plain digits.
std::string with_thousands(unsigned long long value);

}  // namespace tspq
