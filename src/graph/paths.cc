#include "graph/paths.h"

#include <algorithm>
#include <optional>
#include <set>

namespace clew::graph {
namespace {

constexpr uint32_t kNot = UINT32_MAX;

class PathSearch {
 public:
  PathSearch(const OwnershipGraph& graph, const LinkView& view, NodeNumber from, NodeNumber to,
             const PathOptions& options)
      : graph_(graph),
        view_(view),
        options_(options),
        from_(from),
        to_(to),
        reached_{std::vector<uint32_t>(graph.node_count(), kNot),
                 std::vector<uint32_t>(graph.node_count(), kNot)},
        hub_(graph.node_count(), 0) {}

  // A shortest path from `start` to the end that avoids nodes and first links.
  std::optional<Path> shortest(NodeNumber start, const std::set<NodeNumber>& closed,
                               const std::set<NodeNumber>& closed_next) {
    forget();
    reach(0, start, kNot);
    reach(1, to_, kNot);
    std::vector<NodeNumber> front[2] = {{start}, {to_}};
    if (start == to_) return Path{{start}, {}};
    for (size_t steps = 0; steps < options_.length_max && !front[0].empty() && !front[1].empty(); ++steps) {
      const int side = weight(front[0]) <= weight(front[1]) ? 0 : 1;
      std::vector<NodeNumber> next;
      std::optional<std::pair<NodeNumber, LinkNumber>> meeting;
      for (const NodeNumber node : front[side]) {
        if (meeting) break;
        if (node != start && node != to_ && is_closed_hub(node)) continue;
        each_link(node, [&](LinkNumber number, NodeNumber other) {
          if (closed.contains(other)) return;
          // Two paths through the same first two nodes would be the same path.
          if (side == 0 && node == start && closed_next.contains(other)) return;
          if (side == 1 && other == start && closed_next.contains(node)) return;
          if (reached_[side][other] != kNot || (other == (side == 0 ? start : to_))) return;
          const bool met = reached_[1 - side][other] != kNot || other == (side == 0 ? to_ : start);
          reach(side, other, number);
          if (met) {
            if (!meeting && (other == start || other == to_ || !is_closed_hub(other)))
              meeting = {other, number};
          } else {
            next.push_back(other);
          }
        });
      }
      if (meeting) return joined(start, meeting->first);
      front[side] = std::move(next);
    }
    return std::nullopt;
  }

  std::vector<Path> all() {
    std::vector<Path> found;
    auto first = shortest(from_, {}, {});
    if (!first) return found;
    found.push_back(std::move(*first));
    std::vector<Path> candidates;
    while (found.size() < options_.count) {
      const Path last = found.back();
      for (size_t at = 0; at + 1 < last.nodes.size(); ++at) {
        const std::set<NodeNumber> closed(last.nodes.begin(),
                                          last.nodes.begin() + static_cast<std::ptrdiff_t>(at));
        std::set<NodeNumber> closed_next;
        for (const Path& path : found) {
          if (path.nodes.size() > at + 1 &&
              std::equal(last.nodes.begin(), last.nodes.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                         path.nodes.begin())) {
            closed_next.insert(path.nodes[at + 1]);
          }
        }
        auto rest = shortest(last.nodes[at], closed, closed_next);
        if (!rest) continue;
        Path candidate;
        candidate.nodes.assign(last.nodes.begin(), last.nodes.begin() + static_cast<std::ptrdiff_t>(at));
        candidate.links.assign(last.links.begin(), last.links.begin() + static_cast<std::ptrdiff_t>(at));
        candidate.nodes.insert(candidate.nodes.end(), rest->nodes.begin(), rest->nodes.end());
        candidate.links.insert(candidate.links.end(), rest->links.begin(), rest->links.end());
        const bool known = std::any_of(candidates.begin(), candidates.end(),
                                       [&](const Path& path) { return path.nodes == candidate.nodes; });
        if (!known) candidates.push_back(std::move(candidate));
      }
      if (candidates.empty()) break;
      const auto best =
          std::min_element(candidates.begin(), candidates.end(), [](const Path& a, const Path& b) {
            return std::pair(a.nodes.size(), a.nodes) < std::pair(b.nodes.size(), b.nodes);
          });
      found.push_back(std::move(*best));
      candidates.erase(best);
    }
    return found;
  }

