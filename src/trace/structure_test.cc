// Who holds what, as structures have it, against a twin that reads the same links by plain rules: nominees,
// nominations, holders without a name, and facts that say that somebody is not there.
#include "trace/structure.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <cstdlib>
#include <random>

#include "graph/graph_builder.h"
#include "trace/account.h"
#include "trace/trace_reference.h"

namespace clew::trace {
namespace {

using base::kNothing;
using base::kWhole;
using base::ratio;
using base::Round;
using graph::FactWord;
using graph::LinkKind;
using graph::NodeKind;
using graph::Right;

struct Said {
  uint32_t from = 0, to = 0;
  Right right = Right::shares;
  clean::Share share;
};

// Two people, one without a name, a nominee, an agreement; then companies.
enum : uint32_t { kP, kQ, kUnnamed, kNominee, kNomination, kCompanies };

struct World {
  uint32_t nodes = 0;
  std::vector<Said> said;
  std::vector<uint32_t> clients;  // For whom the nominee holds.
  std::vector<uint32_t> denied;   // Of whom a source says that nobody is behind them.
};

NodeKind kind_in(uint32_t node) {
  if (node == kUnnamed) return NodeKind::unnamed;
  if (node == kNomination) return NodeKind::nomination;
  return node >= kCompanies ? NodeKind::company : NodeKind::person;
}

clean::Share some_share(std::mt19937_64& random) {
  const auto low = static_cast<int64_t>(random() % 3);
  if (random() % 4 != 0) return {.low = ratio(low, 4), .high = ratio(low, 4)};
  const int64_t high = std::min<int64_t>(4, low + 1 + static_cast<int64_t>(random() % 2));
  return {.low = ratio(low, 4),
          .high = ratio(high, 4),
          .low_open = random() % 3 == 0,
          .high_open = random() % 3 == 0};
}

void add_owners(World& world, uint32_t company, std::mt19937_64& random) {
  for (uint32_t owner = 0; owner < world.nodes; ++owner) {
    if (random() % 4 == 0) world.said.push_back({owner, company, Right::shares, some_share(random)});
    if (random() % 30 == 0) world.said.push_back({owner, company, Right::unstated, {}});
  }
  if (random() % 3 == 0) world.said.push_back({kNominee, company, Right::nominee, some_share(random)});
}

World some_world(std::mt19937_64& random) {
  World world;
  world.nodes = kCompanies + 1 + static_cast<uint32_t>(random() % 3);
  for (uint32_t company = kCompanies; company < world.nodes; ++company) add_owners(world, company, random);
  if (random() % 4 == 0) world.said.push_back({kP, kUnnamed, Right::shares, some_share(random)});
  for (uint32_t node = 0; node < world.nodes; ++node) {
    const bool may = node != kNominee && node != kNomination && node != kUnnamed;
    if (may && random() % 4 == 0) world.clients.push_back(node);
    if (may && random() % 4 == 0) world.said.push_back({node, kNomination, Right::nominator, {}});
    if (random() % 3 == 0) world.denied.push_back(node);
  }
  return world;
}

std::string id_of(uint32_t node) { return fmt::format("n{}", node); }

graph::OwnershipGraph graph_of(const World& world, bool with_denials) {
  graph::OwnershipGraphBuilder builder;
  std::vector<graph::NodeNumber> numbers;
  for (uint32_t node = 0; node < world.nodes; ++node) {
    numbers.push_back(builder.node(id_of(node)));
    builder.name(numbers.back(), kind_in(node), id_of(node));
  }
  uint32_t links = 0;
  const auto add = [&](uint32_t from, uint32_t to, LinkKind kind, Right right, const clean::Share& share) {
    graph::Link link;
    link.from = numbers[from];
    link.to = numbers[to];
    link.kind = kind;
    link.right = right;
    builder.link(link, fmt::format("link {}", links++), share);
  };
  for (const Said& said : world.said) {
    const bool owns = said.right == Right::shares || said.right == Right::nominee;
    add(said.from, said.to, owns ? LinkKind::ownership : LinkKind::other, said.right, said.share);
  }
  for (const uint32_t client : world.clients)
    add(kNominee, client, LinkKind::representation, Right::nominee, {});
  if (with_denials) {
    for (const uint32_t node : world.denied) builder.fact(numbers[node], FactWord::no_beneficial_owners);
  }
  return builder.finish();
}

// --- The twin ------------------------------------------------------------------------------------------

clean::Share added(const clean::Share& a, const clean::Share& b) {
  const base::Ratio high = base::add(a.high, b.high, Round::up);
  return {.low = base::add(a.low, b.low, Round::down),
          .high = std::min(high, kWhole),
          .low_open = a.low_open || b.low_open,
          .high_open = high <= kWhole && (a.high_open || b.high_open)};
}

bool is_named_by_somebody(const World& world, uint32_t node) {
  return kind_in(node) != NodeKind::unnamed ||
         std::ranges::any_of(world.said, [&](const Said& said) { return said.to == node; });
}

// Whose a share is by the rules: part `nodes + company` is somebody for whom the nominee holds of it.
uint32_t whose(const World& world, const Said& said) {
  if (said.right != Right::nominee) return said.from;
  return world.clients.size() == 1 ? world.clients.front() : world.nodes + said.to;
}

std::vector<Stake> column_of(const World& world, uint32_t node) {
  std::vector<Stake> stakes;
  for (uint32_t owner = 0; owner < 2 * world.nodes; ++owner) {
    clean::Share total{.low = kNothing, .high = kNothing};
    size_t stated = 0, unstated = 0, nominators = 0;
    for (const Said& said : world.said) {
      if (said.to != node) continue;
      nominators += said.right == Right::nominator ? 1 : 0;
      if (whose(world, said) != owner) continue;
      if (said.right == Right::unstated) unstated += is_named_by_somebody(world, owner) ? 1 : 0;
      if (said.right == Right::nominator) total = {};
      if (said.right == Right::shares || said.right == Right::nominee) total = added(total, said.share);
      stated += said.right == Right::unstated ? 0 : 1;
    }
    if (stated > 0 && nominators == 1) total = {.low = kWhole, .high = kWhole};
    if (stated == 0) total = {};
    if (stated + unstated > 0) stakes.push_back({owner, total});
  }
  return stakes;
}

Network twin_of(const World& world) {
  Network network(2 * size_t{world.nodes}, {Holder::unknown, {}});
  for (uint32_t node = 0; node < world.nodes; ++node) {
    if (kind_in(node) == NodeKind::person) {
      network[node].holder = Holder::known;
    } else if (is_named_by_somebody(world, node)) {
      network[node] = {Holder::passes, column_of(world, node)};
    }
  }
  return network;
}

std::vector<bool> sound_parts(const Network& network) {
  std::vector<bool> sound(network.size());
  for (size_t part = 0; part < network.size(); ++part) {
    reference::Exact total = 0;
    bool open = false;
    for (const Stake& stake : network[part].stakes) {
      total += reference::exact(stake.share.low);
      open = open || stake.share.low_open;
    }
    sound[part] = network[part].holder == Holder::passes && !(total > 1 || (total == 1 && open));
  }
  const std::vector<bool> rings = reference::ownerless(network, sound);
  for (size_t part = 0; part < network.size(); ++part) sound[part] = sound[part] && !rings[part];
  return sound;
}

// --- Both ----------------------------------------------------------------------------------------------

Bounds bounds_of(const graph::OwnershipGraph& graph, const Structure& structure,
                 const std::vector<uint32_t>& people) {
  std::vector<uint32_t> parts;
  for (const uint32_t person : people) {
    const auto part = structure.part_of.find(*graph.find(id_of(person)));
    if (part != structure.part_of.end()) parts.push_back(part->second);
  }
  return parts.empty() ? Bounds{} : Ownership(structure.shares).share(parts, 0);
}

constexpr size_t kCornersMax = 300;

// Whether the twin had an answer; more corners are left out.
bool check_against_twin(const World& world) {
  const Network twin = twin_of(world);
  const std::vector<bool> sound = sound_parts(twin);
  const graph::OwnershipGraph graph = graph_of(world, true);
  const std::vector<std::vector<uint32_t>> groups = {{kP}, {kNominee}, {kP, kQ, kNominee}};
  for (const auto& people : groups) {
    std::vector<bool> is_holder(twin.size());
    for (const uint32_t person : people) is_holder[person] = true;
    const auto closed = reference::extremes(twin, sound, is_holder, 0, kCornersMax);
    if (!closed) return false;
    const auto inner =
        reference::extremes(twin, sound, is_holder, reference::Exact(1, 1'000'000'007), kCornersMax);
    if (!inner) return false;
    for (uint32_t company = kCompanies; company < world.nodes; ++company) {
      CAPTURE(company);
      CAPTURE(people.front());
      const Structure structure = structure_behind(graph, {}, *graph.find(id_of(company)));
      const Bounds bounds = bounds_of(graph, structure, people);
      CHECK(reference::exact(bounds.low) == (*closed)[company].low);
      CHECK(reference::exact(bounds.high) == (*closed)[company].high);
      CHECK(bounds.low_open == ((*inner)[company].low != (*closed)[company].low));
      CHECK(bounds.high_open == ((*inner)[company].high != (*closed)[company].high));
      if (people.size() != 3) continue;
      const Account account = account_of(graph, structure);
      CHECK((account.fault == Fault::none) == sound[company]);
      CHECK(account.proved == bounds.low);
      CHECK(account.unknown == base::subtract(kWhole, bounds.high, Round::down));
    }
  }
  return true;
}

TEST_CASE("Structures with nominees, nominations and denials give what a twin by plain rules gives") {
  const uint64_t wanted = std::getenv("CLEW_TEST_ALL") != nullptr ? 100'000 : 2'000;
  uint64_t compared = 0;
  for (uint64_t number = 0; compared < wanted; ++number) {
    CAPTURE(number);
    std::mt19937_64 random(number);
    compared += check_against_twin(some_world(random)) ? 1 : 0;
    REQUIRE(number < 3 * wanted);
  }
}

TEST_CASE("What a nominee holds for somebody not told is nobody's known, what it holds itself is its own") {
  World world{.nodes = kCompanies + 1, .said = {}, .clients = {}, .denied = {}};
  const auto exactly = [](int64_t percent) {
    return clean::Share{.low = ratio(percent, 100), .high = ratio(percent, 100)};
  };
  world.said = {{kNominee, kCompanies, Right::shares, exactly(30)},
                {kNominee, kCompanies, Right::nominee, exactly(20)}};
  const graph::OwnershipGraph graph = graph_of(world, false);
  const Structure structure = structure_behind(graph, {}, *graph.find(id_of(kCompanies)));
  const Account account = account_of(graph, structure);
  CHECK(account.proved == ratio(30, 100));
  CHECK(account.ranged == kNothing);
  CHECK(account.unknown == ratio(70, 100));
}

TEST_CASE("That nobody is behind a company, as a source says, takes nothing from whom another source names") {
  for (uint64_t number = 0; number < 300; ++number) {
    CAPTURE(number);
    std::mt19937_64 random(number);
    const World world = some_world(random);
    const graph::OwnershipGraph with = graph_of(world, true), without = graph_of(world, false);
    for (uint32_t company = kCompanies; company < world.nodes; ++company) {
      const Structure a = structure_behind(with, {}, *with.find(id_of(company)));
      const Structure b = structure_behind(without, {}, *without.find(id_of(company)));
      CHECK(bounds_of(with, a, {kP}) == bounds_of(without, b, {kP}));
      CHECK(account_of(with, a).unknown == account_of(without, b).unknown);
    }
  }
}

}  // namespace
}  // namespace clew::trace
