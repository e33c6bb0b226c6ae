#include "trace/structure.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace clew::trace {
namespace {

using base::kNothing;
using base::kWhole;
using base::Round;
using clean::Share;
using graph::LinkKind;
using graph::NodeKind;
using graph::Right;

bool gives_shares(const graph::Link& link) {
  return !link.is_conclusion && (link.right == Right::shares || link.right == Right::unstated ||
                                 (link.right == Right::nominee && link.kind == LinkKind::ownership));
}

bool gives_control(const graph::Link& link) {
  return !link.is_conclusion && (link.right == Right::appointment || link.right == Right::influence ||
                                 link.right == Right::trust_role || link.right == Right::nominator);
}

}  // namespace

bool matters(const graph::Link& link) {
  return gives_shares(link) || gives_control(link) || (link.right == Right::votes && !link.is_conclusion);
}

namespace {

Share sum(const Share& a, const Share& b) {
  Share total{.low = base::add(a.low, b.low, Round::down),
              .high = base::add(a.high, b.high, Round::up),
              .low_open = a.low_open || b.low_open,
              .high_open = a.high_open || b.high_open};
  if (total.high > kWhole) total = {total.low, kWhole, total.low_open, false};
  return total;
}

Share hull(const Share& a, const Share& b) {
  return {.low = std::min(a.low, b.low),
          .high = std::max(a.high, b.high),
          .low_open = a.low <= b.low ? a.low_open : b.low_open,
          .high_open = a.high >= b.high ? a.high_open : b.high_open};
}

// Whose a holding is: a nominee's own is not what he holds for somebody of whom nobody tells.
struct Owner {
  NodeNumber node = 0;
  bool is_for_unknown = false;
  friend auto operator<=>(const Owner&, const Owner&) = default;
};

// What one owner holds of one company, by dataset.
struct Holding {
  std::map<uint16_t, Share> by_dataset;
  std::vector<LinkNumber> links;
  bool is_stated = false;  // As shares; an interest of an unstated kind adds nothing to that.
};

using Holdings = std::map<Owner, Holding>;

class Builder {
 public:
  Builder(const graph::OwnershipGraph& graph, const graph::LinkView& view, const StructureLimits& limits)
      : graph_(graph), view_(view), limits_(limits) {}

  Structure behind(NodeNumber company) {
    part(company);
    structure_.shares[0].holder = structure_.votes[0].holder = Holder::passes;
    for (uint32_t at = 0; at < structure_.parts.size(); ++at) {
      add_columns(at);
    }
    add_declared(company);
    return std::move(structure_);
  }

  Structure below(NodeNumber holder) {
    asked_ = holder;
    std::vector<NodeNumber> waiting = {holder};
    std::set<NodeNumber> reached = {holder};
    for (size_t at = 0; at < waiting.size() && waiting.size() < limits_.parts_max; ++at) {
      for (const LinkNumber number : graph_.out_of(waiting[at])) {
        const graph::Link& link = graph_.link(number);
        if (!matters(link) || !graph_.holds(number, view_)) continue;
        if (reached.insert(link.to).second) waiting.push_back(link.to);
      }
    }
    if (waiting.size() >= limits_.parts_max) cut();
    for (const NodeNumber node : waiting) part(node);
    const auto downstream = static_cast<uint32_t>(structure_.parts.size());
    for (uint32_t at = 1; at < downstream; ++at) add_columns(at);
    return std::move(structure_);
  }

 private:
  uint32_t part(NodeNumber node) {
    const auto [place, is_new] =
        structure_.part_of.try_emplace(node, static_cast<uint32_t>(structure_.parts.size()));
    if (is_new) add_part({.node = node}, is_last_unknown(node) ? Holder::unknown : holder_of(node));
    return place->second;
  }

  Holder holder_of(NodeNumber node) const {
    const NodeKind kind = graph_.node(node).kind;
    return kind == NodeKind::person || kind == NodeKind::state ? Holder::known : Holder::passes;
  }

