#include "tspq/rows_csv.h"

#include <catch2/catch_test_macros.hpp>

#include "support.h"
#include "tspq/setup.h"

using namespace tspq;
using namespace tspq::test;

namespace {

std::string safe(std::string_view cell) {
  std::string out;
  append_safe_cell(out, cell);
  return out;
}

struct File {
  std::string name;
  std::string text;
};

std::string download(const std::vector<File>& files, const RowFilter& filter = {}, std::size_t piece = 1 << 20) {
  FileSet set(built_in_rulebook(), {});
  for (const File& file : files) read_file(set, file.name, file.text);
  RowsCsv out(set, window_2024(), filter);
  std::string text = out.header();
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!out.wants(i)) continue;
    out.begin_file(i);
    for (std::size_t at = 0; at < files[i].text.size(); at += piece)
      out.feed(std::string_view(files[i].text).substr(at, piece), text);
    out.end_file(text);
    CHECK_FALSE(out.file_changed());
  }
  return text;
}

const File some_courseware = {"c.csv",
    "Redemption date,Course type,Achievement code\n2024-06-03,Advanced,A\n2024-06-04,Fundamentals,B\n2023-06-03,Advanced,C\n2024-06-05,Advanced,A\nnever,Advanced,D\n"};

}  // namespace

TEST_CASE("A cell that a spreadsheet would run gets an apostrophe, by its first character only") {
  CHECK(safe("=1+1") == "'=1+1");
  CHECK(safe("+1") == "'+1");
  CHECK(safe("-1") == "'-1");
  CHECK(safe("@SUM(A1)") == "'@SUM(A1)");
  CHECK(safe("\tx") == "'\tx");
  CHECK(safe("\rx") == "\"'\rx\"");
  CHECK(safe("\nx") == "\"'\nx\"");
  CHECK(safe(std::string_view("\0x", 2)) == std::string("'\0x", 3));
  for (const char* sign : {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) CHECK(safe(sign) == "'" + std::string(sign));
  CHECK(safe("a=1") == "a=1");
  CHECK(safe("1-1") == "1-1");
  CHECK(safe("").empty());
  CHECK(safe("=a,b") == "\"'=a,b\"");
}

TEST_CASE("A cell is quoted where it has to be, and a reader gives it back") {
  for (const char* cell : {"plain", "a,b", "a\"b", "\"", "a\nb", "a\r\nb", " a", "a ", "", "a;b"}) {
    std::vector<std::string> cells;
    CsvReader reader;
    const std::string line = safe(cell) + "," + safe("end") + "\r\n";
    reader.feed(line, [&](const Record& record) {
      for (const std::string_view text : record.cells) cells.emplace_back(text);
    });
    CHECK(cells == std::vector<std::string>{cell, "end"});
  }
  CHECK(safe("caf\xE9") == "caf\u00E9");
}

TEST_CASE("A download has the file's columns unchanged, then the verdict of every row") {
  CHECK(download({some_courseware}) ==
      "\xEF\xBB\xBF"
      "Redemption date,Course type,Achievement code,tspq_verdict,tspq_points,tspq_reason,tspq_file,tspq_row\r\n"
      "2024-06-03,Advanced,A,counted,1,,c.csv,2\r\n"
      "2024-06-04,Fundamentals,B,counted,0.5,,c.csv,3\r\n"
      "2023-06-03,Advanced,C,not counted,0,outside_window,c.csv,4\r\n"
      "2024-06-05,Advanced,A,not counted,0,duplicate,c.csv,5\r\n"
      "never,Advanced,D,cannot say,0,unreadable_date,c.csv,6\r\n");
}

TEST_CASE("A download is the same in chunks of any size") {
  const std::string whole = download({some_courseware});
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U}) CHECK(download({some_courseware}, {}, piece) == whole);
}

