// Any bytes as lines: the same lines as a slow split at line ends gives, however the stream is cut.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "check.h"
#include "read/lines.h"
#include "read/testing.h"

namespace {

constexpr size_t kLineBytesMax = 4096;

// The slow twin: the next line of `rest`, without its end.
std::string_view cut_line(std::string_view& rest) {
  const size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void check(std::string_view bytes, size_t piece) {
  clew::read::PiecewiseStream stream(bytes, piece);
  clew::read::LineReader reader(stream, 5, kLineBytesMax);
  clew::read::Line line;
  std::string_view rest = bytes;
  for (uint32_t number = 1; !rest.empty(); ++number) {
    const auto offset = static_cast<uint64_t>(rest.data() - bytes.data());
    const std::string_view wanted = cut_line(rest);
    const auto found = reader.next(line);
    CLEW_FUZZ_CHECK(found && *found);
    CLEW_FUZZ_CHECK(line.record.part == 5 && line.record.line == number && line.record.offset == offset);
    if (line.too_long)
      CLEW_FUZZ_CHECK(wanted.size() >= kLineBytesMax && line.text == wanted.substr(0, 4096));
    else
      CLEW_FUZZ_CHECK(line.text == wanted && line.record.length == wanted.size());
  }
  const auto end = reader.next(line);
  CLEW_FUZZ_CHECK(end && !*end);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(bytes, 1 << 20);
  check(bytes, 7);
  return 0;
}
