// A copy of one generation of a store, tested while it is copied.
//
// A writer may run meanwhile: the copy is of the generation that was there when it began. Segments are
// unpacked and their checksums tested, kept originals hashed; a damaged store is not copied but named.
// Derived files are left out, they are made anew. The copy appears under its name only when it is whole and
// durable. Memory: one shard.
#pragma once

#include <cstdint>
#include <string>

#include "base/disk.h"
#include "base/progress.h"

namespace clew::store {

struct BackedUp {
  uint64_t generation = 0;
  uint64_t files = 0;
  uint64_t bytes = 0;
};

// `to` must not exist. Until the copy is whole it is called `to`.partial; one that broke off is removed, or,
// where the process died, has to be removed by hand.
base::Result<BackedUp> backup(const std::string& store, const std::string& to,
                              base::Disk& disk = base::real_disk(), base::Progress* progress = nullptr);

}  // namespace clew::store
