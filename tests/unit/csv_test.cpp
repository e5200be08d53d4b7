#include "tspq/csv.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <random>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "byte_masks.h"

using namespace tspq;

namespace {

struct Seen {
  std::vector<std::string> cells;
  Position at;
  RecordFault fault;
  std::uint64_t quote_line;

  friend bool operator==(const Seen& a, const Seen& b) {
    return a.cells == b.cells && a.at.byte == b.at.byte && a.at.line == b.at.line && a.at.record == b.at.record &&
        a.at.row == b.at.row && a.fault == b.fault && a.quote_line == b.quote_line;
  }
};

using Texts = std::vector<std::vector<std::string>>;

/// Two columns in which alike rows may differ.
using Varying = std::pair<std::size_t, std::size_t>;

std::vector<Seen> read(std::string_view text, std::size_t chunk = 1 << 20, CsvLimits limits = {}, char delimiter = ',',
    std::optional<Varying> varying = {}) {
  std::vector<Seen> seen;
  CsvReader reader(delimiter, limits);
  if (varying) reader.expect_alike(varying->first, varying->second);
  const auto on_record = [&](const Record& record) {
    seen.push_back({{record.cells.begin(), record.cells.end()}, record.at, record.fault, record.quote_line});
  };
  // Some of those that are alike, none at times, by what the reader says of them and by the record that they are like.
  const auto on_alike = [&](const AlikeRecords& alike) {
    const std::size_t taken = seen.size() * 7919 % (alike.records.size() + 1);
    const auto like =
        std::find_if(seen.rbegin(), seen.rend(), [&](const Seen& one) { return one.at.record == alike.like; });
    REQUIRE(like != seen.rend());
    Seen one = *like;
    for (std::size_t i = 0; i < taken; ++i) {
      const VaryingCells& cells = alike.records[i];
      one.cells[std::min(varying->first, varying->second)] = cells.text();
      one.cells[std::max(varying->first, varying->second)] = cells.other_text();
      one.at = {alike.at.byte + static_cast<std::uint64_t>(cells.begin - alike.records[0].begin), alike.at.line + i,
          alike.at.record + i, alike.at.row + i};
      seen.push_back(one);
    }
    return taken;
  };
  const auto on_coming = [](const ComingRecords&) {};
  for (std::size_t at = 0; at < text.size(); at += chunk) {
    if (varying) reader.feed(text.substr(at, chunk), {on_record, on_alike, on_coming});
    else reader.feed(text.substr(at, chunk), on_record);
  }
  reader.finish(on_record);
  return seen;
}

Texts cells_of(const std::vector<Seen>& seen) {
  Texts cells;
  for (const Seen& one : seen) cells.push_back(one.cells);
  return cells;
}

Texts cells(std::string_view text, char delimiter = ',') { return cells_of(read(text, 1 << 20, {}, delimiter)); }

/// The same rules in their plainest form: one byte after the other, no limits, no chunks.
enum class Part { whole_file, line, last_line };

Texts plain_reader(std::string_view text, Part part = Part::whole_file) {
  Texts records;
  std::vector<std::string> record;
  std::string cell;
  bool quoted = false;
  bool was_quoted = false;
  bool line_has_bytes = false;
  bool goes_over_line = false;  // the cell does, in its quotes
  bool is_stray = false;        // and the closing one stands where one would open, with text behind it
  std::size_t begin = 0;        // of the record
  if (text.starts_with("\xEF\xBB\xBF") && part == Part::whole_file) text.remove_prefix(3);
  const auto end_cell = [&] {
    record.push_back(std::exchange(cell, {}));
    was_quoted = false;
    goes_over_line = false;
  };
  // What two stray quotes have swallowed is read line by line.
  const auto end_record = [&](std::string_view lines, bool is_last = false) {
    end_cell();
    if (part == Part::line && quoted) record.clear();
    if (!std::exchange(is_stray, false)) return records.push_back(std::exchange(record, {}));
    record.clear();
    records.push_back({});
    for (std::size_t at = lines.find_first_of("\r\n"); at < lines.size(); at = lines.find_first_of("\r\n", at)) {
      at += lines.substr(at, 2) == "\r\n" ? 2 : 1;
      const std::size_t end = lines.find_first_of("\r\n", at);
      for (const auto& one : plain_reader(
               lines.substr(at, end - at), is_last && end == std::string_view::npos ? Part::last_line : Part::line))
        records.push_back(one);
    }
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\n' || c == '\r') goes_over_line = true;
      if (c != '"') cell += c;
      else if (i + 1 < text.size() && text[i + 1] == '"') cell += text[++i];
      else quoted = false;
    } else if (c == '\n' || c == '\r') {
      if (line_has_bytes) end_record(text.substr(begin, i - begin));
      line_has_bytes = false;
      if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
      begin = i + 1;
    } else {
      line_has_bytes = true;
      if (c == ',') end_cell();
      else if (c == '"' && cell.empty() && !was_quoted) quoted = was_quoted = true;
      else {
        cell += c;
        if (goes_over_line && text[i - 1] == '"' && c != ' ' &&
            (text[i - 2] == ',' || text[i - 2] == '\n' || text[i - 2] == '\r'))
          is_stray = true;
        goes_over_line = false;  // of the text behind the quote, the first byte only
      }
    }
  }
  if (line_has_bytes) end_record(text.substr(begin), true);
  return records;
}

}  // namespace

