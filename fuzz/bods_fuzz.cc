// Any bytes as BODS statements: the sink's contract holds, and it does not matter how they arrive.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "read/format.h"
#include "reader_digest.h"

namespace clew::read {
extern const Format kBods;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  clew::read_both_ways(clew::read::kBods, {reinterpret_cast<const char*>(data), size});
  return 0;
}
