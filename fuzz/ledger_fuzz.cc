// Any bytes as an entry, a note, a proof, JSON or a time stamp: what is read is written back byte for byte.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check.h"
#include "prove/entry.h"
#include "prove/json.h"
#include "prove/note.h"
#include "prove/signing.h"
#include "prove/stamp.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace clew::prove;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto value = parse_canonical(bytes)) CLEW_FUZZ_CHECK(canonical(*value) == bytes);
  if (const auto value = parse_json(bytes)) CLEW_FUZZ_CHECK(parse_canonical(canonical(*value)).has_value());
  if (const auto entry = parse_leaf(bytes))
    CLEW_FUZZ_CHECK(leaf_bytes(body_bytes(entry->body), entry->signature) == bytes);
  if (const auto note = parse_note(bytes)) CLEW_FUZZ_CHECK(write_note(*note) == bytes);
  if (const auto proof = parse_log_proof(bytes)) CLEW_FUZZ_CHECK(write_log_proof(*proof) == bytes);
  if (const auto checkpoint = parse_checkpoint_text(bytes))
    CLEW_FUZZ_CHECK(checkpoint_text(*checkpoint) == bytes);
  if (const auto key = parse_vkey(bytes)) CLEW_FUZZ_CHECK(vkey(*key) == bytes);
  if (const auto entry = parse_to_sign(bytes))
    CLEW_FUZZ_CHECK(parse_to_sign(write_to_sign(*entry)).has_value());
  CLEW_FUZZ_CHECK(!read_stamp(bytes, "x"));
  return 0;
}
