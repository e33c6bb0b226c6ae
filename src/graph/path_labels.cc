#include "graph/path_labels.h"

namespace clew::graph {

LabelSearch::LabelSearch(const OwnershipGraph& graph, const LinkView& view, NodeNumber to,
                         const PathOptions& options)
    : graph_(graph),
      view_(view),
      options_(options),
      to_(to),
      passes_(graph.columns(), [&](const LinkClass& what) {
        LinkView any_day = view;
        if (options.time != PathTime::as_view) any_day.day = 0;
        const bool is_claim = what.kind == LinkKind::identity;
        if (options.kinds.empty() ? is_claim && !options.through_claims && options.roles.is_empty()
                                  : std::ranges::find(options.kinds, what.kind) == options.kinds.end()) {
          return false;
        }
        return graph.holds(what, any_day);
      }) {
  for (const LinkClass& what : graph.columns().link_class) {
    along_.push_back(options.roles.fitting(what, true));
    against_.push_back(options.roles.fitting(what, false));
  }
}

// Whether the link may be walked from the label, and what the label beyond it is.
bool LabelSearch::step(const Label& label, uint32_t what, LinkNumber link, NodeNumber other, bool along,
                       Label& next) const {
  if (!passes_[what]) return false;
  if (!view_.left_out.empty() && std::binary_search(view_.left_out.begin(), view_.left_out.end(), link))
    return false;
  next = label;
  next.node = other;
  next.by = link;
  if (!options_.roles.is_empty()) {
    next.places = options_.roles.next(label.places, along ? along_[what] : against_[what]);
    if (next.places == 0) return false;
  }
  if (options_.time == PathTime::as_view) return true;
  const LinkClass& held = graph_.columns().link_class[what];
  next.from = std::max(label.from, held.valid_from);
  if (options_.time == PathTime::at_once) next.until = std::min(label.until, held.valid_until);
  return next.from < std::min(next.until, held.valid_until);
}

bool LabelSearch::outdone(const Label& label) {
  const auto at = at_.find(label.node);
  if (at == at_.end()) return false;
  return std::any_of(at->second.begin(), at->second.end(), [&](uint32_t number) {
    const Label& other = labels_[number];
    const bool more_places = (label.places & ~other.places) == 0;
    const bool more_time = other.from <= label.from && other.until >= label.until;
    return more_places && more_time;
  });
}

bool LabelSearch::is_on_path(uint32_t label, NodeNumber node) const {
  for (; label != UINT32_MAX; label = labels_[label].before) {
    if (labels_[label].node == node) return true;
  }
  return false;
}

Path LabelSearch::path_to(uint32_t label) const {
  Path path;
  path.from = labels_[label].from;
  path.until = labels_[label].until;
  for (; label != UINT32_MAX; label = labels_[label].before) {
    path.nodes.push_back(labels_[label].node);
    if (labels_[label].before != UINT32_MAX) path.links.push_back(labels_[label].by);
  }
  std::reverse(path.nodes.begin(), path.nodes.end());
  std::reverse(path.links.begin(), path.links.end());
  return path;
}

}  // namespace clew::graph
