#include "repeats.h"

#include <algorithm>

namespace tspq {
namespace {

// The content of a survey in the long shape: the top bit, 18 bits that stand for the day, category and area which all its rows must share, 18 bits that stand for
// the cells of its first row besides question and answer, and three bits for each question: 0 not
// seen yet, 1..5 the answer, 6 unanswered, 7 an answer above five on another rulebook's scale.
constexpr std::uint64_t is_long = std::uint64_t{1} << 63;
constexpr unsigned bits_per_question = 3;
constexpr unsigned answer_bits = bits_per_question * question_count;
constexpr std::uint64_t cells_mask = ((std::uint64_t{1} << 18) - 1) << answer_bits;
constexpr std::uint64_t shared_mask = cells_mask << 18;
static_assert((shared_mask & is_long) == 0 && (shared_mask | cells_mask) >> answer_bits == (std::uint64_t{1} << 36) - 1);

std::uint64_t code_of(Answer answer) { return answer == unanswered ? 6 : answer <= 5 ? static_cast<std::uint64_t>(answer) : 7; }

}  // namespace

RepeatCheck Repeats::check(const Record& record, const LineItem& item, const Verdict& verdict, const ExportFormat& format, std::uint32_t file) {
  Digester of_id(key_);
  of_id.add(static_cast<std::uint64_t>(format.kind));
  of_id.add(*item.id);
  Digester of_cells(key_);
  for (std::size_t i = 0; i < format.content_columns; ++i) {
    if (format.shape == Shape::long_rows && (i == format.column(Fact::question) || i == format.column(Fact::score))) continue;
    of_cells.add(record.cells[i].size());
    of_cells.add(record.cells[i]);
  }
  std::uint64_t content = of_cells.digest().low & ~is_long;
  if (format.shape == Shape::long_rows) {
    Digester of_shared(key_);
    of_shared.add(static_cast<std::uint64_t>(verdict.day->number));
    of_shared.add(static_cast<std::uint64_t>(*verdict.category));
    of_shared.add(verdict.area ? std::uint64_t{1} + *verdict.area : 0);
    content = (of_shared.digest().low & shared_mask) | (content & cells_mask);
  }
  const IdSet::Place place{file, static_cast<std::uint32_t>(std::min<std::uint64_t>(record.at.row, 0xFFFFFFFF))};

  if (format.id_names_group) of_id.add(content);
  const Digest id = of_id.digest();
  IdSet::Entry& entry = ids_.entry_of(id);
  const bool is_new = entry.first.file == IdSet::no_file;
  if (format.shape == Shape::long_rows) {
    const std::uint64_t before = entry.content;
    const RepeatCheck result = check_answer(entry, is_new, item, content, place);
    if (!is_new && entry.first.file != file && entry.content != before) changed_.push_back({id, before});
    return result;
  }
  if (is_new) {
    entry.content = content;
    entry.first = place;
    return {};
  }
  return {entry.content == content ? RepeatCheck::Outcome::repeated : RepeatCheck::Outcome::conflicting, entry.first};
}

RepeatCheck Repeats::check_answer(IdSet::Entry& entry, bool is_new, const LineItem& item, std::uint64_t content, IdSet::Place place) {
  using Outcome = RepeatCheck::Outcome;
  if (is_new) {
    entry.content = is_long | content;
    entry.first = place;
  } else if ((entry.content & is_long) == 0) {
    return {Outcome::conflicting, entry.first};  // the whole survey was counted from a file in another shape
  }
  // A survey has one day and one area [R-ONE-AREA]: an answer that claims another contradicts the first.
  if (((entry.content ^ content) & shared_mask) != 0) return {Outcome::conflicting, entry.first};
  const Outcome fresh = is_new ? Outcome::first : Outcome::further_answer;
  if (item.question < 0) return {fresh, entry.first};
  const unsigned shift = bits_per_question * static_cast<unsigned>(item.question);
  const std::uint64_t code = code_of(item.answers[static_cast<std::size_t>(item.question)]);
  const std::uint64_t seen = entry.content >> shift & 7U;
  if (seen == 0) {
    entry.content |= code << shift;
    return {fresh, entry.first};
  }
  const bool same = seen == code && ((entry.content ^ content) & cells_mask) == 0;
  return {same ? Outcome::repeated : Outcome::conflicting, entry.first};
}

void Repeats::forget(std::uint32_t file) {
  for (; !changed_.empty(); changed_.pop_back()) ids_.entry_of(changed_.back().id).content = changed_.back().content;
  ids_.forget(file);
}

}  // namespace tspq
