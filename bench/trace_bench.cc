// clew_trace_bench: paths and ownership on large graphs, beside a bare search on raw arrays in the same run.
//
//   clew_trace_bench paths STORE.clew --pairs 2000 --export FOLDER
//   clew_trace_bench holdings holdings.csv --scratch FOLDER
//
// Answers are checked before a time is printed; a wrong one ends the program.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <random>

#include "base/mapping.h"
#include "base/threads.h"
#include "graph/graph_builder.h"
#include "graph/paths.h"
#include "graph/shortest.h"
#include "trace/everyone.h"

namespace {

using namespace clew;
using Clock = std::chrono::steady_clock;
using graph::NodeNumber;

constexpr uint32_t kNot = UINT32_MAX;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

[[noreturn]] void stop(const std::string& why) {
  fmt::print(stderr, "clew_trace_bench: {}\n", why);
  std::exit(1);
}

template <class T>
T must(base::Result<T> result) {
  if (!result) stop(result.error().message);
  return std::move(*result);
}

struct Times {
  std::vector<double> seconds;
  double at(double part) {
    std::ranges::sort(seconds);
    return seconds[static_cast<size_t>(part * static_cast<double>(seconds.size() - 1))];
  }
  double sum() const { return std::accumulate(seconds.begin(), seconds.end(), 0.0); }
};

void print_row(const std::string& name, Times& times, double bare) {
  fmt::print("{:58} p50 {:9.1f} us  p90 {:9.1f} us  p99 {:9.1f} us  mean {:9.1f} us{}\n", name,
             times.at(0.5) * 1e6, times.at(0.9) * 1e6, times.at(0.99) * 1e6,
             times.sum() / static_cast<double>(times.seconds.size()) * 1e6,
             bare == 0 ? "" : fmt::format("  {:.2f} x bare", times.sum() / bare));
}

// --- The bare search: one array of neighbours, no link has a kind or a time -------------------------------

class Bare {
 public:
  // Of the links whose class is among the bits; of all without them.
  explicit Bare(const graph::GraphColumns& columns, const graph::ClassBits* bits = nullptr) {
    const size_t nodes = columns.node_key.size(), links = columns.link_key.size();
    const auto is_in = [&](size_t link) { return bits == nullptr || (*bits)[columns.out_class[link]]; };
    start_.assign(nodes + 1, 0);
    for (size_t i = 0; i < links; ++i) {
      if (is_in(i)) ++start_[columns.link_from[i] + 1], ++start_[columns.out_other[i] + 1];
    }
    std::partial_sum(start_.begin(), start_.end(), start_.begin());
    other_.resize(start_.back());
    std::vector<uint32_t> next(start_.begin(), start_.end() - 1);
    for (size_t i = 0; i < links; ++i) {
      if (!is_in(i)) continue;
      other_[next[columns.link_from[i]]++] = columns.out_other[i];
      other_[next[columns.out_other[i]]++] = columns.link_from[i];
    }
    by_.assign(nodes, {kNot, kNot});
  }

  // Steps of a shortest path; kNot if there is none.
  uint32_t length(NodeNumber from, NodeNumber to) {
    for (const NodeNumber node : touched_) by_[node] = {kNot, kNot};
    touched_.clear();
    if (from == to) return 0;
    from_ = from;
    to_ = to;
    std::vector<NodeNumber> front[2] = {{from}, {to}};
    uint64_t weight[2] = {degree(from), degree(to)};
    for (const int side : {0, 1}) reach(side, front[side][0], front[side][0]);
    while (!front[0].empty() && !front[1].empty()) {
      const int side = weight[0] <= weight[1] ? 0 : 1;
      std::vector<NodeNumber> next;
      uint64_t next_weight = 0;
      for (const NodeNumber node : front[side]) {
        for (uint32_t at = start_[node]; at < start_[node + 1]; ++at) {
          const NodeNumber other = other_[at];
          if (by_[other][side] != kNot) continue;
          reach(side, other, node);
          if (by_[other][1 - side] != kNot) return steps_through(other);
          next.push_back(other);
          next_weight += degree(other);
        }
      }
      front[side] = std::move(next);
      weight[side] = next_weight;
    }
    return kNot;
  }

