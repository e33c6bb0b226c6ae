#include "graph/paths.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "graph/path_labels.h"
#include "graph/shortest.h"

namespace clew::graph {
namespace {

// Who is a hub, asked once for each node.
class Hubs {
 public:
  Hubs(const OwnershipGraph& graph, const LinkView& view, const PathOptions& options, NodeNumber from,
       NodeNumber to)
      : graph_(graph), view_(view), options_(options), from_(from), to_(to), known_(graph.node_count(), 0) {}

  bool operator()(NodeNumber node) {
    if (options_.through_hubs || node == from_ || node == to_) return false;
    if (graph_.out_of(node).size() + graph_.into(node).size() <= options_.hub_degree) return false;
    if (known_[node] == 0) {
      known_[node] = neighbour_count(graph_, view_, node, options_.hub_degree) > options_.hub_degree ? 2 : 1;
    }
    return known_[node] == 2;
  }

 private:
  const OwnershipGraph& graph_;
  const LinkView& view_;
  const PathOptions& options_;
  NodeNumber from_, to_;
  std::vector<uint8_t> known_;  // 0 not looked at, 1 no, 2 yes.
};

struct Rules {
  const ClassBits& bits;
  const LinkView& view;
  Hubs& hubs;
  std::vector<NodeNumber> closed = {};  // Nodes not to be walked.
  NodeNumber start = 0;                 // From there not straight to these:
  std::vector<NodeNumber> closed_next = {};

  bool passes(uint32_t what, LinkNumber link) const {
    return bits[what] &&
           (view.left_out.empty() || !std::binary_search(view.left_out.begin(), view.left_out.end(), link));
  }
  bool is_closed(NodeNumber node) { return hubs(node); }
  bool may_step(int side, NodeNumber node, NodeNumber other) const {
    if (closed.empty() && closed_next.empty()) return true;
    const auto has = [](const std::vector<NodeNumber>& nodes, NodeNumber sought) {
      return std::find(nodes.begin(), nodes.end(), sought) != nodes.end();
    };
    if (has(closed, other)) return false;
    // Two paths through the same first two nodes would be the same path.
    const NodeNumber first = side == 0 ? node : other, second = side == 0 ? other : node;
    return first != start || !has(closed_next, second);
  }
};

class PathFinder {
 public:
  PathFinder(const OwnershipGraph& graph, const LinkView& view, NodeNumber from, NodeNumber to,
             const PathOptions& options)
      : graph_(graph),
        view_(view),
        options_(options),
        from_(from),
        to_(to),
        hubs_(graph, view_, options, from, to),
        bits_(graph.columns(), [&](const LinkClass& what) { return may_walk(what); }),
        shortest_(graph.columns()) {
    if (!options.roles.is_empty() || options.time != PathTime::as_view)
      labels_.emplace(graph, view_, to, options);
  }

  PathsFound all() {
    PathsFound found;
    Path first = from_ == to_ ? Path{.nodes = {from_}, .links = {}} : path({from_}, {});
    if (!first.nodes.empty()) found.paths.push_back(std::move(first));
    std::vector<Path> candidates;
    while (!found.paths.empty() && found.paths.size() < options_.count) {
      add_candidates(found.paths, candidates);
      if (candidates.empty()) break;
      const auto best = std::ranges::min_element(candidates, [](const Path& a, const Path& b) {
        return std::pair(a.nodes.size(), a.nodes) < std::pair(b.nodes.size(), b.nodes);
      });
      found.paths.push_back(std::move(*best));
      candidates.erase(best);
    }
    for (Path& path : found.paths) path.rarity = rarity_of(path);
    std::ranges::stable_sort(found.paths, [](const Path& a, const Path& b) {
      if (a.nodes.size() != b.nodes.size()) return a.nodes.size() < b.nodes.size();
      return a.rarity > b.rarity;
    });
    found.is_cut = labels_ && labels_->is_cut();
    return found;
  }

 private:
  bool may_walk(const LinkClass& what) const {
    const bool is_kind = options_.kinds.empty()
                             ? options_.through_claims || what.kind != LinkKind::identity
                             : std::ranges::find(options_.kinds, what.kind) != options_.kinds.end();
    return is_kind && graph_.holds(what, view_);
  }

