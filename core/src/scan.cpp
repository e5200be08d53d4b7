#include "tspq/scan.h"

#include <algorithm>
#include <array>
#include <span>

#include "cell_memo.h"
#include "repeats.h"
#include "row_notes.h"
#include "tspq/beside.h"
#include "tspq/byte_digest.h"
#include "tspq/text.h"
#include "tspq/verdict.h"

namespace tspq {
namespace {

constexpr int most_readings = 3;

/// The cells of a file's first rows by column, for matching columns by hand.
std::vector<std::vector<std::string>> first_values_below(
    const HeaderRow& header, std::string_view start, bool is_whole_file) {
  constexpr std::size_t most_values = 3;
  constexpr std::size_t most_bytes = std::size_t{16} << 10;
  CsvReader reader(header.delimiter);
  std::vector<std::vector<std::string>> values(header.cells.size());
  std::size_t rows = 0;
  const auto on_record = [&](const Record& record) {
    if (record.at.record <= header.record || rows == most_values) return;
    ++rows;
    for (std::size_t i = 0; i < values.size() && i < record.cells.size(); ++i)
      values[i].push_back(short_for_display(record.cells[i]));
  };
  reader.feed(start.substr(0, most_bytes), on_record);
  if (is_whole_file && start.size() <= most_bytes) reader.finish(on_record);  // the last row may have no line end
  return values;
}

/// What the first rows of a file say about its columns as a whole.
ColumnEvidence evidence_of(std::string_view start, const ExportFormat& format) {
  ColumnEvidence evidence;
  CellMemo<DateReading> dates;
  CellMemo<bool> questions;  // a question says the same however often it comes
  const auto on_record = [&](const Record& record) {
    if (record.at.record <= format.header_record) return;
    const auto cell = [&](Fact fact) -> std::optional<std::string_view> {
      const auto column = format.column(fact);
      return column && *column < record.cells.size() ? std::optional(trim(record.cells[*column])) : std::nullopt;
    };
    if (const auto date = cell(Fact::date)) evidence.add_date(dates.of(*date, read_date).kind);
    if (const auto question = cell(Fact::question); question && format.shape == Shape::long_rows)
      questions.of(*question, [&](std::string_view text) {
        evidence.add_question(text);
        return true;
      });
  };
  CsvReader reader(format.delimiter);
  reader.feed(start, on_record);
  reader.finish(on_record);
  return evidence;
}

/// Whether rows that differ in question and answer only agree in every other fact: not where a person has said that one
/// of these columns holds another fact as well, nor in a download of ours, where an answer may have an apostrophe in
/// front.
bool tells_alike(const ExportFormat& format) {
  if (format.shape != Shape::long_rows || format.own_reason) return false;
  const auto facts_in = [&](Fact fact) {
    return std::count(format.columns.begin(), format.columns.end(), format.column(fact));
  };
  return facts_in(Fact::question) == 1 && facts_in(Fact::score) == 1;
}

}  // namespace

/// One reading of one file, from bytes to ledger.
class FileSet::Scan {
public:
  Scan(FileSet& set, std::optional<ColumnFacts> facts_found_before)
      : set_(set),
        file_index_(static_cast<std::uint32_t>(set.files_.size())),
        digester_(set.repeats_->key()),
        facts_(std::move(facts_found_before)) {
    report_.name = set.name_;
  }

  void feed(std::string_view bytes) {
    report_.bytes += bytes.size();
    if (!reader_) {
      digester_.add(bytes);
      if (!report_.problem) begin_with(bytes);
      return;
    }
    const std::string_view text = decoder_->decode(bytes);
    const auto look_through = [&] {
      // A stretch at a time: most have no byte that UTF-8 has rules for, which the digest sees in passing.
      constexpr std::size_t stretch = std::size_t{16} << 10;
      for (std::size_t at = 0; at < bytes.size(); at += stretch) {
        const std::string_view some = bytes.substr(at, stretch);
        const bool are_ascii = digester_.add(some);
        if (report_.encoding == Encoding::utf8) utf8_.add(some, are_ascii);
      }
    };
    const Beside::Work work(beside_, look_through);
    read_rows(text);
  }