TEST_CASE("A filter keeps the rows it names: together the parts are the whole") {
  const auto lines = [](const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) - 1;
  };
  const auto with = [&](RowFilter::Which which, std::optional<Reason> reason) {
    RowFilter filter;
    filter.which = which;
    filter.reason = reason;
    return lines(download({some_courseware}, filter));
  };
  CHECK(with(RowFilter::Which::all, std::nullopt) == 5);
  CHECK(with(RowFilter::Which::counted, std::nullopt) == 2);
  CHECK(with(RowFilter::Which::not_counted, std::nullopt) == 3);
  CHECK(with(RowFilter::Which::all, Reason::counted) == 2);
  CHECK(with(RowFilter::Which::counted, Reason::duplicate) == 0);
  std::size_t all = 0;
  for (std::size_t i = 0; i < reason_count; ++i) all += with(RowFilter::Which::all, static_cast<Reason>(i));
  CHECK(all == 5);
}

TEST_CASE("A download can be narrowed by file, area, category and a text in any cell, all at once") {
  const File surveys = {"s.csv",
      "Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9,Title\n"
      "S1,2024-06-03,Advanced,Security,5,5,5,5,5,5,5,5,5,caf\xE9 one\nS2,2024-06-03,Fundamentals,Security,4,4,4,4,4,4,4,4,4,ONE\n"
      "S3,2024-06-03,Advanced,Modern Work,4,4,4,4,4,4,4,4,4,two\nS4,2024-06-03,,,4,4,4,4,4,4,4,4,4,two\n"};
  const auto rows_with = [&](const std::string& json) {
    const auto filter = parse_row_filter(json, built_in_rulebook());
    REQUIRE(filter);
    std::string rows;
    const std::string text = download({some_courseware, surveys}, *filter);
    for (std::size_t at = text.find("\r\n") + 2; at < text.size(); at = text.find("\r\n", at) + 2) {
      // The last cell is the row's number, the one before it the file's name.
      const std::string line = text.substr(at, text.find("\r\n", at) - at);
      rows += line.substr(line.rfind(',', line.rfind(',') - 1) + 1) + " ";
    }
    return rows;
  };
  CHECK(rows_with("{}") == "c.csv,2 c.csv,3 c.csv,4 c.csv,5 c.csv,6 s.csv,2 s.csv,3 s.csv,4 s.csv,5 ");
  CHECK(rows_with(R"({"file":1})") == "s.csv,2 s.csv,3 s.csv,4 s.csv,5 ");
  CHECK(rows_with(R"({"area":"security"})") == "s.csv,2 s.csv,3 ");
  CHECK(rows_with(R"({"area":"none"})") == "s.csv,5 ");
  CHECK(rows_with(R"({"category":"fundamental_and_others"})") == "c.csv,3 s.csv,3 ");
  CHECK(rows_with(R"({"category":"unknown"})") == "s.csv,5 ");
  CHECK(rows_with(R"({"text":"one"})") == "s.csv,2 s.csv,3 ");
  CHECK(rows_with(R"({"text":"caf\u00e9"})") == "s.csv,2 ");
  CHECK(rows_with(R"({"text":"2024-06-03","category":"advanced","file":1,"reason":"counted"})") == "s.csv,2 s.csv,4 ");
  CHECK(rows_with(R"({"area":"security","text":"two"})").empty());
  CHECK(rows_with(R"({"file":2})").empty());
  RowFilter only_courseware;
  only_courseware.file = 0;
  CHECK(download({some_courseware, surveys}, only_courseware).find("Survey ID") == std::string::npos);
}

TEST_CASE("Columns of several files are united by name, and a file without one leaves it empty") {
  const File other = {"d.csv", "Course type,Redemption date,Country\nAdvanced,2024-06-03,=HYPERLINK()\n"};
  CHECK(download({some_courseware, other}).ends_with("2024-06-03,Advanced,,'=HYPERLINK(),counted,1,,d.csv,2\r\n"));
  CHECK(download({some_courseware, other})
            .starts_with("\xEF\xBB\xBF"
                         "Redemption date,Course type,Achievement code,Country,tspq_verdict"));
}

TEST_CASE("Columns that an earlier download added are replaced and not repeated") {
  const std::string first = download({some_courseware});
  const std::string second = download({{"c.csv", first}});
  CHECK(second.starts_with(
      "\xEF\xBB\xBF"
      "Redemption date,Course type,Achievement code,tspq_verdict,tspq_points,tspq_reason,tspq_file,tspq_row\r\n"));
  CHECK(second == first);
}

