// Who is linked to whom, and how: all links of a store in one adjacency, in both directions.
//
//   nodes    ordinals 0, 1, 2 ...       an id that is named but absent from the store is a node too
//   links    from --(kind, right, share, time, dataset, place)--> to
//   into(n), out_of(n)                  the numbers of the links that end, or begin, at n
//
// A share is an exact interval with open and closed ends; where the source gives none, or one that is no part
// of a whole, it is [0, 100 %], and the latter is a finding. What holds on a day, or in some datasets, is a
// predicate (LinkView) over the one graph. Facts that something is not there are kept beside the nodes, and
// nobody who is not named is ever merged with another. Built by one scan of a store's view; memory about 90
// bytes for each link and its id beside it. Immutable once built; thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "clean/share.h"
#include "store/store.h"

namespace clew::graph {

enum class NodeKind : uint8_t {
  missing,     // Named by a link, not in the store.
  person,      // A human being with a name.
  state,       // A state or a body of one.
  company,     // Anything else that can own and be owned.
  unnamed,     // A holder without a name: not identified, anonymous, the bearer.
  nomination,  // An agreement by which one holds for another.
  trust,
  thing,  // A house, a ship, a document.
};

enum class LinkKind : uint8_t {
  ownership,
  control,
  directorship,
  representation,
  membership,
  family,
  identity,
  other
};

// What a link gives its holder. Shares and votes are kept apart: votes are steered, not diluted.
enum class Right : uint8_t {
  none,
  shares,
  votes,
  other_economic,  // Profit, surplus, use: a right beside the shares, no second portion of them.
  appointment,     // Of the majority of the board.
  influence,
  trust_role,
  nominator,
  nominee,
  unstated,  // An interest of which nobody says what it is.
};

enum class Directness : uint8_t { unknown, direct, indirect };

using NodeNumber = uint32_t;
using LinkNumber = uint32_t;

struct Link {
  NodeNumber from = 0, to = 0;
  uint32_t share = 0;  // Number of the share, see share_of().
  uint32_t id = 0;     // Places in the text, see text().
  uint32_t role = 0;
  uint32_t record_id = 0;
  int32_t valid_from = INT32_MIN;  // As 20240517; holds when valid_from <= day < valid_until.
  int32_t valid_until = INT32_MAX;
  model::Record record;
  uint16_t dataset = 0;  // Number in the manifest.
  LinkKind kind = LinkKind::other;
  Right right = Right::none;
  Directness directness = Directness::unknown;
  bool is_conclusion =
      false;  // Declared to be so by way of others: compared with what is computed, never added.
  bool is_beneficial = false;
  bool has_bad_share = false;  // Stated, but no part of a whole.
};

// A source says that something is not there or cannot be told.
struct NegativeFact {
  NodeNumber subject = 0;
  std::string kind, reason, description, record_id;
  int32_t valid_from = INT32_MIN, valid_until = INT32_MAX;
  model::Record record;
  uint16_t dataset = 0;
};

struct Node {
  uint32_t id = 0, caption = 0, schema = 0, jurisdiction = 0, birth_date = 0;  // Places in the text.
  NodeKind kind = NodeKind::missing;
  bool is_listed = false;  // A listing (Sanction) names it.
  model::Record record;
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
  // Of all that `view` holds; its `valid_on` is left to LinkView.
  static base::Result<OwnershipGraph> build(const store::Store& store, const store::View& view);

  size_t node_count() const { return nodes_.size(); }
  size_t link_count() const { return links_.size(); }
  const Node& node(NodeNumber number) const { return nodes_[number]; }
  const Link& link(LinkNumber number) const { return links_[number]; }
  std::span<const LinkNumber> into(NodeNumber node) const;
  std::span<const LinkNumber> out_of(NodeNumber node) const;
  const clean::Share& share_of(const Link& link) const { return shares_[link.share]; }
  const std::vector<NegativeFact>& negative_facts() const { return negative_facts_; }
  std::vector<const NegativeFact*> negative_facts_of(NodeNumber node) const;

  std::optional<NodeNumber> find(std::string_view id) const;
  std::string_view text(uint32_t place) const { return &text_[place]; }
  std::string_view id(NodeNumber node) const { return text(nodes_[node].id); }
  // The name; for one without a name, its id.
  std::string_view caption(NodeNumber node) const;

  bool holds(LinkNumber number, const LinkView& view) const;
  size_t memory_bytes() const;

 private:
  friend class OwnershipGraphBuilder;
  std::vector<Node> nodes_;
  std::vector<Link> links_;
  std::vector<uint32_t> into_starts_, out_starts_;
  std::vector<LinkNumber> into_, out_;
  std::vector<clean::Share> shares_;
  std::vector<NegativeFact> negative_facts_;  // By subject.
  std::vector<NodeNumber> by_id_;
  std::string text_;
};

// Takes entities in any order. For build(), and for tests and generated graphs.
class OwnershipGraphBuilder {
 public:
  OwnershipGraphBuilder();
  NodeNumber node(std::string_view id);
  void name(NodeNumber node, NodeKind kind, std::string_view caption);
  // Its ends, right and the rest; id and share beside it.
  LinkNumber link(Link link, std::string_view id, const clean::Share& share, std::string_view role = {});
  void add(const store::Entity& entity, uint16_t dataset);
  OwnershipGraph finish();

 private:
  uint32_t keep(std::string_view text);
  uint32_t share_number(const clean::Share& share);
  void add_thing(const store::Entity& entity);
  void add_link(const store::Entity& entity, uint16_t dataset);
  void add_negative_fact(const store::Entity& entity, uint16_t dataset);

  OwnershipGraph graph_;
  std::unordered_map<std::string, NodeNumber> numbers_;
  std::unordered_map<std::string, uint32_t> common_;  // Texts that repeat: roles, schemas, countries.
  std::unordered_map<std::string, uint32_t> share_numbers_;
};

}  // namespace clew::graph
