#include "store/store.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>

namespace clew::store {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

// An ISO prefix date compared as the first day it may mean ("1990" <= "1990-05-17").
bool is_after(std::string_view date, std::string_view day) {
  const size_t length = std::min(date.size(), day.size());
  return date.substr(0, length) > day.substr(0, length);
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

}  // namespace

bool is_valid_on(const Entity& entity, std::string_view day) {
  if (entity.schema == nullptr || day.empty()) return true;
  if (!entity.schema->start.empty()) {
    const std::string_view start = entity.first(entity.schema->start);
    if (!start.empty() && is_after(start, day)) return false;
  }
  if (!entity.schema->end.empty()) {
    const std::string_view end = entity.first(entity.schema->end);
    if (!end.empty() && !is_after(end, day) && end.size() >= std::min(day.size(), size_t{10})) return false;
    if (!end.empty() && end.size() < day.size() && day.substr(0, end.size()) > end) return false;
  }
  return true;
}

std::vector<std::string_view> Entity::values(std::string_view property) const {
  std::vector<std::string_view> found;
  for (const auto& [statement, from, to] : statements) {
    if (statement.slot.property != property) continue;
    if (std::find(found.begin(), found.end(), statement.value) == found.end())
      found.push_back(statement.value);
  }
  return found;
}

std::string_view Entity::first(std::string_view property) const {
  for (const auto& [statement, from, to] : statements) {
    if (statement.slot.property == property) return statement.value;
  }
  return {};
}

std::string_view Entity::caption() const {
  if (schema != nullptr) {
    for (const std::string_view property : schema->caption) {
      const std::string_view value = first(property);
      if (!value.empty()) return value;
    }
  }
  const std::string_view name = first("name");
  return name.empty() ? std::string_view(id) : name;
}

Result<Store> Store::open(const std::string& path, base::Disk& disk) {
  // A writer may replace the manifest and remove old segments between our two reads: then read again.
  for (int attempt = 0;; ++attempt) {
    Store store;
    store.path_ = path;
    store.disk_ = &disk;
    CLEW_TRY_ASSIGN(store.manifest_, current_manifest(disk, path));
    bool gone = false;
    for (const SegmentEntry& entry : store.manifest_.segments) {
      auto segment = Segment::open(disk, segment_path(path, entry.file));
      gone = !segment && segment.error().kind == ErrorKind::not_found && attempt < 5;
      if (gone) break;
      if (!segment) return std::unexpected(segment.error());
      store.segments_.push_back(std::move(*segment));
    }
    if (!gone) return store;
  }
}

Result<std::vector<uint32_t>> Store::versions_shown(const View& view) const {
  for (const std::string& name : view.datasets) {
    if (manifest_.dataset(name) != nullptr) continue;
    std::string known;
    for (const Dataset& dataset : manifest_.datasets) known += " " + dataset.name;
    return fail(ErrorKind::not_found, fmt::format("no dataset {} in {}; there are:{}", name, path_, known));
  }
  std::vector<uint32_t> shown;
  for (const Dataset& dataset : manifest_.datasets) {
    const bool chosen = view.datasets.empty() || std::find(view.datasets.begin(), view.datasets.end(),
                                                           dataset.name) != view.datasets.end();
    uint32_t number = 0;
    for (const Version& version : dataset.versions) {
      if (chosen && (view.known_on.empty() || !is_after(version.published_on, view.known_on)))
        number = version.number;
    }
    shown.push_back(number);
  }
  return shown;
}

std::optional<Entity> Store::make_entity(std::string_view id, std::span<const EntityRows> parts,
                                         std::span<const uint32_t> shown, const View& view) const {
  Entity entity;
  bool conflict = false;
  const model::Slot* last_slot = nullptr;
  for (size_t begin = 0; begin < parts.size();) {
    const uint32_t dataset = manifest_.segments[parts[begin].segment].dataset;
    size_t end = begin + 1;
    while (end < parts.size() && manifest_.segments[parts[end].segment].dataset == dataset) ++end;
    const auto of_dataset = parts.subspan(begin, end - begin);
    begin = end;
    if (shown[dataset] == 0) continue;
    for (const StatedRow& stated : merge_rows(of_dataset)) {
      if (!is_in_version(stated.row, shown[dataset])) continue;
      const Shard& shard = *stated.shard;
      const model::Slot& slot = shard.slot(stated.row);
      entity.statements.push_back({{.entity = {},
                                    .slot = slot,
                                    .value = shard.value(stated.row),
                                    .original = shard.original(stated.row),
                                    .dataset = manifest_.datasets[dataset].name,
                                    .record = shard.record(stated.row)},
                                   stated.row.known_from,
                                   stated.row.known_to});
      if (last_slot != nullptr && last_slot->schema == slot.schema) continue;
      last_slot = &slot;
      const model::Schema* schema = model::find_schema(slot.schema);
      if (schema == nullptr || conflict) continue;
      const model::Schema* common =
          entity.schema == nullptr ? schema : model::common_schema(*entity.schema, *schema);
      conflict = common == nullptr;
      entity.schema = common;
    }
  }
  for (const EntityRows& part : parts) entity.shards.push_back(part.shard);
  if (entity.statements.empty()) return std::nullopt;
  entity.id = id;
  const std::string_view lasting_id = parts.front().shard->entity_id(parts.front().entity);
  for (auto& stated : entity.statements) stated.statement.entity = lasting_id;
  if (!is_valid_on(entity, view.valid_on)) return std::nullopt;
  return entity;
}

Result<std::vector<Entity>> Store::entities_with_key(uint64_t key, const View& view) const {
  CLEW_TRY_ASSIGN(const auto shown, versions_shown(view));
  // (id, parts) of every entity with that key; there is more than one only in a collision of hashes.
  std::vector<std::pair<std::string_view, std::vector<EntityRows>>> found;
  for (size_t i = 0; i < segments_.size(); ++i) {
    const size_t number = segments_[i]->find_shard(key);
    if (number == segments_[i]->shards().size() || segments_[i]->shards()[number].first_key > key) continue;
    CLEW_TRY_ASSIGN(const auto shard, segments_[i]->shard(number));
    for (size_t at = shard->lower_bound(key); at < shard->entity_count(); ++at) {
      const std::string_view id = shard->entity_id(at);
      if (entity_key(id) != key) break;
      auto place =
          std::find_if(found.begin(), found.end(), [&](const auto& item) { return item.first == id; });
      if (place == found.end()) place = found.insert(found.end(), {id, {}});
      place->second.push_back({i, shard, at});
    }
  }
  std::vector<Entity> entities;
  for (auto& [id, parts] : found) {
    std::stable_sort(parts.begin(), parts.end(), [&](const EntityRows& a, const EntityRows& b) {
      return manifest_.segments[a.segment].dataset < manifest_.segments[b.segment].dataset;
    });
    auto entity = make_entity(id, parts, shown, view);
    if (entity) entities.push_back(std::move(*entity));
  }
  return entities;
}

Result<std::optional<Entity>> Store::entity(std::string_view id, const View& view) const {
  CLEW_TRY_ASSIGN(auto entities, entities_with_key(entity_key(id), view));
  for (Entity& entity : entities) {
    if (entity.id == id) return std::move(entity);
  }
  return std::nullopt;
}

Result<std::string> Store::last_known(std::string_view id) const {
  std::string last;
  for (const Dataset& dataset : manifest_.datasets) {
    for (auto version = dataset.versions.rbegin(); version != dataset.versions.rend(); ++version) {
      const std::string& day = version->published_on;
      if (day.empty() || day <= last) break;
      CLEW_TRY_ASSIGN(const auto then,
                      entity(id, {.known_on = day, .valid_on = {}, .datasets = {dataset.name}}));
      if (then) last = day;
    }
  }
  return last;
}

Result<std::vector<std::string>> Store::resolve_id(std::string_view text) const {
  std::vector<std::string> candidates = {std::string(text)};
  for (const Dataset& dataset : manifest_.datasets) {
    if (dataset.prefix.empty()) continue;
    candidates.push_back(dataset.prefix + std::string(text));
    // Some publishers write in capitals what their id holds in lower case: AFG0001 is gb-fcdo-afg0001.
    candidates.push_back(dataset.prefix + lower_case(text));
  }
  std::sort(candidates.begin() + 1, candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  std::vector<std::string> found;
  for (const std::string& id : candidates) {
    CLEW_TRY_ASSIGN(const auto present, entity(id, {}));
    if (present) found.push_back(id);
    if (present && id == text) break;  // The full id is never ambiguous.
  }
  // Who is gone from the newest versions is still somebody to ask about.
  for (size_t i = 0; found.empty() && i < candidates.size(); ++i) {
    CLEW_TRY_ASSIGN(const std::string day, last_known(candidates[i]));
    if (!day.empty()) found.push_back(candidates[i]);
  }
  return found;
}

Result<void> Store::scan(const View& view, const std::function<bool(const Entity&)>& on_entity) const {
  CLEW_TRY_ASSIGN(const auto shown, versions_shown(view));
  EntityMerge merge(segments_);
  std::vector<EntityRows> parts;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, merge.next());
    if (!more) return {};
    parts = merge.parts();
    std::stable_sort(parts.begin(), parts.end(), [&](const EntityRows& a, const EntityRows& b) {
      return manifest_.segments[a.segment].dataset < manifest_.segments[b.segment].dataset;
    });
    const auto entity = make_entity(merge.id(), parts, shown, view);
    if (entity && !on_entity(*entity)) return {};
  }
}

}  // namespace clew::store
