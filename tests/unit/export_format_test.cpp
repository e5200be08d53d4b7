#include "tspq/export_format.h"

#include <map>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "embedded.h"
#include "support.h"
#include "tspq/text.h"

using namespace tspq;
using namespace tspq::test;

namespace {

using Header = std::vector<std::string>;

Recognition recognized(const Header& header) {
  return recognize(std::vector<std::string_view>(header.begin(), header.end()));
}

/// "courseware", or the code of the problem.
std::string outcome(const Header& header) {
  const Recognition found = recognized(header);
  return found.format ? std::string(id_of(found.format->kind)) : found.problem.code;
}

const Header courseware = {
    "Redemption date", "V ORG ID", "Course number", "Course type", "MCT ID", "MCT eligible", "Achievement code"};
const Header exams = {"Purchase date", "ORG ID", "Exam number", "Exam type", "Units"};
const Header surveys = {"Survey ID", "Completion date", "V ORG ID", "Course number", "Course type", "Solution area",
    "MCT ID", "MCT eligible", "Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9"};

const Json& column_data() {
  static const Json data = Json::parse(embedded::export_columns);
  return data;
}

/// The header of each kind with which one spelling at a time is tried.
const std::map<std::string, Header>& plain_headers() {
  static const std::map<std::string, Header> headers = {
      {"courseware", courseware}, {"exams", exams}, {"surveys", surveys}};
  return headers;
}

Header without(Header header, std::size_t column) {
  header.erase(header.begin() + static_cast<std::ptrdiff_t>(column));
  return header;
}

Recognition opened(std::string_view text) { return open_export(text, true); }

std::string fingerprint_of(const Header& header) {
  return header_fingerprint(std::vector<std::string_view>(header.begin(), header.end()));
}

/// The notices that tell of a second column for a fact, as sentences.
std::vector<std::string> told_of_other_columns(const Header& header) {
  std::vector<std::string> sentences;
  const Recognition found = recognized(header);
  for (const Notice& notice : found.format->notices)
    if (notice.code == "another_column_fits") sentences.push_back(notice.message);
  return sentences;
}

std::string join(const Header& header, char delimiter) {
  std::string line;
  for (const std::string& cell : header) line += (line.empty() ? "" : std::string(1, delimiter)) + cell;
  return line;
}

}  // namespace

TEST_CASE("The plain columns of each kind are recognised, each fact in its column") {
  const auto column = [](const Header& header, Fact fact) { return recognized(header).format->column(fact); };
  REQUIRE(outcome(courseware) == "courseware");
  CHECK(column(courseware, Fact::date) == 0);
  CHECK(column(courseware, Fact::org) == 1);
  CHECK(column(courseware, Fact::course) == 2);
  CHECK(column(courseware, Fact::category) == 3);
  CHECK(column(courseware, Fact::instructor) == 4);
  CHECK(column(courseware, Fact::eligible) == 5);
  CHECK(column(courseware, Fact::id) == 6);
  CHECK_FALSE(column(courseware, Fact::units));
  CHECK(recognized(courseware).format->shape == Shape::lines);

  REQUIRE(outcome(exams) == "exams");
  CHECK(column(exams, Fact::date) == 0);
  CHECK(column(exams, Fact::org) == 1);
  CHECK(column(exams, Fact::course) == 2);
  CHECK(column(exams, Fact::category) == 3);
  CHECK(column(exams, Fact::units) == 4);
  CHECK_FALSE(column(exams, Fact::id));

  REQUIRE(outcome(surveys) == "surveys");
  CHECK(column(surveys, Fact::id) == 0);
  CHECK(column(surveys, Fact::area) == 5);
  CHECK(recognized(surveys).format->shape == Shape::wide);
  for (std::size_t i = 0; i < question_count; ++i) CHECK(recognized(surveys).format->questions[i] == 8 + i);
}

TEST_CASE("Columns may stand in any order, in any case, with any punctuation") {
  CHECK(outcome({"ACHIEVEMENT_CODE", "course-type", "RedemptionDate"}) == "courseware");
  CHECK(outcome({"Q9", "Q8", "Q7", "Q6", "Q5", "Q4", "Q3", "Q2", "Q1", "course type", "COMPLETION DATE"}) == "surveys");
  const Recognition reversed =
      recognized({"Q9", "Q8", "Q7", "Q6", "Q5", "Q4", "Q3", "Q2", "Q1", "course type", "COMPLETION DATE"});
  for (std::size_t i = 0; i < question_count; ++i) CHECK(reversed.format->questions[i] == 8 - i);
  CHECK(recognized({"VOrgId", "Purchase Date", "Exam Type"}).format->column(Fact::org) == 0);
  CHECK(outcome({"Question 1", "Question 2", "question_3", "QUESTION4", "Q5", "Q 6", "Q7", "Q8", "Q9", "Course type",
            "Survey date"}) == "surveys");
}

