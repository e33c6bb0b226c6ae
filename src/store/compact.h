// Many small segments become one for each dataset.
//
// Every load adds a segment; a lookup asks each of them. Compaction writes all that a dataset's segments say
// into one: every version stays, so that a view as of any day answers as before. Then the manifest is
// swapped, in one step, and what nobody needs any more is removed: old segments, tables derived from them,
// originals that no version was read from. Readers on the old generation keep what they have opened.
// Memory: one shard for each segment of a dataset, and the one being written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/disk.h"
#include "base/progress.h"

namespace clew::store {

struct CompactedDataset {
  std::string dataset;
  uint64_t segments_before = 0, rows_before = 0, bytes_before = 0;
  uint64_t rows = 0, bytes = 0;  // Of the one segment there is now.
};

struct Compacted {
  std::vector<CompactedDataset> datasets;  // Those that had more than one segment.
  uint64_t files_removed = 0, bytes_removed = 0;
  uint64_t generation = 0;
};

// A crash at any byte leaves the old or the new store. Where only removing old files failed, the error says
// so, and the store is the new one.
base::Result<Compacted> compact(const std::string& store, base::Disk& disk = base::real_disk(),
                                base::Progress* progress = nullptr);

}  // namespace clew::store
