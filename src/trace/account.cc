#include "trace/account.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace clew::trace {
namespace {

using base::kNothing;
using base::kWhole;
using base::Round;

const RuleReading kControl = {.way = Way::control, .by_votes = true, .threshold = {}};

std::vector<LinkNumber> links_between(const Structure& structure, uint32_t holder) {
  const std::vector<bool> below = parts_below(structure, {&holder, 1});
  std::set<LinkNumber> links;
  const auto add = [&](const Network& network, const auto& sources) {
    for (uint32_t part = 0; part < network.size(); ++part) {
      for (size_t i = 0; below[part] && i < network[part].stakes.size(); ++i) {
        if (below[network[part].stakes[i].owner])
          links.insert(sources[part][i].begin(), sources[part][i].end());
      }
    }
  };
  add(structure.shares, structure.share_links);
  add(structure.votes, structure.vote_links);
  for (const ControlLink& link : structure.control) {
    if (below[link.controller] && below[link.controlled]) links.insert(link.link);
  }
  return {links.begin(), links.end()};
}

bool is_worth_naming(const Bounds& bounds) { return !bounds.high.is_zero(); }

template <class Item, class Key>
void largest_first(std::vector<Item>& items, const Key& key) {
  std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    const Bounds &x = key(a), &y = key(b);
    if (x.low != y.low) return x.low > y.low;
    return x.high > y.high;
  });
}

class Accountant {
 public:
  Accountant(const graph::OwnershipGraph& graph, const Structure& structure, const AccountLimits& limits)
      : graph_(graph), structure_(structure), limits_(limits), judge_(structure), shares_(structure.shares) {}

  Account account() {
    account_.findings = structure_.findings;
    account_.fault = shares_.fault(0);
    note_faults_and_loops();
    add_totals();
    add_holders();
    add_dark();
    return std::move(account_);
  }

 private:
  void add_totals() {
    if (account_.fault != Fault::none) return;
    const Bounds known = judge_.share(structure_.known_holders());
    account_.proved = known.low;
    account_.ranged = base::subtract(known.high, known.low, Round::up);
    account_.unknown = base::subtract(kWhole, known.high, Round::down);
    account_.is_tight = known.tight;
  }

  void add_holders() {
    std::set<uint32_t> controllers;
    for (const ControlLink& link : structure_.control) controllers.insert(link.controller);
    std::vector<HolderAccount> holders;
    for (const uint32_t part : structure_.known_holders()) {
      const uint32_t one[] = {part};
      HolderAccount holder{
          .part = part, .shares = {}, .votes = {}, .with_undisclosed = {}, .control = {}, .rests_on = {}};
      if (account_.fault == Fault::none) holder.shares = judge_.share(one);
      holder.votes = judge_.share(one, true);
      if (is_worth_naming(holder.shares) || is_worth_naming(holder.votes) || controllers.contains(part))
        holders.push_back(holder);
    }
    largest_first(holders, [](const HolderAccount& holder) -> const Bounds& { return holder.shares; });
    account_.holder_count = holders.size();
    if (holders.size() > limits_.holders_max) holders.resize(limits_.holders_max);
    for (HolderAccount& holder : holders) {
      const uint32_t one[] = {holder.part};
      holder.with_undisclosed = with_undisclosed(holder);
      holder.control = structure_.parts.size() > kControlPartsMax ? Verdict{Answer::undetermined, false}
                                                                  : judge_.judge(kControl, one);
      holder.rests_on = links_between(structure_, holder.part);
    }
    account_.holders = std::move(holders);
  }

