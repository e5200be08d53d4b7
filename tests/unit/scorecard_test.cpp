#include "tspq/scorecard.h"

#include <catch2/catch_test_macros.hpp>

using namespace tspq;

namespace {

constexpr std::array<bool, kind_count> all_read = {true, true, true};

Window some_window() { return window_before(parse_iso_day("2025-01-15").value(), WindowMode::completed_months, 12); }

std::size_t at(Category category) { return static_cast<std::size_t>(category); }

/// Sums put together by hand. Rows are counted ones only.
struct Partner {
  Totals totals;

  Partner& courseware(Integer fundamental, Integer advanced) {
    add_units(totals.accounts[courseware_account], fundamental, advanced);
    return *this;
  }
  Partner& exams(Integer fundamental, Integer advanced) {
    add_units(totals.accounts[exams_account], fundamental, advanced);
    return *this;
  }
  Partner& surveys(Account account, std::uint64_t surveys, Decimal points, std::uint64_t answers) {
    Sums& sums = totals.accounts[account];
    sums.surveys += surveys;
    sums.points = sums.points + points;
    sums.answers += answers;
    sums.rows[static_cast<std::size_t>(Reason::counted)] += surveys;
    return *this;
  }
  /// `surveys` surveys of nine answers that average `hundredths`.
  Partner& area(AreaIndex area, std::uint64_t count, Integer hundredths) {
    return surveys(account_of_area(area), count, Decimal{hundredths} * Integer{count * 9}, count * 9);
  }

  Scorecard card(std::array<bool, kind_count> read = all_read) const {
    return grade(totals, built_in_rulebook(), read, some_window());
  }

private:
  static void add_units(Sums& sums, Integer fundamental, Integer advanced) {
    sums.units[at(Category::fundamental_and_others)] += fundamental;
    sums.units[at(Category::advanced)] += advanced;
  }
};

/// A partner whose base criteria are met but for the average, which its surveys decide.
Partner base_met() { return Partner().courseware(0, 1000).exams(0, 200); }

std::string_view status(Status status) { return id_of(status); }

constexpr AreaIndex business_applications = 0;
constexpr AreaIndex security = 4;

}  // namespace

