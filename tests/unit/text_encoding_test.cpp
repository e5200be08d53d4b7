#include "tspq/text_encoding.h"

#include <algorithm>
#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "tspq/text.h"

using namespace tspq;

namespace {

std::string decode(Encoding encoding, std::string_view bytes, std::size_t piece = 1000) {
  TextDecoder decoder(encoding);
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += piece) text += decoder.decode(bytes.substr(at, piece));
  text += decoder.finish();
  return text;
}

std::string units(Encoding encoding, const std::vector<unsigned>& values) {
  std::string bytes;
  for (const unsigned value : values) {
    const char high = static_cast<char>(value >> 8);
    const char low = static_cast<char>(value & 0xFF);
    bytes += encoding == Encoding::utf16_le ? low : high;
    bytes += encoding == Encoding::utf16_le ? high : low;
  }
  return bytes;
}

/// A code point as UTF-8, by the table of RFC 3629.
std::string utf8(unsigned code) {
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0 + code / 64), static_cast<char>(0x80 + code % 64)};
  if (code < 0x10000)
    return {static_cast<char>(0xE0 + code / 4096), static_cast<char>(0x80 + code / 64 % 64),
        static_cast<char>(0x80 + code % 64)};
  return {static_cast<char>(0xF0 + code / 262144), static_cast<char>(0x80 + code / 4096 % 64),
      static_cast<char>(0x80 + code / 64 % 64), static_cast<char>(0x80 + code % 64)};
}

}  // namespace

TEST_CASE("An encoding is known by its mark, and without one a file is taken for UTF-8") {
  CHECK(encoding_of("\xFF\xFE"
                    "a") == Encoding::utf16_le);
  CHECK(encoding_of("\xFE\xFF"
                    "a") == Encoding::utf16_be);
  CHECK(encoding_of("\xEF\xBB\xBF"
                    "a") == Encoding::utf8);
  CHECK(encoding_of("a") == Encoding::utf8);
  CHECK(encoding_of("\xFF") == Encoding::utf8);
  CHECK(encoding_of("") == Encoding::utf8);
  CHECK(id_of(Encoding::utf8) == "utf-8");
  CHECK(id_of(Encoding::utf16_le) == "utf-16le");
  CHECK(id_of(Encoding::utf16_be) == "utf-16be");
}

TEST_CASE("Text that is not UTF-16 passes unchanged and is not copied") {
  TextDecoder decoder(Encoding::utf8);
  const std::string_view bytes("a\xFF\0\xC3", 4);
  CHECK(decoder.decode(bytes).data() == bytes.data());
  CHECK(decoder.decode(bytes) == bytes);
  CHECK(decoder.finish().empty());
}

TEST_CASE("UTF-16 of either byte order becomes UTF-8, its mark too") {
  for (const Encoding encoding : {Encoding::utf16_le, Encoding::utf16_be}) {
    CHECK(decode(encoding, units(encoding, {0xFEFF, 'a', ',', 0xE9, 0x20AC, '\n'})) ==
        "\xEF\xBB\xBF"
        "a,\u00E9\u20AC\n");
    CHECK(decode(encoding, units(encoding, {0xD83C, 0xDF93})) == "\U0001F393");
    CHECK(decode(encoding, units(encoding, {0})) == std::string(1, '\0'));
    CHECK(decode(encoding, "").empty());
  }
}

TEST_CASE("Every code point survives UTF-16, at the ends of each length above all") {
  for (const Encoding encoding : {Encoding::utf16_le, Encoding::utf16_be}) {
    for (const unsigned code : {0x00U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xD7FFU, 0xE000U, 0xFFFDU, 0xFFFFU, 0x10000U,
             0x103FFU, 0x10FC00U, 0x10FFFFU}) {
      const std::vector<unsigned> pair = {0xD800 + (code - 0x10000) / 0x400, 0xDC00 + (code - 0x10000) % 0x400};
      CHECK(decode(encoding, units(encoding, code < 0x10000 ? std::vector<unsigned>{code} : pair)) == utf8(code));
    }
  }
}

