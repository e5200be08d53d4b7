#include "tspq/function_ref.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

namespace {

int call_twice(FunctionRef<int(int)> function) { return function(1) + function(10); }

struct Adder {
  int added = 5;
  int operator()(int n) const { return n + added; }
};

}  // namespace

TEST_CASE("A callback is called on the caller's own object and not on a copy") {
  int calls = 0;
  auto counting = [&calls, own = 0](int n) mutable {
    ++calls;
    own += n;
    return own;
  };
  CHECK(call_twice(counting) == 1 + 11);
  CHECK(calls == 2);
  CHECK(counting(0) == 11);
}

TEST_CASE("Function objects, constant ones and temporary ones can be called back") {
  const Adder adder;
  CHECK(call_twice(adder) == 21);
  CHECK(call_twice(Adder{1}) == 13);
}

TEST_CASE("Arguments arrive as they were given: references refer, results convert") {
  std::string seen;
  const auto append = [](std::string& text, std::string&& more) { text += std::move(more); };
  FunctionRef<void(std::string&, std::string &&)> appender = append;
  std::string more = "bc";
  appender(seen, "a");
  appender(seen, std::move(more));
  CHECK(seen == "abc");

  const auto narrow = [](int n) { return static_cast<short>(n); };
  const FunctionRef<long(int)> widening = narrow;
  CHECK(widening(7) == 7L);
}

TEST_CASE("A copy of a callback calls the same object") {
  int sum = 0;
  const auto add = [&](int n) { return sum += n; };
  const FunctionRef<int(int)> first = add;
  const FunctionRef<int(int)> second = first;
  first(1);
  second(2);
  CHECK(sum == 3);
}
