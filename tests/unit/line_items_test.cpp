#include "tspq/line_items.h"

#include <map>

#include <catch2/catch_test_macros.hpp>

#include "support.h"

using namespace tspq;
using namespace tspq::test;

namespace {

/// The name and text of each file of a set.
using Texts = std::vector<std::pair<std::string, std::string>>;

struct SetOf : FileSet {
  explicit SetOf(const Texts& texts) : FileSet(built_in_rulebook(), {}) {
    for (const auto& [name, text] : texts) read_file(*this, name, text);
  }
};

/// A page's rows; only the bytes its pieces ask for are handed over, in small chunks.
std::vector<ShownItem> shown(const FileSet& set, const Texts& texts, const RowFilter& filter, std::uint64_t from,
    std::uint64_t count, std::uint64_t* bytes = nullptr) {
  LineItems items(set, window_2024());
  if (!filter.text.empty()) {
    items.begin_search(filter.text);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      items.begin_search_of(i);
      items.feed_search(texts[i].second);
      items.end_search_of();
    }
  }
  std::vector<ShownItem> all;
  for (const FilePiece& piece : items.find(filter, from, count).pieces) {
    const std::string_view part =
        std::string_view(texts[piece.file].second).substr(piece.from_byte, piece.to_byte - piece.from_byte);
    if (bytes) *bytes += part.size();
    items.begin(piece);
    for (std::size_t at = 0; at < part.size(); at += 1000) items.feed(part.substr(at, 1000));
    for (ShownItem& item : items.end()) all.push_back(std::move(item));
  }
  return all;
}

constexpr const char* header = "Redemption date,Comment,Course type,Achievement code\n";

/// So many rows: every third is Fundamental, every seventh outside the window, every eleventh has a comment of two
/// lines.
std::string courseware(int rows) {
  std::string text = header;
  for (int i = 1; i <= rows; ++i) {
    text += i % 7 == 0 ? "2023-05-01," : "2024-05-01,";
    text += (i % 11 == 0 ? "\"two\nlines " : "\"note ") + std::to_string(i) + "\"," +
        (i % 3 == 0 ? "Fundamentals" : "Advanced") + ",A" + std::to_string(i) + '\n';
  }
  return text;
}

}  // namespace

