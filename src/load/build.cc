#include "load/build.h"

#include <algorithm>
#include <boost/unordered/unordered_flat_set.hpp>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "base/threads.h"
#include "store/merge.h"

namespace clew::load {
namespace {

using base::Result;
using store::EntityMerge;
using store::PackedShard;
using store::StatedRow;

// Partitions are built several at a time until there is about this much text, so that a small list does
// not become hundreds of tiny shards.
constexpr uint64_t kGroupBytes = 2 << 20;

struct PackedPartition {
  std::vector<PackedShard> shards;
  Built built;
};

// Which schema an entity has, from the schemas of its statements as they come.
class SchemaTally {
 public:
  void see(const model::Schema* schema) {
    if (schema == nullptr || schema == last_ || conflict_) return;
    last_ = schema;
    const model::Schema* common = found_ == nullptr ? schema : model::common_schema(*found_, *schema);
    conflict_ = common == nullptr;
    found_ = conflict_ ? nullptr : common;
  }
  const model::Schema* found() const { return found_; }
  bool conflict() const { return conflict_; }

 private:
  const model::Schema* last_ = nullptr;
  const model::Schema* found_ = nullptr;
  bool conflict_ = false;
};

void count(Totals& totals, const SchemaTally& tally, int64_t statements, int64_t sign) {
  if (statements == 0) return;
  totals.statements += sign * statements;
  totals.entities += sign;
  totals.links += tally.found() != nullptr && tally.found()->is_link() ? sign : 0;
  totals.by_schema[tally.found() != nullptr ? tally.found()->name : "conflicting"] += sign;
}

void add_totals(Totals& to, const Totals& from) {
  to.statements += from.statements;
  to.entities += from.entities;
  to.links += from.links;
  for (const auto& [schema, number] : from.by_schema) to.by_schema[schema] += number;
}

// A statement of this load.
struct FreshRow {
  const LoadSlot* slot = nullptr;
  uint32_t gather = 0;
  uint32_t slot_number = 0;
  uint64_t hash = 0;        // Of what it says: a publisher that renames a field has said nothing new.
  uint64_t place_hash = 0;  // And of the field that says it: a value in two fields has two places.
  std::string_view value, original;
  model::Record record;
};

// Turns one partition into shards.
class PartitionBuilder {
 public:
  PartitionBuilder(const BuildJob& job, const std::vector<std::vector<uint64_t>>& slot_hashes)
      : job_(job), slot_hashes_(slot_hashes), slot_cache_(job.harvests.size()) {}

  // Builds the partitions [first, last].
  Result<PackedPartition> build(size_t first, size_t last) {
    out_ = {};
    CLEW_TRY(gather_blocks(first, last));
    const uint64_t key_first = static_cast<uint64_t>(first) << (64 - kPartitionBits);
    const uint64_t key_last =
        (static_cast<uint64_t>(last) << (64 - kPartitionBits)) + (UINT64_MAX >> kPartitionBits);
    EntityMerge before(job_.before, key_first, key_last);
    CLEW_TRY_ASSIGN(bool more, before.next());
    size_t block = 0;
    while (block < blocks_.size() || more) {
      const bool old_is_first =
          more && (block == blocks_.size() || std::pair(before.key(), before.id()) < id_of(block));
      const bool both = more && !old_is_first && std::pair(before.key(), before.id()) == id_of(block);
      size_t end = block;
      if (!old_is_first) {
        ++end;
        while (end < blocks_.size() && id_of(end) == id_of(block)) ++end;
      }
      build_entity(old_is_first ? std::pair(before.key(), before.id()) : id_of(block),
                   std::span(blocks_).subspan(block, end - block), old_is_first || both ? &before : nullptr);
      block = end;
      if (old_is_first || both) {
        CLEW_TRY_ASSIGN(more, before.next());
      }
    }
    close_shard();
    return std::move(out_);
  }

