#include "tspq/csv.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "byte_masks.h"
#include "row_frame.h"
#include "row_index.h"
#include "tspq/text_encoding.h"

namespace tspq {
namespace {

/// Walks over the delimiters, quotes and line ends of `bytes` from `from` on; next() is the offset of the next one, or
/// bytes.size().
class SpecialBytes {
public:
  SpecialBytes(std::string_view bytes, std::size_t from, char delimiter)
      : bytes_(bytes),
        block_(from),
        delimiter_(delimiter) {
    load();
  }

  std::size_t next() {
    while (mask_ == 0) {
      if (block_ >= bytes_.size()) return bytes_.size();
      block_ += block_bytes;
      load();
    }
    const std::size_t at = block_ + static_cast<std::size_t>(std::countr_zero(mask_));
    mask_ &= mask_ - 1;
    return at;
  }

private:
  void load() {
    if (block_ >= bytes_.size()) {
      mask_ = 0;
    } else if (bytes_.size() - block_ >= block_bytes) {
      mask_ = byte_masks(bytes_.data() + block_, delimiter_).any();
    } else {
      char last[block_bytes] = {};  // the rest, padded; what the padding matches lies behind the end
      const std::size_t length = bytes_.size() - block_;
      std::memcpy(last, bytes_.data() + block_, length);
      mask_ = byte_masks(last, delimiter_).any() & ((std::uint64_t{1} << length) - 1);
    }
  }