 private:
  template <class With>
  void each_link(NodeNumber node, const With& with) const {
    for (const LinkNumber number : graph_.out_of(node)) {
      if (walks(number)) with(number, graph_.link(number).to);
    }
    for (const LinkNumber number : graph_.into(node)) {
      if (walks(number)) with(number, graph_.link(number).from);
    }
  }

  bool walks(LinkNumber number) const {
    const LinkKind kind = graph_.link(number).kind;
    if (options_.kinds.empty()
            ? kind == LinkKind::identity
            : std::find(options_.kinds.begin(), options_.kinds.end(), kind) == options_.kinds.end()) {
      return false;
    }
    return graph_.holds(number, view_);
  }

  bool is_closed_hub(NodeNumber node) {
    if (options_.through_hubs || node == from_ || node == to_) return false;
    if (graph_.out_of(node).size() + graph_.into(node).size() <= options_.hub_degree) return false;
    if (hub_[node] == 0) hub_[node] = neighbour_count(graph_, view_, node) > options_.hub_degree ? 2 : 1;
    return hub_[node] == 2;
  }

  size_t weight(const std::vector<NodeNumber>& front) const {
    size_t weight = 0;
    for (const NodeNumber node : front) weight += graph_.out_of(node).size() + graph_.into(node).size();
    return weight;
  }

  void reach(int side, NodeNumber node, LinkNumber by) {
    reached_[side][node] = by;
    touched_.push_back(node);
  }

  void forget() {
    for (const NodeNumber node : touched_) reached_[0][node] = reached_[1][node] = kNot;
    touched_.clear();
  }

  NodeNumber other_end(LinkNumber number, NodeNumber node) const {
    const Link& link = graph_.link(number);
    return link.from == node ? link.to : link.from;
  }

  Path joined(NodeNumber start, NodeNumber meeting) const {
    Path path;
    for (NodeNumber node = meeting; node != start;) {
      const LinkNumber by = reached_[0][node];
      path.nodes.push_back(node);
      path.links.push_back(by);
      node = other_end(by, node);
    }
    path.nodes.push_back(start);
    std::reverse(path.nodes.begin(), path.nodes.end());
    std::reverse(path.links.begin(), path.links.end());
    for (NodeNumber node = meeting; node != to_;) {
      const LinkNumber by = reached_[1][node];
      node = other_end(by, node);
      path.nodes.push_back(node);
      path.links.push_back(by);
    }
    return path;
  }

  const OwnershipGraph& graph_;
  const LinkView& view_;
  const PathOptions& options_;
  NodeNumber from_, to_;
  std::vector<uint32_t> reached_[2];  // By which link; kNot where not reached, and at the two ends.
  std::vector<uint8_t> hub_;          // 0 not looked at, 1 no, 2 yes.
  std::vector<NodeNumber> touched_;
};

}  // namespace

std::vector<Path> paths_between(const OwnershipGraph& graph, const LinkView& view, NodeNumber from,
                                NodeNumber to, const PathOptions& options) {
  if (options.count == 0) return {};
  return PathSearch(graph, view, from, to, options).all();
}

size_t neighbour_count(const OwnershipGraph& graph, const LinkView& view, NodeNumber node) {
  std::vector<NodeNumber> others;
  for (const LinkNumber number : graph.out_of(node)) {
    if (graph.holds(number, view)) others.push_back(graph.link(number).to);
  }
  for (const LinkNumber number : graph.into(node)) {
    if (graph.holds(number, view)) others.push_back(graph.link(number).from);
  }
  std::sort(others.begin(), others.end());
  return static_cast<size_t>(std::unique(others.begin(), others.end()) - others.begin());
}

}  // namespace clew::graph
