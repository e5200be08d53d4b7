#include "tspq/scan.h"

#include <algorithm>
#include <map>
#include <random>
#include <type_traits>

#include <catch2/catch_test_macros.hpp>

#include "support.h"
#include "tspq/scorecard.h"

using namespace tspq;
using namespace tspq::test;

namespace {

const FileReport& only_file(const FileSet& set) {
  REQUIRE(set.files().size() == 1);
  return set.files()[0];
}

std::uint64_t total(const Totals& totals, Reason reason) {
  std::uint64_t rows = 0;
  for (const Sums& sums : totals.accounts) rows += sums.rows[index_of(reason)];
  return rows;
}

std::uint64_t rows_in(const Totals& totals) {
  std::uint64_t rows = 0;
  for (const Sums& sums : totals.accounts) rows += sums.rows_in();
  return rows;
}

/// All that a set of files says, as numbers and ids.
std::string summary(const FileSet& set, const Window& window = window_2024()) {
  std::string text;
  const Totals totals = set.within(window);
  for (const Sums& sums : totals.accounts) {
    for (const std::uint64_t rows : sums.rows) text += std::to_string(rows) + ' ';
    text += to_string(sums.units[0]) + ' ' + to_string(sums.units[1]) + ' ' + to_string(sums.points) + ' ' +
        std::to_string(sums.answers) + ' ' + std::to_string(sums.surveys) + '\n';
  }
  for (const FileReport& file : set.files()) {
    text += file.problem ? file.problem->code : std::string(id_of(file.format->kind));
    for (const Reason reason : reasons_of(file)) text += ' ' + std::string(words_for(reason).id);
    for (const Notice& notice : file.notices) text += "\n" + notice.code + ": " + notice.message;
    text += '\n';
  }
  return text;
}

std::string read_summary(const std::string& text, std::size_t piece, const Choices& choices = {}) {
  FileSet set(built_in_rulebook(), choices);
  read_file(set, "file.csv", text, piece);
  return summary(set);
}

const std::string survey_header =
    "Survey ID,Completion date,Org ID,Course number,Course type,Solution area,MCT eligible,Status,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n";
const std::string good_answers = ",5,5,5,5,5,5,5,5,5\n";

/// A file in which late rows settle that the day comes first: the first 300 KiB can be read both ways.
std::string late_settled(bool settled_early) {
  std::string text = "Redemption date,Course type,Achievement code\n";
  const std::string proof = "25/12/2023,Advanced,PROOF\n";
  if (settled_early) text += proof;
  for (int i = 0; i < 12'000; ++i)
    text += "03/0" + std::to_string(4 + i % 6) + "/2024,Advanced,C" + std::to_string(i) + '\n';
  if (!settled_early) text += proof;
  return text;
}

std::string random_rows(std::mt19937& random, int kind, int rows) {
  const auto pick = [&](std::initializer_list<const char*> words) {
    return std::string(*(words.begin() + random() % words.size()));
  };
  std::string text = kind == 0
      ? "Redemption date,Org ID,Course number,Course type,Units,Status,MCT eligible,Achievement code\n"
      : kind == 1
      ? "Purchase date,Org ID,Exam number,Exam type,Units,Order Line Id\n"
      : "Completion date,Org ID,Course number,Course type,Solution area,MCT eligible,Survey ID,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n";
  for (int i = 0; i < rows; ++i) {
    if (random() % 40 == 0) {
      text += pick({"x\n", "\"open,\n", "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r\n", "\n", "\xFF\xFE,\n"});
      continue;
    }
    text += pick({"2024-06-03", "2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01", "3/4/2024", "13/4/2024",
                "2023-02-29", "", "soon", "Jun 3, 2024"}) +
        ',';
    text += pick({"1001", "1002", "", " 1001 "}) + ',' + pick({"AZ-104", "AZ-900T00", "20483", "ZZ-999", ""}) + ',' +
        pick({"Advanced", "Fundamentals", "", "Odd"}) + ',';
    if (kind < 2) text += pick({"1", "2", "0", "-1", "", "9007199254740991", "x"}) + ',';
    if (kind == 0) text += pick({"", "Redeemed", "Cancelled"}) + ',' + pick({"yes", "no"}) + ',';
    if (kind == 2) text += pick({"Security", "Modern Work", "", "Cloud"}) + ',' + pick({"yes", "yes", "no", ""}) + ',';
    text += pick({"", "A", "B", "C"}) + std::to_string(random() % 50);
    if (kind == 2)
      for (int question = 0; question < 9; ++question)
        text += ',' + pick({"5", "4", "3", "", "N/A", "5", "4", "5", random() % 8 ? "5" : "6"});
    text += '\n';
  }
  return text;
}

}  // namespace

TEST_CASE("For each reason there is a row in a file that gets it") {
  const std::map<Reason, std::string> rows = {
      {Reason::malformed_row, "S01,2024-06-03\n"},
      {Reason::unreadable_date, "S02,2023-02-29,1,AZ-104,Advanced,Security,yes," + good_answers},
      {Reason::ambiguous_date, "S03,03/04/2024,1,AZ-104,Advanced,Security,yes," + good_answers},
      {Reason::outside_window, "S04,2025-01-01,1,AZ-104,Advanced,Security,yes," + good_answers},
      {Reason::missing_id, ",2024-06-03,1,AZ-104,Advanced,Security,yes," + good_answers},
      {Reason::unreadable_response, "S06,2024-06-03,1,AZ-104,Advanced,Security,yes,,5,5,5,5,5,5,5,5,6\n"},
      {Reason::unknown_category, "S07,2024-06-03,1,ZZ-999,,Security,yes," + good_answers},
      {Reason::cancelled, "S08,2024-06-03,1,AZ-104,Advanced,Security,yes,Cancelled,5,5,5,5,5,5,5,5,5\n"},
      {Reason::other_organization, "S09,2024-06-03,2,AZ-104,Advanced,Security,yes," + good_answers},
      {Reason::ineligible_instructor, "S10,2024-06-03,1,AZ-104,Advanced,Security,no," + good_answers},
      {Reason::not_advanced, "S11,2024-06-03,1,AZ-104,Fundamentals,Security,yes," + good_answers},
      {Reason::duplicate, "S12,2024-06-03,1,AZ-104,Advanced,Security,yes," + good_answers},
      {Reason::counted, "S12,2024-06-03,1,AZ-104,Advanced,Security,yes," + good_answers},
  };
  std::string text = survey_header + rows.at(Reason::counted);
  for (const auto& [reason, row] : rows)
    if (reason != Reason::counted) text += row;
  Choices choices;
  choices.org_ids = {"1"};
  FileSet set(built_in_rulebook(), choices);
  read_file(set, "surveys.csv", text);
  read_file(set, "exams.csv", "Purchase date,Exam type,Units\n2024-06-03,Advanced,many\n");
  const Totals totals = set.within(window_2024());
  for (std::size_t i = 0; i < reason_count; ++i) {
    INFO(reason_words()[i].id);
    CHECK(total(totals, static_cast<Reason>(i)) == 1);
  }
}

TEST_CASE("Rows in are rows counted and each reason, on every file and in total, whatever the files hold [R-ACCOUNT]") {
  std::mt19937 random(99);
  for (int round = 0; round < 25; ++round) {
    FileSet set(built_in_rulebook(), {});
    std::vector<std::string> texts;
    for (int file = 0; file < 4; ++file) {
      const std::string text = random_rows(random, static_cast<int>(random() % 3), static_cast<int>(random() % 120));
      read_file(set, "file" + std::to_string(file) + ".csv", text, 1 + random() % 900);
      texts.push_back(text);
    }
    std::uint64_t rows = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const FileReport& file = set.files()[i];
      REQUIRE((file.format || file.problem));
      if (!file.format || file.repeats_earlier_file) continue;
      std::uint64_t records = 0;
      CsvReader reader(file.format->delimiter);
      const auto on_record = [&](const Record&) { ++records; };
      reader.feed(texts[i], on_record);
      reader.finish(on_record);
      CHECK(file.log.size() == records - 1);
      CHECK(rows_in(file.ledger.all()) == records - 1);
      rows += records - 1;
    }
    for (const char* anniversary : {"2001-01-01", "2024-01-15", "2025-01-15", "2100-12-31"})
      CHECK(rows_in(set.within(completed_months(anniversary))) == rows);
  }
}

TEST_CASE("A file gives the same in chunks of any size") {
  std::mt19937 random(7);
  for (int round = 0; round < 12; ++round) {
    const std::string text = random_rows(random, round % 3, 60);
    const std::string whole = read_summary(text, 1 << 20);
    for (const std::size_t piece :
        {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{61}, 1 + random() % 4000})
      CHECK(read_summary(text, piece) == whole);
  }
}

TEST_CASE("A header longer than any chunk is read as a whole, and one that does not end is a problem") {
  std::string header = "Redemption date,Course type";
  for (int i = 0; i < 200; ++i) header += ",column " + std::to_string(i) + std::string(900, 'x');
  std::string row = "\n2024-06-03,Advanced" + std::string(200, ',');
  REQUIRE(header.size() < prologue_bytes);
  CHECK(read_summary(header + row + row, 1 << 20).starts_with(read_summary(header + row + row, 4096)));
  FileSet set(built_in_rulebook(), {});
  read_file(set, "long.csv", header + row + row, 1000);
  CHECK(reasons_of(only_file(set)) == std::vector<Reason>{Reason::counted, Reason::counted});

  for (int i = 200; i < 600; ++i) header += ",column " + std::to_string(i) + std::string(900, 'x');
  row = "\n2024-06-03,Advanced" + std::string(600, ',');
  REQUIRE(header.size() > prologue_bytes);
  CHECK(read_summary(header + row, 1 << 20) == read_summary(header + row, 4096));
}

