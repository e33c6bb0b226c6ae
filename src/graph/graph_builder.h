// Makes graphs: from readings of a store, and from single nodes and links for tests and generated graphs.
//
// Links are laid out by where they begin. Nodes keep the order in which they came, or are laid out anew so
// that neighbours lie near each other (breadth first from the greatest hub), which walks feel in the cache.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/ownership_graph.h"
#include "graph/reading.h"

namespace clew::graph {

// Numbers 64-bit keys in the order in which they come.
class KeyTable {
 public:
  uint32_t number(uint64_t key);
  const std::vector<uint64_t>& keys() const { return keys_; }
  void reserve(size_t keys);

 private:
  void grow(size_t slots);
  std::vector<uint64_t> keys_;
  std::vector<uint32_t> slots_;  // Number + 1.
};

enum class NodeOrder : uint8_t { as_they_came, by_nearness };

class GraphTableBuilder {
 public:
  GraphTableBuilder();
  NodeNumber node(uint64_t key) { return nodes_.number(key); }
  // A node may be stated several times, by datasets and versions.
  void state(NodeNumber node, const NodeClass& what, int32_t born);
  void link(NodeNumber from, NodeNumber to, LinkClass what, const clean::Share& share, uint64_t key,
            uint32_t line, uint64_t offset);
  void fact(NodeNumber about, NoteRow row);
  void listing(NodeNumber about, NoteRow row);
  void add(const Reading& reading, uint64_t key, uint32_t known_from, uint32_t known_to);
  size_t link_count() const { return links_.size(); }
  // Uses it up. `old_link_of`, if asked for, gives the number under which each link came.
  GraphTables finish(NodeOrder order, std::vector<LinkNumber>* old_link_of = nullptr);

 private:
  struct RawLink {
    NodeNumber from, to;
    uint32_t what, line;
    uint64_t key, offset;
  };
  struct State {
    NodeNumber node;
    uint32_t what;
    int32_t born;
  };
  uint32_t share_number(const clean::Share& share);
  uint32_t link_class(const LinkClass& what);
  uint32_t node_class(const NodeClass& what);
  void put_states();
  void mark_unnamed_and_trusts();
  std::vector<NodeNumber> order_by_nearness() const;
  void renumber(const std::vector<NodeNumber>& new_number);
  void put_links(std::vector<LinkNumber>* old_link_of);
  void put_ends();
  void put_keys();

  KeyTable nodes_;
  std::vector<State> states_;
  std::vector<RawLink> links_;
  std::unordered_map<std::string, uint32_t> share_numbers_, link_classes_, node_classes_;
  GraphTables tables_;
};

// Takes entities in any order, and single nodes and links. Its numbers of nodes are those of the graph.
class OwnershipGraphBuilder {
 public:
  NodeNumber node(std::string_view id);
  void name(NodeNumber node, NodeKind kind, std::string_view caption);
  // Its ends, right and the rest; id and share beside it.
  void link(const Link& link, std::string_view id, const clean::Share& share, std::string_view role = {});
  void fact(NodeNumber about, FactWord kind);
  OwnershipGraph finish();

 private:
  GraphTableBuilder tables_;
  std::vector<OwnershipGraph::NodeTexts> node_texts_;
  std::vector<OwnershipGraph::LinkTexts> link_texts_;
};

// The columns of all that the store ever said. One pass over it, on all processors.
base::Result<GraphTables> tables_of(const store::Store& store);

}  // namespace clew::graph
