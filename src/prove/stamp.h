// Time stamps of RFC 3161: an authority's signature over a hash and the time. Only the hash leaves the house.
//
//   stamp_request(bytes) ─▶ .tsq ─▶ the authority ─▶ .tsr ─▶ read_stamp(tsr, bytes)
//
// OpenSSL does all of it. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace clew::prove {

struct Stamp {
  std::string at;         // "2026-11-24T10:00:02Z"
  std::string authority;  // As its certificate names itself.
};

// A query for the SHA-256 of `bytes`, asking for the authority's certificate in the answer.
std::string stamp_request(std::string_view bytes);

// Tests that the answer is granted, is of these bytes, and is signed by the certificate it carries. Whether
// that certificate is to be trusted is not asked here; with `roots` (PEM) it must lead to one of them.
base::Result<Stamp> read_stamp(std::string_view answer, std::string_view bytes, std::string_view roots = {});

}  // namespace clew::prove
