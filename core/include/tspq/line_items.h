// Pages of line items out of any number of rows: which rows a filter matches comes from the row logs, and only the
// pieces of the files that hold a page's rows are read again.
//
//   LineItems items(files, window);
//   LineItemPage page = items.find(filter, 0, 100);
//   for (const FilePiece& piece : page.pieces) {
//     items.begin(piece); items.feed(bytes of piece.from_byte..piece.to_byte); append(items.end());
//   }
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/line_item.h"
#include "tspq/row_filter.h"
#include "tspq/scan.h"

namespace tspq {

/// A stretch of a file to read, and the data rows wanted from it.
struct FilePiece {
  std::size_t file = 0;
  std::uint64_t from_byte = 0;      ///< in the file as it is on disk
  std::uint64_t to_byte = 0;        ///< behind the last byte
  std::vector<std::uint64_t> rows;  ///< indices of data rows, ascending
};

struct LineItemPage {
  std::uint64_t total = 0;  ///< rows that the filter matches
  std::array<std::uint64_t, reason_count>
      reasons{};  ///< of the rows that match when the filter's own reason is left out
  std::vector<FilePiece> pieces;
};

/// One row as it is shown.
struct ShownItem {
  std::size_t file = 0;
  Position at;
  std::vector<std::string> cells;  ///< UTF-8, as many as the row has
  Reason reason = Reason::counted;
  Decimal points;
  std::string why;  ///< one sentence about this very row
};

class LineItems {
public:
  /// `files` must outlive this and not change meanwhile.
  LineItems(const FileSet& files, const Window& window) : files_(files), window_(window) {}

  /// Lays another window over the rows; the hits of a search stay.
  void use(const Window& window) { window_ = window; }

  /// At most `count` rows from the `from`-th match on, in file order. A filter with a text has hits only when that text
  /// was looked for before.
  LineItemPage find(const RowFilter& filter, std::uint64_t from, std::uint64_t count) const;

  void begin(const FilePiece& piece);
  void feed(std::string_view bytes);
  std::vector<ShownItem> end();

  /// Looks for a text: feed every file whole, one after the other; find() with the same text then answers from the
  /// hits.
  void begin_search(std::string text);
  void begin_search_of(std::size_t file);
  void feed_search(std::string_view bytes);
  void end_search_of();

private:
  void put(std::size_t file, std::uint64_t row, LineItemPage& page) const;
  void show(const Record& record);
  void look_at(const Record& record);

  const FileSet& files_;
  Window window_;

  FilePiece piece_;
  std::uint64_t row_ = 0;  // index of the next data row
  std::size_t next_wanted_ = 0;
  std::optional<TextDecoder> decoder_;
  std::optional<CsvReader> reader_;
  std::optional<LineItemReader> reader_of_items_;
  std::vector<ShownItem> shown_;

  RowFilter search_;                              // its text alone
  std::vector<std::vector<std::uint32_t>> hits_;  // by file: rows that hold the text
  std::size_t searched_file_ = 0;
};

}  // namespace tspq
