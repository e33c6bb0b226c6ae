#include "load/partitions.h"

#include <cassert>

#include "base/varint.h"
#include "store/shard.h"

namespace clew::load {
namespace {

using base::put_fixed;
using base::put_varint;
using base::Result;

constexpr size_t kChunkBytes = 32 << 10;

void put_text(std::string& to, std::string_view text) {
  put_varint(to, text.size());
  to += text;
}

}  // namespace

Gather::Gather(base::Disk& disk, std::string spill_path, size_t memory_bytes_max)
    : disk_(disk),
      spill_path_(std::move(spill_path)),
      memory_max_(memory_bytes_max),
      partitions_(kPartitions) {}

Gather::~Gather() {
  if (spill_size_ != 0) (void)disk_.remove(spill_path_);
}

// Makes the entity's partition the current one, with entity and record in force there.
Gather::Partition& Gather::enter(std::string_view entity, const model::Record& record) {
  if (current_ != nullptr && current_->open.size() >= kChunkBytes) {
    close_chunk(*current_);
    current_ = nullptr;
  }
  if (current_ == nullptr || entity != entity_) {
    const uint64_t key = store::entity_key(entity);
    entity_ = entity;
    current_ = &partitions_[partition_of(key)];
    if (current_->open.size() >= kChunkBytes) close_chunk(*current_);
    put_varint(current_->open, kEntity);
    put_fixed(current_->open, key);
    put_text(current_->open, entity);
  }
  if (!current_->has_record || !(current_->record == record)) {
    put_varint(current_->open, kRecord);
    put_varint(current_->open, record.part);
    put_varint(current_->open, record.line);
    put_varint(current_->open, record.offset);
    put_varint(current_->open, record.length);
    current_->record = record;
    current_->has_record = true;
  }
  return *current_;
}

void Gather::add(std::string_view entity, uint32_t slot, std::string_view value, std::string_view original,
                 const model::Record& record) {
  std::string& open = enter(entity, record).open;
  put_varint(open, slot + kFirstSlot);
  put_text(open, value);
  put_text(open, original);
  text_bytes_ += value.size() + original.size() + 8;
}

void Gather::replace(std::string_view entity, const model::Record& record) {
  put_varint(enter(entity, record).open, kReplace);
}

void Gather::close_chunk(Partition& partition) {
  // The copy fits exactly; the open chunk keeps its room for the next.
  std::string chunk(partition.open);
  partition.open.clear();
  partition.has_record = false;
  const bool to_disk = memory_ + chunk.size() > memory_max_;
  partition.order.push_back(to_disk);
  if (!to_disk) {
    memory_ += chunk.size();
    partition.in_memory.push_back(std::move(chunk));
    return;
  }
  partition.spilled.emplace_back(spill_size_, chunk.size());
  spill_size_ += chunk.size();
  if (!state_) return;
  if (spill_ == nullptr) {
    auto file = disk_.create(spill_path_);
    if (!file) {
      state_ = std::unexpected(file.error());
      return;
    }
    spill_ = std::move(*file);
  }
  state_ = spill_->write(chunk);
}

Result<void> Gather::finish() {
  if (state_ && spill_ != nullptr) {
    CLEW_TRY(spill_->close());
    CLEW_TRY_ASSIGN(spilled_, disk_.map(spill_path_));
  }
  return state_;
}

Result<std::vector<std::string_view>> Gather::chunks(size_t partition) const {
  const Partition& p = partitions_[partition];
  std::vector<std::string_view> found;
  size_t in_memory = 0, spilled = 0;
  for (const bool on_disk : p.order) {
    if (!on_disk) {
      found.push_back(p.in_memory[in_memory++]);
      continue;
    }
    const auto [offset, size] = p.spilled[spilled++];
    if (offset + size > spilled_.bytes().size()) {
      return base::fail(base::ErrorKind::io, spill_path_ + " was cut short while it was in use; load again");
    }
    found.push_back(spilled_.bytes().substr(offset, size));
  }
  if (!p.open.empty()) found.push_back(p.open);
  return found;
}

void Gather::release(size_t partition) {
  for (const auto& [offset, size] : partitions_[partition].spilled) spilled_.release(offset, size);
  partitions_[partition] = {};
}

void append_blocks(std::string_view chunk, uint32_t gather, std::vector<Block>& blocks) {
  base::VarintReader in(chunk.data(), chunk.data() + chunk.size());
  model::Record record;
  const size_t first = blocks.size();
  while (!in.at_end()) {
    const char* at = in.position();
    const uint64_t tag = in.next();
    if (tag == kEntity) {
      if (blocks.size() > first) blocks.back().rows_end = at;
      Block block;
      block.key = base::get_fixed<uint64_t>(in.bytes(sizeof block.key));
      block.id = read_text(in);
      block.record = record;
      block.rows = in.position();
      block.gather = gather;
      blocks.push_back(block);
    } else if (tag == kRecord) {
      // A record straight after the entity is in force from the block's first row.
      const bool leads = at == blocks.back().rows;
      read_record(in, record);
      if (leads) {
        blocks.back().record = record;
        blocks.back().rows = in.position();
      }
    } else if (tag == kReplace) {
      blocks.back().replaces = true;
    } else {
      in.bytes(in.next());
      in.bytes(in.next());
    }
  }
  if (blocks.size() > first) blocks.back().rows_end = chunk.data() + chunk.size();
}

}  // namespace clew::load