TEST_CASE("Every spelling of every fact is recognised as that fact, and its misspelling is not") {
  for (const Json& kind : column_data()["kinds"]) {
    const std::string kind_id = kind["id"];
    for (const Json& entry : kind["facts"]) {
      const auto fact = fact_with_id(entry["fact"].get<std::string>());
      REQUIRE(fact);
      for (const char* list : {"spellings", "fallbacks"}) {
        if (!entry.contains(list)) continue;
        for (const Json& word : entry[list]) {
          const std::string spelling = word;
          // The plain header, with this fact under the spelling in question and under no other.
          Header header = plain_headers().at(kind_id);
          const auto plain = recognized(header).format->column(*fact);
          if (plain) header = without(header, *plain);
          const bool answers =
              *fact == Fact::question || *fact == Fact::score || *fact == Fact::average || *fact == Fact::answered;
          if (answers) {
            std::erase_if(header, [](const std::string& cell) { return cell.size() == 2 && cell[0] == 'Q'; });
            if (*fact == Fact::question) header.push_back("Score");
            if (*fact == Fact::score) header.push_back("Question ID");
            if (*fact == Fact::answered) header.push_back("Average Score");
          }
          header.push_back(spelling);
          INFO(kind_id << " " << entry["fact"].get<std::string>() << ": " << spelling);
          const Recognition found = recognized(header);
          INFO(found.problem.message);
          REQUIRE(found.format);
          CHECK(id_of(found.format->kind) == kind_id);
          CHECK(found.format->column(*fact) == header.size() - 1);
          header.back() += " x";
          const Recognition misspelt = recognized(header);
          CHECK_FALSE((misspelt.format && misspelt.format->column(*fact)));
        }
      }
    }
  }
}

TEST_CASE("No spelling stands for two facts of one kind") {
  for (const Json& kind : column_data()["kinds"]) {
    std::set<std::string> folded;
    for (const Json& entry : kind["facts"])
      for (const char* list : {"spellings", "fallbacks"})
        if (entry.contains(list))
          for (const Json& word : entry[list]) {
            INFO(kind["id"].get<std::string>() << ": " << word.get<std::string>());
            CHECK_FALSE(fold(word.get<std::string>()).empty());
            CHECK(folded.insert(fold(word.get<std::string>())).second);
          }
  }
}

TEST_CASE("The column data names kinds and facts that there are, in the order of the kinds") {
  const Json& kinds = column_data()["kinds"];
  REQUIRE(kinds.size() == kind_count);
  std::set<std::string> generic;
  for (const Json& word : column_data()["generic"]) generic.insert(fold(word.get<std::string>()));
  std::set<std::string> listed;
  for (std::size_t i = 0; i < kind_count; ++i) {
    CHECK(kinds[i]["id"] == std::string(id_of(static_cast<Kind>(i))));
    std::set<std::string> facts;
    for (const Json& entry : kinds[i]["facts"]) {
      CHECK(fact_with_id(entry["fact"].get<std::string>()));
      CHECK(facts.insert(entry["fact"]).second);
      CHECK_FALSE(entry["title"].get<std::string>().empty());
      CHECK_FALSE(entry["spellings"].empty());
      for (const Json& word : entry["spellings"]) listed.insert(fold(word.get<std::string>()));
      if (entry.contains("groups"))
        for (const Json& word : entry["groups"])
          CHECK(std::find(entry["spellings"].begin(), entry["spellings"].end(), word) != entry["spellings"].end());
    }
  }
  for (const std::string& word : generic) {
    INFO(word);
    CHECK(listed.contains(word));
  }
  for (std::size_t i = 0; i < fact_count; ++i) CHECK(fact_with_id(id_of(static_cast<Fact>(i))) == static_cast<Fact>(i));
  CHECK_FALSE(fact_with_id("dates"));
}