TEST_CASE("A column of the file's own stays, even if its name begins as ours do") {
  CHECK(download({{"c.csv", "Redemption date,Course type,tspq_note\n2024-06-03,Advanced,kept\n"}}) ==
      "\xEF\xBB\xBF"
      "Redemption date,Course type,tspq_note,tspq_verdict,tspq_points,tspq_reason,tspq_file,tspq_row\r\n2024-06-03,Advanced,kept,counted,1,,c.csv,2\r\n");
}

TEST_CASE("Rows with too many cells keep them, and our columns stay in their place") {
  const std::string text =
      download({{"c.csv", "Redemption date,Course type\n2024-06-03,Advanced,left,over\n2024-06-03\n"}});
  CHECK(text.find("2024-06-03,\"Advanced,left,over\",cannot say,0,malformed_row,c.csv,2\r\n") != std::string::npos);
  CHECK(text.find("2024-06-03,,cannot say,0,malformed_row,c.csv,3\r\n") != std::string::npos);
}

TEST_CASE("A file that is another one than before is noticed and does no harm") {
  FileSet set(built_in_rulebook(), {});
  read_file(set, "c.csv", some_courseware.text);
  for (const std::string text :
      {"", "x", "Redemption date,Course type,Achievement code\n2024-06-03,Whatever,A\n",
          "Redemption date,Course type,Achievement code\n2024-06-03,Whatever,A\n2024-06-04,Fundamentals,B\n2023-06-03,Advanced,C\n2024-06-05,Advanced,A\nnever,Advanced,D\n",
          "Redemption date\n2024\n2024\n2024\n2024\n2024\n2024\n2024\n"}) {
    RowsCsv out(set, window_2024(), {});
    std::string written;
    out.begin_file(0);
    out.feed(text, written);
    out.end_file(written);
    INFO(text);
    CHECK(out.file_changed());
  }
}

TEST_CASE("A criterion's download holds files of its kind only, an area's only its rows") {
  const File surveys = {"s.csv",
      "Survey ID,Completion date,Course type,Solution area,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\nS1,2024-06-03,Advanced,Security,5,5,5,5,5,5,5,5,5\nS2,2024-06-03,Advanced,Modern Work,4,4,4,4,4,4,4,4,4\nS3,2024-06-03,Advanced,,4,4,4,4,4,4,4,4,\n"};
  RowFilter filter;
  filter.criterion = criterion_with_id("security/survey_completions", built_in_rulebook());
  const std::string security = download({some_courseware, surveys}, filter);
  CHECK(security.find("S1,") != std::string::npos);
  CHECK(security.find("S2,") == std::string::npos);
  CHECK(security.find("S3,") == std::string::npos);
  CHECK(security.find("Achievement code") == std::string::npos);
  filter.criterion = criterion_with_id("average_response_score", built_in_rulebook());
  const std::string base = download({some_courseware, surveys}, filter);
  CHECK(base.find("S3,2024-06-03,Advanced,,4,4,4,4,4,4,4,4,,counted,32,,s.csv,4\r\n") != std::string::npos);
}

TEST_CASE("A file in UTF-16 comes out as UTF-8") {
  std::string utf16 = "\xFF\xFE";
  for (const char c : some_courseware.text) (utf16 += c) += '\0';
  CHECK(download({{"c.csv", utf16}}) == download({some_courseware}));
}

TEST_CASE(
    "Files with other names for the same fact share a column of the download, which reads back with the same verdicts") {
  const File other = {"d.csv", "Date,Code,Course Type,Remark\n2024-06-07,E,Advanced,late\n2024-06-08,B,Advanced,\n"};
  const std::string both = download({some_courseware, other});
  CHECK(both.find("Redemption date,Course type,Achievement code,Remark,tspq_verdict") == 3);  // behind the mark
  CHECK(both.find("2024-06-07,Advanced,E,late,counted,1,,d.csv,2\r\n") != std::string::npos);
  CHECK(both.find("2024-06-08,Advanced,B,,not counted,0,duplicate,d.csv,3\r\n") != std::string::npos);
  FileSet first(built_in_rulebook(), {});
  read_file(first, "c.csv", some_courseware.text);
  read_file(first, "d.csv", other.text);
  FileSet again(built_in_rulebook(), {});
  read_file(again, "both.csv", both);
  std::vector<Reason> reasons = reasons_of(first.files()[0]);
  for (const Reason reason : reasons_of(first.files()[1])) reasons.push_back(reason);
  CHECK(reasons_of(again.files()[0]) == reasons);
}

