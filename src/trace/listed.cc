#include "trace/listed.h"

#include <algorithm>
#include <set>

namespace clew::trace {
namespace {

// Links on chains from the group down to the company, the nearest to the company first.
std::vector<LinkNumber> links_from(const Structure& structure, const std::vector<uint32_t>& group) {
  const auto count = static_cast<uint32_t>(structure.parts.size());
  const std::vector<bool> below = parts_below(structure, group);
  std::vector<LinkNumber> links;
  const auto add = [&](LinkNumber link) {
    if (std::find(links.begin(), links.end(), link) == links.end()) links.push_back(link);
  };
  const auto add_stakes = [&](const Network& network, const auto& sources, uint32_t part) {
    for (size_t i = 0; i < network[part].stakes.size(); ++i) {
      if (!below[network[part].stakes[i].owner]) continue;
      for (const LinkNumber link : sources[part][i]) add(link);
    }
  };
  constexpr size_t kLinksMax = 200;
  for (uint32_t part = 0; part < count && links.size() < kLinksMax; ++part) {
    if (!below[part]) continue;
    add_stakes(structure.shares, structure.share_links, part);
    add_stakes(structure.votes, structure.vote_links, part);
  }
  for (const ControlLink& link : structure.control) {
    if (below[link.controller] && below[link.controlled] && links.size() < kLinksMax) add(link.link);
  }
  return links;
}

class Search {
 public:
  Search(const graph::OwnershipGraph& graph, const graph::LinkView& view, const Rule& rule)
      : graph_(graph), view_(view), rule_(rule) {}

  bool is_listed(NodeNumber node) const { return graph_.is_listed_on(node, view_.day); }

  // The companies below anybody listed, but not listed themselves.
  std::set<NodeNumber> companies(size_t max, bool& is_whole) const {
    std::set<NodeNumber> found;
    NodeNumber last = UINT32_MAX;
    for (const graph::NoteRow& row : graph_.listing_rows()) {
      if (row.node == last || !is_listed(row.node)) continue;
      last = row.node;
      if (graph_.out_of(row.node).empty()) continue;
      const Structure below = structure_below(graph_, view_, row.node);
      for (const auto& [node, part] : below.part_of) {
        const bool is_owned = !below.shares[part].stakes.empty() || !below.votes[part].stakes.empty();
        if (is_owned && node != row.node && !is_listed(node)) found.insert(node);
      }
      if (found.size() > max) {
        is_whole = false;
        break;
      }
    }
    return found;
  }

  // Nothing if the rule is refuted.
  std::optional<OwnedByListed> judged(NodeNumber company) const {
    const Structure structure = structure_behind(graph_, view_, company);
    std::vector<uint32_t> group;
    for (const auto& [node, part] : structure.part_of) {
      if (part != 0 && is_listed(node)) group.push_back(part);
    }
    if (group.empty()) return std::nullopt;
    Judge judge(structure);
    OwnedByListed owned{.company = company, .holders = {}, .verdict = {}, .shares = {}, .rests_on = {}};
    std::vector<uint32_t> holders;
    if (rule_.adds_listed) {
      holders = group;
      owned.verdict = Judge::together(rule_, judge.judge(rule_, group));
    } else {
      for (const uint32_t one : group) {
        const uint32_t alone[] = {one};
        const Verdict verdict = Judge::together(rule_, judge.judge(rule_, alone));
        if (verdict.answer <= owned.verdict.answer) continue;
        owned.verdict = verdict;
        holders = {one};
      }
    }
    if (owned.verdict.answer == Answer::refuted) return std::nullopt;
    owned.shares = judge.share(holders);
    owned.rests_on = links_from(structure, holders);
    for (const uint32_t part : holders) owned.holders.push_back(structure.parts[part].node);
    return owned;
  }

 private:
  const graph::OwnershipGraph& graph_;
  const graph::LinkView& view_;
  const Rule& rule_;
};

}  // namespace

std::vector<OwnedByListed> owned_by_listed(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                                           const Rule& rule, bool& is_whole, const ListedLimits& limits) {
  const Search search(graph, view, rule);
  is_whole = true;
  std::vector<OwnedByListed> owned;
  for (const NodeNumber company : search.companies(limits.companies_max, is_whole)) {
    if (auto one = search.judged(company)) owned.push_back(std::move(*one));
  }
  std::stable_sort(owned.begin(), owned.end(), [](const OwnedByListed& a, const OwnedByListed& b) {
    return a.verdict.answer > b.verdict.answer;
  });
  return owned;
}

}  // namespace clew::trace
