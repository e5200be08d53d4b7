// The whole surface of the WebAssembly module. Bytes go in through a buffer in the module's own memory, JSON text and
// CSV bytes come out; no rule and no wording lives here. web/src/core has the JavaScript side with its types.

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "tspq/report_json.h"
#include "tspq/rows_csv.h"
#include "tspq/scan.h"
#include "tspq/setup.h"

namespace {

using emscripten::val;
using namespace tspq;

/// A copy of the bytes as a Uint8Array outside the module's memory, which may move.
val copied(const std::string& bytes) {
  return val(emscripten::typed_memory_view(bytes.size(), reinterpret_cast<const unsigned char*>(bytes.data())))
      .call<val>("slice");
}

/// One set of files. No call takes longer with the bytes of the files but those that are fed them; delete() frees
/// everything.
class Calculator {
public:
  /// {"choices": {…}, "rulebook": {…}}, both optional. When problem() is not empty afterwards, the defaults are in
  /// force instead.
  explicit Calculator(const std::string& setup) {
    std::variant<Setup, Problem> read = parse_setup(setup);
    if (const Problem* problem = std::get_if<Problem>(&read)) {
      problem_ = problem_json(*problem);
      read = Setup{built_in_rulebook(), Choices{}};
    }
    files_.emplace(std::get<Setup>(read).rulebook, std::get<Setup>(read).choices);
  }

  std::string problem() const { return problem_; }

  /// `bytes` is the file's size as a JavaScript number, which embind would hand over as floating point: it comes as its
  /// digits instead.
  void begin_file(const std::string& name, val bytes) {
    const auto size = parse_count(bytes.call<std::string>("toString"));
    files_->begin_file(name, size ? ExpectedBytes(static_cast<std::uint64_t>(*size)) : std::nullopt);
  }

  /// The buffer to fill, as a view that is good until the next call into the module. At most 1 MiB.
  val room(unsigned bytes) {
    return val(emscripten::typed_memory_view(std::min<std::size_t>(bytes, room_bytes), buffer_.get()));
  }

  void feed(unsigned bytes) { files_->feed(filled(bytes)); }

  /// Empty where no file was begun.
  std::string end_file(bool unchanged) {
    if (files_->end_file(unchanged) == FileEnd::read_again) return R"({"again":true})";
    if (files_->files().empty()) return {};
    return file_json(files_->files().back(), files_->rulebook());
  }

  std::string score(const std::string& anniversary, const std::string& mode) const {
    const auto window = window_of(anniversary, mode, files_->rulebook());
    return window ? score_json(*files_, *window) : std::string();
  }

  std::string details(const std::string& anniversary, const std::string& mode, const std::string& id) const {
    const auto window = window_of(anniversary, mode, files_->rulebook());
    const auto criterion = criterion_with_id(id, files_->rulebook());
    return window && criterion ? details_json(*files_, *window, *criterion) : std::string();
  }

  std::string outlook(const std::string& anniversary, const std::string& mode) const {
    const auto window = window_of(anniversary, mode, files_->rulebook());
    return window ? outlook_json(*files_, *window) : std::string();
  }

  /// Data rows read of the current file, for showing progress; exact up to 2^32.
  unsigned rows_so_far() const { return static_cast<unsigned>(files_->rows_so_far()); }

  /// Starts a download and gives its header; empty when a setting is not known.
  val begin_rows(const std::string& anniversary, const std::string& mode, const std::string& filter) {
    rows_.reset();
    const auto window = window_of(anniversary, mode, files_->rulebook());
    const auto wanted = parse_row_filter(filter, files_->rulebook());
    if (!window || !wanted) return copied({});
    rows_.emplace(*files_, *window, *wanted);
    return copied(rows_->header());
  }

  bool begin_rows_of(unsigned file) {
    if (!rows_ || file >= files_->files().size() || !rows_->wants(file)) return false;
    rows_->begin_file(file);
    return true;
  }

