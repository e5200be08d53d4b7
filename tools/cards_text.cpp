#include "cards_text.h"

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>

#include "read_files.h"
#include "tspq/scorecard.h"
#include "tspq/verdict.h"

namespace tspq::command_line {
namespace {

std::string padded(std::string text, std::size_t width) {
  // Columns hold ASCII only, so bytes are characters.
  return text.size() < width ? text + std::string(width - text.size(), ' ') : text;
}

std::string words_for_status(Status status, bool has_data) {
  if (!has_data) return "No file yet";
  if (status == Status::completed) return "Completed";
  return status == Status::in_progress ? "In-progress" : "Not started";
}

void print_card(std::ostream& out, const std::string& title, const std::string& value, const std::string& target,
    Status status, bool has_data) {
  out << "  " << padded(title, 42) << padded(value + " of " + target, 21) << ' ' << words_for_status(status, has_data)
      << '\n';
}

void print_points(std::ostream& out, const std::string& title, const PointsCard& card, const Rulebook& rulebook) {
  print_card(out, title, show_points(card.score), to_string(card.target), card.status, card.has_data);
  out << "      = ";
  for (std::size_t i = 0; i < card.terms.size(); ++i) {
    const Term& term = card.terms[i];
    out << (i ? " + " : "") << show_points(term.points) << " [" << rulebook.categories[i].title << ": "
        << to_string(term.units) << " x " << to_string(term.rule->weight.value);
    if (term.limited)
      out << " = " << show_points(term.before_limit) << ", limit " << to_string(term.rule->limit->value);
    out << "]";
  }
  out << '\n';
}

void print_average(std::ostream& out, const std::string& title, const AverageCard& card) {
  print_card(out, title, card.shown.value_or("-"), to_string(card.target), card.status, card.has_data);
}

void print_fraction(std::ostream& out, const AverageCard& card) {
  const auto counted = [](std::string number, const char* what) {
    return number + " " + what + (number == "1" ? "" : "s");
  };
  out << "      = " << counted(to_string(card.points), "point") << " / " << counted(to_string(card.answers), "answer")
      << " of " << counted(to_string(card.surveys), "survey") << (card.small_sample ? " (a small sample)" : "")
      << (card.from_averages ? " (from averages)" : "") << '\n';
}

void print_overall(std::ostream& out, const Scorecard& card, const Rulebook& rulebook) {
  out << "Overall qualification status: " << words_for_status(card.overall, true);
  if (!card.certain) out << " (cannot tell yet: a file of every kind is needed)";
  out << '\n';
  if (card.designated_areas.empty()) return;
  out << "Designated in: ";
  for (std::size_t i = 0; i < card.designated_areas.size(); ++i)
    out << (i ? ", " : "") << rulebook.areas[card.designated_areas[i]].title;
  out << '\n';
}

void print_base(std::ostream& out, const Scorecard& card, const Rulebook& rulebook) {
  out << "\n1. Base criteria: " << words_for_status(card.base.status, true) << '\n';
  print_points(out, rulebook.courseware.title, card.base.courseware, rulebook);
  print_points(out, rulebook.exams.title, card.base.exams, rulebook);
  print_average(out, rulebook.average.title, card.base.average);
  print_fraction(out, card.base.average);
}

void print_areas(std::ostream& out, const Scorecard& card, const Rulebook& rulebook) {
  out << "\n2. Solution areas\n";
  for (const AreaCard& area : card.areas) {
    out << "  " << rulebook.areas[area.area].title << ": " << words_for_status(area.status, area.surveys.has_data)
        << '\n';
    print_card(out, "  " + rulebook.surveys.title, to_string(area.surveys.score), to_string(area.surveys.target),
        area.surveys.status, area.surveys.has_data);
    print_average(
        out, "  " + rulebook.average.title + (area.average.from_averages ? " (from averages)" : ""), area.average);
  }
}

void print_rows(std::ostream& out, const Sums& sums) {
  out << sums.rows_in() << (sums.rows_in() == 1 ? " row: " : " rows: ") << sums.counted() << " counted";
  for (const ReasonWords& words : reason_words())
    if (const auto n = sums.rows[static_cast<std::size_t>(words.reason)]; n > 0 && words.reason != Reason::counted)
      out << ", " << n << " " << words.id;
  out << '\n';
}

void print_files(std::ostream& out, const FileSet& set, const Window& window) {
  out << "\nFiles\n";
  for (const FileReport& file : set.files()) {
    out << "  " << on_one_line(file.name) << ": ";
    if (file.problem) {
      out << file.problem->message << '\n';
      continue;
    }
    Sums sums;
    const Totals of_file = file.ledger.within(window);
    for (const Sums& account : of_file.accounts) sums += account;
    out << (file.format ? std::string(id_of(file.format->kind)) + ", " : "");
    print_rows(out, sums);
    for (const Notice& notice : notices_beside(file, of_file)) out << "    note: " << notice.message << '\n';
  }
}

}  // namespace

void print_cards(std::ostream& out, const FileSet& set, const Window& window) {
  const Rulebook& rulebook = set.rulebook();
  const Scorecard card = grade(set.within(window), rulebook, set.kinds_read(), window);
  out << "Training Services Partner qualification, anniversary " << to_string(window.anniversary) << '\n'
      << "Window " << to_string(window.first) << " to " << to_string(window.last) << " (" << id_of(window.mode)
      << "), rulebook " << rulebook.id << "\n\n";
  print_overall(out, card, rulebook);
  print_base(out, card, rulebook);
  print_areas(out, card, rulebook);
  print_files(out, set, window);
  out << "\nUnofficial: the result in Partner Center counts.\n";
}

}  // namespace tspq::command_line
