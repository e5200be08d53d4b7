// What became of every row, in four bytes each, so that line items and downloads can be shown without judging the whole set again.
#pragma once

#include <cstdint>
#include <deque>

#include "tspq/ledger.h"
#include "tspq/verdict.h"

namespace tspq {

class RowLog {
public:
  struct Entry {
    Reason reason;    ///< without the window
    Account account;  ///< courseware, exams, or the survey's area
  };

  /// Rows are pushed in file order; data rows only, the first has index 0.
  void push(const Verdict& verdict, Kind kind);

  std::uint64_t size() const { return rows_.size(); }
  Entry operator[](std::uint64_t row) const;

private:
  std::deque<std::uint32_t> rows_;  // grows in small blocks, so that a long file needs no second copy while it grows
};

}  // namespace tspq
