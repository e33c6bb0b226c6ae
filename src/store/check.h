// Is every byte of a store as it was written?
//
// Reads and tests all of it: the manifest, each block of each segment, what the blocks hold, derived files,
// reports, kept originals by their SHA-256. Goes on past damage, so that one run names all of it. Takes no
// lock: a writer may run meanwhile. Memory: one shard. Thread-safe; writes nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/disk.h"
#include "base/progress.h"

namespace clew::store {

struct Damage {
  std::string file;     // Below the store.
  std::string message;  // Names the file and, where there is one, the byte.
};

// What was tested, and how much of it.
struct Checked {
  uint64_t generation = 0;
  uint64_t segments = 0, segment_bytes = 0, shards = 0, blocks = 0, rows = 0;
  uint64_t derived = 0, derived_bytes = 0;
  uint64_t reports = 0;
  uint64_t sources = 0, source_bytes = 0;
  uint64_t sources_elsewhere = 0;  // Not kept in the store, so not tested.
  uint64_t sources_redacted = 0;   // Kept, but blanked in part: tested by the SHA-256 that they got then.
  std::vector<Damage> damages;
  std::vector<std::string> unused;  // Files that the manifest does not name; harmless.
};

// An unreadable manifest is an error: then there is nothing to test the rest against.
base::Result<Checked> check(const std::string& store, base::Disk& disk = base::real_disk(),
                            base::Progress* progress = nullptr);

}  // namespace clew::store
