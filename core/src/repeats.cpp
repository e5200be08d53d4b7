#include "repeats.h"

#include <algorithm>

namespace tspq {
namespace {

// The content of a survey in the long shape: the top bit, 36 bits that stand for the day, category and area which all its rows must share, and three bits for each question: 0 not
// seen yet, 1..5 the answer, 6 unanswered, 7 an answer above five on another rulebook's scale.
constexpr std::uint64_t is_long = std::uint64_t{1} << 63;
constexpr unsigned bits_per_question = 3;
constexpr unsigned answer_bits = bits_per_question * question_count;
constexpr std::uint64_t shared_mask = ((std::uint64_t{1} << 63) - 1) & ~((std::uint64_t{1} << answer_bits) - 1);

std::uint64_t code_of(Answer answer) { return answer == unanswered ? 6 : answer <= 5 ? static_cast<std::uint64_t>(answer) : 7; }

}  // namespace

RepeatCheck Repeats::check(const Record& record, const LineItem& item, const Verdict& verdict, const ExportFormat& format, std::uint32_t file) {
  Digester of_id(key_);
  of_id.add(static_cast<std::uint64_t>(format.kind));
  of_id.add(*item.id);
  Digester of_content(key_);
  if (format.shape == Shape::long_rows) {
    of_content.add(static_cast<std::uint64_t>(verdict.day->number));
    of_content.add(static_cast<std::uint64_t>(*verdict.category));
    of_content.add(verdict.area ? std::uint64_t{1} + *verdict.area : 0);
  } else {
    for (std::size_t i = 0; i < format.content_columns; ++i) {
      of_content.add(record.cells[i].size());
      of_content.add(record.cells[i]);
    }
  }
  const std::uint64_t content = of_content.digest().low & ~is_long;
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

RepeatCheck Repeats::check_answer(IdSet::Entry& entry, bool is_new, const LineItem& item, std::uint64_t shared, IdSet::Place place) {
  using Outcome = RepeatCheck::Outcome;
  if (is_new) {
    entry.content = is_long | (shared & shared_mask);
    entry.first = place;
  } else if ((entry.content & is_long) == 0) {
    return {Outcome::conflicting, entry.first};  // the whole survey was counted from a file in another shape
  }
  // A survey has one day and one area [R-ONE-AREA]: an answer that claims another contradicts the first.
  if (((entry.content ^ shared) & shared_mask) != 0) return {Outcome::conflicting, entry.first};
  const Outcome fresh = is_new ? Outcome::first : Outcome::further_answer;
  if (item.question < 0) return {fresh, entry.first};
  const unsigned shift = bits_per_question * static_cast<unsigned>(item.question);
  const std::uint64_t code = code_of(item.answers[static_cast<std::size_t>(item.question)]);
  const std::uint64_t seen = entry.content >> shift & 7U;
  if (seen == 0) {
    entry.content |= code << shift;
    return {fresh, entry.first};
  }
  return {seen == code ? Outcome::repeated : Outcome::conflicting, entry.first};
}

void Repeats::forget(std::uint32_t file) {
  for (; !changed_.empty(); changed_.pop_back()) ids_.entry_of(changed_.back().id).content = changed_.back().content;
  ids_.forget(file);
}

}  // namespace tspq
