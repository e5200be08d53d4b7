// Reads comma-separated text (RFC 4180 and what spreadsheets make of it) in chunks, in constant memory, without losing
// a record.
//
//   CsvReader reader(',');
//   reader.feed("a,b\r\n1,", on_record);
//   reader.feed("2\r\n", on_record);
//   reader.finish(on_record);           // on_record saw {"a","b"} and {"1","2"}
//
// Any split into chunks gives the same records. What the reader decides:
// * CR, LF and CRLF end a record, mixed as they come; inside quotes they belong to the cell. A line without a single
// byte is not a record.
// * A cell is quoted when its first byte is a quote. Inside, "" is one quote. After the closing quote the rest of the
// cell is kept as it
//   stands ("a"b reads ab). A quote elsewhere is an ordinary byte. Blanks are kept. A UTF-8 mark at byte 0 is skipped.
// * A record over a limit is reported once, without cells, and reading goes on at the next line.
// * A stray quote costs its own row and no other. It is noticed where a record that quotes carry over line ends is over
// a limit, where the file ends in a
//   quoted cell over the limit, and where a cell that spans lines is closed by a quote that looks as if it opened one,
//   with text behind it: two stray quotes swallow the rows between them. The record is then reported for its first line
//   alone, and the lines it had swallowed are read again, every quoted cell ending at its line's end at the latest. No
//   byte is read more than twice for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/function_ref.h"

namespace tspq {

/// Where something begins in a file.
struct Position {
  std::uint64_t byte = 0;    ///< from 0, marks included
  std::uint64_t line = 1;    ///< from 1, as a text editor counts
  std::uint64_t record = 0;  ///< from 0, blank lines not counted; the header is a record
  std::uint64_t row =
      1;  ///< from 1, as a spreadsheet numbers its rows: blank lines count, line breaks inside quotes do not
};

struct CsvLimits {
  std::size_t record_bytes = std::size_t{1} << 20;  ///< as written, quotes included, line end excluded
  std::size_t cell_bytes = std::size_t{64} << 10;   ///< as read, without enclosing quotes
  std::size_t columns = 1'000;
};

enum class RecordFault : std::uint8_t {
  none,
  unclosed_quote,  ///< a quote that opened on line `quote_line` did not close before the end of the file or the record
                   ///< limit
  record_too_long,
  cell_too_long,
  too_many_columns,
};

/// The cells of a record, decoded when they are asked for: a reader of long files looks at few of them. Copies are
/// cheap.
class Cells {
public:
  Cells() = default;

  /// Cells that are texts already.
  Cells(std::span<const std::string_view> texts) : texts_(texts.data()), size_(texts.size()) {}

  /// Cells as they stand in `text`: the first begins at `begin`, each ends at its entry of `ends`, and the next one
  /// begins behind the delimiter there. A cell that begins with a quote also ends with one and holds no other.
  Cells(const char* text, std::uint32_t begin, std::span<const std::uint32_t> ends)
      : text_(text),
        ends_(ends.data()),
        begin_(begin),
        size_(ends.size()) {}

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::string_view back() const { return (*this)[size_ - 1]; }

  std::string_view operator[](std::size_t i) const {
    if (texts_ != nullptr) return {texts_[i].data(), texts_[i].size()};
    const std::uint32_t from = i == 0 ? begin_ : ends_[i - 1] + 1;
    const std::uint32_t size = ends_[i] - from;
    const std::uint32_t quote = size != 0 && text_[from] == '"' ? 1 : 0;
    return {text_ + from + quote, size - 2 * quote};
  }

  class Iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::string_view*;
    using reference = std::string_view;

    Iterator() = default;
    Iterator(const Cells& cells, std::size_t at) : cells_(&cells), at_(at) {}
    std::string_view operator*() const { return (*cells_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return {*cells_, at_++}; }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

  private:
    const Cells* cells_ = nullptr;
    std::size_t at_ = 0;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size_}; }

private:
  const std::string_view* texts_ = nullptr;
  const char* text_ = nullptr;
  const std::uint32_t* ends_ = nullptr;
  std::uint32_t begin_ = 0;
  std::size_t size_ = 0;
};

