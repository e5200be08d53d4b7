#include "tspq/text.h"
#include "tspq/text_encoding.h"

#include <random>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

TEST_CASE("Blanks of every kind are trimmed at both ends and kept inside") {
  CHECK(trim("  a b\t\r\n") == "a b");
  CHECK(trim("\xC2\xA0\xE2\x80\xAF"
             "a\xC2\xA0"
             "b\xC2\xA0") ==
      "a\xC2\xA0"
      "b");
  CHECK(trim(" \t ").empty());
  CHECK(trim("").empty());
  CHECK(trim("\uFEFF\u200B a\u200B"
             "b\u3000\u200B") ==
      "a\u200B"
      "b");
}

TEST_CASE("The no-break space of Windows-1252 is a blank where its byte is no part of a character in UTF-8") {
  CHECK(trim("\xA0"
             "Advanced\xA0\xA0") == "Advanced");
  CHECK(trim("voil\u00E0") == "voil\u00E0");  // ends with the same byte
  CHECK(trim("\u0820") == "\u0820");
  CHECK(trim("\U00010020") == "\U00010020");
  CHECK(fold("MCT\xA0"
             "ID") == "mctid");
  CHECK(fold("voil\u00E0 1") ==
      "voil\u00E0"
      "1");
  CHECK(fold_words("Data\xA0&\xA0"
                   "AI") == "data and ai");
  CHECK(fold_words("Voil\u00E0 \u00E0 ") == "voil\u00E0 \u00E0");
}

TEST_CASE("Headers and words fold to the same form whatever their case, blanks and punctuation") {
  CHECK(fold("V-ORG ID") == "vorgid");
  CHECK(fold("VOrgId") == "vorgid");
  CHECK(fold("Data & AI") == fold("data and ai"));
  CHECK(fold("Fundamental(s) and Other(s)") == "fundamentalsandothers");
  CHECK(fold("Caf\xC3\xA9") == "caf\xC3\xA9");
  CHECK(fold("a\xC2\xA0"
             "b") == "ab");
  CHECK(fold("V\u2011ORG\u2013ID \u201Cours\u201D\u2026") ==
      "vorgidours");  // dashes and quotation marks as word processors set them
  CHECK(fold("V\u2070\u20AC") == "v\u2070\u20AC");
  CHECK(fold("\uFEFFRedemption\u200B \u3000"
             "Date") == "redemptiondate");
}

TEST_CASE("Cells fold with their punctuation, so that a doubtful word is not taken for a sure one") {
  CHECK(fold_words("  Fundamental  and\tOthers ") == "fundamental and others");
  CHECK(fold_words("Advanced?") != fold_words("Advanced"));
  CHECK(fold_words("role-based") != fold_words("role based"));
  CHECK(fold_words("N/A") == "n/a");
  CHECK(fold_words("").empty());
  CHECK(fold_words(" \t\r\n").empty());
  CHECK(fold_words("Caf\xC3\xA9") == "caf\xC3\xA9");
}

TEST_CASE("An ampersand reads as the word and, with or without blanks around it") {
  for (const char* text : {"Data & AI", "Data&AI", "data &AI", "DATA& ai", "Data and AI",
           "Data\xC2\xA0& \xE2\x80\xAF"
           "AI"}) {
    INFO(text);
    CHECK(fold_words(text) == "data and ai");
  }
  CHECK(fold_words("&") == "and");
  CHECK(fold_words("& &") == "and and");
  CHECK(fold_words("&a") == "and a");
  CHECK(fold_words("a&") == "a and");
  CHECK(fold_words("Dataand AI") != "data and ai");
}

TEST_CASE("Folding a folded text changes nothing, and no text makes it fail") {
  std::mt19937 random(3);
  const std::vector<std::string> pieces = {"a", "B", "7", "&", " ", "  ", "\t", "-", "(", "\xC2\xA0", "\xE2\x80\xAF",
      "\xC3\xA9", "\xC3\xA0", "\xE3\x80\x80", "\xE2\x80\x8B", "\xEF\xBB\xBF"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = random() % 14; i > 0; --i) text += pieces[random() % pieces.size()];
    CHECK(fold_words(fold_words(text)) == fold_words(text));
    CHECK(fold(fold(text)) == fold(text));
    CHECK(trim(trim(text)) == trim(text));
    CHECK(is_utf8(quoted_for_display(text)));
  }
}

TEST_CASE("File text in a sentence is short, printable and always UTF-8") {
  CHECK(quoted_for_display("") == "nothing");
  CHECK(quoted_for_display("abc") == "\u201Cabc\u201D");
  CHECK(quoted_for_display("a\nb\x01") == "\u201Ca\uFFFDb\uFFFD\u201D");
  CHECK(quoted_for_display("Fond\xE9 \x80") == "\u201CFond\u00E9 \u20AC\u201D");
  CHECK(quoted_for_display("a\u202Egnp\u2066b\u200E") == "\u201Ca\uFFFDgnp\uFFFDb\uFFFD\u201D");
  CHECK(quoted_for_display("\u0645\u0631\u062D\u0628\u0627") == "\u201C\u0645\u0631\u062D\u0628\u0627\u201D");
  CHECK(quoted_for_display(std::string(100, 'x')) == "\u201C" + std::string(40, 'x') + "\u2026\u201D");
  CHECK(is_utf8(quoted_for_display("\xE2\x82")));
  CHECK(quoted_for_display("\x1F\x7F ~\u00E9") == "\u201C\uFFFD\uFFFD ~\u00E9\u201D");
  for (const std::size_t bytes : {41U, 300U})
    CHECK(quoted_for_display(std::string(bytes, '\xE9')).ends_with("\u00E9\u2026\u201D"));
}

TEST_CASE("UTF-8 is told from bytes that only look like it") {
  CHECK(is_utf8("plain"));
  CHECK(is_utf8("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x8E\x93"));
  for (const char* bytes : {"\xFF", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3", "\xE2\x82",
           "\x80", "\xF5\x80\x80\x80"})
    CHECK_FALSE(is_utf8(bytes));
  for (const char* bytes :
      {"\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF8\x88\x80\x80\x80", "\xF0\x9F\x8E", "\xF0\x9F\x8Ez"})
    CHECK_FALSE(is_utf8(bytes));
  for (const char* bytes : {"\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    CHECK(is_utf8(bytes));  // the first and the last of four bytes
}

TEST_CASE("Bytes that are not UTF-8 are shown as Windows-1252") {
  std::string out;
  append_as_utf8(out, "\x80 \xE9\x93");
  CHECK(out == "\u20AC \u00E9\u201C");
  out.clear();
  append_as_utf8(out, "\u00E9");
  CHECK(out == "\u00E9");
}

TEST_CASE("Large numbers are grouped in sentences") {
  CHECK(with_thousands(0) == "0");
  CHECK(with_thousands(999) == "999");
  CHECK(with_thousands(1'000) == "1,000");
  CHECK(with_thousands(1'234'567) == "1,234,567");
}

TEST_CASE("Words are compared without regard to case") {
  CHECK(equal_ignoring_case("N/A", "n/a"));
  CHECK_FALSE(equal_ignoring_case("N/A", "NA"));
}