TEST_CASE("An id that a download has made harmless for spreadsheets is still the id of the file it came from [R-DUP]") {
  const File file = {
      "c.csv", "Redemption date,Course type,Achievement code\n2024-06-03,Advanced,=A1\n2024-06-04,Advanced,-B2\n"};
  const std::string downloaded = download({file});
  CHECK(downloaded.find(",'=A1,") != std::string::npos);
  FileSet set(built_in_rulebook(), {});
  read_file(set, "c.csv", file.text);
  read_file(set, "downloaded.csv", downloaded);
  CHECK(reasons_of(set.files()[1]) == std::vector{Reason::duplicate, Reason::duplicate});
}

TEST_CASE("An apostrophe of the file's own belongs to the id, in an export as in a download of it [R-DUP]") {
  const std::string header = "Redemption date,Course type,Achievement code\n";
  const File file = {"c.csv",
      header + "2024-06-03,Advanced,'=A1\n2024-06-03,Advanced,=A1\n2024-06-04,Advanced,'B2\n2024-06-04,Advanced,B2\n"};
  FileSet set(built_in_rulebook(), {});
  read_file(set, "c.csv", file.text);
  CHECK(reasons_of(set.files()[0]) == std::vector(4, Reason::counted));
  // Of these, a download writes the second with an apostrophe as well, and of B2 it writes both as they are.
  FileSet again(built_in_rulebook(), {});
  read_file(again, "b.csv", header + "2024-06-04,Advanced,B2\n");
  read_file(again, "downloaded.csv", download({{"c.csv", header + "2024-06-04,Advanced,'B2\n"}}));
  CHECK(reasons_of(again.files()[1]) == std::vector{Reason::counted});
}

TEST_CASE(
    "An empty cell in a download of ours says what the row's own file said: nothing where the row came past the rule that asks for it, as far as the row says so") {
  const std::string own = ",tspq_verdict,tspq_points,tspq_reason,tspq_file,tspq_row\n";
  const auto reason = [&](const std::string& header, const std::string& cells, const std::string& before,
                          const Choices& choices = {}) {
    FileSet set(built_in_rulebook(), choices);
    read_file(set, "download.csv", header + own + cells + ",some verdict,0," + before + ",a.csv,2\n");
    return reasons_of(set.files()[0]).at(0);
  };
  const std::string courseware = "Redemption date,Course type,Achievement code";
  CHECK(reason(courseware, "2024-06-03,Advanced,", "") == Reason::counted);
  CHECK(reason(courseware, "2024-06-03,Advanced,", "missing_id") == Reason::missing_id);
  CHECK(reason(courseware, "2024-06-03,,", "unknown_category") == Reason::unknown_category);
  CHECK(reason(courseware, "2024-06-03,Advanced,", "unreadable_date") == Reason::missing_id);
  CHECK(reason(courseware, "2024-06-03,Advanced,", "no_such_reason") == Reason::missing_id);
  const std::string exams = "Purchase date,Exam type,Units";
  CHECK(reason(exams, "2024-06-03,Advanced,", "") == Reason::counted);
  CHECK(reason(exams, "2024-06-03,Advanced,", "unreadable_units") == Reason::unreadable_units);
  CHECK(reason(exams, "2024-06-03,,", "unknown_category") == Reason::unknown_category);
  CHECK(reason(exams, "2024-06-03,Advanced,", "missing_id") == Reason::unreadable_units);
  CHECK(reason(exams, "2024-06-03,Advanced,x", "") == Reason::unreadable_units);
  const std::string surveys = "Survey ID,Completion date,Course type,MCT eligible,Average score";
  CHECK(reason(surveys, "S1,2024-06-03,Advanced,,5", "") == Reason::counted);
  CHECK(reason(surveys, "S1,2024-06-03,Fundamentals,,5", "not_advanced") == Reason::not_advanced);
  CHECK(reason(surveys, "S1,2024-06-03,Advanced,,5", "ineligible_instructor") == Reason::ineligible_instructor);
  CHECK(reason(surveys, "S1,2024-06-03,Advanced,,5", "cancelled") == Reason::ineligible_instructor);
  // Whether courseware was asked for eligibility is a choice, and may be another one now.
  Choices courseware_too;
  courseware_too.require_eligible_mct_for_courseware = true;
  CHECK(reason("Redemption date,Course type,MCT eligible", "2024-06-03,Advanced,", "", courseware_too) ==
      Reason::ineligible_instructor);
}