  /// Everything was fed. False when the reading has to be repeated with the facts that facts() then gives.
  bool finish() {
    if (!reader_ && !report_.problem) open(true);
    if (!reader_) return true;
    read(decoder_->finish());
    reader_->finish([this](const Record& record) { on_record(record); });
    report_.facts = settle(notes_.evidence);
    const bool order_holds = report_.facts.date_order == facts_->date_order || !notes_.evidence.has_dates_to_settle();
    const bool questions_hold =
        report_.facts.questions == facts_->questions || report_.format->shape != Shape::long_rows;
    return order_holds && questions_hold;
  }

  const ColumnFacts& facts() const { return report_.facts; }

  /// The finished report.
  FileReport take_report() {
    report_.digest = digester_.digest();
    if (report_.format && reader_) {
      report_.needs_date_order = notes_.evidence.has_dates_to_settle();
      report_.date_order_was_chosen = report_.needs_date_order && !notes_.evidence.dates_settle_themselves() &&
          report_.facts.date_order != DateOrder::unsettled;
      report_.notices = report_.format->notices;
      if (!utf8_.holds_to_the_end())
        report_.notices.push_back({"encoding_windows_1252",
            "The file is not in UTF-8. Its numbers and dates are read as they stand; other letters are shown as Windows-1252."});
      notes_.describe(report_, set_.choices_, set_.rulebook_, set_.catalogue_);
    }
    return std::move(report_);
  }

  const std::vector<std::string>& org_ids() const { return notes_.org_ids; }
  std::uint64_t rows() const { return report_.log.size(); }

private:
  /// Opens the file by its first bytes, always the same ones however it is cut into chunks, and reads on.
  void begin_with(std::string_view bytes) {
    const std::size_t wanted = std::min(prologue_bytes - start_.size(), bytes.size());
    start_ += bytes.substr(0, wanted);
    if (start_.size() < prologue_bytes) return;
    open(false);
    if (reader_) read(decoder_->decode(bytes.substr(wanted)));
  }

  void open(bool is_whole_file) {
    report_.problem = refuse_by_first_bytes(start_);
    if (report_.problem) return;
    report_.encoding = encoding_of(start_);
    decoder_.emplace(report_.encoding);
    const std::string start(decoder_->decode(start_));
    start_ = {};
    Recognition recognition = open_export(start, is_whole_file, set_.choices_, report_.name);
    report_.header = std::move(recognition.header);
    report_.first_values = first_values_below(report_.header, start, is_whole_file);
    if (!recognition.format) {
      report_.problem = std::move(recognition.problem);
      return;
    }
    report_.format = std::move(recognition.format);
    if (!facts_) {
      // The first rows' answer is right for almost every file, so that one reading is enough.
      facts_ = settle(evidence_of(start, *report_.format));
    }
    items_.emplace(*report_.format, facts_->questions, set_.rulebook_, set_.catalogue_, set_.choices_);
    reader_.emplace(report_.format->delimiter);
    if (tells_alike(*report_.format))
      reader_->expect_alike(*report_.format->column(Fact::question), *report_.format->column(Fact::score));
    read(start);
  }

  void read(std::string_view text) {
    utf8_.add(text);
    read_rows(text);
  }

  void read_rows(std::string_view text) {
    const auto on_record = [this](const Record& record) { this->on_record(record); };
    const auto on_alike = [this](const AlikeRecords& records) { return this->on_alike(records); };
    const auto on_coming = [this](const ComingRecords& records) { set_.repeats_->expect(records, *report_.format); };
    reader_->feed(text, {on_record, on_alike, on_coming});
    set_.repeats_->expect_none();  // the text goes
  }

  ColumnFacts settle(const ColumnEvidence& evidence) const {
    return evidence.settle(set_.choices_.date_order_of(report_.name), report_.format->chosen_questions);
  }

  /// The whole way of a row.
  void on_record(const Record& record) {
    if (record.at.record <= report_.format->header_record) return;
    const Kind kind = report_.format->kind;
    const LineItem& item = items_->read(record);
    Verdict verdict = judge(item, kind, facts_->date_order, set_.choices_);
    newer_ = 1 - newer_;
    Survey& survey = surveys_[newer_];
    if (verdict.reason == Reason::counted && item.id) look_for_repeat(record, item, verdict, survey.known);
    survey.place = report_.ledger.add(verdict, kind);
    survey.logged = report_.log.push(verdict, kind, record.at, record.can_start_here);
    survey.noted = notes_.note(record, item, verdict, *report_.format);
    survey.record = record.at.record;
    survey.may_go_on = RowNotes::may_go_on(verdict.reason) && item.id.has_value();
    survey.reason = verdict.reason;
  }

