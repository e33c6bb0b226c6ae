// A shard: some thousand neighbouring entities of a segment, whole, with a dictionary of their own.
//
// Shards are the unit that is sorted, compressed, checked and read. Inside, text is interned and rows are
// columns of small numbers; docs/formats/store.md describes the bytes. Entities are ordered by
// (entity_key(id), id), rows of one entity in the order in which the source gave them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/statement.h"

namespace clew::store {

// The key that entities are sorted by: a 64-bit hash of the id.
uint64_t entity_key(std::string_view id);

// One row: a statement, and the versions of its dataset that contain it: [known_from, known_to), numbered
// from 1; known_to 0 is "still there". The other numbers point into the shard's tables.
struct Row {
  uint32_t slot = 0;
  uint32_t value = 0;
  uint32_t original = 0;  // 0: none; else string number + 1.
  uint32_t record = 0;
  uint32_t known_from = 1;
  uint32_t known_to = 0;
};

// A shard as read. Immutable, thread-safe; text and spans live as long as it.
class Shard {
 public:
  // `raw` is what ShardBuilder::finish gave. Bytes that are not a shard are an error, never a crash.
  static base::Result<std::shared_ptr<const Shard>> decode(std::string raw);

  size_t entity_count() const { return entities_.size(); }
  std::string_view entity_id(size_t entity) const { return string(entities_[entity].id); }
  std::span<const Row> rows(size_t entity) const;
  // The entity with that id.
  std::optional<size_t> find(std::string_view id) const;
  // The first entity whose key is at least `key`.
  size_t lower_bound(uint64_t key) const;

  std::string_view string(uint32_t number) const;
  const model::Slot& slot(const Row& row) const { return slots_[row.slot]; }
  std::string_view value(const Row& row) const { return string(row.value); }
  std::string_view original(const Row& row) const {
    return row.original == 0 ? "" : string(row.original - 1);
  }
  const model::Record& record(const Row& row) const { return records_[row.record]; }
  std::span<const model::Slot> slots() const { return slots_; }
  std::span<const model::Record> records() const { return records_; }
  size_t string_count() const { return string_ends_.size(); }
  size_t row_count() const { return rows_.size(); }

 private:
  struct EntityEntry {
    uint32_t id;
    uint32_t rows_end;
  };
  bool parse();

  std::string raw_;
  std::vector<uint32_t> string_ends_;
  const char* heap_ = nullptr;
  std::vector<model::Slot> slots_;
  std::vector<model::Record> records_;
  std::vector<EntityEntry> entities_;
  std::vector<Row> rows_;
};

// Makes shards. Entities must come in order; it is empty again after finish().
class ShardBuilder {
 public:
  ShardBuilder();

  void begin_entity(std::string_view id);
  uint32_t intern_slot(const model::Slot& slot);
  void add(uint32_t slot, std::string_view value, std::string_view original, const model::Record& record,
           uint32_t known_from, uint32_t known_to);

  // About how many bytes finish() would give.
  size_t raw_size() const { return heap_.size() + rows_.size() * 6 + records_.size() * 8; }
  size_t entity_count() const { return entities_.size(); }
  size_t row_count() const { return rows_.size(); }
  std::string finish();

 private:
  struct EntityEntry {
    uint32_t id;
    uint32_t rows_end;
  };
  struct SlotEntry {
    uint32_t schema, property, field, language;
    friend bool operator==(const SlotEntry&, const SlotEntry&) = default;
  };
  uint32_t intern(std::string_view text);
  void grow();
  void clear();

  std::string heap_;
  std::vector<uint32_t> string_ends_;
  std::vector<uint32_t> table_;  // Open addressing: string number + 1.
  std::vector<uint32_t> table_hash_;
  std::vector<model::Record> records_;
  std::vector<EntityEntry> entities_;
  std::vector<Row> rows_;
  std::vector<SlotEntry> slots_;
};

}  // namespace clew::store
