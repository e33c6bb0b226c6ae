#include "graph/paths.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
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

// --- Patterns and times ---------------------------------------------------------------------------------

// Whether the links can be walked in this order, asked of every day on which anything begins.
bool fits_time(const std::vector<Link>& links, const PathOptions& options) {
  if (options.time == PathTime::in_order) {
    int32_t now = options.from;
    for (const Link& link : links) {
      now = std::max(now, link.valid_from);
      if (now >= std::min(link.valid_until, options.until)) return false;
    }
    return true;
  }
  int32_t from = options.from, until = options.until;
  for (const Link& link : links) {
    from = std::max(from, link.valid_from);
    until = std::min(until, link.valid_until);
  }
  return from < until;
}

// The lengths of all paths with some choice of links that fits, by trying all.
std::vector<size_t> fitting_lengths(
    const OwnershipGraph& graph, NodeNumber to, const PathOptions& options,
    const std::function<bool(const std::vector<Link>&, const std::vector<bool>&)>& fits) {
  std::map<std::vector<NodeNumber>, bool> found;
  std::vector<NodeNumber> nodes = {0};
  std::vector<Link> links;
  std::vector<bool> along;
  const std::function<void()> walk = [&] {
    if (nodes.back() == to) {
      if (fits(links, along) && (options.time == PathTime::as_view || fits_time(links, options)))
        found[nodes] = true;
      return;
    }
    for (LinkNumber i = 0; i < graph.link_count(); ++i) {
      const Link link = graph.link(i);
      for (const bool forward : {true, false}) {
        if ((forward ? link.from : link.to) != nodes.back()) continue;
        const NodeNumber next = forward ? link.to : link.from;
        if (std::ranges::find(nodes, next) != nodes.end()) continue;
        nodes.push_back(next);
        links.push_back(link);
        along.push_back(forward);
        walk();
        nodes.pop_back();
        links.pop_back();
        along.pop_back();
      }
    }
  };
  walk();
  std::vector<size_t> lengths;
  for (const auto& [path, fitting] : found) lengths.push_back(path.size() - 1);
  std::ranges::sort(lengths);
  return lengths;
}

OwnershipGraph some_dated_graph(std::mt19937_64& random) {
  OwnershipGraphBuilder builder;
  const auto nodes = static_cast<uint32_t>(3 + random() % 4);
  for (uint32_t i = 0; i < nodes; ++i) builder.node("n" + std::to_string(i));
  for (uint64_t i = 0, count = random() % 10; i < count; ++i) {
    Link link;
    link.from = static_cast<NodeNumber>(random() % nodes);
    link.to = static_cast<NodeNumber>(random() % nodes);
    link.kind = random() % 2 == 0 ? LinkKind::ownership : LinkKind::directorship;
    if (random() % 2 == 0) link.valid_from = static_cast<int32_t>(20200001 + random() % 5);
    if (random() % 2 == 0) link.valid_until = static_cast<int32_t>(20200003 + random() % 5);
    builder.link(link, "l" + std::to_string(i), {});
  }
  return builder.finish();
}

std::vector<size_t> lengths_of(const std::vector<Path>& paths) {
  std::vector<size_t> lengths;
  for (const Path& path : paths) lengths.push_back(path.links.size());
  return lengths;
}

TEST_CASE("Paths at one time and in order are those that trying all would find") {
  for (uint64_t seed = 0; seed < 400; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const OwnershipGraph graph = some_dated_graph(random);
    for (const PathTime time : {PathTime::at_once, PathTime::in_order}) {
      const PathOptions options{.count = 1, .time = time, .from = 20200002, .until = 20200007};
      const auto expected = fitting_lengths(graph, 1, options, [](const auto&, const auto&) { return true; });
      const auto lengths = lengths_of(paths_between(graph, {}, 0, 1, options));
      CHECK(lengths.size() == std::min<size_t>(1, expected.size()));
      if (!lengths.empty() && !expected.empty()) CHECK(lengths.front() == expected.front());
    }
  }
}

TEST_CASE("Paths by a pattern fit it, and a shortest one is found") {
  const auto is_chain_and_seat = [](const std::vector<Link>& links, const std::vector<bool>& along) {
    for (size_t i = 0; i < links.size(); ++i) {
      const bool is_last = i + 1 == links.size();
      if (links[i].kind != (is_last ? LinkKind::directorship : LinkKind::ownership)) return false;
      if (!is_last && !along[i]) return false;
    }
    return !links.empty();
  };
  const auto roles = PathRoles::parse(">owner* director");
  REQUIRE(roles);
  size_t found = 0;
  for (uint64_t seed = 0; seed < 600; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const OwnershipGraph graph = some_dated_graph(random);
    const PathOptions options{.count = 4, .roles = *roles};
    auto expected = fitting_lengths(graph, 1, options, is_chain_and_seat);
    if (expected.size() > 4) expected.resize(4);
    const auto lengths = lengths_of(paths_between(graph, {}, 0, 1, options));
    CHECK(lengths == expected);
    found += lengths.size();
  }
  CHECK(found > 100);
}

TEST_CASE("A pattern that names no role is refused with those that there are") {
  const auto wrong = PathRoles::parse("owner* landlord");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().message.find("landlord") != std::string::npos);
  CHECK(wrong.error().message.find("director") != std::string::npos);
  CHECK_FALSE(PathRoles::parse("owner* |"));
  CHECK(PathRoles::parse("")->is_empty());
}

TEST_CASE("Claims of identity are walked on request, and a hub makes a path say little") {
  OwnershipGraphBuilder builder;
  const NodeNumber a = builder.node("a"), b = builder.node("b"), hub = builder.node("hub"),
                   rare = builder.node("rare");
  const auto link = [&](NodeNumber from, NodeNumber to, LinkKind kind) {
    Link made;
    made.from = from;
    made.to = to;
    made.kind = kind;
    builder.link(made, "l" + std::to_string(from) + "-" + std::to_string(to), {});
  };
  link(a, hub, LinkKind::ownership);
  link(b, hub, LinkKind::ownership);
  link(a, rare, LinkKind::ownership);
  link(b, rare, LinkKind::identity);
  for (int i = 0; i < 50; ++i) link(builder.node("other " + std::to_string(i)), hub, LinkKind::ownership);
  const OwnershipGraph graph = builder.finish();
  CHECK(paths_between(graph, {}, a, b).size() == 1);
  const auto both = paths_between(graph, {}, a, b, {.through_claims = true});
  REQUIRE(both.size() == 2);
  CHECK(both[0].nodes[1] == rare);
  CHECK(both[0].rarity > both[1].rarity + 3);
  CHECK(paths_between(graph, {}, a, b, {.hub_degree = 10}).empty());
}

}  // namespace
}  // namespace clew::graph
