#include "graph/paths.h"

#include <doctest/doctest.h>

#include <functional>
#include <random>
#include <set>

#include "graph/graph_builder.h"

namespace clew::graph {
namespace {

OwnershipGraph some_graph(std::mt19937_64& random, uint32_t nodes, uint32_t links) {
  OwnershipGraphBuilder builder;
  for (uint32_t i = 0; i < nodes; ++i) builder.node("n" + std::to_string(i));
  for (uint32_t i = 0; i < links; ++i) {
    Link link;
    link.from = static_cast<NodeNumber>(random() % nodes);
    link.to = static_cast<NodeNumber>(random() % nodes);
    builder.link(link, "l" + std::to_string(i), {});
  }
  return builder.finish();
}

// Every path without repeats, by trying all: their lengths, sorted.
std::vector<size_t> all_lengths(const OwnershipGraph& graph, NodeNumber from, NodeNumber to,
                                size_t hub_degree) {
  std::vector<std::set<NodeNumber>> next(graph.node_count());
  for (LinkNumber i = 0; i < graph.link_count(); ++i) {
    const Link& link = graph.link(i);
    if (link.from == link.to) continue;
    next[link.from].insert(link.to);
    next[link.to].insert(link.from);
  }
  std::vector<size_t> lengths;
  std::vector<bool> on_path(graph.node_count());
  const std::function<void(NodeNumber, size_t)> walk = [&](NodeNumber node, size_t length) {
    if (node == to) return lengths.push_back(length);
    if (node != from && neighbour_count(graph, {}, node) > hub_degree) return;
    on_path[node] = true;
    for (const NodeNumber other : next[node]) {
      if (!on_path[other]) walk(other, length + 1);
    }
    on_path[node] = false;
  };
  walk(from, 0);
  std::sort(lengths.begin(), lengths.end());
  return lengths;
}

TEST_CASE("Paths are those that trying all would find, the shortest first, with and without hubs") {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const auto nodes = static_cast<uint32_t>(2 + random() % 6);
    const OwnershipGraph graph = some_graph(random, nodes, static_cast<uint32_t>(random() % 12));
    for (const size_t hub_degree : {size_t{100}, size_t{2}}) {
      CAPTURE(hub_degree);
      const auto paths = paths_between(graph, {}, 0, 1, {.count = 5, .hub_degree = hub_degree});
      auto expected = all_lengths(graph, 0, 1, hub_degree);
      if (expected.size() > 5) expected.resize(5);
      std::vector<size_t> lengths;
      std::set<std::vector<NodeNumber>> different;
      for (const Path& path : paths) {
        lengths.push_back(path.links.size());
        different.insert(path.nodes);
        REQUIRE(path.nodes.size() == path.links.size() + 1);
        for (size_t i = 0; i < path.links.size(); ++i) {
          const Link& link = graph.link(path.links[i]);
          CHECK(((link.from == path.nodes[i] && link.to == path.nodes[i + 1]) ||
                 (link.to == path.nodes[i] && link.from == path.nodes[i + 1])));
        }
      }
      CHECK(lengths == expected);
      CHECK(different.size() == paths.size());
    }
  }
}

TEST_CASE("Claims of identity are not walked, and what does not hold on the day is not there") {
  OwnershipGraphBuilder builder;
  Link link;
  link.from = builder.node("a");
  link.to = builder.node("b");
  link.kind = LinkKind::identity;
  builder.link(link, "l1", {});
  link.kind = LinkKind::ownership;
  link.valid_from = 20200101;
  link.valid_until = 20210101;
  builder.link(link, "l2", {});
  const OwnershipGraph graph = builder.finish();
  CHECK(paths_between(graph, {.day = 20200601, .datasets = {}, .left_out = {}}, 0, 1).size() == 1);
  CHECK(paths_between(graph, {.day = 20210101, .datasets = {}, .left_out = {}}, 0, 1).empty());
}

}  // namespace
}  // namespace clew::graph
