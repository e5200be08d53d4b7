// One row of an export as facts: what the row says, before any rule is applied.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tspq/catalogue.h"
#include "tspq/choices.h"
#include "tspq/column_facts.h"
#include "tspq/csv.h"
#include "tspq/date.h"
#include "tspq/export_format.h"
#include "tspq/rulebook.h"

namespace tspq {

/// Where a category or an area comes from.
enum class Origin : std::uint8_t {
  nowhere,  ///< neither the file nor a decision nor the catalogue says it
  file,
  decision,   ///< a person's, from Choices
  catalogue,  ///< unofficial; guesses are never taken
};

/// What the eligible-MCT cell says.
enum class Eligibility : std::uint8_t { not_stated, yes, no };

/// An answer 1..5; zero and below have no points.
using Answer = std::int8_t;
inline constexpr Answer unanswered = 0;
inline constexpr Answer unreadable_answer = -1;

/// Text members are views into the record and live as long as it does.
struct LineItem {
  bool malformed =
      false;  ///< cells missing or left over, a fault of the reader, or the header once more; nothing else is then set
  DateReading date;
  std::string_view date_text;
  std::optional<std::string_view> id;   ///< without surrounding blanks; nullopt when the row's file has no such column
  std::optional<std::string_view> org;  ///< likewise
  std::string_view course;              ///< the cell as written; empty when there is no such column
  std::optional<std::int64_t> units =
      1;  ///< 1 when the file has no units column; nullopt when the cell is no whole number
  std::string_view units_text;
  std::array<Answer, question_count> answers{};  ///< surveys
  bool has_unreadable_answer = false;
  std::string_view
      unreadable_answer_text;  ///< the first one; of a survey given by its average, that or the number of its answers
  struct Average {
    Decimal value;    ///< of the answers, 1..5 in hundredths
    int answers = 0;  ///< how many questions it is of
  };
  std::optional<Average> average;  ///< surveys given by their average
  int question = -1;  ///< long shape: which of the nine questions the row answers, from 0; -1 for another question
  std::string_view question_text;  ///< long shape: the cell
  int question_slot = -1;  ///< long shape: 0..8 for a question that the cell names by its number, the same in every
                           ///< file; -1 for one known by its words
  std::string_view question_words;  ///< long shape: those words, as fold() gives them
  bool question_is_new = false;     ///< long shape: false when an earlier row had this very cell
  std::optional<Category> category;
  Origin category_origin = Origin::nowhere;
  std::string_view category_text;
  std::string_view category_confidence;  ///< the catalogue's, where it decided; as is area_confidence
  std::string_view course_number;        ///< in base form; empty when the course cell holds none
  std::string_view
      category_decision;  ///< path of the choice that decided the category, such as "categories.AZ-999"; else empty
  std::string_view area_decision;
  std::optional<AreaIndex> area;
  Origin area_origin = Origin::nowhere;
  std::string_view area_text;
  std::string_view area_confidence;
  bool unknown_area_text = false;  ///< the file names an area that the rulebook does not have
  bool differs_from_catalogue =
      false;  ///< the file states a category or area that the catalogue has otherwise [R-FILE-WINS]
  bool cancelled = false;
  Eligibility eligible = Eligibility::not_stated;
};

/// What an alike row says of its own (see AlikeRecords): which of the nine questions it answers, if any, and the answer
/// on the scale, or none.
struct PlainAnswer {
  std::int8_t question = -1;  ///< from 0, as LineItem has it; -1 for another question, whose answer is not looked at
  std::int8_t slot = -1;      ///< likewise
  Answer answer = unanswered;
  const std::string* words = nullptr;  ///< as LineItem::question_words; good until another row is read
};

/// Reads the rows of one file. Remembers what the cells of each column meant, since a column says few different things.
class LineItemReader {
public:
  /// Keeps references to all five: they must outlive the reader.
  LineItemReader(const ExportFormat& format, const QuestionList& questions, const Rulebook& rulebook,
      const Catalogue& catalogue, const Choices& choices);
  ~LineItemReader();

  /// `record` is a data row. The result's views and the reference are good until the next call.
  const LineItem& read(const Record& record);

  /// Long shape: the answers of alike rows, up to the first one that needs read(): its question is not remembered, or
  /// its answer is not on the scale. Returns how many.
  std::size_t plain_answers(const AlikeRecords& rows, std::span<PlainAnswer, AlikeRecords::most> answers);

private:
  struct Course;
  struct Named;
  struct Question;
  struct Memos;

  std::string_view cell_of(const Record& record, std::size_t column) const;
  std::string_view cell_for(const Record& record, Fact fact) const;
  [[gnu::noinline, gnu::cold]] void forget_empty_cells(const Record& record);
  void forget_last();
  const LineItem& malformed();
  bool is_malformed(const Record& record) const;
  bool is_header_again(const Record& record) const;
  const Course& read_course(std::string_view cell);
  void read_category(std::string_view cell, const Course& course);
  void read_area(std::string_view cell, const Course& course);
  void read_answers(const Record& record);
  void complain_of_other_shape(const Record& record);
  void complain(std::string_view answer);
  void read_average(std::string_view average, std::optional<std::string_view> answered);
  Answer read_answer(std::string_view cell) const;
  bool is_unanswered(std::string_view cell) const;

  const ExportFormat& format_;
  const QuestionList& questions_;
  const Rulebook& rulebook_;
  const Catalogue& catalogue_;
  const Choices& choices_;
  std::vector<std::pair<std::string, Category>> category_words_;  // folded
  std::vector<std::pair<std::string, AreaIndex>> area_words_;     // folded, without "(Azure)"
  std::unique_ptr<Memos> memos_;

  LineItem item_;
};

}  // namespace tspq
