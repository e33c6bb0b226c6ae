// Writes segments anew with some rows left out.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "store/manifest.h"
#include "store/segment.h"

namespace clew::store {

// Whether an entity's row stays. Called for each row, entity after entity.
using Keep = std::function<bool(std::string_view entity, const Shard& shard, const Row& row)>;

struct Rewritten {
  uint64_t bytes = 0, rows = 0, entities = 0;
  uint64_t removed = 0;  // Rows left out; if 0, no file was written.
};

// Nothing but what `keep` lets pass gets into the new file: not into the dictionary, not into the table of
// records. Streaming; memory is one shard.
base::Result<Rewritten> rewrite_segment(base::Disk& disk, const Segment& segment, const std::string& path,
                                        const Keep& keep);

}  // namespace clew::store
