// What the readers of ICIJ's nodes and edges share: rows under a header, ids, dates, years.
//
// This is a path where speed counts: slots are registered once per column, and no string is made per cell.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/csv.h"
#include "read/dates.h"
#include "read/format.h"
#include "read/sink.h"
#include "read/text.h"

namespace clew::read::icij {

using model::Record;

constexpr std::string_view kPrefix = "icij-";
constexpr std::string_view kDataset = "icij_offshoreleaks";
constexpr std::string_view kPublisher = "International Consortium of Investigative Journalists";
constexpr std::string_view kNodesName = "icij-nodes";

// The cells of a row as UTF-8 without NUL. Nearly always they already are, which one look at the whole row
// tells; only else is each looked at and converted.
class CleanCells {
 public:
  explicit CleanCells(std::string_view encoding) : encoding_(encoding) {}

  std::span<const std::string_view> of(const CsvRow& row, Sink& sink) {
    const auto cells = row.cells;
    const char* const begin = cells.front().data();
    const char* const end = cells.back().data() + cells.back().size();
    if (is_clean_utf8({begin, static_cast<size_t>(end - begin)})) return cells;
    texts_.resize(cells.size());
    cells_.assign(cells.begin(), cells.end());
    bool changed = false;
    for (size_t i = 0; i < cells.size(); ++i) {
      cells_[i] = clean_utf8(cells[i], encoding_, texts_[i]);
      changed |= cells_[i].data() != cells[i].data();
    }
    if (changed)
      sink.issue("bad-encoding", "the row is not UTF-8; it was read in another encoding", row.record);
    return cells_;
  }

 private:
  std::string_view encoding_;
  std::vector<std::string> texts_;
  std::vector<std::string_view> cells_;
};

// "icij-" and the publisher's number, in a buffer that is used again.
class NodeId {
 public:
  NodeId() : text_(kPrefix) {}
  void set(std::string_view number) {
    text_.resize(kPrefix.size());
    text_ += number;
  }
  std::string_view text() const { return text_; }

 private:
  std::string text_;
};

inline std::string quoted(std::string_view words) { return "\"" + std::string(shortened(words, 80)) + "\""; }

inline void add_date(Sink& sink, std::string_view entity, SlotId slot, std::string_view words,
                     std::string_view field, const Record& record) {
  if (const auto date = iso_date(words)) {
    return sink.add(entity, slot, *date, *date == words ? std::string_view() : words, record);
  }
  sink.add(entity, slot, words, {}, record);
  sink.issue("bad-date", std::string(field) + ": " + quoted(words) + " is no date we can read", record);
}

// "The Panama Papers data is current through 2015": the last year in it. The few sentences of a file stand
// in row after row, so the last one is kept.
class CurrentThrough {
 public:
  // Empty where the words name no year.
  std::string_view year(std::string_view words) {
    if (words == words_) return year_;
    words_ = words;
    year_.clear();
    for (size_t i = words.size(); i >= 4 && year_.empty(); --i) {
      const std::string_view four = words.substr(i - 4, 4);
      if ((four.starts_with("19") || four.starts_with("20")) && iso_date(four)) year_ = four;
    }
    return year_;
  }

 private:
  std::string words_;
  std::string year_;
};

// Reads the rows behind the header. A row with more cells than columns cannot be told apart into columns, and
// a wrong column would be a wrong claim: it is said and passed over.
class TableReader {
 public:
  TableReader(Sink& sink, const ReadOptions& options) : sink_(sink), options_(options) {}
  virtual ~TableReader() = default;

  base::Result<void> read(Stream& stream) {
    CsvReader rows(stream, options_.part);
    CleanCells clean(options_.encoding);
    CsvRow row;
    CLEW_TRY_ASSIGN(const bool has_header, rows.next(row));
    if (!has_header) return {};
    const CsvHeader header(clean.of(row, sink_));
    columns_ = header.names().size();
    for (const std::string& name : header.duplicates()) {
      sink_.issue("duplicate-column", "the column " + quoted(name) + " stands twice; the first is read",
                  row.record);
    }
    plan(header);
    while (true) {
      CLEW_TRY_ASSIGN(const bool has_row, rows.next(row));
      if (!has_row) return {};
      const auto cells = clean.of(row, sink_);
      if (row.damaged || cells.size() != columns_) say_malformed(row);
      if (cells.size() <= columns_) read_row(cells, row.record);
    }
  }

 protected:
  virtual void plan(const CsvHeader& header) = 0;
  virtual void read_row(std::span<const std::string_view> cells, const Record& record) = 0;

  static std::string_view cell(std::span<const std::string_view> cells, int column) {
    return column >= 0 && static_cast<size_t>(column) < cells.size()
               ? trim(cells[static_cast<size_t>(column)])
               : std::string_view();
  }

  Sink& sink_;
  const ReadOptions& options_;

 private:
  void say_malformed(const CsvRow& row) {
    sink_.issue("malformed-row",
                "the row has " + std::to_string(row.cells.size()) + " cells where the header has " +
                    std::to_string(columns_) + (row.cells.size() > columns_ ? "; it was not read" : ""),
                row.record);
  }

  size_t columns_ = 0;
};

inline std::optional<CsvHeader> header_of(std::string_view head) {
  const auto stream = memory_stream(head);
  CsvReader rows(*stream, 0);
  CsvRow row;
  const auto found = rows.next(row);
  if (!found || !*found || row.damaged) return {};
  return CsvHeader(row.cells);
}

inline base::Result<CsvHeader> header_needed(std::string_view head, std::string_view what) {
  if (auto header = header_of(head)) return std::move(*header);
  return base::fail(base::ErrorKind::format,
                    "the file does not begin with the header of ICIJ " + std::string(what));
}

// The stream with the header looked at first: without the columns that make a node or an edge nothing in the
// file can be read.
template <class Reader>
base::Result<void> read_table(Stream& stream, Sink& sink, const ReadOptions& options,
                              bool (*is_right)(const CsvHeader&), std::string_view what) {
  struct Borrowed : Stream {
    explicit Borrowed(Stream& lender) : from(lender) {}
    base::Result<size_t> read(char* to, size_t size) override { return from.read(to, size); }
    Stream& from;
  };
  Peeked peeked(std::make_unique<Borrowed>(stream));
  if (peeked.head().empty()) return Reader(sink, options).read(peeked);
  CLEW_TRY_ASSIGN(const CsvHeader header, header_needed(peeked.head(), what));
  if (!is_right(header))
    return base::fail(base::ErrorKind::format, "the header lacks the columns of ICIJ " + std::string(what));
  return Reader(sink, options).read(peeked);
}

}  // namespace clew::read::icij
