// The inner loop of path finding: a shortest path by searching from both ends, on the columns as they lie.
//
// Level by level, from the end whose next level has fewer links; the first node that both ends reached lies
// on a shortest path. What may be walked is asked of `rules`, which the compiler takes into the loop:
//
//   bool passes(uint32_t link_class, LinkNumber link)      whether the link may be walked
//   bool is_closed(NodeNumber node)                        reached, but not walked through (never the ends)
//   bool may_step(int side, NodeNumber node, NodeNumber other)
//
// Memory: 8 bytes for each node, kept between searches. One Shortest for each thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "graph/graph_columns.h"

namespace clew::graph {

class Shortest {
 public:
  explicit Shortest(const GraphColumns& columns)
      : columns_(columns), marks_(columns.node_key.size(), Mark{{kNot, kNot}}) {}

  // The nodes of a shortest path, both ends among them; empty if there is none of at most `length_max` steps.
  template <class Rules>
  std::vector<NodeNumber> path(NodeNumber from, NodeNumber to, Rules& rules, size_t length_max) {
    forget();
    if (from == to) return {from};
    from_ = from;
    to_ = to;
    for (const int side : {0, 1}) {
      const NodeNumber end = side == 0 ? from : to;
      mark(side, end, end);
      front_[side].assign(1, end);
      weight_[side] = degree(end);
    }
    for (size_t steps = 0; steps < length_max && !front_[0].empty() && !front_[1].empty(); ++steps) {
      const int side = weight_[0] <= weight_[1] ? 0 : 1;
      if (const NodeNumber met = widen(side, rules); met != kNot) return joined(met);
    }
    return {};
  }

 private:
  static constexpr uint32_t kNot = UINT32_MAX;
  struct Mark {
    NodeNumber by[2];  // From which neighbour each side reached it; at an end itself.
  };

  uint64_t degree(NodeNumber node) const {
    return columns_.out_start[node + 1] - columns_.out_start[node] + columns_.in_start[node + 1] -
           columns_.in_start[node];
  }
  void mark(int side, NodeNumber node, NodeNumber by) {
    marks_[node].by[side] = by;
    touched_.push_back(node);
  }
  void forget() {
    for (const NodeNumber node : touched_) marks_[node] = {{kNot, kNot}};
    touched_.clear();
  }

  template <class Rules>
  NodeNumber widen(int side, Rules& rules) {
    next_.clear();
    weight_[side] = 0;
    for (const NodeNumber node : front_[side]) {
      if (node != from_ && node != to_ && rules.is_closed(node)) continue;
      for (uint32_t at = columns_.out_start[node]; at < columns_.out_start[node + 1]; ++at) {
        if (!rules.passes(columns_.out_class[at], at)) continue;
        if (reach(side, node, columns_.out_other[at], rules)) return columns_.out_other[at];
      }
      for (uint32_t at = columns_.in_start[node]; at < columns_.in_start[node + 1]; ++at) {
        if (!rules.passes(columns_.in_class[at], columns_.in_link[at])) continue;
        if (reach(side, node, columns_.in_other[at], rules)) return columns_.in_other[at];
      }
    }
    front_[side].swap(next_);
    return kNot;
  }

  // Whether the two sides met.
  template <class Rules>
  bool reach(int side, NodeNumber node, NodeNumber other, Rules& rules) {
    const Mark& seen = marks_[other];
    if (seen.by[side] != kNot || !rules.may_step(side, node, other)) return false;
    if (seen.by[1 - side] != kNot) {
      if (other != from_ && other != to_ && rules.is_closed(other)) return false;
      mark(side, other, node);
      return true;
    }
    mark(side, other, node);
    next_.push_back(other);
    weight_[side] += degree(other);
    return false;
  }

  std::vector<NodeNumber> joined(NodeNumber met) const {
    std::vector<NodeNumber> nodes = {met};
    while (nodes.back() != from_) nodes.push_back(marks_[nodes.back()].by[0]);
    std::reverse(nodes.begin(), nodes.end());
    while (nodes.back() != to_) nodes.push_back(marks_[nodes.back()].by[1]);
    return nodes;
  }

  const GraphColumns& columns_;
  std::vector<Mark> marks_;
  std::vector<NodeNumber> touched_, front_[2], next_;
  uint64_t weight_[2] = {0, 0};
  NodeNumber from_ = 0, to_ = 0;
};

// Which classes of links may be walked: one bit for each.
class ClassBits {
 public:
  template <class Passes>
  ClassBits(const GraphColumns& columns, const Passes& passes)
      : bits_((columns.link_class.size() + 63) / 64) {
    for (size_t i = 0; i < columns.link_class.size(); ++i) {
      if (passes(columns.link_class[i])) bits_[i / 64] |= uint64_t{1} << i % 64;
    }
  }
  bool operator[](uint32_t number) const { return (bits_[number / 64] >> number % 64 & 1) != 0; }

 private:
  std::vector<uint64_t> bits_;
};

}  // namespace clew::graph