TEST_CASE("A required column that is missing is a problem that names it, never a guess") {
  CHECK(outcome(without(courseware, 0)) == "missing_column");
  CHECK(recognized(without(courseware, 0)).problem.message.find("redemption date") != std::string::npos);
  CHECK(outcome(without(courseware, 2)) == "courseware");  // the type is still there
  CHECK(outcome(without(courseware, 3)) == "courseware");  // the course is still there
  CHECK(outcome(without(without(courseware, 3), 2)) == "missing_column");
  CHECK(outcome(without(exams, 0)) == "missing_column");
  CHECK(outcome(without(without(exams, 3), 2)) != "exams");
  CHECK(outcome(without(surveys, 1)) == "missing_column");
  for (std::size_t question = 8; question < 17; ++question) {
    const Recognition found = recognized(without(surveys, question));
    INFO("without Q" << question - 7);
    CHECK(found.problem.code == "missing_column");
    CHECK(found.problem.message.find("question " + std::to_string(question - 7)) != std::string::npos);
  }
}

TEST_CASE("A file of one kind that lacks a column is not counted as another kind") {
  CHECK(outcome({"Survey ID", "Completion Date", "Course Type"}) == "missing_column");
  CHECK(outcome({"Survey ID", "Completion Date", "Course Number", "Course Type", "MCT ID"}) == "missing_column");
  CHECK(outcome({"Date", "Exam Number", "Type", "Units"}) == "missing_column");
  CHECK(outcome({"Redemption date", "Course type", "Q1"}) == "courseware");

  CHECK(outcome({"Redemption date", "Course type", "Q1", "Q2"}) ==
      "missing_column");  // two questions tell more than one date
}

TEST_CASE("A required column that is there twice is a problem, and so are two that could be it") {
  for (const Header& plain : {courseware, exams, surveys}) {
    for (const std::string& column : plain) {
      Header doubled = plain;
      doubled.push_back(column);
      INFO(column);
      // Who taught is shown and never counted, so that two columns for it do no harm.
      CHECK((outcome(doubled) == "doubled_column") == (column != "MCT ID"));
    }
  }
  CHECK(outcome({"Redemption date", "Completion date", "Course type"}) == "two_columns_fit");
  CHECK(outcome({"Redemption date", "Course type", "Level"}) == "two_columns_fit");
  CHECK(outcome({"Redemption date", "Class End Date", "Course type"}) == "courseware");

  Header two_spellings = surveys;
  two_spellings.push_back("Question 3");
  CHECK(outcome(two_spellings) == "doubled_column");
  CHECK(recognized(two_spellings).problem.message ==
      "Question 3 is there twice. Keep one of its columns and drop the file again.");
}

TEST_CASE("What helps but is not required may be there twice under two names, with a notice") {
  const Recognition found = recognized({"Redemption date", "Course type", "Partner ID", "MPN ID"});
  REQUIRE(found.format);
  CHECK(found.format->column(Fact::org) == 2);
  REQUIRE(found.format->notices.size() == 1);
  CHECK(found.format->notices[0].code == "another_column_fits");

  CHECK(told_of_other_columns({"Redemption date", "Course type", "MPN ID", "Partner ID"}) ==
      std::vector<std::string>{"“Partner ID” is taken for the V ORG ID; “MPN ID” would fit too and is not used."});
  CHECK(told_of_other_columns({"Redemption date", "Course type", "Location ID", "MPN ID", "Org ID"}) ==
      std::vector<std::string>{
          "“Org ID” is taken for the V ORG ID; “MPN ID” and “Location ID” would fit too and are not used."});
  CHECK(told_of_other_columns({"Redemption date", "Course type", "Location ID", "PGA MPN ID", "MPN ID", "Org ID"}) ==
      std::vector<std::string>{
          "“Org ID” is taken for the V ORG ID; “MPN ID”, “PGA MPN ID” and “Location ID” would fit too and are not used."});
  CHECK(told_of_other_columns({"Redemption date", "Course type", "MCT ID", "Instructor name"})
            .empty());  // who taught is shown and never counted
}

TEST_CASE("A substitute date is taken with a notice") {
  const Recognition found = recognized({"Class End Date", "Course type", "Achievement code"});
  REQUIRE(found.format);
  CHECK(found.format->column(Fact::date) == 0);
  REQUIRE(found.format->notices.size() == 1);
  CHECK(found.format->notices[0].code == "substitute_date");
}

TEST_CASE("A category that is named as another export names it is taken with a notice, for it may be that export") {
  const Recognition found = recognized({"Date", "Exam Type", "Units"});
  REQUIRE(found.format);
  CHECK(found.format->kind == Kind::courseware);
  REQUIRE(found.format->notices.size() == 1);
  CHECK(found.format->notices[0].code == "substitute_category");
  CHECK(found.format->notices[0].message ==
      "“Exam Type” is taken for the course type. If the file is not the export “Courseware completions”, choose its kind.");
  CHECK(recognized({"Purchase Date", "Exam Type", "Units"}).format->notices.empty());
}