 private:
  std::pair<uint64_t, std::string_view> id_of(size_t block) const {
    return {blocks_[block].key, blocks_[block].id};
  }

  Result<void> gather_blocks(size_t first, size_t last) {
    blocks_.clear();
    for (size_t partition = first; partition <= last; ++partition) {
      for (uint32_t i = 0; i < job_.harvests.size(); ++i) {
        CLEW_TRY_ASSIGN(const auto chunks, job_.harvests[i].gather->chunks(partition));
        for (const std::string_view chunk : chunks) append_blocks(chunk, i, blocks_);
      }
    }
    // Stable, by place in the sources: the same whichever thread read what.
    std::stable_sort(blocks_.begin(), blocks_.end(), [](const Block& a, const Block& b) {
      if (a.key != b.key) return a.key < b.key;
      if (const int order = a.id.compare(b.id); order != 0) return order < 0;
      if (a.record.part != b.record.part) return a.record.part < b.record.part;
      return a.record.offset < b.record.offset;
    });
    return {};
  }

  // The statements of one entity in this load; equal ones of one field once.
  void collect(std::span<const Block> blocks) {
    fresh_.clear();
    fresh_hashes_.clear();
    few_.clear();
    for (const Block& block : blocks) {
      const auto& slots = *job_.harvests[block.gather].slots;
      const auto& hashes = slot_hashes_[block.gather];
      for_each_row(block, [&](const BlockRow& row) {
        const uint64_t hash = store::statement_hash(hashes[row.slot], row.value, row.original);
        const uint64_t place_hash = store::place_hash(hash, slots[row.slot].slot.field);
        if (!is_new(place_hash)) return;
        fresh_.push_back({&slots[row.slot], block.gather, row.slot, hash, place_hash, row.value, row.original,
                          row.record});
      });
    }
    if (!job_.erased->empty() && !blocks.empty()) withhold(blocks.front().id);
  }

  // Leaves out what forget() would take out: see forget.h.
  void withhold(std::string_view id) {
    const Erased& erased = *job_.erased;
    const auto is_about_erased = [&](const FreshRow& row) {
      return row.slot->type == model::Type::entity && row.slot->schema->is_a(*interval_) &&
             erased.hides_entity(row.value);
    };
    if (erased.hides_entity(id) || std::any_of(fresh_.begin(), fresh_.end(), is_about_erased)) {
      for (const FreshRow& row : fresh_) out_.built.withheld.push_back({row.record, {}});
      fresh_.clear();
      return;
    }
    std::erase_if(fresh_, [&](const FreshRow& row) {
      const bool hidden = row.slot->type == model::Type::entity
                              ? erased.hides_entity(row.value)
                              : row.slot->type != model::Type::name &&
                                    (erased.hides_text(row.value) || erased.hides_text(row.original));
      if (!hidden) return false;
      out_.built.withheld.push_back({row.record, std::string(row.value)});
      if (!row.original.empty()) out_.built.withheld.push_back({row.record, std::string(row.original)});
      return true;
    });
  }

  // Few statements are compared one by one, many through a set.
  bool is_new(uint64_t hash) {
    constexpr size_t kFew = 24;
    if (fresh_.size() < kFew) {
      uint64_t found = 0;
      for (size_t i = 0; i < few_.size(); ++i) found |= few_[i] == hash;
      if (found == 0) few_.push_back(hash);
      return found == 0;
    }
    if (fresh_.size() == kFew && fresh_hashes_.empty()) {
      for (const FreshRow& row : fresh_) fresh_hashes_.insert(row.place_hash);
    }
    return fresh_hashes_.insert(hash).second;
  }