  // The same as Judge's, from the total of all instead of all the others.
  Bounds with_undisclosed(const HolderAccount& holder) {
    const uint32_t one[] = {holder.part};
    if (account_.fault != Fault::none) return {.low = kNothing, .high = kWhole};
    if (structure_.parts.size() <= 20'000) return judge_.share_with_undisclosed(one);
    Bounds bounds = holder.shares;
    const base::Ratio others = base::subtract(account_.proved, holder.shares.low, Round::down);
    bounds.high = base::subtract(kWhole, others, Round::up);
    return bounds;
  }

  void add_dark() {
    if (account_.fault != Fault::none) return;
    std::vector<DarkAccount> dark;
    for (uint32_t part = 0; part < structure_.parts.size(); ++part) {
      if (part != 0 && shares_.fault(part) != Fault::none) {
        const uint32_t one[] = {part};
        dark.push_back({structure_.parts[part].node, shares_.share(one, 0), {}, shares_.fault(part)});
        continue;
      }
      std::vector<uint32_t> unknown;
      std::vector<LinkNumber> links;
      for (size_t i = 0; i < structure_.shares[part].stakes.size(); ++i) {
        const Stake& stake = structure_.shares[part].stakes[i];
        if (structure_.shares[stake.owner].holder != Holder::unknown) continue;
        unknown.push_back(stake.owner);
        links.insert(links.end(), structure_.share_links[part][i].begin(),
                     structure_.share_links[part][i].end());
      }
      if (unknown.empty()) continue;
      if (dark.size() >= 2000) {
        account_.findings.push_back(
            {"too-large",
             "not every place where the unknown begins was worked out: there are more than 2,000",
             {},
             {}});
        break;
      }
      dark.push_back({structure_.parts[part].node, shares_.share(unknown, 0), std::move(links), Fault::none});
    }
    std::erase_if(dark, [](const DarkAccount& item) { return !is_worth_naming(item.shares); });
    largest_first(dark, [](const DarkAccount& item) -> const Bounds& { return item.shares; });
    account_.dark_count = dark.size();
    if (dark.size() > limits_.dark_max) dark.resize(limits_.dark_max);
    account_.dark = std::move(dark);
  }

  void note_faults_and_loops() {
    std::map<uint32_t, std::vector<NodeNumber>> loops;
    for (uint32_t part = 0; part < structure_.parts.size(); ++part) {
      if (shares_.is_in_ring(part)) loops[shares_.ring(part)].push_back(structure_.parts[part].node);
      if (shares_.fault(part) == Fault::above_whole) note_above_whole(part);
    }
    for (auto& [ring, nodes] : loops) {
      const uint32_t any = structure_.part_of.at(nodes.front());
      if (shares_.fault(any) == Fault::ownerless_ring) {
        account_.findings.push_back(
            {"ownerless-ring",
             nodes.size() == 1
                 ? fmt::format("{} owns all of itself: there is no answer to who owns it", names(nodes))
                 : fmt::format("{} own all of each other: there is no answer to who owns them", names(nodes)),
             nodes,
             {}});
      }
      account_.loops.push_back(std::move(nodes));
    }
  }

  std::string names(const std::vector<NodeNumber>& nodes) const {
    std::string text;
    for (size_t i = 0; i < std::min<size_t>(nodes.size(), 5); ++i) {
      text += fmt::format("{}{}", i == 0 ? "" : ", ", graph_.caption(nodes[i]));
    }
    return nodes.size() > 5 ? fmt::format("{} and {} more", text, nodes.size() - 5) : text;
  }

  void note_above_whole(uint32_t part) {
    base::Ratio least = kNothing;
    std::vector<LinkNumber> links;
    for (size_t i = 0; i < structure_.shares[part].stakes.size(); ++i) {
      least = base::add(least, structure_.shares[part].stakes[i].share.low, Round::down);
      for (const LinkNumber link : structure_.share_links[part][i]) links.push_back(link);
    }
    const NodeNumber node = structure_.parts[part].node;
    account_.findings.push_back(
        {"above-whole",
         fmt::format(
             "the owners of {} are said to hold at least {} of it together: that cannot be, so none of "
             "it is counted as anybody's",
             graph_.caption(node), base::percent_text(least)),
         {node},
         links});
  }

  const graph::OwnershipGraph& graph_;
  const Structure& structure_;
  const AccountLimits& limits_;
  Judge judge_;
  Ownership shares_;
  Account account_;
};

// Whether the two intervals have anything in common, and whether they are the same.
Comparison::Outcome outcome_of(const clean::Share& declared, const Bounds& computed) {
  const bool apart = declared.low > computed.high || declared.high < computed.low ||
                     (declared.low == computed.high && (declared.low_open || computed.high_open)) ||
                     (declared.high == computed.low && (declared.high_open || computed.low_open));
  if (apart) return Comparison::Outcome::differs;
  return declared.low == computed.low && declared.high == computed.high ? Comparison::Outcome::agrees
                                                                        : Comparison::Outcome::may_agree;
}

class Declarations {
 public:
  Declarations(const graph::OwnershipGraph& graph, const graph::LinkView& view, const Structure& structure)
      : graph_(graph),
        view_(view),
        structure_(structure),
        control_(structure, {.threshold = {}, .by_votes = true, .otherwise = true}) {}

  Comparison compared(LinkNumber number) const {
    const graph::Link link = graph_.link(number);
    Comparison result{.link = number, .declared = graph_.share_of(link), .computed = {}, .against = {}};
    const auto part = structure_.part_of.find(link.from);
    std::vector<uint32_t> holder;
    if (part != structure_.part_of.end()) {
      holder.push_back(part->second);
      result.against = links_between(structure_, part->second);
      std::erase_if(result.against, [&](LinkNumber one) { return is_between_the_same(one, link); });
    }
    const bool has_share = result.declared != Share{};
    if (link.right == graph::Right::votes && has_share) {
      result.computed = votes_steered(holder);
      result.outcome = outcome_of(result.declared, result.computed);
    } else if (link.right == graph::Right::influence || link.right == graph::Right::appointment) {
      result.is_of_control = true;
      compare_control(link, holder, result);
    } else {
      compare_shares(holder, result);
      if (link.right == graph::Right::shares && has_share)
        result.outcome = outcome_of(result.declared, result.computed);
    }
    return result;
  }