TEST_CASE("Records end with LF, CR or CRLF, mixed as they come, and blank lines are none") {
  CHECK(cells("a,b\nc,d\r\ne,f\rg,h") == Texts{{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"}});
  CHECK(cells("\r\n\na\r\r\rb\n\n") == Texts{{"a"}, {"b"}});
  CHECK(cells("").empty());
  CHECK(cells("\n").empty());
  CHECK(cells(",") == Texts{{"", ""}});
  CHECK(cells(" \n") == Texts{{" "}});
}

TEST_CASE("Quotes hold delimiters, line ends and doubled quotes") {
  CHECK(cells("\"a,b\",\"c\nd\",\"e\r\nf\",\"g\"\"h\"") == Texts{{"a,b", "c\nd", "e\r\nf", "g\"h"}});
  CHECK(cells("\"\"") == Texts{{""}});
  CHECK(cells("\"\"\"\"") == Texts{{"\""}});
  CHECK(cells("\"a\"\"\"\n\"\"\"b\"") == Texts{{"a\""}, {"\"b"}});
}

TEST_CASE("A quote that does not begin a cell is an ordinary byte, and so is what follows a closing quote") {
  CHECK(cells("a\"b,c\"") == Texts{{"a\"b", "c\""}});
  CHECK(cells(" \"a\" ") == Texts{{" \"a\" "}});
  CHECK(cells("\"a\"b,\"c\" \"d\",e") == Texts{{"ab", "c \"d\"", "e"}});
  CHECK(cells("\"a\\\"b\"") == Texts{{"a\\b\""}});
}

TEST_CASE("A mark at the start is skipped even when a chunk border cuts it, and is text anywhere else") {
  for (const std::size_t chunk : {1U, 2U, 3U, 4U, 100U}) {
    CHECK(cells_of(read("\xEF\xBB\xBF"
                        "a,\xEF\xBB\xBF"
                        "b",
              chunk)) ==
        Texts{{"a",
            "\xEF\xBB\xBF"
            "b"}});
    CHECK(cells_of(read("\xEF\xBB", chunk)) == Texts{{"\xEF\xBB"}});
    CHECK(cells_of(read("\xEF\xBB"
                        "a\n",
              chunk)) ==
        Texts{{"\xEF\xBB"
               "a"}});
    CHECK(read("\xEF\xBB\xBF", chunk).empty());
  }
  CHECK(read("\xEF\xBB\xBF"
             "a")[0]
            .at.byte == 3);
}

TEST_CASE("Zero bytes and bytes above 127 are ordinary") {
  CHECK(cells(std::string_view("a\0b,\xFF\n", 6)) == Texts{{std::string("a\0b", 3), "\xFF"}});
  CHECK(cells("a\xA4"
              "b",
            '\xA4') == Texts{{"a", "b"}});
}

TEST_CASE("Every record knows its byte, line, number and spreadsheet row") {
  const auto seen = read("h1,h2\r\n\r\n\"a\r\nb\",c\n\nd,e");
  REQUIRE(seen.size() == 3);
  CHECK(seen[0].at.byte == 0);
  CHECK(seen[0].at.row == 1);
  CHECK(seen[1].at.byte == 9);
  CHECK(seen[1].at.line == 3);
  CHECK(seen[1].at.record == 1);
  CHECK(seen[1].at.row == 3);
  CHECK(seen[2].at.byte == 19);
  CHECK(seen[2].at.line == 6);
  CHECK(seen[2].at.row == 5);
}

TEST_CASE("An unclosed quote at the end of the file is one record that says where it opened") {
  const auto seen = read("a,b\nc,\"d\ne,f\n");
  REQUIRE(seen.size() == 2);
  CHECK(seen[1].fault == RecordFault::unclosed_quote);
  CHECK(seen[1].quote_line == 2);
  CHECK(seen[1].cells == std::vector<std::string>{"c", "d\ne,f\n"});
}

TEST_CASE("An open quote that makes a cell too long by the end of the file costs its own line and no other") {
  const CsvLimits limits{.record_bytes = 1000, .cell_bytes = 30, .columns = 4};
  for (const std::size_t rows : {1U, 6U, 7U, 8U, 50U}) {
    std::string text = "a,b\nc,\"d\n";
    for (std::size_t i = 0; i < rows; ++i) text += "e,f\n";
    for (const std::string end : {"", "e,g"}) {
      INFO(rows << " rows, then " << end);
      const std::string bytes = text + end;
      const auto seen = read(bytes, 3, limits);
      const bool too_long = bytes.size() - 7 > limits.cell_bytes;  // the quote stands before that
      REQUIRE(seen.size() == (too_long ? 2 + rows + (end.empty() ? 0 : 1) : 2));
      CHECK(seen[1].fault == RecordFault::unclosed_quote);
      CHECK(seen[1].quote_line == 2);
      CHECK(seen[1].cells.empty() == too_long);
      for (std::size_t i = 0; too_long && i < rows; ++i) {
        CHECK(seen[i + 2].cells == std::vector<std::string>{"e", "f"});
        CHECK(seen[i + 2].at.line == i + 3);
      }
      if (too_long && !end.empty()) CHECK(seen.back().cells == std::vector<std::string>{"e", "g"});
    }
  }
}

TEST_CASE("At its limits a record is whole, just above them it is a fault and reading goes on") {
  const CsvLimits limits{.record_bytes = 12, .cell_bytes = 6, .columns = 4};
  CHECK(read("aaa,bbb,cccc\nx", 5, limits)[0].fault == RecordFault::none);
  CHECK(read("aaa,bbb,ccccc\nx", 5, limits)[0].fault == RecordFault::record_too_long);
  CHECK(read("aaa,bbb,ccccc", 5, limits)[0].fault == RecordFault::record_too_long);
  CHECK(read("aaaaaa\nx", 5, limits)[0].fault == RecordFault::none);
  CHECK(read("aaaaaaa\nx", 5, limits)[0].fault == RecordFault::cell_too_long);
  CHECK(read("\"aa\"\"aaa\"\nx", 5, limits)[0].fault == RecordFault::none);
  CHECK(read("\"aaaaaaa\"\nx", 5, limits)[0].fault == RecordFault::cell_too_long);
  CHECK(read("a,b,c,d\nx", 5, limits)[0].fault == RecordFault::none);
  CHECK(read("a,b,c,d,e\nx", 5, limits)[0].fault == RecordFault::too_many_columns);
  for (const char* text : {"aaa,bbb,ccccc\nx", "aaaaaaa\nx", "a,b,c,d,e\nx",
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\nx"}) {
    const auto seen = read(text, 3, limits);
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].cells.empty());
    CHECK(seen[1].cells == std::vector<std::string>{"x"});
    CHECK(seen[1].at.line == 2);
  }
}

TEST_CASE(
    "Of several faults of a record the one that explains it is told: an open quote before a limit, a cell before the columns") {
  const CsvLimits limits{.record_bytes = 12, .cell_bytes = 6, .columns = 3};
  const auto fault = [&](std::string_view text) { return read(text, 5, limits).front().fault; };
  CHECK(fault("a,b,c,\"d") == RecordFault::unclosed_quote);
  CHECK(fault("\"aaaaaaa") == RecordFault::unclosed_quote);
  CHECK(fault("a,b,c,ddddddd\n") == RecordFault::record_too_long);
  CHECK(fault("aaaaaaa,b,c,d\n") == RecordFault::record_too_long);
  CHECK(fault("a,bbbbbbb,,\n") == RecordFault::cell_too_long);
  CHECK(fault(",,,ddddddd\n") == RecordFault::too_many_columns);  // what lies behind the last column is not looked at
  // A quote that is still open where its line goes over the limit is what went wrong there.
  const auto seen = read("a\nb,\"ccccccccccccccccc\nd\n", 5, limits);
  REQUIRE(seen.size() == 3);
  CHECK(seen[1].fault == RecordFault::unclosed_quote);
  CHECK(seen[1].quote_line == 2);
  CHECK(seen[2].at.line == 3);
}

TEST_CASE(
    "Where a stray quote has cost its line, reading cannot be taken up in what it had swallowed, and every record knows its byte") {
  const CsvLimits limits{.record_bytes = 40, .cell_bytes = 40, .columns = 10};
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    std::string text = "a,b" + end + "c,\"d" + end;
    for (char row = 'A'; row < 'T'; ++row) text += std::string(4, row) + ",x" + end;
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, text.size()}) {
      std::vector<std::string> first_cells;
      std::string can_start;
      CsvReader reader(',', limits);
      const auto on_record = [&](const Record& record) {
        first_cells.emplace_back(record.cells.size() > 0 ? record.cells[0] : "");
        can_start += record.can_start_here ? 'y' : 'n';
        if (record.cells.size() > 0) CHECK(record.at.byte == text.find(record.cells[0]));
        CHECK(record.at.line == record.at.record + 1);
      };
      for (std::size_t at = 0; at < text.size(); at += chunk)
        reader.feed(std::string_view(text).substr(at, chunk), on_record);
      reader.finish(on_record);
      REQUIRE(first_cells.size() == 21);
      CHECK(can_start.starts_with("yyn"));  // the third stands between the quote and the place where it was given up
      CHECK(can_start.ends_with('y'));
    }
  }
}