  val feed_rows(unsigned bytes) {
    text_.clear();
    rows_->feed(filled(bytes), text_);
    return copied(text_);
  }

  val end_rows_of() {
    text_.clear();
    rows_->end_file(text_);
    return copied(text_);
  }

  /// A page of line items; its pieces are then read with begin_items() … end_items(). Empty text for an unknown word.
  std::string find_rows(const std::string& anniversary, const std::string& mode, const std::string& filter,
      unsigned from, unsigned count) {
    const auto window = window_of(anniversary, mode, files_->rulebook());
    const auto read = parse_row_filter(filter, files_->rulebook());
    if (!window || !read) return {};
    show_under(*window);
    page_ = items_->find(*read, from, count);
    return page_json(page_);
  }

  bool begin_items(unsigned piece) {
    if (!items_ || piece >= page_.pieces.size()) return false;
    items_->begin(page_.pieces[piece]);
    return true;
  }
  void feed_items(unsigned bytes) { items_->feed(filled(bytes)); }
  std::string end_items() { return items_json(items_->end()); }

  /// Looks for a text in every file, one after the other; find_rows() with the same text then has its hits.
  void begin_search(const std::string& anniversary, const std::string& mode, const std::string& text) {
    if (const auto window = window_of(anniversary, mode, files_->rulebook())) {
      show_under(*window);
      items_->begin_search(text);
    }
  }
  bool begin_search_of(unsigned file) {
    if (!items_ || file >= files_->files().size() || !files_->files()[file].format) return false;
    items_->begin_search_of(file);
    return true;
  }
  void feed_search(unsigned bytes) { items_->feed_search(filled(bytes)); }
  void end_search_of() { items_->end_search_of(); }

  bool rows_changed() const { return rows_ && rows_->file_changed(); }

private:
  std::string_view filled(unsigned bytes) const {
    return {reinterpret_cast<const char*>(buffer_.get()), std::min<std::size_t>(bytes, room_bytes)};
  }

  /// Lays the window over the line items, whose last search keeps its hits.
  void show_under(const Window& window) {
    if (!items_) items_.emplace(*files_, window);
    else items_->use(window);
  }

  static constexpr std::size_t room_bytes = std::size_t{1} << 20;
  std::unique_ptr<unsigned char[]> buffer_{
      new unsigned char[room_bytes]};  // not a vector: writing its zeros took as long as the rest of the set-up
  std::optional<FileSet> files_;
  std::optional<RowsCsv> rows_;
  std::optional<LineItems> items_;
  LineItemPage page_;
  std::string text_;
  std::string problem_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(tspq) {
  emscripten::class_<Calculator>("Calculator")
      .constructor<std::string>()
      .function("problem", &Calculator::problem)
      .function("beginFile", &Calculator::begin_file)
      .function("room", &Calculator::room)
      .function("feed", &Calculator::feed)
      .function("endFile", &Calculator::end_file)
      .function("score", &Calculator::score)
      .function("details", &Calculator::details)
      .function("outlook", &Calculator::outlook)
      .function("rowsSoFar", &Calculator::rows_so_far)
      .function("beginRows", &Calculator::begin_rows)
      .function("beginRowsOf", &Calculator::begin_rows_of)
      .function("feedRows", &Calculator::feed_rows)
      .function("endRowsOf", &Calculator::end_rows_of)
      .function("findRows", &Calculator::find_rows)
      .function("beginItems", &Calculator::begin_items)
      .function("feedItems", &Calculator::feed_items)
      .function("endItems", &Calculator::end_items)
      .function("beginSearch", &Calculator::begin_search)
      .function("beginSearchOf", &Calculator::begin_search_of)
      .function("feedSearch", &Calculator::feed_search)
      .function("endSearchOf", &Calculator::end_search_of)
      .function("rowsChanged", &Calculator::rows_changed);
}
