#include "tspq/scan.h"

#include <algorithm>

#include "row_notes.h"
#include "tspq/text.h"
#include "tspq/verdict.h"

namespace tspq {
namespace {

constexpr int most_readings = 3;

/// The first bytes' answer to the order of day and month. Right for almost every file, so that one reading is enough.
DateOrder guess_date_order(std::string_view start, const ExportFormat& format) {
  const auto column = format.column(Fact::date);
  if (!column) return DateOrder::unsettled;
  std::uint64_t day_first = 0;
  std::uint64_t month_first = 0;
  CsvReader reader(format.delimiter);
  const auto on_record = [&](const Record& record) {
    if (record.at.record <= format.header_record || record.cells.size() <= *column) return;
    const DateReading::Kind kind = read_date(record.cells[*column]).kind;
    day_first += kind == DateReading::Kind::proves_day_first;
    month_first += kind == DateReading::Kind::proves_month_first;
  };
  reader.feed(start, on_record);
  reader.finish(on_record);
  return settle(day_first, month_first);
}

}  // namespace

/// One reading of one file, from bytes to ledger.
class FileSet::Scan {
public:
  Scan(FileSet& set, std::optional<DateOrder> order_found_before)
      : set_(set), file_index_(static_cast<std::uint32_t>(set.files_.size())), digester_(set.key_), order_(order_found_before) {
    report_.name = set.name_;
  }

  void feed(std::string_view bytes) {
    report_.bytes += bytes.size();
    digester_.add(bytes);
    if (reader_) {
      read(decoder_->decode(bytes));
    } else if (!report_.problem) {
      start_ += bytes;
      if (start_.size() >= prologue_bytes) open();
    }
  }

  /// Everything was fed. False when the reading has to be repeated with the order that date_order() then gives.
  bool finish() {
    if (!reader_ && !report_.problem) open();
    if (!reader_) return true;
    read(decoder_->finish());
    reader_->finish([this](const Record& record) { on_record(record); });
    report_.date_order = settled_order();
    report_.needs_date_order = notes_.dates_in_either_order + notes_.dates_day_first + notes_.dates_month_first > 0;
    return report_.date_order == *order_ || !report_.needs_date_order;
  }

  DateOrder date_order() const { return report_.date_order; }

  /// The finished report.
  FileReport take_report() {
    report_.digest = digester_.digest();
    if (report_.format) {
      report_.notices = report_.format->notices;
      if (!utf8_.holds())
        report_.notices.push_back({"encoding_windows_1252", "The file is not in UTF-8. Its numbers and dates are read as they stand; other letters are shown as Windows-1252."});
      notes_.describe(report_, set_.choices_, set_.rulebook_);
    }
    return std::move(report_);
  }

  const std::vector<std::string>& org_ids() const { return notes_.org_ids; }

private:
  void open() {
    report_.problem = refuse_by_first_bytes(start_);
    if (report_.problem) return;
    report_.encoding = encoding_of(start_);
    decoder_.emplace(report_.encoding);
    const std::string start(decoder_->decode(start_));
    start_ = {};
    Recognition recognition = open_export(start);
    if (!recognition.format) {
      report_.problem = std::move(recognition.problem);
      return;
    }
    report_.format = std::move(recognition.format);
    if (!order_) {
      order_ = guess_date_order(start, *report_.format);
      if (*order_ == DateOrder::unsettled) order_ = set_.choices_.date_order_of(report_.name);
    }
    items_.emplace(*report_.format, set_.rulebook_, set_.catalogue_, set_.choices_);
    reader_.emplace(report_.format->delimiter);
    read(start);
  }

  void read(std::string_view text) {
    utf8_.add(text);
    reader_->feed(text, [this](const Record& record) { on_record(record); });
  }

  /// The whole way of a row.
  void on_record(const Record& record) {
    if (record.at.record <= report_.format->header_record) return;
    const Kind kind = report_.format->kind;
    const LineItem& item = items_->read(record);
    Verdict verdict = judge(item, kind, *order_, set_.choices_);
    if (verdict.reason == Reason::counted && item.id) look_for_repeat(record, *item.id, kind, verdict);
    report_.ledger.add(verdict, kind);
    report_.log.push(verdict, kind);
    notes_.note(record, item, verdict, *report_.format);
  }

