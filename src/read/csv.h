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
#include "read/window.h"

namespace clew::read {

struct CsvRow {
  std::span<const std::string_view> cells;  // Unquoted; valid until the next call.
  model::Record record;                     // The row's bytes, without the final line end.
  // A quote never closed, or the row passed the bound. The cells are then what stands up to the first line
  // end (of a long line: in its first 4096 bytes), quotes left as they are.
  bool damaged = false;
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
  enum class Found { row, need_more, never_closed };
  Found scan_row();
  void accept_row(CsvRow& row, bool damaged);
  void unquote_cells();
  base::Result<void> accept_damaged_row(CsvRow& row);
  void split_without_quotes(const char* at, size_t size);

  Window window_;
  uint32_t part_;
  CsvOptions options_;
  std::vector<std::string_view> cells_;
  std::vector<uint32_t> with_quotes_inside_;  // Cells that must be unquoted character by character.
  size_t row_length_ = 0;                     // Of the row in the window, without its line end.
  size_t row_next_ = 0;                       // Where the next row begins.
  uint32_t row_lines_ = 0;                    // Line ends in the row, its own included.
  uint32_t line_ = 1;
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