  std::string_view bytes_;
  std::size_t block_;
  char delimiter_;
  std::uint64_t mask_ = 0;
};

/// Writes the text of a quoted cell to `out` (room for raw.size() bytes) and returns its length: without the enclosing
/// quotes, "" as one quote, and what follows the closing quote as it stands.
std::size_t decode_quoted(std::string_view raw, char* out) {
  std::size_t length = 0;
  std::size_t i = 1;
  for (; i < raw.size(); ++i) {
    if (raw[i] == '"') {
      if (i + 1 >= raw.size() || raw[i + 1] != '"') {
        ++i;
        break;
      }
      ++i;
    }
    out[length++] = raw[i];
  }
  const std::size_t tail = raw.size() - std::min(i, raw.size());
  std::memcpy(out + length, raw.data() + raw.size() - tail, tail);
  return length + tail;
}

/// After so many records in a row that were like none, or were not taken, only one in eight is compared: with shuffled
/// rows, comparing all took a twentieth of the time.
constexpr unsigned patience_in_comparing = 64;

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/// The other two takers, for a caller that wants every record by itself.
struct OneByOne {
  std::size_t operator()(const AlikeRecords&) const { return 0; }
  void operator()(const ComingRecords&) const {}
};

}  // namespace

CsvReader::CsvReader(char delimiter, CsvLimits limits)
    : delimiter_(delimiter),
      limits_(limits),
      index_(std::make_unique<RowIndex>()),
      frames_(std::make_unique<RowFrames>()) {}

CsvReader::~CsvReader() = default;
CsvReader::CsvReader(CsvReader&&) noexcept = default;

CsvReader::CsvReader(char delimiter, const Position& start) : CsvReader(delimiter) {
  mark_bytes_ = nowhere;
  at_ = start;
}

void CsvReader::feed(std::string_view chunk, OnRecord on_record) {
  const OneByOne each;
  feed(chunk, {on_record, each, each});
}

void CsvReader::feed(std::string_view chunk, const Takers& takers) {
  // A chunk border may cut the mark; bytes that turn out not to be one are data.
  if (mark_bytes_ != nowhere) {
    while (!chunk.empty() && mark_bytes_ < utf8_mark.size() && chunk.front() == utf8_mark[mark_bytes_]) {
      ++mark_bytes_;
      chunk.remove_prefix(1);
    }
    if (mark_bytes_ < utf8_mark.size() && chunk.empty()) return;
    const std::string_view seen = utf8_mark.substr(0, mark_bytes_);
    mark_bytes_ = nowhere;
    if (seen == utf8_mark) at_.byte = utf8_mark.size();
    else scan(seen, takers);
  }
  scan(chunk, takers);
}

void CsvReader::finish(OnRecord on_record) {
  const OneByOne each;
  if (mark_bytes_ != nowhere && mark_bytes_ < utf8_mark.size())
    scan(utf8_mark.substr(0, mark_bytes_), {on_record, each, each});
  if (state_ == State::skipping) {
    hand_out({}, skip_fault_, on_record);
  } else if (earlier_ > 0) {
    const bool open = state_ == State::quoted;
    if (open && open_cell_bytes() > limits_.cell_bytes && carry_.find_first_of("\r\n") != std::string::npos) {
      give_up(on_record);
      return finish(on_record);  // once only: in what is read again no cell spans lines
    }
    if (open) cell_needs_decoding_ = true;
    end_cell(carry_.size());
    if (holds_stray_quote(carry_)) {
      give_up(on_record);
      return finish(on_record);
    }
    hand_out(carry_, open ? RecordFault::unclosed_quote : RecordFault::none, on_record);
  }
}

/// Regular records by the fast way, and whatever that leaves (the end of a chunk, a stray quote) one record at a time.
void CsvReader::scan(std::string_view bytes, const Takers& takers) {
  constexpr std::size_t most_at_once = std::size_t{1} << 30;  // the fast way counts in 32 bits
  for (; bytes.size() > most_at_once; bytes.remove_prefix(most_at_once)) scan(bytes.substr(0, most_at_once), takers);
  for (std::size_t from = 0; from < bytes.size();) {
    const bool record_begins = earlier_ == 0 && state_ == State::plain && !quotes_end_with_line_;
    if (record_begins && bytes.size() - from >= block_bytes) from = scan_regular(bytes, from, takers);
    if (from < bytes.size()) from = scan_from(bytes, from, takers.on_record);
  }
}

void CsvReader::expect_alike(std::size_t column, std::size_t other_column) { frames_->expect(column, other_column); }

/// Hands out records from `record_start` on as long as their quotes are regular and they end within whole blocks of the
/// chunk. Returns where the first other record begins.
std::size_t CsvReader::scan_regular(std::string_view chunk, std::size_t record_start, const Takers& takers) {
  constexpr unsigned patience = 8;
  const std::size_t longest_alike = std::min(limits_.record_bytes, limits_.cell_bytes);
  unsigned alike_lately = 0;  // counts down from `patience`: where rows are alike, looking far ahead is in vain
  index_->start(chunk, record_start, delimiter_, after_carriage_return_);
  frames_->forget();
  while (index_->next_window(alike_lately > 0 ? RowIndex::Reach::one_row : RowIndex::Reach::many_rows)) {
    if (alike_lately > 0) --alike_lately;
    const ComingRecords coming = find_lines(chunk, record_start);
    takers.on_coming(coming);
    bool went_on = false;
    for (const ComingRecords::Line& line : coming.lines()) {
      at_.byte += line.begin - record_start;
      const std::size_t length = line.end - line.begin;
      record_start = line.begin;
      if (length > limits_.record_bytes) return record_start;
      after_carriage_return_ = chunk[line.end] == '\r';
      record_start = line.end + 1;
      if (length == 0) {
        next_record(1, 1);
        continue;
      }
      const std::span<const std::uint32_t> ends = coming.ends_of(line);
      if (line.is_unusual || length > limits_.cell_bytes || line.cells > limits_.columns) {
        const std::string_view record = chunk.substr(line.begin, length);
        take_apart(record);
        hand_out(record, RecordFault::none, takers.on_record);
        const bool plain = views_.size() == line.cells && lines_inside_ == 0;
        next_record(length + 1, lines_inside_ + 1);
        if (!plain) continue;
      } else {
        takers.on_record(Record{at_, Cells(chunk.data(), line.begin, ends)});
        next_regular(length);
      }
      if (!frames_->are_expected() || length + RowFrame::most_varying_bytes > longest_alike) continue;
      if (compared_in_vain_ == patience_in_comparing && at_.record % 8 != 0) continue;
      frames_->learn(chunk, line.begin, ends, delimiter_, at_.record - 1);
      const std::size_t behind = scan_alike(chunk, record_start, takers.on_alike);
      went_on = behind != record_start;
      record_start = behind;
      if (went_on) break;
    }
    if (went_on) {
      alike_lately = patience;
      index_->start(chunk, record_start, delimiter_, after_carriage_return_);
      continue;
    }
    index_->forget(lines_.empty() ? 0 : lines_.back().first_end + lines_.back().cells);
    // A record over a limit is left to the state machine, which cuts it off.
    if (index_->cell_ends().size() > limits_.columns ||
        (index_->reached() > record_start && index_->reached() - record_start > limits_.record_bytes))
      break;
  }
  return record_start;
}

/// The lines that end in the index's window; the first one begins at `from`, or behind a line feed there that belongs
/// to the line end before.
ComingRecords CsvReader::find_lines(std::string_view chunk, std::size_t from) {
  const std::span<const std::uint32_t> ends = index_->cell_ends();
  std::size_t first = 0;  // in ends, of the current line's first cell
  std::size_t cells = 1;  // of the line before: most have as many
  lines_.clear();
  from = after_line_feed(chunk, from);
  for (const RowIndex::RowEnd& end : index_->row_ends()) {
    const bool is_usual = first + cells <= ends.size() && ends[first + cells - 1] == end.place;
    if (!is_usual)
      cells = static_cast<std::size_t>(
                  std::find(ends.begin() + static_cast<std::ptrdiff_t>(first), ends.end(), end.place) - ends.begin()) -
          first + 1;
    lines_.push_back({static_cast<std::uint32_t>(from), end.place, static_cast<std::uint32_t>(first),
        static_cast<std::uint32_t>(cells), end.is_unusual != 0});
    first += cells;
    from = end.place + 1;
    if (chunk[from - 1] == '\r' && from < chunk.size() && chunk[from] == '\n') ++from;
  }
  return {chunk, lines_, ends};
}

/// Offers the records that are like one of the last two learnt. Returns where the first one begins that is not, or was
/// not taken.
std::size_t CsvReader::scan_alike(std::string_view chunk, std::size_t record_start, OnAlike on_alike) {
  for (;;) {
    const std::size_t begin = after_line_feed(chunk, record_start);
    const RowFrames::Match match = frames_->match(begin);
    const std::uint64_t byte = at_.byte;
    at_.byte += begin - record_start;
    const std::size_t taken = match.rows.empty() ? 0 : on_alike(AlikeRecords{match.rows, at_, match.like});
    const bool all = taken > 0 && taken == match.rows.size();
    if (all) compared_in_vain_ = 0;
    else if (compared_in_vain_ < patience_in_comparing) ++compared_in_vain_;
    if (taken == 0) {
      at_.byte = byte;
      return record_start;
    }
    record_start = all ? match.end : static_cast<std::size_t>(match.rows[taken].begin - chunk.data());
    at_.byte += record_start - begin;
    at_.line += taken;
    at_.record += taken;
    at_.row += taken;
    after_carriage_return_ = all && chunk[record_start - 1] == '\r';
    if (!all) return record_start;
  }
}

/// Where a record begins: behind the LF of a CR LF whose CR ended the record before.
std::size_t CsvReader::after_line_feed(std::string_view chunk, std::size_t at) const {
  return after_carriage_return_ && at < chunk.size() && chunk[at] == '\n' ? at + 1 : at;
}

/// Behind a record of one line.
void CsvReader::next_regular(std::size_t length) {
  ++at_.record;
  ++at_.row;
  ++at_.line;
  at_.byte += length + 1;
}

/// The cells of a whole record, by the state machine.
void CsvReader::take_apart(std::string_view record) {
  SpecialBytes specials(record, 0, delimiter_);
  for (std::size_t at = specials.next(); at < record.size(); at = specials.next()) see(record[at], at);
  end_cell(record.size());
}

/// Goes from one special byte to the next; the current record's bytes in `chunk` begin at `record_start`. Returns the
/// offset behind the record, the chunk's size, or the offset at which to go on when the record reached its limit.
std::size_t CsvReader::scan_from(std::string_view chunk, std::size_t record_start, OnRecord on_record) {
  SpecialBytes specials(chunk, record_start, delimiter_);
  for (;;) {
    const std::size_t at = specials.next();
    const std::uint64_t length = earlier_ + (at - record_start);  // of the record, without the byte at `at`

    if (length > limits_.record_bytes && state_ != State::skipping) {
      const std::size_t limit_at = record_start + (limits_.record_bytes + 1 - static_cast<std::size_t>(earlier_));
      carry_.append(chunk, record_start, limit_at - record_start);
      earlier_ = carry_.size();
      give_up(on_record);
      return limit_at;
    }
    if (at == chunk.size()) {
      if (state_ != State::skipping) carry_.append(chunk, record_start);
      earlier_ += chunk.size() - record_start;
      return chunk.size();
    }

    const char c = chunk[at];
    if (after_carriage_return_) {
      after_carriage_return_ = false;
      if (c == '\n' && length == 0) {
        ++at_.byte;
        record_start = at + 1;
        continue;
      }
    }
    if (state_ != State::skipping && (!is_line_end(c) || (state_ == State::quoted && !quotes_end_with_line_))) {
      see(c, static_cast<std::size_t>(length));
      continue;
    }
    if (!is_line_end(c)) continue;

    // The record ends here.
    if (state_ == State::skipping) {
      hand_out({}, skip_fault_, on_record);
    } else if (state_ == State::quoted) {
      hand_out({}, RecordFault::unclosed_quote, on_record);
    } else if (length > 0) {
      std::string_view record = chunk.substr(record_start, at - record_start);
      if (earlier_ > 0) record = carry_.append(record);
      end_cell(record.size());
      if (holds_stray_quote(record)) {
        if (earlier_ == 0) carry_ = record;
        carry_ += c;
        give_up(on_record);
        return at + 1;
      }
      hand_out(record, RecordFault::none, on_record);
    }
    next_record(length + 1, lines_inside_ + 1);
    after_carriage_return_ = c == '\r';
    return at + 1;
  }
}

/// A delimiter, a quote, or a line end within quotes, at `offset` of the current record.
void CsvReader::see(char c, std::size_t offset) {
  if (c == '"') {
    if (state_ == State::plain && offset == cell_begin_) {
      state_ = State::quoted;
      opening_line_ = at_.line + lines_inside_;
      lines_before_cell_ = lines_inside_;
    } else if (state_ == State::quoted) {
      state_ = State::closing;
      last_quote_ = offset;
    } else if (state_ == State::closing) {
      state_ = offset == last_quote_ + 1 ? State::quoted : State::tail;
      cell_needs_decoding_ = true;
    }
  } else if (state_ == State::quoted) {
    if (!is_line_end(c)) return;
    const bool completes_crlf =
        c == '\n' && carriage_return_inside_ != nowhere && offset == carriage_return_inside_ + 1;
    if (!completes_crlf) ++lines_inside_;
    carriage_return_inside_ = c == '\r' ? offset : nowhere;
  } else {
    end_cell(offset);
    cell_begin_ = offset + 1;
    state_ = State::plain;
  }
}

void CsvReader::end_cell(std::size_t offset) {
  const bool quoted = state_ != State::plain;
  const bool has_tail = quoted && last_quote_ + 1 != offset;  // or no closing quote at all
  if (has_tail) cell_needs_decoding_ = true;
  if (has_tail && state_ != State::quoted && lines_inside_ > lines_before_cell_)
    doubtful_quotes_.push_back(last_quote_);
  if (spans_.size() < limits_.columns) spans_.push_back({cell_begin_, offset, quoted, quoted && cell_needs_decoding_});
  else too_many_columns_ = true;
  cell_needs_decoding_ = false;
}

/// Whether a quote that closed a cell which goes over a line end looks as if it opened one: it stands where cells
/// begin, and text follows.
bool CsvReader::holds_stray_quote(std::string_view record) const {
  return std::any_of(doubtful_quotes_.begin(), doubtful_quotes_.end(), [&](std::size_t quote) {
    const char before = record[quote - 1];
    return (before == delimiter_ || is_line_end(before)) && record[quote + 1] != ' ';
  });
}

/// Reports the current record; its cells, taken from `bytes`, only when there is nothing wrong but a missing quote at
/// the end of the file.
void CsvReader::hand_out(std::string_view bytes, RecordFault fault, OnRecord on_record) {
  views_.clear();
  const bool readable = !bytes.empty();
  if (readable) {
    // Room for all decoded text at once, or the views would move. Decoding only ever shortens.
    if (decoded_.size() < bytes.size()) decoded_.resize(bytes.size());
    std::size_t used = 0;
    for (const CellSpan& span : spans_) {
      std::string_view text = bytes.substr(span.begin, span.end - span.begin);
      if (span.needs_decoding) {
        const std::size_t length = decode_quoted(text, decoded_.data() + used);
        text = std::string_view(decoded_.data() + used, length);
        used += length;
      } else if (span.quoted) {
        text = text.substr(1, text.size() - 2);
      }
      if (text.size() > limits_.cell_bytes && fault == RecordFault::none) fault = RecordFault::cell_too_long;
      views_.push_back(text);
    }
    if (too_many_columns_ && fault == RecordFault::none) fault = RecordFault::too_many_columns;
    if (fault != RecordFault::none && fault != RecordFault::unclosed_quote) views_.clear();
  }
  Record record{at_, Cells(views_)};
  record.fault = fault;
  record.quote_line = fault == RecordFault::unclosed_quote ? opening_line_ : 0;
  record.can_start_here = !quotes_end_with_line_;
  on_record(record);
  ++at_.record;
}

void CsvReader::next_record(std::uint64_t bytes_consumed, std::uint64_t lines_consumed) {
  at_.byte += bytes_consumed;
  at_.line += lines_consumed;
  ++at_.row;
  state_ = State::plain;
  earlier_ = 0;
  carry_.clear();
  spans_.clear();
  cell_begin_ = 0;
  cell_needs_decoding_ = false;
  too_many_columns_ = false;
  doubtful_quotes_.clear();
  lines_inside_ = 0;
  carriage_return_inside_ = nowhere;
}

/// The decoded size of the cell in which the file ended.
std::size_t CsvReader::open_cell_bytes() {
  if (decoded_.size() < carry_.size()) decoded_.resize(carry_.size());
  return decode_quoted(std::string_view(carry_).substr(cell_begin_), decoded_.data());
}

/// The record is over its limit, or a quote of it is stray; carry_ holds its first record_bytes + 1 bytes, or all of
/// it. When they are one line, the rest of that line is skipped. Otherwise a quote on the first line did not close
/// where it should have: the record is given up at the end of that line, and what it had swallowed is read again, line
/// by line.
void CsvReader::give_up(OnRecord on_record) {
  const std::size_t line_end = carry_.find_first_of("\r\n");
  if (line_end == std::string::npos) {
    skip_fault_ = state_ == State::quoted ? RecordFault::unclosed_quote : RecordFault::record_too_long;
    state_ = State::skipping;
    carry_.clear();
    return;
  }
  opening_line_ = at_.line;
  hand_out({}, RecordFault::unclosed_quote, on_record);
  const std::string swallowed = carry_.substr(line_end + 1);
  after_carriage_return_ = carry_[line_end] == '\r';
  next_record(line_end + 1, 1);
  quotes_end_with_line_ = true;
  const OneByOne each;
  scan(swallowed, {on_record, each, each});
  quotes_end_with_line_ = false;
}

}  // namespace tspq
