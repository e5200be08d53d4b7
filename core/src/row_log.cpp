#include "tspq/row_log.h"

namespace tspq {

// Bits 0..3 the reason, 4..8 the account; the rest is free.
static_assert(reason_count <= 16 && most_accounts <= 32);

void RowLog::push(const Verdict& verdict, Kind kind) {
  rows_.push_back(static_cast<std::uint32_t>(verdict.reason) | std::uint32_t{account_of(kind, verdict.area)} << 4);
}

RowLog::Entry RowLog::operator[](std::uint64_t row) const {
  const std::uint32_t packed = rows_[static_cast<std::size_t>(row)];
  return {static_cast<Reason>(packed & 15U), static_cast<Account>(packed >> 4 & 31U)};
}

}  // namespace tspq
