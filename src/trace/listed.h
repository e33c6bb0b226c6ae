// Companies that listed parties own, under one rule: derived, never listed themselves.
//
// From every listed party downwards; each company reached is judged by the rule with all that stands behind
// it. Cost: for each company reached, that of one trace.
#pragma once

#include <vector>

#include "trace/rules.h"

namespace clew::trace {

struct OwnedByListed {
  NodeNumber company = 0;
  std::vector<NodeNumber> holders;   // The listed parties above it.
  Verdict verdict;                   // Proved, or undetermined.
  Bounds shares;                     // What they hold of it together.
  std::vector<LinkNumber> rests_on;  // The links between them and the company, upwards from it.
};

struct ListedLimits {
  size_t companies_max = 200'000;
};

// Those of which the rule is proved or undetermined, the proved first, by number. Listings count that hold on
// the view's day. `is_whole` says whether the limit cut it off.
std::vector<OwnedByListed> owned_by_listed(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                                           const Rule& rule, bool& is_whole, const ListedLimits& limits = {});

}  // namespace clew::trace
