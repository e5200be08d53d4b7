#include "tspq/row_filter.h"

#include <catch2/catch_test_macros.hpp>

#include "support.h"

using namespace tspq;
using namespace tspq::test;

namespace {

constexpr const char* survey_header =
    "Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n";

/// One row of each sort: counted in Security, outside the window, of no area, Fundamental, unreadable.
struct SomeSurveys : FileSet {
  SomeSurveys() : FileSet(built_in_rulebook(), {}) {
    read_file(*this, "s.csv",
        std::string(survey_header) +
            "S1,2024-06-03,Advanced,Security,5,5,5,5,5,5,5,5,5\nS2,2023-06-03,Advanced,Security,5,5,5,5,5,5,5,5,5\n"
            "S3,2024-06-03,Advanced,,5,5,5,5,5,5,5,5,5\nS4,2024-06-03,Others,Security,5,5,5,5,5,5,5,5,5\nS5,2024-06-03,,Security,5,5,5,5,5,5,5,5,9\n");
  }
};

/// Which rows match, as letters: row 1 is A.
std::string matching(const FileSet& set, const RowFilter& filter) {
  std::string rows;
  for (std::uint64_t row = 0; row < set.files()[0].log.size(); ++row) {
    const RowLog::Entry entry = set.files()[0].log[row];
    const Reason reason = entry.under(window_2024());
    if (filter.matches_but_for_reason(entry, reason) && (!filter.reason || *filter.reason == reason))
      rows += static_cast<char>('A' + row);
  }
  return rows;
}

bool finds(std::string_view text, std::string_view line) {
  RowFilter filter;
  filter.text = text;
  bool found = false;
  CsvReader reader(',');
  const auto on_record = [&](const Record& record) { found = found || filter.finds_text(record); };
  reader.feed(line, on_record);
  reader.finish(on_record);
  return found;
}

}  // namespace

TEST_CASE("Each part of a filter keeps the rows it names, and all parts must hold") {
  const SomeSurveys set;
  const Rulebook& book = built_in_rulebook();
  const auto kept = [&](std::initializer_list<std::pair<const char*, const char*>> parts) {
    RowFilter filter;
    for (const auto& [name, word] : parts) {
      INFO(name << " " << word);
      CHECK(set_part(filter, name, word, book));
    }
    return matching(set, filter);
  };
  CHECK(kept({}) == "ABCDE");
  CHECK(kept({{"which", "all"}, {"criterion", ""}, {"reason", ""}, {"area", ""}, {"category", ""}, {"text", ""}}) ==
      "ABCDE");
  CHECK(kept({{"which", "counted"}}) == "AC");
  CHECK(kept({{"which", "not-counted"}}) == "BDE");
  CHECK(kept({{"reason", "outside_window"}}) == "B");
  CHECK(kept({{"reason", "counted"}}) == "AC");
  CHECK(kept({{"reason", "duplicate"}}).empty());
  CHECK(kept({{"criterion", "average_response_score"}}) == "ABCDE");
  CHECK(kept({{"criterion", "security/survey_completions"}, {"which", "counted"}}) == "A");
  CHECK(kept({{"criterion", "courseware_completions"}}).empty());
  CHECK(kept({{"area", "security"}, {"which", "counted"}}) == "A");
  CHECK(kept({{"area", "none"}, {"which", "counted"}}) == "C");
  CHECK(kept({{"category", "fundamental_and_others"}}) == "D");
  CHECK(kept({{"category", "unknown"}}) == "E");
}

TEST_CASE("A part or a word that is not known changes nothing and is said to be unknown") {
  const SomeSurveys set;
  for (const auto& [name, word] : {std::pair{"colour", "red"}, {"", ""}, {"which", "some"}, {"reason", "bad_mood"},
           {"criterion", "happiness"}, {"area", "gardening"}, {"category", "gold"}}) {
    INFO(name << " " << word);
    RowFilter filter;
    CHECK_FALSE(set_part(filter, name, word, built_in_rulebook()));
    CHECK(matching(set, filter) == "ABCDE");
  }
}