  /// [R-DUP] The first row with an id counts; later ones do not, and are a conflict where another cell differs.
  void look_for_repeat(const Record& record, std::string_view id, Kind kind, Verdict& verdict) {
    Digester of_id(set_.key_);
    of_id.add(static_cast<std::uint64_t>(kind));
    of_id.add(id);
    Digester of_cells(set_.key_);
    for (std::size_t i = 0; i < report_.format->header.size(); ++i) {
      of_cells.add(record.cells[i].size());
      of_cells.add(record.cells[i]);
    }
    const std::uint64_t row = std::min<std::uint64_t>(record.at.row, 0xFFFFFFFF);
    const IdSet::Result result = set_.ids_.insert(of_id.digest(), of_cells.digest().low, {file_index_, static_cast<std::uint32_t>(row)});
    if (result.outcome == IdSet::Outcome::added) return;
    verdict.reason = Reason::duplicate;
    verdict.units = 0;
    verdict.points = verdict.answers = 0;
    if (result.outcome == IdSet::Outcome::conflicting) {
      const bool same_file = result.first.file == file_index_;
      notes_.note_conflict(record.at.row, id, result.first.row, same_file ? report_.name : set_.files_[result.first.file].name);
    }
  }

  DateOrder settled_order() {
    const DateOrder by_rows = settle(notes_.dates_day_first, notes_.dates_month_first);
    if (by_rows != DateOrder::unsettled) return by_rows;
    const DateOrder chosen = set_.choices_.date_order_of(report_.name);
    report_.date_order_was_chosen = chosen != DateOrder::unsettled && notes_.dates_in_either_order + notes_.dates_day_first > 0;
    return chosen;
  }

  FileSet& set_;
  std::uint32_t file_index_;
  FileReport report_;
  Digester digester_;
  std::string start_;  // the first bytes, until the file is opened
  std::optional<DateOrder> order_;
  std::optional<TextDecoder> decoder_;
  Utf8Check utf8_;
  std::optional<LineItemReader> items_;
  std::optional<CsvReader> reader_;
  RowNotes notes_;
};

FileSet::FileSet(Rulebook rulebook, Choices choices)
    : rulebook_(std::move(rulebook)), catalogue_(built_in_catalogue(rulebook_)), choices_(std::move(choices)) {}

FileSet::~FileSet() = default;

void FileSet::begin_file(std::string name, ExpectedBytes expected) {
  name_ = std::move(name);
  expected_ = expected;
  scan_ = std::make_unique<Scan>(*this, readings_ > 0 ? std::optional(order_found_) : std::nullopt);
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
    order_found_ = scan_->date_order();
    ids_.forget(file);
    scan_.reset();
    return FileEnd::read_again;
  }
  readings_ = 0;

  FileReport report = scan_->take_report();
  const std::vector<std::string> org_ids = scan_->org_ids();
  scan_.reset();
  const auto discard = [&] {
    ids_.forget(file);
    report.ledger = {};
    report.log = {};
    report.notices.clear();
  };
  if (!unchanged || (expected_ && *expected_ != report.bytes)) {
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
    report.notices.push_back({"same_file", "This file has the same content as " + quoted_for_display(same->name) + ", which was read already. It is not counted a second time; remove one of them."});
  }
  if (report.format && !report.repeats_earlier_file) {
    for (const std::string& org : org_ids)
      if (org_ids_.size() < RowNotes::most_org_ids && std::find(org_ids_.begin(), org_ids_.end(), org) == org_ids_.end()) org_ids_.push_back(org);
    note_organisations(report);
  }
  files_.push_back(std::move(report));
  return FileEnd::done;
}

void FileSet::end_unreadable_file(std::string_view why) {
  ids_.forget(static_cast<std::uint32_t>(files_.size()));
  scan_.reset();
  readings_ = 0;
  FileReport report;
  report.name = name_;
  report.problem = Problem{};
  report.problem->code = "cannot_open";
  report.problem->message = "The file could not be read: " + std::string(why) + ". Check its name and that no other program has it open, then try again.";
  files_.push_back(std::move(report));
}

void FileSet::note_organisations(FileReport& file) {
  if (!choices_.org_ids.empty() || org_ids_.size() < 2 || !file.format->column(Fact::org)) return;
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(org_ids_.size(), 5); ++i) list += (i ? ", " : "") + quoted_for_display(org_ids_[i]);
  if (org_ids_.size() > 5) list += " and more";
  file.notices.push_back({"several_org_ids", "The files read so far hold rows of several organisation ids (" + list + "). All of them count until you choose which are yours."});
}

std::array<bool, kind_count> FileSet::kinds_read() const {
  std::array<bool, kind_count> read{};
  for (const FileReport& file : files_)
    if (file.format) read[static_cast<std::size_t>(file.format->kind)] = true;
  return read;
}

Totals FileSet::within(const Window& window) const {
  Totals totals;
  for (const FileReport& file : files_) totals += file.ledger.within(window);
  return totals;
}

}  // namespace tspq
