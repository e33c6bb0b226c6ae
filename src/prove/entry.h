// An entry of a log: that somebody did something, at a time, for a purpose; and a sealed commitment to what
// it was.
//
//   leaf {"body":{"actor":KEY,"at":TIME,"commitment":HEX,"format":"clew-entry-1","log":ORIGIN,"previous":HEX,
//            "purpose":CODE,"refers":[...],"seq":N,"type":TYPE},"signature":BASE64}
//   payload  {"says":...}, kept beside the leaf with its salt: commitment = HMAC-SHA-256(salt, payload)
//
// Salt and payload can be destroyed; the leaf, the tree and every proof stay. Nobody can guess the payload
// from the leaf, for the salt has 256 random bits. An entry without "signature" rests on the node's
// checkpoint alone. docs/formats/ledger.md has it byte for byte. Pure and thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "prove/json.h"
#include "prove/keys.h"
#include "prove/merkle.h"

namespace clew::prove {

struct EntryBody {
  std::string log;  // Origin: small letters, digits and . _ - /
  uint64_t seq = 0;
  std::string type;     // One of entry_types().
  std::string actor;    // Id of the key; empty for what a machine noted.
  std::string at;       // "2026-11-24T10:00:00Z"
  std::string purpose;  // One of purposes().
  std::vector<uint64_t> refers;
  Hash previous = {};      // Leaf hash of the entry before; zeros for the first.
  std::string commitment;  // 32 bytes.
};

struct Entry {
  EntryBody body;
  std::string signature;  // 64 bytes, or none.
};

std::span<const std::string_view> entry_types();
std::span<const std::string_view> purposes();
bool is_entry_type(std::string_view type);
bool is_purpose(std::string_view purpose);
// Lower-case letters, digits and . _ - / only, so that no spelling is ever escaped.
bool is_plain(std::string_view text);

std::string body_bytes(const EntryBody& body);
// What the actor signs: "clew-entry-1\n" and the body.
std::string signed_bytes(std::string_view body);
std::string leaf_bytes(std::string_view body, std::string_view signature);
// Reads only what leaf_bytes() writes; says what is wrong.
base::Result<Entry> parse_leaf(std::string_view leaf);

// What the parent log holds of a log: how far it was and its root, nothing that says which case it is.
std::string anchor_bytes(uint64_t size, const Hash& root);

}  // namespace clew::prove