 private:
  using Share = clean::Share;

  bool is_between_the_same(LinkNumber one, const graph::Link& other) const {
    return graph_.link(one).from == other.from && graph_.link(one).to == other.to;
  }

  void compare_shares(const std::vector<uint32_t>& holder, Comparison& result) const {
    if (holder.empty()) return;
    const Network indirect = without_direct_stake(holder.front());
    Ownership ownership(indirect);
    result.computed = ownership.share(holder, 0);
    if (!result.computed.high.is_zero()) return;
    const std::vector<uint32_t> group = known_members(holder);
    result.through_control = group.size() > 1;
    if (result.through_control) result.computed = ownership.share(group, 0);
  }

  Network without_direct_stake(uint32_t holder) const {
    Network network = structure_.shares;
    for (Stake& stake : network[0].stakes) {
      if (stake.owner != holder) continue;
      stake.owner = static_cast<uint32_t>(network.size());
      network.push_back({Holder::unknown, {}});
      break;
    }
    return network;
  }

  std::vector<uint32_t> known_members(const std::vector<uint32_t>& holder) const {
    const std::vector<bool> members = control_.controlled_by(holder, Reading::proved);
    std::vector<uint32_t> group;
    for (uint32_t at = 1; at < members.size(); ++at) {
      if (members[at] && structure_.shares[at].holder == Holder::known) group.push_back(at);
    }
    return group;
  }

  // The votes in the company of all whom the holder controls, without the holder's own.
  Bounds votes_steered(const std::vector<uint32_t>& holder) const {
    const auto steered = [&](Reading reading) {
      std::vector<bool> members = control_.controlled_by(holder, reading);
      members[0] = false;
      for (const uint32_t part : holder) members[part] = false;
      return control_.held_together(0, members);
    };
    Bounds votes = steered(Reading::proved);
    const Bounds most = steered(Reading::possible);
    votes.high = most.high;
    votes.high_open = most.high_open;
    return votes;
  }

  void compare_control(const graph::Link& link, const std::vector<uint32_t>& holder,
                       Comparison& result) const {
    using Outcome = Comparison::Outcome;
    if (!holder.empty() && control_.controlled_by(holder, Reading::proved)[0]) {
      result.outcome = Outcome::agrees;
      return;
    }
    const std::vector<LinkNumber> others = other_ultimate_parents(link);
    const bool may_be = control_.controlled_by(holder, Reading::if_undisclosed)[0];
    result.outcome = may_be && others.empty() ? Outcome::may_agree : Outcome::differs;
    result.is_another_declared = !others.empty();
    if (!others.empty()) result.against = others;
  }

  // Declared for those who control the company; one group has one ultimate parent.
  std::vector<LinkNumber> other_ultimate_parents(const graph::Link& link) const {
    constexpr std::string_view kUltimate = "IS_ULTIMATELY_CONSOLIDATED_BY";
    std::vector<LinkNumber> others;
    if (graph_.role(link.number) != kUltimate) return others;
    for (const uint32_t part : direct_controllers()) {
      for (const LinkNumber number : graph_.into(structure_.parts[part].node)) {
        const graph::Link other = graph_.link(number);
        if (other.is_conclusion && other.from != link.from && graph_.holds(number, view_) &&
            graph_.role(number) == kUltimate)
          others.push_back(number);
      }
    }
    std::ranges::sort(others);
    others.erase(std::unique(others.begin(), others.end()), others.end());
    return others;
  }

  std::set<uint32_t> direct_controllers() const {
    std::set<uint32_t> controllers;
    for (const ControlLink& link : structure_.control) {
      if (link.controlled == 0) controllers.insert(link.controller);
    }
    return controllers;
  }

  const graph::OwnershipGraph& graph_;
  const graph::LinkView& view_;
  const Structure& structure_;
  Control control_;
};

}  // namespace

Account account_of(const graph::OwnershipGraph& graph, const Structure& structure,
                   const AccountLimits& limits) {
  return Accountant(graph, structure, limits).account();
}

std::vector<Comparison> compare_declared(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                                         const Structure& structure) {
  std::vector<Comparison> comparisons;
  if (structure.declared.empty()) return comparisons;
  const Declarations declarations(graph, view, structure);
  for (const LinkNumber number : structure.declared) comparisons.push_back(declarations.compared(number));
  return comparisons;
}

