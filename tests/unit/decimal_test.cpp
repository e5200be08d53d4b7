#include "tspq/decimal.h"

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

TEST_CASE("A decimal is read exactly or not at all") {
  CHECK(parse_decimal("0.5") == Decimal{50});
  CHECK(parse_decimal("4.25") == Decimal{425});
  CHECK(parse_decimal("1000") == Decimal{100000});
  CHECK(parse_decimal("12.5") == Decimal{1250});
  for (const char* text :
      {"", ".", "1.", ".5", "1.234", "-1", "+1", "1e3", "1,000", " 1", "1 ", "0x10", "1234567890123456"}) {
    INFO(text);
    CHECK_FALSE(parse_decimal(text));
  }
}

TEST_CASE("A decimal is printed in its shortest exact form") {
  CHECK(to_string(Decimal{0}) == "0");
  CHECK(to_string(Decimal{50}) == "0.5");
  CHECK(to_string(Decimal{425}) == "4.25");
  CHECK(to_string(Decimal{5}) == "0.05");
  CHECK(to_string(Decimal::whole(1'000)) == "1000");
  CHECK(to_string(Decimal{-310}) == "-3.1");
}

TEST_CASE("A whole number is digits only and at most 2^53-1") {
  CHECK(parse_count("0") == 0);
  CHECK(parse_count("007") == 7);
  CHECK(parse_count("9007199254740990") == 9007199254740990);
  CHECK(parse_count("9007199254740991") == 9007199254740991);
  CHECK_FALSE(parse_count("9007199254740992"));
  CHECK(parse_count("00000000000000000000000000000000001") == 1);
  for (const char* text : {"", "-1", "+1", "1.0", "1,000", "1e3", "99999999999999999999", "\xD9\xA1"}) {
    INFO(text);
    CHECK_FALSE(parse_count(text));
  }
}

TEST_CASE("A sum of very many very large units neither wraps nor rounds") {
  Integer sum = 0;
  for (int i = 0; i < 5000; ++i) sum += largest_exact_count;
  CHECK(to_string(sum) == "45035996273704955000");
  CHECK(to_string(Decimal{50} * sum) == "22517998136852477500");
}

TEST_CASE("A shown average is cut, never rounded up to its target") {
  const Decimal target{425};
  const auto shown = [&](Integer points, Integer answers) {
    return show_average(Decimal::whole(points), answers, target).value_or("nothing");
  };
  CHECK(shown(17, 4) == "4.25");
  CHECK(shown(0, 0) == "nothing");
  CHECK(shown(5, 1) == "5.00");
  CHECK(shown(42'499, 10'000) == "4.249");
  CHECK(shown(225, 53) == "4.245");        // 4.24528…: within 0.005 of the target
  CHECK(shown(4'245, 1'000) == "4.245");   // just at the distance
  CHECK(shown(42'449, 10'000) == "4.24");  // just beyond it
  CHECK(shown(42'501, 10'000) == "4.25");
  CHECK(shown(44'992, 10'000) == "4.49");  // the pooled average of the worked example
  CHECK(shown(4'259, 1'000) == "4.25");
  CHECK(shown(1, 1) == "1.00");
}

TEST_CASE("Points for people have one decimal at least, and more only where the value has more") {
  CHECK(show_points(Decimal{0}) == "0.0");
  CHECK(show_points(Decimal{84'600}) == "846.0");
  CHECK(show_points(Decimal{99'950}) == "999.5");
  CHECK(show_points(Decimal{425}) == "4.25");
  CHECK(show_points(Decimal{5}) == "0.05");
  CHECK(show_points(Decimal{-50}) == "-0.5");
}

TEST_CASE("Printing and reading a decimal give it back") {
  for (Integer hundredths : {0, 1, 9, 10, 50, 99, 100, 101, 110, 425, 99'999, 100'000'000}) {
    CHECK(parse_decimal(to_string(Decimal{hundredths})) == Decimal{hundredths});
  }
}

TEST_CASE("The largest numbers that can be held print in full") {
  const Integer largest = (Integer{1} << 126) - 1 + (Integer{1} << 126);
  CHECK(to_string(largest) == "170141183460469231731687303715884105727");
  CHECK(to_string(-largest - 1) == "-170141183460469231731687303715884105728");
}

TEST_CASE("A shown average is the average cut: never above it, never at or above the target unless the average is") {
  // Compared in plain integer arithmetic for every average of up to 60 answers against every target from 1.00 to 5.00.
  for (int target = 100; target <= 500; target += 5) {
    for (int answers = 1; answers <= 60; ++answers) {
      for (int points = answers; points <= 5 * answers; ++points) {
        const std::string shown = show_average(Decimal::whole(points), answers, Decimal{target}).value_or("");
        const std::size_t point = shown.find('.');
        REQUIRE((point == 1 && (shown.size() == 4 || shown.size() == 5)));
        const int thousandths = std::stoi(shown.substr(0, 1) + shown.substr(2)) * (shown.size() == 4 ? 10 : 1);
        const int unit = shown.size() == 4 ? 10 : 1;
        const bool cut = thousandths * answers <= points * 1000 && points * 1000 < (thousandths + unit) * answers;
        const bool agrees = (thousandths >= target * 10) == (points * 100 >= target * answers);
        if (!cut || !agrees)
          FAIL(points << " points over " << answers << " answers, target " << target << ", shows " << shown);
      }
    }
  }
}