TEST_CASE("Surveys come wide, long and as averages") {
  CHECK(recognized({"Survey ID", "Completion date", "Course type", "Question ID", "Score"}).format->shape ==
      Shape::long_rows);
  CHECK(recognized({"Survey ID", "Completion date", "Course type", "Average Score", "Answered Questions"})
            .format->shape == Shape::averages);
  CHECK(recognized({"Survey ID", "Completion date", "Course type", "MTM Score"}).format->shape == Shape::averages);
  CHECK(id_of(Shape::long_rows) == "long");

  // Answers are exact and an average is not, so it is taken only where nothing else is; what is half there is never
  // made up for by another shape.
  Header with_average = surveys;
  with_average.push_back("Average Score");
  CHECK(recognized(with_average).format->shape == Shape::wide);
  CHECK(outcome(without(with_average, 8)) == "missing_column");
  Header with_question = surveys;
  with_question.insert(with_question.end(), {"Question ID", "Score"});
  CHECK(recognized(with_question).format->shape == Shape::wide);
  CHECK(recognized({"Survey ID", "Completion date", "Course type", "Question ID", "Score", "Average Score"})
            .format->shape == Shape::long_rows);
  CHECK(outcome({"Survey ID", "Completion date", "Course type", "Question ID"}) == "missing_column");
}

TEST_CASE("A survey whose questions and scores are called otherwise is no list of redemptions") {
  for (const char* name : {"Q1 - The pace was right", "Q01", "Q1_1", "Question 1: the pace", "Avg. score",
           "Overall satisfaction", "Rating of the labs", "Answer 1"}) {
    INFO(name);
    const Recognition found = recognized({"Completion date", "Course number", "Course type", name});
    CHECK(found.problem.code == "missing_column");
    CHECK(found.header.likely == Kind::surveys);
    // Where another column says that these are redemptions, they are.
    CHECK(outcome({"Redemption date", "Course number", "Course type", name}) == "courseware");
  }
  // So they are where a person has matched columns.
  const Header matched = {"Day", "Course number", "Course type", "Survey sent"};
  Choices choices;
  choices.columns[fingerprint_of(matched)].columns[Fact::date] = "Day";
  const Recognition by_choice = recognize(std::vector<std::string_view>(matched.begin(), matched.end()), choices);
  REQUIRE(by_choice.format);
  CHECK(by_choice.format->kind == Kind::courseware);
  for (const char* name : {"Quarter", "Q", "Quality 1", "Region"}) {
    INFO(name);
    CHECK(outcome({"Completion date", "Course number", "Course type", name}) == "courseware");
  }
}

TEST_CASE("The report about one's own staff, other tables and empty headers are refused") {
  CHECK(outcome({"TrainingCompletionDate", "Email", "Course"}) == "staff_report");
  CHECK(outcome({"Training Completion Date", "IndividualFirstName"}) == "staff_report");
  CHECK(outcome({"a", "b", "c"}) == "unknown_kind");
  CHECK(outcome({}) == "unknown_kind");
  CHECK(outcome({""}) == "unknown_kind");
  CHECK(outcome(Header(1000, "x")) == "unknown_kind");
  CHECK(outcome({"TrainingCompletionDate", "Course"}) == "unknown_kind");  // names nobody
  CHECK(opened("Course\nTrainingCompletionDate,Email\n").problem.code ==
      "staff_report");  // below a title that is a column's name
}

TEST_CASE("A header that fits no export is told with the first twelve of its columns and how many more there are") {
  const auto told = [](std::size_t columns) {
    Header header;
    for (std::size_t i = 1; i <= columns; ++i) header.push_back(std::to_string(i));
    const std::string message = recognized(header).problem.message;
    const std::size_t found = message.find("found ") + 6;
    return message.substr(found, message.find(". Drop") - found);
  };
  CHECK(told(2) == "“1”, “2”");
  CHECK(told(12) == "“1”, “2”, “3”, “4”, “5”, “6”, “7”, “8”, “9”, “10”, “11”, “12”");
  CHECK(told(14) == "“1”, “2”, “3”, “4”, “5”, “6”, “7”, “8”, “9”, “10”, “11”, “12” and 2 more");
  // With the delimiter that gives the most of them.
  const std::string message = opened("a;b;c\n1;2;3\n").problem.message;
  CHECK(message.find("found “a”, “b”, “c”.") != std::string::npos);
}

