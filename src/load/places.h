// Where the kept sources speak of somebody: they are read again, since the store knows only the first place
// of what several versions of a list say.
#pragma once

#include <string>
#include <vector>

#include "load/erased.h"
#include "load/redact.h"
#include "store/manifest.h"

namespace clew::load {

// The records of what `erased` hides, whole, and of others' records the values that name it. What was read by
// a mapping is not read again, for the store does not keep the mapping; nor are archives, which lose their
// copy whole. What cannot be read any more ends the reading of that source. Costs as much as loading, in one
// thread.
std::vector<Passage> places_of(const std::string& store, const store::Manifest& manifest,
                               const Erased& erased);

}  // namespace clew::load
