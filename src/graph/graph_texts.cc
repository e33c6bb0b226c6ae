#include "graph/graph_texts.h"

#include <algorithm>

#include "graph/references.h"

namespace clew::graph {

OwnershipGraph::Texts::Entities OwnershipGraph::Texts::look_up(uint64_t key, const std::string& dataset) {
  if (!store) return {};
  store::View where = view;
  if (!dataset.empty()) where.datasets = {dataset};
  auto found = store->entities_with_key(key, where);
  if (found) return std::move(*found);
  if (!trouble) trouble = found.error();
  return {};
}

// Who is not in the store is named by those who point to it.
std::string OwnershipGraph::Texts::id_from_links(const OwnershipGraph& graph, NodeNumber number) {
  const auto named_by = [&](uint64_t key) -> std::string {
    for (const store::Entity& entity : look_up(key, {})) {
      for (const auto& [property, id] : names_others(entity)) {
        if (store::entity_key(id) == graph.key(number)) return std::string(id);
      }
    }
    return {};
  };
  constexpr size_t kTries = 20;
  std::vector<uint64_t> keys;
  for (const LinkNumber link : graph.out_of(number)) {
    if (keys.size() < kTries) keys.push_back(graph.columns().link_key[link]);
  }
  for (const LinkNumber link : graph.into(number)) {
    if (keys.size() < 2 * kTries) keys.push_back(graph.columns().link_key[link]);
  }
  for (const std::span<const NoteRow> rows : {graph.fact_rows(), graph.listing_rows()}) {
    const auto [first, last] = std::ranges::equal_range(rows, number, {}, &NoteRow::node);
    for (auto row = first; row != last && keys.size() < 3 * kTries; ++row) keys.push_back(row->key);
  }
  for (const uint64_t key : keys) {
    if (std::string id = named_by(key); !id.empty()) return id;
  }
  return {};
}

const OwnershipGraph::NodeTexts& OwnershipGraph::Texts::node(const OwnershipGraph& graph, NodeNumber number) {
  const std::scoped_lock lock(mutex);
  auto& place = nodes[number];
  if (place) return *place;
  place = std::make_unique<NodeTexts>();
  const Entities found = look_up(graph.key(number), {});
  if (found.empty()) {
    place->id = id_from_links(graph, number);
    return *place;
  }
  const store::Entity& entity = found.front();
  place->id = entity.id;
  if (entity.caption() != entity.id) place->name = entity.caption();
  place->schema = entity.schema_name();
  place->jurisdiction = entity.first("jurisdiction");
  if (place->jurisdiction.empty()) place->jurisdiction = entity.first("country");
  place->birth_date = entity.first("birthDate");
  return *place;
}

const OwnershipGraph::LinkTexts& OwnershipGraph::Texts::link(const OwnershipGraph& graph, LinkNumber number) {
  const std::scoped_lock lock(mutex);
  auto& place = links[number];
  if (place) return *place;
  place = std::make_unique<LinkTexts>();
  if (!store) return *place;
  const std::string& dataset = store->manifest().datasets[graph.link(number).dataset].name;
  for (const store::Entity& entity : look_up(graph.columns().link_key[number], dataset)) {
    place->id = entity.id;
    place->role = entity.first("role");
    if (place->role.empty()) place->role = entity.first("relationship");
    place->record_id = entity.first("recordId");
  }
  return *place;
}

const NegativeFact& OwnershipGraph::Texts::fact(size_t row, const NoteRow& what) {
  const std::scoped_lock lock(mutex);
  auto& place = facts[row];
  if (place) return *place;
  place = std::make_unique<NegativeFact>();
  place->subject = what.node;
  place->valid_from = what.valid_from;
  place->valid_until = what.valid_until;
  place->record = {what.part, what.line, what.offset, 0};
  place->dataset = what.dataset;
  place->kind = fact_text(what.kind);
  const auto keep = [&](std::string_view text) { return std::string_view(words.emplace_back(text)); };
  for (const store::Entity& entity : look_up(what.key, {})) {
    place->kind = keep(entity.first("kind"));
    place->reason = keep(entity.first("reason"));
    place->description = keep(entity.first("description"));
    place->record_id = keep(entity.first("recordId"));
  }
  return *place;
}

}  // namespace clew::graph
