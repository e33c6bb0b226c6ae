// Any bytes as items of JSON: items stand in order and apart within the bytes, and are those very bytes.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check.h"
#include "read/json_items.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto stream = clew::read::memory_stream(bytes);
  clew::read::JsonItems items(*stream, 7, 4096);
  clew::read::JsonItem item;
  uint64_t end = 0;
  for (auto found = items.next(item); found && *found; found = items.next(item)) {
    CLEW_FUZZ_CHECK(item.record.part == 7 && item.record.offset >= end && item.record.line > 0);
    end = item.record.offset + item.record.length;
    CLEW_FUZZ_CHECK(end <= size);
    if (item.damaged) continue;
    CLEW_FUZZ_CHECK(item.text == bytes.substr(item.record.offset, item.record.length));
    CLEW_FUZZ_CHECK(!item.text.empty() && item.text.size() <= 4096);
  }
  return 0;
}
