// A segment: shards in the order of their keys, in one immutable, mapped file.
//
//   header | shard | shard | ... | table of shards | trailer
//            `-- blocks of at most 64 KiB, each zstd-compressed with a checksum of its own
//
// Opening reads the trailer and the table. A block is tested whenever it is unpacked, so a flipped bit is
// an error that names file and offset. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/disk.h"
#include "store/shard.h"

namespace clew::store {

constexpr size_t kBlockBytes = 64 << 10;

// Where writers close a shard. Larger shards compress better, smaller ones open faster: at 256 KiB one
// opens in under a millisecond.
constexpr size_t kShardBytes = 256 << 10;

struct ShardInfo {
  uint64_t first_key = 0;
  uint64_t last_key = 0;
  uint64_t offset = 0;  // In the file.
  uint32_t stored_bytes = 0;
  uint32_t raw_bytes = 0;
  uint32_t entities = 0;
  uint32_t rows = 0;
};

// A shard ready to be written: compressed on whatever thread made it.
struct PackedShard {
  ShardInfo info;  // SegmentWriter fills in the offset.
  std::string bytes;
};
PackedShard pack_shard(ShardBuilder& builder, uint64_t first_key, uint64_t last_key);

class SegmentWriter {
 public:
  static base::Result<SegmentWriter> create(base::Disk& disk, const std::string& path);
  // Shards must come in the order of their keys and share none.
  base::Result<void> append(const PackedShard& shard);
  // Writes table and trailer and makes the file durable. Gives the size of the file.
  base::Result<uint64_t> finish();

 private:
  std::unique_ptr<base::WriteFile> file_;
  std::string pending_;
  std::vector<ShardInfo> table_;
  uint64_t offset_ = 0;
};

class Segment {
 public:
  static base::Result<std::shared_ptr<const Segment>> open(base::Disk& disk, const std::string& path);

  const std::string& path() const { return path_; }
  const std::vector<ShardInfo>& shards() const { return table_; }
  // Unpacks and tests. The shards used last stay in memory, at most 32 MiB (unpacked text) per segment.
  base::Result<std::shared_ptr<const Shard>> shard(size_t number) const;
  // The same without keeping it: for passes over everything.
  base::Result<std::shared_ptr<const Shard>> unpack(size_t number) const;
  // Tests every block of a shard by its checksum, also those behind a damaged one, as far as their lengths
  // can be believed; adds what is wrong to `damages`. Gives the number of blocks tested.
  size_t test_blocks(size_t number, std::vector<base::Error>& damages) const;
  // The first shard whose last key is at least `key`; shards().size() if none.
  size_t find_shard(uint64_t key) const;
  uint64_t size() const { return mapping_.bytes().size(); }
  // The file as it is, untested.
  std::string_view bytes() const { return mapping_.bytes(); }

 private:
  struct Cache;
  struct Block;
  base::Result<Block> block(const ShardInfo& info, size_t& at) const;

  base::Mapping mapping_;
  std::string path_;
  std::vector<ShardInfo> table_;
  std::shared_ptr<Cache> cache_;
};

}  // namespace clew::store
