#include "tspq/row_filter.h"

#include <algorithm>

#include "ascii.h"
#include "tspq/text.h"
#include "tspq/text_encoding.h"

namespace tspq {
namespace {

/// Letters of Latin, Greek and Cyrillic in lower case; `text` is UTF-8.
std::string in_lower_case(std::string_view text) {
  const auto lower_letter = [](unsigned code) {
    const auto in = [&](unsigned first, unsigned last) { return code >= first && code <= last; };
    if ((in(0xC0, 0xDE) && code != 0xD7) || in(0x391, 0x3A9) || in(0x410, 0x42F)) return code + 0x20;
    if (in(0x400, 0x40F)) return code + 0x50;
    if (code == 0x178) return 0xFFU;
    // Capital and small letters take turns.
    if (in(0x139, 0x148) || in(0x179, 0x17E)) return code + code % 2;
    return in(0x100, 0x177) && code != 0x130 && code != 0x138 ? code | 1U : code;
  };
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto lead = static_cast<unsigned char>(out[i]);
    out[i] = lower(out[i]);
    if (lead < 0xC3 || lead > 0xD0) continue;
    const unsigned code = lower_letter((lead & 0x1FU) << 6 | (static_cast<unsigned char>(out[i + 1]) & 0x3FU));
    out[i] = static_cast<char>(0xC0 | code >> 6);
    out[++i] = static_cast<char>(0x80 | (code & 0x3F));
  }
  return out;
}

bool contains_ignoring_case(std::string_view cell, std::string_view text) {
  // Text in ASCII is found by its bytes, which is many times as fast.
  if (!is_ascii(text) && !is_ascii(cell) && is_utf8(text))
    return in_lower_case(cell).find(in_lower_case(text)) != std::string::npos;
  return std::search(cell.begin(), cell.end(), text.begin(), text.end(),
             [](char a, char b) { return lower(a) == lower(b); }) != cell.end();
}

}  // namespace

bool RowFilter::matches_but_for_reason(const RowLog::Entry& entry, Reason reason_under_window) const {
  const bool counted = reason_under_window == Reason::counted;
  if (which == Which::counted && !counted) return false;
  if (which == Which::not_counted && counted) return false;
  if (criterion && !criterion->includes(entry.account)) return false;
  if (account && *account != entry.account) return false;
  return !category || *category == entry.category;
}

bool RowFilter::finds_text(const Record& record) const {
  return text.empty() || std::any_of(record.cells.begin(), record.cells.end(), [this](std::string_view cell) {
    if (is_utf8(cell)) return contains_ignoring_case(cell, text);
    std::string shown;
    append_as_utf8(shown, cell);
    return contains_ignoring_case(shown, text);
  });
}

bool set_part(RowFilter& filter, std::string_view name, std::string_view word, const Rulebook& rulebook) {
  if (name == "criterion") {
    filter.criterion = criterion_with_id(word, rulebook);
    return filter.criterion || word.empty();
  }
  if (name == "which") {
    using Which = RowFilter::Which;
    filter.which = word == "counted" ? Which::counted : word == "not-counted" ? Which::not_counted : Which::all;
    return filter.which != Which::all || word == "all" || word.empty();
  }
  if (name == "reason") {
    filter.reason = reason_with_id(word);
    return filter.reason || word.empty();
  }
  if (name == "area") {
    filter.account.reset();
    if (word == "none") filter.account = surveys_without_area_account;
    if (const auto area = area_with_id(word, rulebook)) filter.account = account_of_area(*area);
    return filter.account || word.empty();
  }
  if (name == "category") {
    filter.category.reset();
    if (word == "unknown") filter.category = std::optional<Category>();
    if (const auto category = category_with_id(word, rulebook)) filter.category = category;
    return filter.category || word.empty();
  }
  if (name != "text") return false;
  filter.text = word;
  return true;
}

}  // namespace tspq
