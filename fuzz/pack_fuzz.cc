// Any bytes as a pack: only those that are spelled exactly so are read as a zip, and nothing is accepted in
// silence.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check.h"
#include "prove/verify.h"
#include "prove/zip.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const clew::prove::ZipReading reading = clew::prove::read_zip(bytes);
  size_t content = 0;
  for (const clew::prove::ZipMember& member : reading.members) {
    CLEW_FUZZ_CHECK(clew::prove::is_member_name(member.name));
    content += member.bytes.size();
  }
  CLEW_FUZZ_CHECK(content <= size);
  const clew::prove::Verification verification = clew::prove::verify_pack(bytes);
  CLEW_FUZZ_CHECK(reading.wrong.empty() || !verification.wrong.empty());
  CLEW_FUZZ_CHECK(!clew::prove::to_text(verification).empty());
  return 0;
}