  // Somebody not named is unknown, unless a source says who is behind it.
  bool is_last_unknown(NodeNumber node) const {
    return graph_.node(node).kind == NodeKind::unnamed && !has_anybody_behind(node);
  }

  bool has_anybody_behind(NodeNumber node) const {
    return std::ranges::any_of(graph_.into(node), [&](LinkNumber number) {
      return matters(graph_.link(number)) && graph_.holds(number, view_);
    });
  }

  uint32_t add_part(PartInfo info, Holder holder) {
    structure_.parts.push_back(info);
    structure_.shares.push_back({holder, {}});
    structure_.votes.push_back({holder, {}});
    structure_.share_links.emplace_back();
    structure_.vote_links.emplace_back();
    return static_cast<uint32_t>(structure_.parts.size() - 1);
  }

  void cut() {
    if (!structure_.is_whole) return;
    structure_.is_whole = false;
    structure_.findings.push_back({"too-large",
                                   fmt::format("there is more than {} parties or {} links to look at; the "
                                               "rest was left out and counts as unknown",
                                               limits_.parts_max, limits_.links_max),
                                   {},
                                   {}});
  }

  void finding(std::string kind, std::string text, NodeNumber node, std::vector<LinkNumber> links) {
    structure_.findings.push_back({std::move(kind), std::move(text), {node}, std::move(links)});
  }

  void add_columns(uint32_t at) {
    const NodeNumber node = structure_.parts[at].node;
    const NodeKind kind = graph_.node(node).kind;
    if (structure_.shares[at].holder == Holder::unknown || kind == NodeKind::person) return;
    if (structure_.parts[at].is_maybe_person) return;
    Holdings shares, votes;
    size_t nominators = 0;
    for (const LinkNumber number : links_into(node)) {
      const graph::Link link = graph_.link(number);
      if (++links_seen_ > limits_.links_max || structure_.parts.size() > limits_.parts_max) return cut();
      note_bad_share(number);
      if (link.right == Right::nominator && kind == NodeKind::nomination) ++nominators;
      if (gives_shares(link)) add_holding(shares, number, owner_meant(number));
      if (link.right == Right::votes) add_holding(votes, number, {link.from});
      if (gives_control(link)) {
        const uint32_t controller = part(link.from);
        structure_.control.push_back({controller, at, number, link.right});
      }
    }
    if (kind == NodeKind::state) return;  // Its own holders are above it, but it is known.
    if (kind == NodeKind::nomination) add_nominators(node, nominators, shares);
    if (kind == NodeKind::party && at != 0 && !has_anybody_behind(node)) return add_maybe_person(at);
    close_column(at, shares);
    allow_for_rounding(at, structure_.shares[at]);
    add_votes(at, votes);
    allow_for_rounding(at, structure_.votes[at]);
    add_undisclosed(at);
  }

  void add_maybe_person(uint32_t at) {
    const uint32_t person =
        add_part({.node = structure_.parts[at].node, .is_maybe_person = true}, Holder::known);
    structure_.shares[at].stakes = structure_.votes[at].stakes = {{person, Share{}}};
    structure_.share_links[at] = structure_.vote_links[at] = {{}};
    add_undisclosed(at);
  }

  // How many units of the last digit printed in the column the whole has; 0 where no decimals would do.
  static int64_t units_printed(const std::vector<Stake>& stakes) {
    constexpr int64_t kHundred = 100, kFinest = 1'000'000'000;
    for (int64_t units = kHundred; units <= kFinest; units *= 10) {
      const bool all = std::ranges::all_of(stakes, [&](const Stake& stake) {
        return !stake.share.is_exact() || units % stake.share.low.denominator == 0;
      });
      if (all) return units;
    }
    return 0;
  }

