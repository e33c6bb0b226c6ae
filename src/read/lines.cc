#include "read/lines.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace clew::read {
namespace {

constexpr size_t kHeadOfLongLine = 4096;

uint32_t capped(uint64_t length) {
  return static_cast<uint32_t>(std::min<uint64_t>(length, std::numeric_limits<uint32_t>::max()));
}

std::string_view without_carriage_return(const char* text, size_t length) {
  if (length > 0 && text[length - 1] == '\r') --length;
  return {text, length};
}

}  // namespace

LineReader::LineReader(Stream& stream, uint32_t part, size_t line_bytes_max)
    : window_(stream), part_(part), line_bytes_max_(std::max(line_bytes_max, kHeadOfLongLine)) {}

base::Result<bool> LineReader::next(Line& line) {
  size_t searched = 0;
  const char* end = nullptr;
  while (true) {
    end = static_cast<const char*>(std::memchr(window_.data() + searched, '\n', window_.size() - searched));
    if (end != nullptr) break;
    searched = window_.size();
    if (searched > line_bytes_max_) return skip_rest(line);
    CLEW_TRY_ASSIGN(const bool more, window_.more());
    if (!more) break;
  }
  if (end == nullptr && window_.size() == 0) return false;
  const size_t length = end == nullptr ? window_.size() : static_cast<size_t>(end - window_.data());
  line.text = without_carriage_return(window_.data(), length);
  line.record = {part_, ++line_, window_.offset(), capped(line.text.size())};
  line.too_long = length > line_bytes_max_;
  if (line.too_long) line.text = line.text.substr(0, kHeadOfLongLine);
  window_.consume(length + (end == nullptr ? 0 : 1));
  return true;
}

// The line is longer than the bound: keeps its head and reads over the rest.
base::Result<bool> LineReader::skip_rest(Line& line) {
  const uint64_t begin = window_.offset();
  const char* end = nullptr;
  while (end == nullptr) {
    CLEW_TRY_ASSIGN(const bool more, window_.more_after(kHeadOfLongLine));
    if (!more) break;
    end = static_cast<const char*>(
        std::memchr(window_.data() + kHeadOfLongLine, '\n', window_.size() - kHeadOfLongLine));
  }
  line.text = {window_.data(), kHeadOfLongLine};
  line.too_long = true;
  window_.consume(end == nullptr ? window_.size() : static_cast<size_t>(end + 1 - window_.data()));
  line.record = {part_, ++line_, begin, capped(window_.offset() - begin - (end == nullptr ? 0 : 1))};
  return true;
}

}  // namespace clew::read
