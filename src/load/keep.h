// The originals: hashed, and kept in the store when asked.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "base/disk.h"
#include "base/error.h"

namespace clew::load {

// A file as it was read once from end to end.
struct Original {
  std::string sha256;
  uint64_t size = 0;
  // Every about `stride` bytes the first byte after a line end, with the number of lines before it.
  std::vector<std::pair<uint64_t, uint32_t>> line_starts;
};

// Reads the file, hashes it, and copies it to `folder`/SHA-256 unless `folder` is empty or the copy is there.
base::Result<Original> take_original(base::Disk& disk, const std::string& path, const std::string& folder,
                                     uint64_t stride, std::atomic<uint64_t>* progress);

}  // namespace clew::load
