// The items of a JSON text, one at a time: each line of JSON lines, each element of a top-level array
// (or of several, one after the other), or each top-level object, however it is spread over lines.
//
//   {"id": 1}        [{"id": 1},       {
//   {"id": 2}         {"id": 2}]         "id": 1
//                                      }
//
// Only brackets, strings and line ends are looked at; the caller parses each item. An array whose first
// element is no object and no array is itself one item, so that lines of plain arrays are read as lines.
// After a malformed stretch reading goes on at the next line that begins an item.
//
// Cost: one memchr per item for JSON lines, where an item is taken to end with its line if it begins with
// { and the line ends with }; elsewhere about a nanosecond per byte. Memory: the longest item, at most the
// bound; what is longer is skipped and reported.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "read/sink.h"
#include "read/stream.h"
#include "read/window.h"

namespace clew::read {

constexpr size_t kItemBytesMax = 64 << 20;

struct JsonItem {
  std::string_view text;  // One JSON value; valid until the next call. 64 readable bytes follow it.
  model::Record record;   // The item's own bytes, without what separates it from the next.
  // Not one whole JSON value: too long, cut off, or garbage between items. text is then its first line, or
  // the first bytes of that.
  bool damaged = false;
};

class JsonItems {
 public:
  JsonItems(Stream& stream, uint32_t part, size_t item_bytes_max = kItemBytesMax);
  // False at the end of the stream.
  base::Result<bool> next(JsonItem& item);

 private:
  struct BracketScan;

  void pass(size_t bytes);
  base::Result<bool> skip_blanks();
  base::Result<char> next_other_than_blank(size_t at);
  base::Result<bool> opens_array();
  base::Result<size_t> line_length();
  base::Result<bool> at_item_line(uint32_t indent_max);

  base::Result<void> take(JsonItem& item);
  base::Result<bool> take_line(JsonItem& item);
  base::Result<void> take_brackets(JsonItem& item);
  base::Result<void> take_scalar(JsonItem& item);
  void take_whole(JsonItem& item, size_t length);
  base::Result<void> take_damaged(JsonItem& item, size_t surely_damaged);
  base::Result<void> take_unclosed(JsonItem& item, BracketScan& scan);
  base::Result<void> take_overlong(JsonItem& item, size_t length);
  base::Result<bool> take_end(JsonItem& item);
  base::Result<void> pass_to_item_line(uint64_t damaged_from);
  base::Result<void> pass_to_close(BracketScan& scan);
  base::Result<void> show_damaged(JsonItem& item);

  Window window_;
  uint32_t part_;
  size_t item_bytes_max_;
  size_t handed_ = 0;        // Bytes of the item handed over last; the next call passes them.
  uint32_t line_ = 1;        // Where the window begins.
  uint64_t line_begin_ = 0;  // Offset of that line.
  uint32_t indent_ = 0;      // Blanks at that line's beginning.
  bool in_array_ = false;
  bool in_lines_ = false;  // The last whole item was one line.
  bool careful_ = false;   // An item never closed: from now on a line that looks like an item ends it.
  bool last_damaged_ = false;
  std::string shown_;  // The beginning of a damaged item.
};

}  // namespace clew::read
