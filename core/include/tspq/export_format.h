// Which column holds which fact. A file is recognised by its header, never by its name or by the position of a column.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/choices.h"
#include "tspq/kinds.h"
#include "tspq/problem.h"
#include "tspq/rulebook.h"

namespace tspq {

/// A file whose columns are known.
struct ExportFormat {
  Kind kind = Kind::courseware;
  Shape shape = Shape::lines;
  bool id_names_group =
      false;  ///< the id is that of an order with several lines: only a line that agrees in every cell is a repeat
  std::vector<std::string> chosen_questions;  ///< long shape: the nine a person chose, or none
  char delimiter = ',';
  std::uint64_t header_record = 0;                             ///< records before it are title lines
  std::uint64_t header_line = 1;                               ///< from 1
  std::vector<std::string> header;                             ///< as written, in file order
  std::array<std::optional<std::size_t>, fact_count> columns;  ///< index into header for each fact the file states
  std::array<std::size_t, question_count> questions{};         ///< wide surveys: the columns of Q1..Q9
  /// A column in which rows with the same id have to agree, or they conflict [R-DUP]. That is every column but the id,
  /// question and answer in the long shape, and those that a download of ours has appended. `name` stands for the
  /// column's fact or question, or for its header where it has neither, so that it is the same in every file.
  struct Content {
    std::size_t column;
    std::uint64_t name;
  };
  std::vector<Content> content;
  std::optional<std::size_t> own_reason;  ///< the file is a download of ours: its tspq_reason column
  std::vector<Notice> notices;            ///< about the choice of columns

  std::optional<std::size_t> column(Fact fact) const { return columns[static_cast<std::size_t>(fact)]; }
};

/// A file's header row, or the row that comes closest to one: what a person starts from who matches columns by hand, so
/// it is there also when a column is missing.
struct HeaderRow {
  std::vector<std::string> cells;  ///< as written, in file order
  char delimiter = ',';
  std::uint64_t record = 0;      ///< records before it are title lines
  std::optional<Kind> likely;    ///< the kind the file would be; nullopt when it cannot be told
  bool kind_was_chosen = false;  ///< by a person, for the file's name or its header
  std::array<std::optional<std::size_t>, fact_count>
      columns;  ///< index into cells for each fact of the likely kind that was found
};

/// What a header row says.
struct Recognition {
  std::optional<ExportFormat> format;  ///< set when every required column was found once
  Problem problem;                     ///< set otherwise
  HeaderRow header;
  std::size_t matched =
      0;  ///< how many facts and questions found a column in the best kind; below 2 the row is hardly a header
};

/// Sixteen hexadecimal digits that stand for a header, whatever its case, blanks and punctuation. Choices of columns
/// are kept by it.
std::string header_fingerprint(std::span<const std::string_view> header);

/// Decides what the file with this header is. A required column that is missing, or a column that is there twice, is a
/// Problem, never a guess; what a person chose for the file's name or its header goes first. Where the row stands and
/// how it is delimited only open_export() knows; they are the defaults here.
Recognition recognize(
    std::span<const std::string_view> header, const Choices& choices = {}, const std::string& file = {});

/// Says by its first bytes that a file is no delimited text (a spreadsheet, an archive, a picture, HTML, UTF-32) and
/// what to do instead. Nullopt when it may be text; `bytes` are as in the file.
std::optional<Problem> refuse_by_first_bytes(std::string_view bytes);

/// Finds delimiter and header within the first 21 records of a text and recognises the kind. `start` holds the first
/// bytes of the text in UTF-8, up to prologue_bytes of them.
Recognition open_export(
    std::string_view start, bool is_whole_file, const Choices& choices = {}, const std::string& file = {});

/// How many first bytes open_export wants to see, or the whole file when it is shorter.
inline constexpr std::size_t prologue_bytes = std::size_t{256} << 10;

/// What a kind of export can state, for matching columns by hand.
struct FactTitle {
  Fact fact;
  std::string title;
  bool required;  ///< by itself; category and course stand in for each other
};
std::vector<FactTitle> facts_of(Kind kind);

/// Words that cells are compared with, as fold_words() gives them.
struct CellWords {
  std::vector<std::string> yes;  ///< an eligible MCT
  std::vector<std::string> cancelled;
  std::vector<std::string> unanswered;
};
const CellWords& cell_words();

}  // namespace tspq
