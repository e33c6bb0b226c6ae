// Text in lines, numbered, each with its place in the stream.
//
// Lines end with \n or \r\n. A line longer than the bound is skipped whole and reported, so that memory
// stays bounded. Cost: one memchr per line.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "read/sink.h"
#include "read/stream.h"
#include "read/window.h"

namespace clew::read {

constexpr size_t kLineBytesMax = 64 << 20;

struct Line {
  std::string_view text;  // Without its end; valid until the next call. 64 readable bytes follow it.
  model::Record record;
  bool too_long = false;  // text is then the first 4096 bytes only; the record is the whole line.
};

class LineReader {
 public:
  LineReader(Stream& stream, uint32_t part, size_t line_bytes_max = kLineBytesMax);
  // False at the end of the stream.
  base::Result<bool> next(Line& line);

 private:
  base::Result<bool> skip_rest(Line& line);

  Window window_;
  uint32_t part_;
  size_t line_bytes_max_;
  uint32_t line_ = 0;
};

}  // namespace clew::read
