#include "tspq/line_items.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

#include "explain.h"
#include "tspq/text.h"
#include "tspq/text_encoding.h"

namespace tspq {
namespace {

/// Bytes of other encodings than UTF-8 have no offsets of their own in the log, so such files are read whole.
bool has_offsets(const FileReport& file) { return file.encoding == Encoding::utf8; }

}  // namespace

LineItemPage LineItems::find(const RowFilter& filter, std::uint64_t from, std::uint64_t count) const {
  LineItemPage page;
  const std::uint64_t end = from + std::min(count, std::numeric_limits<std::uint64_t>::max() - from);
  // What was found out about an entry, within the window and outside. Everything is looked at: this made it five times
  // as fast.
  struct Known {
    bool is_known = false;
    bool matches = false;    // but for the reason
    bool is_wanted = false;  // with it
    Reason reason = Reason::counted;
  };
  const auto known = std::make_unique<std::array<Known, std::size_t{2} << RowLog::entry_bits>>();
  const std::uint32_t first_day = place_of_day(window_.first) + 1;
  const std::uint32_t days = place_of_day(window_.last) + 2 - first_day;
  for (std::size_t i = 0; i < files_.files().size(); ++i) {
    if (filter.file && *filter.file != i) continue;
    const RowLog& log = files_.files()[i].log;
    const auto consider = [&](const RowLog::Run& run) {
      const std::uint32_t day = run.word & ((1U << RowLog::day_bits) - 1);
      const bool is_outside = day != 0 && day - first_day >= days;
      Known& answer = (*known)[(run.word >> RowLog::day_bits) << 1 | static_cast<std::uint32_t>(is_outside)];
      if (!answer.is_known) {
        const RowLog::Entry entry = RowLog::entry_of(run.word);
        const Reason reason = entry.under(window_);
        const bool matches = filter.matches_but_for_reason(entry, reason);
        answer = {true, matches, matches && (!filter.reason || *filter.reason == reason), reason};
      }
      page.reasons[static_cast<std::size_t>(answer.reason)] += answer.matches ? run.rows : 0;
      const std::uint64_t place = page.total;
      page.total += answer.is_wanted ? run.rows : 0;
      for (std::uint64_t at = std::max(place, from); at < std::min(page.total, end); ++at)
        put(i, run.first + (at - place), page);
    };
    if (filter.text.empty()) {
      log.for_each_run(consider);
    } else if (filter.text == search_.text && i < hits_.size()) {
      RowLog::Walk walk(log);
      for (const std::uint32_t row : hits_[i]) consider({walk.word(row), row, 1});
    }
  }
  return page;
}

/// Adds a row to the page: to its last piece where they stand in one.
void LineItems::put(std::size_t file, std::uint64_t row, LineItemPage& page) const {
  const FileReport& report = files_.files()[file];
  const RowLog::Checkpoint start = has_offsets(report) ? report.log.before(row) : RowLog::Checkpoint{};
  const bool same_piece =
      !page.pieces.empty() && page.pieces.back().file == file && page.pieces.back().from_byte == start.at.byte;
  if (!same_piece) {
    const auto next = has_offsets(report) ? report.log.after(row) : std::nullopt;
    page.pieces.push_back({file, start.at.byte, next ? next->at.byte : report.bytes, {}});
  }
  page.pieces.back().rows.push_back(row);
}

void LineItems::begin(const FilePiece& piece) {
  const FileReport& file = files_.files()[piece.file];
  piece_ = piece;
  next_wanted_ = 0;
  shown_.clear();
  decoder_.emplace(file.encoding);
  reader_of_items_.emplace(*file.format, file.facts.questions, files_.rulebook(), files_.catalogue(), files_.choices());
  if (has_offsets(file) && !piece.rows.empty()) {
    const RowLog::Checkpoint start = file.log.before(piece.rows.front());
    row_ = start.row;
    reader_.emplace(file.format->delimiter, start.at);
  } else {
    row_ = 0;
    reader_.emplace(file.format->delimiter);
  }
}

void LineItems::feed(std::string_view bytes) {
  reader_->feed(decoder_->decode(bytes), [this](const Record& record) { show(record); });
}

std::vector<ShownItem> LineItems::end() {
  const auto on_record = [this](const Record& record) { show(record); };
  reader_->feed(decoder_->finish(), on_record);
  reader_->finish(on_record);
  return std::move(shown_);
}

void LineItems::show(const Record& record) {
  const FileReport& file = files_.files()[piece_.file];
  if (record.at.record <= file.format->header_record) return;
  const std::uint64_t row = row_++;
  if (next_wanted_ >= piece_.rows.size() || piece_.rows[next_wanted_] != row) return;
  ++next_wanted_;
  const LineItem& item = reader_of_items_->read(record);
  Verdict verdict = judge(item, file.format->kind, file.facts.date_order, files_.choices());
  const Reason reason = file.log[row].under(window_);
  if (reason != Reason::outside_window || verdict.day) verdict.reason = reason;
  ShownItem shown;
  shown.file = piece_.file;
  shown.at = record.at;
  for (const std::string_view cell : record.cells) append_as_utf8(shown.cells.emplace_back(), cell);
  shown.reason = verdict.reason;
  // A changed file may lack what the log says a counted row has.
  if (verdict.category || file.format->kind == Kind::surveys)
    shown.points = points_of(verdict, file.format->kind, files_.rulebook());
  shown.why = why(record, item, verdict, window_, *file.format, files_.rulebook());
  shown_.push_back(std::move(shown));
}

void LineItems::begin_search(std::string text) {
  search_.text = std::move(text);
  hits_.assign(files_.files().size(), {});
}

void LineItems::begin_search_of(std::size_t file) {
  const FileReport& report = files_.files()[file];
  searched_file_ = file;
  row_ = 0;
  decoder_.emplace(report.encoding);
  reader_.reset();
  if (report.format) reader_.emplace(report.format->delimiter);
}

void LineItems::feed_search(std::string_view bytes) {
  if (reader_) reader_->feed(decoder_->decode(bytes), [this](const Record& record) { look_at(record); });
}

void LineItems::end_search_of() {
  if (!reader_) return;
  const auto on_record = [this](const Record& record) { look_at(record); };
  reader_->feed(decoder_->finish(), on_record);
  reader_->finish(on_record);
}

void LineItems::look_at(const Record& record) {
  const FileReport& file = files_.files()[searched_file_];
  if (record.at.record <= file.format->header_record) return;
  const std::uint64_t row = row_++;
  if (row >= file.log.size()) return;
  if (search_.finds_text(record)) hits_[searched_file_].push_back(static_cast<std::uint32_t>(row));
}

}  // namespace tspq
