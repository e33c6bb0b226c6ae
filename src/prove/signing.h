// Signing outside the desk: an entry as a file that goes to the officer and comes back signed.
//
//   prepare() ─▶ FILE {bytes, sha256, words, payload, salt} ─▶ sign() where the key is ─▶ record_signed()
//
// The desk then needs the officer's public key alone. Whoever signs trusts no word of the file: content and
// words are held against the bytes that are signed. docs/formats/ledger.md has the file. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "prove/entry.h"
#include "prove/keys.h"

namespace clew::prove {

struct ToSign {
  std::string case_id;  // As the desk calls it; what is signed is the log's origin.
  EntryBody body;
  std::string salt;
  Value payload;
  std::string signature;  // Empty until it is signed.
};

// What is to be signed, a line each, made of the entry itself: "statement: entry 4 of case xa-1".
std::vector<std::string> words_of(const ToSign& entry);
// SHA-256 of the bytes that are signed, hexadecimal.
std::string hash_of(const ToSign& entry);

std::string write_to_sign(const ToSign& entry);
// Refuses a file whose content, hash or words are not those of the bytes to be signed.
base::Result<ToSign> parse_to_sign(std::string_view text);

// Refuses a key that is not the actor's.
base::Result<void> sign(ToSign& entry, const SecretKey& key);

}  // namespace clew::prove
