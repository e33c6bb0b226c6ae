// Gathered statements become a segment: what the new version of a dataset adds to the one before, and what
// it ends.
//
// Partitions are sorted and compressed in parallel and written in order, so the segment's bytes do not
// depend on the number of threads. Memory: about one partition a thread.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/disk.h"
#include "base/progress.h"
#include "load/erased.h"
#include "load/load_sink.h"
#include "load/partitions.h"
#include "load/redact.h"
#include "store/store.h"

namespace clew::load {

// One reading thread's harvest.
struct Harvest {
  Gather* gather = nullptr;
  const std::vector<LoadSlot>* slots = nullptr;
};

struct BuildJob {
  base::Disk* disk = nullptr;
  std::string path;  // Of the segment to write.
  std::vector<Harvest> harvests;
  std::vector<std::shared_ptr<const store::Segment>> before;  // The dataset's segments, oldest first.
  uint32_t version = 1;
  bool delta = false;
  size_t threads = 1;
  const Erased* erased = nullptr;  // Who must not come back; never null.
  base::Progress* progress = nullptr;
};

// Signed, since a delta may take away.
struct Totals {
  int64_t statements = 0, entities = 0, links = 0;
  std::map<std::string_view, int64_t> by_schema;
};

struct Built {
  Totals totals;  // Of the whole version; for a delta, the change against the one before.
  uint64_t added = 0, ended = 0;
  uint64_t rows = 0, entities = 0, bytes = 0;  // Of the segment; no file is left if there are no rows.
  std::vector<Passage> withheld;               // Where erased persons stand in the sources.
};

base::Result<Built> build_segment(const BuildJob& job);

}  // namespace clew::load
