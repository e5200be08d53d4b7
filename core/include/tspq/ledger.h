// Sums by day. Adding is all that ever happens to a ledger, so chunks, files and their order cannot matter, and any
// window is a question to the same ledger: no file is read again when the anniversary moves.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "tspq/block_list.h"
#include "tspq/decimal.h"
#include "tspq/export_format.h"
#include "tspq/verdict.h"
#include "tspq/window.h"

namespace tspq {

/// What the rows of one account on one day, or in one window, come to.
struct Sums {
  std::array<std::uint64_t, reason_count> rows{};         ///< by reason; every row is in exactly one
  std::array<Integer, category_count> units{};            ///< counted courseware and exam units by category
  std::uint64_t surveys = 0;                              ///< counted surveys; in the long shape a survey has many rows
  Decimal points;                                         ///< counted surveys: sum of answers
  std::uint64_t answers = 0;                              ///< counted surveys: answered questions
  std::array<std::uint64_t, highest_answer> by_answer{};  ///< how often each answer from 1 on was given
  std::array<std::uint64_t, question_count> question_points{};   ///< sum of the answers to each question
  std::array<std::uint64_t, question_count> question_answers{};  ///< how often each question was answered
  std::uint64_t surveys_from_averages = 0;                       ///< counted surveys of which only the average is known

  Sums& operator+=(const Sums& other);
  Sums& operator-=(const Sums& other);  ///< of what was added before
  std::uint64_t rows_in() const;        ///< all rows: counted and every reason
  std::uint64_t counted() const { return rows[static_cast<std::size_t>(Reason::counted)]; }
};

/// Rows are kept in accounts: courseware, exams, surveys of no known area, and surveys of each area.
using Account = std::uint8_t;
inline constexpr Account courseware_account = 0;
inline constexpr Account exams_account = 1;
inline constexpr Account surveys_without_area_account = 2;
inline constexpr std::size_t most_accounts = 3 + most_areas;
constexpr Account account_of_area(AreaIndex area) { return static_cast<Account>(3 + area); }
Account account_of(Kind kind, std::optional<AreaIndex> area);

/// The answer to a question about one window.
struct Totals {
  std::array<Sums, most_accounts> accounts{};

  Totals& operator+=(const Totals& other);
  Totals& operator-=(const Totals& other);  ///< likewise
  const Sums& operator[](Account account) const { return accounts[account]; }
  Sums of(Kind kind) const;  ///< all accounts of a kind
};

/// Memory is bounded by the days between 2000 and 2100, whatever is added: all earlier days share one place and so do
/// all later ones, since no window reaches them.
class Ledger {
  struct SurveysOfDay;

public:
  /// Where a survey's row with a day went, so that further rows of the survey can follow it. For any other row there is
  /// no room. Good as long as the ledger.
  class Place {
    friend Ledger;
    SurveysOfDay* sums_ = nullptr;
    Account account_ = 0;
  };

  /// Puts one row on its day, or beside the days when it has none.
  Place add(const Verdict& verdict, Kind kind);

  /// Puts further rows of a survey where one of its rows went, under the same reason; when they count, with the answers
  /// they give. At most room_likewise() of them: the next one needs another add().
  void add_likewise(const Place& place, Reason reason, std::span<const PlainAnswer> given);
  std::size_t room_likewise(const Place& place, Reason reason) const {
    return place.sums_ == nullptr ? 0 : std::size_t{most_rows} - place.sums_->rows[static_cast<std::size_t>(reason)];
  }

  /// Every row, with those outside the window under outside_window whatever else was found [R-WINDOW].
  Totals within(const Window& window) const;

  /// The rows of [first, last] only, for series by month; rows without a day are left out. Both days lie between 2000
  /// and 2100.
  Totals between(Day first, Day last) const;

  /// Every row under its own reason, no window laid over.
  Totals all() const;

  std::optional<Day> first_day() const { return first_day_; }  ///< earliest readable date, exact
  std::optional<Day> last_day() const { return last_day_; }

private:
  /// Sums of one account on one day, in few bytes: a hostile file has rows of every account on every day, and an honest
  /// one jumps between days with every row. An entry whose counters could overflow is closed, and another one goes on.
  /// `next` is the index of the one closed before, plus one, or 0.
  struct UnitsOfDay {
    std::array<std::uint16_t, reason_count> rows{};
    std::uint32_t next = 0;
    std::array<Integer, category_count> units{};
  };
  struct SurveysOfDay {
    std::array<std::uint16_t, reason_count> rows{};
    std::uint32_t next = 0;
    std::uint32_t hundredths_from_averages = 0;  // of points; those of answers follow from the questions' sums
    std::uint16_t surveys = 0;
    std::uint16_t surveys_from_averages = 0;
    std::uint16_t answers_from_averages = 0;
    std::array<std::uint16_t, highest_answer> by_answer{};
    std::array<std::uint16_t, question_count> question_points{};
    std::array<std::uint16_t, question_count> question_answers{};

    void add_answer(std::size_t question, Answer answer);
  };
  /// So many rows under one reason close an entry. With one row no counter of 16 bits grows by more than the divisor,
  /// so none overflows before.
  static constexpr std::uint16_t most_rows =
      0xFFFF / (highest_answer > question_count ? highest_answer : question_count);
  static_assert(std::uint64_t{most_rows} * question_count * highest_answer * 100 <= 0xFFFFFFFF);

  /// Indices of entries, plus one, by day and account; 0 where there is none.
  static constexpr std::size_t days_per_page = 64;
  using Page = std::array<std::uint32_t, days_per_page * most_accounts>;

  void note_day(Day day);
  std::uint32_t& entry_at(std::uint32_t place, Account account);
  void add_units(std::uint32_t& entry, const Verdict& verdict);
  SurveysOfDay* add_survey(std::uint32_t& entry, const Verdict& verdict);
  void add_up(std::uint32_t entry, Account account, Sums& sums) const;
  Totals in_places(std::uint32_t first, std::uint32_t last) const;

  std::array<std::uint64_t, most_accounts> rows_{};  // all of them, by account
  std::vector<std::unique_ptr<Page>> pages_;
  BlockList<UnitsOfDay, 64> units_;
  BlockList<SurveysOfDay, 64> surveys_;
  Totals undated_;
  std::optional<Day> first_day_;
  std::optional<Day> last_day_;
};

}  // namespace tspq
