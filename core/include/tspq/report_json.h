// The contract between the core and everything that shows its results. Text is always valid UTF-8: bytes that are not
// are replaced. Decimals are strings, counts are numbers below 2^53 and strings from there on.
#pragma once

#include <string>

#include "tspq/criterion.h"
#include "tspq/line_items.h"
#include "tspq/scan.h"
#include "tspq/scorecard.h"

namespace tspq {

/// What `tspq score --json` prints, without a final line end: rulebook, anniversary, window, overall, base, areas,
/// rows, files, problems.
std::string score_json(const FileSet& files, const Window& window);

/// One criterion with everything its details view shows: the equation's terms, what counts and its source, rows by
/// reason with their words. It adds the window month by month and, for averages, the answers by value and by question.
std::string details_json(const FileSet& files, const Window& window, const Criterion& criterion);

/// What comes next, if no row is added: what each criterion loses when the anniversary moves on by a month, limits
/// applied [R-LIMIT], on which day of the year to come (with completed months the first of a month) a completed
/// criterion ceases to be, and what is to go in units that a person can act on.
std::string outlook_json(const FileSet& files, const Window& window);

/// What `tspq inspect` prints: kind, shape, columns, date order, notices and problem of each file.
std::string inspect_json(const FileSet& files);

/// One file as inspect_json shows it, with its rows counted without a window, and its problem or null.
std::string file_json(const FileReport& file, const Rulebook& rulebook);

/// A page of line items as {"total", "reasons": {id: rows}, "pieces": [{"file", "from", "to", "rows": how many}]}.
std::string page_json(const LineItemPage& page);

/// Line items as a list of {"file", "row", "line", "cells", "verdict", "points", "reason", "title", "why"}.
std::string items_json(const std::vector<ShownItem>& items);

/// A record's cells as one JSON array of strings, as `tspq records` prints them. Bytes that are not UTF-8 are shown as
/// Windows-1252.
std::string record_json(const Record& record);

/// A problem with settings, as JSON.
std::string problem_json(const Problem& problem);

}  // namespace tspq
