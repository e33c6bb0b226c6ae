#include "trace/everyone.h"

#include <doctest/doctest.h>

#include <map>
#include <mutex>
#include <random>

#include "graph/graph_builder.h"

namespace clew::trace {
namespace {

using base::ratio;

clean::Share some_share(std::mt19937_64& random) {
  const int64_t low = static_cast<int64_t>(random() % 4);
  const int64_t high = low + static_cast<int64_t>(random() % 3);
  const int64_t whole = random() % 8 == 0 ? 7 : 5;
  return {.low = ratio(low, whole),
          .high = ratio(high, whole),
          .low_open = low < high && random() % 3 == 0,
          .high_open = low < high && random() % 3 == 0};
}

// People, somebody unnamed, companies; some hold twice, as nominees, or in another dataset.
graph::OwnershipGraph some_graph(std::mt19937_64& random) {
  graph::OwnershipGraphBuilder builder;
  const auto name = [&](const std::string& id, graph::NodeKind kind) {
    const NodeNumber node = builder.node(id);
    builder.name(node, kind, id);
    return node;
  };
  std::vector<NodeNumber> owners, companies;
  for (int i = 0; i < 4; ++i) owners.push_back(name("p" + std::to_string(i), graph::NodeKind::person));
  owners.push_back(name("nobody", graph::NodeKind::unnamed));
  for (int i = 0; i < 5; ++i) companies.push_back(name("c" + std::to_string(i), graph::NodeKind::company));
  owners.insert(owners.end(), companies.begin(), companies.end());
  for (uint64_t i = 0, count = 4 + random() % 12; i < count; ++i) {
    graph::Link link;
    link.kind = graph::LinkKind::ownership;
    link.right = random() % 9 == 0 ? graph::Right::nominee : graph::Right::shares;
    link.from = random() % 3 != 0 ? owners[random() % 5] : owners[random() % owners.size()];
    link.to = companies[random() % companies.size()];
    link.dataset = random() % 6 == 0;
    builder.link(link, "l" + std::to_string(i), some_share(random));
  }
  return builder.finish();
}

using Parts = std::map<std::pair<NodeNumber, NodeNumber>, Bounds>;

Parts parts_of(const graph::OwnershipGraph& graph, const EveryoneOptions& options, EveryoneTotals& totals) {
  Parts parts;
  std::mutex mutex;
  totals = everyone_everywhere(
      graph, {},
      [&](size_t, const PersonsPart& part) {
        const std::scoped_lock lock(mutex);
        parts[{part.person, part.company}] = part.shares;
      },
      options);
  return parts;
}

TEST_CASE("Everybody's part of every company is the same by the column alone as by tracing each") {
  uint64_t by_column = 0, traced = 0;
  for (uint64_t seed = 0; seed < 2'000; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const graph::OwnershipGraph graph = some_graph(random);
    EveryoneTotals fast, slow;
    const Parts found = parts_of(graph, {}, fast),
                expected = parts_of(graph, {.workers = 1, .by_column = false}, slow);
    CHECK(found == expected);
    CHECK(fast.companies == slow.companies);
    CHECK(fast.no_answer == slow.no_answer);
    CHECK(fast.parts == found.size());
    by_column += fast.companies - fast.traced;
    traced += fast.traced;
  }
  CHECK(by_column > 1'000);
  CHECK(traced > 1'000);
}

}  // namespace
}  // namespace clew::trace
