#include "tspq/catalogue.h"

#include "ascii.h"
#include "embedded.h"
#include "tspq/csv.h"
#include "tspq/text.h"

namespace tspq {
namespace {

std::size_t run_of(std::string_view text, std::size_t from, bool (*belongs)(char)) {
  std::size_t end = from;
  while (end < text.size() && belongs(text[end])) ++end;
  return end - from;
}

}  // namespace

std::string base_number(std::string_view cell) {
  // A number starts where neither a letter nor a digit stands before it, and has at most three letters: "XYAZ-104"
  // holds none, nor does a long run of digits.
  for (std::size_t at = 0; at < cell.size(); ++at) {
    if (at > 0 && (is_letter(cell[at - 1]) || is_digit(cell[at - 1]))) continue;
    if (const std::size_t digits = run_of(cell, at, is_digit); digits == 5) return std::string(cell.substr(at, 5));
    const std::size_t letters = run_of(cell, at, is_letter);
    if (letters < 2 || letters > 3) continue;
    std::size_t first_digit = at + letters;
    if (first_digit < cell.size() && cell[first_digit] == '-') ++first_digit;
    const std::size_t digits = run_of(cell, first_digit, is_digit);
    if (digits < 3 || digits > 4) continue;
    std::string number;
    for (char c : cell.substr(at, letters)) number += upper(c);
    return number + "-" + std::string(cell.substr(first_digit, digits));
  }
  return {};
}

Catalogue::Catalogue(std::string_view csv, const Rulebook& rulebook) {
  CsvReader reader;
  const auto on_record = [&](const Record& record) {
    if (record.at.record == 0 || record.fault != RecordFault::none || record.cells.size() != 7) return;
    const auto category = category_with_id(record.cells[2], rulebook);
    if (!category) return;
    CatalogueEntry entry;
    entry.number = std::string(record.cells[0]);
    entry.category = *category;
    entry.category_confidence = std::string(record.cells[3]);
    entry.area = area_with_id(record.cells[4], rulebook);
    entry.area_confidence = std::string(record.cells[5]);
    for (std::string_view rest = record.cells[6]; !rest.empty();) {
      const std::size_t blank = rest.find(' ');
      if (const auto area = area_with_id(rest.substr(0, blank), rulebook)) entry.other_areas.push_back(*area);
      rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
    }
    entries_.emplace(entry.number, std::move(entry));
  };
  reader.feed(csv, on_record);
  reader.finish(on_record);
}

const CatalogueEntry* Catalogue::find(const std::string& base_number) const {
  const auto found = entries_.find(base_number);
  return found == entries_.end() ? nullptr : &found->second;
}

Catalogue built_in_catalogue(const Rulebook& rulebook) { return Catalogue(embedded::catalogue, rulebook); }

}  // namespace tspq