TEST_CASE("A text is found in upper and in lower case, whatever its letters") {
  const auto finds = [](const std::string& cell, const std::string& text) {
    RowFilter filter;
    REQUIRE(set_part(filter, "text", text, built_in_rulebook()));
    bool found = false;
    CsvReader reader;
    const auto on_record = [&](const Record& record) { found = filter.finds_text(record); };
    reader.feed("1," + cell + "\n", on_record);
    return found;
  };
  const std::pair<const char*, const char*> pairs[] = {{"M\u00DCLLER", "m\u00FCller"}, {"\u00C0\u00DE", "\u00E0\u00FE"},
      {"\u0141\u00D3D\u0179", "\u0142\u00F3d\u017A"}, {"\u0160\u0178", "\u0161\u00FF"},
      {"\u0391\u0398\u03A9", "\u03B1\u03B8\u03C9"},
      {"\u041C\u041E\u0421\u041A\u0412\u0410 \u0401", "\u043C\u043E\u0441\u043A\u0432\u0430 \u0451"},
      {"K\u00D6LN \u20AC", "k\u00F6ln \u20AC"}};
  for (const auto& [upper, lower] : pairs) {
    INFO(upper);
    CHECK(finds(upper, lower));
    CHECK(finds(lower, upper));
    CHECK(finds(lower, lower));
  }
  CHECK_FALSE(finds("M\u00D7LLER", "m\u00F7ller"));  // times and divided by are no letters
  CHECK_FALSE(finds("MULLER", "m\u00FCller"));
  CHECK(finds("M\xDCLLER", "m\u00FCller"));  // Windows-1252
  CHECK(finds("M\u00DCLLER", "m\xC3"));      // half a letter is looked for as it stands
}

TEST_CASE("A text is found in any cell in any ASCII case, and never across two cells") {
  CHECK(finds("az-104", "x,Course AZ-104T00,y\n"));
  CHECK(finds("AZ-104", "az-104"));
  CHECK(finds("", "anything"));
  CHECK(finds("b,c", "a,\"b,c\""));
  CHECK(finds("\"", "a,\"b\"\"c\""));
  CHECK_FALSE(finds("xy", "x,y"));
  CHECK_FALSE(finds("az-105", "x,AZ-104,y"));
  CHECK(finds("\u00E9", "caf\u00E9"));
}

TEST_CASE("Every capital of Latin, Greek and Cyrillic is found by its small letter, and by no other") {
  const auto utf8 = [](unsigned code) {
    return std::string{static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
  };
  std::vector<std::pair<unsigned, unsigned>> pairs{{0x178, 0xFF}};
  const auto add = [&](unsigned first, unsigned last, unsigned step, unsigned distance) {
    for (unsigned code = first; code <= last; code += step) pairs.emplace_back(code, code + distance);
  };
  add(0xC0, 0xD6, 1, 0x20);
  add(0xD8, 0xDE, 1, 0x20);
  add(0x100, 0x12E, 2, 1);
  add(0x132, 0x136, 2, 1);
  add(0x139, 0x147, 2, 1);
  add(0x14A, 0x176, 2, 1);
  add(0x179, 0x17D, 2, 1);
  add(0x391, 0x3A9, 1, 0x20);
  add(0x400, 0x40F, 1, 0x50);
  add(0x410, 0x42F, 1, 0x20);
  for (const auto& [capital, small] : pairs) {
    INFO(std::hex << capital);
    CHECK(finds(utf8(small), "x," + utf8(capital)));
    CHECK(finds(utf8(capital), "x," + utf8(small)));
    CHECK_FALSE(finds(utf8(small + 1), "x," + utf8(capital)));
  }
  CHECK_FALSE(finds(utf8(0x131), utf8(0x130)));  // the small letter of a dotted I is an i
}

TEST_CASE("An empty word takes a part of a filter back") {
  const SomeSurveys set;
  const Rulebook& book = built_in_rulebook();
  for (const auto& [name, word] : {std::pair{"which", "counted"}, {"reason", "outside_window"},
           {"criterion", "courseware_completions"}, {"area", "none"}, {"category", "unknown"}}) {
    INFO(name);
    RowFilter filter;
    CHECK(set_part(filter, name, word, book));
    CHECK(matching(set, filter) != "ABCDE");
    CHECK(set_part(filter, name, "", book));
    CHECK(matching(set, filter) == "ABCDE");
  }
}