  /// What was found out about a row, and holds for rows of a survey that differ from it in question and answer only.
  struct Survey {
    std::uint64_t record = 0;
    bool may_go_on = false;  // whether a row that is like it comes to the same but for its answer
    Reason reason = Reason::malformed_row;
    KnownSurvey known;  // when it counts
    Ledger::Place place;
    RowLog::Likewise logged;
    RowNotes::Likewise noted;
  };

  /// The short way, for rows like one of the last two that took the whole way: eight in nine of an ordered long file.
  /// Returns how many may take it.
  std::size_t on_alike(const AlikeRecords& rows) {
    if (rows.like != surveys_[newer_].record) newer_ = 1 - newer_;
    const Survey& survey = surveys_[newer_];
    if (rows.like != survey.record || !survey.may_go_on) return 0;
    std::span<const PlainAnswer> given(answers_.data(), items_->plain_answers(rows, answers_));
    given = given.first(std::min(given.size(), report_.ledger.room_likewise(survey.place, survey.reason)));
    if (survey.reason == Reason::counted)
      given = given.first(set_.repeats_->add_likewise(survey.known, given, file_index_, rows.at.row));
    if (given.empty()) return 0;
    report_.ledger.add_likewise(survey.place, survey.reason, given);
    report_.log.push_likewise(survey.logged, given.size(), rows.at);
    notes_.note_likewise(survey.noted, given.size());
    return given.size();
  }

  /// [R-DUP] The first row with an id counts; later ones do not, and are a conflict where another cell differs.
  void look_for_repeat(const Record& record, const LineItem& item, Verdict& verdict, KnownSurvey& survey) {
    using Outcome = RepeatCheck::Outcome;
    const RepeatCheck check = set_.repeats_->check(record, item, verdict, *report_.format, file_index_, survey);
    if (check.outcome == Outcome::first) return;
    verdict.surveys = 0;
    if (check.outcome == Outcome::further_answer) return;
    verdict.reason = Reason::duplicate;
    if (check.outcome == Outcome::conflicting) {
      const std::string& file = check.earlier.file == file_index_ ? report_.name : set_.files_[check.earlier.file].name;
      notes_.note_conflict(record.at.row, *item.id, check.earlier.row, file);
    }
  }