  // The shortest that begins with `start` and goes on to none of `closed_next`.
  Path path(const std::vector<NodeNumber>& start, const std::vector<NodeNumber>& closed_next) {
    if (labels_) return labels_->shortest(start, closed_next, hubs_);
    Rules rules{.bits = bits_,
                .view = view_,
                .hubs = hubs_,
                .closed = {start.begin(), start.end() - 1},
                .start = start.back(),
                .closed_next = closed_next};
    Path path;
    const size_t before = start.size() - 1;
    const auto rest =
        shortest_.path(start.back(), to_, rules, options_.length_max - std::min(before, options_.length_max));
    if (rest.empty()) return path;
    path.nodes.assign(start.begin(), start.end() - 1);
    path.nodes.insert(path.nodes.end(), rest.begin(), rest.end());
    for (size_t i = 0; i + 1 < path.nodes.size(); ++i)
      path.links.push_back(link_between(path.nodes[i], path.nodes[i + 1]));
    return path;
  }

  // Yen: at each node of the last path leave it, another way than the paths before did.
  void add_candidates(const std::vector<Path>& found, std::vector<Path>& candidates) {
    const Path last = found.back();
    for (size_t at = 0; at + 1 < last.nodes.size(); ++at) {
      const std::vector<NodeNumber> start(last.nodes.begin(),
                                          last.nodes.begin() + static_cast<std::ptrdiff_t>(at) + 1);
      std::vector<NodeNumber> closed_next;
      for (const Path& other : found) {
        if (other.nodes.size() > at + 1 && std::equal(start.begin(), start.end(), other.nodes.begin()))
          closed_next.push_back(other.nodes[at + 1]);
      }
      Path candidate = path(start, closed_next);
      const bool is_new = !candidate.nodes.empty() &&
                          std::ranges::find(candidates, candidate.nodes, &Path::nodes) == candidates.end();
      if (is_new) candidates.push_back(std::move(candidate));
    }
  }

  LinkNumber link_between(NodeNumber a, NodeNumber b) const {
    LinkNumber lowest = UINT32_MAX;
    const auto look = [&](NodeNumber from, NodeNumber to) {
      // From the end that has fewer.
      const bool by_out = graph_.out_of(from).size() <= graph_.into(to).size();
      const auto consider = [&](LinkNumber link) {
        const GraphColumns& columns = graph_.columns();
        if (columns.link_from[link] != from || columns.out_other[link] != to) return;
        if (bits_[columns.out_class[link]] && graph_.holds(link, view_)) lowest = std::min(lowest, link);
      };
      if (by_out) {
        for (const LinkNumber link : graph_.out_of(from)) consider(link);
      } else {
        for (const LinkNumber link : graph_.into(to)) consider(link);
      }
    };
    look(a, b);
    look(b, a);
    return lowest;
  }

  // Two with d and e links of m in all would be linked by chance with d e / 2m, where that is less than 1.
  double rarity_of(const Path& path) const {
    const double all = 2.0 * static_cast<double>(std::max<size_t>(1, graph_.link_count()));
    double bits = 0;
    for (size_t i = 0; i + 1 < path.nodes.size(); ++i) {
      const double chance = degree(path.nodes[i]) * degree(path.nodes[i + 1]) / all;
      if (chance < 1) bits -= std::log2(chance);
    }
    return bits;
  }
  double degree(NodeNumber node) const {
    return static_cast<double>(graph_.out_of(node).size()) + static_cast<double>(graph_.into(node).size());
  }

  const OwnershipGraph& graph_;
  LinkView view_;
  const PathOptions& options_;
  NodeNumber from_, to_;
  Hubs hubs_;
  ClassBits bits_;
  std::optional<LabelSearch> labels_;
  Shortest shortest_;
};

LinkView view_asked(LinkView view, const PathOptions& options) {
  if (options.time != PathTime::as_view) view.day = 0;
  return view;
}

}  // namespace

PathsFound find_paths(const OwnershipGraph& graph, const LinkView& view, NodeNumber from, NodeNumber to,
                      const PathOptions& options) {
  if (options.count == 0) return {};
  return PathFinder(graph, view_asked(view, options), from, to, options).all();
}

std::vector<Path> paths_between(const OwnershipGraph& graph, const LinkView& view, NodeNumber from,
                                NodeNumber to, const PathOptions& options) {
  return find_paths(graph, view, from, to, options).paths;
}

size_t neighbour_count(const OwnershipGraph& graph, const LinkView& view, NodeNumber node, size_t most) {
  const GraphColumns& columns = graph.columns();
  std::unordered_set<NodeNumber> others;
  for (const LinkNumber number : graph.out_of(node)) {
    if (others.size() <= most && graph.holds(number, view)) others.insert(columns.out_other[number]);
  }
  for (const LinkNumber number : graph.into(node)) {
    if (others.size() <= most && graph.holds(number, view)) others.insert(columns.link_from[number]);
  }
  return others.size();
}

}  // namespace clew::graph