TEST_CASE(
    "An order of day and month that late rows settle gives what early ones would have given, after a second reading") {
  FileSet early(built_in_rulebook(), {});
  FileSet late(built_in_rulebook(), {});
  const std::string early_text = late_settled(true);
  const std::string late_text = late_settled(false);
  REQUIRE(late_text.size() > prologue_bytes);
  CHECK(read_file(early, "file.csv", early_text, 50'000) == 1);
  CHECK(read_file(late, "file.csv", late_text, 50'000) == 2);
  CHECK(only_file(late).facts.date_order == DateOrder::day_first);
  const Totals a = early.within(window_2024());
  const Totals b = late.within(window_2024());
  CHECK(a[courseware_account].rows == b[courseware_account].rows);
  CHECK(a[courseware_account].units == b[courseware_account].units);
  CHECK(b[courseware_account].counted() == 12'000);
  CHECK(total(b, Reason::outside_window) == 1);
  CHECK(total(b, Reason::duplicate) == 0);  // the first reading has been forgotten
}

TEST_CASE("An order that nothing settles is asked for, and a chosen one is used in one reading") {
  const std::string text =
      "Redemption date,Course type,Achievement code\n03/04/2024,Advanced,A\n05/05/2024,Advanced,B\n";
  FileSet undecided(built_in_rulebook(), {});
  CHECK(read_file(undecided, "file.csv", text) == 1);
  CHECK(reasons_of(only_file(undecided)) == std::vector<Reason>{Reason::ambiguous_date, Reason::counted});
  CHECK(only_file(undecided).needs_date_order);
  CHECK(has_notice(only_file(undecided), "ambiguous_date"));

  Choices choices;
  choices.date_order["file.csv"] = DateOrder::month_first;
  FileSet decided(built_in_rulebook(), choices);
  CHECK(read_file(decided, "file.csv", text) == 1);
  CHECK(reasons_of(only_file(decided)) == std::vector<Reason>{Reason::counted, Reason::counted});
  CHECK(only_file(decided).date_order_was_chosen);
  CHECK(to_string(*only_file(decided).ledger.first_day()) == "2024-03-04");
}

TEST_CASE("What rows prove beats what was chosen") {
  Choices choices;
  choices.date_order["*"] = DateOrder::month_first;
  FileSet set(built_in_rulebook(), choices);
  read_file(set, "file.csv", "Redemption date,Course type\n03/04/2024,Advanced\n13/04/2024,Advanced\n");
  CHECK(only_file(set).facts.date_order == DateOrder::day_first);
  CHECK_FALSE(only_file(set).date_order_was_chosen);
  CHECK(to_string(*only_file(set).ledger.first_day()) == "2024-04-03");
}

TEST_CASE(
    "An id counts once over all files, the first time it is read, and a repeat with other cells is a conflict [R-DUP]") {
  const std::string header = "Redemption date,Course type,Achievement code\n";
  FileSet set(built_in_rulebook(), {});
  read_file(set, "a.csv", header + "2024-06-03,Advanced,A\n2024-06-03,Advanced,A\n2024-06-03,Advanced,a\n");
  read_file(set, "b.csv", header + "2024-06-04,Advanced, A \n2024-06-03,Advanced,B\n");
  CHECK(reasons_of(set.files()[0]) == std::vector<Reason>{Reason::counted, Reason::duplicate, Reason::counted});
  CHECK(reasons_of(set.files()[1]) == std::vector<Reason>{Reason::duplicate, Reason::counted});
  CHECK_FALSE(has_notice(set.files()[0], "conflicting_repeats"));
  CHECK(has_notice(set.files()[1], "conflicting_repeats"));
}

TEST_CASE("A repeat is a conflict whichever byte of a cell differs, however short or long the cell is [R-DUP]") {
  for (std::size_t size = 1; size <= 25; ++size) {
    const std::string header = "Redemption date,Course type,Achievement code,Note\n";
    std::string note(size, 'n');
    std::string rows = "2024-06-03,Advanced,A," + note + "\n";
    for (char& byte : note) {
      byte = 'o';
      rows += "2024-06-03,Advanced,A," + note + "\n";
      byte = 'n';
    }
    rows += "2024-06-03,Advanced,A," + note + "n\n2024-06-03,Advanced,A," + note.substr(1) +
        "\n2024-06-03,Advanced,A," + note + "\n";
    FileSet set(built_in_rulebook(), {});
    read_file(set, "a.csv", header + rows);
    INFO(size);
    // All but the first row and the last, which is the first one again.
    const auto& notices = only_file(set).notices;
    const auto conflicts = std::find_if(
        notices.begin(), notices.end(), [](const Notice& notice) { return notice.code == "conflicting_repeats"; });
    REQUIRE(conflicts != notices.end());
    CHECK(conflicts->message.starts_with(std::to_string(size + 2) + " rows repeat an id with other content"));
  }
}

TEST_CASE(
    "The same row is the same whatever its columns are called and in whatever order they stand, and a cell in another column is not [R-DUP]") {
  const std::string plain = "Survey ID,Completion date,MPN ID,Course type,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9,Note\n";
  const std::string otherwise =
      "Note,Question 9,Question 8,Question 7,Question 6,Question 5,Question 4,Question 3,Question 2,Question 1,Level,Org ID,Submitted,Response ID\n";
  const auto conflicts = [&](const std::string& again) {
    FileSet set(built_in_rulebook(), {});
    read_file(set, "a.csv", plain + "S1,2024-06-03,1001,Advanced,1,2,3,4,5,4,3,2,1,seen\n");
    read_file(set, "b.csv", otherwise + again);
    REQUIRE(reasons_of(set.files()[1]) == std::vector{Reason::duplicate});
    return has_notice(set.files()[1], "conflicting_repeats");
  };
  CHECK_FALSE(conflicts("seen,1,2,3,4,5,4,3,2,1,Advanced,1001,2024-06-03,S1\n"));
  CHECK(conflicts(
      "seen,2,1,3,4,5,4,3,2,1,Advanced,1001,2024-06-03,S1\n"));  // the answers to two questions changed places
  CHECK(conflicts("1001,1,2,3,4,5,4,3,2,1,Advanced,seen,2024-06-03,S1\n"));
}

TEST_CASE(
    "A wide survey is one row and no answer, although columns of questions and scores stand in it as well [R-DUP]") {
  std::string text = "Survey ID,Completion date,Course type,Note,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9,Question,Score\n";
  for (const char* ends : {"Q1,5\n", "Q2,5\n", "Q3,4\n", "Q3,4\n"})
    text += std::string("S1,2024-06-03,Advanced,a note that makes the row longer,5,5,5,5,5,5,5,5,5,") + ends;
  FileSet set(built_in_rulebook(), {});
  read_file(set, "wide.csv", text + std::string(1000, '\n'));
  CHECK(reasons_of(only_file(set)) ==
      std::vector{Reason::counted, Reason::duplicate, Reason::duplicate, Reason::duplicate});
  CHECK(set.within(window_2024()).of(Kind::surveys).answers == 9);
}

TEST_CASE(
    "A repeated answer is a conflict where it or a cell beside it differs, and never where it is the same row again [R-DUP]") {
  const std::string header = "Survey ID,Question ID,Score,Completion date,Course type,MCT eligible,Note\n";
  const auto answer_of = [](int question, const std::string& score, const std::string& note) {
    return "S1,Q" + std::to_string(question) + "," + score + ",2024-06-03,Advanced,yes," + note + "\n";
  };
  const auto answer = [&]<class Score>(int question, Score score, const char* note) {
    if constexpr (std::is_same_v<Score, int>) return answer_of(question, std::to_string(score), note);
    else return answer_of(question, score, note);
  };
  struct Given {
    std::string rows;
    std::string repeat;
    bool is_conflict;
  };
  const std::string alike = answer(1, 5, "a") + answer(2, 4, "a") + answer(10, 3, "a") + answer(3, 5, "a");
  const std::string silent = answer(1, 5, "a") + answer(2, "", "a");
  const std::string mixed = answer(1, 5, "a") + answer(2, 4, "b") + answer(3, 5, "b") + answer(4, 5, "c");
  const std::string mixed_by_another_question = answer(1, 5, "a") + answer(10, 4, "b") + answer(2, 5, "b");
  for (const Given& given : {Given{alike, answer(2, 4, "a"), false}, Given{alike, answer(2, 3, "a"), true},
           Given{alike, answer(2, 4, "b"), true}, Given{alike, answer(1, 5, "b"), true},
           Given{mixed, answer(1, 5, "a"), false}, Given{mixed, answer(2, 4, "b"), false},
           Given{mixed, answer(3, 5, "b"), false}, Given{mixed, answer(4, 5, "c"), false},
           Given{mixed, answer(4, 4, "c"), true}, Given{mixed_by_another_question, answer(2, 5, "b"), false},
           Given{answer(1, 5, "a") + answer(10, 4, "b"), answer(1, 5, "b"), false},
           Given{silent, answer(2, "", "a"), false}, Given{silent, answer(2, 5, "a"), true},
           Given{alike, answer(1, "", "a"), true}}) {
    INFO(given.rows << given.repeat);
    for (const bool in_another_file : {false, true}) {
      FileSet set(built_in_rulebook(), {});
      read_file(set, "a.csv", header + given.rows + (in_another_file ? "" : given.repeat));
      if (in_another_file) read_file(set, "b.csv", header + given.repeat);
      CHECK(has_notice(set.files().back(), "conflicting_repeats") == given.is_conflict);
      CHECK(reasons_of(set.files().back()).back() == Reason::duplicate);
    }
  }
}

TEST_CASE("An answer that is no number is told from one that was not given, in a row like the one before too") {
  const std::string rest =
      ",2024-06-03,Advanced,Security,yes,a note that makes the rows long enough to be compared with each other,and one more\n";
  std::string text = "Survey ID,Question ID,Score,Completion date,Course type,Solution area,MCT eligible,Note,More\n";
  for (int survey = 0; survey < 20; ++survey) {
    const std::string id = "S" + std::to_string(survey);
    text += id + ",Q1,5" + rest + id + ",Q2,N/A" + rest + id + ",Q3,4" + rest + id + ",Q4,ten" + rest + id + ",Q5," +
        rest + id + ",Q6,3" + rest;
  }
  FileSet set(built_in_rulebook(), {});
  read_file(set, "surveys.csv", text);
  const Sums sums = set.within(window_2024()).of(Kind::surveys);
  CHECK(sums.counted() == 100);
  CHECK(sums.rows[static_cast<std::size_t>(Reason::unreadable_response)] == 20);
  CHECK(sums.answers == 60);
  CHECK(sums.points == Decimal::whole(20 * 12));
  CHECK(sums.surveys == 20);
}

TEST_CASE("A survey has any number of rows on one day [R-ACCOUNT]") {
  constexpr std::size_t many = 140'000;  // more than two bytes count
  std::string text = "Survey ID,Question ID,Score,Completion date,Course type,Solution area,Note\n";
  for (std::size_t i = 0; i < many; ++i)
    text += "S1,Q12,4,2024-06-03,Advanced,Security,a note that makes the row longer\n";
  FileSet set(built_in_rulebook(), {});
  read_file(set, "surveys.csv", text + "S1,Q1,4,2024-06-03,Advanced,Security,a note that makes the row longer\n");
  const Sums sums = set.within(window_2024()).of(Kind::surveys);
  CHECK(sums.counted() == many + 1);
  CHECK(sums.surveys == 1);
  CHECK(sums.answers == 1);
}

TEST_CASE("Ids of one kind do not meet those of another, and rows without an id column all count") {
  FileSet set(built_in_rulebook(), {});
  read_file(set, "c.csv", "Redemption date,Course type,Achievement code\n2024-06-03,Advanced,X1\n");
  read_file(set, "e.csv",
      "Purchase date,Exam type,Units,Order Line Id\n2024-06-03,Advanced,1,X1\n2024-06-03,Advanced,1,X1\n");
  read_file(set, "n.csv", "Redemption date,Course type\n2024-06-03,Advanced\n2024-06-03,Advanced\n");
  CHECK(total(set.within(window_2024()), Reason::counted) == 4);
  CHECK(reasons_of(set.files()[1]) == std::vector<Reason>{Reason::counted, Reason::duplicate});
  CHECK(has_notice(set.files()[2], "no_id_column"));
}

TEST_CASE("Lines of one order count each, and a line that agrees in every cell is a repeat [R-DUP]") {
  FileSet set(built_in_rulebook(), {});
  read_file(set, "e.csv",
      "Order Id,Purchase date,Exam type,Units\nO1,2024-06-03,Advanced,5\nO1,2024-06-03,Fundamentals,7\nO1,2024-06-03,Advanced,5\n");
  CHECK(reasons_of(only_file(set)) == std::vector<Reason>{Reason::counted, Reason::counted, Reason::duplicate});
}

TEST_CASE("A file read twice counts once and is no problem [R-DUP]") {
  const std::string text = "Redemption date,Course type\n2024-06-03,Advanced\n2024-06-03,Advanced\n";
  FileSet set(built_in_rulebook(), {});
  for (const char* name : {"a.csv", "b.csv", "a.csv"}) read_file(set, name, text);
  CHECK(total(set.within(window_2024()), Reason::counted) == 2);
  CHECK_FALSE(set.files()[0].repeats_earlier_file);
  for (const std::size_t file : {1U, 2U}) {
    CHECK(set.files()[file].repeats_earlier_file);
    CHECK_FALSE(set.files()[file].problem);
    CHECK(set.files()[file].log.size() == 0);
    CHECK(has_notice(set.files()[file], "same_file"));
  }
  read_file(set, "c.csv", text + " ");  // one byte more is another file
  CHECK_FALSE(set.files()[3].repeats_earlier_file);

  // Nothing else is told of it, and it is not the same as one that could not be used.
  Choices choices;
  choices.kinds["late.csv"] = Kind::courseware;
  const std::string unclear = "Date,Type,Org ID\n2024-06-03,Advanced,1\n2024-06-03,Advanced,2\n";
  const std::string lacking = "Date,Org ID\n2024-06-03,1\n";
  FileSet told(built_in_rulebook(), choices);
  for (const char* name : {"late.csv", "late.csv"}) read_file(told, name, unclear);
  REQUIRE(told.files()[1].notices.size() == 1);
  CHECK(told.files()[1].notices[0].message ==
      "This file has the same content as “late.csv”, which was read already. It is not counted a second time; remove one of them.");
  for (const char* name : {"early.csv", "early.csv"}) {
    read_file(told, name, lacking);
    REQUIRE(told.files().back().problem);
    CHECK(told.files().back().problem->code == "missing_column");
    CHECK_FALSE(told.files().back().repeats_earlier_file);
  }
  read_file(told, "late.csv", unclear, 100, 1);  // nor is one that changed while it was read
  CHECK(told.files().back().problem);
  CHECK_FALSE(told.files().back().repeats_earlier_file);
}

TEST_CASE("A file that changed while it was read counts nothing, and its ids are free again") {
  const std::string text = "Redemption date,Course type,Achievement code\n2024-06-03,Advanced,A\n";
  FileSet set(built_in_rulebook(), {});
  set.begin_file("a.csv");
  set.feed(text);
  CHECK(set.end_file(false) == FileEnd::done);
  for (const std::uint64_t expected : {text.size() - 1, text.size() + 1}) read_file(set, "a.csv", text, 10, expected);
  CHECK(rows_in(set.within(window_2024())) == 0);
  for (const FileReport& file : set.files()) {
    REQUIRE(file.problem);
    CHECK(file.problem->code == "changed_while_reading");
    CHECK_FALSE(file.format);
  }
  CHECK(set.kinds_read() == std::array<bool, kind_count>{});
  read_file(set, "a.csv", text, 10, text.size());
  CHECK(total(set.within(window_2024()), Reason::counted) == 1);
  CHECK_FALSE(set.files().back().repeats_earlier_file);
}

TEST_CASE("Of a file that was given up nothing is told: neither its organisations nor its notices") {
  const std::string header = "Redemption date,Course type,Org ID\n";
  FileSet set(built_in_rulebook(), {});
  read_file(set, "a.csv", header + "2024-06-03,Advanced,1\n2024-06-03,Advanced,2\n", 100, 1);
  REQUIRE(only_file(set).problem);
  CHECK(only_file(set).problem->message.starts_with(
      "The file changed while it was read (79 bytes came, 1 were expected), so nothing of it is counted."));
  CHECK(only_file(set).notices.empty());
  read_file(set, "b.csv", header + "2024-06-03,Advanced,1\n");
  CHECK_FALSE(has_notice(set.files()[1], "several_org_ids"));
}

TEST_CASE("A file is read again only while it holds still, twice at most, and another file begins anew") {
  const std::string day_first = late_settled(false);
  std::string month_first = day_first;
  month_first.replace(month_first.find("25/12"), 5, "12/25");
  {
    FileSet set(built_in_rulebook(), {});
    set.begin_file("a.csv");
    set.feed(day_first);
    CHECK(set.end_file(false) == FileEnd::done);
    CHECK(only_file(set).problem->code == "changed_while_reading");
  }
  FileSet set(built_in_rulebook(), {});
  const auto reading = [&](const std::string& name, const std::string& text) {
    set.begin_file(name);
    set.feed(text);
    return set.end_file();
  };
  // It says something else at each reading.
  CHECK(reading("a.csv", day_first) == FileEnd::read_again);
  CHECK(reading("a.csv", month_first) == FileEnd::read_again);
  CHECK(reading("a.csv", day_first) == FileEnd::done);
  CHECK(set.files().back().problem->code == "changed_while_reading");
  // What was found out about one file says nothing of another, nor of one that was broken off.
  const std::string open = "Redemption date,Course type\n03/04/2024,Advanced\n";
  CHECK(reading("a.csv", day_first) == FileEnd::read_again);
  CHECK(reading("b.csv", open) == FileEnd::done);
  CHECK(reading("a.csv", day_first) == FileEnd::read_again);
  set.begin_file("a.csv");
  set.end_unreadable_file("it vanished", "Look for it.");
  CHECK(set.files().back().problem->message == "The file could not be read: it vanished. Look for it.");
  CHECK(reading("a.csv", open + "04/04/2024,Advanced\n") == FileEnd::done);
  CHECK(reasons_of(set.files().back()) == std::vector{Reason::ambiguous_date, Reason::counted});
}

TEST_CASE(
    "A file that settles everything by its first rows is read once, whatever its titles say and wherever it ends") {
  FileSet set(built_in_rulebook(), {});
  CHECK(read_file(set, "a.csv",
            "25/12/2023,a title,\nRedemption date,Course type,Achievement code\n03/04/2024,Advanced,A1\n") == 1);
  CHECK(reasons_of(set.files()[0]) == std::vector{Reason::ambiguous_date});
  CHECK(read_file(set, "b.csv",
            "Redemption date,Course type,Achievement code\n03/04/2024,Advanced,A2\n25/12/2023,Advanced,A3") == 1);
  CHECK(set.files()[1].facts.date_order == DateOrder::day_first);
  CHECK(
      read_file(set, "c.csv",
          "Survey ID,Completion date,Course type,Question,Score\nS1,2024-06-03,Advanced,Q1,5\nS1,2024-06-03,Advanced,Pace,5") ==
      1);
  CHECK(reasons_of(set.files()[2]) == std::vector{Reason::counted, Reason::counted});
}

TEST_CASE("The first three rows under the header show what its columns hold") {
  FileSet set(built_in_rulebook(), {});
  read_file(set, "a.csv",
      "A title,and more\nRedemption date,Course type,Note\n2024-06-01,Advanced,a\n2024-06-02,Fundamentals\n2024-06-03,Advanced,\n2024-06-04,Advanced,d\n");
  using Values = std::vector<std::string>;
  CHECK(only_file(set).first_values ==
      std::vector<Values>{
          {"2024-06-01", "2024-06-02", "2024-06-03"}, {"Advanced", "Fundamentals", "Advanced"}, {"a", ""}});
  FileSet unfinished(built_in_rulebook(), {});
  read_file(unfinished, "a.csv", "Redemption date,Course type\n2024-06-01,Advanced");
  CHECK(only_file(unfinished).first_values == std::vector<Values>{{"2024-06-01"}, {"Advanced"}});
}

TEST_CASE("A file that could not be read to its end counts nothing, and its ids are free again") {
  const std::string text = "Redemption date,Course type,Achievement code\n2024-06-03,Advanced,A\n";
  FileSet set(built_in_rulebook(), {});
  set.begin_file("a.csv");
  set.feed(text + std::string(prologue_bytes, '\n'));  // so long that its rows were read
  set.end_unreadable_file("it vanished");
  CHECK(only_file(set).problem->code == "cannot_open");
  CHECK(only_file(set).problem->message.find("it vanished") != std::string::npos);
  read_file(set, "b.csv", text);
  CHECK(total(set.within(window_2024()), Reason::counted) == 1);
}

TEST_CASE("A reading that was abandoned leaves nothing behind") {
  const std::string text = "Redemption date,Course type,Achievement code\n2024-06-03,Advanced,A\n";
  FileSet set(built_in_rulebook(), {});
  set.begin_file("a.csv");
  set.feed(text + std::string(prologue_bytes, '\n'));
  read_file(set, "b.csv", text);
  CHECK(set.files().size() == 1);
  CHECK(total(set.within(window_2024()), Reason::counted) == 1);
}

TEST_CASE("Which kinds were read is known, and a file that cannot be used leaves the others counting [R-NODATA]") {
  FileSet set(built_in_rulebook(), {});
  CHECK(set.kinds_read() == std::array<bool, kind_count>{false, false, false});
  read_file(set, "e.csv", "Purchase date,Exam type,Units\n2024-06-03,Advanced,3\n");
  read_file(set, "empty.csv", "");
  read_file(set, "zip.csv", "PK\x03\x04 and so on");
  read_file(set, "other.csv", "a,b,c\n1,2,3\n");
  read_file(set, "s.csv", survey_header);
  CHECK(set.kinds_read() == std::array<bool, kind_count>{false, true, true});
  for (const std::size_t file : {1U, 2U, 3U}) {
    REQUIRE(set.files()[file].problem);
    CHECK_FALSE(set.files()[file].problem->message.empty());
  }
  CHECK(has_notice(set.files()[4], "no_rows"));
  CHECK(set.within(window_2024())[exams_account].units[1] == 3);
}

TEST_CASE("UTF-16 with nothing but its mark is an empty file") {
  for (const std::string& text :
      {std::string("\xFF\xFE"), std::string("\xFE\xFF"), std::string("\xFF\xFE\n\0\n\0", 6)}) {
    FileSet set(built_in_rulebook(), {});
    read_file(set, "u.csv", text);
    REQUIRE(only_file(set).problem);
    CHECK(only_file(set).problem->code == "empty_file");
    CHECK_FALSE(only_file(set).problem->message.empty());
  }
}

TEST_CASE("UTF-8, UTF-16 of either order and any chunks give the same sums") {
  std::mt19937 random(3);
  std::string text = random_rows(random, 0, 40);
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  std::string little = "\xFF\xFE";
  std::string big = "\xFE\xFF";
  for (const char c : text) {
    (little += c) += '\0';
    (big += '\0') += c;
  }
  const std::string plain = read_summary(text, 100);
  for (const std::size_t piece : {1U, 3U, 100'000U}) {
    CHECK(read_summary(little, piece) == plain);
    CHECK(read_summary(big, piece) == plain);
  }
  for (const std::string& text16 : {little, big}) {
    std::string longer = text16;
    while (longer.size() < prologue_bytes)
      longer += text16.starts_with('\xFF') ? std::string("\xE9\0\n\0", 4)
                                           : std::string("\0\xE9\0\n", 4);  // no UTF-8 byte by byte
    for (int i = 0; i < 1000; ++i)
      longer += text16.starts_with('\xFF') ? std::string("\xE9\0\n\0", 4) : std::string("\0\xE9\0\n", 4);
    FileSet set(built_in_rulebook(), {});
    read_file(set, "u.csv", longer, 5000);
    CHECK_FALSE(has_notice(only_file(set), "encoding_windows_1252"));
  }
}

TEST_CASE("Several organisations all count with a notice until some are chosen [R-ORG]") {
  const std::string text = "Redemption date,Course type,Org ID\n2024-06-03,Advanced,1\n2024-06-03,Advanced,2\n";
  FileSet open(built_in_rulebook(), {});
  read_file(open, "c.csv", text);
  CHECK(total(open.within(window_2024()), Reason::counted) == 2);
  CHECK(has_notice(only_file(open), "several_org_ids"));
  Choices choices;
  choices.org_ids = {"2"};
  FileSet chosen(built_in_rulebook(), choices);
  read_file(chosen, "c.csv", text);
  CHECK(total(chosen.within(window_2024()), Reason::counted) == 1);
  CHECK(total(chosen.within(window_2024()), Reason::other_organization) == 1);
  CHECK_FALSE(has_notice(only_file(chosen), "several_org_ids"));

  // Told beside each file that names organisations, the first five of them.
  FileSet many(built_in_rulebook(), {});
  const auto told = [&](const std::string& rows) {
    read_file(many, "c.csv", rows);
    for (const Notice& notice : many.files().back().notices)
      if (notice.code == "several_org_ids")
        return notice.message.substr(notice.message.find('('), notice.message.find(')') + 1 - notice.message.find('('));
    return std::string("nothing");
  };
  const std::string header = "Redemption date,Course type,Org ID\n";
  CHECK(
      told(header +
          "2024-06-03,Advanced,1\n2024-06-03,Advanced,5\n2024-06-03,Advanced,4\n2024-06-03,Advanced,3\n2024-06-03,Advanced,2\n") ==
      "(“1”, “2”, “3”, “4”, “5”)");
  CHECK(told(header + "2024-06-03,Advanced,6\n") == "(“1”, “2”, “3”, “4”, “5” and more)");
  CHECK(told("Redemption date,Course type\n2024-06-03,Advanced\n") == "nothing");
}

TEST_CASE("A wide survey and the same answers in the long shape come to the same") {
  FileSet wide(built_in_rulebook(), {});
  read_file(wide, "w.csv",
      survey_header +
          "S1,2024-06-03,1,AZ-104,Advanced,Security,yes,,5,4,,3,5,5,5,5,1\nS2,2024-06-04,1,AZ-104,Advanced,Security,yes,,,,,,,,,,\n");
  std::string text =
      "Survey ID,Completion date,Org ID,Course number,Course type,Solution area,MCT eligible,Question ID,Score\n";
  const std::vector<std::string> answers = {"5", "4", "", "3", "5", "5", "5", "5", "1"};
  for (std::size_t i = 0; i < 9; ++i)
    text += "S1,2024-06-03,1,AZ-104,Advanced,Security,yes,Q" + std::to_string(i + 1) + ',' + answers[i] + '\n';
  for (std::size_t i = 0; i < 9; ++i)
    text += "S2,2024-06-04,1,AZ-104,Advanced,Security,yes,Q" + std::to_string(i + 1) + ",\n";
  FileSet rows(built_in_rulebook(), {});
  read_file(rows, "l.csv", text);
  const Account security = account_of_area(4);
  const Sums a = wide.within(window_2024())[security];
  const Sums b = rows.within(window_2024())[security];
  CHECK(a.surveys == 2);
  CHECK(b.surveys == 2);
  CHECK(a.points == Decimal::whole(33));
  CHECK(a.points == b.points);
  CHECK(a.answers == 8);
  CHECK(a.answers == b.answers);
  CHECK(a.by_answer == b.by_answer);
  CHECK(a.question_points == b.question_points);
}

TEST_CASE(
    "A question known by its words is the same in every file, whatever others stand beside it, in either order and after a reading that was given up") {
  const std::string header = "Survey ID,Completion date,Course type,Question,Score\nS1,2024-06-03,Advanced,";
  using File = std::pair<std::string, std::string>;
  const File a = {"a.csv", header + "Pace,5\n"};
  const File b = {"b.csv", header + "Clarity,3\nS1,2024-06-03,Advanced,PACE ,5\n"};
  for (const bool turned : {false, true}) {
    FileSet set(built_in_rulebook(), {});
    const File& first = turned ? b : a;
    const File& second = turned ? a : b;
    read_file(set, first.first, first.second);
    set.begin_file(second.first);
    set.feed(second.second);
    read_file(set, second.first, second.second);  // begun anew before the reading above had ended
    const Totals totals = set.within(window_2024());
    const Sums sums = totals.of(Kind::surveys);
    CHECK(sums.surveys == 1);
    CHECK(sums.points == Decimal::whole(8));
    CHECK(sums.answers == 2);
    CHECK(total(totals, Reason::counted) == 2);
    CHECK(total(totals, Reason::duplicate) == 1);
    for (const FileReport& file : set.files()) CHECK_FALSE(has_notice(file, "conflicting_repeats"));
  }
}

TEST_CASE(
    "Answers of a survey give the same whether they are read by comparing them with rows before or each by itself, also where another survey's stand between them") {
  std::uint64_t further = 0;
  for (unsigned round = 0; round < 12; ++round) {
    std::mt19937 random(round);
    const auto pick = [&](std::initializer_list<const char*> words) {
      return std::string(*(words.begin() + random() % words.size()));
    };
    const bool has_areas = random() % 3 > 0;
    const bool by_words = random() % 4 == 0;
    const std::vector<std::string> questions = by_words
        ? std::vector<std::string>{"Pace", "Room", "\"Clear, and to the point?\"", "Labs"}
        : std::vector<std::string>{"Q1", "Q2", "3", "Question 4", "Q5", "\"Q6\"", "Q7", "q8", "Q9", "Q10", "Q12"};
    std::string text = "Survey ID,Question,Completion date,Org ID,Course number,Course title,Course type," +
        std::string(has_areas ? "Solution area," : "") + "MCT eligible,Status,Score\n";
    const auto put = [&](const std::string& id, const std::string& question, const std::string& frame) {
      text += id + "," + question + frame +
          pick({"5", "4", "4", "3", "1", "5", "\"2\"", random() % 9 ? "5" : "", random() % 9 ? "5" : "N/A",
              random() % 9 ? "5" : "6", random() % 9 ? "5" : "x", random() % 9 ? "5" : "0", random() % 9 ? "5" : "-"}) +
          (round % 2 ? "\r\n" : "\n");
    };
    std::vector<std::pair<std::string, std::string>> earlier;  // ids, and what stands between question and score
    int survey = 0;
    while (text.size() < 420'000) {  // more than is read in one piece whatever the chunks
      survey += random() % 8 ? 1 : 0;
      const std::string id = random() % 50 ? "S" + std::to_string(random() % 20 ? survey : survey / 2) : "";
      std::string frame = "," + pick({"2024-06-03", "2024-06-03", "2023-12-31", "3/4/2024", "13/4/2024", "soon"}) +
          "," + pick({"1001", "1001", "1002"}) + "," + pick({"AZ-104", "AZ-104", "AZ-900T00", "ZZ-999"}) + "," +
          pick({"Plain", "\"One, and another\"", "\"The \"\"best\"\" one\"", "\"Over\ntwo lines\""}) + "," +
          pick({"Advanced", "Advanced", "", "Fundamentals", "Odd"}) + "," +
          (has_areas ? pick({"Security", "Data & AI", "", "Cloud"}) + "," : "") + pick({"yes", "yes", "yes", "no"}) +
          "," + pick({"", "", "", "Cancelled"}) + ",";
      for (const std::string& question : questions) {
        if (random() % 12) put(id, random() % 40 ? question : questions[random() % questions.size()], frame);
        if (random() % 9 || earlier.empty()) continue;
        const auto& [other_id, other_frame] = earlier[random() % 3 ? earlier.size() - 1 : random() % earlier.size()];
        for (std::size_t i = 1 + random() % 2; i > 0; --i)
          put(other_id, questions[random() % questions.size()], other_frame);
      }
      earlier.emplace_back(id, frame);
    }
    // The very last rows, too, are compared, and have their category from the catalogue.
    for (const std::string& question : questions)
      text += "LAST," + question + ",2024-06-03,1001,AZ-104,Plain,," + (has_areas ? "Security," : "") + "yes,,4\n";
    text += std::string(1000, '\n');
    Choices choices;
    if (round % 3 == 1) choices.org_ids = {"1001"};
    if (round % 3 == 2) {
      choices.categories["ZZ-999"] = Category::advanced;
      choices.areas["AZ-104"] = 1;
    }
    const auto read_all = [&](std::size_t piece) {
      FileSet set(built_in_rulebook(), choices);
      read_file(set, "one.csv", text, piece);
      read_file(set, "two.csv",
          "Survey ID,Question,Completion date,Course type,Solution area,Score\n" +
              std::string("S5,Q1,2024-06-03,Advanced,Security,5\nS5,Q2,2024-06-03,Advanced,Security,5\n"),
          piece);
      std::string all = summary(set);
      for (const FileReport& file : set.files()) {
        for (std::uint64_t row = 0; row < file.log.size(); ++row)
          all += std::to_string(RowLog::Walk(file.log).word(row)) + ' ';
        for (const auto& [path, rows] : file.choices_used) all += path + '=' + std::to_string(rows) + ' ';
        for (const Decision& decision : file.decisions)
          all += decision.course + decision.cell + ':' + std::to_string(decision.rows) + ' ';
      }
      const Sums sums = set.within(window_2024()).of(Kind::surveys);
      for (std::size_t i = 0; i < question_count; ++i)
        all += std::to_string(sums.question_points[i]) + '/' + std::to_string(sums.question_answers[i]) + ' ';
      for (const std::uint64_t answers : sums.by_answer) all += std::to_string(answers) + ' ';
      for (std::uint64_t row = 0; row < set.files()[0].log.size(); ++row)
        further += set.files()[0].log[row].further_answer;
      return all;
    };
    INFO("round " << round);
    // Of rows of a survey that differ one pair in 16,000 passes for the same, by a key of its own in each set: so what
    // differs is looked at once more.
    bool same = false;
    for (int attempt = 0; attempt < 2 && !same; ++attempt) {
      const std::string each_by_itself = read_all(50);  // no row is there as a whole
      same = read_all(1 << 20) == each_by_itself && read_all(300 + random() % 5000) == each_by_itself;
    }
    REQUIRE(same);
  }
  CHECK(further > 10'000);
}

TEST_CASE(
    "A column of answers that a person gave another fact as well says both in every row, wherever the row stands") {
  const std::string header = "Survey ID,Completion Date,Course Number,Course Type,Note,Question ID,Score";
  std::vector<std::string> names;
  for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 1)
    names.push_back(header.substr(at, (end = header.find(',', at)) == std::string::npos ? end : end - at));
  const std::vector<std::string_view> cells(names.begin(), names.end());
  std::string rows;
  for (int survey = 0; survey < 5; ++survey)
    for (int question = 1; question <= 9; ++question)
      rows += "S" + std::to_string(survey) + ",2024-06-03,AZ-104,Advanced,a note that makes the row longer,Q" +
          std::to_string(question) + (question % 5 ? ",1\n" : ",4\n");
  Choices choices;
  for (const char* column : {"Score", "Question ID"}) {
    ColumnChoice choice;
    choice.kind = Kind::surveys;
    choice.columns[Fact::eligible] = column;
    choices.columns[header_fingerprint(cells)] = choice;
    for (const std::string& text :
        {header + "\n" + rows + std::string(2000, '\n'), header + "\n" + std::string(2000, '\n') + rows}) {
      FileSet set(built_in_rulebook(), choices);
      read_file(set, "surveys.csv", text);
      const Sums sums = set.within(window_2024()).of(Kind::surveys);
      // Of the answers 1 and 4 the first says "yes" as well, of the questions none does.
      CHECK(sums.counted() == (column == std::string("Score") ? 40 : 0));
      CHECK(sums.rows[index_of(Reason::ineligible_instructor)] == 45 - sums.counted());
    }
  }
}

TEST_CASE(
    "Whether a repeat contradicts does not depend on the way its row took, nor on how a question beside it is known [R-DUP]") {
  const std::string header = "Survey ID,Completion date,Course type,MCT eligible,Note,Question,Score\n";
  const auto row = [](const char* id, const char* note, const char* question, int score) {
    return std::string(id) + ",2024-06-03,Advanced,yes," + note + "," + question + "," + std::to_string(score) + "\n";
  };
  const std::string known = row("W1", "A", "Q1", 5) + row("W1", "A", "Quality of the lab", 4) + row("W1", "A", "Q2", 4);
  const std::string rows = row("S1", "A", "Q1", 5) + row("S1", "B", "Quality of the lab", 4) + row("S1", "B", "Q2", 4) +
      row("S1", "B", "Q2", 4);
  std::string others;
  for (int i = 0; i < 40; ++i) others += row(("O" + std::to_string(i)).c_str(), "C", "Q1", 4);
  ColumnChoice choice;
  const std::array<std::string_view, 7> cells{
      "Survey ID", "Completion date", "Course type", "MCT eligible", "Note", "Question", "Score"};
  choice.questions = {"Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Quality of the lab"};
  Choices choices;
  choices.columns[header_fingerprint(cells)] = choice;
  for (const std::string& text : {header + known + rows + others, header + known + others + rows}) {
    FileSet set(built_in_rulebook(), choices);
    read_file(set, "surveys.csv", text);
    CHECK(!has_notice(only_file(set), "conflicting_repeats"));
    CHECK(total(set.within(window_2024()), Reason::duplicate) == 1);
    CHECK(total(set.within(window_2024()), Reason::counted) == 46);
  }
}

TEST_CASE(
    "An answer of another day or of another area contradicts its survey, also where no area is known [R-ONE-AREA]") {
  const std::string header = "Survey ID,Question,Score,Completion date,Course type,Solution area\n";
  const auto last_of = [&](const char* first, const char* second) {
    FileSet set(built_in_rulebook(), {});
    read_file(set, "s.csv", header + "S1,Q1,4," + first + "\nS1,Q2,4," + second + "\n");
    return reasons_of(only_file(set)).back();
  };
  const char* known = "2024-06-03,Advanced,Business Applications";
  CHECK(last_of(known, known) == Reason::counted);
  for (const char* other :
      {"2024-06-04,Advanced,Business Applications", "2024-06-03,Advanced,Security", "2024-06-03,Advanced,"}) {
    CHECK(last_of(known, other) == Reason::duplicate);
    CHECK(last_of(other, known) == Reason::duplicate);
  }
}

namespace {

/// Surveys whose questions are known by their words, in files of some columns: the nine of each are chosen.
struct ByWords {
  std::string header;
  std::vector<std::string> nine;

  void choose(Choices& choices) const {
    std::vector<std::string_view> cells;
    for (std::size_t at = 0; at != std::string::npos;) {
      const std::size_t comma = header.find(',', at);
      cells.push_back(std::string_view(header).substr(at, comma == std::string::npos ? comma : comma - at));
      at = comma == std::string::npos ? comma : comma + 1;
    }
    ColumnChoice choice;
    choice.questions = nine;
    choices.columns[header_fingerprint(cells)] = choice;
  }
  /// Rows of one survey, or of several in turn. Blank lines behind them let the rows be compared with each other, or
  /// not.
  std::string file(const std::string& rows, bool compared) const {
    return header + "\n" + rows + (compared ? std::string(3000, '\n') : "");
  }
};

std::string answered(const std::string& survey, const std::vector<std::string>& questions,
    const std::string& note = "a", const char* score = "4") {
  std::string rows;
  for (const std::string& question : questions)
    rows += survey + ",2024-06-03,Advanced," + question + "," + score + "," + note + "\n";
  return rows;
}

const ByWords some_words = {"Survey ID,Completion date,Course type,Question,Score,Note",
    {"Pace", "Q9", "Room", "Labs", "Food", "Light", "Sound", "Slides", "Trainer"}};
const ByWords other_words = {"Survey ID,Completion date,Course type,Question,Score,Remark",
    {"Air", "Noise", "Desk", "Chair", "Screen", "Book", "Pen", "Tea", "Pace"}};

}  // namespace

TEST_CASE(
    "Of a survey nine questions count at most, by number and by words together, and each once however it is known [R-SURVEY]") {
  Choices choices;
  some_words.choose(choices);
  other_words.choose(choices);
  for (const bool compared : {false, true}) {
    INFO(compared);
    // Questions that nobody chose stand between them: they count as rows and take no place.
    std::vector<std::string> questions = some_words.nine;
    questions.insert(questions.begin() + 3, {"Weather", "Parking", "Q3"});
    std::string rows;
    for (int i = 1; i <= 3; ++i) rows += answered("S" + std::to_string(i), questions);
    FileSet set(built_in_rulebook(), choices);
    read_file(set, "one.csv", some_words.file(rows, compared));
    CHECK(reasons_of(set.files()[0]) == std::vector(3 * questions.size(), Reason::counted));
    // Each answer again is a repeat, and a tenth question has no place left.
    read_file(set, "two.csv", some_words.file(answered("S2", some_words.nine), compared));
    CHECK(reasons_of(set.files()[1]) == std::vector(std::size_t{9}, Reason::duplicate));
    CHECK_FALSE(has_notice(set.files()[1], "conflicting_repeats"));
    read_file(set, "three.csv", other_words.file(answered("S2", {"Air"}) + answered("S3", {"Pace", "Air"}), compared));
    CHECK(reasons_of(set.files()[2]) == std::vector(std::size_t{3}, Reason::duplicate));
    const Sums sums = set.within(window_2024()).of(Kind::surveys);
    CHECK(sums.answers == 27);
    CHECK(sums.surveys == 3);
  }
}

TEST_CASE("More than nine questions by words do not count, whichever file and whichever way they come") {
  Choices choices;
  some_words.choose(choices);
  other_words.choose(choices);
  const std::vector<std::string> five = {"Room", "Labs", "Food", "Light", "Sound"};
  const std::vector<std::string> six = {"Air", "Noise", "Desk", "Chair", "Screen", "Book"};
  for (const bool compared : {false, true}) {
    FileSet set(built_in_rulebook(), choices);
    read_file(set, "one.csv", some_words.file(answered("S0", five) + answered("S1", five), compared));
    // Given up, and begun anew: the places that it had taken are free again.
    set.begin_file("two.csv");
    set.feed(other_words.file(answered("S9", six) + answered("S1", six), compared));
    set.end_file(false);
    read_file(set, "three.csv", other_words.file(answered("S9", six) + answered("S1", six), compared));
    std::vector<Reason> expected(12, Reason::counted);
    expected[10] = expected[11] = Reason::duplicate;
    CHECK(reasons_of(set.files()[2]) == expected);
  }
}

TEST_CASE(
    "A repeated answer by words is told by the row it was first read in, and contradicts where it or a cell beside it differs [R-DUP]") {
  Choices choices;
  some_words.choose(choices);
  for (const bool compared : {false, true}) {
    INFO(compared);
    FileSet set(built_in_rulebook(), choices);
    const std::vector<std::string> three = {"Room", "Labs", "Food"};
    read_file(set, "one.csv", some_words.file(answered("S0", three) + answered("S1", three), compared));
    read_file(set, "same.csv", some_words.file(answered("S1", {"Food"}), false));
    CHECK_FALSE(has_notice(set.files().back(), "conflicting_repeats"));
    for (const std::string& row :
        {answered("S1", {"Food"}, "b"), answered("S1", {"Food"}, "a", "5"), answered("S1", {"Food"}, "a", "")}) {
      read_file(set, "other" + std::to_string(set.files().size()) + ".csv", some_words.file(row, false));
      const auto& notices = set.files().back().notices;
      const auto told = std::find_if(
          notices.begin(), notices.end(), [](const Notice& one) { return one.code == "conflicting_repeats"; });
      REQUIRE(told != notices.end());
      CHECK(told->message.find("first read in row 7 of “one.csv”") != std::string::npos);
    }
  }
}

TEST_CASE("A survey and a question are two things: no id and no words run into each other [R-DUP]") {
  FileSet set(built_in_rulebook(), {});
  const std::string header = "Survey ID,Completion date,Course type,Question,Score\n";
  read_file(set, "s.csv",
      header +
          "S1,2024-06-03,Advanced,1 pace,4\nS11,2024-06-03,Advanced,pace,4\nS1pace,2024-06-03,Advanced,room,4\nS1,2024-06-03,Advanced,pace,4\n");
  CHECK(reasons_of(only_file(set)) == std::vector(4, Reason::counted));
}

TEST_CASE("On a scale beyond five an answer counts once, by number and by words") {
  Rulebook seven = built_in_rulebook();
  seven.average.highest = 7;
  Choices choices;
  some_words.choose(choices);
  for (const bool compared : {false, true}) {
    INFO(compared);
    FileSet set(seven, choices);
    read_file(set, "one.csv",
        some_words.file(answered("S0", some_words.nine, "a", "7") + answered("S1", some_words.nine, "a", "7") +
                answered("S2", {"Q9"}, "a", "7"),
            compared));
    CHECK(reasons_of(set.files()[0]) == std::vector(std::size_t{19}, Reason::counted));
    read_file(set, "two.csv",
        some_words.file(answered("S1", {"Q9", "Pace"}, "a", "7") + answered("S2", {"Q9"}, "a", "7"), compared));
    CHECK(reasons_of(set.files()[1]) == std::vector(std::size_t{3}, Reason::duplicate));
    CHECK(set.within(window_2024()).of(Kind::surveys).points == Decimal::whole(19 * 7));
  }
}

TEST_CASE("A tenth question that a person chose has no place among the numbers of the nine") {
  ByWords chosen = {"Survey ID,Completion date,Course type,Question,Score,Note",
      {"Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9", "Q10"}};
  Choices choices;
  chosen.choose(choices);
  FileSet set(built_in_rulebook(), choices);
  std::string rows;
  for (int i = 0; i < 40; ++i) rows += answered("S" + std::to_string(i), chosen.nine, "note " + std::to_string(i));
  read_file(set, "s.csv", chosen.file(rows, true));
  CHECK(total(set.within(window_2024()), Reason::counted) == 360);
  CHECK(set.within(window_2024()).of(Kind::surveys).answers == 360);
}

TEST_CASE("The score may stand left of a question that is a bare number, and neither is taken for the other") {
  std::string text = "Survey ID,Completion date,Course type,Score,Question,Note\n";
  for (int survey = 0; survey < 4; ++survey)
    for (int question = 9; question >= 1; --question)
      text += "S" + std::to_string(survey) + ",2024-06-03,Advanced," + std::to_string(question == 9 ? 5 : 1) + "," +
          std::to_string(question) + ",a note\n";
  FileSet set(built_in_rulebook(), {});
  read_file(set, "s.csv", text + std::string(3000, '\n'));
  const Sums sums = set.within(window_2024()).of(Kind::surveys);
  CHECK(sums.counted() == 36);
  CHECK(sums.question_points[8] == 20);
  CHECK(sums.points == Decimal::whole(4 * 13));
}

TEST_CASE("A header that comes again right behind the header is a row that cannot be read, in long surveys too") {
  const std::string header = "Survey ID,Question,Score,Completion date,Course type,Solution area\n";
  FileSet set(built_in_rulebook(), {});
  read_file(
      set, "twice.csv", header + header + header + "S1,Q1,4,2024-06-03,Advanced,Security\n" + std::string(1000, '\n'));
  CHECK(total(set.within(window_2024()), Reason::malformed_row) == 2);
  CHECK(total(set.within(window_2024()), Reason::counted) == 1);
}

TEST_CASE(
    "What a file that was given up had added to surveys of an earlier one is taken back, also what was read by comparison") {
  const std::string header = "Survey ID,Question,Score,Completion date,Course type,Solution area\n";
  // The first row of a survey is of no question that counts, and the others differ from it in question only; those
  // questions are known from the survey before.
  const auto answers = [&](const std::string& other_survey, std::initializer_list<int> questions) {
    std::string text = header;
    for (const std::string& survey : {other_survey, std::string("S1")})
      for (const int question : questions)
        text += survey + ",Q" + std::to_string(question) + ",4,2024-06-03,Advanced,Security\n";
    return text + std::string(1000, '\n');
  };
  FileSet set(built_in_rulebook(), {});
  read_file(set, "one.csv", answers("S2", {1, 2}));
  set.begin_file("two.csv");
  set.feed(answers("S3", {10, 3, 4, 5}));
  set.end_file(false);
  read_file(set, "three.csv", answers("S3", {10, 3, 4, 5}));
  const Totals totals = set.within(window_2024());
  CHECK(total(totals, Reason::counted) == 12);
  CHECK(total(totals, Reason::duplicate) == 0);

  // Only what that file had added: what another one added before stays.
  read_file(set, "four.csv", answers("S3", {6}));
  set.begin_file("five.csv");
  set.feed(answers("S3", {7}));
  set.end_file(false);
  read_file(set, "six.csv", answers("S1", {6}));
  CHECK(total(set.within(window_2024()), Reason::duplicate) == 2);
}

TEST_CASE("Bytes of any sort end in a report and in sums that add up") {
  std::mt19937 random(1234);
  constexpr std::string_view alphabet = ",;\t|\"\n\r=ab12/-. \xFF\xC3\xA9\x00\xEF\xBB\xBF";
  for (int round = 0; round < 300; ++round) {
    std::string text;
    if (round % 3) text = random_rows(random, round % 3, 5);
    for (std::size_t i = random() % 300; i > 0; --i) {
      const char c = round % 2 ? alphabet[random() % alphabet.size()] : static_cast<char>(random());
      text.insert(text.begin() + static_cast<std::ptrdiff_t>(random() % (text.size() + 1)), c);
    }
    FileSet set(built_in_rulebook(), {});
    read_file(set, "noise.csv", text, 1 + random() % 200);
    const FileReport& file = only_file(set);
    CHECK(file.format.has_value() != file.problem.has_value());
    if (file.problem) CHECK_FALSE(file.problem->message.empty());
    CHECK(rows_in(set.within(window_2024())) == file.log.size());
  }
}

TEST_CASE("A notice about rows is told only where the window holds some of them") {
  FileSet set(built_in_rulebook(), Choices{});
  read_file(set, "file.csv",
      survey_header + "S1,2024-06-03,1,,Advanced,,yes,," + good_answers.substr(1) +
          "S2,2024-06-03,1,,Advanced,Cloud,yes,," + good_answers.substr(1) +
          ",2024-06-04,1,AZ-104,Advanced,Security,yes,," + good_answers.substr(1));
  const auto told = [&](std::string_view anniversary) {
    std::string codes;
    for (const Notice& notice :
        notices_beside(only_file(set), only_file(set).ledger.within(completed_months(anniversary))))
      codes += notice.code + ' ';
    return codes;
  };
  CHECK(told("2025-01-15") == "missing_id unknown_area no_area ");
  CHECK(told("2026-01-15").empty());
}

TEST_CASE("The same organisations are told in whatever order they come, and once whatever their case") {
  const auto told = [](const std::string& first, const std::string& second) {
    FileSet set(built_in_rulebook(), Choices{});
    read_file(set, "a.csv", survey_header + first);
    read_file(set, "b.csv", survey_header + second);
    for (const Notice& notice : set.files().back().notices)
      if (notice.code == "several_org_ids") return notice.message;
    return std::string();
  };
  const auto row = [](const std::string& id, const std::string& org) {
    return id + ",2024-06-03," + org + ",,Advanced,Security,yes,," + good_answers.substr(1);
  };
  const std::string a = row("S1", "abc");
  const std::string b = row("S2", "xyz");
  CHECK(told(a, b).find("“abc”, “xyz”") != std::string::npos);
  CHECK(told(b, a) == told(a, b));
  CHECK(told(a, row("S3", "ABC")).empty());
}

TEST_CASE(
    "Of more organisations than are kept the first in order are told, in whatever order they come, and an empty cell is none") {
  const auto told = [](bool turned) {
    std::string text = "Redemption date,Course type,Org ID\n2024-06-03,Advanced,\n";
    for (int i = 0; i < 120; ++i) text += "2024-06-03,Advanced," + std::to_string(turned ? 1119 - i : 1000 + i) + "\n";
    FileSet set(built_in_rulebook(), Choices{});
    read_file(set, "a.csv", text);
    for (const Notice& notice : only_file(set).notices)
      if (notice.code == "several_org_ids") return notice.message;
    return std::string();
  };
  CHECK(told(false).find("(“1000”, “1001”, “1002”, “1003”, “1004” and more)") != std::string::npos);
  CHECK(told(true) == told(false));
  FileSet one(built_in_rulebook(), Choices{});
  read_file(one, "a.csv", "Redemption date,Course type,Org ID\n2024-06-03,Advanced,1\n2024-06-03,Advanced,\n");
  CHECK_FALSE(has_notice(only_file(one), "several_org_ids"));
}

TEST_CASE("A file that repeats an earlier one is none of its kind") {
  Choices choices;
  choices.kinds["b.csv"] = Kind::exams;
  FileSet set(built_in_rulebook(), choices);
  const std::string text = "Date,Type,Count,Exam Code,Order Date\n2024-06-03,Advanced,3,AZ-104,2024-06-03\n";
  choices.kinds["a.csv"] = Kind::courseware;
  FileSet both(built_in_rulebook(), choices);
  read_file(both, "a.csv", text);
  read_file(both, "b.csv", text);
  CHECK(both.files().back().repeats_earlier_file);
  CHECK_FALSE(both.kinds_read()[static_cast<std::size_t>(Kind::exams)]);
}

TEST_CASE("What the catalogue says of a survey that does not count is told as well") {
  FileSet set(built_in_rulebook(), Choices{});
  const std::string header = "Survey ID,Completion date,Course number,Course type,Average score\n";
  read_file(set, "stated.csv", header + "S1,2024-06-03,AZ-500,Fundamentals,5\n");
  read_file(set, "silent.csv", "Survey ID,Completion date,Course number,Average score\nS2,2024-06-03,AZ-900,5\n");
  REQUIRE(reasons_of(set.files()[0]) == std::vector{Reason::not_advanced});
  REQUIRE(reasons_of(set.files()[1]) == std::vector{Reason::not_advanced});
  CHECK(has_notice(set.files()[0], "differs_from_catalogue"));
  CHECK(has_notice(set.files()[1], "category_from_catalogue"));
}

TEST_CASE("A header over a limit is said to be over it") {
  const auto problem_with = [](const std::string& header) {
    FileSet set(built_in_rulebook(), Choices{});
    read_file(set, "file.csv", header + "\n2024-06-03,Advanced\n");
    return only_file(set).problem.value_or(Problem{});
  };
  for (const std::string& header : {"Redemption Date,Course Type," + std::string(70'000, 'x'),
           "Redemption Date,Course Type" + std::string(1000, ',')}) {
    CHECK(problem_with(header).code == "header_over_limit");
    CHECK(problem_with(header).line == 1);
    CHECK(problem_with("A title\n" + header + "\n2024-06-03,Advanced" + std::string(1000, ',')).line ==
        2);  // the row below is over it too
  }
}

TEST_CASE("A title over a limit is told among those that were skipped") {
  FileSet set(built_in_rulebook(), Choices{});
  read_file(
      set, "file.csv", std::string(70'000, 'x') + "\nA title\nRedemption Date,Course Type\n2024-06-03,Advanced\n");
  REQUIRE(only_file(set).notices.front().code == "title_lines");
  CHECK(
      only_file(set).notices.front().message == "The first 2 rows are titles and were skipped; the header is line 3.");
}

TEST_CASE("How many questions wait for a choice is told, or that they are more than were kept") {
  const auto told_of = [](int questions) {
    std::string text = "Survey ID,Question,Score,Completion Date,Course Type\n";
    for (int i = 0; i < questions; ++i) text += "S1,Was it good " + std::to_string(i) + "?,5,2024-06-03,Advanced\n";
    FileSet set(built_in_rulebook(), Choices{});
    read_file(set, "file.csv", text);
    for (const Notice& notice : only_file(set).notices)
      if (notice.code == "questions_unsettled") return notice.message.substr(0, notice.message.find(','));
    return std::string();
  };
  CHECK(told_of(199) == "The file has answers to 199 questions");
  CHECK(told_of(201) == "The file has answers to 200 or more questions");
}

namespace {

/// What a file's notice of this code says; empty where there is none.
std::string told(const FileReport& file, const std::string& code) {
  for (const Notice& notice : file.notices)
    if (notice.code == code) return notice.message;
  return {};
}

/// The same of a file read by itself.
std::string told(const std::string& text, const std::string& code, const Choices& choices = {}) {
  FileSet set(built_in_rulebook(), choices);
  read_file(set, "a.csv", text);
  return told(only_file(set), code);
}

}  // namespace

TEST_CASE("Notices count rows in words, one as one and several as several") {
  const std::string columns =
      "Survey ID,Completion date,Course number,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n";
  const auto rows = [&](int count, const std::string& cells, const std::string& answers = "5,5,5,5,5,5,5,5,5") {
    std::string text = columns;
    for (int i = 1; i <= count; ++i) text += "S" + std::to_string(i) + ",2024-06-03," + cells + "," + answers + "\n";
    return text;
  };
  CHECK(told(rows(1, "AZ-104,,Security"), "category_from_catalogue") ==
      "1 row of this file has its category from the catalogue (unofficial), because the file does not state it.");
  CHECK(told(rows(2, "AZ-104,,Security"), "category_from_catalogue") ==
      "2 rows of this file have their category from the catalogue (unofficial), because the file does not state it.");
  CHECK(told(rows(1, "AZ-500,Advanced,"), "area_from_catalogue") ==
      "1 row of this file has its solution area from the catalogue (unofficial), because the file does not state it.");
  CHECK(told(rows(2, "AZ-500,Advanced,"), "area_from_catalogue") ==
      "2 rows of this file have their solution area from the catalogue (unofficial), because the file does not state it.");
  CHECK(told(rows(1, "AZ-500,Advanced,Modern Work"), "differs_from_catalogue") ==
      "1 row states another category or solution area than the catalogue; the file is followed.");
  CHECK(told(rows(2, "AZ-500,Advanced,Modern Work"), "differs_from_catalogue") ==
      "2 rows state another category or solution area than the catalogue; the file is followed.");
  CHECK(told(rows(1, "AZ-500,Advanced,Cloud"), "unknown_area") ==
      "1 row counts for the base average but for no solution area; the first is line 2: expected the name of a solution area, found “Cloud”.");
  CHECK(told(rows(2, "AZ-500,Advanced,Cloud"), "unknown_area")
            .starts_with("2 rows count for the base average but for no solution area; "));
  CHECK(told(rows(1, "ZZ-999,Advanced,"), "no_area") ==
      "1 row counts for the base average but for no solution area, because neither the file nor, for certain, the catalogue names one; the first is line 2.");
  CHECK(told(rows(2, "ZZ-999,Advanced,"), "no_area")
            .starts_with("2 rows count for the base average but for no solution area, "));
  for (const char* score : {"6", "10"})
    CHECK(told(rows(1, "AZ-500,Advanced,Security", std::string(score) + ",5,5,5,5,5,5,5,5"), "longer_scale")
              .starts_with("1 row has an answer above 5, which looks like"));
  CHECK(told(rows(2, "AZ-500,Advanced,Security", "7,5,5,5,5,5,5,5,5"), "longer_scale")
            .starts_with("2 rows have an answer above 5, which looks like"));
  for (const char* score : {"0", "11"})
    CHECK(told(rows(1, "AZ-500,Advanced,Security", std::string(score) + ",5,5,5,5,5,5,5,5"), "longer_scale").empty());
  CHECK(told(rows(1, "AZ-500,Advanced,Security", "x,5,5,5,5,5,5,5,5"), "unreadable_response") ==
      "1 row is not counted; the first is line 2: expected a whole number from 1 to 5, or an empty cell, found “x”. Correct the file and drop it again.");
  CHECK(told(rows(2, "AZ-500,Advanced,Security", "x,5,5,5,5,5,5,5,5"), "unreadable_response")
            .starts_with("2 rows are not counted; the first is line 2: "));
}

TEST_CASE("Notices say what a file does not have, for its kind and for what was chosen") {
  const std::string courseware = "Redemption date,Course type\n2024-06-03,Advanced\n";
  const std::string surveys = "Completion date,Course type,Average score\n2024-06-03,Advanced,5\n";
  const std::string exams = "Purchase date,Exam type\n2024-06-03,Advanced\n";
  CHECK(told(courseware, "no_id_column") ==
      "The file has no column with achievement codes, so repeated rows cannot be told and all of them count.");
  CHECK(told(surveys, "no_id_column") ==
      "The file has no column with survey ids, so repeated rows cannot be told and all of them count.");
  CHECK(told(exams, "no_id_column").empty());
  Choices chosen;
  chosen.require_eligible_mct_for_courseware = true;
  chosen.org_ids = {"1001"};
  CHECK(told(courseware, "eligibility_not_in_file").empty());
  CHECK_FALSE(told(courseware, "eligibility_not_in_file", chosen).empty());
  CHECK_FALSE(told(surveys, "eligibility_not_in_file").empty());
  CHECK(told(exams, "eligibility_not_in_file", chosen).empty());
  CHECK(told(courseware, "organisation_not_in_file").empty());
  CHECK_FALSE(told(courseware, "organisation_not_in_file", chosen).empty());
  CHECK(told("Redemption date,Course type,Org ID\n2024-06-03,Advanced,1001\n", "organisation_not_in_file", chosen)
            .empty());
}

TEST_CASE("Notices say which order of day and month was taken, and why") {
  const std::string header = "Redemption date,Course type,Achievement code\n";
  const std::string either = header + "03/04/2024,Advanced,A1\n";
  for (const DateOrder order : {DateOrder::day_first, DateOrder::month_first}) {
    Choices choices;
    choices.date_order["*"] = order;
    const std::string word = order == DateOrder::day_first ? "day" : "month";
    CHECK(told(either, "date_order_chosen", choices) ==
        "Nothing in the file settles the order of day and month; it is read with the " + word + " first, as chosen.");
    const std::string more = order == DateOrder::day_first
        ? "13/04/2024,Advanced,A2\n14/04/2024,Advanced,A3\n04/15/2024,Advanced,A4\n"
        : "04/13/2024,Advanced,A2\n04/14/2024,Advanced,A3\n15/04/2024,Advanced,A4\n";
    CHECK(told(either + more, "contradicting_dates")
              .ends_with("The " + word + " is taken to come first; the other rows cannot be read."));
    CHECK(told(either + more, "date_order_chosen", choices).empty());
  }
  CHECK(told(either, "ambiguous_date") ==
      "1 row is not counted; the first is line 2: expected dates whose day and month can be told apart, found “03/04/2024”, which can be read in two ways, and no row of the file "
      "settles it. Choose whether day or month comes first in this file.");
  CHECK(told(either + "13/04/2024,Advanced,A2\n04/13/2024,Advanced,A3\n", "contradicting_dates") ==
      "1 row can only be read with the day first and 1 row only with the month first. Neither is more frequent, so none of them is read; choose the order for this file.");
}

TEST_CASE("Ids that a spreadsheet has shortened to the same are told, since their rows are taken for repeats") {
  const auto shortened = [](const std::string& id) {
    const std::string row = "2024-06-03,Advanced," + id + "\n";
    return told("Redemption date,Course type,Achievement code\n2024-06-03,Advanced,AC1\n2024-06-03,Advanced,AC1\n" +
            row + row + row,
        "shortened_ids");
  };
  CHECK(shortened("1.23457E+12") ==
      "In 2 rows a spreadsheet has shortened the id to one that was counted already; the first is line 5: found “1.23457E+12”. "
      "Export the file again and drop it without saving it from a spreadsheet.");
  for (const char* id : {"\"1,00E+12\"", "1E+15", "1.e+9"}) {
    INFO(id);
    CHECK_FALSE(shortened(id).empty());
  }
  for (const char* id : {"123456789012", "1.23457E12", "12E45", "E+12", ".5E+12", "+", "1+", "1.5+12", "E+E+1",
           "1E+1+1", "1E+", "1E+12X", "A1E+12"}) {
    INFO(id);
    CHECK(shortened(id).empty());
  }
  CHECK(told("Redemption date,Course type,Achievement code\n2024-06-03,Advanced,1E+12\n2024-06-03,Advanced,2E+12\n",
      "shortened_ids")
            .empty());
}

TEST_CASE("A header in another order is told, because rows below it are read by the first one") {
  const std::string exams = "Purchase date,Exam type,Unit price,Units\n2024-06-03,Advanced,165,2\n";
  CHECK(told("Exam unit purchases\n" + exams + "Purchase Date,Exam type,Units,Unit price\n2024-06-03,Advanced,2,165\n",
            "other_header") ==
      "Line 4 is another header. The rows below it were read by the one in line 2 and may be counted wrongly; put them into a file of their own and drop both.");
  CHECK_FALSE(
      told(exams + "Exam type,Purchase date,Unit price,Units\nAdvanced,2024-06-03,165,2\n", "other_header").empty());
  for (const char* row :
      {"PURCHASE_DATE,exam-type,unit price,UNITS\n", "Total,,,2\n", ",,,2\n", "Page 2,Exam type,Units,\n"}) {
    INFO(row);
    CHECK(told(exams + row, "other_header").empty());
  }
}

TEST_CASE("A word for a category that is not known is told where the catalogue is asked instead") {
  const std::string header =
      "Redemption date,Course number,Course type\n2024-06-03,AZ-104,Advanced\n2024-06-03,AZ-104,\n";
  const auto from_catalogue = [&](const std::string& rows) { return told(header + rows, "category_from_catalogue"); };
  CHECK(from_catalogue("2024-06-03,AZ-104,Fundamental courses\n2024-06-03,AZ-104,Level 300\n") ==
      "3 rows of this file have their category from the catalogue (unofficial), because the file does not state it in a word that is known: line 4 says “Fundamental courses”.");
  CHECK(from_catalogue("") ==
      "1 row of this file has its category from the catalogue (unofficial), because the file does not state it.");
  CHECK(from_catalogue("2024-06-03,ZZ-999,Level 300\n") == from_catalogue(""));
}

TEST_CASE("A line with totals or titles, which has no day, names no organisation") {
  const std::string text = "Redemption date,Course type,Org ID\n2024-06-03,Advanced,1001\n";
  CHECK(told(text + "Total,,All\nRedemption date,Org ID,Course type\n", "several_org_ids").empty());
  CHECK_FALSE(told(text + "04/05/2024,Advanced,1002\n", "several_org_ids").empty());  // a day, once its order is chosen
}

TEST_CASE("A year of two digits, as spreadsheets write it, is not read, and it is said that four are needed") {
  const std::string message = told("Redemption date,Course type\n03-Jun-24,Advanced\n", "unreadable_date");
  CHECK(message.find("its year in four digits, such as 2024-06-03, found “03-Jun-24”") != std::string::npos);
}

TEST_CASE("A notice names the first twenty repeats that contradict and counts the others") {
  const auto repeats = [](int count) {
    std::string text = "Redemption date,Course type,Achievement code\n2024-06-03,Advanced,A1\n";
    for (int i = 0; i < count; ++i) text += "2024-06-04,Advanced,A1\n";
    return told(text, "conflicting_repeats");
  };
  CHECK(repeats(1) ==
      "1 row repeats an id with other content and is not counted: “A1” in row 3, first read in row 2 of “a.csv”.");
  CHECK(repeats(2).starts_with("2 rows repeat an id with other content and are not counted: "));
  CHECK(repeats(20).ends_with("“A1” in row 22, first read in row 2 of “a.csv”."));
  CHECK(repeats(21).ends_with("“A1” in row 22, first read in row 2 of “a.csv”; and 1 more."));
  FileSet set(built_in_rulebook(), {});
  read_file(set, "a.csv", "Redemption date,Course type,Achievement code\n2024-06-03,Advanced,A1\n");
  read_file(set, "b.csv", "Redemption date,Course type,Achievement code\n2024-06-04,Advanced,A1\n");
  CHECK(told(set.files()[1], "conflicting_repeats").ends_with("“A1” in row 2, first read in row 2 of “a.csv”."));
}

TEST_CASE(
    "Of a long file without one of the nine it is said which questions it has, and that nine of them can be chosen where there are nine") {
  const auto file = [](int questions) {
    std::string text = "Survey ID,Completion date,Course type,Question,Score\n";
    for (int i = 0; i < questions; ++i) text += "S1,2024-06-03,Advanced,Q" + std::to_string(11 + i) + ",5\n";
    return text;
  };
  CHECK(told(file(8), "other_questions") ==
      "No row answers one of the questions 1 to 9, so no answer is counted; the file has “Q11”.");
  CHECK(told(file(9), "other_questions") ==
      "No row answers one of the questions 1 to 9, so no answer is counted; the file has “Q11”. Choose the nine.");
  for (const auto& [questions, offered] : {std::pair{8, false}, {9, true}}) {
    FileSet set(built_in_rulebook(), {});
    read_file(set, "a.csv", file(questions));
    const auto& decisions = only_file(set).decisions;
    const auto found = std::find_if(decisions.begin(), decisions.end(),
        [](const Decision& one) { return one.about == Decision::About::questions; });
    CHECK((found != decisions.end()) == offered);
    if (found != decisions.end()) CHECK(found->rows == 9);
  }
}

TEST_CASE(
    "Of what a person may decide the most frequent comes first, fifty at most, and what comes as often stands in order") {
  std::string text = "Redemption date,Course number,Course type,Achievement code\n";
  int code = 0;
  for (int course = 100; course < 160; ++course)
    for (int i = 0; i < (course == 130 ? 3 : course == 110 ? 2 : 1); ++i)
      text += "2024-06-03,ZZ-" + std::to_string(course) + ",,A" + std::to_string(++code) + "\n";
  FileSet set(built_in_rulebook(), {});
  read_file(set, "a.csv", text);
  const auto& decisions = only_file(set).decisions;
  REQUIRE(decisions.size() == 50);
  std::vector<std::string> first;
  for (std::size_t i = 0; i < 5; ++i) first.push_back(decisions[i].course + ' ' + std::to_string(decisions[i].rows));
  CHECK(first == std::vector<std::string>{"ZZ-130 3", "ZZ-110 2", "ZZ-100 1", "ZZ-101 1", "ZZ-102 1"});
}

TEST_CASE(
    "What a person may decide is told once for each course, or else for each word, and only where it would settle rows") {
  const auto decisions = [](const std::string& text, const Choices& choices = {}) {
    FileSet set(built_in_rulebook(), choices);
    read_file(set, "a.csv", text);
    std::vector<std::string> told;
    for (const Decision& one : only_file(set).decisions)
      told.push_back((one.about == Decision::About::category           ? "category "
                             : one.about == Decision::About::area      ? "area "
                             : one.about == Decision::About::questions ? "questions "
                                                                       : "order ") +
          one.course + "/" + one.cell + " " + std::to_string(one.rows));
    return told;
  };
  using Told = std::vector<std::string>;
  const std::string courseware = "Redemption date,Course number,Course type\n2024-06-03,";
  CHECK(decisions(courseware + "ZZ-999,Odd\n2024-06-03,zz999,\n") == Told{"category ZZ-999/ 2"});
  CHECK(decisions(courseware + ",Odd\n2024-06-03,, odd  \n") == Told{"category /Odd 2"});
  CHECK(decisions(courseware + ",\n").empty());  // nothing to hang a decision on
  const std::string survey =
      "Survey ID,Completion date,Course number,Course type,Solution area,Average score\nS1,2024-06-03,";
  CHECK(decisions(survey + "ZZ-999,Advanced,,5\nS2,2024-06-03,ZZ-999,,,5\n") ==
      Told{"area ZZ-999/ 1", "category ZZ-999/ 1"});
  CHECK(
      decisions(survey + ",Advanced,Odd,5\nS2,2024-06-03,,Odd,Security,5\n") == Told{"area /Odd 1", "category /Odd 1"});
  CHECK(decisions(survey + "ZZ-999,Fundamentals,,5\n").empty());  // would not count in any area

  // Of the order of day and month: all rows that it concerns, unless most of those that settle it agree.
  const std::string dates =
      "Redemption date,Course type\n03/04/2024,Advanced\n13/04/2024,Advanced\n04/13/2024,Advanced\n";
  CHECK(decisions(dates) == Told{"order / 3"});
  CHECK(decisions(dates + "14/04/2024,Advanced\n").empty());

  // The nine that were chosen may be chosen anew.
  const std::string long_header = "Survey ID,Completion date,Course type,Question,Score";
  std::string answers = long_header + "\n";
  for (const char* question : {"A", "B", "C", "D", "E", "F", "G", "H", "I", "K"})
    answers += std::string("S1,2024-06-03,Advanced,") + question + ",5\n";
  CHECK(decisions(answers) == Told{"questions / 10"});
  Choices choices;
  const std::vector<std::string_view> cells = {"Survey ID", "Completion date", "Course type", "Question", "Score"};
  choices.columns[header_fingerprint(cells)].questions = {"A", "B", "C", "D", "E", "F", "G", "H", "I"};
  CHECK(decisions(answers, choices).front().starts_with("questions "));
}

TEST_CASE("Each choice that was used is told with the rows it was used for") {
  Choices choices;
  choices.date_order = {{"*", DateOrder::day_first}, {"a.csv", DateOrder::month_first}};
  choices.kinds["a.csv"] = Kind::courseware;
  const std::vector<std::string_view> header = {"Wann", "Art"};
  ColumnChoice& choice = choices.columns[header_fingerprint(header)];
  choice.kind = Kind::courseware;
  choice.columns = {{Fact::date, "Wann"}, {Fact::category, "Art"}};
  FileSet set(built_in_rulebook(), choices);
  const std::string fingerprint = "columns." + header_fingerprint(header);
  using Used = std::map<std::string, std::uint64_t>;
  const auto used_for = [&](const std::string& name) {
    read_file(set, name, "Wann,Art\n03/04/2024,Advanced\n05/04/2024,Advanced\n2024-06-03," + name + "\n");
    return Used(set.files().back().choices_used.begin(), set.files().back().choices_used.end());
  };
  CHECK(used_for("a.csv") == Used{{"date_order.a.csv", 2}, {"kind.a.csv", 3}, {fingerprint, 3}});
  CHECK(used_for("b.csv") == Used{{"date_order.*", 2}, {fingerprint, 3}});
}

TEST_CASE(
    "Where no question counts the remedy for answers is to choose the nine, and for other cells it is to correct them") {
  std::string text = "Survey ID,Completion date,Course type,Question,Score\nS1,soon,Advanced,A,5\n";
  for (const char* question : {"A", "B", "C", "D", "E", "F", "G", "H", "I", "K"})
    text += std::string("S1,2024-06-03,Advanced,") + question + ",5\n";
  CHECK(told(text, "unreadable_response").ends_with(". Choose the nine."));
  CHECK(told(text, "unreadable_date").ends_with(". Correct the file and drop it again."));
}
