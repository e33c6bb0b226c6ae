// Words of a graph: kept beside it, or looked up in the store when first asked for, and kept then.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "graph/ownership_graph.h"

namespace clew::graph {

struct OwnershipGraph::Texts {
  using Entities = std::vector<store::Entity>;

  // Those with the key, in the view, of all datasets or of one; none, and a trouble, where the store fails.
  Entities look_up(uint64_t key, const std::string& dataset);
  const NodeTexts& node(const OwnershipGraph& graph, NodeNumber number);
  const LinkTexts& link(const OwnershipGraph& graph, LinkNumber number);
  const NegativeFact& fact(size_t row, const NoteRow& what);
  std::string id_from_links(const OwnershipGraph& graph, NodeNumber number);

  std::recursive_mutex mutex;
  std::optional<store::Store> store;  // Else all are held.
  store::View view;
  std::unordered_map<NodeNumber, std::unique_ptr<NodeTexts>> nodes;
  std::unordered_map<LinkNumber, std::unique_ptr<LinkTexts>> links;
  std::unordered_map<size_t, std::unique_ptr<NegativeFact>> facts;
  std::deque<std::string> words;  // Of facts.
  std::optional<base::Error> trouble;
};

}  // namespace clew::graph
