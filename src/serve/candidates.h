// An example against the list, as yente's /match and the Reconciliation API ask: candidates within a filter.
#pragma once

#include <string>
#include <vector>

#include "serve/house.h"
#include "serve/scope.h"

namespace clew::serve {

struct Found {
  std::vector<screen::Hit> hits;  // At score_min or above, best first.
  bool is_cut = false;            // There may be more than were weighed to the end.
};

// Scores are those of `clew screen`.
Found candidates(const Snapshot& snapshot, const match::Subject& subject, double score_min,
                 const Filter& filter);

// Counts the hits at the threshold.
void count_hits(Figures& figures, const Found& found, double threshold);

}  // namespace clew::serve