  // The nodes that can be reached from the one with most links.
  std::vector<NodeNumber> giant() const {
    NodeNumber hub = 0;
    for (NodeNumber node = 1; node + 1 < start_.size(); ++node) {
      if (degree(node) > degree(hub)) hub = node;
    }
    std::vector<bool> seen(start_.size());
    std::vector<NodeNumber> order = {hub};
    seen[hub] = true;
    for (size_t at = 0; at < order.size(); ++at) {
      for (uint32_t i = start_[order[at]]; i < start_[order[at] + 1]; ++i) {
        if (seen[other_[i]]) continue;
        seen[other_[i]] = true;
        order.push_back(other_[i]);
      }
    }
    std::ranges::sort(order);
    return order;
  }

 private:
  uint64_t degree(NodeNumber node) const { return start_[node + 1] - start_[node]; }
  void reach(int side, NodeNumber node, NodeNumber by) {
    by_[node][side] = by;
    touched_.push_back(node);
  }
  uint32_t steps_through(NodeNumber met) const {
    uint32_t steps = 0;
    for (NodeNumber node = met; node != from_; node = by_[node][0]) ++steps;
    for (NodeNumber node = met; node != to_; node = by_[node][1]) ++steps;
    return steps;
  }

  std::vector<uint32_t> start_;
  std::vector<NodeNumber> other_, touched_;
  std::vector<std::array<uint32_t, 2>> by_;
  NodeNumber from_ = 0, to_ = 0;
};

struct AllRules {
  static bool passes(uint32_t, uint32_t) { return true; }
  static bool is_closed(NodeNumber) { return false; }
  static bool may_step(int, NodeNumber, NodeNumber) { return true; }
};

struct ViewRules : AllRules {
  const graph::ClassBits& bits;
  explicit ViewRules(const graph::ClassBits& chosen) : bits(chosen) {}
  bool passes(uint32_t what, uint32_t) const { return bits[what]; }
};

using Pairs = std::vector<std::pair<NodeNumber, NodeNumber>>;

Pairs some_pairs(const std::vector<NodeNumber>& nodes, size_t count) {
  std::mt19937_64 random(20160509);
  Pairs pairs;
  while (pairs.size() < count) {
    const NodeNumber a = nodes[random() % nodes.size()], b = nodes[random() % nodes.size()];
    if (a != b) pairs.emplace_back(a, b);
  }
  return pairs;
}

void export_for_peers(const std::string& folder, const graph::GraphColumns& columns, const Pairs& pairs,
                      const std::vector<uint32_t>& lengths) {
  std::ofstream edges(folder + "/edges.csv"), asked(folder + "/pairs.csv");
  edges << "a,b\n";
  for (size_t i = 0; i < columns.link_key.size(); ++i)
    edges << columns.link_from[i] << ',' << columns.out_other[i] << '\n';
  asked << "a,b,steps\n";
  for (size_t i = 0; i < pairs.size(); ++i)
    asked << pairs[i].first << ',' << pairs[i].second << ',' << lengths[i] << '\n';
}

template <class Work>
auto timed(Times& times, const Work& work) {
  const auto begin = Clock::now();
  auto result = work();
  times.seconds.push_back(seconds_since(begin));
  return result;
}

// The same pairs by the bare search, on arrays of these links alone, and by Clew's, which asks of each link.
template <class Rules>
std::vector<uint32_t> compare(const std::string& what, const graph::GraphColumns& columns,
                              const graph::ClassBits* bits, Rules& rules, const Pairs& pairs) {
  Bare bare(columns, bits);
  graph::Shortest shortest(columns);
  Times bare_times, times;
  std::vector<uint32_t> lengths;
  for (const auto& [a, b] : pairs) {
    const auto by_clew = [&, from = a, to = b] { return shortest.path(from, to, rules, SIZE_MAX); };
    const auto by_bare = [&, from = a, to = b] { return bare.length(from, to); };
    // Each is first every other time, so that neither finds the caches always warmed by the other.
    std::vector<NodeNumber> nodes;
    uint32_t steps = 0;
    if (lengths.size() % 2 == 0) {
      steps = timed(bare_times, by_bare);
      nodes = timed(times, by_clew);
    } else {
      nodes = timed(times, by_clew);
      steps = timed(bare_times, by_bare);
    }
    if (nodes.size() != steps + size_t{1})
      stop(fmt::format("{} to {}: {} nodes on the path, the bare search has {} steps", a, b, nodes.size(),
                       steps));
    lengths.push_back(steps);
  }
  fmt::print("{}; {} pairs of its giant component\n", what, pairs.size());
  print_row("  bare bidirectional search on raw arrays", bare_times, 0);
  print_row("  Clew", times, bare_times.sum());
  return lengths;
}

void measure_paths(const std::string& path, size_t count, const std::string& folder) {
  const store::Store store = must(store::Store::open(path));
  auto start = Clock::now();
  (void)must(graph::OwnershipGraph::open(store, {}));
  const double first = seconds_since(start);
  start = Clock::now();
  const graph::OwnershipGraph graph = must(graph::OwnershipGraph::open(store, {}));
  const double again = seconds_since(start);
  const graph::GraphColumns& columns = graph.columns();
  fmt::print("{} nodes, {} links, {} classes of links; {:.1f} bytes a link\n", graph.node_count(),
             graph.link_count(), columns.link_class.size(),
             static_cast<double>(graph.memory_bytes()) / static_cast<double>(graph.link_count()));
  fmt::print("open: {:.3f} s the first time in this run, {:.4f} s again (all of it tested)\n", first, again);
  const Bare whole(columns);
  const Pairs pairs = some_pairs(whole.giant(), count);
  AllRules all;
  const std::vector<uint32_t> lengths = compare("all links", columns, nullptr, all, pairs);
  start = Clock::now();
  const graph::ClassBits bits(columns, [&](const graph::LinkClass& what) {
    return what.kind != graph::LinkKind::identity && graph.holds(what, {});
  });
  const double bits_seconds = seconds_since(start);
  ViewRules viewed(bits);
  const Pairs pairs_in_view = some_pairs(Bare(columns, &bits).giant(), count);
  compare(fmt::format("a view: known, no claims of identity (asked once, {:.1f} ms)", bits_seconds * 1e3),
          columns, &bits, viewed, pairs_in_view);
  Times whole_times;
  for (size_t i = 0; i < std::min<size_t>(pairs.size(), 100); ++i) {
    (void)timed(whole_times, [&] {
      return graph::find_paths(graph, {}, pairs_in_view[i].first, pairs_in_view[i].second,
                               {.count = 1, .through_hubs = true, .length_max = 1000});
    });
  }
  print_row("Clew, a first question as `clew path` asks it (100 pairs)", whole_times, 0);
  if (!folder.empty()) export_for_peers(folder, columns, pairs, lengths);
}

// --- Holdings ---------------------------------------------------------------------------------------------

struct Bands {
  clean::Share shares[3] = {{base::ratio(1, 4), base::ratio(1, 2), true, false},
                            {base::ratio(1, 2), base::ratio(3, 4), true, true},
                            {base::ratio(3, 4), base::kWhole, false, false}};
};

int64_t number_until(const char*& at, char end) {
  int64_t number = 0;
  for (; *at != end && *at != '\n'; ++at) number = number * 10 + (*at - '0');
  if (*at == end && end != '\n') ++at;
  return number;
}

uint64_t key_of(char kind, int64_t number) {
  // As hashes would lie: anywhere.
  uint64_t key = static_cast<uint64_t>(number) * 2 + (kind == 'p');
  key = (key ^ key >> 31) * 0x7fb5d329728ea185ULL;
  return (key ^ key >> 27) * 0x81dadef4bc2dd44dULL;
}

graph::GraphTables read_holdings(const std::string& path) {
  const base::Mapping file = must(base::Mapping::open(path));
  const Bands bands;
  graph::GraphTableBuilder builder;
  graph::NodeClass person, company;
  person.kind = graph::NodeKind::person;
  company.kind = graph::NodeKind::company;
  std::vector<bool> is_stated;
  const auto node = [&](const char*& at) {
    const char kind = *at++;
    const NodeNumber number = builder.node(key_of(kind, number_until(at, ',')));
    if (number >= is_stated.size()) is_stated.resize(number + size_t{1});
    if (!is_stated[number]) builder.state(number, kind == 'p' ? person : company, 0);
    is_stated[number] = true;
    return number;
  };
  const char* at = file.bytes().data();
  const char* const begin = at;
  const char* const end = begin + file.bytes().size();
  at = std::find(at, end, '\n') + 1;
  graph::LinkClass what;
  what.kind = graph::LinkKind::ownership;
  what.right = graph::Right::shares;
  for (uint32_t line = 2; at < end; ++line) {
    const auto offset = static_cast<uint64_t>(at - begin);
    const NodeNumber holder = node(at), held = node(at);
    const auto band = static_cast<size_t>(number_until(at, ','));
    what.valid_from = static_cast<int32_t>(number_until(at, ','));
    const auto until = static_cast<int32_t>(number_until(at, '\n'));
    what.valid_until = until == 0 ? graph::kNoEnd : until;
    if (band > 2) stop(fmt::format("{}:{}: no band", path, line));
    builder.link(holder, held, what, bands.shares[band], key_of('l', line), line, offset);
    at = std::find(at, end, '\n') + 1;
  }
  return builder.finish(graph::NodeOrder::by_nearness);
}

void measure_companies(const graph::OwnershipGraph& graph, const graph::LinkView& view, bool by_companies) {
  std::mt19937_64 random(7);
  Times times;
  size_t parts = 0;
  for (size_t tries = 0; times.seconds.size() < 2'000 && tries < 20'000'000; ++tries) {
    const auto node = static_cast<NodeNumber>(random() % graph.node_count());
    if (graph.kind(node) == graph::NodeKind::person || graph.into(node).empty()) continue;
    const bool has_company = std::ranges::any_of(graph.into(node), [&](graph::LinkNumber link) {
      return graph.kind(graph.link(link).from) != graph::NodeKind::person && graph.holds(link, view);
    });
    if (has_company != by_companies) continue;
    const auto start = Clock::now();
    const trace::Structure structure = trace::structure_behind(graph, view, node);
    trace::Ownership ownership(structure.shares);
    for (const uint32_t part : structure.known_holders()) {
      const uint32_t one[] = {part};
      const trace::Bounds bounds = ownership.share(one, 0);
      if (bounds.low > bounds.high || bounds.high > base::kWhole) stop("bounds that cannot be");
      ++parts;
    }
    times.seconds.push_back(seconds_since(start));
  }
  if (times.seconds.empty()) return;
  print_row(fmt::format("tight bounds of all holders of one company, held by {} ({} in all)",
                        by_companies ? "companies" : "people", parts),
            times, 0);
}

void measure_holdings(const std::string& path) {
  auto start = Clock::now();
  graph::GraphTables tables = read_holdings(path);
  const double loaded = seconds_since(start);
  const graph::OwnershipGraph graph = graph::OwnershipGraph::of(std::move(tables));
  fmt::print("{} nodes, {} links, {} classes of links; {:.1f} bytes a link\n", graph.node_count(),
             graph.link_count(), graph.columns().link_class.size(),
             static_cast<double>(graph.memory_bytes()) / static_cast<double>(graph.link_count()));
  fmt::print("load from CSV to the graph: {:.1f} s, one thread\n", loaded);
  const graph::LinkView view{.day = 20250401, .datasets = {}, .left_out = {}};
  for (const bool by_companies : {false, true}) measure_companies(graph, view, by_companies);
  std::vector<double> lows(base::processor_count(), 0);
  std::vector<uint64_t> counts(lows.size(), 0), wrong(lows.size(), 0);
  start = Clock::now();
  const trace::EveryoneTotals totals =
      trace::everyone_everywhere(graph, view, [&](size_t worker, const trace::PersonsPart& part) {
        ++counts[worker];
        wrong[worker] += part.shares.low > part.shares.high || part.shares.high > base::kWhole;
      });
  const double took = seconds_since(start);
  const uint64_t count = std::accumulate(counts.begin(), counts.end(), uint64_t{0});
  if (count != totals.parts || std::accumulate(wrong.begin(), wrong.end(), uint64_t{0}) != 0)
    stop("parts that cannot be");
  fmt::print(
      "all persons in all companies: {:.2f} s, {} threads; {} parts of {} companies, {} of them traced "
      "through chains, "
      "{} without an answer, {} not whole\n",
      took, lows.size(), totals.parts, totals.companies, totals.traced, totals.no_answer, totals.not_whole);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Paths and ownership on large graphs, beside a bare search on raw arrays.");
  app.require_subcommand(1);
  std::string store, folder, holdings;
  size_t pairs = 2000;
  CLI::App* paths = app.add_subcommand("paths", "Shortest paths in a store");
  paths->add_option("store", store)->required();
  paths->add_option("--pairs", pairs);
  paths->add_option("--export", folder, "Where to write links and pairs for other programs");
  CLI::App* register_command = app.add_subcommand("holdings", "Ownership in a register");
  register_command->add_option("csv", holdings)->required();
  CLI11_PARSE(app, argc, argv);
  if (paths->parsed()) measure_paths(store, pairs, folder);
  if (register_command->parsed()) measure_holdings(holdings);
  return 0;
}