/// One record. Place and cells live until the callback returns.
struct Record {
  const Position& at;
  Cells cells;  ///< decoded; empty for a fault other than unclosed_quote at the end of the file
  RecordFault fault = RecordFault::none;
  std::uint64_t quote_line = 0;  ///< for unclosed_quote: the line of the opening quote, from 1
  bool can_start_here = true;  ///< whether a reader that starts at this record sees the same: not in what a stray quote
                               ///< had swallowed, which is read line by line
};

/// The two cells in which a record differs from another one, without enclosing quotes. They stay in place until the
/// callback returns.
struct VaryingCells {
  const char* begin = nullptr;  ///< the record's first byte
  const char* cell = nullptr;   ///< in the left one of the two columns
  const char* other_cell = nullptr;
  std::uint16_t cell_bytes = 0;
  std::uint16_t other_cell_bytes = 0;

  std::string_view text() const { return {cell, cell_bytes}; }
  std::string_view other_text() const { return {other_cell, other_cell_bytes}; }
};

/// Consecutive records, without a blank line between them, each with the same text as one recent record except in the
/// two columns given to expect_alike().
struct AlikeRecords {
  std::span<const VaryingCells> records;  ///< at least one, at most `most`
  const Position& at;                     ///< of the first
  std::uint64_t like = 0;                 ///< Position::record of the one they are like

  static constexpr std::size_t most = 64;
};

/// A look ahead at the lines that follow, for a caller that can prepare for many records at once. They are handed out
/// next, except that blank lines are no records and that some may come as AlikeRecords. Good until the callback
/// returns; the text that the cells stand in, until feed() does.
class ComingRecords {
public:
  /// A line in the text.
  struct Line {
    std::uint32_t begin = 0;      ///< offset of its first byte
    std::uint32_t end = 0;        ///< and of its line end's
    std::uint32_t first_end = 0;  ///< index, among all cell ends, of its first cell's
    std::uint32_t cells = 0;
    bool is_unusual = false;  ///< its cells may need decoding
  };

  /// `ends` are the cell ends, each an offset in the text.
  ComingRecords(std::string_view text, std::span<const Line> lines, std::span<const std::uint32_t> ends)
      : text_(text),
        lines_(lines),
        ends_(ends) {}

  std::size_t size() const { return lines_.size(); }

  /// A line's cells, as they will be handed out where none needs decoding.
  Cells cells(std::size_t i) const { return Cells(text_.data(), lines_[i].begin, ends_of(lines_[i])); }
  std::span<const std::uint32_t> ends_of(const Line& line) const { return ends_.subspan(line.first_end, line.cells); }
  std::span<const Line> lines() const { return lines_; }

private:
  std::string_view text_;
  std::span<const Line> lines_;
  std::span<const std::uint32_t> ends_;
};

class RowFrames;
class RowIndex;

class CsvReader {
public:
  using OnRecord = FunctionRef<void(const Record&)>;
  using OnAlike = FunctionRef<std::size_t(const AlikeRecords&)>;
  using OnComing = FunctionRef<void(const ComingRecords&)>;

  explicit CsvReader(char delimiter = ',', CsvLimits limits = {});

  /// Goes on in the middle of a file: the first byte fed is the first of the record at `start`, which must be one that
  /// `can_start_here`.
  CsvReader(char delimiter, const Position& start);

  /// From the next bytes on, records that differ from a recent one in these two columns only (counted from 0) are
  /// offered together to Takers::on_alike: taking them is several times as fast as reading each. The same column twice
  /// switches this off.
  void expect_alike(std::size_t column, std::size_t other_column);

  ~CsvReader();
  CsvReader(CsvReader&&) noexcept;

