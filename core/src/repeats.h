// Recognises rows that were counted before [R-DUP]: by achievement code, order line or survey id; in the long shape by
// survey id and question.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tspq/csv.h"
#include "tspq/export_format.h"
#include "tspq/id_set.h"
#include "tspq/line_item.h"
#include "tspq/verdict.h"

namespace tspq {

/// What the set of files says about a row that would count.
struct RepeatCheck {
  enum class Outcome : std::uint8_t {
    first,           ///< the id is new
    further_answer,  ///< long shape: another question of a survey that is known already, on the same day and of the
                     ///< same area
    repeated,        ///< counted before, with the same content
    conflicting,     ///< counted before, with other content
  };
  Outcome outcome = Outcome::first;
  IdSet::Place earlier;  ///< where the id was counted first, unless the outcome is `first`
};

/// The survey of a row that check() was asked about, for add_likewise(). Good until the file ends.
struct KnownSurvey {
  IdSet::Entry* entry = nullptr;
  std::uint64_t cells = 0;           ///< stands for the row's content
  std::optional<Digester> by_words;  ///< begun with the survey's id; set when the row's question is known by its words
};

class Repeats {
public:
  /// `highest` is the largest answer on the rulebook's scale.
  explicit Repeats(int highest);

  /// Announces rows that check() may be asked about next, in this order: looking up one id takes as long as reading a
  /// row, looking up many at once little longer. Their text must stay until expect() is called again, or expect_none().
  void expect(const ComingRecords& rows, const ExportFormat& format);
  void expect_none() {
    expected_.clear();
    expected_texts_.clear();
  }

  /// Says whether a row of file number `file` that would count was counted before, and remembers it. `item.id` must be
  /// set. In the long shape, fills in the row's survey.
  RepeatCheck check(const Record& record, const LineItem& item, const Verdict& verdict, const ExportFormat& format,
      std::uint32_t file, KnownSurvey& survey);

  /// The same for further answers of such a survey, in rows that differ from its row in question and answer only; the
  /// first of them is row `first_row` of the file. Returns how many it took: the next one is more than a new answer, so
  /// check() has to be asked about it.
  std::size_t add_likewise(
      const KnownSurvey& survey, std::span<const PlainAnswer> given, std::uint32_t file, std::uint64_t first_row);

  /// Takes back everything the file being read has added.
  void forget(std::uint32_t file);

  /// The file is read: what it added stays.
  void keep() {
    changed_.clear();
    last_entry_ = nullptr;
  }

  const Digester::Key& key() const { return key_; }

private:
  RepeatCheck check_answer(const Record& record, const LineItem& item, const Verdict& verdict,
      const ExportFormat& format, IdSet::Place place, KnownSurvey& survey);
  Digester digester_of(std::string_view id, Kind kind) const;
  Digester digester_of_answers(std::string_view survey) const;
  IdSet::Entry& entry_of_answer(const KnownSurvey& survey, std::string_view words);
  static std::uint64_t content_of_answer(const KnownSurvey& survey, std::uint64_t code);
  std::uint64_t digest_of_cells(const Record& record, const ExportFormat& format) const;
  IdSet::Entry& entry_of(const LineItem& item, const ExportFormat& format, std::uint64_t content);

  /// Content of an entry of another file before this one added answers to its survey.
  struct Change {
    Digest id;
    std::uint64_t content;
  };

  Digester::Key key_ = random_key();
  std::vector<Digester> begun_;  // by kind, which makes ids of other kinds other ids
  IdSet ids_;
  std::vector<Change> changed_;
  bool words_take_places_;  // on this scale code 7 is free to mark a place taken by a question known by its words

  std::vector<const char*> expected_texts_;  // where each begins, which tells it from all others of the same text
  std::vector<Digest> expected_;
  std::size_t next_expected_ = 0;
  std::string last_id_;  // of the last answer, in the long shape
  IdSet::Entry* last_entry_ = nullptr;
};

}  // namespace tspq