TEST_CASE("A stray quote in a long file costs its own line and nothing else") {
  const CsvLimits limits{.record_bytes = 40, .cell_bytes = 40, .columns = 10};
  std::string text = "a,b\nc,\"d\n";
  for (int i = 0; i < 20; ++i) text += "row" + std::to_string(i) + ",x\n";
  for (std::size_t chunk = 1; chunk < 60; ++chunk) {
    const auto seen = read(text, chunk, limits);
    REQUIRE(seen.size() == 22);
    CHECK(seen[1].fault == RecordFault::unclosed_quote);
    CHECK(seen[1].quote_line == 2);
    for (std::size_t i = 0; i < 20; ++i) {
      CHECK(seen[i + 2].cells == std::vector<std::string>{"row" + std::to_string(i), "x"});
      CHECK(seen[i + 2].at.line == i + 3);
    }
  }
  // Also where a quote opens further down in what it had swallowed: the line of the first is told.
  const auto seen = read("a,b\nc,\"d\ne,\"f,\"g\n" + std::string(50, 'x') + "\n", 5, limits);
  CHECK(seen[1].fault == RecordFault::unclosed_quote);
  CHECK(seen[1].quote_line == 2);
}

TEST_CASE("Two stray quotes cost their own lines, and the rows between them are read") {
  const std::string text = "a,b\n1,\"x\n2,y\r\n\n3,\"z\n4,w\n";
  for (const std::string& whole : {text, text.substr(0, text.size() - 1)})
    for (std::size_t chunk = 1; chunk < 30; ++chunk) {
      const auto seen = read(whole, chunk);
      REQUIRE(cells_of(seen) == Texts{{"a", "b"}, {}, {"2", "y"}, {}, {"4", "w"}});
      CHECK(seen[1].fault == RecordFault::unclosed_quote);
      CHECK(seen[1].quote_line == 2);
      CHECK(seen[2].at.line == 3);
      CHECK(seen[2].at.row == 3);
      CHECK(seen[3].fault == RecordFault::unclosed_quote);
      CHECK(seen[3].quote_line == 5);
      CHECK(seen[4].at.byte == text.find("4,w"));
    }
  // At the end of the file as well; and neither half of it by itself is one.
  CHECK(cells("1,\"x\n2,y\n3,\"z") == Texts{{}, {"2", "y"}, {"3", "z"}});
  CHECK(cells("1,\"x\n2\",y\n") == Texts{{"1", "x\n2", "y"}});
  CHECK(cells("1,\"x\"2,y\n") == Texts{{"1", "x2", "y"}});
  CHECK(cells("1,\"x\n2\"z,y\n") == Texts{{"1", "x\n2z", "y"}});
  CHECK(cells("1,\"x\n\" \n2") == Texts{{"1", "x\n "}, {"2"}});
}

