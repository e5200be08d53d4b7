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
std::vector<ShownItem> shown(const FileSet& set, const Texts& texts, const RowFilter& filter, std::uint64_t from, std::uint64_t count, std::uint64_t* bytes = nullptr) {
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
    const std::string_view part = std::string_view(texts[piece.file].second).substr(piece.from_byte, piece.to_byte - piece.from_byte);
    if (bytes) *bytes += part.size();
    items.begin(piece);
    for (std::size_t at = 0; at < part.size(); at += 1000) items.feed(part.substr(at, 1000));
    for (ShownItem& item : items.end()) all.push_back(std::move(item));
  }
  return all;
}

constexpr const char* header = "Redemption date,Comment,Course type,Achievement code\n";

/// So many rows: every third is Fundamental, every seventh outside the window, every eleventh has a comment of two lines.
std::string courseware(int rows) {
  std::string text = header;
  for (int i = 1; i <= rows; ++i) {
    text += i % 7 == 0 ? "2023-05-01," : "2024-05-01,";
    text += (i % 11 == 0 ? "\"two\nlines " : "\"note ") + std::to_string(i) + "\"," + (i % 3 == 0 ? "Fundamentals" : "Advanced") + ",A" + std::to_string(i) + '\n';
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
        const bool in_order = item.cells.at(3) == (item.file == 0 ? "A" + std::to_string(next) : "B1") && item.file == (next == 5'001 ? 1U : 0U);
        if (!in_order) FAIL("row " << next << " is " << item.cells.at(3));
      }
    CHECK(next == 5'001);
  }
  CHECK(shown(set, texts, {}, 5'001, 10).empty());
  CHECK(shown(set, texts, {}, 0, 0).empty());
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

TEST_CASE("A text is found in the cells of every row, and only after it was looked for") {
  const Texts texts = {{"a.csv", courseware(300)}, {"b.csv", std::string(header) + "2024-06-01,LINES 11 too,Advanced,B1\n"}};
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
