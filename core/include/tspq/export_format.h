// Which column holds which fact. A file is recognised by its header, never by its name or by the position of a column.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/problem.h"
#include "tspq/rulebook.h"

namespace tspq {

enum class Kind : std::uint8_t { courseware, exams, surveys };
inline constexpr std::size_t kind_count = 3;

/// "courseware", "exams", "surveys".
std::string_view id_of(Kind kind);

/// How the rows of a file are laid out.
enum class Shape : std::uint8_t {
  lines,  ///< courseware and exams: a row per redemption or purchase line
  wide,   ///< surveys: a row per survey, its nine answers side by side
};

/// "lines", "wide".
std::string_view id_of(Shape shape);

/// What a row can state besides survey answers.
enum class Fact : std::uint8_t { id, org, date, course, category, units, instructor, eligible, area, status };
inline constexpr std::size_t fact_count = 10;

/// "id", "org", … as export_columns.json names them.
std::string_view id_of(Fact fact);

/// A file whose columns are known.
struct ExportFormat {
  Kind kind = Kind::courseware;
  Shape shape = Shape::lines;
  char delimiter = ',';
  std::uint64_t header_record = 0;  ///< records before it are title lines
  std::uint64_t header_line = 1;    ///< from 1
  std::vector<std::string> header;  ///< as written, in file order
  std::array<std::optional<std::size_t>, fact_count> columns;  ///< index into header for each fact the file states
  std::array<std::size_t, question_count> questions{};         ///< wide surveys: the columns of Q1..Q9
  std::vector<Notice> notices;                                 ///< about the choice of columns

  std::optional<std::size_t> column(Fact fact) const { return columns[static_cast<std::size_t>(fact)]; }
};

/// What a header row says.
struct Recognition {
  std::optional<ExportFormat> format;  ///< set when every required column was found once; delimiter and header position are still the defaults
  Problem problem;                     ///< set otherwise
  std::size_t matched = 0;             ///< how many facts and questions found a column in the best kind; below 2 the row is hardly a header
};

/// Decides what the file with this header is. A required column that is missing, or a column that is there twice, is a Problem, never a guess.
Recognition recognize(std::span<const std::string_view> header);

/// Says by its first bytes that a file is no delimited text (a spreadsheet, an archive, a picture, HTML, UTF-32) and what to do instead.
/// Nullopt when it may be text; `bytes` are as in the file.
std::optional<Problem> refuse_by_first_bytes(std::string_view bytes);

/// Finds delimiter and header within the first 21 records of a text and recognises the kind. `start` holds the first bytes of the text in UTF-8, up to
/// prologue_bytes of them.
Recognition open_export(std::string_view start);

/// How many first bytes open_export wants to see, or the whole file when it is shorter.
inline constexpr std::size_t prologue_bytes = std::size_t{256} << 10;

/// Words that cells are compared with, as fold_words() gives them.
struct CellWords {
  std::vector<std::string> yes;         ///< an eligible MCT
  std::vector<std::string> cancelled;
  std::vector<std::string> unanswered;
};
const CellWords& cell_words();

}  // namespace tspq
