#include "row_notes.h"

#include <algorithm>

#include "tspq/scan.h"
#include "tspq/text.h"

namespace tspq {
namespace {

/// Up to the record limit everything behind an open quote belongs to its row, so how much that is has to be said.
std::string unclosed_quote(const Record& record) {
  std::string text = "a quotation mark that opens on line " + std::to_string(record.quote_line) + " and does not close";
  if (record.cells.empty()) return text;
  const std::string_view rest = trim(record.cells.back());
  const auto lines = std::count(rest.begin(), rest.end(), rest.find('\n') == std::string_view::npos ? '\r' : '\n');
  if (lines > 0) text += ", so that the " + with_thousands(static_cast<unsigned long long>(lines)) + (lines == 1 ? " line" : " lines") + " after it became part of the same row";
  return text;
}

/// What makes a row a trouble, as a sentence's "found".
std::string found_in(const Record& record, const LineItem& item, Reason reason, const ExportFormat& format) {
  switch (reason) {
    case Reason::malformed_row:
      switch (record.fault) {
        case RecordFault::unclosed_quote: return unclosed_quote(record);
        case RecordFault::record_too_long: return "a row of more than 1 MiB";
        case RecordFault::cell_too_long: return "a cell of more than 64 KiB";
        case RecordFault::too_many_columns: return "a row of more than " + std::to_string(CsvLimits{}.columns) + " cells";
        case RecordFault::none: break;
      }
      if (record.cells.size() == format.header.size()) return "the header row once more";
      return std::to_string(record.cells.size()) + (record.cells.size() == 1 ? " cell" : " cells");
    case Reason::unreadable_date:
    case Reason::ambiguous_date: return quoted_for_display(item.date_text);
    case Reason::unreadable_units: return quoted_for_display(item.units_text);
    case Reason::unreadable_response: return quoted_for_display(item.unreadable_answer_text);
    case Reason::unknown_category: return quoted_for_display(item.category_text) + (item.course.empty() ? "" : " for " + quoted_for_display(item.course));
    default: return "nothing";
  }
}

std::string expected_for(Reason reason, const ExportFormat& format, const Rulebook& rulebook) {
  switch (reason) {
    case Reason::malformed_row: return std::to_string(format.header.size()) + " cells, as in the header";
    case Reason::unreadable_date: return "a date that exists, such as 2024-06-03";
    case Reason::ambiguous_date: return "dates whose day and month can be told apart";
    case Reason::missing_id: return "an id";
    case Reason::unreadable_units: return "a whole number";
    case Reason::unreadable_response: return "a whole number from " + std::to_string(rulebook.average.lowest) + " to " + std::to_string(rulebook.average.highest) + ", or an empty cell";
    case Reason::unknown_category: return quoted_for_display(rulebook.categories[0].title) + " or " + quoted_for_display(rulebook.categories[1].title);
    default: return "something else";
  }
}

std::string remedy_for(Reason reason) {
  switch (reason) {
    case Reason::ambiguous_date: return "Choose whether day or month comes first in this file.";
    case Reason::unknown_category: return "Add a course type to the file, or decide it for the course number.";
    default: return "Correct the file and drop it again.";
  }
}

std::string rows_text(std::uint64_t rows) { return with_thousands(rows) + (rows == 1 ? " row" : " rows"); }

}  // namespace

void RowNotes::note(const Record& record, const LineItem& item, const Verdict& verdict, const ExportFormat& format) {
  ++rows;
  dates_in_either_order += item.date.kind == DateReading::Kind::either;
  dates_day_first += item.date.kind == DateReading::Kind::proves_day_first;
  dates_month_first += item.date.kind == DateReading::Kind::proves_month_first;
  if (words_for(verdict.reason).answered == Answered::cannot_say) {
    Trouble& trouble = troubles[static_cast<std::size_t>(verdict.reason)];
    if (trouble.rows++ == 0) {
      trouble.line = record.at.line;
      trouble.found = found_in(record, item, verdict.reason, format);
    }
  }
  if (item.malformed) return;
  if (item.org && *item.org != last_org && org_ids.size() < most_org_ids) {
    last_org = *item.org;
    if (!last_org.empty() && std::find(org_ids.begin(), org_ids.end(), last_org) == org_ids.end()) org_ids.push_back(last_org);
  }
  if (verdict.reason != Reason::counted) return;
  categories_from_catalogue += item.category_origin == Origin::catalogue;
  areas_from_catalogue += item.area_origin == Origin::catalogue;
  differ_from_catalogue += item.differs_from_catalogue;
  if (format.kind == Kind::surveys && !item.area) {
    Trouble& trouble = item.unknown_area_text ? unknown_areas : no_areas;
    if (trouble.rows++ == 0) {
      trouble.line = record.at.line;
      const auto column = format.column(Fact::area);
      trouble.found = column ? quoted_for_display(trim(record.cells[*column])) : quoted_for_display(item.course);
    }
  }
}

void RowNotes::note_conflict(std::uint64_t row, std::string_view id, std::uint64_t first_row, const std::string& first_file) {
  ++conflicts;
  if (conflict_places.size() < most_conflicts)
    conflict_places.push_back(quoted_for_display(id) + " in row " + std::to_string(row) + ", counted from row " + std::to_string(first_row) + " of " + quoted_for_display(first_file));
}

void RowNotes::describe(FileReport& report, const Choices& choices, const Rulebook& rulebook) const {
  const ExportFormat& format = *report.format;
  const auto add = [&](std::string code, std::string message) { report.notices.push_back({std::move(code), std::move(message)}); };

  if (rows == 0) add("no_rows", "The file has a header and no rows under it. If that is not what you expected, export it again.");
  for (std::size_t i = 0; i < reason_count; ++i) {
    const Trouble& trouble = troubles[i];
    if (trouble.rows == 0) continue;
    const Reason reason = static_cast<Reason>(i);
    std::string found = trouble.found;
    if (reason == Reason::ambiguous_date) found += ", which can be read in two ways, and no row of the file settles it";
    add(std::string(words_for(reason).id), rows_text(trouble.rows) + (trouble.rows == 1 ? " is" : " are") + " not counted; the first is line " + std::to_string(trouble.line) + ": expected " +
                                               expected_for(reason, format, rulebook) + ", found " + found + ". " + remedy_for(reason));
  }
  if (dates_day_first > 0 && dates_month_first > 0) {
    add("contradicting_dates", rows_text(dates_day_first) + " can only be read with the day first and " + rows_text(dates_month_first) + " only with the month first. " +
                                   (report.date_order == DateOrder::unsettled ? "Neither is more frequent, so none of them is read; choose the order for this file."
                                                                              : std::string("The ") + (report.date_order == DateOrder::day_first ? "day" : "month") + " is taken to come first; the other rows cannot be read."));
  } else if (report.date_order_was_chosen) {
    add("date_order_chosen", std::string("Nothing in the file settles the order of day and month; it is read with the ") + (report.date_order == DateOrder::day_first ? "day" : "month") + " first, as chosen.");
  }
  if (format.kind != Kind::exams && !format.column(Fact::id))
    add("no_id_column", "The file has no column with " + std::string(format.kind == Kind::surveys ? "survey ids" : "achievement codes") + ", so repeated rows cannot be told and all of them count.");
  if (format.kind == Kind::exams && !format.column(Fact::units)) add("no_units_column", "The file has no column with units, so each row counts as one exam unit.");
  if (conflicts > 0) {
    std::string places;
    for (const std::string& place : conflict_places) places += (places.empty() ? "" : "; ") + place;
    if (conflicts > conflict_places.size()) places += "; and " + with_thousands(conflicts - conflict_places.size()) + " more";
    add("conflicting_repeats", rows_text(conflicts) + (conflicts == 1 ? " repeats an id with other content and is" : " repeat an id with other content and are") +
                                   " not counted again: " + places + ".");
  }
  const bool asks_for_mct = format.kind == Kind::surveys || (format.kind == Kind::courseware && choices.require_eligible_mct_for_courseware);
  if (asks_for_mct && !format.column(Fact::eligible))
    add("eligibility_not_in_file", "The file does not say which instructors are eligible MCTs, so all its rows are trusted as exported.");
  if (!choices.org_ids.empty() && !format.column(Fact::org))
    add("organisation_not_in_file", "Organisation ids were chosen, but the file has no column for them, so all its rows are taken as yours.");
  if (categories_from_catalogue > 0)
    add("category_from_catalogue", rows_text(categories_from_catalogue) + " of this file " + (categories_from_catalogue == 1 ? "has its" : "have their") + " category from the catalogue (unofficial), because the file does not state it.");
  if (areas_from_catalogue > 0)
    add("area_from_catalogue", rows_text(areas_from_catalogue) + " of this file " + (areas_from_catalogue == 1 ? "has its" : "have their") + " solution area from the catalogue (unofficial), because the file does not state it.");
  if (differ_from_catalogue > 0)
    add("differs_from_catalogue", rows_text(differ_from_catalogue) + (differ_from_catalogue == 1 ? " states" : " state") + " another category or solution area than the catalogue; the file is followed.");
  if (unknown_areas.rows > 0)
    add("unknown_area", rows_text(unknown_areas.rows) + (unknown_areas.rows == 1 ? " counts" : " count") + " for the base average but for no solution area; the first is line " +
                            std::to_string(unknown_areas.line) + ": expected the name of a solution area, found " + unknown_areas.found + ".");
  if (no_areas.rows > 0)
    add("no_area", rows_text(no_areas.rows) + (no_areas.rows == 1 ? " counts" : " count") + " for the base average but for no solution area, because neither the file nor the catalogue names one; the first is line " +
                       std::to_string(no_areas.line) + ".");
}

}  // namespace tspq