TEST_CASE(
    "Nine columns that a person chose for the answers tell a survey as Q1 to Q9 do, and one of them that is not there is named") {
  const Header nine = {"A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"};
  const auto chosen_in = [&](const Header& header) {
    Choices choices;
    choices.columns[fingerprint_of(header)].questions = nine;
    return choices;
  };
  const auto recognized_by_choice = [&](const Header& header) {
    return recognize(std::vector<std::string_view>(header.begin(), header.end()), chosen_in(header));
  };
  Header wide = {"Completion date", "Course type", "A9", "A8", "A7", "A6", "A5", "A4", "A3", "A2", "A1"};
  const Recognition found = recognized_by_choice(wide);
  REQUIRE(found.format);
  CHECK(found.format->kind == Kind::surveys);
  CHECK(found.format->shape == Shape::wide);
  for (std::size_t i = 0; i < question_count; ++i) CHECK(found.format->questions[i] == 10 - i);
  CHECK(found.matched == 11);

  // The file lacks a survey's date: it is not counted as courseware instead.
  Header dated_otherwise = wide;
  dated_otherwise[0] = "Redemption date";
  CHECK(recognized_by_choice(dated_otherwise).header.likely == Kind::surveys);
  CHECK(recognized_by_choice(dated_otherwise).problem.code == "missing_column");

  const Recognition eight = recognized_by_choice(without(wide, 5));
  CHECK(eight.problem.code == "chosen_column_missing");
  CHECK(eight.problem.message.starts_with(
      "The choices name the column “A6” for the answers, but the file has no such column."));

  // None of them is a column: they are cells of the question column.
  const Recognition long_rows =
      recognized_by_choice({"Survey ID", "Completion date", "Course type", "Question", "Score"});
  REQUIRE(long_rows.format);
  CHECK(long_rows.format->shape == Shape::long_rows);
  CHECK(long_rows.format->chosen_questions == nine);
}

TEST_CASE(
    "What a person chose for the file goes before what was chosen for its header, and where nothing tells the kind it is asked for") {
  const Header strange = {"Wann", "Art"};
  const std::vector<std::string_view> cells(strange.begin(), strange.end());
  Choices choices;
  ColumnChoice& choice = choices.columns[fingerprint_of(strange)];
  choice.columns = {{Fact::date, "Wann"}, {Fact::category, "Art"}};
  CHECK(recognize(cells, choices, "a.csv").problem.code == "kind_unclear");
  CHECK_FALSE(recognize(cells, choices, "a.csv").header.kind_was_chosen);
  const Header taught = {"Wann", "Art", "MCT ID"};  // an exam has no instructor
  choices.columns[fingerprint_of(taught)].columns = choice.columns;
  REQUIRE(recognize(std::vector<std::string_view>(taught.begin(), taught.end()), choices).format);
  CHECK(
      recognize(std::vector<std::string_view>(taught.begin(), taught.end()), choices).format->kind == Kind::courseware);
  choice.kind = Kind::courseware;
  REQUIRE(recognize(cells, choices, "a.csv").format);
  CHECK(recognize(cells, choices, "a.csv").format->kind == Kind::courseware);
  choices.kinds["a.csv"] = Kind::exams;
  REQUIRE(recognize(cells, choices, "a.csv").format);
  CHECK(recognize(cells, choices, "a.csv").format->kind == Kind::exams);
  CHECK(recognize(cells, choices, "b.csv").format->kind == Kind::courseware);

  // Of a kind that was chosen it is said what is missing, not that the file is of no kind.
  const std::vector<std::string_view> unknown = {"a", "b"};
  CHECK(recognize(unknown, choices, "a.csv").problem.code == "missing_column");
  CHECK(recognize(unknown, choices, "b.csv").problem.code == "unknown_kind");
}