TEST_CASE("A survey with its nine answers comes back from a download whatever another column of it says") {
  const File wide = {"w.csv",
      "Survey ID,Completion date,Course type,Question,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\nW1,2024-06-03,Advanced,asked by hand,5,5,5,5,5,5,5,5,5\n"};
  FileSet again(built_in_rulebook(), {});
  read_file(again, "w.csv", download({wide}));
  CHECK(reasons_of(again.files()[0]) == std::vector{Reason::counted});
}

TEST_CASE("Surveys by answer in a download beside surveys by survey do not come back as surveys without answers") {
  const File wide = {"w.csv",
      "Survey ID,Completion date,Course type,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\nW1,2024-06-03,Advanced,5,5,5,5,5,5,5,5,5\nW2,2024-06-03,Advanced,,,,,,,,,\n"};
  const File by_answer = {
      "l.csv", "Survey ID,Completion date,Course type,Question,Score\nL1,2024-06-03,Advanced,Q1,4\n"};
  FileSet again(built_in_rulebook(), {});
  read_file(again, "both.csv", download({wide, by_answer}));
  CHECK(reasons_of(again.files()[0]) == std::vector{Reason::counted, Reason::counted, Reason::unreadable_response});
}

TEST_CASE(
    "A download keeps every day as it was written; files that differ in the order of day and month keep columns of their own, and no reader mixes them") {
  const File day_first = {"a.csv",
      "Redemption date,Course type,Achievement code\n13/06/2024,Advanced,A\n14/06/2024,Advanced,B\n03/04/2024,Advanced,C\n"};
  const File month_first = {"b.csv",
      "Redemption date,Course type,Achievement code\n06/15/2024,Advanced,D\n03/04/2024 10:00,Advanced,E\nsoon,Advanced,F\n"};
  const std::string both = download({day_first, month_first});
  CHECK(both.starts_with("\xEF\xBB\xBFRedemption date,Course type,Achievement code,Redemption date,tspq_verdict"));
  for (const char* row : {"\n13/06/2024,Advanced,A,,", "\n03/04/2024,Advanced,C,,", "\n,Advanced,D,06/15/2024,",
           "\n,Advanced,E,03/04/2024 10:00,", "\n,Advanced,F,soon,"})
    CHECK(both.find(row) != std::string::npos);
  FileSet again(built_in_rulebook(), {});
  read_file(again, "both.csv", both);
  CHECK(again.files()[0].problem);

  const File alike = {"c.csv", "Redemption date,Course type,Achievement code\n15/06/2024,Advanced,G\n"};
  const File plain = {"d.csv", "Completion date,Course type,Achievement code\n2024-06-16,Advanced,H\n"};
  const File unsettled = {"e.csv", "Redemption date,Course type,Achievement code\n05/06/2024,Advanced,I\n"};
  CHECK(download({plain, day_first, alike})
            .starts_with("\xEF\xBB\xBF"
                         "Completion date,Course type,Achievement code,tspq_verdict"));
  CHECK(download({day_first, unsettled}).find("\n,Advanced,I,05/06/2024,") != std::string::npos);
  const File exams = {"x.csv", "Purchase date,Exam type,Units\n1/14/2024 5:00:00 PM,Advanced,2\n"};
  CHECK(download({day_first, exams}).find("1/14/2024 5:00:00 PM") != std::string::npos);
}

