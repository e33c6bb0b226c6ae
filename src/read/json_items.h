// The items of a JSON text, one at a time: each line of JSON lines, or each element of one top-level
// array, or the one top-level object.
//
// Only brackets and strings are looked at; the caller parses each item. An item that passes the bound is
// skipped and reported; after a malformed stretch reading goes on at the next line that begins an item.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "read/sink.h"
#include "read/stream.h"

namespace clew::read {

constexpr size_t kItemBytesMax = 64 << 20;

struct JsonItem {
  std::string_view text;  // One JSON value; valid until the next call. 64 readable bytes follow it.
  model::Record record;
  bool damaged = false;   // Not one whole JSON value: too long, cut off, or garbage between items.
};

class JsonItems {
 public:
  JsonItems(Stream& stream, uint32_t part, size_t item_bytes_max = kItemBytesMax);
  base::Result<bool> next(JsonItem& item);

 private:
  base::Result<bool> refill();
  Stream& stream_;
  uint32_t part_;
  size_t item_bytes_max_;
  std::vector<char> buffer_;
  size_t begin_ = 0, end_ = 0;
  uint64_t offset_ = 0;
  uint32_t line_ = 1;
  bool at_end_ = false;
};

}  // namespace clew::read
