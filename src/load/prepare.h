// Makes the look-up tables of a store ahead of the first question: names, and who points to whom.
//
// They would be made when first needed anyway; after a load is a better moment. Cost: one pass over the
// segments that are new, and a sort; both tables at once on two threads.
#pragma once

#include <string>

#include "base/disk.h"

namespace clew::load {

base::Result<void> prepare(const std::string& store, base::Disk& disk = base::real_disk());

}  // namespace clew::load
