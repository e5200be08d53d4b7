#include "tspq/line_items.h"

#include <algorithm>

#include "explain.h"
#include "tspq/text.h"

namespace tspq {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains_ignoring_case(std::string_view cell, std::string_view text) {
  return std::search(cell.begin(), cell.end(), text.begin(), text.end(), [](char a, char b) { return lower(a) == lower(b); }) != cell.end();
}

/// Bytes of other encodings than UTF-8 have no offsets of their own in the log, so such files are read whole.
bool has_offsets(const FileReport& file) { return file.encoding == Encoding::utf8; }

}  // namespace

bool LineItems::matches_all_but_reason(const LineItemFilter& filter, const RowLog::Entry& entry, Reason reason) const {
  using Which = RowFilter::Which;
  const bool counted = reason == Reason::counted;
  if (filter.rows.which == Which::counted && !counted) return false;
  if (filter.rows.which == Which::not_counted && counted) return false;
  if (filter.rows.criterion && !filter.rows.criterion->includes(entry.account)) return false;
  if (filter.account && *filter.account != entry.account) return false;
  return !filter.category || *filter.category == entry.category;
}

LineItemPage LineItems::find(const LineItemFilter& filter, std::uint64_t from, std::uint64_t count) const {
  LineItemPage page;
  for (std::size_t i = 0; i < files_.files().size(); ++i) {
    const FileReport& file = files_.files()[i];
    if (filter.file && *filter.file != i) continue;
    const auto consider = [&](std::uint64_t row) {
      const RowLog::Entry entry = file.log[row];
      const Reason reason = entry.under(window_);
      if (!matches_all_but_reason(filter, entry, reason)) return;
      ++page.reasons[static_cast<std::size_t>(reason)];
      if (filter.rows.reason && *filter.rows.reason != reason) return;
      const std::uint64_t place = page.total++;
      if (place < from || place >= from + count) return;
      const RowLog::Checkpoint start = has_offsets(file) ? file.log.before(row) : RowLog::Checkpoint{};
      const auto next = has_offsets(file) ? file.log.after(row) : std::nullopt;
      const bool same_piece = !page.pieces.empty() && page.pieces.back().file == i && page.pieces.back().from_byte == start.at.byte;
      if (!same_piece) page.pieces.push_back({i, start.at.byte, next ? next->at.byte : file.bytes, {}});
      page.pieces.back().rows.push_back(row);
    };
    if (filter.text.empty()) {
      for (std::uint64_t row = 0; row < file.log.size(); ++row) consider(row);
    } else if (filter.text == text_ && i < hits_.size()) {
      for (const std::uint32_t row : hits_[i]) consider(row);
    }
  }
  return page;
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
  if (verdict.category || file.format->kind == Kind::surveys) shown.points = points_of(verdict, file.format->kind, files_.rulebook());
  shown.why = why(record, item, verdict, window_, *file.format, files_.rulebook());
  shown_.push_back(std::move(shown));
}

void LineItems::begin_search(std::string text) {
  text_ = std::move(text);
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
  const auto holds = [this](std::string_view cell) {
    if (is_utf8(cell)) return contains_ignoring_case(cell, text_);
    std::string shown;
    append_as_utf8(shown, cell);
    return contains_ignoring_case(shown, text_);
  };
  if (std::any_of(record.cells.begin(), record.cells.end(), holds)) hits_[searched_file_].push_back(static_cast<std::uint32_t>(row));
}

}  // namespace tspq
