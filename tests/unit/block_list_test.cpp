#include "tspq/block_list.h"

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

TEST_CASE("What is in a block list stays where it is while the list grows") {
  BlockList<int, 4> list;
  list.add() = 7;
  const int* const first = &list[0];
  for (int i = 1; i < 1'000; ++i) list.add() = 7 + i;
  CHECK(first == &list[0]);
  CHECK(list.size() == 1'000);
  for (std::size_t i = 0; i < 1'000; ++i) CHECK(list[i] == 7 + static_cast<int>(i));
}

TEST_CASE("A block list that was shrunk grows again with new elements") {
  for (const std::size_t kept : {0U, 1U, 3U, 4U, 5U, 8U}) {
    BlockList<int, 4> list;
    for (int i = 0; i < 9; ++i) list.add() = 100 + i;
    list.shrink_to(kept);
    CHECK(list.size() == kept);
    CHECK(list.add() == 0);
    CHECK(list.size() == kept + 1);
    for (std::size_t i = 0; i < kept; ++i) CHECK(list[i] == 100 + static_cast<int>(i));
  }
}