TEST_CASE("Rows that come in one buffer, chunk after chunk, are not taken for the row that was there before") {
  const std::string header = "Survey ID,Completion date,Course type,Question,Score,Remark\n";
  std::string text = header;
  for (int i = 0; i < 200; ++i)
    text += "S" + std::to_string(100 + i) + ",2024-06-03,Advanced,Q1," + std::to_string(1 + i % 5) +
        ",so that a row is longer than a block of bytes is\n";
  FileSet set(built_in_rulebook(), {});
  read_file(set, "s.csv", text);
  RowsCsv out(set, window_2024(), {});
  std::string written = out.header();
  out.begin_file(0);
  const std::size_t row = (text.size() - header.size()) / 200;
  std::string buffer;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = at == 0 ? header.size() : 2 * row;
    buffer.assign(text, at, size);
    out.feed(buffer, written);
    at += size;
  }
  out.end_file(written);
  CHECK_FALSE(out.file_changed());
  for (int i = 0; i < 200; ++i)
    CHECK(written.find("S" + std::to_string(100 + i) + ",2024-06-03,Advanced,Q1," + std::to_string(1 + i % 5)) !=
        std::string::npos);
}

TEST_CASE("A blank at either end of a cell is kept by quotes, and a name of ours with blanks around it is ours") {
  CHECK(safe(" a") == "\" a\"");
  CHECK(safe("a ") == "\"a \"");
  CHECK(safe("a b") == "a b");
  const std::string again = download({{"c.csv",
      "Redemption date,Course type,Achievement code, tspq_verdict ,Note\n2024-06-03,Advanced,A,counted,x\n"}});
  CHECK(again.find("Redemption date,Course type,Achievement code,Note,tspq_verdict,") == 3);
}

TEST_CASE(
    "Columns share one of the download where they state the same of the same kind of export, or nothing under one name, and not otherwise") {
  const auto header = [](const std::vector<std::string>& headers) {
    std::vector<File> files;
    for (const std::string& one : headers) files.push_back({std::to_string(files.size()) + ".csv", one + "\n"});
    const std::string text = download(files);
    return text.substr(3, text.find(",tspq_verdict") - 3);
  };
  const std::string courseware = "Redemption date,Course type,Achievement code";
  CHECK(header({courseware + ",Remark", courseware + ",Town", courseware + ",Town,Remark"}) ==
      courseware + ",Remark,Town");
  CHECK(header({courseware + ",Note,Note", courseware + ",Note"}) == courseware + ",Note,Note");
  CHECK(header({courseware, "Date,Code,Course type"}) == courseware);
  CHECK(header({courseware, "Purchase date,Exam type,Units"}) == courseware + ",Purchase date,Exam type,Units");
  CHECK(header({"Purchase date,Exam type,Units,Status", courseware + ",Status"}) ==
      "Purchase date,Exam type,Units,Status,Redemption date,Course type,Achievement code");
  const std::string wide = "Survey ID,Completion date,Course type";
  std::string by_letter = wide;
  std::string by_word = wide;
  for (int i = 1; i <= 9; ++i) {
    by_letter += ",Q" + std::to_string(i);
    by_word += ",Question " + std::to_string(i);
  }
  CHECK(header({by_letter, by_word}) == by_letter);
  // A name that states something in one file and nothing in another of its kind is two columns; in another kind of
  // export it is one.
  CHECK(header({courseware + ",MPN ID", courseware + ",MPN ID,V ORG ID"}) == courseware + ",MPN ID,MPN ID");
  CHECK(
      header({"Purchase date,Exam type,Units", by_letter + ",Units"}) == "Purchase date,Exam type,Units," + by_letter);
}

TEST_CASE("Only files that are wanted take part in the columns of a download") {
  const std::string header = "Redemption date,Course type,Achievement code\n";
  const File day_first = {"a.csv", header + "13/06/2024,Advanced,A\n03/04/2024,Advanced,C\n"};
  const File month_first = {"b.csv", header + "06/15/2024,Advanced,D\n"};
  RowFilter second;
  second.file = 1;
  CHECK(download({day_first, month_first}, second).find("\n06/15/2024,Advanced,D,") != std::string::npos);
  CHECK(download({day_first, month_first}).find("\n,Advanced,D,06/15/2024,") != std::string::npos);
}