  // How far off each share may be, so that rounding explains the sum: half a unit where they are rounded to
  // the nearest, a whole one where decimals are rounded upwards. Nothing where it does not, or need not.
  static base::Ratio rounding_of(const std::vector<Stake>& stakes, const base::Ratio& sum) {
    if (sum <= kWhole) return kNothing;
    const int64_t units = units_printed(stakes);
    const int64_t count =
        std::ranges::count_if(stakes, [](const Stake& one) { return one.share.is_exact(); });
    const base::Ratio excess = base::subtract(sum, kWhole, Round::up);
    if (units == 0 || count == 0) return kNothing;
    if (excess < base::ratio(count, 2 * units)) return base::ratio(1, 2 * units);
    return units > 100 && excess < base::ratio(count, units) ? base::ratio(1, units) : kNothing;
  }

  void allow_for_rounding(uint32_t at, Part& column) {
    base::Ratio sum = kNothing;
    for (const Stake& stake : column.stakes) sum = base::add(sum, stake.share.low, Round::up);
    const base::Ratio off = rounding_of(column.stakes, sum);
    if (off.is_zero()) return;
    for (Stake& stake : column.stakes) {
      if (!stake.share.is_exact()) continue;
      const base::Ratio printed = stake.share.low;
      stake.share.low = printed > off ? base::subtract(printed, off, Round::down) : kNothing;
      stake.share.high = std::min(kWhole, base::add(printed, off, Round::up));
    }
    const NodeNumber company = structure_.parts[at].node;
    finding("rounding",
            fmt::format("what the owners of {} are said to hold adds up to {}, as rounding may have it: each "
                        "share counts as up to {} more or less than printed",
                        graph_.caption(company), base::percent_text(sum), base::percent_text(off, 9)),
            company, {});
  }

  // By the agreement, what the arrangement holds is its nominators'.
  void add_nominators(NodeNumber node, size_t count, Holdings& shares) {
    for (const LinkNumber number : graph_.into(node)) {
      const graph::Link& link = graph_.link(number);
      if (link.right != Right::nominator || link.is_conclusion || !graph_.holds(number, view_)) continue;
      Holding& holding = shares[{link.from}];
      holding.links.push_back(number);
      holding.is_stated = true;
      holding.by_dataset.insert_or_assign(link.dataset,
                                          count == 1 ? Share{.low = kWhole, .high = kWhole} : Share{});
    }
  }

  // A nominee's share belongs to the one for whom it is held, where exactly one is named.
  Owner owner_meant(LinkNumber number) const {
    const graph::Link& link = graph_.link(number);
    if (link.right != Right::nominee) return {link.from};
    std::set<NodeNumber> clients;
    for (const LinkNumber other : graph_.out_of(link.from)) {
      const graph::Link& held_for = graph_.link(other);
      if (held_for.kind == LinkKind::representation && held_for.right == Right::nominee &&
          graph_.holds(other, view_)) {
        clients.insert(held_for.to);
      }
    }
    return clients.size() == 1 ? Owner{*clients.begin()} : Owner{link.from, true};
  }

  void add_holding(Holdings& holdings, LinkNumber number, Owner owner) {
    const graph::Link& link = graph_.link(number);
    const bool stated = link.right != Right::unstated;
    // Somebody unnamed with an interest that nobody states: that is what is undisclosed anyway.
    if (!stated && link.from != asked_ && is_last_unknown(link.from)) return;
    Holding& holding = holdings[owner];
    if (stated && !holding.is_stated) holding = {};
    if (!stated && holding.is_stated) return;
    holding.is_stated = stated;
    holding.links.push_back(number);
    const auto [place, is_new] = holding.by_dataset.try_emplace(link.dataset, graph_.share_of(link));
    if (!is_new) place->second = sum(place->second, graph_.share_of(link));
  }

  void note_bad_share(LinkNumber number) {
    const graph::Link& link = graph_.link(number);
    if (!link.has_bad_share) return;
    finding("bad-share",
            // Owners are not named here: whether they may be is for those to know who show it.
            fmt::format("a share of {} as written is no part of a whole; it counts as not known",
                        graph_.caption(link.to)),
            link.to, {number});
  }

