// The body of /match as anybody may send it: examples within the bounds, or a refusal with a status.
#include <cstdint>
#include <string>

#include "check.h"
#include "serve/examples.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string body(reinterpret_cast<const char*>(data), size);
  const auto examples = clew::serve::examples_of(body, 3);
  if (!examples) {
    CLEW_FUZZ_CHECK(examples.error().status == 400 || examples.error().status == 422);
    return 0;
  }
  CLEW_FUZZ_CHECK(!examples->empty() && examples->size() <= 3);
  for (const clew::serve::Example& example : *examples) CLEW_FUZZ_CHECK(!example.schema.empty());
  return 0;
}
