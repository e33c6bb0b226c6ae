// Any text as a mapping, and any bytes as data read by it. A line "=====" parts the two; without it the text
// is a mapping only.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "checking_sink.h"
#include "read/format.h"
#include "read/mapping.h"

namespace {

using namespace clew;

constexpr std::string_view kBetween = "\n=====\n";

void read_data(const read::Mapping& mapping, std::string_view bytes) {
  constexpr uint32_t kPart = 3;
  const auto stream = read::memory_stream(bytes);
  CheckingSink sink(kPart);
  read::ReadOptions options;
  options.part = kPart;
  options.mapping = &mapping;
  (void)read::kMapped.read(*stream, sink, options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t between = bytes.find(kBetween);
  const auto mapping = read::parse_mapping(bytes.substr(0, between), "fuzz");
  if (!mapping) {
    CLEW_FUZZ_CHECK(mapping.error().message.starts_with("fuzz"));
  } else if (between != bytes.npos) {
    read_data(**mapping, bytes.substr(between + kBetween.size()));
  }
  return 0;
}
