// Here are files: make a store of them, or a new version of what a store holds.
//
//   files -> format, SHA-256 -> readers (in parallel) -> partitions -> one new segment -> manifest
//
// Nothing of the old store is touched before the new manifest is in its place: a crash at any byte leaves
// the store as it was. Odd data is kept and reported; a file of unknown format is an error before anything
// is written; a file that breaks off keeps what came before, and the load says so.
#pragma once

#include <string>
#include <vector>

#include "base/disk.h"
#include "base/progress.h"
#include "load/report.h"
#include "model/statement.h"
#include "store/manifest.h"

namespace clew::load {

struct LoadOptions {
  std::string store;
  std::vector<std::string> paths;
  std::string dataset;       // Empty: as the format says, else the file's stem.
  std::string version;       // Empty: the publisher's, else the day of publication.
  std::string published_on;  // ISO date; empty: as the source says, else today.
  model::Obtained obtained = model::Obtained::unknown;
  std::vector<std::string> without;  // Properties or types to keep out.
  std::string mapping;               // Path of a mapping file, for files that need one.
  std::string encoding;              // Of text that is not UTF-8.
  bool keep_sources = true;          // Copies of the originals in the store; else only where they lay.
  size_t threads = 0;                // 0: one a processor.
  size_t memory_bytes = 512 << 20;   // For statements on their way; what is more goes to disk.
  uint64_t piece_bytes = 16 << 20;   // Stretches of a large file of lines that threads read on their own.
  base::Progress* progress = nullptr;
};

// A file of no known format that lay beside others in a folder or an archive.
struct Skipped {
  std::string path;
  std::string advice;  // What to do with just this file; empty where there is nothing to say.
};

// What became of one dataset.
struct Loaded {
  std::string dataset;
  std::vector<std::string> formats;
  store::Version version;
  bool unchanged = false;     // Nothing new and nothing gone.
  bool day_is_taken = false;  // Neither the files nor the options say the day of publication: it is today.
  Report report;
  std::vector<std::string> failures;  // Files that broke off, each with what was wrong.
  std::vector<Skipped> skipped;
  uint64_t bytes = 0;  // On disk, of the files read.
  double seconds = 0;
  double seconds_reading = 0;
};

base::Result<std::vector<Loaded>> load(const LoadOptions& options, base::Disk& disk = base::real_disk());

}  // namespace clew::load
