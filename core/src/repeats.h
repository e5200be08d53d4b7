// Tells rows that were counted before [R-DUP]: by achievement code, order line, or survey id, and in the long shape by survey id and question.
#pragma once

#include <cstdint>
#include <optional>
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
    first,          ///< the id is new
    further_answer, ///< long shape: another question of a survey that is known already, on the same day and of the same area
    repeated,       ///< counted before, with the same content
    conflicting,    ///< counted before, with other content
  };
  Outcome outcome = Outcome::first;
  IdSet::Place earlier;  ///< where the id was counted first, unless the outcome is `first`
};

class Repeats {
public:
  /// Asks for one row of file number `file` that would count, and remembers it. `item.id` is set.
  RepeatCheck check(const Record& record, const LineItem& item, const Verdict& verdict, const ExportFormat& format, std::uint32_t file);

  /// Takes back everything the file being read has added.
  void forget(std::uint32_t file);

  /// The file is read: what it added stays.
  void keep() { changed_.clear(); }

  const Digester::Key& key() const { return key_; }

private:
  RepeatCheck check_answer(IdSet::Entry& entry, bool is_new, const LineItem& item, std::uint64_t content, IdSet::Place place);

  /// Content of an entry of another file before this one added answers to its survey.
  struct Change {
    Digest id;
    std::uint64_t content;
  };

  Digester::Key key_ = random_key();
  IdSet ids_;
  std::vector<Change> changed_;
};

}  // namespace tspq