  /// The next bytes of the file. Calls back for every record that ends in them. Never throws but for lack of memory.
  void feed(std::string_view chunk, OnRecord on_record);

  /// The same, with alike records offered together and a look ahead at those to come.
  struct Takers {
    OnRecord on_record;
    OnAlike
        on_alike;  ///< takes as many as it can from the front and returns how many; the next one then goes to on_record
    OnComing on_coming;
  };
  void feed(std::string_view chunk, const Takers& takers);

  /// The file is over: reports a last record without a line end. The reader is used up.
  void finish(OnRecord on_record);

private:
  enum class State : std::uint8_t {
    plain,     // in an unquoted cell, or before a cell's first byte
    quoted,    // behind an opening quote
    closing,   // behind a quote that closes the cell unless a second one follows at once
    tail,      // behind a closed quote, in the rest of the cell
    skipping,  // over a limit: waiting for the line to end
  };

  struct CellSpan {
    std::size_t begin = 0;  // offsets from the record's first byte
    std::size_t end = 0;
    bool quoted = false;          // the first byte is a quote
    bool needs_decoding = false;  // and it holds an escaped quote, a tail, or never closed
  };

  void scan(std::string_view bytes, const Takers& takers);
  std::size_t scan_regular(std::string_view chunk, std::size_t record_start, const Takers& takers);
  ComingRecords find_lines(std::string_view chunk, std::size_t from);
  std::size_t scan_alike(std::string_view chunk, std::size_t record_start, OnAlike on_alike);
  std::size_t after_line_feed(std::string_view chunk, std::size_t at) const;
  void next_regular(std::size_t length);
  std::size_t scan_from(std::string_view chunk, std::size_t record_start, OnRecord on_record);
  void take_apart(std::string_view record);
  void see(char c, std::size_t offset);
  void end_cell(std::size_t offset);
  bool holds_stray_quote(std::string_view record) const;
  void hand_out(std::string_view bytes, RecordFault fault, OnRecord on_record);
  void next_record(std::uint64_t bytes_consumed, std::uint64_t lines_consumed);
  std::size_t open_cell_bytes();
  void give_up(OnRecord on_record);

  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  char delimiter_;
  CsvLimits limits_;
  std::size_t mark_bytes_ = 0;  // of a UTF-8 mark seen at the start of the file; nowhere once that is decided

  // The current record.
  State state_ = State::plain;
  Position at_;
  std::uint64_t earlier_ = 0;  // its bytes in earlier chunks; they are in carry_ unless skipping
  std::string carry_;          // at most record_bytes + 1
  std::vector<CellSpan> spans_;
  std::size_t cell_begin_ = 0;
  bool cell_needs_decoding_ = false;
  bool too_many_columns_ = false;
  std::vector<std::size_t>
      doubtful_quotes_;  // offsets of those that close a cell which goes over a line end, and have text behind them
  std::size_t last_quote_ = 0;                    // offset of the quote that may close the cell
  std::uint64_t opening_line_ = 0;                // line of the last quote that opened a cell
  std::uint64_t lines_inside_ = 0;                // line breaks within quotes
  std::uint64_t lines_before_cell_ = 0;           // of them, before the last cell that opened with one
  std::size_t carriage_return_inside_ = nowhere;  // offset of the last CR within quotes: CRLF is one line break
  RecordFault skip_fault_ = RecordFault::none;

  bool after_carriage_return_ = false;  // a line feed that comes next belongs to the line end before it
  bool quotes_end_with_line_ = false;   // while re-reading what an unclosed quote had swallowed

  std::vector<std::string_view> views_;
  std::unique_ptr<RowIndex> index_;
  std::vector<ComingRecords::Line> lines_;  // in its window
  std::unique_ptr<RowFrames> frames_;
  unsigned compared_in_vain_ = 0;  // records in a row, counted up to a number after which few are compared
  std::string decoded_;            // texts of cells that need decoding; sized before views into it are taken
};

}  // namespace tspq
