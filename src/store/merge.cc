#include "store/merge.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/hash.h"

namespace clew::store {

using base::Result;

EntityMerge::EntityMerge(std::vector<std::shared_ptr<const Segment>> segments, uint64_t key_first,
                         uint64_t key_last)
    : key_last_(key_last), key_first_(key_first) {
  for (auto& segment : segments) {
    Cursor cursor;
    cursor.shard_number = segment->find_shard(key_first);
    cursor.segment = std::move(segment);
    cursors_.push_back(std::move(cursor));
  }
}

// Makes the cursor stand on an entity, opening the next shard where one is used up.
Result<void> EntityMerge::settle(Cursor& cursor) {
  while (!cursor.at_end) {
    if (cursor.shard != nullptr && cursor.entity < cursor.shard->entity_count()) {
      cursor.key = entity_key(cursor.shard->entity_id(cursor.entity));
      cursor.at_end = cursor.key > key_last_;
      return {};
    }
    if (cursor.shard != nullptr) ++cursor.shard_number;
    if (cursor.shard_number >= cursor.segment->shards().size() ||
        cursor.segment->shards()[cursor.shard_number].first_key > key_last_) {
      cursor.at_end = true;
      return {};
    }
    const bool first = cursor.shard == nullptr;
    CLEW_TRY_ASSIGN(cursor.shard, cursor.segment->unpack(cursor.shard_number));
    cursor.entity = first ? cursor.shard->lower_bound(key_first_) : 0;
  }
  return {};
}

Result<bool> EntityMerge::next() {
  if (!started_) {
    started_ = true;
    for (Cursor& cursor : cursors_) CLEW_TRY(settle(cursor));
  } else {
    for (const EntityRows& part : parts_) {
      ++cursors_[part.segment].entity;
      CLEW_TRY(settle(cursors_[part.segment]));
    }
  }
  parts_.clear();
  for (size_t i = 0; i < cursors_.size(); ++i) {
    const Cursor& cursor = cursors_[i];
    if (cursor.at_end) continue;
    const std::string_view id = cursor.shard->entity_id(cursor.entity);
    if (!parts_.empty()) {
      if (std::pair(cursor.key, id) > std::pair(key_, std::string_view(id_))) continue;
      if (cursor.key != key_ || id != id_) parts_.clear();
    }
    if (parts_.empty()) {
      key_ = cursor.key;
      id_ = id;
    }
    parts_.push_back({i, cursor.shard, cursor.entity});
  }
  return !parts_.empty();
}

uint64_t slot_hash(const model::Slot& slot) {
  return base::hash64(slot.language, base::hash64(slot.property, base::hash64(slot.schema)));
}

uint64_t statement_hash(uint64_t slot_hash, std::string_view value, std::string_view original) {
  const uint64_t hash = base::hash64(value, slot_hash);
  return original.empty() ? hash : base::hash64(original, hash + 1);
}

uint64_t statement_hash(const Shard& shard, const Row& row) {
  return statement_hash(slot_hash(shard.slot(row)), shard.value(row), shard.original(row));
}

uint64_t place_hash(uint64_t statement_hash, std::string_view field) {
  return base::hash64(field, statement_hash + 1);
}

std::vector<StatedRow> merge_rows(std::span<const EntityRows> parts) {
  std::vector<StatedRow> merged;
  for (const EntityRows& part : parts) {
    for (const Row& row : part.rows()) merged.push_back({part.shard.get(), row});
  }
  if (parts.size() < 2) return merged;
  boost::unordered_flat_map<uint64_t, size_t> places;
  size_t kept = 0;
  for (const StatedRow& stated : merged) {
    const uint64_t identity =
        place_hash(statement_hash(*stated.shard, stated.row), stated.shard->slot(stated.row).field) ^
        (stated.row.known_from * 0x9e3779b97f4a7c15ull);
    const auto [place, is_new] = places.emplace(identity, kept);
    if (is_new) {
      merged[kept++] = stated;
    } else if (stated.row.known_to != 0) {
      merged[place->second].row.known_to = stated.row.known_to;
    }
  }
  merged.resize(kept);
  return merged;
}

}  // namespace clew::store
