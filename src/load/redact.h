// Takes passages out of the originals that a store keeps.
#pragma once

#include <string>
#include <vector>

#include "base/disk.h"
#include "load/erased.h"
#include "load/report.h"
#include "store/manifest.h"

namespace clew::load {

// A passage to take out: a record whole, or only the places inside it that hold `text`.
struct Passage {
  model::Record record;
  std::string text;  // Empty: the whole record.
};

// Overwrites the passages in the kept copies with blanks, and every occurrence of `texts` in those copies
// too; lengths and offsets stay as they are. A copy of a gzip or zstandard file becomes the unpacked text;
// copies of other archives are removed, since nothing can be taken out of them in place. `manifest` is
// updated; the old copies vanish only by the caller's finish_redaction, after the manifest is written.
base::Result<void> redact_sources(base::Disk& disk, const std::string& store, store::Manifest& manifest,
                                  const std::vector<Passage>& passages,
                                  const std::vector<std::string>& texts);

// Takes quotations of the passages, and texts that name somebody erased, out of a report. Whether any was
// there.
bool redact_report(Report& report, const std::vector<Passage>& passages, const Erased& erased);

// Removes copies that the manifest no longer names.
base::Result<void> finish_redaction(base::Disk& disk, const std::string& store,
                                    const store::Manifest& manifest);

}  // namespace clew::load