TEST_CASE("Pages of any size, put together, are all rows in file order") {
  const Texts texts = {{"a.csv", courseware(5'000)}, {"b.csv", std::string(header) + "2024-06-01,last,Advanced,B1\n"}};
  const SetOf set(texts);
  for (const std::uint64_t size : {1'000U, 4'999U, 5'001U, 9'999U}) {
    INFO("pages of " << size);
    std::uint64_t next = 0;
    for (std::uint64_t from = 0; from < 5'001; from += size)
      for (const ShownItem& item : shown(set, texts, {}, from, size)) {
        ++next;
        const bool in_order = item.cells.at(3) == (item.file == 0 ? "A" + std::to_string(next) : "B1") &&
            item.file == (next == 5'001 ? 1U : 0U);
        if (!in_order) FAIL("row " << next << " is " << item.cells.at(3));
      }
    CHECK(next == 5'001);
  }
  CHECK(shown(set, texts, {}, 5'001, 10).empty());
  CHECK(shown(set, texts, {}, 0, 0).empty());

  const LineItems items(set, window_2024());
  for (const std::uint64_t from : {std::uint64_t{5'000}, ~std::uint64_t{0}, ~std::uint64_t{0} - 3}) {
    const LineItemPage page = items.find({}, from, ~std::uint64_t{0});
    CHECK(page.total == 5'001);
    CHECK(page.pieces.size() == (from == 5'000 ? 1 : 0));
  }
}

TEST_CASE("A page reads the pieces its rows lie in and not the file") {
  const Texts texts = {{"a.csv", courseware(50'000)}};
  const SetOf set(texts);
  std::uint64_t bytes = 0;
  CHECK(shown(set, texts, {}, 25'000, 100, &bytes).size() == 100);
  CHECK(bytes > 0);
  CHECK(bytes < texts[0].second.size() / 4);
}

TEST_CASE("The total is that of the filter, the rows by reason those without its reason") {
  const Texts texts = {{"a.csv", courseware(700)}};
  const SetOf set(texts);
  RowFilter filter;
  filter.reason = Reason::outside_window;
  const LineItems items(set, window_2024());
  const LineItemPage page = items.find(filter, 10, 20);
  CHECK(page.total == 100);
  CHECK(page.reasons[index_of(Reason::outside_window)] == 100);
  CHECK(page.reasons[index_of(Reason::counted)] == 600);
  const auto rows = shown(set, texts, filter, 10, 20);
  REQUIRE(rows.size() == 20);
  CHECK(rows[0].cells.at(3) == "A77");
  for (const ShownItem& item : rows) CHECK(item.reason == Reason::outside_window);
}

TEST_CASE("A row is shown with its cells, its points and a sentence about itself") {
  const Texts texts = {{"a.csv", courseware(11)}};
  const SetOf set(texts);
  const auto rows = shown(set, texts, {}, 0, 11);
  REQUIRE(rows.size() == 11);
  CHECK(rows[10].cells == std::vector<std::string>{"2024-05-01", "two\nlines 11", "Advanced", "A11"});
  CHECK(rows[10].at.row == 12);
  CHECK(rows[0].points == Decimal::whole(1));
  CHECK(to_string(rows[2].points) == "0.5");
  CHECK(rows[6].points == Decimal{});
  CHECK(rows[6].why.find("1 May 2023") != std::string::npos);
}

TEST_CASE("Another window is laid over the same rows") {
  const Texts texts = {{"a.csv", courseware(14)}};
  const SetOf set(texts);
  LineItems items(set, window_2024());
  RowFilter outside;
  outside.reason = Reason::outside_window;
  CHECK(items.find(outside, 0, 100).total == 2);
  items.use(completed_months("2024-01-15"));
  CHECK(items.find(outside, 0, 100).total == 12);
}

TEST_CASE(
    "Of a file that has changed since it was read, rows are shown as they are now and no more of them than were read") {
  const std::string rows = std::string(header) + "2023-05-01,a,Advanced,A1\n2024-05-01,b,Advanced,A2\n";
  const SetOf set({{"a.csv", rows}});
  const std::string now =
      std::string(header) + "any day   ,a,Advanced,A1\n2024-05-01,b,        ,A2\n2024-05-01,a,Advanced,A3\n";
  const auto changed = shown(set, {{"a.csv", now}}, {}, 0, 10);
  REQUIRE(changed.size() == 2);
  CHECK(changed[0].reason == Reason::unreadable_date);
  CHECK(changed[0].why.find("“any day”") != std::string::npos);
  CHECK(changed[1].points == Decimal{});
  RowFilter filter;
  filter.text = "a";
  CHECK(shown(set, {{"a.csv", now}}, filter, 0, 10).size() == 2);
}

TEST_CASE("A text is found in the cells of every row, and only after it was looked for") {
  const Texts texts = {
      {"a.csv", courseware(300)}, {"b.csv", std::string(header) + "2024-06-01,LINES 11 too,Advanced,B1\n"}};
  const SetOf set(texts);
  RowFilter filter;
  filter.text = "lines 11";
  std::vector<std::string> codes;
  for (const ShownItem& item : shown(set, texts, filter, 0, 100)) codes.push_back(item.cells.at(3));
  CHECK(codes == std::vector<std::string>{"A11", "A110", "B1"});
  CHECK(LineItems(set, window_2024()).find(filter, 0, 100).total == 0);
}

TEST_CASE("Files in UTF-16 are read whole for a page, and their cells come as UTF-8") {
  std::string utf16 = "\xFF\xFE";
  for (const char c : courseware(40)) (utf16 += c) += '\0';
  const Texts texts = {{"wide.csv", utf16}};
  const SetOf set(texts);
  std::uint64_t bytes = 0;
  const auto rows = shown(set, texts, {}, 30, 2, &bytes);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].cells == std::vector<std::string>{"2024-05-01", "note 31", "Advanced", "A31"});
  CHECK(bytes == utf16.size());
}

namespace {

/// What each row of a file says about itself.
std::vector<std::string> sentences(const std::string& text, const Choices& choices = {}) {
  FileSet set(built_in_rulebook(), choices);
  read_file(set, "a.csv", text);
  std::vector<std::string> all;
  for (const ShownItem& item : shown(set, {{"a.csv", text}}, {}, 0, 100)) all.push_back(item.why);
  return all;
}

}  // namespace

TEST_CASE("A row of courseware says in a sentence why it counts, or what was expected and what was found") {
  const std::string columns = "Redemption date,Course number,Course type,Achievement code\n";
  Choices choices;
  choices.categories["ZZ-998"] = Category::advanced;
  CHECK(
      sentences(columns +
              "2024-06-03,AZ-104,Advanced,A1\n2024-06-03,AZ-104,,A2\n2024-06-03,ZZ-998,,A3\n2023-12-31,AZ-104,Advanced,A4\n2025-01-01,AZ-104,Advanced,A5\n"
              "2024-06-03,AZ-104,Advanced,A1\n2024-06-03,ZZ-999,Odd,A6\n2024-06-03,,Odd,A7\n2024-06-03,AZ-104,Advanced,\nsoon,AZ-104,Advanced,A8\nx\nx,y\n" +
              columns + "2024-06-03,\"AZ\nand so on\n",
          choices) ==
      std::vector<std::string>{
          "Counted as Advanced.",
          "Counted as Advanced (category from the catalogue, unofficial, confidence high).",
          "Counted as Advanced (category as decided).",
          "Outside the window: 31 Dec 2023 is before 1 Jan 2024.",
          "Outside the window: 1 Jan 2025 is after 31 Dec 2024.",
          "Counted already: “A1” was read in an earlier row.",
          "Category is not known: expected “Fundamental and others” or “Advanced”, found “Odd” for “ZZ-999”.",
          "Category is not known: expected “Fundamental and others” or “Advanced”, found “Odd”.",
          "Id is missing: expected an id, found nothing.",
          "Date cannot be read: expected a date that exists, its year in four digits, such as 2024-06-03, found “soon”.",
          "Row cannot be read: expected 4 cells, as in the header, found 1 cell.",
          "Row cannot be read: expected 4 cells, as in the header, found 2 cells.",
          "Row cannot be read: expected 4 cells, as in the header, found the header row once more.",
          "Row cannot be read: expected 4 cells, as in the header, found a quotation mark that opens on line 15 and does not close, so that the 1 line after it became part of the same row.",
      });
  const auto last = [&](const std::string& rows) { return sentences(columns + rows).back(); };
  CHECK(last("2024-06-03,\"AZ\rand\rso on\r").find("so that the 2 lines after it") != std::string::npos);
  CHECK(last("2024-06-03,\"AZ\n").ends_with("found a quotation mark that opens on line 2 and does not close."));
  // Of dates that contradict each other those are followed that are more.
  CHECK(last("13/06/2024,,Advanced,A1\n14/06/2024,,Advanced,A2\n06/15/2024,,Advanced,A3\n")
            .ends_with("found “06/15/2024”, which other dates of the file contradict."));
  CHECK(last("06/13/2024,,Advanced,A1\n06/14/2024,,Advanced,A2\n15/06/2024,,Advanced,A3\n")
            .ends_with("found “15/06/2024”, which other dates of the file contradict."));
  CHECK(last("03/04/2024,,Advanced,A1\n") ==
      "Day and month unclear: expected dates whose day and month can be told apart, found “03/04/2024”.");
}

TEST_CASE("A survey says which area it counts for and who said so, or which answer cannot be read") {
  const std::string columns =
      "Survey ID,Completion date,Course number,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n";
  Choices choices;
  choices.areas["ZZ-998"] = AreaIndex{4};
  CHECK(
      sentences(columns +
              "S1,2024-06-03,AZ-104,Advanced,Security,5,5,5,5,5,5,5,5,5\nS2,2024-06-03,AZ-104,Advanced,,5,5,5,5,5,5,5,5,5\nS3,2024-06-03,ZZ-998,Advanced,,5,5,5,5,5,5,5,5,5\n"
              "S4,2024-06-03,ZZ-999,Advanced,,5,5,5,5,5,5,5,5,5\nS5,2024-06-03,AZ-104,Advanced,Security,5,5,9,5,8,5,5,5,5\n",
          choices) ==
      std::vector<std::string>{
          "Counted as Advanced for Security.",
          "Counted as Advanced for Infrastructure (area from the catalogue, unofficial, confidence " +
              built_in_catalogue(built_in_rulebook()).find("AZ-104")->area_confidence + ").",
          "Counted as Advanced for Security (area as decided).",
          "Counted as Advanced for the base average only: no solution area is known.",
          "Answer cannot be read: expected a whole number from 1 to 5, or an empty cell, found “9”.",
      });
  CHECK(sentences("Survey ID,Completion date,Course type,Average score\nS1,2024-06-03,Advanced,5.5\n") ==
      std::vector<std::string>{
          "Answer cannot be read: expected an average from 1 to 5 in hundredths, of up to 9 answers, found “5.5”."});
  const std::string by_answer = "Survey ID,Completion date,Course type,Question,Score\n";
  CHECK(sentences(by_answer + "S1,2024-06-03,Advanced,Q1,x\n") ==
      std::vector<std::string>{
          "Answer cannot be read: expected a whole number from 1 to 5, or an empty cell, found “x”."});
  std::string ten = by_answer;
  for (const char* question : {"A", "B", "C", "D", "E", "F", "G", "H", "I", "K"})
    ten += std::string("S1,2024-06-03,Advanced,") + question + ",5\n";
  CHECK(
      sentences(ten).back() == "Answer cannot be read: expected an answer to one of nine chosen questions, found “K”.");
}

TEST_CASE("A page looks at every row under the window and under all parts of the filter, to the very day") {
  const std::string text = std::string(header) +
      "2023-12-31,a,Advanced,A1\n2024-01-01,b,Advanced,A2\n2024-12-31,c,Advanced,A3\n2025-01-01,d,Advanced,A4\nsoon,e,Advanced,A5\n2024-06-03,f,Fundamentals,A6\n2024-06-03,g,Fundamentals,A2\n";
  const SetOf set({{"a.csv", text}});
  LineItems items(set, window_2024());
  RowFilter filter;
  const auto reasons = [&](Reason reason) { return items.find(filter, 0, 10).reasons[index_of(reason)]; };
  CHECK(reasons(Reason::counted) == 3);
  CHECK(reasons(Reason::outside_window) == 2);
  CHECK(reasons(Reason::unreadable_date) == 1);
  CHECK(reasons(Reason::duplicate) == 1);
  filter.category = std::optional(Category::fundamental_and_others);
  CHECK(reasons(Reason::counted) == 1);
  CHECK(reasons(Reason::outside_window) == 0);
  CHECK(reasons(Reason::duplicate) == 1);
  filter.reason = Reason::outside_window;
  CHECK(items.find(filter, 0, 10).total == 0);
  CHECK(reasons(Reason::counted) == 1);
  filter = {};
  filter.text = "a";
  items.begin_search("b");
  items.begin_search_of(0);
  items.feed_search(text);
  items.end_search_of();
  CHECK(items.find(filter, 0, 10).total == 0);
}
