#include "graph/ownership_graph.h"

#include <algorithm>

#include "graph/graph_builder.h"
#include "graph/graph_texts.h"

namespace clew::graph {
namespace {

using clean::Share;

Share share_of_row(const ShareRow& row) {
  return {.low = {row.low, row.low_of},
          .high = {row.high, row.high_of},
          .low_open = row.low_open != 0,
          .high_open = row.high_open != 0};
}

// Of several statements about one node, which says most.
int says(NodeKind kind) {
  switch (kind) {
    case NodeKind::missing: return 0;
    case NodeKind::thing: return 1;
    case NodeKind::party: return 2;
    case NodeKind::company: return 3;
    case NodeKind::trust: return 4;
    case NodeKind::nomination: return 5;
    case NodeKind::state: return 6;
    case NodeKind::person: return 7;
    case NodeKind::unnamed: return 8;
  }
  return 0;
}

}  // namespace

void OwnershipGraph::take(GraphColumns columns, std::shared_ptr<const void> owner) {
  columns_ = columns;
  owner_ = std::move(owner);
  shares_.clear();
  for (const ShareRow& row : columns_.share) shares_.push_back(share_of_row(row));
  texts_ = std::make_shared<Texts>();
}

OwnershipGraph OwnershipGraph::of(GraphTables tables) {
  const auto owner = std::make_shared<const GraphTables>(std::move(tables));
  OwnershipGraph graph;
  graph.take(columns_of(*owner), owner);
  return graph;
}

bool OwnershipGraph::is_known(uint16_t dataset, uint32_t known_from, uint32_t known_to) const {
  if (shown_.empty()) return known_to == 0;
  const uint32_t version = dataset < shown_.size() ? shown_[dataset] : 0;
  return version != 0 && known_from <= version && (known_to == 0 || version < known_to);
}

NodeKind OwnershipGraph::kind_of_many(uint32_t place) const {
  NodeKind kind = NodeKind::missing;
  for (uint32_t i = columns_.node_many_start[place]; i < columns_.node_many_start[place + 1]; ++i) {
    const NodeClass& what = columns_.node_classes[columns_.node_many_class[i]];
    if (is_known(what.dataset, what.known_from, what.known_to) && says(what.kind) > says(kind))
      kind = what.kind;
  }
  return kind;
}

NodeKind OwnershipGraph::kind(NodeNumber number) const {
  const uint32_t place = columns_.node_class[number];
  if ((place & kMany) != 0) return kind_of_many(place & ~kMany);
  const NodeClass& what = columns_.node_classes[place];
  return is_known(what.dataset, what.known_from, what.known_to) ? what.kind : NodeKind::missing;
}

// Of several the latest: whoever may be a child is not named.
int32_t OwnershipGraph::born(NodeNumber number) const {
  const uint32_t place = columns_.node_class[number];
  if ((place & kMany) == 0) return columns_.node_born[number];
  const uint32_t many = place & ~kMany;
  int32_t born = 0;
  for (uint32_t i = columns_.node_many_start[many]; i < columns_.node_many_start[many + 1]; ++i) {
    const NodeClass& what = columns_.node_classes[columns_.node_many_class[i]];
    if (is_known(what.dataset, what.known_from, what.known_to))
      born = std::max(born, columns_.node_many_born[i]);
  }
  return born;
}

Node OwnershipGraph::node(NodeNumber number) const {
  const NodeKind what = kind(number);
  return {.kind = what,
          .is_listed = is_listed_on(number, 0),
          .born = what == NodeKind::missing ? 0 : born(number)};
}

Link OwnershipGraph::link(LinkNumber number) const {
  const LinkClass& what = columns_.link_class[columns_.out_class[number]];
  return {.number = number,
          .from = columns_.link_from[number],
          .to = columns_.out_other[number],
          .share = what.share,
          .valid_from = what.valid_from,
          .valid_until = what.valid_until,
          .known_from = what.known_from,
          .known_to = what.known_to,
          .record = {what.part, columns_.link_line[number], columns_.link_offset[number], 0},
          .dataset = what.dataset,
          .kind = what.kind,
          .right = what.right,
          .directness = what.directness,
          .is_conclusion = (what.flags & kIsConclusion) != 0,
          .is_beneficial = (what.flags & kIsBeneficial) != 0,
          .has_bad_share = (what.flags & kHasBadShare) != 0};
}

bool OwnershipGraph::holds(const LinkClass& what, const LinkView& view) const {
  if (!is_known(what.dataset, what.known_from, what.known_to)) return false;
  if (view.day != 0 && (what.valid_from > view.day || what.valid_until <= view.day)) return false;
  return view.datasets.empty() || (what.dataset < view.datasets.size() && view.datasets[what.dataset]);
}

bool OwnershipGraph::holds(LinkNumber number, const LinkView& view) const {
  return holds(columns_.link_class[columns_.out_class[number]], view) &&
         (view.left_out.empty() || !std::binary_search(view.left_out.begin(), view.left_out.end(), number));
}

bool OwnershipGraph::is_listed_on(NodeNumber node, int32_t day) const {
  const auto [first, last] = std::ranges::equal_range(columns_.listing, node, {}, &NoteRow::node);
  return std::any_of(first, last, [&](const NoteRow& row) {
    const bool holds = day == 0 || (row.valid_from <= day && day < row.valid_until);
    return holds && is_known(row.dataset, row.known_from, row.known_to);
  });
}

std::vector<const NegativeFact*> OwnershipGraph::negative_facts_of(NodeNumber node) const {
  const auto [first, last] = std::ranges::equal_range(columns_.fact, node, {}, &NoteRow::node);
  std::vector<const NegativeFact*> found;
  for (auto row = first; row != last; ++row) {
    if (is_known(row->dataset, row->known_from, row->known_to))
      found.push_back(&texts_->fact(static_cast<size_t>(row - columns_.fact.begin()), *row));
  }
  return found;
}

std::optional<NodeNumber> OwnershipGraph::find(std::string_view id) const {
  const uint64_t key = store::entity_key(id);
  const auto key_of = [&](NodeNumber node) { return columns_.node_key[node]; };
  const auto at = std::ranges::lower_bound(columns_.node_by_key, key, {}, key_of);
  if (at == columns_.node_by_key.end() || key_of(*at) != key) return std::nullopt;
  return *at;
}

std::string_view OwnershipGraph::caption(NodeNumber node) const {
  const NodeTexts& texts = texts_of(node);
  return texts.name.empty() ? texts.id : texts.name;
}

std::string OwnershipGraph::jurisdiction(NodeNumber node) const {
  const uint32_t place = columns_.node_class[node];
  if ((place & kMany) == 0) {
    const NodeClass& what = columns_.node_classes[place];
    if (what.country != 0 || what.has_country == 0) return code_text(what.country);
  }
  return texts_of(node).jurisdiction;
}

const OwnershipGraph::NodeTexts& OwnershipGraph::texts_of(NodeNumber node) const {
  return texts_->node(*this, node);
}
const OwnershipGraph::LinkTexts& OwnershipGraph::texts_of_link(LinkNumber link) const {
  return texts_->link(*this, link);
}

std::optional<base::Error> OwnershipGraph::trouble() const {
  const std::scoped_lock lock(texts_->mutex);
  return texts_->trouble;
}

// --- Graphs of single nodes and links -------------------------------------------------------------------

NodeNumber OwnershipGraphBuilder::node(std::string_view id) {
  const NodeNumber number = tables_.node(store::entity_key(id));
  if (number == node_texts_.size()) node_texts_.push_back({.id = std::string(id)});
  return number;
}

void OwnershipGraphBuilder::name(NodeNumber node, NodeKind kind, std::string_view caption) {
  NodeClass what;
  what.kind = kind;
  tables_.state(node, what, 0);
  node_texts_[node].name = caption;
}

void OwnershipGraphBuilder::link(const Link& link, std::string_view id, const Share& share,
                                 std::string_view role) {
  LinkClass what;
  what.valid_from = link.valid_from;
  what.valid_until = link.valid_until;
  what.known_from = link.known_from;
  what.known_to = link.known_to;
  what.part = link.record.part;
  what.dataset = link.dataset;
  what.kind = link.kind;
  what.right = link.right;
  what.directness = link.directness;
  what.flags = static_cast<uint8_t>((link.is_conclusion ? kIsConclusion : 0) |
                                    (link.is_beneficial ? kIsBeneficial : 0) |
                                    (link.has_bad_share ? kHasBadShare : 0));
  tables_.link(link.from, link.to, what, share, store::entity_key(id), link.record.line, link.record.offset);
  link_texts_.push_back({.id = std::string(id), .role = std::string(role)});
}

void OwnershipGraphBuilder::fact(NodeNumber about, FactWord kind) {
  NoteRow row;
  row.kind = kind;
  tables_.fact(about, row);
}

OwnershipGraph OwnershipGraphBuilder::finish() {
  std::vector<LinkNumber> old_link_of;
  const auto tables =
      std::make_shared<const GraphTables>(tables_.finish(NodeOrder::as_they_came, &old_link_of));
  OwnershipGraph graph;
  graph.take(columns_of(*tables), tables);
  for (NodeNumber node = 0; node < node_texts_.size(); ++node)
    graph.texts_->nodes[node] = std::make_unique<OwnershipGraph::NodeTexts>(std::move(node_texts_[node]));
  for (LinkNumber link = 0; link < old_link_of.size(); ++link) {
    graph.texts_->links[link] =
        std::make_unique<OwnershipGraph::LinkTexts>(std::move(link_texts_[old_link_of[link]]));
  }
  return graph;
}

}  // namespace clew::graph
