// Decisions in the form of nomenklatura's resolver files, to bring them in and to take them along.
//
//   ["NK-3x...", "ofac-36", "positive", null, "j.doe", "2024-05-17T09:30:00.000000"]      one JSON array a
//   line
//    target      source     judgement  score user    made at                              (a seventh: deleted
//    at)
//
// Reasons, expiry and hashes have no place there: they are lost on the way out, and empty on the way in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "desk/decisions.h"

namespace clew::desk {

enum class ResolverLine : uint8_t {
  decision,
  none,       // A candidate without a judgement, or a deleted edge: nothing that counts.
  malformed,  // `decision.why` says what is wrong.
};

// `origin` is the file it stands in.
ResolverLine read_resolver_line(std::string_view line, std::string_view origin, Decision& decision);

// With its line end. The one with the better id is the target: Wikidata's, then nomenklatura's own, then by
// order.
std::string resolver_line(const Decision& decision);

}  // namespace clew::desk