  void build_entity(std::pair<uint64_t, std::string_view> id, std::span<const Block> blocks,
                    const EntityMerge* before) {
    collect(blocks);
    const bool replaced =
        !job_.delta || std::any_of(blocks.begin(), blocks.end(), [](const Block& b) { return b.replaces; });
    SchemaTally fresh_schema;
    for (const FreshRow& row : fresh_) fresh_schema.see(row.slot->schema);
    if (before == nullptr) {
      for (const FreshRow& row : fresh_) put_fresh(id, row);
      count(out_.built.totals, fresh_schema, static_cast<int64_t>(fresh_.size()), 1);
      return;
    }
    std::vector<StatedRow> old = store::merge_rows(before->parts());
    std::erase_if(old, [](const StatedRow& stated) { return stated.row.known_to != 0; });
    build_changed(id, old, fresh_schema, replaced);
  }

  // An entity that the version before knew too: only what changes is written.
  void build_changed(std::pair<uint64_t, std::string_view> id, const std::vector<StatedRow>& old,
                     SchemaTally schema_now, bool replaced) {
    boost::unordered_flat_set<uint64_t> fresh, known;
    for (const FreshRow& row : fresh_) fresh.insert(row.hash);
    SchemaTally schema_before;
    int64_t now = 0;  // How many statements there are then.
    for (const StatedRow& stated : old) {
      const uint64_t hash = store::statement_hash(*stated.shard, stated.row);
      const model::Schema* schema = model::find_schema(stated.shard->slot(stated.row).schema);
      known.insert(hash);
      schema_before.see(schema);
      if (replaced && !fresh.contains(hash)) {
        put_ended(id, stated);
      } else {
        ++now;
        schema_now.see(schema);
      }
    }
    for (const FreshRow& row : fresh_) {
      if (known.contains(row.hash)) continue;
      put_fresh(id, row);
      ++now;
    }
    count(out_.built.totals, schema_now, now, 1);
    if (job_.delta) count(out_.built.totals, schema_before, static_cast<int64_t>(old.size()), -1);
  }

  void put_fresh(std::pair<uint64_t, std::string_view> id, const FreshRow& row) {
    enter(id);
    auto& cache = slot_cache_[row.gather];
    if (cache.size() <= row.slot_number) cache.resize(row.slot_number + 1);
    auto& [epoch, number] = cache[row.slot_number];
    if (epoch != epoch_) {
      epoch = epoch_;
      number = builder_.intern_slot(row.slot->slot);
    }
    builder_.add(number, row.value, row.original, row.record, job_.version, 0);
    ++out_.built.added;
  }

  void put_ended(std::pair<uint64_t, std::string_view> id, const StatedRow& stated) {
    enter(id);
    const store::Shard& shard = *stated.shard;
    builder_.add(builder_.intern_slot(shard.slot(stated.row)), shard.value(stated.row),
                 shard.original(stated.row), shard.record(stated.row), stated.row.known_from, job_.version);
    ++out_.built.ended;
  }

  // Begins the entity in the shard unless it is the one at hand; entities with one key share a shard.
  void enter(std::pair<uint64_t, std::string_view> id) {
    if (builder_.entity_count() != 0 && id == current_) return;
    if (builder_.raw_size() > store::kShardBytes && id.first != current_.first) close_shard();
    if (builder_.entity_count() == 0) {
      shard_first_ = id.first;
      ++epoch_;
    }
    builder_.begin_entity(id.second);
    id_text_ = id.second;
    current_ = {id.first, id_text_};
    ++out_.built.entities;
  }

  void close_shard() {
    if (builder_.entity_count() == 0) return;
    out_.built.rows += builder_.row_count();
    out_.shards.push_back(store::pack_shard(builder_, shard_first_, current_.first));
  }