TEST_CASE(
    "Repeats are compared by every column but the id, by question and answer only where these are one row's, and by none that a download has appended [R-DUP]") {
  const auto compared = [](const Header& header) {
    Header names;
    const Recognition found = recognized(header);
    for (const ExportFormat::Content& content : found.format->content) names.push_back(header[content.column]);
    return names;
  };
  CHECK(compared({"Survey ID", "Completion date", "Course type", "Question ID", "Score", "Note"}) ==
      Header{"Completion date", "Course type", "Note"});
  Header wide = surveys;
  wide.insert(wide.end(), {"Question ID", "Score"});
  CHECK(compared(wide) == without(wide, 0));
  Header download = courseware;
  download.insert(download.end(), {"tspq_verdict", "tspq_points", "tspq_reason", "tspq_file", "tspq_row"});
  CHECK(compared(download) == without(courseware, 6));
  download.push_back("Status");  // somebody's own, behind what was appended
  CHECK(compared(download) == without(courseware, 6));
  Header answer_behind = without(surveys, 16);
  answer_behind.insert(answer_behind.end(), {"tspq_verdict", "tspq_points", "Q9"});
  CHECK(compared(answer_behind) == without(without(surveys, 16), 0));
}

TEST_CASE("A header's fingerprint does not depend on case, blanks and punctuation, and differs for another header") {
  const auto fingerprint = [](const Header& header) {
    return header_fingerprint(std::vector<std::string_view>(header.begin(), header.end()));
  };
  CHECK(fingerprint(courseware).size() == 16);
  CHECK(fingerprint({"Redemption date", "V ORG ID"}) == fingerprint({"REDEMPTION_DATE", "V-Org-Id"}));
  CHECK(fingerprint({"a", "b"}) != fingerprint({"b", "a"}));
  CHECK(fingerprint({"a", "b"}) != fingerprint({"ab"}));
  CHECK(fingerprint({"a", "b"}) != fingerprint({"ab", ""}));
  CHECK(fingerprint(courseware) != fingerprint(exams));
}

TEST_CASE("The delimiter is the one with which a header is recognised") {
  for (const char delimiter : {',', ';', '\t', '|'}) {
    const Recognition found = opened(join(courseware, delimiter) + "\n");
    REQUIRE(found.format);
    CHECK(found.format->delimiter == delimiter);
    CHECK(found.format->header == courseware);
  }
  const Recognition with_commas = opened("\"Redemption date\";\"Notes, long\";\"Course type\"\n");
  REQUIRE(with_commas.format);
  CHECK(with_commas.format->delimiter == ';');
}

TEST_CASE("An Excel sep= line names the delimiter and is no row") {
  for (const char* line_end : {"\n", "\r\n", "\r"}) {
    const Recognition found = opened(std::string("\xEF\xBB\xBFsep=;") + line_end + join(courseware, ';') + line_end);
    REQUIRE(found.format);
    CHECK(found.format->delimiter == ';');
    CHECK(found.format->header_record == 1);
    CHECK(found.format->header_line == 2);
    CHECK(found.format->notices.empty());
  }
  const Recognition unusual = opened("SEP=^\n" + join(courseware, '^') + "\n");
  REQUIRE(unusual.format);
  CHECK(unusual.format->delimiter == '^');
  // A line that goes on is no such line.
  const Recognition titled = opened("sep=;and more\n" + join(courseware, ',') + "\n");
  REQUIRE(titled.format);
  CHECK(titled.format->delimiter == ',');
  CHECK(titled.format->header_record == 1);
}

TEST_CASE("Twenty title lines may stand above the header, twenty-one may not") {
  const auto with_titles = [](int lines) {
    std::string text;
    for (int i = 0; i < lines; ++i) text += "Report line " + std::to_string(i) + "\n\n";
    return opened(text + join(courseware, ',') + "\n2024-06-03,1,AZ-104,Advanced,1,yes,A\n");
  };
  CHECK(with_titles(0).format->notices.empty());
  for (const int lines : {1, 19, 20}) {
    const Recognition found = with_titles(lines);
    INFO(lines);
    REQUIRE(found.format);
    CHECK(found.format->header_record == static_cast<std::uint64_t>(lines));
    CHECK(found.format->header_line == static_cast<std::uint64_t>(2 * lines + 1));
    REQUIRE(found.format->notices.size() == 1);
    CHECK(found.format->notices[0].code == "title_lines");
  }
  CHECK_FALSE(with_titles(21).format);
}

