#include "cell_memo.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

TEST_CASE("Texts are the same when all their bytes are") {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string text(size, 'x');
    CHECK(same_bytes(text, std::string(size, 'x')));
    CHECK_FALSE(same_bytes(text, std::string(size + 1, 'x')));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = 'y';
      CHECK_FALSE(same_bytes(text, other));
    }
  }
}

TEST_CASE("A memo gives what its cell means, and works it out once while the cell keeps coming") {
  CellMemo<std::string> memo;
  int made = 0;
  const auto meaning = [&](std::string_view cell) {
    ++made;
    return "<" + std::string(cell) + ">";
  };
  for (int round = 0; round < 10; ++round)
    for (const char* cell : {"", "a", "b", "2026-01-15"})
      CHECK(memo.of(cell, meaning) == "<" + std::string(cell) + ">");
  CHECK(made < 20);  // at most twice each: once more when it has grown or two cells share a place
}

TEST_CASE("A memo is right for more different cells than it can keep, and for cells it never keeps") {
  CellMemo<std::size_t> memo;
  const auto length = [](std::string_view cell) { return cell.size(); };
  for (int round = 0; round < 2; ++round)
    for (std::size_t i = 0; i < 20'000; ++i) {
      const std::string cell = std::to_string(i * 7919) + std::string(i % 300, 'x');
      REQUIRE(memo.of(cell, length) == cell.size());
    }
}