  Share agreed(NodeNumber company, const Holding& holding) {
    Share share = holding.by_dataset.begin()->second;
    for (const auto& [dataset, said] : holding.by_dataset) {
      if (const auto both = clean::intersection(share, said)) {
        share = *both;
        continue;
      }
      finding("sources-differ",
              fmt::format("sources differ on what one owner holds of {}: {} and {}; anything between them "
                          "counts as possible",
                          graph_.caption(company), share_text(share), share_text(said)),
              company, holding.links);
      share = hull(share, said);
    }
    return share;
  }

  void close_column(uint32_t at, const Holdings& holdings) {
    const NodeNumber company = structure_.parts[at].node;
    std::vector<Stake> stakes;
    std::vector<std::vector<LinkNumber>> sources;
    for (const auto* item : in_order_of_sources(holdings)) {
      const auto& [owner, holding] = *item;
      const uint32_t owner_part =
          owner.is_for_unknown ? add_part({.node = owner.node}, Holder::unknown) : part(owner.node);
      stakes.push_back({owner_part, agreed(company, holding)});
      sources.push_back(holding.links);
    }
    structure_.shares[at].stakes = std::move(stakes);
    structure_.share_links[at] = std::move(sources);
  }

  // By where the sources state them, so that nothing printed hangs on how nodes are numbered.
  std::vector<Holdings::const_pointer> in_order_of_sources(const Holdings& holdings) const {
    std::vector<std::pair<Place, Holdings::const_pointer>> order;
    for (const auto& item : holdings) order.emplace_back(place_of(item.second.links.front()), &item);
    std::ranges::sort(order, {}, [](const auto& item) -> const Place& { return item.first; });
    std::vector<Holdings::const_pointer> ordered;
    for (const auto& [place, item] : order) ordered.push_back(item);
    return ordered;
  }

  using Place = std::tuple<uint32_t, uint64_t, uint32_t, LinkNumber>;
  Place place_of(LinkNumber number) const {
    const model::Record record = graph_.link(number).record;
    return {record.part, record.offset, record.line, number};
  }

  std::vector<LinkNumber> links_into(NodeNumber node) const {
    std::vector<std::pair<Place, LinkNumber>> order;
    for (const LinkNumber number : graph_.into(node)) {
      if (matters(graph_.link(number)) && graph_.holds(number, view_))
        order.emplace_back(place_of(number), number);
    }
    std::ranges::sort(order);
    std::vector<LinkNumber> ordered;
    for (const auto& [place, number] : order) ordered.push_back(number);
    return ordered;
  }

  // Stated votes take the place of shares, holder by holder; own shares are suspended.
  void add_votes(uint32_t at, const Holdings& votes) {
    const NodeNumber company = structure_.parts[at].node;
    std::vector<Stake> stakes;
    std::vector<std::vector<LinkNumber>> sources;
    Share own{.low = kNothing, .high = kNothing};
    for (size_t i = 0; i < structure_.shares[at].stakes.size(); ++i) {
      const Stake& stake = structure_.shares[at].stakes[i];
      if (stake.owner == at) {
        own = stake.share;
      } else if (!votes.contains({structure_.parts[stake.owner].node})) {
        stakes.push_back(stake);
        sources.push_back(structure_.share_links[at][i]);
      }
    }
    for (const auto* item : in_order_of_sources(votes)) {
      const auto& [owner, holding] = *item;
      const uint32_t owner_part = part(owner.node);
      if (owner_part == at) continue;
      stakes.push_back({owner_part, agreed(company, holding)});
      sources.push_back(holding.links);
    }
    if (!own.high.is_zero()) {
      for (Stake& stake : stakes) stake.share = without_own(stake.share, own);
    }
    structure_.votes[at].stakes = std::move(stakes);
    structure_.vote_links[at] = std::move(sources);
  }

