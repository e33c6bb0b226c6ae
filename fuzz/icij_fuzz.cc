// Any bytes as a file of the Offshore Leaks databases, nodes or edges, whichever they say they are; and as
// the words of a link.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "checking_sink.h"
#include "read/format.h"
#include "read/icij_roles.h"

namespace clew::read {
extern const Format kIcijNodes, kIcijEdges;
}

namespace {

using namespace clew;

void read_as(const read::Format& format, std::string_view bytes, bool with_nodes) {
  constexpr uint32_t kPart = 3;
  const auto stream = read::memory_stream(bytes);
  CheckingSink sink(kPart);
  read::ReadOptions options;
  options.part = kPart;
  if (with_nodes) options.siblings = {read::kIcijNodes.name};
  (void)format.read(*stream, sink, options);
}

void check_link(std::string_view words) {
  const read::IcijLink link = read::read_icij_link(words);
  CLEW_FUZZ_CHECK(!link.roles.empty() && link.roles.size() <= 20);
  CLEW_FUZZ_CHECK(link.percentage.find_first_not_of("0123456789.") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_as(read::kIcijNodes, bytes, false);
  read_as(read::kIcijEdges, bytes, false);
  read_as(read::kIcijEdges, bytes, true);
  check_link(bytes);
  return 0;
}