  FileSet& set_;
  std::uint32_t file_index_;
  FileReport report_;
  ByteDigest digester_;
  Beside beside_;
  std::string start_;  // the first bytes, until the file is opened
  std::optional<ColumnFacts> facts_;
  std::optional<TextDecoder> decoder_;
  Utf8Check utf8_;
  std::optional<LineItemReader> items_;
  std::optional<CsvReader> reader_;
  RowNotes notes_;
  std::array<Survey, 2> surveys_;  // of the last two rows that took the whole way
  std::size_t newer_ = 0;          // of these, the one that others were like last, or else the last
  std::array<PlainAnswer, AlikeRecords::most>
      answers_;  // of rows like it; kept here so that it is not zeroed for every call
};

FileSet::FileSet(Rulebook rulebook, Choices choices)
    : rulebook_(std::move(rulebook)),
      catalogue_(built_in_catalogue(rulebook_)),
      choices_(std::move(choices)),
      repeats_(std::make_unique<Repeats>(rulebook_.average.highest)) {}

FileSet::~FileSet() = default;

void FileSet::begin_file(std::string name, ExpectedBytes expected) {
  if (scan_) repeats_->forget(static_cast<std::uint32_t>(files_.size()));  // the reading before was given up
  if (name != name_) readings_ = 0;
  name_ = std::move(name);
  expected_ = expected;
  scan_ = std::make_unique<Scan>(*this, readings_ > 0 ? std::optional(facts_found_) : std::nullopt);
}

void FileSet::feed(std::string_view bytes) {
  if (scan_) scan_->feed(bytes);
}

FileEnd FileSet::end_file(bool unchanged) {
  if (!scan_) return FileEnd::done;
  const auto file = static_cast<std::uint32_t>(files_.size());
  const bool settled = scan_->finish();
  ++readings_;
  if (!settled && unchanged && readings_ < most_readings) {
    facts_found_ = scan_->facts();
    repeats_->forget(file);
    scan_.reset();
    return FileEnd::read_again;
  }
  readings_ = 0;

  FileReport report = scan_->take_report();
  const std::vector<std::string> org_ids = scan_->org_ids();
  scan_.reset();
  const auto discard = [&] {
    repeats_->forget(file);
    report.ledger = {};
    report.log = {};
    report.notices.clear();
  };
  // Two readings settle a file that holds still.
  if (!unchanged || !settled || (expected_ && *expected_ != report.bytes)) {
    discard();
    report.format.reset();
    report.problem = Problem{};
    report.problem->code = "changed_while_reading";
    report.problem->message = "The file changed while it was read (" + with_thousands(report.bytes) + " bytes came" +
        (expected_ ? ", " + with_thousands(*expected_) + " were expected" : "") +
        "), so nothing of it is counted. Save or close it in Excel, then drop it again.";
  }
  const auto same = std::find_if(files_.begin(), files_.end(), [&](const FileReport& earlier) {
    return !report.problem && earlier.format && earlier.bytes == report.bytes && earlier.digest == report.digest;
  });
  if (same != files_.end()) {
    discard();
    report.repeats_earlier_file = true;
    report.notices.push_back({"same_file",
        "This file has the same content as " + quoted_for_display(same->name) +
            ", which was read already. It is not counted a second time; remove one of them."});
  }
  if (report.format && !report.repeats_earlier_file) {
    for (const std::string& org : org_ids) note_org_id(org_ids_, org);
    note_organisations(report);
  }
  repeats_->keep();
  files_.push_back(std::move(report));
  return FileEnd::done;
}

std::uint64_t FileSet::rows_so_far() const { return scan_ ? scan_->rows() : 0; }

void FileSet::end_unreadable_file(std::string_view why, std::string_view remedy) {
  repeats_->forget(static_cast<std::uint32_t>(files_.size()));
  scan_.reset();
  readings_ = 0;
  FileReport report;
  report.name = name_;
  report.problem = Problem{};
  report.problem->code = "cannot_open";
  report.problem->message = "The file could not be read: " + std::string(why) + ". " + std::string(remedy);
  files_.push_back(std::move(report));
}

void FileSet::note_organisations(FileReport& file) {
  if (!choices_.org_ids.empty() || org_ids_.size() < 2 || !file.format->column(Fact::org)) return;
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(org_ids_.size(), 5); ++i)
    list += (i ? ", " : "") + quoted_for_display(org_ids_[i]);
  if (org_ids_.size() > 5) list += " and more";
  file.notices.push_back({"several_org_ids",
      "The files read so far hold rows of several organisation ids (" + list +
          "). All of them count until you choose which are yours."});
}

std::vector<Notice> notices_beside(const FileReport& file, const Totals& within_window) {
  std::array<std::uint64_t, reason_count> rows{};
  for (const Sums& sums : within_window.accounts)
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] += sums.rows[i];
  const auto is_of_none = [&](const Notice& notice) {
    if (const auto reason = reason_with_id(notice.code)) return rows[static_cast<std::size_t>(*reason)] == 0;
    return (notice.code == "no_area" || notice.code == "unknown_area") &&
        within_window[surveys_without_area_account].counted() == 0;
  };
  std::vector<Notice> notices;
  std::remove_copy_if(file.notices.begin(), file.notices.end(), std::back_inserter(notices), is_of_none);
  return notices;
}

std::array<bool, kind_count> FileSet::kinds_read() const {
  std::array<bool, kind_count> read{};
  for (const FileReport& file : files_)
    if (file.format && !file.repeats_earlier_file) read[static_cast<std::size_t>(file.format->kind)] = true;
  return read;
}

Totals FileSet::within(const Window& window) const {
  Totals totals;
  for (const FileReport& file : files_) totals += file.ledger.within(window);
  return totals;
}

Totals FileSet::between(Day first, Day last) const {
  Totals totals;
  for (const FileReport& file : files_) totals += file.ledger.between(first, last);
  return totals;
}

}  // namespace tspq
