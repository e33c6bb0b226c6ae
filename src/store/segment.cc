#include "store/segment.h"

#include <fmt/core.h>
#include <zstd.h>

#include <algorithm>
#include <cassert>
#include <list>
#include <map>
#include <mutex>

#include "base/hash.h"
#include "base/varint.h"

namespace clew::store {
namespace {

using base::ErrorKind;
using base::fail;
using base::get_fixed;
using base::put_fixed;
using base::Result;

constexpr std::string_view kHeader = "CLEWSEG1";
constexpr std::string_view kTrailer = "CLEWEND1";
constexpr size_t kTrailerBytes = 32;
constexpr size_t kTableEntryBytes = 40;
constexpr size_t kBlockHeadBytes = 16;
constexpr int kCompressionLevel = 1;
constexpr size_t kCacheBytes = 32 << 20;
constexpr size_t kWriteBytes = 1 << 20;

std::unexpected<base::Error> damaged(const std::string& path, uint64_t offset, std::string_view what) {
  return fail(ErrorKind::corrupt,
              fmt::format("{} is damaged at byte {}: {}; restore it from a backup, or load its dataset again",
                          path, offset, what));
}

using Compressor = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>;
using Decompressor = std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>;

// Blocks: stored size (u32), raw size (u32), checksum of the stored bytes (u64), the bytes.
void pack_blocks(std::string_view raw, std::string& packed) {
  thread_local const Compressor context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  std::string block(ZSTD_compressBound(kBlockBytes), 0);
  for (size_t at = 0; at < raw.size(); at += kBlockBytes) {
    const std::string_view piece = raw.substr(at, kBlockBytes);
    const size_t size = ZSTD_compressCCtx(context.get(), block.data(), block.size(), piece.data(),
                                          piece.size(), kCompressionLevel);
    const bool smaller = ZSTD_isError(size) == 0 && size < piece.size();
    const std::string_view stored = smaller ? std::string_view(block.data(), size) : piece;
    put_fixed(packed, static_cast<uint32_t>(stored.size()));
    put_fixed(packed, static_cast<uint32_t>(piece.size()));
    put_fixed(packed, base::hash64(stored));
    packed += stored;
  }
}

}  // namespace

PackedShard pack_shard(ShardBuilder& builder, uint64_t first_key, uint64_t last_key) {
  PackedShard shard;
  shard.info.first_key = first_key;
  shard.info.last_key = last_key;
  shard.info.entities = static_cast<uint32_t>(builder.entity_count());
  shard.info.rows = static_cast<uint32_t>(builder.row_count());
  const std::string raw = builder.finish();
  shard.info.raw_bytes = static_cast<uint32_t>(raw.size());
  pack_blocks(raw, shard.bytes);
  shard.info.stored_bytes = static_cast<uint32_t>(shard.bytes.size());
  return shard;
}

Result<SegmentWriter> SegmentWriter::create(base::Disk& disk, const std::string& path) {
  SegmentWriter writer;
  CLEW_TRY_ASSIGN(writer.file_, disk.create(path));
  writer.pending_ = kHeader;
  writer.offset_ = kHeader.size();
  return writer;
}

Result<void> SegmentWriter::append(const PackedShard& shard) {
  assert(table_.empty() || table_.back().last_key < shard.info.first_key);
  table_.push_back(shard.info);
  table_.back().offset = offset_;
  offset_ += shard.bytes.size();
  pending_ += shard.bytes;
  if (pending_.size() < kWriteBytes) return {};
  CLEW_TRY(file_->write(pending_));
  pending_.clear();
  return {};
}

Result<uint64_t> SegmentWriter::finish() {
  std::string table;
  for (const ShardInfo& info : table_) {
    put_fixed(table, info.first_key);
    put_fixed(table, info.last_key);
    put_fixed(table, info.offset);
    for (const uint32_t number : {info.stored_bytes, info.raw_bytes, info.entities, info.rows}) {
      put_fixed(table, number);
    }
  }
  pending_ += table;
  put_fixed(pending_, offset_);
  put_fixed(pending_, static_cast<uint64_t>(table_.size()));
  put_fixed(pending_, base::hash64(table));
  pending_ += kTrailer;
  CLEW_TRY(file_->write(pending_));
  CLEW_TRY(file_->sync());
  CLEW_TRY(file_->close());
  return offset_ + table.size() + kTrailerBytes;
}

// The shards used last, newest first.
struct Segment::Cache {
  std::mutex mutex;
  std::list<size_t> order;
  std::map<size_t, std::pair<std::shared_ptr<const Shard>, std::list<size_t>::iterator>> shards;
  size_t bytes = 0;
};

Result<std::shared_ptr<const Segment>> Segment::open(base::Disk& disk, const std::string& path) {
  auto segment = std::make_shared<Segment>();
  segment->path_ = path;
  segment->cache_ = std::make_shared<Cache>();
  CLEW_TRY_ASSIGN(segment->mapping_, disk.map(path));
  const std::string_view bytes = segment->mapping_.bytes();
  if (bytes.size() < kHeader.size() + kTrailerBytes || !bytes.starts_with(kHeader)) {
    return damaged(path, 0, "it does not begin as a segment does");
  }
  const char* trailer = bytes.data() + bytes.size() - kTrailerBytes;
  const auto table_offset = get_fixed<uint64_t>(trailer);
  const auto count = get_fixed<uint64_t>(trailer + 8);
  const auto checksum = get_fixed<uint64_t>(trailer + 16);
  const uint64_t table_end = bytes.size() - kTrailerBytes;
  if (std::string_view(trailer + 24, 8) != kTrailer || table_offset > table_end ||
      count != (table_end - table_offset) / kTableEntryBytes ||
      (table_end - table_offset) % kTableEntryBytes != 0) {
    return damaged(path, bytes.size() - kTrailerBytes, "its trailer is not one");
  }
  const std::string_view table = bytes.substr(table_offset, table_end - table_offset);
  if (base::hash64(table) != checksum)
    return damaged(path, table_offset, "the table of shards fails its checksum");
  segment->table_.resize(count);
  const char* at = table.data();
  for (ShardInfo& info : segment->table_) {
    info.first_key = get_fixed<uint64_t>(at);
    info.last_key = get_fixed<uint64_t>(at + 8);
    info.offset = get_fixed<uint64_t>(at + 16);
    info.stored_bytes = get_fixed<uint32_t>(at + 24);
    info.raw_bytes = get_fixed<uint32_t>(at + 28);
    info.entities = get_fixed<uint32_t>(at + 32);
    info.rows = get_fixed<uint32_t>(at + 36);
    at += kTableEntryBytes;
    if (info.offset > table_offset || info.stored_bytes > table_offset - info.offset) {
      return damaged(path, table_offset, "the table of shards points outside the file");
    }
  }
  return segment;
}

// One block as it lies in the file.
struct Segment::Block {
  uint64_t place = 0;  // Of its head, in the file.
  uint32_t raw_size = 0;
  uint64_t checksum = 0;
  std::string_view bytes = {};
  bool is_sound() const { return base::hash64(bytes) == checksum; }
};

// The block that begins `at` bytes into the shard; moves `at` behind it.
Result<Segment::Block> Segment::block(const ShardInfo& info, size_t& at) const {
  const std::string_view stored = mapping_.bytes().substr(info.offset, info.stored_bytes);
  Block block{.place = info.offset + at};
  if (stored.size() - at < kBlockHeadBytes) return damaged(path_, block.place, "a block is cut short");
  const char* head = stored.data() + at;
  const auto size = get_fixed<uint32_t>(head);
  block.raw_size = get_fixed<uint32_t>(head + 4);
  block.checksum = get_fixed<uint64_t>(head + 8);
  at += kBlockHeadBytes;
  if (size > stored.size() - at) return damaged(path_, block.place, "a block is longer than its shard");
  block.bytes = stored.substr(at, size);
  at += size;
  return block;
}

Result<std::shared_ptr<const Shard>> Segment::unpack(size_t number) const {
  thread_local const Decompressor context(ZSTD_createDCtx(), ZSTD_freeDCtx);
  const ShardInfo& info = table_[number];
  std::string raw(info.raw_bytes, 0);
  size_t filled = 0;
  for (size_t at = 0; at < info.stored_bytes;) {
    CLEW_TRY_ASSIGN(const Block stored, block(info, at));
    if (stored.raw_size > raw.size() - filled)
      return damaged(path_, stored.place, "a block is longer than its shard");
    if (!stored.is_sound()) return damaged(path_, stored.place, "a block fails its checksum");
    const size_t size = stored.bytes.size();
    if (size == stored.raw_size) {
      stored.bytes.copy(raw.data() + filled, size);
    } else if (ZSTD_decompressDCtx(context.get(), raw.data() + filled, stored.raw_size, stored.bytes.data(),
                                   size) != stored.raw_size) {
      return damaged(path_, stored.place, "a block does not unpack");
    }
    filled += stored.raw_size;
  }
  if (filled != raw.size()) return damaged(path_, info.offset, "a shard is shorter than the table says");
  auto shard = Shard::decode(std::move(raw));
  if (!shard) return damaged(path_, info.offset, shard.error().message);
  return shard;
}

size_t Segment::test_blocks(size_t number, std::vector<base::Error>& damages) const {
  size_t blocks = 0;
  for (size_t at = 0; at < table_[number].stored_bytes; ++blocks) {
    const auto stored = block(table_[number], at);
    if (!stored) {
      damages.push_back(stored.error());
      return blocks;
    }
    if (!stored->is_sound())
      damages.push_back(damaged(path_, stored->place, "a block fails its checksum").error());
  }
  return blocks;
}

Result<std::shared_ptr<const Shard>> Segment::shard(size_t number) const {
  {
    const std::lock_guard lock(cache_->mutex);
    const auto found = cache_->shards.find(number);
    if (found != cache_->shards.end()) {
      cache_->order.splice(cache_->order.begin(), cache_->order, found->second.second);
      return found->second.first;
    }
  }
  CLEW_TRY_ASSIGN(auto shard, unpack(number));
  const std::lock_guard lock(cache_->mutex);
  if (cache_->shards.contains(number)) return shard;
  cache_->order.push_front(number);
  cache_->shards.emplace(number, std::pair(shard, cache_->order.begin()));
  cache_->bytes += table_[number].raw_bytes;
  while (cache_->bytes > kCacheBytes && cache_->order.size() > 1) {
    cache_->bytes -= table_[cache_->order.back()].raw_bytes;
    cache_->shards.erase(cache_->order.back());
    cache_->order.pop_back();
  }
  return shard;
}

size_t Segment::find_shard(uint64_t key) const {
  const auto found = std::partition_point(table_.begin(), table_.end(),
                                          [&](const ShardInfo& info) { return info.last_key < key; });
  return static_cast<size_t>(found - table_.begin());
}

}  // namespace clew::store
