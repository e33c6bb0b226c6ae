#include "serve/candidates.h"

namespace clew::serve {
namespace {

constexpr size_t kHitsMax = 2000;

}  // namespace

Found candidates(const Snapshot& snapshot, const match::Subject& subject, double score_min,
                 const Filter& filter) {
  Found found;
  if (filter.datasets.empty()) return found;
  found.hits = snapshot.list->candidates(subject, {.score_min = score_min, .limit = kHitsMax});
  found.is_cut = found.hits.size() == kHitsMax;
  std::erase_if(found.hits, [&](const screen::Hit& hit) { return !filter.holds(snapshot, *hit.listed); });
  return found;
}

void count_hits(Figures& figures, const Found& found, double threshold) {
  for (const screen::Hit& hit : found.hits) {
    if (hit.comparison.score < threshold) break;
    figures.hit({hit.listed->datasets, hit.listed->subject.schema, hit.listed->subject.countries});
  }
}

}  // namespace clew::serve
