// Which line items are wanted: the same parts for the table on the page, for downloads and for the command line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tspq/criterion.h"
#include "tspq/csv.h"
#include "tspq/row_log.h"
#include "tspq/rulebook.h"
#include "tspq/verdict.h"

namespace tspq {

/// Everything by default; all parts that are set must hold.
struct RowFilter {
  enum class Which : std::uint8_t { all, counted, not_counted };
  std::optional<Criterion> criterion;  ///< only rows that belong to it
  Which which = Which::all;
  std::optional<Reason> reason;     ///< only rows with this reason under the window; Reason::counted for counted ones
  std::optional<std::size_t> file;  ///< only rows of the file at this place
  std::optional<Account> account;   ///< only surveys of one area, or of none
  std::optional<std::optional<Category>> category;  ///< only rows of a category, or rows whose category is not known
  std::string text;  ///< only rows with it in a cell, in upper or lower case (of Latin, Greek and Cyrillic letters)

  /// All parts that the row log can answer, but for the reason.
  bool matches_but_for_reason(const RowLog::Entry& entry, Reason reason_under_window) const;

  /// The part that needs the row itself.
  bool finds_text(const Record& record) const;
};

/// Sets one part by its name and its words: "criterion" and "reason" take ids, "which" all, counted or not-counted,
/// "area" an id or none, "category" an id or unknown, "text" any text; an empty word asks for nothing. False for a name
/// or a word that is not known.
bool set_part(RowFilter& filter, std::string_view name, std::string_view word, const Rulebook& rulebook);

}  // namespace tspq
