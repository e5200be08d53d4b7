#include "tspq/beside.h"

#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

TEST_CASE("A piece of work is done by the time nobody waits for it any more, and one piece comes after the other") {
  std::vector<int> done;
  Beside beside;
  for (int i = 0; i < 100; ++i) {
    const auto piece = [&] { done.push_back(i); };
    const Beside::Work work(beside, piece);
  }
  REQUIRE(done.size() == 100);
  for (int i = 0; i < 100; ++i) CHECK(done[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("A piece of work is done beside the caller's, by one thread for all pieces") {
  std::vector<std::thread::id> threads;
  Beside beside;
  for (int i = 0; i < 3; ++i) {
    const auto piece = [&] { threads.push_back(std::this_thread::get_id()); };
    const Beside::Work work(beside, piece);
  }
  CHECK(threads == std::vector<std::thread::id>(3, threads[0]));
  CHECK(threads[0] != std::this_thread::get_id());
}

TEST_CASE("A helper that was never given any work ends at once") { const Beside beside; }
