#include "row_notes.h"

#include <algorithm>
#include <utility>

#include "explain.h"
#include "tspq/text.h"

namespace tspq {
namespace {

/// 6 to 10: what other survey scales offer and this one does not.
bool is_a_score_on_a_longer_scale(std::string_view cell) {
  const auto number = parse_count(cell);
  return number && *number >= 6 && *number <= 10;
}

}  // namespace

/// Of more ids than there is room for, the alphabetically first are kept: the same ones in whatever order they come.
void note_org_id(std::vector<std::string>& ids, const std::string& id) {
  if (id.empty() || (ids.size() == RowNotes::most_org_ids && id >= ids.back()) ||
      std::any_of(ids.begin(), ids.end(), [&](const std::string& known) { return equal_ignoring_case(known, id); }))
    return;
  ids.insert(std::lower_bound(ids.begin(), ids.end(), id), id);
  if (ids.size() > RowNotes::most_org_ids) ids.pop_back();
}

RowNotes::Likewise RowNotes::note(
    const Record& record, const LineItem& item, const Verdict& verdict, const ExportFormat& format) {
  Likewise likewise;
  likewise.date = item.date.kind;
  find_counters(likewise, record, item, verdict, format);
  note_likewise(likewise, 1);
  return likewise;
}

/// The counters that the row adds to; of the first row of its sort also what there is to say of it.
void RowNotes::find_counters(Likewise& likewise, const Record& record, const LineItem& item, const Verdict& verdict,
    const ExportFormat& format) {
  if (!item.malformed && item.question_is_new) evidence.add_question(item.question_text);
  const auto count = [&](Trouble& trouble, std::string_view text) { add_to(trouble, likewise, record.at.line, text); };
  if (words_for(verdict.reason).answered == Answered::cannot_say) {
    Trouble& trouble = troubles[static_cast<std::size_t>(verdict.reason)];
    if (trouble.rows == 0) {
      trouble.line = record.at.line;
      trouble.found = found_in(record, item, verdict.reason, format);
    }
    likewise.count(trouble.rows);
  }
  if (item.malformed) return;
  const bool has_a_day_to_read = verdict.reason != Reason::unreadable_date;
  if (!has_a_day_to_read && names_a_column(item.date_text, format)) count(other_headers, {});
  if (verdict.reason == Reason::duplicate && is_shortened(*item.id)) count(shortened_ids, *item.id);
  const auto decision = [&](Decision::About about, std::string_view cell) {
    if (std::uint64_t* const rows_of = rows_of_decision(about, item, cell)) likewise.count(*rows_of);
  };
  if (!item.category_decision.empty()) likewise.count(choices_used[std::string(item.category_decision)]);
  if (!item.area_decision.empty()) likewise.count(choices_used[std::string(item.area_decision)]);
  if (verdict.reason == Reason::unknown_category) decision(Decision::About::category, item.category_text);
  // Where no question counts it is the question that cannot be read, and may be a number too; of an average, it may be
  // the number of its answers.
  const auto answered = format.column(Fact::answered);
  const bool is_an_answer = item.unreadable_answer_text.data() != item.question_text.data() &&
      !(answered && item.unreadable_answer_text.data() == trim(record.cells[*answered]).data());
  if (verdict.reason == Reason::unreadable_response && is_an_answer &&
      is_a_score_on_a_longer_scale(item.unreadable_answer_text))
    ++scores_above_scale;
  // A line without a day may be one of totals or titles, whose words are no organisation's.
  if (has_a_day_to_read && item.org && *item.org != last_org) {
    last_org = *item.org;
    note_org_id(org_ids, last_org);
  }
  // What the catalogue says can also be why a survey does not count.
  if (verdict.reason != Reason::counted && verdict.reason != Reason::not_advanced) return;
  if (item.category_origin == Origin::catalogue) {
    likewise.count(categories_from_catalogue);
    if (!item.category_text.empty()) count(unknown_words, item.category_text);
  }
  if (item.area_origin == Origin::catalogue) likewise.count(areas_from_catalogue);
  if (item.differs_from_catalogue) likewise.count(differ_from_catalogue);
  if (verdict.reason != Reason::counted) return;
  if (format.kind == Kind::surveys && !item.area) {
    decision(Decision::About::area, item.area_text);
    const auto column = format.column(Fact::area);
    count(item.unknown_area_text ? unknown_areas : no_areas, column ? trim(record.cells[*column]) : item.course);
  }
}

void RowNotes::note_likewise(const Likewise& likewise, std::uint64_t more) {
  rows += more;
  evidence.add_date(likewise.date, more);
  for (std::uint32_t i = 0; i < likewise.used; ++i) *likewise.counters[i] += more;
}

/// Whether rows like one with this reason come to the same. Not where its answer is the reason, nor where they may be
/// the header once more, nor of a repeat, since another answer need not be one. (Rows without a day have no room in the
/// ledger, see Ledger::Place.)
bool RowNotes::may_go_on(Reason reason) {
  return reason != Reason::malformed_row && reason != Reason::unreadable_date &&
      reason != Reason::unreadable_response && reason != Reason::duplicate;
}

/// Rows that a decision would settle; nullptr where there is nothing to hang one on, or there are too many.
std::uint64_t* RowNotes::rows_of_decision(Decision::About about, const LineItem& item, std::string_view cell) {
  if (item.course_number.empty() && cell.empty()) return nullptr;
  const std::string key = (about == Decision::About::area ? "a" : "c") +
      (item.course_number.empty() ? ":" + fold_words(cell) : std::string(item.course_number));
  const auto found = open_decisions.find(key);
  if (found != open_decisions.end()) return &found->second.rows;
  if (open_decisions.size() >= 4 * most_decisions) return nullptr;
  Decision decision;
  decision.about = about;
  decision.course = item.course_number;
  if (decision.course.empty()) decision.cell = cell;
  return &open_decisions.emplace(key, std::move(decision)).first->second.rows;
}

}  // namespace tspq
