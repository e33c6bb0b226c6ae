#include "graph/references.h"

#include <algorithm>

namespace clew::graph {
namespace {

using base::Result;

bool names_an_entity(const model::Slot& slot) {
  const model::Schema* schema = model::find_schema(slot.schema);
  const model::Property* property = schema == nullptr ? nullptr : schema->property(slot.property);
  return property != nullptr && property->type == model::Type::entity;
}

// Key: the entity pointed to; value: the one that points.
void pairs_of(const store::Shard& shard, size_t entity, std::vector<store::KeyPair>& pairs) {
  // Slots repeat: ask the model once for each of a shard.
  thread_local const store::Shard* known_shard = nullptr;
  thread_local std::vector<bool> names_entity;
  if (known_shard != &shard || entity == 0) {
    known_shard = &shard;
    names_entity.clear();
    for (const model::Slot& slot : shard.slots()) names_entity.push_back(names_an_entity(slot));
  }
  uint64_t key = 0;
  for (const store::Row& row : shard.rows(entity)) {
    if (!names_entity[row.slot]) continue;
    if (key == 0) key = store::entity_key(shard.entity_id(entity));
    pairs.push_back({store::entity_key(shard.value(row)), key});
  }
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> names_others(const store::Entity& entity) {
  std::vector<std::pair<std::string_view, std::string_view>> found;
  for (const auto& [statement, from, to] : entity.statements) {
    const std::pair item(statement.slot.property, statement.value);
    if (names_an_entity(statement.slot) && std::find(found.begin(), found.end(), item) == found.end()) found.push_back(item);
  }
  return found;
}

Result<References> References::open(const store::Store& store) {
  References references;
  references.store_ = &store;
  for (const auto& segment : store.segments()) {
    CLEW_TRY_ASSIGN(auto pairs, store::derived_pairs(store.disk(), store.path(), *segment, "refs", pairs_of));
    references.pairs_.push_back(std::move(pairs));
  }
  return references;
}

Result<std::vector<store::Entity>> References::pointing_to(std::string_view id, const store::View& view) const {
  std::vector<uint64_t> keys;
  for (const auto& pairs : pairs_) {
    CLEW_TRY_ASSIGN(const auto found, pairs->find(store::entity_key(id)));
    for (const store::KeyPair& pair : found) keys.push_back(pair.value);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::vector<store::Entity> entities;
  for (const uint64_t key : keys) {
    CLEW_TRY_ASSIGN(auto with_key, store_->entities_with_key(key, view));
    for (store::Entity& entity : with_key) {
      // The key may collide, and the view may not hold the statement that pointed.
      const auto others = names_others(entity);
      const bool points = std::any_of(others.begin(), others.end(), [&](const auto& item) { return item.second == id; });
      if (points) entities.push_back(std::move(entity));
    }
  }
  std::sort(entities.begin(), entities.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return entities;
}

}  // namespace clew::graph