TEST_CASE(
    "A download of several kinds of export is refused when it is dropped by itself, also where their columns have the same names") {
  const File courseware = {
      "c.csv", "Redemption date,Course number,Course type,Achievement code\n2024-06-03,AZ-104,Advanced,A\n"};
  const File exams = {"e.csv", "Purchase date,Exam number,Exam type,Units\n2024-06-03,AZ-104,Advanced,1\n"};
  const File surveys = {"s.csv",
      "Survey ID,Completion date,Course number,Course type,Q1,Q2,Q3,Q4,Q5,Q6,Q7,Q8,Q9\nS1,2024-06-03,AZ-104,Advanced,5,5,5,5,5,5,5,5,5\n"};
  const auto read_again = [](const std::string& text) {
    FileSet again(built_in_rulebook(), {});
    read_file(again, "again.csv", text);
    return again.files()[0].problem.value_or(Problem{}).code;
  };
  CHECK(read_again(download({courseware, exams, surveys})) == "several_kinds");
  CHECK(read_again(download({courseware, surveys})) == "several_kinds");
  CHECK(read_again(download({exams, courseware})) == "several_kinds");
  for (const File& one : {courseware, exams, surveys}) CHECK(read_again(download({one})).empty());
}

TEST_CASE("A download of exams without ids says that it counts a second time beside its own export") {
  const std::string header = "Purchase date,Exam type,Units";
  const auto warns = [](const std::string& text) {
    FileSet set(built_in_rulebook(), {});
    read_file(set, "e.csv", text);
    return std::any_of(set.files()[0].notices.begin(), set.files()[0].notices.end(),
        [](const Notice& notice) { return notice.code == "download_without_ids"; });
  };
  CHECK_FALSE(warns(header + "\n2024-06-03,Advanced,5\n"));
  CHECK(warns(download({{"e.csv", header + "\n2024-06-03,Advanced,5\n"}})));
  CHECK_FALSE(warns(download({{"e.csv", header + ",Order line ID\n2024-06-03,Advanced,5,O1\n"}})));
}

TEST_CASE("Surplus cells that are empty are left out, and others stay with the last column that the file has") {
  const std::string header = "Redemption date,Course type,Achievement code";
  const std::string text = download({{"a.csv", header + "\n2024-06-03,Advanced,A,,\n2024-06-03,Advanced,B,x,y\n"},
      {"b.csv", header + ",Town\n2024-06-03,Advanced,C,K\n"}});
  CHECK(text.find("\n2024-06-03,Advanced,A,,counted,1,,a.csv,2\r\n") != std::string::npos);
  CHECK(text.find("\n2024-06-03,Advanced,\"B,x,y\",,cannot say,0,malformed_row,a.csv,3\r\n") != std::string::npos);
}

TEST_CASE("A file has changed where its bytes or its rows are others, and the next one has not for that") {
  const std::string header = "Redemption date,Course type,Achievement code\n";
  FileSet set(built_in_rulebook(), {});
  const std::string text = header + "2024-06-03,Advanced,A\n2024-06-04,Advanced,A\n";
  read_file(set, "a.csv", text);
  read_file(set, "b.csv", header + "2024-06-03,Advanced,B\n");
  RowsCsv out(set, window_2024(), {});
  std::string written;
  const auto changed = [&](std::size_t file, const std::string& bytes) {
    out.begin_file(file);
    out.feed(bytes, written);
    out.end_file(written);
    return out.file_changed();
  };
  CHECK_FALSE(changed(0, text));
  CHECK(changed(0, text + "\n"));                                                   // a byte more, no row
  CHECK(changed(0, header + "2024-06-03,Advanced,A" + std::string(23, '\n')));      // as many bytes, a row less
  CHECK(changed(0, header + "2024-06-03,Advanced,A\n2024-06-04,Advanced,\"\"\n"));  // a repeat that has lost its id
  CHECK(changed(0, header + "2024-06-03,Advanced,A\n2024-06-34,Advanced,A\n"));     // a repeat that has lost its day
  CHECK_FALSE(changed(1, header + "2024-06-03,Advanced,B\n"));
}
