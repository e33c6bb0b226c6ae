#include "trace/everyone.h"

#include <algorithm>
#include <numeric>

#include "base/threads.h"

namespace clew::trace {
namespace {

using base::kNothing;
using base::kWhole;
using base::Ratio;
using base::Round;
using graph::LinkKind;
using graph::NodeKind;
using graph::Right;

// Shares in millionths of millionths, where that is exact.
constexpr int64_t kUnit = 1'000'000'000'000;

struct UnitShare {
  int64_t low = 0, high = 0;
  bool is_exact = false;
};

std::vector<UnitShare> unit_shares(const graph::GraphColumns& columns) {
  std::vector<UnitShare> shares;
  for (const graph::ShareRow& row : columns.share) {
    const bool fits = kUnit % row.low_of == 0 && kUnit % row.high_of == 0 && row.low <= row.low_of &&
                      row.high <= row.high_of;
    shares.push_back(fits ? UnitShare{kUnit / row.low_of * row.low, kUnit / row.high_of * row.high, true}
                          : UnitShare{});
  }
  return shares;
}

bool passes(NodeKind kind) {
  return kind != NodeKind::person && kind != NodeKind::state && kind != NodeKind::unnamed;
}

class Everyone {
 public:
  Everyone(const graph::OwnershipGraph& graph, const graph::LinkView& view, const OnPart& on_part,
           const EveryoneOptions& options)
      : graph_(graph),
        view_(view),
        on_part_(on_part),
        options_(options),
        shares_(unit_shares(graph.columns())) {
    for (const graph::LinkClass& what : graph.columns().link_class)
      uses_.push_back(graph.holds(what, view) ? use_of(what) : Use::none);
  }

  EveryoneTotals all() {
    const size_t workers = options_.workers == 0 ? base::processor_count() : options_.workers;
    constexpr size_t kTogether = 4096;
    std::vector<EveryoneTotals> totals(workers);
    std::vector<std::vector<Owner>> columns(workers);
    base::parallel_for(workers, (graph_.node_count() + kTogether - 1) / kTogether,
                       [&](size_t worker, size_t piece) {
                         const size_t end = std::min(graph_.node_count(), (piece + 1) * kTogether);
                         for (size_t node = piece * kTogether; node < end; ++node)
                           company(static_cast<NodeNumber>(node), worker, totals[worker], columns[worker]);
                       });
    EveryoneTotals sum;
    for (const EveryoneTotals& one : totals) {
      sum.companies += one.companies;
      sum.traced += one.traced;
      sum.parts += one.parts;
      sum.no_answer += one.no_answer;
      sum.not_whole += one.not_whole;
    }
    return sum;
  }

 private:
  // What a link of a class means for a column: nothing, a plain share, or more than that.
  enum class Use : uint8_t { none, share, other };
  struct Owner {
    NodeNumber node;
    uint32_t what;
  };

  Use use_of(const graph::LinkClass& what) const {
    if ((what.flags & graph::kIsConclusion) != 0) return Use::none;
    if (what.right == Right::shares) return shares_[what.share].is_exact ? Use::share : Use::other;
    const bool matters = what.right == Right::unstated || what.right == Right::nominator ||
                         (what.right == Right::nominee && what.kind == LinkKind::ownership);
    return matters ? Use::other : Use::none;  // Votes and control give no share.
  }

  void company(NodeNumber node, size_t worker, EveryoneTotals& totals, std::vector<Owner>& owners) {
    const graph::GraphColumns& columns = graph_.columns();
    const uint32_t begin = columns.in_start[node], end = columns.in_start[node + 1];
    if (begin == end) return;
    owners.clear();
    bool is_plain = options_.by_column;
    for (uint32_t at = begin; at < end; ++at) {
      const Use use = uses_[columns.in_class[at]];
      if (use == Use::none) continue;
      is_plain = is_plain && use == Use::share && !passes(graph_.kind(columns.in_other[at]));
      owners.push_back({columns.in_other[at], columns.in_class[at]});
    }
    if (owners.empty() || !passes(graph_.kind(node))) return;
    ++totals.companies;
    if (is_plain && graph_.kind(node) != NodeKind::nomination && view_.left_out.empty() &&
        are_apart(owners)) {
      by_column(node, owners, worker, totals);
    } else {
      by_tracing(node, worker, totals);
    }
  }

  // Each owner once, in one dataset: nothing to be added up or compared.
  bool are_apart(std::vector<Owner>& owners) const {
    std::ranges::sort(owners, {}, &Owner::node);
    return std::ranges::adjacent_find(owners, {}, &Owner::node) == owners.end();
  }

  void by_column(NodeNumber node, const std::vector<Owner>& owners, size_t worker, EveryoneTotals& totals) {
    int64_t slack = kUnit;
    uint32_t open_lows = 0;
    for (const Owner& owner : owners) {
      const uint32_t number = graph_.columns().link_class[owner.what].share;
      slack -= shares_[number].low;
      open_lows += graph_.columns().share[number].low_open;
    }
    if (slack < 0 || (slack == 0 && open_lows > 0)) {
      ++totals.no_answer;
      return;
    }
    for (const Owner& owner : owners) {
      if (graph_.kind(owner.node) == NodeKind::unnamed) continue;
      const uint32_t number = graph_.columns().link_class[owner.what].share;
      const Bounds shares = in_column(number, slack, open_lows);
      if (shares.high.is_zero()) continue;
      ++totals.parts;
      on_part_(worker, {owner.node, node, shares});
    }
  }

  // What the others' least shares leave of the greatest.
  Bounds in_column(uint32_t number, int64_t slack, uint32_t open_lows) const {
    const graph::ShareRow& row = graph_.columns().share[number];
    const int64_t room = shares_[number].high - shares_[number].low, taken = std::min(room, slack);
    Bounds bounds{
        .low = {row.low, row.low_of}, .high = {row.high, row.high_of}, .low_open = row.low_open != 0};
    if (taken < room) bounds.high = base::ratio(shares_[number].low + taken, kUnit);
    bounds.high_open = room <= slack && row.high_open != 0;
    const bool others_open = open_lows > row.low_open;
    if (slack == taken && others_open && !bounds.high.is_zero()) bounds.high_open = true;
    return bounds;
  }

  void by_tracing(NodeNumber node, size_t worker, EveryoneTotals& totals) {
    ++totals.traced;
    const Structure structure = structure_behind(graph_, view_, node, options_.limits);
    if (!structure.is_whole) ++totals.not_whole;
    Ownership ownership(structure.shares);
    if (ownership.fault(0) != Fault::none) {
      ++totals.no_answer;
      return;
    }
    for (const uint32_t part : structure.known_holders()) {
      const uint32_t one[] = {part};
      const Bounds shares = ownership.share(one, 0);
      if (shares.high.is_zero()) continue;
      ++totals.parts;
      on_part_(worker, {structure.parts[part].node, node, shares});
    }
  }

  const graph::OwnershipGraph& graph_;
  const graph::LinkView& view_;
  const OnPart& on_part_;
  const EveryoneOptions& options_;
  std::vector<UnitShare> shares_;
  std::vector<Use> uses_;  // By class of links.
};

}  // namespace

EveryoneTotals everyone_everywhere(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                                   const OnPart& on_part, const EveryoneOptions& options) {
  return Everyone(graph, view, on_part, options).all();
}

}  // namespace clew::trace