  static base::Ratio part_of_rest(const base::Ratio& share, const base::Ratio& own, Round round) {
    const base::Ratio rest = base::subtract(kWhole, own, round == Round::up ? Round::down : Round::up);
    if (rest <= kNothing) return round == Round::up ? kWhole : kNothing;
    return std::min(kWhole, base::multiply(share, base::ratio(rest.denominator, rest.numerator), round));
  }

  static Share without_own(const Share& share, const Share& own) {
    return {.low = part_of_rest(share.low, own.low, Round::down),
            .high = part_of_rest(share.high, own.high, Round::up),
            .low_open = share.low_open,
            .high_open = share.high_open};
  }

  // The rest of a column, as a holder whom nobody knows.
  void add_undisclosed(uint32_t at) {
    base::Ratio least = kNothing, most = kNothing;
    bool least_open = false, most_open = false;
    for (const Stake& stake : structure_.shares[at].stakes) {
      least = base::add(least, stake.share.low, Round::down);
      most = base::add(most, stake.share.high, Round::up);
      least_open = least_open || stake.share.low_open;
      most_open = most_open || stake.share.high_open;
    }
    if (least >= kWhole) return;
    Share rest;
    rest.high = base::subtract(kWhole, least, Round::up);
    rest.high_open = least_open;
    rest.low = most < kWhole ? base::subtract(kWhole, most, Round::down) : kNothing;
    rest.low_open = most <= kWhole && most_open;
    const uint32_t nobody =
        add_part({.node = structure_.parts[at].node, .is_undisclosed = true}, Holder::unknown);
    structure_.shares[at].stakes.push_back({nobody, rest});
    structure_.share_links[at].emplace_back();
  }

  void add_declared(NodeNumber company) {
    for (const LinkNumber number : graph_.into(company)) {
      if (graph_.link(number).is_conclusion && graph_.holds(number, view_))
        structure_.declared.push_back(number);
    }
  }

  const graph::OwnershipGraph& graph_;
  const graph::LinkView& view_;
  const StructureLimits& limits_;
  Structure structure_;
  NodeNumber asked_ = UINT32_MAX;  // The holder whose companies are looked for.
  size_t links_seen_ = 0;
};

std::vector<uint32_t> parts_with(const Network& network, Holder holder) {
  std::vector<uint32_t> found;
  for (uint32_t part = 0; part < network.size(); ++part) {
    if (network[part].holder == holder) found.push_back(part);
  }
  return found;
}

}  // namespace

std::vector<uint32_t> Structure::known_holders() const { return parts_with(shares, Holder::known); }
std::vector<uint32_t> Structure::unknown_holders() const { return parts_with(shares, Holder::unknown); }

Structure structure_behind(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                           NodeNumber company, const StructureLimits& limits) {
  return Builder(graph, view, limits).behind(company);
}

Structure structure_below(const graph::OwnershipGraph& graph, const graph::LinkView& view, NodeNumber holder,
                          const StructureLimits& limits) {
  return Builder(graph, view, limits).below(holder);
}

std::vector<bool> parts_below(const Structure& structure, std::span<const uint32_t> holders) {
  std::vector<std::vector<uint32_t>> down(structure.parts.size());
  for (const Network* network : {&structure.shares, &structure.votes}) {
    for (uint32_t part = 0; part < network->size(); ++part) {
      for (const Stake& stake : (*network)[part].stakes) {
        if (!stake.share.high.is_zero()) down[stake.owner].push_back(part);
      }
    }
  }
  for (const ControlLink& link : structure.control) down[link.controller].push_back(link.controlled);
  std::vector<bool> below(down.size());
  std::vector<uint32_t> waiting(holders.begin(), holders.end());
  for (const uint32_t holder : holders) below[holder] = true;
  while (!waiting.empty()) {
    const uint32_t part = waiting.back();
    waiting.pop_back();
    for (const uint32_t next : down[part]) {
      if (!below[next]) waiting.push_back(next);
      below[next] = true;
    }
  }
  return below;
}

}  // namespace clew::trace