TEST_CASE("Half a character in UTF-16 becomes a replacement character and spoils nothing beside it") {
  const Encoding encoding = Encoding::utf16_le;
  CHECK(decode(encoding, units(encoding, {'a', 0xD83C, 'b'})) ==
      "a\uFFFD"
      "b");
  CHECK(decode(encoding, units(encoding, {'a', 0xDF93, 'b'})) ==
      "a\uFFFD"
      "b");
  CHECK(decode(encoding, units(encoding, {0xDF93, 0xD83C, 'b'})) ==
      "\uFFFD\uFFFD"
      "b");
  CHECK(decode(encoding, units(encoding, {0xD83C, 0xD83C, 0xDF93})) == "\uFFFD\U0001F393");
  CHECK(decode(encoding, units(encoding, {'a', 0xD83C})) == "a\uFFFD");
  CHECK(decode(encoding, units(encoding, {'a'}) + "b") == "a\uFFFD");
}

TEST_CASE("UTF-16 in any pieces gives the same UTF-8, whatever the bytes") {
  std::mt19937 random(16);
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (std::size_t i = random() % 60; i > 0; --i)
      bytes += static_cast<char>(random() % 4 ? random() : 0xD8 + random() % 8);
    for (const Encoding encoding : {Encoding::utf16_le, Encoding::utf16_be}) {
      const std::string whole = decode(encoding, bytes);
      CHECK(is_utf8(whole));
      CHECK(decode(encoding, bytes, 1 + random() % 5) == whole);
    }
  }
}

TEST_CASE("A stream is checked for UTF-8 across the borders of its pieces") {
  const auto holds = [](std::string_view bytes, std::size_t piece) {
    Utf8Check check;
    for (std::size_t at = 0; at < bytes.size(); at += piece) check.add(bytes.substr(at, piece));
    return check.holds_to_the_end();
  };
  for (const std::size_t piece : {1U, 2U, 3U, 4U, 5U, 100U}) {
    INFO("pieces of " << piece);
    CHECK(holds("plain", piece));
    CHECK(holds("\u00E9\u20AC\U0001F393 and \U0001F393\u20AC\u00E9.", piece));
    CHECK_FALSE(holds("\xE2\x82", piece));  // cut at the end of the file
    CHECK_FALSE(holds("caf\xE9 au lait", piece));
    CHECK_FALSE(holds("\x80 ", piece));
    CHECK_FALSE(holds("\xE2\x82 a", piece));
    CHECK_FALSE(holds("\xED\xA0\x80 ", piece));
    CHECK_FALSE(holds("\xC0\x80 ", piece));
    CHECK_FALSE(holds("\xF5\x80\x80\x80 ", piece));
  }
}

TEST_CASE("ASCII in the midst of a letter is no UTF-8, also where it is known to be ASCII") {
  for (const bool known : {false, true}) {
    Utf8Check check;
    check.add("\xC3");
    check.add("b", known);
    check.add("\xA9");
    CHECK_FALSE(check.holds_to_the_end());
  }
}

TEST_CASE("A stream in pieces is UTF-8 exactly when the whole of it is") {
  std::mt19937 random(8);
  constexpr std::string_view alphabet = "ab\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8E\x93\xED\xFF";
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (std::size_t i = random() % 12; i > 0; --i) {
      switch (random() % 5) {
        case 0: bytes += "\u00E9"; break;
        case 1: bytes += "\u20AC"; break;
        case 2: bytes += "\U0001F393"; break;
        case 3: bytes += 'a'; break;
        default: bytes += random() % 4 ? 'b' : alphabet[random() % alphabet.size()];
      }
    }
    bytes += '\n';  // so that nothing is cut at the end
    Utf8Check check;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::string_view piece = std::string_view(bytes).substr(at, 1 + random() % 5);
      const bool are_ascii =
          std::all_of(piece.begin(), piece.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
      check.add(piece, are_ascii && random() % 2);
      at += piece.size();
    }
    CHECK(check.holds_to_the_end() == is_utf8(bytes));
  }
}
