#include "repeats.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "cell_memo.h"
#include "tspq/text.h"

namespace tspq {
namespace {

// The content of a survey in the long shape, from the top bit down: one bit that says it is of that shape; 21 bits for
// the day and area that all its rows must share; one bit that says whether its rows differ in cells beside question and
// answer; 14 bits that stand for those cells of its first row; and three bits for each question that is known by its
// number: 0 not seen yet, 1..5 the answer, 6 unanswered. 7 is an answer above five where the rulebook's scale has such;
// on any other scale it marks a place taken by a question that is known by its words: of both sorts together a survey
// has nine.
constexpr std::uint64_t is_long = std::uint64_t{1} << 63;
constexpr unsigned bits_per_question = 3;
constexpr unsigned answer_bits = bits_per_question * question_count;
constexpr int highest_told_apart = 5;  // answers above share a code
constexpr std::uint64_t answer_mask = (std::uint64_t{1} << bits_per_question) - 1;
constexpr unsigned cells_bits = 14;
constexpr std::uint64_t cells_mask = ((std::uint64_t{1} << cells_bits) - 1) << answer_bits;
constexpr std::uint64_t cells_differ = std::uint64_t{1} << (answer_bits + cells_bits);
constexpr std::uint64_t shared_mask = ~(is_long | cells_differ | (cells_differ - 1));

/// Day and area as shared_mask has them. The category needs no place: surveys that could count are Advanced. Days that
/// no window reaches are alike.
std::uint64_t shared_by_answers(const Verdict& verdict) {
  static_assert(most_areas < 31);
  const std::uint64_t shared = static_cast<std::uint64_t>(place_of_day(*verdict.day)) << 5 |
      (verdict.area ? std::uint64_t{1} + *verdict.area : 0);
  return shared << (answer_bits + cells_bits + 1);
}

IdSet::Place place_in(std::uint32_t file, std::uint64_t row) {
  return {file, static_cast<std::uint32_t>(std::min<std::uint64_t>(row, 0xFFFFFFFF))};
}

/// The bits of a question that no answer has been given to, the last of them; 0 when all nine have one.
std::uint64_t free_place(std::uint64_t content) {
  for (unsigned shift = answer_bits; shift > 0;) {
    shift -= bits_per_question;
    if ((content >> shift & answer_mask) == 0) return answer_mask << shift;
  }
  return 0;
}

std::uint64_t code_of(Answer answer) {
  return answer == unanswered ? 6 : answer <= highest_told_apart ? static_cast<std::uint64_t>(answer) : 7;
}

}  // namespace

Repeats::Repeats(int highest) : words_take_places_(highest <= highest_told_apart) {
  for (std::size_t kind = 0; kind < kind_count; ++kind) {
    Digester digester(key_);
    digester.add(static_cast<std::uint64_t>(kind));
    begun_.push_back(digester);
  }
}

RepeatCheck Repeats::check(const Record& record, const LineItem& item, const Verdict& verdict,
    const ExportFormat& format, std::uint32_t file, KnownSurvey& survey) {
  const IdSet::Place place = place_in(file, record.at.row);
  if (format.shape == Shape::long_rows) return check_answer(record, item, verdict, format, place, survey);
  const std::uint64_t content = digest_of_cells(record, format);
  IdSet::Entry& entry = entry_of(item, format, content);
  if (entry.first.file == IdSet::no_file) {
    entry.content = content;
    entry.first = place;
    return {};
  }
  return {entry.content == content ? RepeatCheck::Outcome::repeated : RepeatCheck::Outcome::conflicting, entry.first};
}

RepeatCheck Repeats::check_answer(const Record& record, const LineItem& item, const Verdict& verdict,
    const ExportFormat& format, IdSet::Place place, KnownSurvey& survey) {
  using Outcome = RepeatCheck::Outcome;
  // The answers of a survey mostly follow each other.
  if (last_entry_ == nullptr || !same_bytes(*item.id, last_id_)) {
    last_entry_ = &entry_of(item, format, 0);
    last_id_ = *item.id;
  }
  IdSet::Entry& entry = *last_entry_;
  const std::uint64_t shared = shared_by_answers(verdict);
  const std::uint64_t all_cells = digest_of_cells(record, format);
  const std::uint64_t cells = all_cells & cells_mask;
  survey.entry = &entry;
  survey.cells = all_cells;
  survey.by_words.reset();
  Outcome fresh = Outcome::further_answer;
  if (entry.first.file == IdSet::no_file) {
    entry.content = is_long | shared | cells;
    entry.first = place;
    fresh = Outcome::first;
  } else if ((entry.content & is_long) == 0) {
    return {Outcome::conflicting, entry.first};  // the whole survey was counted from a file in another shape
  }
  // A survey has one day and one area [R-ONE-AREA]: an answer that claims another contradicts the first.
  if (((entry.content ^ shared) & shared_mask) != 0) return {Outcome::conflicting, entry.first};
  const auto change = [&](std::uint64_t added, std::uint64_t taken_out = 0) {
    if (entry.first.file != place.file) changed_.push_back({entry.id, entry.content});
    entry.content = (entry.content & ~taken_out) | added;
  };
  const auto has_other_cells = [&] {
    return (entry.content & cells_differ) == 0 && ((entry.content ^ cells) & cells_mask) != 0;
  };
  if (item.question < 0) {
    if (fresh == Outcome::further_answer && has_other_cells()) change(cells_differ);
    return {fresh, entry.first};
  }
  const std::uint64_t code = code_of(item.answers[static_cast<std::size_t>(item.question)]);
  if (item.question_slot < 0) {
    // Another file may know fewer questions by their words, or others, so these have no place of their own among the
    // nine.
    survey.by_words = digester_of_answers(*item.id);
    IdSet::Entry& answer = entry_of_answer(survey, item.question_words);
    const std::uint64_t content = content_of_answer(survey, code);
    if (answer.first.file != IdSet::no_file)
      return {answer.content == content ? Outcome::repeated : Outcome::conflicting, answer.first};
    answer.content = content;
    answer.first = place;
    const std::uint64_t taken = words_take_places_ ? free_place(entry.content) : 0;
    if (words_take_places_ && taken == 0) return {Outcome::conflicting, entry.first};
    change(taken | (fresh == Outcome::further_answer && has_other_cells() ? cells_differ : 0));
    return {fresh, entry.first};
  }
  const unsigned shift = bits_per_question * static_cast<unsigned>(item.question_slot);
  const std::uint64_t of_slot = answer_mask << shift;
  std::uint64_t seen = entry.content >> shift & answer_mask;
  if (seen == answer_mask && words_take_places_) {
    // Its place was only the next one free: the question that took it takes another.
    const std::uint64_t taken = free_place(entry.content);
    if (taken == 0) return {Outcome::conflicting, entry.first};
    change(taken, of_slot);
    seen = 0;
  }
  if (seen == 0) {
    change(code << shift | (fresh == Outcome::further_answer && has_other_cells() ? cells_differ : 0));
    return {fresh, entry.first};
  }
  // Where the rows of a survey differ in other cells anyhow, which of them stood beside this question's answer is not
  // known: an exact repeat must not pass for a conflict.
  const bool same = seen == code && !has_other_cells();
  return {same ? Outcome::repeated : Outcome::conflicting, entry.first};
}

std::size_t Repeats::add_likewise(
    const KnownSurvey& survey, std::span<const PlainAnswer> given, std::uint32_t file, std::uint64_t first_row) {
  const bool may_add = survey.entry->first.file == file;
  std::uint64_t content = survey.entry->content;
  std::size_t taken = 0;
  for (; taken < given.size(); ++taken) {
    const PlainAnswer& answer = given[taken];
    if (answer.question < 0) continue;
    if (answer.slot < 0) {
      const std::uint64_t taken_place = words_take_places_ ? free_place(content) : 0;
      if (!survey.by_words || (words_take_places_ && (!may_add || taken_place == 0))) break;
      IdSet::Entry& of_answer = entry_of_answer(survey, *answer.words);
      if (of_answer.first.file != IdSet::no_file) break;
      of_answer.content = content_of_answer(survey, code_of(answer.answer));
      of_answer.first = place_in(file, first_row + taken);
      content |= taken_place;
      continue;
    }
    const unsigned shift = bits_per_question * static_cast<unsigned>(answer.slot);
    if (!may_add || (content >> shift & answer_mask) != 0) break;
    content |= code_of(answer.answer) << shift;
  }
  survey.entry->content = content;
  return taken;
}

/// The entry of an answer by itself, which a question known by its words needs: another file may know fewer by their
/// words, or others, so these have no place of their own among the nine.
IdSet::Entry& Repeats::entry_of_answer(const KnownSurvey& survey, std::string_view words) {
  Digester of_answer = *survey.by_words;
  of_answer.add(words);
  return ids_.entry_of(of_answer.digest());
}

std::uint64_t Repeats::content_of_answer(const KnownSurvey& survey, std::uint64_t code) {
  return (survey.cells & ~std::uint64_t{7}) | code;
}

/// Takes the words of a question, to stand for the survey's answer to it.
Digester Repeats::digester_of_answers(std::string_view survey) const {
  Digester digester(key_);
  digester.add(static_cast<std::uint64_t>(kind_count));
  digester.add(survey.size());
  digester.add(survey);
  return digester;
}

namespace {

/// Takes one number into another: no two numbers taken in make the same of one they are taken into.
std::uint64_t taken_in(std::uint64_t into, std::uint64_t number) {
  const std::uint64_t product = (into ^ number) * 0x9E3779B97F4A7C15U;
  return product ^ product >> 32;
}

/// The same for a cell that is not empty: its size and its bytes, by eight, the last eight overlapping; of shorter
/// cells the ends, which overlap too. Ten times as fast as a Digester, and what it may miss is whether a row with an id
/// that was counted is the same or contradicts: neither counts.
std::uint64_t taken_in(std::uint64_t into, std::string_view cell) {
  const auto read = [&]<class Word>(std::size_t at, Word word) {
    std::memcpy(&word, cell.data() + at, sizeof word);
    return std::uint64_t{word};
  };
  into += cell.size() * 0xC2B2AE3D27D4EB4FU;
  const std::size_t size = cell.size();
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8) into = taken_in(into, read(at, std::uint64_t{}));
    return taken_in(into, read(size - 8, std::uint64_t{}));
  }
  if (size >= 4) return taken_in(into, read(0, std::uint32_t{}) | read(size - 4, std::uint32_t{}) << 32);
  return taken_in(
      into, read(0, std::uint8_t{}) | read(size / 2, std::uint8_t{}) << 8 | read(size - 1, std::uint8_t{}) << 16);
}

}  // namespace

