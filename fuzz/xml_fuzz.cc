// Any bytes as XML: records stand in order and apart within the bytes, their children within them, and what
// comes out is text.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check.h"
#include "read/text.h"
#include "read/xml.h"

namespace {

using clew::read::XmlNode;

constexpr int kDepthMax = 8;

void check_text(const XmlNode& node, int depth) {
  CLEW_FUZZ_CHECK(depth <= kDepthMax);
  CLEW_FUZZ_CHECK(!node.name.empty() && clew::read::is_clean_utf8(node.text));
  for (const auto& [name, value] : node.attributes) {
    CLEW_FUZZ_CHECK(!name.empty() && clew::read::is_clean_utf8(value));
  }
  for (const XmlNode& child : node.children) check_text(child, depth + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto stream = clew::read::memory_stream(bytes);
  uint64_t end = 0;
  clew::read::XmlHandlers handlers;
  handlers.on_record = [&](const XmlNode& record) {
    CLEW_FUZZ_CHECK(record.offset >= end && record.length > 0);
    end = record.offset + record.length;
    CLEW_FUZZ_CHECK(end <= size);
    CLEW_FUZZ_CHECK(record.name == "p" || record.name == "q");
    check_text(record, 1);
  };
  handlers.on_damage = [&](const XmlNode& stretch, std::string_view what) {
    CLEW_FUZZ_CHECK(!what.empty() && stretch.offset + stretch.length <= size);
  };
  (void)clew::read::read_xml(*stream, {"p", "q"}, handlers,
                             {.depth_max = kDepthMax, .record_bytes_max = 4096});
  return 0;
}
