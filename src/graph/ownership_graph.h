// Who is linked to whom, and how: all links of a store, of all times, in one adjacency in both directions.
//
//   nodes    ordinals 0, 1, 2 ...       an id that is named but absent from the store is a node too
//   links    from --(kind, right, share, time, dataset, place)--> to
//   into(n), out_of(n)                  the numbers of the links that end, or begin, at n
//
// It is a derived file of numbers (docs/formats/graph.md), mapped and tested when opened: names are looked up
// in the store when they are asked for. A share is an exact interval with open and closed ends; where the
// source gives none, or one that is no part of a whole, it is [0, 100 %], and the latter is a finding. What
// was known, what holds on a day, or in some datasets, is a predicate over the one graph: into() and out_of()
// give all links ever, holds() tells which of them to follow. Facts that something is not there are kept
// beside the nodes, and nobody who is not named is ever merged with another. Two ids whose 64-bit keys are
// the same would be one node: a chance of 1 in 300,000 for 11 million ids.
//
// Memory under 100 bytes for each link, mapped. Immutable; thread-safe. Names are read from the store once,
// in under a millisecond each; where the store is damaged they are empty and trouble() says so.
#pragma once

#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/graph_columns.h"
#include "store/store.h"

namespace clew::graph {

struct Link {
  LinkNumber number = 0;
  NodeNumber from = 0, to = 0;
  uint32_t share = 0;                                   // Number of the share, see share_of().
  int32_t valid_from = kNoStart, valid_until = kNoEnd;  // As 20240517; from <= day < until.
  uint32_t known_from = 1, known_to = 0;                // Versions of the dataset; 0: still there.
  model::Record record;                                 // Part, line and offset; not the length.
  uint16_t dataset = 0;                                 // Number in the manifest.
  LinkKind kind = LinkKind::other;
  Right right = Right::none;
  Directness directness = Directness::unknown;
  // Declared to be so by way of others: compared with what is computed, never added.
  bool is_conclusion = false;
  bool is_beneficial = false;
  bool has_bad_share = false;  // Stated, but no part of a whole.
};

// A source says that something is not there or cannot be told.
struct NegativeFact {
  NodeNumber subject = 0;
  std::string_view kind, reason, description, record_id;
  int32_t valid_from = kNoStart, valid_until = kNoEnd;
  model::Record record;
  uint16_t dataset = 0;
};

struct Node {
  NodeKind kind = NodeKind::missing;
  bool is_listed = false;  // A listing (Sanction) names it, on whatever day.
  int32_t born = 0;        // As 20240517, the last day that it may mean; 0: not said.
};

// The day as 20240517; of "2024-05" or "2024" the last day that it may mean.
std::optional<int32_t> day_number(std::string_view day);

// What part of the graph to look at.
struct LinkView {
  int32_t day = 0;                   // 0: any.
  std::vector<bool> datasets;        // By number; empty: all.
  std::vector<LinkNumber> left_out;  // Taken as not stated, to ask what hangs on them. Sorted.
};

class OwnershipGraph {
 public:
  // The store's graph as `view` shows it; `valid_on` is left to LinkView. Makes the derived file where it is
  // absent or damaged: one pass over the store, on all processors. Where the store cannot be written to, the
  // graph is held in memory.
  static base::Result<OwnershipGraph> open(const store::Store& store, const store::View& view);

  // Of tables that were made without a store: there are no names in it.
  static OwnershipGraph of(GraphTables tables);

  size_t node_count() const { return columns_.node_key.size(); }
  size_t link_count() const { return columns_.link_key.size(); }
  Node node(NodeNumber number) const;
  NodeKind kind(NodeNumber number) const;
  Link link(LinkNumber number) const;
  std::span<const LinkNumber> into(NodeNumber node) const {
    const uint32_t begin = columns_.in_start[node];
    return columns_.in_link.subspan(begin, columns_.in_start[node + 1] - begin);
  }
  std::ranges::iota_view<LinkNumber, LinkNumber> out_of(NodeNumber node) const {
    return std::views::iota(columns_.out_start[node], columns_.out_start[node + 1]);
  }
  const clean::Share& share_of(const Link& link) const { return shares_[link.share]; }

  // Whether the link is known in this graph's view and holds in `view`.
  bool holds(LinkNumber number, const LinkView& view) const;
  bool holds(const LinkClass& what, const LinkView& view) const;
  // Whether a listing names the node on that day (0: any).
  bool is_listed_on(NodeNumber node, int32_t day) const;
  std::vector<const NegativeFact*> negative_facts_of(NodeNumber node) const;
  // Rows of facts and of listings, by node; is_known() tells which are in the view.
  std::span<const NoteRow> fact_rows() const { return columns_.fact; }
  std::span<const NoteRow> listing_rows() const { return columns_.listing; }
  bool is_known(uint16_t dataset, uint32_t known_from, uint32_t known_to) const;

  std::optional<NodeNumber> find(std::string_view id) const;
  uint64_t key(NodeNumber node) const { return columns_.node_key[node]; }
  std::string_view id(NodeNumber node) const { return texts_of(node).id; }
  // The name; for one without a name, its id.
  std::string_view caption(NodeNumber node) const;
  std::string_view name(NodeNumber node) const { return texts_of(node).name; }  // Empty without one.
  std::string_view schema(NodeNumber node) const { return texts_of(node).schema; }
  std::string_view birth_date(NodeNumber node) const { return texts_of(node).birth_date; }
  // A code where the source gives one: then the store is not asked.
  std::string jurisdiction(NodeNumber node) const;
  std::string_view link_id(LinkNumber link) const { return texts_of_link(link).id; }
  std::string_view role(LinkNumber link) const { return texts_of_link(link).role; }
  std::string_view record_id(LinkNumber link) const { return texts_of_link(link).record_id; }
  // What went wrong when names were looked up.
  std::optional<base::Error> trouble() const;

  const GraphColumns& columns() const { return columns_; }
  size_t memory_bytes() const { return bytes_of(columns_); }

  struct NodeTexts {
    std::string id = {}, name = {}, schema = {}, jurisdiction = {}, birth_date = {};
  };
  struct LinkTexts {
    std::string id = {}, role = {}, record_id = {};
  };

 private:
  friend class OwnershipGraphBuilder;
  struct Texts;  // What was looked up, and where to look.
  void take(GraphColumns columns, std::shared_ptr<const void> owner);
  const NodeTexts& texts_of(NodeNumber node) const;
  const LinkTexts& texts_of_link(LinkNumber link) const;
  NodeKind kind_of_many(uint32_t place) const;
  int32_t born(NodeNumber number) const;

  GraphColumns columns_;
  std::shared_ptr<const void> owner_;  // Of the columns: a mapped file or tables.
  std::vector<clean::Share> shares_;
  std::vector<uint32_t> shown_;  // Version of each dataset; empty: all that is still there.
  std::shared_ptr<Texts> texts_;
};

}  // namespace clew::graph
