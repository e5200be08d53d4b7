#include "tspq/line_item.h"

#include <algorithm>

#include "tspq/text.h"

namespace tspq {
namespace {

/// The form in which area names are compared. "Security (Azure)" names the same area as "Security".
std::string fold_area(std::string_view name) {
  std::string folded = fold_words(name);
  constexpr std::string_view suffix = "(azure)";
  if (folded.ends_with(suffix)) folded = trim(std::string_view(folded).substr(0, folded.size() - suffix.size()));
  return folded;
}

template <class Value>
std::optional<Value> look_up(const std::vector<std::pair<std::string, Value>>& words, const std::string& word) {
  for (const auto& [spelling, value] : words)
    if (spelling == word) return value;
  return std::nullopt;
}

bool is_one_of(const std::vector<std::string>& words, std::string_view cell) {
  const std::string word = fold_words(cell);
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

LineItemReader::LineItemReader(const ExportFormat& format, const Rulebook& rulebook, const Catalogue& catalogue, const Choices& choices)
    : format_(format), rulebook_(rulebook), catalogue_(catalogue), choices_(choices) {
  for (std::size_t i = 0; i < category_count; ++i)
    for (const std::string& spelling : rulebook.categories[i].spellings) category_words_.emplace_back(fold_words(spelling), static_cast<Category>(i));
  for (std::size_t i = 0; i < rulebook.areas.size(); ++i)
    for (const std::string& spelling : rulebook.areas[i].spellings) area_words_.emplace_back(fold_area(spelling), static_cast<AreaIndex>(i));
}

const LineItem& LineItemReader::read(const Record& record) {
  item_ = LineItem{};
  if (is_malformed(record)) {
    item_.malformed = true;
    return item_;
  }
  const auto cell = [&](Fact fact) -> std::optional<std::string_view> {
    const auto column = format_.column(fact);
    return column ? std::optional(trim(record.cells[*column])) : std::nullopt;
  };

  item_.date_text = cell(Fact::date).value_or("");
  if (item_.date_text != last_date_cell_) {
    last_date_cell_ = item_.date_text;
    last_date_ = read_date(item_.date_text);
  }
  item_.date = last_date_;
  item_.id = cell(Fact::id);
  item_.org = cell(Fact::org);
  if (const auto units = cell(Fact::units)) {
    item_.units_text = *units;
    item_.units = parse_count(*units);
  }
  if (const auto status = cell(Fact::status)) item_.cancelled = is_one_of(cell_words().cancelled, *status);
  if (const auto eligible = cell(Fact::eligible)) item_.eligible = is_one_of(cell_words().yes, *eligible) ? Eligibility::yes : Eligibility::no;
  read_course(cell(Fact::course).value_or(""));
  read_category(cell(Fact::category));
  if (format_.kind != Kind::surveys) return item_;

  read_area(cell(Fact::area));
  for (std::size_t i = 0; i < question_count; ++i) {
    const std::string_view answer = trim(record.cells[format_.questions[i]]);
    item_.answers[i] = read_answer(answer);
    if (item_.answers[i] == unreadable_answer && item_.unreadable_answer_text.empty()) item_.unreadable_answer_text = answer;
  }
  return item_;
}

bool LineItemReader::is_malformed(const Record& record) const {
  if (record.fault != RecordFault::none || record.cells.size() < format_.header.size()) return true;
  for (std::size_t i = format_.header.size(); i < record.cells.size(); ++i)
    if (!trim(record.cells[i]).empty()) return true;
  // Exports joined by hand repeat the header in the middle.
  return std::equal(format_.header.begin(), format_.header.end(), record.cells.begin());
}

void LineItemReader::read_course(std::string_view cell) {
  item_.course = cell;
  if (cell != course_.cell) {
    course_ = {std::string(cell), nullptr, std::nullopt, std::nullopt};
    const std::string number = base_number(cell);
    if (!number.empty()) {
      course_.entry = catalogue_.find(number);
      if (const auto found = choices_.categories.find(number); found != choices_.categories.end()) course_.decided_category = found->second;
      if (const auto found = choices_.areas.find(number); found != choices_.areas.end()) course_.decided_area = found->second;
    }
  }
}

void LineItemReader::read_category(std::optional<std::string_view> cell) {
  item_.category_text = cell.value_or("");
  if (item_.category_text != last_category_cell_) {
    last_category_cell_ = item_.category_text;
    last_category_ = look_up(category_words_, fold_words(item_.category_text));
  }
  const CatalogueEntry* entry = course_.entry && !course_.entry->category_is_guess() ? course_.entry : nullptr;
  if (last_category_) {
    item_.category = last_category_;
    item_.category_origin = Origin::file;
    if (entry && entry->category != *last_category_) item_.differs_from_catalogue = true;
  } else if (course_.decided_category) {
    item_.category = course_.decided_category;
    item_.category_origin = Origin::decision;
  } else if (entry) {
    item_.category = entry->category;
    item_.category_origin = Origin::catalogue;
  }
}

void LineItemReader::read_area(std::optional<std::string_view> cell) {
  const std::string_view text = cell.value_or("");
  if (text != last_area_cell_) {
    last_area_cell_ = text;
    last_area_ = look_up(area_words_, fold_area(text));
  }
  const CatalogueEntry* entry = course_.entry && course_.entry->area && !course_.entry->area_is_guess() ? course_.entry : nullptr;
  if (!text.empty()) {
    // [R-FILE-WINS] Even a name that no rulebook has is the file's word: the survey then belongs to no area.
    item_.area = last_area_;
    item_.area_origin = last_area_ ? Origin::file : Origin::nowhere;
    item_.unknown_area_text = !last_area_;
    if (last_area_ && entry && *entry->area != *last_area_ &&
        std::find(entry->other_areas.begin(), entry->other_areas.end(), *last_area_) == entry->other_areas.end())
      item_.differs_from_catalogue = true;
  } else if (course_.decided_area) {
    item_.area = course_.decided_area;
    item_.area_origin = Origin::decision;
  } else if (entry) {
    item_.area = entry->area;
    item_.area_origin = Origin::catalogue;
  }
}

Answer LineItemReader::read_answer(std::string_view cell) const {
  if (cell.size() == 1 && cell[0] >= '0' && cell[0] <= '9') {
    const int answer = cell[0] - '0';
    return answer >= rulebook_.average.lowest && answer <= rulebook_.average.highest ? static_cast<Answer>(answer) : unreadable_answer;
  }
  return is_one_of(cell_words().unanswered, cell) ? unanswered : unreadable_answer;
}

}  // namespace tspq
