// Sentences about a single row: what was expected in it and what was found.
#pragma once

#include <string>

#include "tspq/csv.h"
#include "tspq/export_format.h"
#include "tspq/line_item.h"
#include "tspq/verdict.h"
#include "tspq/window.h"

namespace tspq {

/// What stands in the row, ready for a sentence, for reasons that cannot say.
std::string found_in(const Record& record, const LineItem& item, Reason reason, const ExportFormat& format);

/// What should have stood there. `no_question_counts`: the file has more than nine questions, and nobody has chosen the
/// nine.
std::string expected_for(Reason reason, const ExportFormat& format, const Rulebook& rulebook, bool no_question_counts);

/// "3 Jun 2024".
std::string day_in_words(Day day);

/// One sentence: why this row has this verdict under this window.
std::string why(const Record& record, const LineItem& item, const Verdict& verdict, const Window& window,
    const ExportFormat& format, const Rulebook& rulebook);

}  // namespace tspq
