#include "tspq/ledger.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace tspq {
namespace {

/// Joins each number of the one with the same of the other.
template <class Join>
void join(Sums& to, const Sums& from, Join join_numbers) {
  const auto one = [&](auto& a, const auto& b) { a = join_numbers(a, b); };
  const auto each = [&](auto& a, const auto& b) {
    for (std::size_t i = 0; i < a.size(); ++i) one(a[i], b[i]);
  };
  each(to.rows, from.rows);
  each(to.units, from.units);
  one(to.surveys, from.surveys);
  one(to.points, from.points);
  one(to.answers, from.answers);
  each(to.by_answer, from.by_answer);
  each(to.question_points, from.question_points);
  each(to.question_answers, from.question_answers);
  one(to.surveys_from_averages, from.surveys_from_averages);
}

}  // namespace

Sums& Sums::operator+=(const Sums& other) {
  join(*this, other, std::plus<>());
  return *this;
}

Sums& Sums::operator-=(const Sums& other) {
  join(*this, other, std::minus<>());
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

Totals& Totals::operator-=(const Totals& other) {
  for (std::size_t i = 0; i < accounts.size(); ++i) accounts[i] -= other.accounts[i];
  return *this;
}

Sums Totals::of(Kind kind) const {
  if (kind == Kind::courseware) return accounts[courseware_account];
  if (kind == Kind::exams) return accounts[exams_account];
  Sums sums;
  for (std::size_t i = surveys_without_area_account; i < accounts.size(); ++i) sums += accounts[i];
  return sums;
}

Ledger::Place Ledger::add(const Verdict& verdict, Kind kind) {
  const Account account = account_of(kind, verdict.area);
  Place place;
  place.account_ = account;
  ++rows_[account];
  if (!verdict.day) {
    ++undated_.accounts[account].rows[static_cast<std::size_t>(verdict.reason)];
    return place;
  }
  note_day(*verdict.day);
  std::uint32_t& entry = entry_at(place_of_day(*verdict.day), account);
  if (kind == Kind::surveys) place.sums_ = add_survey(entry, verdict);
  else add_units(entry, verdict);
  return place;
}

namespace {

/// Adds to a counter of an entry that is closed before it could run over.
template <class Counter, class Number>
void grow(Counter& counter, Number by) {
  counter = static_cast<Counter>(counter + static_cast<Counter>(by));
}

/// The entry to add a row to: the newest, or another one where that is full or missing.
template <class Entry, std::size_t block_size>
Entry& open_entry(
    BlockList<Entry, block_size>& entries, std::uint32_t& newest, Reason reason, std::uint16_t most_rows) {
  if (newest == 0 || entries[newest - 1].rows[static_cast<std::size_t>(reason)] == most_rows) {
    entries.add().next = newest;
    newest = static_cast<std::uint32_t>(entries.size());
  }
  return entries[newest - 1];
}

}  // namespace

void Ledger::add_units(std::uint32_t& entry, const Verdict& verdict) {
  UnitsOfDay& sums = open_entry(units_, entry, verdict.reason, most_rows);
  ++sums.rows[static_cast<std::size_t>(verdict.reason)];
  if (verdict.reason == Reason::counted) sums.units[static_cast<std::size_t>(*verdict.category)] += verdict.units;
}

Ledger::SurveysOfDay* Ledger::add_survey(std::uint32_t& entry, const Verdict& verdict) {
  SurveysOfDay& sums = open_entry(surveys_, entry, verdict.reason, most_rows);
  ++sums.rows[static_cast<std::size_t>(verdict.reason)];
  if (verdict.reason != Reason::counted) return &sums;
  grow(sums.surveys, verdict.surveys);
  if (verdict.from_average) {
    ++sums.surveys_from_averages;
    grow(sums.hundredths_from_averages, verdict.points.hundredths);
    grow(sums.answers_from_averages, verdict.answers);
    return &sums;
  }
  const auto add_answer = [&](std::size_t question) {
    const Answer answer = verdict.by_question[question];
    if (answer > unanswered) sums.add_answer(question, answer);
  };
  if (verdict.only_question >= 0) add_answer(static_cast<std::size_t>(verdict.only_question));
  else
    for (std::size_t i = 0; i < question_count; ++i) add_answer(i);
  return &sums;
}

void Ledger::SurveysOfDay::add_answer(std::size_t question, Answer answer) {
  ++by_answer[static_cast<std::size_t>(answer) - 1];
  grow(question_points[question], answer);
  ++question_answers[question];
}

void Ledger::add_likewise(const Place& place, Reason reason, std::span<const PlainAnswer> given) {
  SurveysOfDay& sums = *place.sums_;
  rows_[place.account_] += given.size();
  grow(sums.rows[static_cast<std::size_t>(reason)], given.size());
  if (reason != Reason::counted) return;
  for (const PlainAnswer& one : given)
    if (one.question >= 0 && one.answer != unanswered)
      sums.add_answer(static_cast<std::size_t>(one.question), one.answer);
}

/// Adds an entry and those closed before it.
void Ledger::add_up(std::uint32_t entry, Account account, Sums& sums) const {
  const auto add = [](auto& to, const auto& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  if (account < surveys_without_area_account) {
    for (; entry != 0; entry = units_[entry - 1].next) {
      const UnitsOfDay& of_day = units_[entry - 1];
      add(sums.rows, of_day.rows);
      add(sums.units, of_day.units);
    }
    return;
  }
  for (; entry != 0; entry = surveys_[entry - 1].next) {
    const SurveysOfDay& of_day = surveys_[entry - 1];
    add(sums.rows, of_day.rows);
    sums.surveys += of_day.surveys;
    sums.points.hundredths += of_day.hundredths_from_averages;
    sums.answers += of_day.answers_from_averages;
    for (std::size_t i = 0; i < question_count; ++i) {
      sums.points = sums.points + Decimal::whole(of_day.question_points[i]);
      sums.answers += of_day.question_answers[i];
    }
    sums.surveys_from_averages += of_day.surveys_from_averages;
    add(sums.by_answer, of_day.by_answer);
    add(sums.question_points, of_day.question_points);
    add(sums.question_answers, of_day.question_answers);
  }
}

Totals Ledger::within(const Window& window) const {
  Totals totals = between(window.first, window.last);
  totals += undated_;
  for (std::size_t i = 0; i < totals.accounts.size(); ++i)
    totals.accounts[i].rows[static_cast<std::size_t>(Reason::outside_window)] = rows_[i] - totals.accounts[i].rows_in();
  return totals;
}

Totals Ledger::between(Day first, Day last) const { return in_places(place_of_day(first), place_of_day(last)); }

Totals Ledger::all() const {
  Totals totals = in_places(0, last_place);
  totals += undated_;
  return totals;
}

Totals Ledger::in_places(std::uint32_t first, std::uint32_t last) const {
  Totals totals;
  for (std::size_t number = first / days_per_page; number < pages_.size() && number <= last / days_per_page; ++number) {
    if (!pages_[number]) continue;
    const Page& page = *pages_[number];
    for (std::size_t i = 0; i < days_per_page; ++i) {
      const std::size_t place = number * days_per_page + i;
      if (place < first || place > last) continue;
      for (Account account = 0; account < most_accounts; ++account)
        if (const std::uint32_t entry = page[i * most_accounts + account]; entry != 0)
          add_up(entry, account, totals.accounts[account]);
    }
  }
  return totals;
}

void Ledger::note_day(Day day) {
  if (!first_day_ || day < *first_day_) first_day_ = day;
  if (!last_day_ || day > *last_day_) last_day_ = day;
}

std::uint32_t& Ledger::entry_at(std::uint32_t place, Account account) {
  const std::size_t number = place / days_per_page;
  if (number >= pages_.size()) pages_.resize(number + 1);
  if (!pages_[number]) pages_[number] = std::make_unique<Page>();
  return (*pages_[number])[place % days_per_page * most_accounts + account];
}

}  // namespace tspq
