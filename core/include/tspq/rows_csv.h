// Writes line items with their verdicts as CSV that spreadsheets open safely: UTF-8 with a mark, commas, CRLF, the
// file's own columns first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/csv.h"
#include "tspq/line_item.h"
#include "tspq/row_filter.h"
#include "tspq/scan.h"

namespace tspq {

/// Writes rows of files that a FileSet has read: each file is fed once more, in the set's order or any other.
///
///   RowsCsv out(files, window, filter);
///   text = out.header();
///   out.begin_file(0); out.feed(bytes, text); out.end_file(text);
class RowsCsv {
public:
  /// `files` must outlive the writer and not change meanwhile.
  RowsCsv(const FileSet& files, const Window& window, RowFilter filter);

  /// Whether any row of that file can be in the output; others need not be fed.
  bool wants(std::size_t file) const;

  /// The mark and the header: the columns of all wanted files, united by what they state or by name in order of
  /// appearance, then tspq_verdict ("counted", "not counted", "cannot say"), tspq_points, tspq_reason (empty when
  /// counted), tspq_file and tspq_row (as a spreadsheet numbers rows). Files that differ in the order of day and month
  /// keep date columns of their own, so that every cell can stay as it was.
  std::string header() const;

  void begin_file(std::size_t file);
  void feed(std::string_view bytes, std::string& out);
  void end_file(std::string& out);

  /// After end_file(): whether the file was another one than the set had read. Its rows are then not to be trusted.
  bool file_changed() const { return changed_; }

private:
  void unite_columns();
  void write(const Record& record, std::string& out);

  const FileSet& files_;
  Window window_;
  RowFilter filter_;
  std::vector<std::string> columns_;
  std::vector<std::vector<std::optional<std::size_t>>> sources_;  // by file and output column: the file's column
  std::size_t file_ = 0;
  std::uint64_t row_ = 0;
  std::optional<RowLog::Walk> log_;
  std::uint64_t bytes_ = 0;
  bool changed_ = false;
  std::optional<TextDecoder> decoder_;
  std::optional<CsvReader> reader_;
  std::optional<LineItemReader> items_;
};

/// Appends one cell: quoted where needed, as UTF-8, and with an apostrophe in front where a spreadsheet would run it as
/// a formula.
void append_safe_cell(std::string& out, std::string_view cell);

}  // namespace tspq
