// Any bytes as a file of any format. An input's first line names the format ("ofac-csv-sdn") and the rest
// is the file; without such a line the format is the recognised one. A new format needs only its seeds.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "checking_sink.h"
#include "read/format.h"

namespace {

using namespace clew;

const read::Format* named(std::string_view name) {
  for (const read::Format* format : read::formats()) {
    if (format->name == name) return format;
  }
  return nullptr;
}

void read_as(const read::Format& format, std::string_view bytes) {
  constexpr uint32_t kPart = 3;
  const auto stream = read::memory_stream(bytes);
  CheckingSink sink(kPart);
  read::ReadOptions options;
  options.part = kPart;
  options.dataset = "fuzz";
  (void)format.read(*stream, sink, options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t line_end = bytes.find('\n');
  const read::Format* format = named(bytes.substr(0, line_end));
  if (format != nullptr && line_end != bytes.npos) {
    bytes.remove_prefix(line_end + 1);
  } else {
    format = read::recognise(bytes.substr(0, 64 << 10));
  }
  if (format != nullptr) read_as(*format, bytes);
  return 0;
}