std::vector<NextDocument> next_documents(const Structure& structure, uint32_t holder) {
  std::vector<NextDocument> documents;
  Ownership ownership(structure.shares);
  for (uint32_t part = 0; part < structure.parts.size() && documents.size() < 500; ++part) {
    if (structure.shares[part].holder != Holder::passes || structure.parts[part].is_undisclosed) continue;
    base::Ratio width = kNothing, undisclosed = kNothing;
    for (const Stake& stake : structure.shares[part].stakes) {
      const base::Ratio open = base::subtract(stake.share.high, stake.share.low, Round::up);
      if (structure.shares[stake.owner].holder == Holder::unknown) {
        undisclosed = std::max(undisclosed, stake.share.high);
      } else if (stake.owner == holder || structure.shares[stake.owner].holder == Holder::passes) {
        width = std::max(width, open);
      }
    }
    const base::Ratio open = std::max(width, undisclosed);
    if (open.is_zero()) continue;
    const uint32_t one[] = {part};
    Bounds weight{.low = kWhole, .high = kWhole};
    if (part != 0) weight = ownership.share(one, 0);
    if (weight.high.is_zero()) continue;
    documents.push_back({structure.parts[part].node,
                         {.low = kNothing, .high = base::multiply(weight.high, open, Round::up)},
                         !width.is_zero()});
  }
  std::stable_sort(documents.begin(), documents.end(), [](const NextDocument& a, const NextDocument& b) {
    return a.open_part.high > b.open_part.high;
  });
  return documents;
}

namespace {

class FlipSearch {
 public:
  FlipSearch(const graph::OwnershipGraph& graph, const graph::LinkView& view, const Structure& structure,
             const Rule& rule, std::span<const uint32_t> persons)
      : graph_(graph), view_(view), rule_(rule), company_(structure.parts[0].node) {
    for (const uint32_t person : persons) persons_.push_back(structure.parts[person].node);
  }

  bool flips(std::vector<LinkNumber> left_out) const {
    graph::LinkView view = view_;
    std::sort(left_out.begin(), left_out.end());
    view.left_out = std::move(left_out);
    const Structure structure = structure_behind(graph_, view, company_);
    std::vector<uint32_t> persons;
    for (const NodeNumber node : persons_) {
      const auto part = structure.part_of.find(node);
      if (part != structure.part_of.end()) persons.push_back(part->second);
    }
    if (persons.empty()) return true;
    Judge judge(structure);
    return Judge::together(rule_, judge.judge(rule_, persons)).answer != Answer::proved;
  }

  // Sets of exactly `size` of the candidates, in order.
  bool search(std::span<const LinkNumber> candidates, size_t size, std::vector<LinkNumber>& chosen) const {
    if (size == 0) return flips(chosen);
    for (size_t i = 0; i + size <= candidates.size(); ++i) {
      chosen.push_back(candidates[i]);
      if (search(candidates.subspan(i + 1), size - 1, chosen)) return true;
      chosen.pop_back();
    }
    return false;
  }

 private:
  const graph::OwnershipGraph& graph_;
  const graph::LinkView& view_;
  const Rule& rule_;
  NodeNumber company_;
  std::vector<NodeNumber> persons_;
};

}  // namespace

Flip flip_of(const graph::OwnershipGraph& graph, const graph::LinkView& view, const Structure& structure,
             const Rule& rule, std::span<const uint32_t> persons, std::span<const LinkNumber> rests_on) {
  // Every trial looks at the whole structure again.
  if (rests_on.size() > 2'000) return {.links = {}, .is_smallest = false};
  const FlipSearch search(graph, view, structure, rule, persons);
  // So that the search ends: all sets of three of 24 are 2,024.
  constexpr size_t kCandidatesMax = 24;
  Flip flip;
  if (rests_on.size() <= kCandidatesMax && structure.parts.size() <= 500) {
    for (size_t size = 1; size <= 3; ++size) {
      if (search.search(rests_on, size, flip.links)) return flip;
      flip.links.clear();
    }
  }
  flip.is_smallest = false;
  for (const LinkNumber link : rests_on.first(std::min<size_t>(rests_on.size(), 200))) {
    flip.links.push_back(link);
    if (search.flips(flip.links)) break;
  }
  // What is not needed after all is put back.
  for (size_t i = 0; i < flip.links.size();) {
    std::vector<LinkNumber> without = flip.links;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    if (search.flips(without)) {
      flip.links = std::move(without);
    } else {
      ++i;
    }
  }
  return flip;
}

}  // namespace clew::trace
