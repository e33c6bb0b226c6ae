#include "graph/components.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

namespace clew::graph {
namespace {

using Edges = std::vector<std::vector<uint32_t>>;

std::vector<std::vector<uint32_t>> components_of(const Edges& edges) {
  std::vector<std::vector<uint32_t>> all;
  each_component(
      static_cast<uint32_t>(edges.size()),
      [&](uint32_t node, uint32_t i) { return i < edges[node].size() ? edges[node][i] : kNoMoreEdges; },
      [&](std::span<const uint32_t> members) { all.emplace_back(members.begin(), members.end()); });
  return all;
}

std::vector<bool> reached_from(const Edges& edges, uint32_t start) {
  std::vector<bool> reached(edges.size());
  std::vector<uint32_t> waiting = {start};
  reached[start] = true;
  while (!waiting.empty()) {
    const uint32_t node = waiting.back();
    waiting.pop_back();
    for (const uint32_t to : edges[node]) {
      if (!reached[to]) waiting.push_back(to);
      reached[to] = true;
    }
  }
  return reached;
}

TEST_CASE("a component holds those who reach each other, and comes after those that its edges lead to") {
  CHECK(rc::check("against who reaches whom", [] {
    const auto count = *rc::gen::inRange<uint32_t>(1, 12);
    Edges edges(count);
    for (auto& of_node : edges)
      of_node = *rc::gen::container<std::vector<uint32_t>>(rc::gen::inRange(0u, count));
    std::vector<std::vector<bool>> reached;
    for (uint32_t node = 0; node < count; ++node) reached.push_back(reached_from(edges, node));
    std::vector<size_t> place(count, SIZE_MAX);
    const auto all = components_of(edges);
    for (size_t i = 0; i < all.size(); ++i) {
      for (const uint32_t member : all[i]) {
        RC_ASSERT(place[member] == SIZE_MAX);
        place[member] = i;
      }
    }
    for (uint32_t a = 0; a < count; ++a) {
      for (uint32_t b = 0; b < count; ++b) {
        RC_ASSERT((place[a] == place[b]) == (reached[a][b] && reached[b][a]));
        if (reached[a][b]) RC_ASSERT(place[b] <= place[a]);
      }
    }
  }));
}

TEST_CASE("a chain of a million is no matter") {
  Edges edges(1'000'000);
  for (uint32_t node = 0; node + 1 < edges.size(); ++node) edges[node] = {node + 1};
  CHECK(components_of(edges).size() == edges.size());
  edges.back() = {0};
  CHECK(components_of(edges).size() == 1);
}

}  // namespace
}  // namespace clew::graph
