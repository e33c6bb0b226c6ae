// Text in lines, numbered, each with its place in the stream.
//
// Lines end with \n or \r\n. A line longer than the bound is skipped whole and reported, so that memory
// stays bounded. Cost: one memchr per line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "read/sink.h"
#include "read/stream.h"

namespace clew::read {

constexpr size_t kLineBytesMax = 64 << 20;

struct Line {
  std::string_view text;   // Without its end; valid until the next call. 64 readable bytes follow it.
  model::Record record;
  bool too_long = false;   // text is then the first bytes only.
};

class LineReader {
 public:
  LineReader(Stream& stream, uint32_t part, size_t line_bytes_max = kLineBytesMax);
  // False at the end of the stream.
  base::Result<bool> next(Line& line);

 private:
  base::Result<bool> refill();
  Stream& stream_;
  uint32_t part_;
  size_t line_bytes_max_;
  std::vector<char> buffer_;
  size_t begin_ = 0, end_ = 0;
  uint64_t offset_ = 0;   // Of buffer_[begin_] in the stream.
  uint32_t line_ = 0;
  bool at_end_ = false;
};

}  // namespace clew::read