TEST_CASE("Fundamental courseware gives half a point each up to 300 points, and everything beyond is cut [R-LIMIT]") {
  for (const auto& [units, points, limited] :
      {std::tuple{599, "299.5", false}, {600, "300", false}, {601, "300", true}, {100'000, "300", true}}) {
    const PointsCard card = Partner().courseware(units, 0).card().base.courseware;
    INFO(units);
    CHECK(to_string(card.score) == points);
    CHECK(card.terms[0].limited == limited);
    CHECK(card.terms[0].units == units);
    CHECK(card.terms[0].before_limit == Decimal{50} * Integer{units});
    CHECK(card.terms[0].points == card.score);
    CHECK_FALSE(card.terms[1].limited);
  }
}

TEST_CASE("Advanced courseware gives a point each without a limit, and 1,000 points complete the card") {
  CHECK(to_string(Partner().courseware(599, 700).card().base.courseware.score) == "999.5");
  CHECK(status(Partner().courseware(599, 700).card().base.courseware.status) == "in-progress");
  CHECK(to_string(Partner().courseware(599, 700).card().base.courseware.remaining) == "0.5");
  CHECK(to_string(Partner().courseware(602, 700).card().base.courseware.score) == "1000");
  CHECK(status(Partner().courseware(602, 700).card().base.courseware.status) == "completed");
  CHECK(Partner().courseware(602, 700).card().base.courseware.remaining == Decimal{});
  CHECK(status(Partner().courseware(0, 999).card().base.courseware.status) == "in-progress");
  CHECK(status(Partner().courseware(0, 1000).card().base.courseware.status) == "completed");
  CHECK(status(Partner().courseware(0, 1001).card().base.courseware.status) == "completed");
  CHECK(Partner().courseware(0, 1001).card().base.courseware.remaining == Decimal{});
  CHECK(status(Partner().courseware(1'000'000, 0).card().base.courseware.status) == "in-progress");
}

TEST_CASE("Exam units have no limit: 400 Fundamental ones alone complete the card and 399 do not") {
  CHECK(to_string(Partner().exams(400, 0).card().base.exams.score) == "200");
  CHECK(status(Partner().exams(400, 0).card().base.exams.status) == "completed");
  CHECK(to_string(Partner().exams(399, 0).card().base.exams.score) == "199.5");
  CHECK(status(Partner().exams(399, 0).card().base.exams.status) == "in-progress");
  CHECK(status(Partner().exams(1, 199).card().base.exams.status) == "in-progress");
  CHECK(status(Partner().exams(2, 199).card().base.exams.status) == "completed");
  CHECK_FALSE(Partner().exams(1'000'000, 0).card().base.exams.terms[0].limited);
}

TEST_CASE("A score is not started at zero and in progress from half a point on") {
  CHECK(status(Partner().card().base.courseware.status) == "not-started");
  CHECK(status(Partner().courseware(1, 0).card().base.courseware.status) == "in-progress");
  CHECK(status(Partner().card().base.average.status) == "not-started");
  CHECK(status(Partner().surveys(account_of_area(security), 1, Decimal::whole(1), 1).card().base.average.status) ==
      "in-progress");
  CHECK(status(Partner().surveys(account_of_area(security), 1, Decimal{}, 0).card().base.average.status) ==
      "not-started");
}

TEST_CASE("An average reaches 4.25 exactly or not at all") {
  const auto card = [](Integer points, std::uint64_t answers) {
    return Partner().surveys(surveys_without_area_account, 1, Decimal::whole(points), answers).card().base.average;
  };
  CHECK(status(card(17, 4).status) == "completed");
  CHECK(card(17, 4).shown == "4.25");
  CHECK(status(card(225, 53).status) == "in-progress");
  CHECK(card(225, 53).shown == "4.245");
  CHECK(status(card(42'499, 10'000).status) == "in-progress");
  CHECK(card(42'499, 10'000).shown == "4.249");
  CHECK(status(card(42'500, 10'000).status) == "completed");
  CHECK(status(card(42'501, 10'000).status) == "completed");
  // Just below, in numbers that no floating point holds apart.
  CHECK(status(card(17'000'000'000'000'000 - 1, 4'000'000'000'000'000).status) == "in-progress");
  CHECK(status(card(17'000'000'000'000'000, 4'000'000'000'000'000).status) == "completed");
}

TEST_CASE("The base average pools all surveys, those of no area too [R-AREA-NONE]") {
  // 334 surveys at 4.56, 202 at 4.46, 46 at 4.23 and 12 at 4.5, with equally many answers each: 4.4992…
  const Scorecard card = Partner()
                             .area(0, 334, 456)
                             .area(1, 202, 446)
                             .area(2, 46, 423)
                             .surveys(surveys_without_area_account, 12, Decimal{450} * 108, 108)
                             .card();
  CHECK(card.base.average.shown == "4.49");
  CHECK(card.base.average.surveys == 594);
  CHECK(status(card.areas[0].status) == "completed");
  CHECK(status(card.areas[1].status) == "completed");
  CHECK(status(card.areas[2].surveys.status) == "in-progress");
  CHECK(status(card.areas[2].average.status) == "in-progress");
}

TEST_CASE("An area needs 200 surveys: 199 are not enough") {
  CHECK(status(Partner().area(security, 199, 500).card().areas[security].surveys.status) == "in-progress");
  CHECK(to_string(Partner().area(security, 199, 500).card().areas[security].surveys.remaining) == "1");
  CHECK(status(Partner().area(security, 200, 500).card().areas[security].surveys.status) == "completed");
  CHECK(status(Partner().area(security, 201, 500).card().areas[security].surveys.status) == "completed");
  CHECK(status(Partner().card().areas[security].surveys.status) == "not-started");
  CHECK(status(Partner().area(security, 1, 500).card().areas[security].surveys.status) == "in-progress");
}

TEST_CASE("An area is completed when both of its criteria are, not started when both are, else in progress [R-AREA]") {
  CHECK(status(Partner().card().areas[security].status) == "not-started");
  CHECK(status(Partner().area(security, 1, 500).card().areas[security].status) == "in-progress");
  CHECK(status(Partner().area(security, 200, 424).card().areas[security].status) == "in-progress");
  CHECK(status(Partner().area(security, 199, 425).card().areas[security].status) == "in-progress");
  CHECK(status(Partner().area(security, 200, 425).card().areas[security].status) == "completed");
  // Surveys nobody answered a question of: one criterion is started, the other is not.
  CHECK(status(Partner().surveys(account_of_area(security), 200, Decimal{}, 0).card().areas[security].status) ==
      "in-progress");
}

TEST_CASE("The base is completed when its three criteria are, not started when all are, else in progress [R-BASE]") {
  CHECK(status(Partner().card().base.status) == "not-started");
  CHECK(status(Partner().exams(1, 0).card().base.status) == "in-progress");
  CHECK(status(base_met().card().base.status) == "in-progress");
  CHECK(status(base_met().area(security, 1, 424).card().base.status) == "in-progress");
  CHECK(status(base_met().area(security, 1, 425).card().base.status) == "completed");
}

TEST_CASE("Qualified is who has the base and one area, and the base alone is not enough [R-OVERALL]") {
  const Scorecard base_alone = base_met().area(security, 1, 500).card();
  CHECK(status(base_alone.base.status) == "completed");
  CHECK(status(base_alone.overall) == "in-progress");
  CHECK_FALSE(base_alone.qualified);

  const Scorecard area_alone = Partner().area(security, 200, 500).card();
  CHECK(status(area_alone.areas[security].status) == "completed");
  CHECK(status(area_alone.overall) == "in-progress");
  CHECK(area_alone.designated_areas.empty());

  const Scorecard both = base_met().area(security, 200, 500).card();
  CHECK(status(both.overall) == "completed");
  CHECK(both.qualified);
  CHECK(both.designated_areas == std::vector<AreaIndex>{security});

  CHECK(status(Partner().card().overall) == "not-started");
  CHECK(status(Partner().area(security, 1, 500).card().overall) == "in-progress");
  CHECK(status(Partner().courseware(1, 0).card().overall) == "in-progress");
}

TEST_CASE("Designated are the areas that are completed and no others") {
  const Scorecard card = base_met()
                             .area(business_applications, 200, 430)
                             .area(security, 200, 400)
                             .surveys(surveys_without_area_account, 300, Decimal{500} * 2700, 2700)
                             .card();
  CHECK(status(card.base.status) == "completed");
  CHECK(card.qualified);
  CHECK(card.designated_areas == std::vector<AreaIndex>{business_applications});
}

TEST_CASE("The answer is certain only when files of all three kinds were read [R-NODATA]") {
  for (int files = 0; files < 8; ++files) {
    const std::array<bool, kind_count> read = {(files & 1) != 0, (files & 2) != 0, (files & 4) != 0};
    const Scorecard card = Partner().card(read);
    CHECK(card.certain == (files == 7));
    CHECK(card.base.courseware.has_data == read[0]);
    CHECK(card.base.exams.has_data == read[1]);
    CHECK(card.base.average.has_data == read[2]);
    for (const AreaCard& area : card.areas) {
      CHECK(area.surveys.has_data == read[2]);
      CHECK(area.average.has_data == read[2]);
    }
    CHECK(status(card.overall) == "not-started");
  }
}

TEST_CASE("The base average has no minimum, and says that the sample is small below 200 surveys [R-NO-MINIMUM]") {
  CHECK_FALSE(Partner().card().base.average.small_sample);
  CHECK(Partner().area(security, 1, 500).card().base.average.small_sample);
  CHECK(status(Partner().area(security, 1, 500).card().base.average.status) == "completed");
  CHECK(Partner().area(security, 199, 500).card().base.average.small_sample);
  CHECK_FALSE(Partner().area(security, 200, 500).card().base.average.small_sample);
  CHECK_FALSE(
      Partner().area(security, 100, 500).area(business_applications, 100, 500).card().base.average.small_sample);
}

TEST_CASE("There is a card for each area of the rulebook, in its order") {
  const Scorecard card = Partner().card();
  REQUIRE(card.areas.size() == built_in_rulebook().areas.size());
  for (std::size_t i = 0; i < card.areas.size(); ++i) CHECK(card.areas[i].area == i);
  CHECK(card.window.first == some_window().first);
}

TEST_CASE("Sums near the largest possible stay exact") {
  const Integer units = Integer{largest_exact_count} * 1'000'000;
  const PointsCard card = Partner().exams(units, units).card().base.exams;
  CHECK(to_string(card.score) == "13510798882111486500000");
}

TEST_CASE("More of anything never makes a status worse, an answer below the average apart") {
  for (int fundamental = 0; fundamental <= 1200; fundamental += 150) {
    for (int advanced = 0; advanced <= 1200; advanced += 150) {
      const PointsCard here = Partner().courseware(fundamental, advanced).card().base.courseware;
      const PointsCard more_fundamental = Partner().courseware(fundamental + 1, advanced).card().base.courseware;
      const PointsCard more_advanced = Partner().courseware(fundamental, advanced + 1).card().base.courseware;
      CHECK(here.status <= more_fundamental.status);
      CHECK(here.status <= more_advanced.status);
      CHECK(here.score <= more_fundamental.score);
      CHECK(more_advanced.score - here.score == Decimal::whole(1));
      CHECK((here.remaining == Decimal{}) == (here.status == Status::completed));
      CHECK(here.score == here.terms[0].points + here.terms[1].points);
    }
  }
}

TEST_CASE("Another rulebook's weights, limits and targets are applied, and nothing else changes") {
  Rulebook other = built_in_rulebook();
  other.exams.terms[1].limit = SourcedDecimal{Decimal::whole(10), "own"};
  other.exams.terms[0].weight.value = Decimal{25};
  other.exams.target.value = Decimal{1025};
  Totals totals;
  totals.accounts[exams_account].units = {1, 50};
  const PointsCard card = grade(totals, other, all_read, some_window()).base.exams;
  CHECK(to_string(card.score) == "10.25");
  CHECK(card.terms[1].limited);
  CHECK(status(card.status) == "completed");
}

TEST_CASE("Areas have a target of their own and the base has its own, and a survey counts what the rulebook says") {
  Rulebook other = built_in_rulebook();
  other.average.target.value = Decimal{400};
  other.average.area_target.value = Decimal{450};
  other.surveys.weight.value = Decimal{50};
  Totals totals = Partner().area(security, 399, 425).totals;
  const auto card = [&] { return grade(totals, other, all_read, some_window()); };
  CHECK(status(card().base.average.status) == "completed");
  CHECK(to_string(card().base.average.target) == "4");
  CHECK(card().base.average.small_sample);
  CHECK(status(card().areas[security].average.status) == "in-progress");
  CHECK(to_string(card().areas[security].average.target) == "4.5");
  CHECK(to_string(card().areas[security].surveys.score) == "199.5");
  CHECK(status(card().areas[security].surveys.status) == "in-progress");
  totals += Partner().area(security, 1, 425).totals;
  CHECK(status(card().areas[security].surveys.status) == "completed");
  CHECK_FALSE(card().base.average.small_sample);
}

TEST_CASE("One survey given by its average is enough for its cards to say so, and for no other") {
  Totals totals = Partner().area(security, 2, 450).area(business_applications, 1, 450).totals;
  totals.accounts[account_of_area(security)].surveys_from_averages = 1;
  const Scorecard card = grade(totals, built_in_rulebook(), all_read, some_window());
  CHECK(card.base.average.from_averages);
  CHECK(card.areas[security].average.from_averages);
  CHECK_FALSE(card.areas[business_applications].average.from_averages);
}
