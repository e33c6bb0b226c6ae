// Paths whose links must follow a pattern, or hold at one time or in order: a search by labels.
//
// A label says: this node can be reached in so many steps, standing at these places of the pattern, at this
// time. A label that another at the same node outdoes - more places, more time - is dropped, which keeps the
// search exact and small. A path never meets a node twice; where a pattern would only fit with a detour that
// comes back to a node, a longer one may be missed.
#pragma once

#include <unordered_map>
#include <vector>

#include "graph/paths.h"
#include "graph/shortest.h"

namespace clew::graph {

constexpr size_t kLabelsMax = 5'000'000;

class LabelSearch {
 public:
  LabelSearch(const OwnershipGraph& graph, const LinkView& view, NodeNumber to, const PathOptions& options);

  // A shortest path that begins with `start` (at least one node), and whose next node is none of
  // `closed_next`. No nodes if there is none.
  template <class Closed>
  Path shortest(const std::vector<NodeNumber>& start, const std::vector<NodeNumber>& closed_next,
                Closed& is_closed);
  bool is_cut() const { return is_cut_; }

 private:
  struct Label {
    NodeNumber node = 0;
    uint32_t places = 0;
    int32_t from = kNoStart, until = kNoEnd;
    uint32_t before = UINT32_MAX;
    LinkNumber by = 0;
  };
  bool step(const Label& label, uint32_t what, LinkNumber link, NodeNumber other, bool along,
            Label& next) const;
  bool outdone(const Label& label);
  bool is_on_path(uint32_t label, NodeNumber node) const;
  bool arrives(const Label& label) const {
    return label.node == to_ && (options_.roles.is_empty() || options_.roles.is_end(label.places));
  }
  template <class With>
  void each_step(uint32_t label, const With& with);
  Path path_to(uint32_t label) const;

  const OwnershipGraph& graph_;
  const LinkView& view_;
  const PathOptions& options_;
  NodeNumber to_;
  ClassBits passes_;
  std::vector<uint32_t> along_, against_;  // By class: steps of the pattern that it fits.
  std::vector<Label> labels_;
  std::unordered_map<NodeNumber, std::vector<uint32_t>> at_;
  bool is_cut_ = false;
};

template <class With>
void LabelSearch::each_step(uint32_t label, const With& with) {
  const Label here = labels_[label];
  const GraphColumns& columns = graph_.columns();
  Label next;
  for (uint32_t at = columns.out_start[here.node]; at < columns.out_start[here.node + 1]; ++at) {
    if (step(here, columns.out_class[at], at, columns.out_other[at], true, next)) {
      next.before = label;
      with(next);
    }
  }
  for (uint32_t at = columns.in_start[here.node]; at < columns.in_start[here.node + 1]; ++at) {
    if (step(here, columns.in_class[at], columns.in_link[at], columns.in_other[at], false, next)) {
      next.before = label;
      with(next);
    }
  }
}

template <class Closed>
Path LabelSearch::shortest(const std::vector<NodeNumber>& start, const std::vector<NodeNumber>& closed_next,
                           Closed& is_closed) {
  labels_.assign(1, {.node = start.front(),
                     .places = options_.roles.begin(),
                     .from = options_.from,
                     .until = options_.until});
  at_.clear();
  std::vector<uint32_t> front = {0};
  for (size_t i = 1; i < start.size(); ++i) {
    std::vector<uint32_t> next_front;
    for (const uint32_t label : front) {
      each_step(label, [&](const Label& next) {
        if (next.node != start[i] || outdone(next)) return;
        labels_.push_back(next);
        next_front.push_back(static_cast<uint32_t>(labels_.size() - 1));
        at_[next.node].push_back(next_front.back());
      });
    }
    front = std::move(next_front);
  }
  for (size_t length = start.size() - 1; length < options_.length_max && !front.empty(); ++length) {
    std::vector<uint32_t> next_front;
    uint32_t arrived = UINT32_MAX;
    for (const uint32_t label : front) {
      const NodeNumber node = labels_[label].node;
      if (node == to_ || (node != start.front() && is_closed(node))) continue;
      const bool is_first = length + 1 == start.size();
      each_step(label, [&](const Label& next) {
        if (arrived != UINT32_MAX || labels_.size() >= kLabelsMax) return;
        if (is_first && std::find(closed_next.begin(), closed_next.end(), next.node) != closed_next.end())
          return;
        if (is_on_path(label, next.node) || outdone(next)) return;
        labels_.push_back(next);
        next_front.push_back(static_cast<uint32_t>(labels_.size() - 1));
        at_[next.node].push_back(next_front.back());
        if (arrives(next)) arrived = next_front.back();
      });
    }
    if (arrived != UINT32_MAX) return path_to(arrived);
    is_cut_ = is_cut_ || labels_.size() >= kLabelsMax;
    front = std::move(next_front);
  }
  return {};
}

}  // namespace clew::graph
