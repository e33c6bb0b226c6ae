// Bytes that somebody sends to the server: head, escapes, chunks; and the form in a body.
#include <cstdint>
#include <string_view>

#include "check.h"
#include "net/http.h"
#include "net/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  clew::net::Limits limits;
  limits.body_bytes = 4096;
  const auto parsed = clew::net::parse_request(bytes, limits);
  if (parsed) {
    CLEW_FUZZ_CHECK(parsed->path.starts_with('/') && !parsed->segments.empty());
    CLEW_FUZZ_CHECK(parsed->body.size() <= limits.body_bytes && parsed->headers.size() <= limits.headers);
    for (const std::string& segment : parsed->segments)
      CLEW_FUZZ_CHECK(clew::net::percent_decoded(clew::net::percent_encoded(segment)) == segment);
    clew::net::Parameters::parse(parsed->body);
  }
  clew::net::Parameters::parse(bytes);
  return 0;
}