  const BuildJob& job_;
  const model::Schema* interval_ = model::find_schema("Interval");
  const std::vector<std::vector<uint64_t>>& slot_hashes_;
  std::vector<std::vector<std::pair<uint32_t, uint32_t>>> slot_cache_;  // By gather and slot: epoch, number.
  std::vector<Block> blocks_;
  std::vector<FreshRow> fresh_;
  boost::unordered_flat_set<uint64_t> fresh_hashes_;
  std::vector<uint64_t> few_;
  store::ShardBuilder builder_;
  std::string id_text_;
  std::pair<uint64_t, std::string_view> current_;
  uint64_t shard_first_ = 0;
  uint32_t epoch_ = 0;
  PackedPartition out_;
};

// How many partitions to build at a time: a power of two, so that groups begin where partitions do.
size_t group_size(const BuildJob& job) {
  uint64_t bytes = 1;
  for (const Harvest& harvest : job.harvests) bytes += harvest.gather->text_bytes();
  size_t size = kPartitions;
  while (size > 1 && bytes / (kPartitions / size) > kGroupBytes) size /= 2;
  return size;
}

// Takes partitions in any order and writes them in theirs. A thread that runs too far ahead waits, so that
// finished partitions do not pile up.
class OrderedWriter {
 public:
  OrderedWriter(store::SegmentWriter writer, size_t ahead_max)
      : writer_(std::move(writer)), ahead_max_(ahead_max) {}

  void put(size_t partition, Result<PackedPartition> packed) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return partition < next_ + ahead_max_; });
    waiting_.emplace(partition, std::move(packed));
    for (auto at = waiting_.find(next_); at != waiting_.end(); at = waiting_.find(next_)) {
      write(std::move(at->second));
      waiting_.erase(at);
      ++next_;
    }
    room_.notify_all();
  }

  Result<Built> finish() {
    CLEW_TRY(std::move(state_));
    CLEW_TRY_ASSIGN(built_.bytes, writer_.finish());
    return built_;
  }

 private:
  void write(Result<PackedPartition> packed) {
    if (!state_) return;
    if (!packed) {
      state_ = std::unexpected(packed.error());
      return;
    }
    for (const PackedShard& shard : packed->shards) {
      state_ = writer_.append(shard);
      if (!state_) return;
    }
    add_totals(built_.totals, packed->built.totals);
    built_.added += packed->built.added;
    built_.ended += packed->built.ended;
    built_.rows += packed->built.rows;
    built_.entities += packed->built.entities;
    std::move(packed->built.withheld.begin(), packed->built.withheld.end(),
              std::back_inserter(built_.withheld));
  }

  std::mutex mutex_;
  std::condition_variable room_;
  store::SegmentWriter writer_;
  std::map<size_t, Result<PackedPartition>> waiting_;
  size_t next_ = 0;
  size_t ahead_max_;
  Result<void> state_;
  Built built_;
};

}  // namespace

Result<Built> build_segment(const BuildJob& job) {
  std::vector<std::vector<uint64_t>> slot_hashes;
  for (const Harvest& harvest : job.harvests) {
    auto& hashes = slot_hashes.emplace_back();
    for (const LoadSlot& slot : *harvest.slots) hashes.push_back(store::slot_hash(slot.slot));
  }
  const size_t size = group_size(job), groups = kPartitions / size;
  if (job.progress != nullptr) job.progress->begin("writing", groups);
  CLEW_TRY_ASSIGN(auto segment, store::SegmentWriter::create(*job.disk, job.path));
  OrderedWriter writer(std::move(segment), job.threads * 2 + 1);
  std::vector<PartitionBuilder> builders;
  for (size_t i = 0; i < job.threads; ++i) builders.emplace_back(job, slot_hashes);
  base::parallel_for(job.threads, groups, [&](size_t worker, size_t group) {
    writer.put(group, builders[worker].build(group * size, group * size + size - 1));
    for (const Harvest& harvest : job.harvests) {
      for (size_t partition = group * size; partition < (group + 1) * size; ++partition)
        harvest.gather->release(partition);
    }
    if (job.progress != nullptr) ++job.progress->done;
  });
  CLEW_TRY_ASSIGN(Built built, writer.finish());
  if (built.rows == 0) CLEW_TRY(job.disk->remove(job.path));
  return built;
}

}  // namespace clew::load
