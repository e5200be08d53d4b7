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

void RowNotes::note(const Record& record, const LineItem& item, const Verdict& verdict, const ExportFormat& format) {
  settle_up();
  const bool counted = verdict.reason == Reason::counted;
  last_date_ = item.date.kind;
  last_category_from_catalogue_ = counted && item.category_origin == Origin::catalogue;
  last_area_from_catalogue_ = counted && item.area_origin == Origin::catalogue;
  last_differs_from_catalogue_ = counted && item.differs_from_catalogue;
  add_last(1);
  if (!item.malformed && item.question_is_new) evidence.add_question(item.question_text);
  if (words_for(verdict.reason).answered == Answered::cannot_say) {
    Trouble& trouble = troubles[static_cast<std::size_t>(verdict.reason)];
    if (trouble.rows++ == 0) {
      trouble.line = record.at.line;
      trouble.found = found_in(record, item, verdict.reason, format);
    }
  }
  if (item.malformed) return;
  if (!item.category_decision.empty()) ++choices_used[std::string(item.category_decision)];
  if (!item.area_decision.empty()) ++choices_used[std::string(item.area_decision)];
  if (verdict.reason == Reason::unknown_category) note_decision(Decision::About::category, item, item.category_text);
  // Where no question counts it is the question that cannot be read, and may be a number too.
  const bool is_an_answer = item.unreadable_answer_text.data() != item.question_text.data();
  if (verdict.reason == Reason::unreadable_response && is_an_answer && is_a_score_on_a_longer_scale(item.unreadable_answer_text)) ++scores_above_scale;
  if (!item.goes_on && item.org && *item.org != last_org && org_ids.size() < most_org_ids) {
    last_org = *item.org;
    if (!last_org.empty() && std::find(org_ids.begin(), org_ids.end(), last_org) == org_ids.end()) org_ids.push_back(last_org);
  }
  if (!counted) return;
  if (format.kind == Kind::surveys && !item.area) {
    note_decision(Decision::About::area, item, item.area_text);
    Trouble& trouble = item.unknown_area_text ? unknown_areas : no_areas;
    if (trouble.rows++ == 0) {
      trouble.line = record.at.line;
      const auto column = format.column(Fact::area);
      trouble.found = column ? quoted_for_display(trim(record.cells[*column])) : quoted_for_display(item.course);
    }
  }
}

void RowNotes::add_last(std::uint64_t times) {
  rows += times;
  evidence.add_date(last_date_, times);
  categories_from_catalogue += last_category_from_catalogue_ * times;
  areas_from_catalogue += last_area_from_catalogue_ * times;
  differ_from_catalogue += last_differs_from_catalogue_ * times;
}

void RowNotes::settle_up() { add_last(std::exchange(likewise_, 0)); }

/// Whether nothing but those sums grows with such a row.
bool RowNotes::may_go_on(const LineItem& item, const Verdict& verdict) {
  return words_for(verdict.reason).answered != Answered::cannot_say && item.category_decision.empty() && item.area_decision.empty() && (verdict.reason != Reason::counted || item.area);
}

void RowNotes::note_decision(Decision::About about, const LineItem& item, std::string_view cell) {
  if (item.course_number.empty() && cell.empty()) return;  // nothing to hang a decision on
  const std::string key = (about == Decision::About::area ? "a" : "c") + (item.course_number.empty() ? ":" + fold_words(cell) : std::string(item.course_number));
  const auto found = open_decisions.find(key);
  if (found != open_decisions.end()) {
    ++found->second.rows;
    return;
  }
  if (open_decisions.size() >= 4 * most_decisions) return;
  Decision decision;
  decision.about = about;
  decision.rows = 1;
  decision.course = item.course_number;
  if (decision.course.empty()) decision.cell = cell;
  open_decisions.emplace(key, std::move(decision));
}

}  // namespace tspq
