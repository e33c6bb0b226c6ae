#include "index/names.h"

#include <algorithm>
#include <limits>

#include "base/hash.h"
#include "clean/tokens.h"

namespace clew::index {
namespace {

using base::Result;

bool is_name(const model::Slot& slot) {
  const model::Schema* schema = model::find_schema(slot.schema);
  const model::Property* property = schema == nullptr ? nullptr : schema->property(slot.property);
  return property != nullptr && property->type == model::Type::name && !schema->is_link();
}

// Key: a word; value: the entity.
void pairs_of(const store::Shard& shard, size_t entity, std::vector<store::KeyPair>& pairs) {
  thread_local const store::Shard* known_shard = nullptr;
  thread_local std::vector<bool> holds_names;
  if (known_shard != &shard || entity == 0) {
    known_shard = &shard;
    holds_names.clear();
    for (const model::Slot& slot : shard.slots()) holds_names.push_back(is_name(slot));
  }
  for (const store::Row& row : shard.rows(entity)) {
    if (!holds_names[row.slot]) continue;
    const uint64_t key = store::entity_key(shard.entity_id(entity));
    for (const std::string& word : clean::tokens(shard.value(row)))
      pairs.push_back({base::hash64(word), key});
  }
}

// How many words the best-fitting name has beside the ones asked for; the maximum if none holds them all.
size_t words_beside(const store::Entity& entity, const std::vector<std::string>& asked) {
  size_t best = std::numeric_limits<size_t>::max();
  for (const auto& [statement, from, to] : entity.statements) {
    if (!is_name(statement.slot)) continue;
    const auto words = clean::tokens(statement.value);
    const bool holds = std::all_of(asked.begin(), asked.end(), [&](const std::string& word) {
      return std::find(words.begin(), words.end(), word) != words.end();
    });
    if (holds) best = std::min(best, words.size() - std::min(words.size(), asked.size()));
  }
  return best;
}

}  // namespace

Result<Names> Names::open(const store::Store& store) {
  Names names;
  names.store_ = &store;
  for (const auto& segment : store.segments()) {
    CLEW_TRY_ASSIGN(auto pairs,
                    store::derived_pairs(store.disk(), store.path(), *segment, "names", pairs_of));
    names.pairs_.push_back(std::move(pairs));
  }
  return names;
}

Result<std::vector<store::Entity>> Names::find(std::string_view text, const store::View& view) const {
  const auto asked = clean::tokens(text);
  std::vector<uint64_t> keys;
  for (size_t i = 0; i < asked.size(); ++i) {
    std::vector<uint64_t> with_word;
    for (const auto& pairs : pairs_) {
      CLEW_TRY_ASSIGN(const auto found, pairs->find(base::hash64(asked[i])));
      for (const store::KeyPair& pair : found) with_word.push_back(pair.value);
    }
    std::sort(with_word.begin(), with_word.end());
    with_word.erase(std::unique(with_word.begin(), with_word.end()), with_word.end());
    if (i == 0) {
      keys = std::move(with_word);
    } else {
      std::erase_if(
          keys, [&](uint64_t key) { return !std::binary_search(with_word.begin(), with_word.end(), key); });
    }
  }
  std::vector<std::pair<size_t, store::Entity>> ranked;
  for (const uint64_t key : keys) {
    CLEW_TRY_ASSIGN(auto with_key, store_->entities_with_key(key, view));
    for (store::Entity& entity : with_key) {
      const size_t beside = words_beside(entity, asked);
      if (beside != std::numeric_limits<size_t>::max()) ranked.emplace_back(beside, std::move(entity));
    }
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.id) < std::tie(b.first, b.second.id);
  });
  std::vector<store::Entity> found;
  for (auto& [beside, entity] : ranked) found.push_back(std::move(entity));
  return found;
}

}  // namespace clew::index
