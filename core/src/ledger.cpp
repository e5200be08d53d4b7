#include "tspq/ledger.h"

#include <algorithm>
#include <numeric>

namespace tspq {
namespace {

const std::int32_t before_every_window = make_day(2000, 1, 1)->number - 1;
const std::int32_t after_every_window = make_day(2100, 12, 31)->number + 1;

}  // namespace

Sums& Sums::operator+=(const Sums& other) {
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] += other.rows[i];
  for (std::size_t i = 0; i < units.size(); ++i) units[i] += other.units[i];
  surveys += other.surveys;
  points = points + other.points;
  answers += other.answers;
  for (std::size_t i = 0; i < by_answer.size(); ++i) by_answer[i] += other.by_answer[i];
  for (std::size_t i = 0; i < question_count; ++i) {
    question_points[i] += other.question_points[i];
    question_answers[i] += other.question_answers[i];
  }
  surveys_from_averages += other.surveys_from_averages;
  return *this;
}

std::uint64_t Sums::rows_in() const { return std::accumulate(rows.begin(), rows.end(), std::uint64_t{0}); }

Account account_of(Kind kind, std::optional<AreaIndex> area) {
  if (kind == Kind::courseware) return courseware_account;
  if (kind == Kind::exams) return exams_account;
  return area ? account_of_area(*area) : surveys_without_area_account;
}

Totals& Totals::operator+=(const Totals& other) {
  for (std::size_t i = 0; i < accounts.size(); ++i) accounts[i] += other.accounts[i];
  return *this;
}

Sums Totals::of(Kind kind) const {
  if (kind == Kind::courseware) return accounts[courseware_account];
  if (kind == Kind::exams) return accounts[exams_account];
  Sums sums;
  for (std::size_t i = surveys_without_area_account; i < accounts.size(); ++i) sums += accounts[i];
  return sums;
}

void Ledger::add(const Verdict& verdict, Kind kind) {
  const Account account = account_of(kind, verdict.area);
  if (verdict.day) note_day(*verdict.day);
  Sums& sums = verdict.day ? sums_at(*verdict.day, account) : undated_.accounts[account];
  ++sums.rows[static_cast<std::size_t>(verdict.reason)];
  if (verdict.reason != Reason::counted) return;
  if (kind == Kind::surveys) {
    sums.surveys += static_cast<std::uint64_t>(verdict.surveys);
    sums.points = sums.points + verdict.points;
    sums.answers += static_cast<std::uint64_t>(verdict.answers);
    sums.surveys_from_averages += verdict.from_average;
    for (std::size_t i = 0; i < question_count; ++i) {
      const Answer answer = verdict.by_question[i];
      if (answer <= unanswered) continue;
      ++sums.by_answer[static_cast<std::size_t>(answer) - 1];
      sums.question_points[i] += static_cast<std::uint64_t>(answer);
      ++sums.question_answers[i];
    }
  } else {
    sums.units[static_cast<std::size_t>(*verdict.category)] += verdict.units;
  }
}

Ledger& Ledger::operator+=(const Ledger& other) {
  for (std::size_t i = 0; i < other.index_.size(); ++i) {
    if (other.index_[i] == 0) continue;
    const Day day{other.first_place_ + static_cast<std::int32_t>(i)};
    for (const Entry& entry : other.days_[other.index_[i] - 1].entries) sums_at(day, entry.account) += entry.sums;
  }
  undated_ += other.undated_;
  if (other.first_day_) note_day(*other.first_day_);
  if (other.last_day_) note_day(*other.last_day_);
  return *this;
}

Totals Ledger::within(const Window& window) const {
  Totals totals = between(window.first, window.last);
  const Totals everything = all();
  totals += undated_;
  for (std::size_t i = 0; i < totals.accounts.size(); ++i)
    totals.accounts[i].rows[static_cast<std::size_t>(Reason::outside_window)] = everything.accounts[i].rows_in() - totals.accounts[i].rows_in();
  return totals;
}

Totals Ledger::between(Day first, Day last) const {
  Totals totals;
  const std::int32_t from = std::max(place_of(first), first_place_);
  const std::int32_t to = std::min(place_of(last), first_place_ + static_cast<std::int32_t>(index_.size()) - 1);
  for (std::int32_t place = from; place <= to; ++place) {
    const std::uint32_t at = index_[static_cast<std::size_t>(place - first_place_)];
    if (at == 0) continue;
    for (const Entry& entry : days_[at - 1].entries) totals.accounts[entry.account] += entry.sums;
  }
  return totals;
}

Totals Ledger::all() const {
  Totals totals = undated_;
  for (const DayEntries& day : days_)
    for (const Entry& entry : day.entries) totals.accounts[entry.account] += entry.sums;
  return totals;
}

std::int32_t Ledger::place_of(Day day) { return std::clamp(day.number, before_every_window, after_every_window); }

void Ledger::note_day(Day day) {
  if (!first_day_ || day < *first_day_) first_day_ = day;
  if (!last_day_ || day > *last_day_) last_day_ = day;
}

Sums& Ledger::sums_at(Day day, Account account) {
  const std::int32_t place = place_of(day);
  if (index_.empty()) first_place_ = place;
  if (place < first_place_) {
    index_.insert(index_.begin(), static_cast<std::size_t>(first_place_ - place), 0);
    first_place_ = place;
  }
  const auto offset = static_cast<std::size_t>(place - first_place_);
  if (offset >= index_.size()) index_.resize(offset + 1, 0);
  if (index_[offset] == 0) {
    days_.emplace_back();
    index_[offset] = static_cast<std::uint32_t>(days_.size());
  }
  std::vector<Entry>& entries = days_[index_[offset] - 1].entries;
  for (Entry& entry : entries)
    if (entry.account == account) return entry.sums;
  return entries.emplace_back(Entry{account, {}}).sums;
}

}  // namespace tspq
