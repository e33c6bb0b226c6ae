// A derived file: pairs of numbers, sorted, to be looked up by the first.
//
//   header (magic, count) | pairs, 16 bytes each | checksum of every 64 KiB of pairs | checksum of those
//
// Derived files hold nothing that a segment does not; they are named after the segment they were made from
// and made again when absent or damaged. Mapped; each 64 KiB is tested at its first touch. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/disk.h"
#include "store/segment.h"

namespace clew::store {

struct KeyPair {
  uint64_t key = 0;
  uint64_t value = 0;
  friend auto operator<=>(const KeyPair&, const KeyPair&) = default;
};

class KeyPairs {
 public:
  // Sorts, removes repeats and writes. `pairs` is used up.
  static base::Result<void> write(base::Disk& disk, const std::string& path, std::vector<KeyPair>&& pairs);
  static base::Result<std::shared_ptr<const KeyPairs>> open(base::Disk& disk, const std::string& path);
  // The same without a file, for stores that cannot be written to.
  static std::shared_ptr<const KeyPairs> in_memory(std::vector<KeyPair>&& pairs);

  base::Result<std::span<const KeyPair>> find(uint64_t key) const;
  // All of them, in order; tests every block first.
  base::Result<std::span<const KeyPair>> all() const;
  size_t size() const { return count_; }
  uint64_t file_size() const { return mapping_.bytes().size(); }
  // Tests every block.
  base::Result<void> check() const;

 private:
  base::Result<void> touch(size_t first, size_t last) const;
  const KeyPair* pairs() const;

  base::Mapping mapping_;
  std::vector<KeyPair> held_;  // Where there is no file.
  std::string path_;
  size_t count_ = 0;
  mutable std::vector<std::atomic<uint8_t>> tested_;
};

// What pairs an entity of a segment contributes.
using PairsOf = std::function<void(const Shard& shard, size_t entity, std::vector<KeyPair>& pairs)>;

// The derived file of that `kind` ("names", "refs") for one segment; made when it is absent or damaged.
// Where the store cannot be written to (read-only, disk full), the pairs are held in memory, and made again
// by the next process. Cost of making: one pass over the segment and a sort; memory: 16 bytes a pair.
base::Result<std::shared_ptr<const KeyPairs>> derived_pairs(base::Disk& disk, const std::string& store_path,
                                                            const Segment& segment, std::string_view kind,
                                                            const PairsOf& pairs_of);

}  // namespace clew::store