TEST_CASE("Of several rows that could be the header it is the first with most columns, whichever delimiter shows it") {
  const std::string few = "Redemption date,Course type\n";
  const std::string many = "Redemption date,Course type,Course number,Achievement code\n";
  CHECK(opened(few + many + "2024-06-03,Advanced,AZ-104T00,A1\n").header.record == 1);
  CHECK(opened(few + "Redemption date,Course type,Course number\n").header.record == 1);
  CHECK(opened(many + few + many).header.record == 0);
  CHECK(opened("Survey ID,Q1\nMCT ID,MCT eligible,Redemption date,Course type\n").header.record == 1);

  // Read with the comma it is a header as well, of two columns only.
  const Recognition more =
      opened("Redemption date,Course type;Notes;Course type;Redemption date;Course number;Achievement code\n");
  REQUIRE(more.format);
  CHECK(more.header.delimiter == ';');

  // A header that somebody matched by hand, with columns that no spelling knows.
  Choices choices;
  const std::vector<std::string_view> strange = {"Wann", "Art", "Was", "Code"};
  ColumnChoice& choice = choices.columns[header_fingerprint(strange)];
  choice.kind = Kind::courseware;
  choice.columns = {{Fact::date, "Wann"}, {Fact::category, "Art"}, {Fact::course, "Was"}, {Fact::id, "Code"}};
  const Recognition by_hand =
      open_export(few + "Wann,Art,Was,Code\n2024-06-03,Advanced,AZ-104T00,A1\n", true, choices, "file.csv");
  REQUIRE(by_hand.format);
  CHECK(by_hand.header.record == 1);

  // One column may hold several facts then, so that the header has more of them than cells.
  const Header narrow = {"All", "Art"};
  ColumnChoice& several = choices.columns[fingerprint_of(narrow)];
  several.kind = Kind::courseware;
  several.columns = {{Fact::date, "All"}, {Fact::category, "Art"}, {Fact::course, "Art"}, {Fact::id, "All"}};
  CHECK(open_export("Redemption date,Course type,Course number\nAll,Art\n", true, choices, "file.csv").header.record ==
      1);

  // Nine questions are nine columns, be they known or chosen.
  const std::string three = "Redemption date,Course type,Course number\n";
  CHECK(opened(three + "Completion date,Course type,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n").header.record == 1);
  const Header by_choice = {"Completion date", "Course type", "A", "B", "C", "D", "E", "F", "G", "H", "I"};
  choices.columns[fingerprint_of(by_choice)].questions = {"A", "B", "C", "D", "E", "F", "G", "H", "I"};
  CHECK(open_export(three + join(by_choice, ',') + "\n", true, choices, "file.csv").header.record == 1);
}

TEST_CASE("A row that has all it needs goes before one with more columns that lacks one, whichever comes first") {
  const std::string whole = "Redemption date,Course type\n";
  const std::string lacking = "Survey ID,Q1,Q2,Q3,Q4,Q5\n";
  for (const std::string& text : {whole + lacking, lacking + whole}) {
    const Recognition found = opened(text);
    REQUIRE(found.format);
    CHECK(found.format->kind == Kind::courseware);
  }
}

TEST_CASE("What stands below a header that lacks a column does not hide that it does") {
  const std::string lacking = "Redemption date,Achievement code\n";
  for (const std::string& below : {std::string("2024-06-03,\"A1\n"), std::string(1000, ',') + "\n"}) {
    CHECK(opened(lacking + below).problem.code == "missing_column");
    CHECK(opened(lacking + below).problem.line == 1);
    CHECK(opened("A title\n" + below).problem.line == 2);
  }
  CHECK(opened("A title\n2024-06-03,\"A1\n").problem.code == "unclosed_quote");
}

TEST_CASE("Of a long file the last row that was seen may go on, so that it is neither a header nor at fault") {
  const std::string few = "Redemption date,Course type\n";
  const std::string cut = "Redemption date,Course type,Course number,Achievement code";
  CHECK(open_export(few + cut, true).header.record == 1);
  CHECK(open_export(few + cut, false).header.record == 0);
  CHECK(open_export(cut, false).problem.code == "no_header");
  const std::string open_quote = "A title\n\"and one over two lines\n";
  CHECK(open_export(open_quote, true).problem.code == "unclosed_quote");
  CHECK(open_export(open_quote, false).problem.code == "unknown_kind");
  CHECK(open_export("A title,\"open\nand more,\"open too\nmore\n", false).problem.code ==
      "unclosed_quote");  // the second cannot close the first
}

