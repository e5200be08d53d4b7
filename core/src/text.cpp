#include "tspq/text.h"

#include <algorithm>
#include <array>

#include "ascii.h"
#include "tspq/text_encoding.h"

namespace tspq {
namespace {

/// Blanks beyond ASCII that spreadsheets and web pages put into cells: no-break, narrow no-break and ideographic space,
/// zero width space and the byte-order mark, which stands twice in front of a file that two programs have marked.
constexpr std::array<std::string_view, 5> wide_blanks = {
    "\xC2\xA0", "\xE2\x80\xAF", "\xE3\x80\x80", "\xE2\x80\x8B", "\xEF\xBB\xBF"};

/// What the dashes, quotation marks and dots of word processors begin with, U+2000 to U+203F.
constexpr std::string_view wide_punctuation = "\xE2\x80";

/// The no-break space of Windows-1252. It is one where the byte is no part of a character in UTF-8.
constexpr char lone_no_break_space = '\xA0';

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::size_t blank_at_front(std::string_view text) {
  if (text.empty()) return 0;
  if (is_blank(text.front()) || text.front() == lone_no_break_space) return 1;
  for (const std::string_view blank : wide_blanks)
    if (text.starts_with(blank)) return blank.size();
  return 0;
}

std::size_t blank_at_back(std::string_view text) {
  if (text.empty()) return 0;
  if (is_blank(text.back())) return 1;
  for (const std::string_view blank : wide_blanks)
    if (text.ends_with(blank)) return blank.size();
  if (text.back() != lone_no_break_space) return 0;
  for (std::size_t length = 2; length <= 4 && length <= text.size(); ++length)
    if (utf8_sequence(text.substr(text.size() - length)) == length) return 0;
  return 1;
}

/// Bytes of the character that `text` begins with; 1 where it is not UTF-8.
std::size_t character_at_front(std::string_view text) { return std::max<std::size_t>(utf8_sequence(text), 1); }

/// Whether a character turns the direction of what stands behind it: it could make a sentence of ours say something
/// else.
bool turns_direction(std::string_view character) {
  for (const std::string_view turns : {"\u061C", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
           "\u2066", "\u2067", "\u2068", "\u2069"})
    if (character == turns) return true;
  return false;
}

}  // namespace

std::size_t blanks_at_front(std::string_view text) {
  const std::size_t bytes = text.size();
  while (const std::size_t n = blank_at_front(text)) text.remove_prefix(n);
  return bytes - text.size();
}

std::size_t blanks_at_back(std::string_view text) {
  const std::size_t bytes = text.size();
  while (const std::size_t n = blank_at_back(text)) text.remove_suffix(n);
  return bytes - text.size();
}

bool starts_a_formula(std::string_view cell) {
  if (cell.empty()) return false;
  constexpr std::string_view first = std::string_view("=+-@\t\r\n\0", 8);
  if (first.find(cell.front()) != std::string_view::npos) return true;
  constexpr std::array<std::string_view, 4> full_width = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  return std::any_of(
      full_width.begin(), full_width.end(), [&](std::string_view sign) { return cell.starts_with(sign); });
}

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t blank = blank_at_front(text.substr(i))) {
      i += blank;
      continue;
    }
    if (static_cast<unsigned char>(text[i]) >= 0x80) {
      const std::size_t length = character_at_front(text.substr(i));
      if (!text.substr(i).starts_with(wide_punctuation)) folded += text.substr(i, length);
      i += length;
      continue;
    }
    const char c = lower(text[i++]);
    if (c == '&') folded += "and";
    else if (is_letter(c) || is_digit(c)) folded += c;
  }
  return folded;
}

std::string fold_words(std::string_view text) {
  std::string folded;
  text = trim(text);
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t blank = blank_at_front(text.substr(i))) {
      i += blank;
      if (folded.back() != ' ') folded += ' ';
      continue;
    }
    if (text[i] != '&') {
      folded += lower(text[i]);
      for (const std::size_t end = i + character_at_front(text.substr(i)); ++i < end;) folded += text[i];
      continue;
    }
    ++i;
    if (!folded.empty() && folded.back() != ' ') folded += ' ';
    folded += "and ";
  }
  while (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
      std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string quoted_for_display(std::string_view text) {
  return text.empty() ? "nothing" : "\u201C" + short_for_display(text) + "\u201D";
}

std::string short_for_display(std::string_view bytes) {
  constexpr std::size_t most_characters = 40;
  std::string text;
  if (is_utf8(bytes)) text = bytes;
  else append_as_utf8(text, bytes.substr(0, most_characters + 1));
  std::string shown;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (++characters > most_characters) {
      shown += "\u2026";
      break;
    }
    const std::size_t length = utf8_sequence(text.substr(i));
    const std::string_view character = std::string_view(text).substr(i, length);
    const bool control = length == 1 && (static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7F);
    shown += control || turns_direction(character) ? "\uFFFD" : character;
    i += length;
  }
  return shown;
}

std::string with_thousands(unsigned long long value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

}  // namespace tspq