TEST_CASE("No arrangement of quotes makes the reader look at a byte again and again") {
  // Each line leaves the next one inside quotes whether it starts inside or outside them.
  const CsvLimits limits{.record_bytes = 1 << 12, .cell_bytes = 1 << 12, .columns = 10'000};
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "a\"b,\"\n";
  std::size_t records = 0;
  std::uint64_t last_line = 0;
  CsvReader reader(',', limits);
  const auto on_record = [&](const Record& record) {
    ++records;
    CHECK(record.at.line > last_line);
    last_line = record.at.line;
  };
  reader.feed(text, on_record);
  reader.finish(on_record);
  CHECK(records > 150'000);
}

TEST_CASE("Any text in any chunks reads as it does whole, and as the plainest reader has it") {
  std::mt19937 random(20230918);
  constexpr std::string_view alphabet = "ab,,\"\"\"\n\r\r\n \xEF\xBB\xBF";
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    const std::size_t length = random() % 200;
    for (std::size_t i = 0; i < length; ++i) text += alphabet[random() % alphabet.size()];
    INFO(text);
    const auto whole = read(text);
    CHECK(cells_of(whole) == plain_reader(text));
    CHECK(read(text, 1 + random() % 70) == whole);
    const CsvLimits tight{
        .record_bytes = 5 + random() % 40, .cell_bytes = 3 + random() % 40, .columns = 1 + random() % 6};
    CHECK(read(text, 1 + random() % 9, tight) == read(text, 1 << 20, tight));
  }
}

TEST_CASE("Long texts, regular for the most part, read the same by blocks and byte by byte") {
  // By hand with more: TSPQ_CSV_TEXTS=100000 build/native/tspq-unit "Long texts*"
  const char* const asked = std::getenv("TSPQ_CSV_TEXTS");
  const int rounds = asked ? std::atoi(asked) : 400;
  constexpr std::string_view line_ends[] = {"\n", "\r\n", "\r", "\n\n", "\r\n\r\n"};
  constexpr std::string_view texts[] = {"", "a", "2026-01-15", "\"\"", "\"x\"",
      "\"Designing, running and tuning workloads\"", "\"line\nbreak\"", "\"line\r\nbreak\"", "\"say \"\"hi\"\"\"",
      "\"\"\"\"", "a longer text that has no special byte in it whatever, but goes on for more than one block of them",
      "caf\xC3\xA9"};
  constexpr std::string_view stray[] = {"a\"b", "\"a\"b", "\"", "\"a\" ", " \"a\""};
  for (int round = 0; round < rounds; ++round) {
    std::mt19937 random(static_cast<unsigned>(round));
    const std::size_t columns = 1 + random() % 8;
    const std::size_t length = random() % 20'000;
    const auto strays = static_cast<unsigned>(random() % 3 == 0 ? 1 + random() % 300 : 0);  // of 10,000 cells
    const std::string_view usual_end = line_ends[random() % 3];
    std::string text;
    while (text.size() < length) {
      const std::size_t cells = random() % 50 ? columns : random() % 10;
      for (std::size_t i = 0; i < cells; ++i) {
        if (i > 0) text += ',';
        text += random() % 10'000 < strays ? stray[random() % std::size(stray)] : texts[random() % std::size(texts)];
      }
      text += random() % 50 ? usual_end : line_ends[random() % std::size(line_ends)];
    }
    INFO("round " << round);
    const auto byte_by_byte = read(text, block_bytes - 1);  // less than a block: the state machine alone
    REQUIRE(cells_of(byte_by_byte) == plain_reader(text));
    REQUIRE(read(text) == byte_by_byte);
    REQUIRE(read(text, 64 + random() % 3000) == byte_by_byte);
    const CsvLimits tight{
        .record_bytes = 100 + random() % 400, .cell_bytes = 20 + random() % 100, .columns = 1 + random() % 12};
    REQUIRE(read(text, 1 << 20, tight) == read(text, block_bytes - 1, tight));
    const Varying varying(random() % columns, random() % columns);
    REQUIRE(read(text, 1 << 20, {}, ',', varying) == byte_by_byte);
    REQUIRE(read(text, 64 + random() % 3000, tight, ',', varying) == read(text, block_bytes - 1, tight));
  }
}

TEST_CASE(
    "Rows that differ in two columns only read the same whether they are compared with the row before or taken apart") {
  constexpr std::string_view cells[] = {"", "S-0001", "2026-01-15", "\"\"", "\"Running, tuning\"", "\"say \"\"hi\"\"\"",
      "\"line\nbreak\"", "a text that goes on for more than a block of sixty-four bytes, and still goes on",
      "caf\xC3\xA9"};
  constexpr std::string_view answers[] = {"1", "5", "", "Q1", "Q12", "\"Q 3\"", "\"Was it clear, and was it new?\"",
      "\"\"\"\"", "x\"y", "\"x\"y", "\"\n\"", "Was it clear, says a question as long as questions sometimes are?"};
  constexpr std::string_view line_ends[] = {"\n", "\r\n", "\r"};
  for (unsigned round = 0; round < 600; ++round) {
    std::mt19937 random(round);
    const auto pick = [&](const auto& from, std::size_t most) {
      return std::string(from[random() % std::min(most, std::size(from))]);
    };
    const std::size_t columns = 2 + random() % 8;
    const Varying varying(random() % columns, random() % columns);
    const std::string usual_end(line_ends[random() % 3]);
    const std::size_t strangeness = 2 + random() % 11;  // of answers
    std::string text;
    while (text.size() < 6000) {
      std::vector<std::string> row(columns);
      for (std::string& cell : row) cell = pick(cells, std::size(cells));
      for (std::size_t rows = random() % 12; rows > 0; --rows) {
        row[varying.first] = pick(answers, strangeness);
        row[varying.second] = pick(answers, strangeness);
        for (std::size_t i = 0; i < columns; ++i) text += (i > 0 ? "," : "") + row[i];
        text += random() % 40 ? usual_end : pick(line_ends, 3) + pick(line_ends, 3);
      }
    }
    INFO("round " << round);
    const auto taken_apart = read(text, block_bytes - 1);
    REQUIRE(read(text, 1 << 20, {}, ',', varying) == taken_apart);
    REQUIRE(read(text, 64 + random() % 3000, {}, ',', varying) == taken_apart);
    const CsvLimits tight{
        .record_bytes = 100 + random() % 400, .cell_bytes = 20 + random() % 100, .columns = 1 + random() % 12};
    REQUIRE(read(text, 1 << 20, tight, ',', varying) == read(text, block_bytes - 1, tight));
  }
}

TEST_CASE(
    "Rows are alike only when nothing but the two columns differs from one of the last two that were not, and of many such rows most are told") {
  std::string text;
  for (int survey = 0; survey < 50; ++survey)
    for (int question = 1; question <= 9; ++question)
      text += "S" + std::to_string(survey) + ",Q" + std::to_string(question) + "," + std::to_string(1 + question % 5) +
          ",2026-01-15,\"Designing \"\"it\"\", and running it\",Security\n";
  // Another survey's answer between those of the last one, and then one that is like neither.
  const auto answer = [](const char* id, int question, const char* day) {
    return std::string(id) + ",Q" + std::to_string(question) + ",5," + day +
        ",\"Designing \"\"it\"\", and running it\",Security\n";
  };
  text += answer("S7", 3, "2026-01-15") + answer("S49", 8, "2026-01-15") + answer("S7", 4, "2026-01-15") +
      answer("S49", 9, "2026-01-16") + std::string(2000, '\n');
  std::uint64_t records = 0;
  std::vector<std::uint64_t> like;
  CsvReader reader;
  reader.expect_alike(2, 1);
  const auto on_record = [&](const Record&) { ++records; };
  const auto on_alike = [&](const AlikeRecords& alike) {
    CHECK(alike.at.record == records);
    records += alike.records.size();
    like.insert(like.end(), alike.records.size(), alike.like);
    return alike.records.size();
  };
  reader.feed(text, {on_record, on_alike, [](const ComingRecords&) {}});
  CHECK(records == 50 * 9 + 4);
  REQUIRE(like.size() == 50 * 8 + 2);
  for (std::size_t i = 0; i < 50 * 8; ++i) REQUIRE(like[i] == i / 8 * 9);
  CHECK(like[50 * 8] == 49 * 9);      // back to the last survey
  CHECK(like[50 * 8 + 1] == 50 * 9);  // and to the other one's answer
}

TEST_CASE("The fast looks at a few bytes find what the plain ones find") {
  std::mt19937 random(8);
  char a[few_bytes];
  char b[few_bytes];
  for (int round = 0; round < 20'000; ++round) {
    constexpr std::string_view alphabet = "ab,;\"\n\r\xFF";
    for (std::size_t i = 0; i < few_bytes; ++i) {
      a[i] = round % 2 ? static_cast<char>(random()) : alphabet[random() % alphabet.size()];
      b[i] = random() % 4 ? a[i] : static_cast<char>(random());
    }
    REQUIRE(equal_few(a, b) == equal_few_plain(a, b));
    FewDifferences differences;
    differences.look_at(a, a);
    REQUIRE_FALSE(differences.any());
    differences.look_at(a, b);
    differences.look_at(b, b);
    REQUIRE(differences.any() == (equal_few_plain(a, b) != 0xFFFF));
    for (const char delimiter : {',', ';', '\xFF'})
      REQUIRE(special_few(a, delimiter) == special_few_plain(a, delimiter));
  }
}

TEST_CASE("The fast search for special bytes finds what the plain one finds") {
  std::mt19937 random(7);
  char block[block_bytes];
  for (int round = 0; round < 20'000; ++round) {
    constexpr std::string_view alphabet = "abc,;\t|\"\n\r\0\xFF\x8C\x2D";
    for (char& c : block) c = round % 2 ? static_cast<char>(random()) : alphabet[random() % alphabet.size()];
    for (const char delimiter : {',', ';', '\t', '|', '\xFF'})
      REQUIRE(byte_masks(block, delimiter) == byte_masks_plain(block, delimiter));
  }
}
