#include "explain.h"

#include <algorithm>
#include <array>

#include "tspq/text.h"

namespace tspq {
namespace {

/// Up to the record limit everything behind an open quote belongs to its row, so how much that is has to be said.
std::string unclosed_quote(const Record& record) {
  std::string text = "a quotation mark that opens on line " + std::to_string(record.quote_line) + " and does not close";
  if (record.cells.empty()) return text;
  const std::string_view rest = trim(record.cells.back());
  const auto lines = std::count(rest.begin(), rest.end(), rest.find('\n') == std::string_view::npos ? '\r' : '\n');
  if (lines > 0)
    text += ", so that the " + with_thousands(static_cast<unsigned long long>(lines)) +
        (lines == 1 ? " line" : " lines") + " after it became part of the same row";
  return text;
}

std::string range_of(const Rulebook& rulebook) {
  return std::to_string(rulebook.average.lowest) + " to " + std::to_string(rulebook.average.highest);
}

}  // namespace

std::string found_in(const Record& record, const LineItem& item, Reason reason, const ExportFormat& format) {
  switch (reason) {
    case Reason::malformed_row:
      switch (record.fault) {
        case RecordFault::unclosed_quote: return unclosed_quote(record);
        case RecordFault::record_too_long: return "a row of more than 1 MiB";
        case RecordFault::cell_too_long: return "a cell of more than 64 KiB";
        case RecordFault::too_many_columns:
          return "a row of more than " + std::to_string(CsvLimits{}.columns) + " cells";
        case RecordFault::none: break;
      }
      if (record.cells.size() == format.header.size())
        return format.own_reason ? "a row that was malformed before" : "the header row once more";
      return std::to_string(record.cells.size()) + (record.cells.size() == 1 ? " cell" : " cells");
    case Reason::unreadable_date:
      // Where rows contradict each other in the order of day and month, this is one of those that were not followed.
      return quoted_for_display(item.date_text) +
          (item.date.if_day_first || item.date.if_month_first ? ", which other dates of the file contradict" : "");
    case Reason::ambiguous_date: return quoted_for_display(item.date_text);
    case Reason::unreadable_units: return quoted_for_display(item.units_text);
    case Reason::unreadable_response: return quoted_for_display(item.unreadable_answer_text);
    case Reason::unknown_category:
      return quoted_for_display(item.category_text) +
          (item.course.empty() ? "" : " for " + quoted_for_display(item.course));
    default: return "nothing";
  }
}

std::string expected_for(Reason reason, const ExportFormat& format, const Rulebook& rulebook, bool no_question_counts) {
  switch (reason) {
    case Reason::malformed_row: return std::to_string(format.header.size()) + " cells, as in the header";
    case Reason::unreadable_date: return "a date that exists, its year in four digits, such as 2024-06-03";
    case Reason::ambiguous_date: return "dates whose day and month can be told apart";
    case Reason::missing_id: return "an id";
    case Reason::unreadable_units: return "a whole number from 0 to " + std::to_string(largest_exact_count);
    case Reason::unreadable_response:
      if (no_question_counts) return "an answer to one of nine chosen questions";
      if (format.shape == Shape::averages)
        return "an average from " + range_of(rulebook) + " in hundredths, of up to " + std::to_string(question_count) +
            " answers";
      return "a whole number from " + range_of(rulebook) + ", or an empty cell";
    case Reason::unknown_category:
      return quoted_for_display(rulebook.categories[0].title) + " or " +
          quoted_for_display(rulebook.categories[1].title);
    default: return "something else";
  }
}

std::string day_in_words(Day day) {
  constexpr std::array<const char*, 12> months = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CivilDate date = civil(day);
  return std::to_string(date.day) + " " + months[static_cast<std::size_t>(date.month - 1)] + " " +
      std::to_string(date.year);
}

std::string why(const Record& record, const LineItem& item, const Verdict& verdict, const Window& window,
    const ExportFormat& format, const Rulebook& rulebook) {
  const ReasonWords& words = words_for(verdict.reason);
  const std::string title(words.title);
  switch (verdict.reason) {
    case Reason::counted: {
      std::string text = "Counted";
      if (verdict.category) text += " as " + rulebook.categories[static_cast<std::size_t>(*verdict.category)].title;
      if (item.category_origin == Origin::catalogue)
        text += " (category from the catalogue, unofficial, confidence " + std::string(item.category_confidence) + ")";
      if (item.category_origin == Origin::decision) text += " (category as decided)";
      if (format.kind != Kind::surveys) return text + ".";
      text += verdict.area ? " for " + rulebook.areas[*verdict.area].title
                           : std::string(" for the base average only: no solution area is known");
      if (item.area_origin == Origin::catalogue)
        text += " (area from the catalogue, unofficial, confidence " + std::string(item.area_confidence) + ")";
      if (item.area_origin == Origin::decision) text += " (area as decided)";
      return text + ".";
    }
    case Reason::outside_window: {
      const bool before = *verdict.day < window.first;
      return title + ": " + day_in_words(*verdict.day) + " is " +
          (before ? "before " + day_in_words(window.first) : "after " + day_in_words(window.last)) + ".";
    }
    case Reason::cancelled:
    case Reason::not_advanced: return title + ": " + std::string(words.explanation);
    case Reason::other_organization:
      return title + ": the row is of " + quoted_for_display(item.org.value_or("")) + ", which was not chosen.";
    case Reason::ineligible_instructor: return title + ": the row does not say yes to an eligible MCT.";
    case Reason::duplicate:
      return title + ": " + quoted_for_display(item.id.value_or("")) + " was read in an earlier row.";
    default:
      return title + ": expected " +
          expected_for(verdict.reason, format, rulebook, format.shape == Shape::long_rows && item.question < 0) +
          ", found " + found_in(record, item, verdict.reason, format) + ".";
  }
}

}  // namespace tspq
