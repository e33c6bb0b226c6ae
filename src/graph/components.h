// Strongly connected components of a directed graph: those who reach each other, such as companies that own
// one another in a ring.
//
//   a ─▶ b ─▶ c          {c, b} and then {a}: components come after those that their edges lead to
//        ▲────┘
//
// Tarjan, Depth-first search and linear graph algorithms (1972), without recursion: a chain of any length is
// no matter. Cost: linear in nodes and edges. Pure.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace clew::graph {

constexpr uint32_t kNoMoreEdges = UINT32_MAX;

// `target(node, i)` is where the node's edge i leads, kNoMoreEdges behind the last; an edge to pass over may
// lead to the node itself. `component` takes the members of each, in the order in which they were found.
template <class Target, class Component>
void each_component(uint32_t count, const Target& target, const Component& component) {
  constexpr uint32_t kNew = UINT32_MAX;
  std::vector<uint32_t> found(count, kNew), low(count), next(count), open, path;
  std::vector<bool> is_open(count);
  uint32_t time = 0;
  const auto close = [&](uint32_t node) {
    const auto first = std::find(open.rbegin(), open.rend(), node).base() - 1;
    for (auto member = first; member != open.end(); ++member) is_open[*member] = false;
    component(std::span<const uint32_t>(first, open.end()));
    open.erase(first, open.end());
  };
  for (uint32_t root = 0; root < count; ++root) {
    if (found[root] == kNew) path.push_back(root);
    while (!path.empty()) {
      const uint32_t node = path.back();
      if (found[node] == kNew) {
        found[node] = low[node] = time++;
        open.push_back(node);
        is_open[node] = true;
      }
      const uint32_t to = target(node, next[node]++);
      if (to == kNoMoreEdges) {
        path.pop_back();
        if (!path.empty()) low[path.back()] = std::min(low[path.back()], low[node]);
        if (low[node] == found[node]) close(node);
      } else if (found[to] == kNew) {
        path.push_back(to);
      } else if (is_open[to]) {
        low[node] = std::min(low[node], found[to]);
      }
    }
  }
}

}  // namespace clew::graph
