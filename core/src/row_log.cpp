#include "tspq/row_log.h"

#include <algorithm>

namespace tspq {
namespace {

// Bits 0..15 the day (0 none, 1 before 2000-01-01, then days), 16..19 the reason, 20..24 the account, 25..26 the category (0 unknown), 27 a further answer.
static_assert(reason_count <= 16 && most_accounts <= 32 && category_count <= 3);

const std::int32_t day_of_code_one = make_day(2000, 1, 1)->number - 1;
const std::int32_t last_code = make_day(2100, 12, 31)->number + 2 - day_of_code_one;

std::uint32_t code_of(std::optional<Day> day) {
  return day ? static_cast<std::uint32_t>(std::clamp(day->number - day_of_code_one + 1, 1, last_code)) : 0;
}

}  // namespace

void RowLog::push(const Verdict& verdict, Kind kind, const Position& at, bool can_start_here) {
  if (can_start_here && (checkpoints_.empty() || rows_.size() >= checkpoints_.back().row + rows_per_checkpoint)) checkpoints_.push_back({rows_.size(), at});
  rows_.push_back(code_of(verdict.day) | static_cast<std::uint32_t>(verdict.reason) << 16 | std::uint32_t{account_of(kind, verdict.area)} << 20 |
                  (verdict.category ? static_cast<std::uint32_t>(*verdict.category) + 1 : 0) << 25 |
                  static_cast<std::uint32_t>(verdict.reason == Reason::counted && kind == Kind::surveys && verdict.surveys == 0) << 27);
}

RowLog::Entry RowLog::operator[](std::uint64_t row) const {
  const std::uint32_t packed = rows_[static_cast<std::size_t>(row)];
  const auto day = static_cast<std::int32_t>(packed & 0xFFFFU);
  const std::uint32_t category = packed >> 25 & 3U;
  return {static_cast<Reason>(packed >> 16 & 15U), day == 0 ? std::nullopt : std::optional(Day{day - 1 + day_of_code_one}), static_cast<Account>(packed >> 20 & 31U),
          category == 0 ? std::nullopt : std::optional(static_cast<Category>(category - 1)), (packed >> 27 & 1U) != 0};
}

RowLog::Checkpoint RowLog::before(std::uint64_t row) const {
  const auto next = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), row, [](std::uint64_t wanted, const Checkpoint& point) { return wanted < point.row; });
  return next == checkpoints_.begin() ? Checkpoint{} : *std::prev(next);
}

std::optional<RowLog::Checkpoint> RowLog::after(std::uint64_t row) const {
  const auto next = std::upper_bound(checkpoints_.begin(), checkpoints_.end(), row, [](std::uint64_t wanted, const Checkpoint& point) { return wanted < point.row; });
  return next == checkpoints_.end() ? std::nullopt : std::optional(*next);
}

}  // namespace tspq
