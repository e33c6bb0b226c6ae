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

// A listing, a passport, an office held: a fact with a time that is about the entity alone.
bool is_about_another(const model::Slot& slot) {
  const model::Schema* schema = model::find_schema(slot.schema);
  const model::Schema* interval = model::find_schema("Interval");
  return schema != nullptr && interval != nullptr && schema->is_a(*interval) && !schema->is_link();
}

// Pairs (entity pointed to, entity that points), from the slots that `chosen` lets pass.
store::PairsOf pairs_from(bool (*chosen)(const model::Slot&)) {
  return [chosen](const store::Shard& shard, size_t entity, std::vector<store::KeyPair>& pairs) {
    // Slots repeat: ask the model once for each of a shard.
    thread_local std::vector<bool> passes;
    if (entity == 0) {
      passes.clear();
      for (const model::Slot& slot : shard.slots()) passes.push_back(names_an_entity(slot) && chosen(slot));
    }
    uint64_t key = 0;
    for (const store::Row& row : shard.rows(entity)) {
      if (!passes[row.slot]) continue;
      if (key == 0) key = store::entity_key(shard.entity_id(entity));
      pairs.push_back({store::entity_key(shard.value(row)), key});
    }
  };
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> names_others(const store::Entity& entity) {
  std::vector<std::pair<std::string_view, std::string_view>> found;
  for (const auto& [statement, from, to] : entity.statements) {
    const std::pair item(statement.slot.property, statement.value);
    if (names_an_entity(statement.slot) && std::find(found.begin(), found.end(), item) == found.end())
      found.push_back(item);
  }
  return found;
}

Result<References> References::open(const store::Store& store) {
  References references;
  references.store_ = &store;
  const auto about = pairs_from(is_about_another);
  const auto others = pairs_from([](const model::Slot& slot) { return !is_about_another(slot); });
  for (const auto& segment : store.segments()) {
    CLEW_TRY_ASSIGN(auto about_pairs,
                    store::derived_pairs(store.disk(), store.path(), *segment, "about", about));
    references.about_.push_back(std::move(about_pairs));
    CLEW_TRY_ASSIGN(auto other_pairs,
                    store::derived_pairs(store.disk(), store.path(), *segment, "refs", others));
    references.others_.push_back(std::move(other_pairs));
  }
  return references;
}

Result<std::vector<uint64_t>> References::keys_in(const Tables& tables, std::string_view id) const {
  std::vector<uint64_t> keys;
  for (const auto& pairs : tables) {
    CLEW_TRY_ASSIGN(const auto found, pairs->find(store::entity_key(id)));
    for (const store::KeyPair& pair : found) keys.push_back(pair.value);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

Result<std::vector<store::Entity>> References::entities_of(std::span<const uint64_t> keys,
                                                           std::string_view id, const store::View& view,
                                                           size_t max) const {
  std::vector<store::Entity> entities;
  for (const uint64_t key : keys) {
    if (entities.size() >= max) break;
    CLEW_TRY_ASSIGN(auto with_key, store_->entities_with_key(key, view));
    for (store::Entity& entity : with_key) {
      // The key may collide, and the view may not hold the statement that pointed.
      const auto others = names_others(entity);
      const bool points =
          std::any_of(others.begin(), others.end(), [&](const auto& item) { return item.second == id; });
      if (points) entities.push_back(std::move(entity));
    }
  }
  std::sort(entities.begin(), entities.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return entities;
}

Result<Pointing> References::pointing_to(std::string_view id, const store::View& view,
                                         size_t others_max) const {
  Pointing pointing;
  CLEW_TRY_ASSIGN(const auto about, keys_in(about_, id));
  CLEW_TRY_ASSIGN(pointing.about, entities_of(about, id, view, about.size()));
  CLEW_TRY_ASSIGN(const auto others, keys_in(others_, id));
  pointing.others_total = others.size();
  CLEW_TRY_ASSIGN(pointing.others, entities_of(others, id, view, others_max));
  return pointing;
}

}  // namespace clew::graph
