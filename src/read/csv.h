// Comma-separated values, RFC 4180, with the liberties that real files take.
//
// A quote opens a cell only at its start; cells may hold line ends; \n and \r\n both end a row; a quote
// that never closes ends at the bound and is reported. NUL bytes and bytes that are no UTF-8 are reported
// by to_utf8 in text.h, not here. Memory: the longest row, at most row_bytes_max.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "read/sink.h"
#include "read/stream.h"

namespace clew::read {

struct CsvRow {
  std::span<const std::string_view> cells;  // Unquoted; valid until the next call.
  model::Record record;                     // The row's bytes, without the final line end.
  bool damaged = false;                     // A quote never closed, or the row passed the bound.
};

struct CsvOptions {
  char separator = ',';
  size_t row_bytes_max = 16 << 20;
};

class CsvReader {
 public:
  CsvReader(Stream& stream, uint32_t part, CsvOptions options = {});
  // False at the end. Empty lines are passed over. A damaged row ends at its first line end, so that the
  // rows after it are read.
  base::Result<bool> next(CsvRow& row);

 private:
  bool scan_row(size_t& row_end, size_t& next_begin);
  base::Result<bool> refill();
  Stream& stream_;
  uint32_t part_;
  CsvOptions options_;
  std::vector<char> buffer_;
  std::vector<char> unquoted_;
  std::vector<std::string_view> cells_;
  size_t begin_ = 0, end_ = 0;
  uint64_t offset_ = 0;
  uint32_t line_ = 1;
  bool at_end_ = false;
};

// Columns by name. Names are compared without case, blanks at the ends and a byte-order mark.
class CsvHeader {
 public:
  explicit CsvHeader(std::span<const std::string_view> cells);
  // The column's place, or -1.
  int find(std::string_view name) const;
  const std::vector<std::string>& names() const { return names_; }
  // Names that stand twice; the first is the one find() gives.
  std::vector<std::string> duplicates() const;

 private:
  std::vector<std::string> names_;
};

}  // namespace clew::read
