// Statements on their way from the readers to a segment, sorted roughly: by the leading bits of their
// entity's key.
//
//   reader 1 -> Gather -> | partition 0 | 1 | 2 | ... | 511 |     each a list of chunks, in memory up to
//   reader 2 -> Gather -> | partition 0 | 1 | 2 | ... | 511 |     the budget, then in a spill file
//
// A partition is later sorted and written on its own, so memory stays bounded whatever the input's size.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/disk.h"
#include "model/statement.h"

namespace clew::load {

constexpr unsigned kPartitionBits = 9;
constexpr size_t kPartitions = size_t{1} << kPartitionBits;
constexpr size_t partition_of(uint64_t key) { return key >> (64 - kPartitionBits); }

// What one reading thread has gathered. Not thread-safe; each thread has its own.
class Gather {
 public:
  // Chunks beyond `memory_bytes_max` go to `spill_path`.
  Gather(base::Disk& disk, std::string spill_path, size_t memory_bytes_max);
  ~Gather();

  void add(std::string_view entity, uint32_t slot, std::string_view value, std::string_view original,
           const model::Record& record);
  // Marks the entity as replaced by what this load says of it.
  void replace(std::string_view entity, const model::Record& record);

  // Ends gathering. The first error of the spill file, if any, is told here.
  base::Result<void> finish();
  // The bytes of a partition, in the order they were added; for Blocks below. Valid until the next call
  // from the same thread or release().
  base::Result<std::vector<std::string_view>> chunks(size_t partition) const;
  void release(size_t partition);
  // Bytes of text gathered, the same however the input was divided among threads.
  uint64_t text_bytes() const { return text_bytes_; }

 private:
  struct Partition {
    std::string open;  // The chunk being filled.
    std::vector<std::string> in_memory;
    std::vector<std::pair<uint64_t, uint64_t>> spilled;  // Offset and size in the spill file, in order.
    std::vector<bool> order;                             // For each finished chunk: whether it was spilled.
    model::Record record;
    bool has_record = false;
  };
  Partition& enter(std::string_view entity, const model::Record& record);
  void close_chunk(Partition& partition);

  base::Disk& disk_;
  std::string spill_path_;
  std::unique_ptr<base::WriteFile> spill_;
  base::Mapping spilled_;
  uint64_t spill_size_ = 0;
  uint64_t text_bytes_ = 0;
  size_t memory_ = 0;
  size_t memory_max_;
  base::Result<void> state_;
  std::vector<Partition> partitions_;
  Partition* current_ = nullptr;
  std::string entity_;
};

// One stretch of statements of one entity, as it lies in a chunk.
struct Block {
  uint64_t key = 0;
  std::string_view id;
  model::Record record;  // In force where the rows begin.
  const char* rows = nullptr;
  const char* rows_end = nullptr;
  uint32_t gather = 0;  // Which Gather, for its slot numbers.
  bool replaces = false;
};

void append_blocks(std::string_view chunk, uint32_t gather, std::vector<Block>& blocks);

struct BlockRow {
  uint32_t slot = 0;
  std::string_view value;
  std::string_view original;
  model::Record record;
};

// Calls on_row for each row of a block.
template <class OnRow>
void for_each_row(const Block& block, OnRow&& on_row);

}  // namespace clew::load

#include "load/partitions_rows.h"
