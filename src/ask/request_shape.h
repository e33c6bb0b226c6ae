// Which keys a request has, at every level: whatever else is written is no part of one.
//
//   statements:
//     s-4: {kind: bank, says: "...", protcted: true}
//                                    ^ marks nothing, so the statement would leave the office: refused
//
// The words rules use, and the places they look at, come from the rule book; the rest is the closed list in
// request_shape.cc. The section goaml has the keys of a schema of somebody else (goaml.h holds them).
#pragma once

#include <string>
#include <vector>

#include "ask/request.h"

namespace clew::ask {

// A key that is none, or a mark `protected` that says neither yes nor no.
struct Misfit {
  Place place;
  std::string says;      // "a statement has no key \"protcted\"; the nearest is \"protected\""
  std::string says_out;  // The same without a word that may be protected.
};
using Misfits = std::vector<Misfit>;

Misfits misfits_of(const Doc& request, const RuleBook& book);

// Fails, where there are any, with a line for each: FILE:LINE: what is wrong.
base::Result<void> refuse_misfits(const Misfits& misfits, const Request& request, View said_in);

}  // namespace clew::ask
