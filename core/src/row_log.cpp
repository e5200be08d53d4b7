#include "tspq/row_log.h"

#include <algorithm>

namespace tspq {
namespace {

// Bits of a word: 0..15 the day (0 none, else its place and one), 16..19 the reason, 20..24 the account, 25..26 the
// category (0 unknown), 27 a further answer.
static_assert(reason_count <= 16 && most_accounts <= 32 && category_count <= 3);
static_assert(last_place + 1 < 1U << RowLog::day_bits);
constexpr std::uint32_t further_answer_bit = 1U << 27;

}  // namespace

RowLog::Likewise RowLog::push(const Verdict& verdict, Kind kind, const Position& at, bool can_start_here) {
  if (can_start_here) note_place(at);
  const bool counted_survey = verdict.reason == Reason::counted && kind == Kind::surveys;
  const std::uint32_t word = (verdict.day ? place_of_day(*verdict.day) + 1 : 0) |
      static_cast<std::uint32_t>(verdict.reason) << 16 | std::uint32_t{account_of(kind, verdict.area)} << 20 |
      (verdict.category ? static_cast<std::uint32_t>(*verdict.category) + 1 : 0) << 25;
  const std::uint32_t further = word | (counted_survey ? further_answer_bit : 0);
  add(counted_survey && verdict.surveys == 0 ? further : word, 1);
  return {further};
}

void RowLog::push_likewise(Likewise likewise, std::uint64_t rows, const Position& at) {
  note_place(at);
  add(likewise.word, rows);
}

/// To the last run as far as that may grow, and then to others.
void RowLog::add(std::uint32_t word, std::uint64_t rows) {
  while (rows > 0) {
    const bool is_marked = rows_ % rows_per_mark == 0;
    if (is_marked || (*last_ & word_mask) != word || *last_ > ~std::uint32_t{0} - one_more) {
      if (is_marked) marks_.push_back(static_cast<std::uint32_t>(runs_.size()));
      last_ = &runs_.add();
      *last_ = word;
      ++rows_;
      --rows;
    }
    const std::uint64_t room = most_rows_of_run - rows_of(*last_);
    const std::uint64_t to_mark = (rows_per_mark - rows_ % rows_per_mark) % rows_per_mark;
    const std::uint64_t more = std::min({rows, room, to_mark});
    *last_ += static_cast<std::uint32_t>(more) * one_more;
    rows_ += more;
    rows -= more;
  }
}

void RowLog::note_place(const Position& at) {
  if (rows_ < next_checkpoint_) return;
  checkpoints_.push_back({rows_, at});
  next_checkpoint_ = rows_ + rows_per_checkpoint;
}

std::uint32_t RowLog::Walk::word(std::uint64_t row) {
  if (row < first_ || row / rows_per_mark != first_ / rows_per_mark) {
    const std::uint64_t mark = row / rows_per_mark;
    first_ = mark * rows_per_mark;
    run_ = log_.marks_[static_cast<std::size_t>(mark)];
  }
  for (; row - first_ >= rows_of(log_.runs_[run_]); ++run_) first_ += rows_of(log_.runs_[run_]);
  return log_.runs_[run_] & word_mask;
}

RowLog::Entry RowLog::entry_of(std::uint32_t word) {
  const std::uint32_t day = word & 0xFFFFU;
  const std::uint32_t category = word >> 25 & 3U;
  return {static_cast<Reason>(word >> 16 & 15U), day == 0 ? std::nullopt : std::optional(day_at_place(day - 1)),
      static_cast<Account>(word >> 20 & 31U),
      category == 0 ? std::nullopt : std::optional(static_cast<Category>(category - 1)),
      (word & further_answer_bit) != 0};
}

RowLog::Checkpoint RowLog::before(std::uint64_t row) const {
  const auto next = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), row,
      [](std::uint64_t wanted, const Checkpoint& point) { return wanted < point.row; });
  return next == checkpoints_.begin() ? Checkpoint{} : *std::prev(next);
}

std::optional<RowLog::Checkpoint> RowLog::after(std::uint64_t row) const {
  const auto next = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), row,
      [](std::uint64_t wanted, const Checkpoint& point) { return wanted < point.row; });
  return next == checkpoints_.end() ? std::nullopt : std::optional(*next);
}

}  // namespace tspq
