#include "tspq/rows_csv.h"

#include <algorithm>
#include <array>

#include "tspq/text.h"
#include "tspq/text_encoding.h"

namespace tspq {
namespace {

/// What a download of ours adds to the columns of the file.
constexpr std::array<std::string_view, 5> own_columns = {
    "tspq_verdict", "tspq_points", "tspq_reason", "tspq_file", "tspq_row"};

void append_quoted(std::string& out, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos &&
      (cell.empty() || (cell.front() != ' ' && cell.back() != ' '))) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

/// Columns that an earlier download of ours appended are replaced, not repeated.
bool is_own(std::string_view header) {
  return std::find(own_columns.begin(), own_columns.end(), trim(header)) != own_columns.end();
}

/// What a column of the download states.
struct Meaning {
  Kind kind;
  std::string text;
  std::optional<DateOrder> date_order;  ///< of days whose numbers alone do not tell it

  /// In one column days of different orders could not be told apart any more.
  bool agrees_in_order(const Meaning& other) const {
    return !date_order || !other.date_order || *date_order == *other.date_order;
  }
};

/// What a column states, so that files with other names for the same fact share a column of the download; empty for a
/// column that was not needed.
std::string text_of(std::size_t column, const ExportFormat& format) {
  if (format.kind == Kind::surveys && format.shape == Shape::wide) {
    const auto question = std::find(format.questions.begin(), format.questions.end(), column);
    if (question != format.questions.end()) return "question " + std::to_string(question - format.questions.begin());
  }
  for (std::size_t fact = 0; fact < fact_count; ++fact)
    if (format.columns[fact] == column) return std::string(id_of(static_cast<Fact>(fact)));
  return {};
}

}  // namespace

void append_safe_cell(std::string& out, std::string_view cell) {
  std::string text;
  if (starts_a_formula(cell)) text += '\'';
  append_as_utf8(text, cell);
  append_quoted(out, text);
}

RowsCsv::RowsCsv(const FileSet& files, const Window& window, RowFilter filter)
    : files_(files),
      window_(window),
      filter_(std::move(filter)) {
  unite_columns();
}

/// Finds the output columns, and for each of them the column of every wanted file.
void RowsCsv::unite_columns() {
  sources_.resize(files_.files().size());
  std::vector<Meaning> meanings;  // by output column
  for (std::size_t file = 0; file < sources_.size(); ++file) {
    if (!wants(file)) continue;
    const FileReport& report = files_.files()[file];
    const ExportFormat& format = *report.format;
    std::vector<std::optional<std::size_t>>& sources = sources_[file];
    for (std::size_t column = 0; column < format.header.size(); ++column) {
      if (is_own(format.header[column])) continue;
      // The first output column that states the same of the same kind of export, or else has that name and states
      // nothing else; that this file does not fill yet, as a name may stand twice in one header; and whose days are in
      // the same order.
      const bool has_order = report.needs_date_order && format.column(Fact::date) == column;
      const Meaning meaning{
          format.kind, text_of(column, format), has_order ? std::optional(report.facts.date_order) : std::nullopt};
      const auto is_free = [&](std::size_t at) {
        return (at >= sources.size() || !sources[at]) && meanings[at].agrees_in_order(meaning);
      };
      const auto states_the_same = [&](std::size_t at) {
        return is_free(at) && !meaning.text.empty() && meanings[at].kind == meaning.kind &&
            meanings[at].text == meaning.text;
      };
      const auto has_that_name = [&](std::size_t at) {
        return is_free(at) && columns_[at] == format.header[column] &&
            (meanings[at].kind != meaning.kind || meanings[at].text == meaning.text);
      };
      std::size_t at = 0;
      while (at < columns_.size() && !states_the_same(at)) ++at;
      if (at == columns_.size())
        for (at = 0; at < columns_.size() && !has_that_name(at);) ++at;
      if (at == columns_.size()) {
        columns_.push_back(format.header[column]);
        meanings.push_back(meaning);
      }
      if (meaning.date_order) meanings[at].date_order = meaning.date_order;
      if (at >= sources.size()) sources.resize(at + 1);
      sources[at] = column;
    }
  }
  for (auto& sources : sources_) sources.resize(columns_.size());
}

bool RowsCsv::wants(std::size_t file) const {
  const FileReport& report = files_.files()[file];
  return report.format && !report.repeats_earlier_file && (!filter_.file || *filter_.file == file) &&
      (!filter_.criterion || filter_.criterion->kind() == report.format->kind);
}

std::string RowsCsv::header() const {
  std::string out(utf8_mark);
  for (const std::string& column : columns_) {
    append_safe_cell(out, column);
    out += ',';
  }
  for (const std::string_view column : own_columns) (out += column) += column == own_columns.back() ? "\r\n" : ",";
  return out;
}

void RowsCsv::begin_file(std::size_t file) {
  file_ = file;
  row_ = 0;
  bytes_ = 0;
  changed_ = false;
  const ExportFormat& format = *files_.files()[file].format;
  log_.emplace(files_.files()[file].log);
  decoder_.emplace(files_.files()[file].encoding);
  reader_.emplace(format.delimiter);
  items_.emplace(format, files_.files()[file].facts.questions, files_.rulebook(), files_.catalogue(), files_.choices());
}

void RowsCsv::feed(std::string_view bytes, std::string& out) {
  bytes_ += bytes.size();
  reader_->feed(decoder_->decode(bytes), [&](const Record& record) { write(record, out); });
}

void RowsCsv::end_file(std::string& out) {
  const auto on_record = [&](const Record& record) { write(record, out); };
  reader_->feed(decoder_->finish(), on_record);
  reader_->finish(on_record);
  const FileReport& file = files_.files()[file_];
  changed_ = changed_ || bytes_ != file.bytes || row_ != file.log.size();
}

void RowsCsv::write(const Record& record, std::string& out) {
  const FileReport& file = files_.files()[file_];
  const ExportFormat& format = *file.format;
  if (record.at.record <= format.header_record) return;
  if (row_ >= file.log.size()) {
    changed_ = true;
    return;
  }
  const RowLog::Entry logged = RowLog::entry_of(log_->word(row_++));

  // The row by itself is judged again; that it repeats another row is known from the log.
  Verdict verdict = judge(items_->read(record), format.kind, file.facts.date_order, files_.choices());
  const bool same =
      verdict.reason == logged.reason || (verdict.reason == Reason::counted && logged.reason == Reason::duplicate);
  if (!same) {
    changed_ = true;
    return;
  }
  const Reason reason = logged.under(window_);
  if (!filter_.matches_but_for_reason(logged, reason) || (filter_.reason && *filter_.reason != reason) ||
      !filter_.finds_text(record))
    return;
  verdict.reason = reason;

  const std::vector<std::optional<std::size_t>>& sources = sources_[file_];
  const std::size_t last_filled = static_cast<std::size_t>(
      std::find_if(sources.rbegin(), sources.rend(), [](const auto& source) { return source.has_value(); }).base() -
      sources.begin());
  for (std::size_t at = 0; at < sources.size(); ++at) {
    std::string cell;
    if (sources[at] && *sources[at] < record.cells.size()) cell = record.cells[*sources[at]];
    // Cells beyond the header stay with the last one, so that nothing is lost and our columns stay in their place.
    if (at + 1 == last_filled && verdict.reason == Reason::malformed_row)
      for (std::size_t surplus = format.header.size(); surplus < record.cells.size(); ++surplus)
        (cell += format.delimiter) += record.cells[surplus];
    append_safe_cell(out, cell);
    out += ',';
  }
  const ReasonWords& words = words_for(verdict.reason);
  out += verdict_words(words.answered);
  out += ',';
  out += to_string(points_of(verdict, format.kind, files_.rulebook()));
  out += ',';
  if (reason != Reason::counted) out += words.id;
  out += ',';
  append_safe_cell(out, file.name);
  out += ',';
  out += std::to_string(record.at.row);
  out += "\r\n";
}

}  // namespace tspq
