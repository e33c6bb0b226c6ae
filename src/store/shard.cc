#include "store/shard.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

#include "base/hash.h"
#include "base/varint.h"

namespace clew::store {

using base::put_varint;

uint64_t entity_key(std::string_view id) { return base::hash64(id); }

ShardBuilder::ShardBuilder() : table_(1 << 12), table_hash_(1 << 12) {}

void ShardBuilder::grow() {
  const size_t mask = table_.size() * 2 - 1;
  std::vector<uint32_t> table(mask + 1), hashes(mask + 1);
  for (size_t i = 0; i < table_.size(); ++i) {
    if (table_[i] == 0) continue;
    size_t at = table_hash_[i] & mask;
    while (table[at] != 0) at = (at + 1) & mask;
    table[at] = table_[i];
    hashes[at] = table_hash_[i];
  }
  table_.swap(table);
  table_hash_.swap(hashes);
}

uint32_t ShardBuilder::intern(std::string_view text) {
  if ((string_ends_.size() + 1) * 2 > table_.size()) grow();
  const auto hash = static_cast<uint32_t>(base::hash64(text));
  const size_t mask = table_.size() - 1;
  size_t at = hash & mask;
  for (; table_[at] != 0; at = (at + 1) & mask) {
    if (table_hash_[at] != hash) continue;
    const uint32_t number = table_[at] - 1;
    const uint32_t begin = number == 0 ? 0 : string_ends_[number - 1];
    if (std::string_view(heap_).substr(begin, string_ends_[number] - begin) == text) return number;
  }
  heap_ += text;
  string_ends_.push_back(static_cast<uint32_t>(heap_.size()));
  table_[at] = static_cast<uint32_t>(string_ends_.size());
  table_hash_[at] = hash;
  return table_[at] - 1;
}

void ShardBuilder::begin_entity(std::string_view id) {
  entities_.push_back({intern(id), static_cast<uint32_t>(rows_.size())});
}

uint32_t ShardBuilder::intern_slot(const model::Slot& slot) {
  const SlotEntry entry{intern(slot.schema), intern(slot.property), intern(slot.field),
                        intern(slot.language)};
  const auto found = std::find(slots_.begin(), slots_.end(), entry);
  if (found != slots_.end()) return static_cast<uint32_t>(found - slots_.begin());
  slots_.push_back(entry);
  return static_cast<uint32_t>(slots_.size() - 1);
}

void ShardBuilder::add(uint32_t slot, std::string_view value, std::string_view original,
                       const model::Record& record, uint32_t known_from, uint32_t known_to) {
  assert(!entities_.empty());
  if (records_.empty() || !(records_.back() == record)) records_.push_back(record);
  Row row;
  row.slot = slot;
  row.value = intern(value);
  row.original = original.empty() ? 0 : intern(original) + 1;
  row.record = static_cast<uint32_t>(records_.size() - 1);
  row.known_from = known_from;
  row.known_to = known_to;
  rows_.push_back(row);
  entities_.back().rows_end = static_cast<uint32_t>(rows_.size());
}

// The layout, in this order; all numbers are varints. See docs/formats/store.md.
//   counts: strings, heap bytes, slots, records, entities, rows
//   string lengths; heap; slots (4 string numbers each)
//   records: parts; lines; offsets; lengths (columns)
//   entities: id string numbers; row counts (columns)
//   rows: slots; values; originals; records (step from the row before); known_from; known_to (columns)
std::string ShardBuilder::finish() {
  std::string raw;
  raw.reserve(raw_size() + raw_size() / 4 + 1024);
  for (const size_t count :
       {string_ends_.size(), heap_.size(), slots_.size(), records_.size(), entities_.size(), rows_.size()}) {
    put_varint(raw, count);
  }
  uint32_t before = 0;
  for (const uint32_t end : string_ends_) put_varint(raw, end - std::exchange(before, end));
  raw += heap_;
  for (const SlotEntry& slot : slots_) {
    for (const uint32_t number : {slot.schema, slot.property, slot.field, slot.language})
      put_varint(raw, number);
  }
  for (const auto& record : records_) put_varint(raw, record.part);
  for (const auto& record : records_) put_varint(raw, record.line);
  for (const auto& record : records_) put_varint(raw, record.offset);
  for (const auto& record : records_) put_varint(raw, record.length);
  for (const auto& entity : entities_) put_varint(raw, entity.id);
  before = 0;
  for (const auto& entity : entities_)
    put_varint(raw, entity.rows_end - std::exchange(before, entity.rows_end));
  for (const Row& row : rows_) put_varint(raw, row.slot);
  for (const Row& row : rows_) put_varint(raw, row.value);
  for (const Row& row : rows_) put_varint(raw, row.original);
  before = 0;
  for (const Row& row : rows_) put_varint(raw, row.record - std::exchange(before, row.record));
  for (const Row& row : rows_) put_varint(raw, row.known_from);
  for (const Row& row : rows_) put_varint(raw, row.known_to);
  clear();
  return raw;
}

void ShardBuilder::clear() {
  heap_.clear();
  string_ends_.clear();
  std::fill(table_.begin(), table_.end(), 0);
  records_.clear();
  entities_.clear();
  rows_.clear();
  slots_.clear();
}

base::Result<std::shared_ptr<const Shard>> Shard::decode(std::string raw) {
  auto shard = std::make_shared<Shard>();
  shard->raw_ = std::move(raw);
  if (!shard->parse())
    return base::fail(base::ErrorKind::corrupt, "the bytes are not a shard of a Clew store");
  return shard;
}

bool Shard::parse() {
  base::VarintReader in(raw_.data(), raw_.data() + raw_.size());
  const uint64_t strings = in.next(), heap_size = in.next(), slots = in.next(), records = in.next(),
                 entities = in.next(), rows = in.next();
  for (const uint64_t count : {strings, heap_size, slots, records, entities, rows}) {
    if (count > raw_.size()) return false;
  }
  string_ends_.resize(strings);
  uint64_t end = 0;
  for (uint32_t& string_end : string_ends_) {
    end += in.next();
    if (end > heap_size) return false;
    string_end = static_cast<uint32_t>(end);
  }
  heap_ = in.bytes(heap_size);
  if (heap_ == nullptr || end != heap_size) return false;

  bool in_bounds = true;
  const auto number = [&](uint64_t bound) {
    const uint64_t value = in.next();
    if (value < bound) return static_cast<uint32_t>(value);
    in_bounds = false;
    return 0u;
  };
  if (strings == 0 && slots + entities + rows != 0) return false;
  slots_.resize(slots);
  for (model::Slot& slot : slots_) {
    slot.schema = string(number(strings));
    slot.property = string(number(strings));
    slot.field = string(number(strings));
    slot.language = string(number(strings));
  }
  records_.resize(records);
  for (auto& record : records_) record.part = static_cast<uint32_t>(in.next());
  for (auto& record : records_) record.line = static_cast<uint32_t>(in.next());
  for (auto& record : records_) record.offset = in.next();
  for (auto& record : records_) record.length = static_cast<uint32_t>(in.next());

  entities_.resize(entities);
  for (auto& entity : entities_) entity.id = number(strings);
  end = 0;
  for (auto& entity : entities_) {
    end += in.next();
    if (end > rows) return false;
    entity.rows_end = static_cast<uint32_t>(end);
  }
  if (end != rows) return false;
  rows_.resize(rows);
  for (Row& row : rows_) row.slot = number(slots);
  for (Row& row : rows_) row.value = number(strings);
  for (Row& row : rows_) row.original = number(strings + 1);
  uint64_t record = 0;
  for (Row& row : rows_) {
    record += in.next();
    if (record >= records) return false;
    row.record = static_cast<uint32_t>(record);
  }
  for (Row& row : rows_) row.known_from = static_cast<uint32_t>(in.next());
  for (Row& row : rows_) row.known_to = static_cast<uint32_t>(in.next());
  return in.ok() && in_bounds && in.at_end();
}

std::span<const Row> Shard::rows(size_t entity) const {
  const size_t begin = entity == 0 ? 0 : entities_[entity - 1].rows_end;
  return std::span(rows_).subspan(begin, entities_[entity].rows_end - begin);
}

std::string_view Shard::string(uint32_t number) const {
  const uint32_t begin = number == 0 ? 0 : string_ends_[number - 1];
  return {heap_ + begin, string_ends_[number] - begin};
}

size_t Shard::lower_bound(uint64_t key) const {
  const auto found = std::partition_point(entities_.begin(), entities_.end(), [&](const EntityEntry& e) {
    return entity_key(string(e.id)) < key;
  });
  return static_cast<size_t>(found - entities_.begin());
}

std::optional<size_t> Shard::find(std::string_view id) const {
  const uint64_t key = entity_key(id);
  for (size_t entity = lower_bound(key); entity < entities_.size(); ++entity) {
    if (entity_id(entity) == id) return entity;
    if (entity_key(entity_id(entity)) != key) break;
  }
  return std::nullopt;
}

}  // namespace clew::store
