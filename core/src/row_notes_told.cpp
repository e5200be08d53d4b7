// What RowNotes says once a file has ended, and what it asks of few rows; row_notes.cpp takes the notes, for every row.

#include <algorithm>

#include "ascii.h"
#include "explain.h"
#include "row_notes.h"
#include "tspq/text.h"

namespace tspq {
namespace {

std::string remedy_for(Reason reason, bool no_question_counts) {
  if (reason == Reason::unreadable_response && no_question_counts) return "Choose the nine.";
  switch (reason) {
    case Reason::ambiguous_date: return "Choose whether day or month comes first in this file.";
    case Reason::unknown_category: return "Add a course type to the file, or decide it for courses that have a number.";
    default: return "Correct the file and drop it again.";
  }
}

std::string rows_text(std::uint64_t rows) { return with_thousands(rows) + (rows == 1 ? " row" : " rows"); }

bool no_question_counts(const FileReport& report) {
  return report.format->shape == Shape::long_rows && report.facts.questions.mode == QuestionList::Mode::unsettled;
}

void add(FileReport& report, std::string code, std::string message) {
  report.notices.push_back({std::move(code), std::move(message)});
}

}  // namespace

/// Numbers beyond nine are other questions, as a file that holds only the end of a longer one may have them: they may
/// also be the nine, by numbers of somebody else's. The nine that were chosen for files of this header may be those of
/// another evaluation.
bool RowNotes::has_no_question_of_the_nine(const FileReport& report) const {
  const QuestionList& nine = report.facts.questions;
  if (report.format->shape != Shape::long_rows) return false;
  if (nine.mode == QuestionList::Mode::by_number) return evidence.has_other_questions_only();
  const auto& found = evidence.questions();
  return nine.mode == QuestionList::Mode::by_name && !found.empty() && found.size() < ColumnEvidence::most_questions &&
      std::none_of(
          found.begin(), found.end(), [&](const auto& question) { return nine.index_of(question.second) >= 0; });
}

void RowNotes::add_decisions(FileReport& report, const Choices& choices, const Catalogue& catalogue) const {
  const ExportFormat& format = *report.format;
  report.choices_used = choices_used;
  const auto rows_with = [&](Reason reason) { return troubles[static_cast<std::size_t>(reason)].rows; };
  if (report.needs_date_order && !evidence.dates_settle_themselves()) {
    Decision decision;
    decision.rows = evidence.either() + evidence.day_first() + evidence.month_first();
    report.decisions.push_back(std::move(decision));
    if (report.date_order_was_chosen)
      report.choices_used["date_order." + (choices.date_order.contains(report.name) ? report.name : "*")] =
          evidence.either();
  }
  const bool may_be_others = has_no_question_of_the_nine(report) && evidence.questions().size() >= question_count;
  if (format.shape == Shape::long_rows &&
      (report.facts.questions.mode == QuestionList::Mode::unsettled || !format.chosen_questions.empty() ||
          may_be_others)) {
    Decision decision;
    decision.about = Decision::About::questions;
    decision.rows = may_be_others ? rows : rows_with(Reason::unreadable_response);
    for (const auto& [folded, written] : evidence.questions()) decision.questions.push_back(written);
    report.decisions.push_back(std::move(decision));
  }
  std::vector<Decision> others;
  for (const auto& [key, decision] : open_decisions) {
    others.push_back(decision);
    if (const CatalogueEntry* entry = catalogue.find(decision.course)) {
      if (decision.about == Decision::About::category) others.back().category_guess = entry->category;
      else others.back().area_guess = entry->area;
    }
  }
  // A few at most, so each is put in its place: the library's stable sort would be a hundredth of the module.
  for (auto place = others.begin(); place != others.end(); ++place)
    std::rotate(std::find_if(others.begin(), place, [&](const Decision& other) { return other.rows < place->rows; }),
        place, place + 1);
  if (others.size() > most_decisions) others.resize(most_decisions);
  report.decisions.insert(report.decisions.end(), others.begin(), others.end());
  if (report.header.kind_was_chosen && choices.kinds.contains(report.name))
    report.choices_used["kind." + report.name] = rows;
  const std::vector<std::string_view> header(format.header.begin(), format.header.end());
  if (const std::string fingerprint = header_fingerprint(header); choices.columns.contains(fingerprint))
    report.choices_used["columns." + fingerprint] = rows;
}

/// Counts a row with this text; of the first one it is kept.
void RowNotes::add_to(Trouble& trouble, Likewise& likewise, std::uint64_t line, std::string_view text) {
  if (trouble.rows == 0) {
    trouble.line = line;
    trouble.found = quoted_for_display(text);
  }
  likewise.count(trouble.rows);
}

/// Whether the cell has the name of a column, as it has where exports were joined that have their columns in different
/// orders.
bool RowNotes::names_a_column(std::string_view cell, const ExportFormat& format) {
  if (column_names.empty())
    for (const std::string& column : format.header) column_names.push_back(fold(column));
  const std::string name = fold(cell);
  return !name.empty() && std::find(column_names.begin(), column_names.end(), name) != column_names.end();
}

/// "1.23457E+12": spreadsheets write long numbers so, and different ones alike.
bool RowNotes::is_shortened(std::string_view id) {
  const std::size_t plus = id.find('+');
  return plus != std::string_view::npos && is_digit(id.front()) && is_digit(id.back()) && lower(id[plus - 1]) == 'e' &&
      id.find_first_not_of("0123456789.,") == plus - 1 &&
      id.find_first_not_of("0123456789", plus + 1) == std::string_view::npos;
}

void RowNotes::note_conflict(
    std::uint64_t row, std::string_view id, std::uint64_t first_row, const std::string& first_file) {
  ++conflicts;
  if (conflict_places.size() < most_conflicts)
    conflict_places.push_back(quoted_for_display(id) + " in row " + std::to_string(row) + ", first read in row " +
        std::to_string(first_row) + " of " + quoted_for_display(first_file));
}

void RowNotes::describe(
    FileReport& report, const Choices& choices, const Rulebook& rulebook, const Catalogue& catalogue) const {
  add_decisions(report, choices, catalogue);
  tell_of_rows(report, rulebook);
  tell_of_dates(report);
  tell_of_questions(report, rulebook);
  tell_of_ids_and_units(report);
  tell_of_missing_columns(report, choices);
  tell_of_catalogue(report);
}

void RowNotes::tell_of_rows(FileReport& report, const Rulebook& rulebook) const {
  if (rows == 0)
    add(report, "no_rows",
        "The file has a header and no rows under it. If that is not what you expected, export it again.");
  if (other_headers.rows > 0)
    add(report, "other_header",
        "Line " + std::to_string(other_headers.line) +
            " is another header. The rows below it were read by the one in line " +
            std::to_string(report.format->header_line) +
            " and may be counted wrongly; put them into a file of their own and drop both.");
  for (std::size_t i = 0; i < reason_count; ++i) {
    const Trouble& trouble = troubles[i];
    if (trouble.rows == 0) continue;
    const Reason reason = static_cast<Reason>(i);
    std::string found = trouble.found;
    if (reason == Reason::ambiguous_date) found += ", which can be read in two ways, and no row of the file settles it";
    add(report, std::string(words_for(reason).id),
        rows_text(trouble.rows) + (trouble.rows == 1 ? " is" : " are") + " not counted; the first is line " +
            std::to_string(trouble.line) + ": expected " +
            expected_for(reason, *report.format, rulebook, no_question_counts(report)) + ", found " + found + ". " +
            remedy_for(reason, no_question_counts(report)));
  }
}

void RowNotes::tell_of_dates(FileReport& report) const {
  const DateOrder order = report.facts.date_order;
  if (evidence.day_first() > 0 && evidence.month_first() > 0) {
    add(report, "contradicting_dates",
        rows_text(evidence.day_first()) + " can only be read with the day first and " +
            rows_text(evidence.month_first()) + " only with the month first. " +
            (order == DateOrder::unsettled
                    ? "Neither is more frequent, so none of them is read; choose the order for this file."
                    : std::string("The ") + (order == DateOrder::day_first ? "day" : "month") +
                        " is taken to come first; the other rows cannot be read."));
  } else if (report.date_order_was_chosen) {
    add(report, "date_order_chosen",
        std::string("Nothing in the file settles the order of day and month; it is read with the ") +
            (order == DateOrder::day_first ? "day" : "month") + " first, as chosen.");
  }
}

void RowNotes::tell_of_questions(FileReport& report, const Rulebook& rulebook) const {
  if (no_question_counts(report))
    add(report, "questions_unsettled",
        "The file has answers to " + std::to_string(evidence.questions().size()) +
            (evidence.questions().size() == ColumnEvidence::most_questions ? " or more" : "") +
            " questions, and nothing says which nine of them count. Choose the nine; until then no answer is counted.");
  if (has_no_question_of_the_nine(report))
    add(report, "other_questions",
        std::string("No row answers one of the ") +
            (report.facts.questions.mode == QuestionList::Mode::by_number ? "questions 1 to 9"
                                                                          : "nine chosen questions") +
            ", so no answer is counted; the file has " + quoted_for_display(evidence.questions().begin()->second) +
            "." + (evidence.questions().size() >= question_count ? " Choose the nine." : ""));
  if (report.format->shape == Shape::averages)
    add(report, "from_averages",
        "The file gives each survey's average and not its single answers; the cards built on it are labelled “from averages”.");
  if (scores_above_scale > 0)
    add(report, "longer_scale",
        rows_text(scores_above_scale) + (scores_above_scale == 1 ? " has" : " have") + " an answer above " +
            std::to_string(rulebook.average.highest) +
            ", which looks like a 7-, 9- or 10-point scale. Nothing is rescaled: such answers count nothing.");
}

void RowNotes::tell_of_ids_and_units(FileReport& report) const {
  const ExportFormat& format = *report.format;
  if (format.kind != Kind::exams && !format.column(Fact::id))
    add(report, "no_id_column",
        "The file has no column with " +
            std::string(format.kind == Kind::surveys ? "survey ids" : "achievement codes") +
            ", so repeated rows cannot be told and all of them count.");
  if (format.kind == Kind::exams && !format.column(Fact::id) && format.own_reason)
    add(report, "download_without_ids",
        "These are line items downloaded here, without ids: beside the export they come from they count a second time. Remove one of them.");
  if (format.kind == Kind::exams && !format.column(Fact::units))
    add(report, "no_units_column", "The file has no column with units, so each row counts as one exam unit.");
  if (conflicts > 0) {
    std::string places;
    for (const std::string& place : conflict_places) places += (places.empty() ? "" : "; ") + place;
    if (conflicts > conflict_places.size())
      places += "; and " + with_thousands(conflicts - conflict_places.size()) + " more";
    add(report, "conflicting_repeats",
        rows_text(conflicts) +
            (conflicts == 1 ? " repeats an id with other content and is" : " repeat an id with other content and are") +
            " not counted: " + places + ".");
  }
  if (shortened_ids.rows > 0)
    add(report, "shortened_ids",
        "In " + rows_text(shortened_ids.rows) +
            " a spreadsheet has shortened the id to one that was counted already; the first is line " +
            std::to_string(shortened_ids.line) + ": found " + shortened_ids.found +
            ". Export the file again and drop it without saving it from a spreadsheet.");
}

void RowNotes::tell_of_missing_columns(FileReport& report, const Choices& choices) const {
  const ExportFormat& format = *report.format;
  const bool asks_for_mct =
      format.kind == Kind::surveys || (format.kind == Kind::courseware && choices.require_eligible_mct_for_courseware);
  if (asks_for_mct && !format.column(Fact::eligible))
    add(report, "eligibility_not_in_file",
        "The file does not say which instructors are eligible MCTs, so all its rows are trusted as exported.");
  if (!choices.org_ids.empty() && !format.column(Fact::org))
    add(report, "organisation_not_in_file",
        "Organisation ids were chosen, but the file has no column for them, so all its rows are taken as yours.");
}

void RowNotes::tell_of_catalogue(FileReport& report) const {
  if (categories_from_catalogue > 0)
    add(report, "category_from_catalogue",
        rows_text(categories_from_catalogue) + " of this file " +
            (categories_from_catalogue == 1 ? "has its" : "have their") +
            " category from the catalogue (unofficial), because the file does not state it" +
            (unknown_words.rows == 0 ? "."
                                     : " in a word that is known: line " + std::to_string(unknown_words.line) +
                        " says " + unknown_words.found + "."));
  if (areas_from_catalogue > 0)
    add(report, "area_from_catalogue",
        rows_text(areas_from_catalogue) + " of this file " + (areas_from_catalogue == 1 ? "has its" : "have their") +
            " solution area from the catalogue (unofficial), because the file does not state it.");
  if (differ_from_catalogue > 0)
    add(report, "differs_from_catalogue",
        rows_text(differ_from_catalogue) + (differ_from_catalogue == 1 ? " states" : " state") +
            " another category or solution area than the catalogue; the file is followed.");
  if (unknown_areas.rows > 0)
    add(report, "unknown_area",
        rows_text(unknown_areas.rows) + (unknown_areas.rows == 1 ? " counts" : " count") +
            " for the base average but for no solution area; the first is line " + std::to_string(unknown_areas.line) +
            ": expected the name of a solution area, found " + unknown_areas.found + ".");
  if (no_areas.rows > 0)
    add(report, "no_area",
        rows_text(no_areas.rows) + (no_areas.rows == 1 ? " counts" : " count") +
            " for the base average but for no solution area, because neither the file nor, for certain, the catalogue names one; the first is line " +
            std::to_string(no_areas.line) + ".");
}

}  // namespace tspq
