// Walks several segments at once, entity by entity, in the order of their keys.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/segment.h"

namespace clew::store {

// What one segment says of the entity at hand.
struct EntityRows {
  size_t segment = 0;  // Place in the list given to EntityMerge.
  std::shared_ptr<const Shard> shard;
  size_t entity = 0;  // In the shard.

  std::span<const Row> rows() const { return shard->rows(entity); }
};

class EntityMerge {
 public:
  // Entities whose keys lie in [key_first, key_last].
  EntityMerge(std::vector<std::shared_ptr<const Segment>> segments, uint64_t key_first = 0,
              uint64_t key_last = UINT64_MAX);

  // Moves to the next entity; false at the end.
  base::Result<bool> next();

  std::string_view id() const { return id_; }
  uint64_t key() const { return key_; }
  // One for each segment that knows the entity, in the order of the segments.
  const std::vector<EntityRows>& parts() const { return parts_; }

 private:
  struct Cursor {
    std::shared_ptr<const Segment> segment;
    size_t shard_number = 0;
    std::shared_ptr<const Shard> shard;
    size_t entity = 0;
    uint64_t key = 0;
    bool at_end = false;
  };
  base::Result<void> settle(Cursor& cursor);

  std::vector<Cursor> cursors_;
  std::vector<EntityRows> parts_;
  std::string id_;
  uint64_t key_ = 0;
  uint64_t key_last_;
  uint64_t key_first_;
  bool started_ = false;
};

// A row and the shard that its numbers mean.
struct StatedRow {
  const Shard* shard = nullptr;
  Row row;
};

// What identifies a statement within its entity and dataset: schema, property, language, value, original.
// Not where it stands: what a later version says in another field is nothing new.
uint64_t slot_hash(const model::Slot& slot);
uint64_t statement_hash(uint64_t slot_hash, std::string_view value, std::string_view original);
uint64_t statement_hash(const Shard& shard, const Row& row);
// Within one version it is the field too: what two fields say is kept with both places, what one field says
// twice with the first.
uint64_t place_hash(uint64_t statement_hash, std::string_view field);

// The rows of one entity in one dataset, gathered from its segments (oldest first): a row that a later
// segment closes is given once, closed.
std::vector<StatedRow> merge_rows(std::span<const EntityRows> parts);

// Whether version `number` contains the row.
inline bool is_in_version(const Row& row, uint32_t number) {
  return row.known_from <= number && (row.known_to == 0 || number < row.known_to);
}

}  // namespace clew::store