/// Stands for all cells of a row that are content. The order of the columns does not matter, and a column that is not
/// there is as good as an empty cell.
std::uint64_t Repeats::digest_of_cells(const Record& record, const ExportFormat& format) const {
  std::uint64_t sum = 0;
  for (const auto& [column, name] : format.content) {
    const std::string_view cell = record.cells[column];
    if (!cell.empty()) sum += taken_in(name ^ key_[0], cell);
  }
  return taken_in(taken_in(sum, key_[1]), key_[0]) &
      ~is_long;  // twice: of a long row's few bits each is to depend on every cell
}

Digester Repeats::digester_of(std::string_view id, Kind kind) const {
  Digester digester = begun_[static_cast<std::size_t>(kind)];
  digester.add(id);
  return digester;
}

void Repeats::expect(const ComingRecords& rows, const ExportFormat& format) {
  const auto column = format.column(Fact::id);
  expect_none();
  next_expected_ = 0;
  if (!column || format.id_names_group) return;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Cells cells = rows.cells(i);
    if (*column >= cells.size()) continue;
    const std::string_view id = trim(cells[*column]);
    expected_texts_.push_back(id.data());
    expected_.push_back(digester_of(id, format.kind).digest());
  }
  ids_.expect(expected_);
}

/// The entry of the row's id; of the id and the content where the id is that of a group of rows.
IdSet::Entry& Repeats::entry_of(const LineItem& item, const ExportFormat& format, std::uint64_t content) {
  // Rows come in the order in which they were expected, some of them not at all.
  for (; next_expected_ < expected_.size(); ++next_expected_)
    if (expected_texts_[next_expected_] == item.id->data()) return ids_.entry_of(expected_[next_expected_]);
  Digester digester = digester_of(*item.id, format.kind);
  if (format.id_names_group) digester.add(content);
  return ids_.entry_of(digester.digest());
}

void Repeats::forget(std::uint32_t file) {
  for (; !changed_.empty(); changed_.pop_back()) ids_.entry_of(changed_.back().id).content = changed_.back().content;
  ids_.forget(file);
  last_entry_ = nullptr;
  expect_none();
}

}  // namespace tspq
