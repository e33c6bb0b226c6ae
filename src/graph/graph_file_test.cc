#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>
#include <set>

#include "graph/graph_builder.h"
#include "graph/reading.h"
#include "store/check.h"
#include "store/compact.h"
#include "store/testing.h"

namespace clew::graph {
namespace {

using store::Content;
using store::TestFolder;
using store::TestStore;

Content some_content(std::mt19937_64& random) {
  Content content;
  for (int i = 0; i < 12; ++i) {
    if (random() % 4 == 0) continue;
    const std::string id = fmt::format("n-{}", i);
    const char* schema = i % 3 == 0 ? "Company" : "Person";
    content[id].insert({schema, "name", fmt::format("Name {}", i)});
    if (i % 3 == 1 && random() % 2 == 0) content[id].insert({schema, "birthDate", "1961-05"});
    if (i % 3 == 0 && random() % 2 == 0) content[id].insert({schema, "jurisdiction", "us-de"});
  }
  for (int i = 0; i < 20; ++i) {
    if (random() % 3 == 0) continue;
    const std::string id = fmt::format("l-{}", i);
    content[id].insert({"Ownership", "owner", fmt::format("n-{}", random() % 14)});
    content[id].insert({"Ownership", "asset", fmt::format("n-{}", 3 * (random() % 4))});
    content[id].insert({"Ownership", "percentage", random() % 2 == 0 ? "25-50" : "75"});
    if (random() % 2 == 0) content[id].insert({"Ownership", "startDate", "2020-03"});
    if (random() % 3 == 0) content[id].insert({"Ownership", "endDate", "2023-01-05"});
  }
  if (random() % 2 == 0) {
    content["s-1"].insert({"Sanction", "entity", "n-1"});
    content["f-1"].insert({"NegativeFact", "subject", "n-3"});
    content["f-1"].insert({"NegativeFact", "kind", "unknownPerson"});
    content["f-1"].insert({"NegativeFact", "reason", "unknown"});
  }
  return content;
}

std::string shown(const OwnershipGraph& graph, const Link& link) {
  return fmt::format("{} {} {} {} {} {} {}", graph.id(link.from), graph.id(link.to),
                     share_text(graph.share_of(link)), link.valid_from, link.valid_until, link.dataset,
                     graph.link_id(link.number));
}

// What the graph says under the view.
std::multiset<std::string> said_by_graph(const OwnershipGraph& graph, int32_t day) {
  std::multiset<std::string> said;
  for (LinkNumber number = 0; number < graph.link_count(); ++number) {
    if (graph.holds(number, {.day = day, .datasets = {}, .left_out = {}}))
      said.insert(shown(graph, graph.link(number)));
  }
  for (NodeNumber node = 0; node < graph.node_count(); ++node) {
    const Node what = graph.node(node);
    if (what.kind != NodeKind::missing) {
      said.insert(fmt::format("{} is {} {} {} {}", graph.id(node), graph.name(node), what.is_listed,
                              what.born, graph.jurisdiction(node)));
    }
    for (const NegativeFact* fact : graph.negative_facts_of(node))
      said.insert(fmt::format("{} {} {}", graph.id(node), fact->kind, fact->reason));
  }
  return said;
}

// The same by a pass over each dataset of the view.
std::multiset<std::string> said_by_scan(const store::Store& store, const store::View& view, int32_t day) {
  std::multiset<std::string> said;
  std::map<std::string, std::string> nodes;
  std::set<std::string> listed;
  std::map<std::string, int32_t> born;
  for (uint16_t dataset = 0; dataset < store.manifest().datasets.size(); ++dataset) {
    const std::string& name = store.manifest().datasets[dataset].name;
    const bool is_chosen =
        view.datasets.empty() || std::ranges::find(view.datasets, name) != view.datasets.end();
    if (!is_chosen) continue;
    (void)store.scan({view.known_on, {}, {name}}, [&](const store::Entity& entity) {
      const Reading reading = reading_of(entity, dataset);
      for (const LinkReading& link : reading.links) {
        if (day != 0 && (link.what.valid_from > day || link.what.valid_until <= day)) continue;
        said.insert(fmt::format("{} {} {} {} {} {} {}", entity.first("owner"), entity.first("asset"),
                                share_text(link.share), link.what.valid_from, link.what.valid_until, dataset,
                                entity.id));
      }
      if (!reading.listings.empty()) listed.insert(std::string(entity.first("entity")));
      if (!reading.facts.empty())
        said.insert(
            fmt::format("{} {} {}", entity.first("subject"), entity.first("kind"), entity.first("reason")));
      return true;
    });
  }
  (void)store.scan({view.known_on, {}, view.datasets}, [&](const store::Entity& entity) {
    if (const Reading reading = reading_of(entity, 0); reading.node) {
      said.insert(fmt::format("{} is {} {} {} {}", entity.id, entity.caption(), listed.contains(entity.id),
                              reading.node->born, entity.first("jurisdiction")));
    }
    return true;
  });
  return said;
}

// What one of them says and the other does not.
std::string difference(const std::multiset<std::string>& a, const std::multiset<std::string>& b) {
  std::vector<std::string> lines;
  std::ranges::set_symmetric_difference(a, b, std::back_inserter(lines));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

OwnershipGraph opened(const store::Store& store, const store::View& view) {
  auto graph = OwnershipGraph::open(store, view);
  if (!graph) FAIL(graph.error().message);
  return std::move(*graph);
}

std::string graph_file(const TestStore& made) {
  for (const auto& entry : std::filesystem::directory_iterator(made.path() + "/derived")) {
    if (entry.path().filename().string().starts_with("all-")) return entry.path().string();
  }
  return {};
}

TEST_CASE("The one graph says of every view what a pass over the store under that view says") {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const TestFolder folder;
    TestStore made(folder / "s.clew");
    Content content = some_content(random);
    made.add_version("one", "2023-01-01", content);
    made.add_version("one", "2024-01-01", random() % 2 == 0 ? content : some_content(random));
    made.add_version("one", "2025-01-01", some_content(random));
    if (seed % 2 == 0) REQUIRE(store::compact(made.path()));
    const store::Store store = made.open();
    for (const std::string known_on : {"", "2022-01-01", "2023-06-01", "2024-06-01"}) {
      CAPTURE(known_on);
      for (const int32_t day : {0, 20200229, 20200331, 20230105}) {
        const store::View view{.known_on = known_on, .valid_on = {}, .datasets = {}};
        CHECK(difference(said_by_graph(opened(store, view), day), said_by_scan(store, view, day)) == "");
      }
    }
  }
}

TEST_CASE("Links of several datasets stay apart, and a dataset that is not in the view says nothing") {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    const TestFolder folder;
    TestStore made(folder / "s.clew");
    made.add_version("one", "2023-01-01", some_content(random));
    Content other;
    for (const auto& [id, said] : some_content(random)) other["o" + id] = said;
    made.add_version("two", "2023-01-01", other);
    const store::Store store = made.open();
    for (const std::vector<std::string>& datasets : {std::vector<std::string>{}, {"one"}, {"two"}}) {
      const store::View view{.known_on = {}, .valid_on = {}, .datasets = datasets};
      CHECK(difference(said_by_graph(opened(store, view), 0), said_by_scan(store, view, 0)) == "");
    }
  }
}

TEST_CASE("A damaged graph is made again, whatever byte is wrong") {
  std::mt19937_64 random(1);
  const TestFolder folder;
  TestStore made(folder / "s.clew");
  made.add_version("one", "2023-01-01", some_content(random));
  const store::Store store = made.open();
  const auto expected = said_by_graph(opened(store, {}), 0);
  const std::string path = graph_file(made), whole = store::read_bytes(path);
  REQUIRE(whole.size() > 1000);
  REQUIRE(store::check(made.path())->damages.empty());
  for (size_t at = 0; at < whole.size(); at += 1 + random() % 23) {
    CAPTURE(at);
    std::string bad = whole;
    bad[at] = static_cast<char>(bad[at] ^ (1 << random() % 8));
    store::write_bytes(path, bad);
    // Padding between columns is nobody's.
    const bool is_told = !store::check(made.path())->damages.empty();
    CHECK(said_by_graph(opened(store, {}), 0) == expected);
    if (is_told) CHECK(store::read_bytes(path) == whole);
  }
  for (size_t size = 0; size < whole.size(); size += 1 + random() % 101) {
    store::write_bytes(path, whole.substr(0, size));
    CHECK(said_by_graph(opened(store, {}), 0) == expected);
  }
}

TEST_CASE("A store that changed has another graph, and neither it nor a compaction leaves the old one") {
  std::mt19937_64 random(2);
  const TestFolder folder;
  TestStore made(folder / "s.clew");
  made.add_version("one", "2023-01-01", some_content(random));
  opened(made.open(), {});
  const std::string first = graph_file(made);
  made.add_version("one", "2024-01-01", some_content(random));
  opened(made.open(), {});
  CHECK_FALSE(base::exists(first));
  const std::string second = graph_file(made);
  CHECK(second != first);
  REQUIRE(store::compact(made.path()));
  CHECK_FALSE(base::exists(second));
  opened(made.open(), {});
  CHECK(base::exists(graph_file(made)));
}

TEST_CASE("Countries and their parts are kept as numbers, and what is no code is not") {
  for (const std::string code : {"gb", "us-de", "vg", "a", "0", "-", "zzz999"}) {
    const uint32_t packed = packed_code(code);
    if (packed != 0) CHECK(code_text(packed) == code);
  }
  CHECK(packed_code("us-de") != 0);
  CHECK(packed_code("GB") == 0);
  CHECK(packed_code("elsewhere") == 0);
}

}  // namespace
}  // namespace clew::graph