TEST_CASE("Rows below a header are rows, even when a better header follows: they are never taken for titles") {
  const std::string few = "Redemption date,Course type,Achievement code\n";
  const std::string many = "Redemption date,V ORG ID,Course type,Course number,Achievement code,Status\n";
  const std::string surveys = "Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\n";
  for (const std::string& below : {many, surveys}) {
    CHECK(opened(few + "2024-06-03,Advanced,A1\n" + below).header.record == 0);
    CHECK(opened("A title\n" + few + "\n3/4/2024 10:15,Advanced,A1\nnever,Advanced,A2\n" + below).header.record == 1);
    CHECK(opened(few + below).header.record == 1);
    CHECK(opened(few + "Totals,,\n" + below).header.record == 2);
  }
  CHECK(opened(few + "2024-06-03,Advanced,A1\n" + many).format->notices.empty());

  // Also where the header in between has its date in another column than the first.
  const std::string other_columns = "Note,Redemption date,Course type,Achievement code\n";
  CHECK(opened(few.substr(0, few.find(",Ach")) + "\n" + other_columns + "x,2024-06-03,Advanced,A1\n" + many)
            .header.record == 1);
}

TEST_CASE("A text without a single row has a problem with a sentence") {
  for (const char* text : {"", "\n", "\r\n\r\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n"}) {
    const Recognition found = opened(text);
    CHECK_FALSE(found.format);
    CHECK(found.problem.code == "empty_file");
    CHECK_FALSE(found.problem.message.empty());
  }
}

TEST_CASE("What is no text is known by its first bytes and named") {
  const auto code = [](std::string_view bytes) {
    const auto problem = refuse_by_first_bytes(bytes);
    if (problem) CHECK_FALSE(problem->message.empty());
    return problem ? problem->code : "text";
  };
  CHECK(code("") == "empty_file");
  CHECK(code("\n \t\r\n") == "empty_file");
  CHECK(code("\xEF\xBB\xBF \n") == "empty_file");
  CHECK(code("PK\x03\x04rest") == "not_text_zip");
  CHECK(code("\xD0\xCF\x11\xE0\xA1\xB1") == "not_text_office");
  CHECK(code("%PDF-1.7") == "not_text_pdf");
  CHECK(code("\x89PNG\r\n") == "not_text_picture");
  CHECK(code("\xFF\xD8\xFF\xE0") == "not_text_picture");
  CHECK(code("GIF89a") == "not_text_picture");
  CHECK(code("\x1F\x8B\x08") == "not_text_zip");
  CHECK(code("<!DOCTYPE html><html>") == "not_text_html");
  CHECK(code("\xEF\xBB\xBF\n <HTML lang=en>") == "not_text_html");
  CHECK(code("<?xml version='1.0'?>") == "not_text_html");
  for (const char* page : {"<meta http-equiv=content-type>", "<style>td{}</style><table>", "<!-- report --><table>",
           "MIME-Version: 1.0\r\n"})
    CHECK(code(page) == "not_text_html");  // tables named .xls
  CHECK(code(std::string_view("\xFF\xFE\x00\x00", 4)) == "encoding_utf32");
  CHECK(code(std::string_view("\x00\x00\xFE\xFF", 4)) == "encoding_utf32");
  CHECK(code(std::string_view("\xFF\xFE"
                              "a\0,\0b\0",
            8)) == "text");
  CHECK(code(std::string_view("a\0,\0b\0,\0c\0\n\0", 12)) == "not_text");
  CHECK(code(std::string_view("a,b\0c\nd,e\n", 10)) == "text");
  CHECK(code(std::string_view("a\0,\0b\0c\0", 8)) == "not_text");  // also where no line ends
  CHECK(code(std::string_view("\0a\0,\0b\0c\0\r\0\n", 12)) == "not_text");
  CHECK(code("a,b\n" + std::string(500, '\0') + ",d\n") == "text");  // however many
  CHECK(code(std::string(100, '\0') + "\n") == "not_text");
  CHECK(code("PK") == "text");
  CHECK(code("Redemption date,Course type\n") == "text");
  CHECK(code(std::string(5000, '\n') + "a,b\n") == "text");
}

TEST_CASE("Of a zip file both is said: how to get CSV out of a workbook, and what to do with an archive of CSV files") {
  const std::string message = refuse_by_first_bytes("PK\x03\x04").value().message;
  CHECK(message.find("Save the workbook as CSV") != std::string::npos);
  CHECK(message.find("unpack the archive") != std::string::npos);
}

TEST_CASE("The words that cells are compared with are folded and none means two things") {
  std::set<std::string> all;
  for (const auto* list : {&cell_words().yes, &cell_words().cancelled, &cell_words().unanswered})
    for (const std::string& word : *list) {
      CHECK(fold_words(word) == word);
      CHECK(all.insert(word).second);
    }
  CHECK(all.contains("yes"));
  CHECK(all.contains("refunded"));
  CHECK(all.contains("n/a"));
  CHECK(all.contains(""));
}
