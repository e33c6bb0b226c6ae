#include "trace/groups.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace clew::trace {

std::vector<std::vector<uint32_t>> families(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                                            const Structure& structure) {
  std::vector<uint32_t> of(structure.parts.size());
  std::iota(of.begin(), of.end(), 0u);
  const auto first_of = [&](uint32_t part) {
    while (of[part] != part) part = of[part] = of[of[part]];
    return part;
  };
  const std::vector<uint32_t> known = structure.known_holders();
  for (const uint32_t part : known) {
    for (const LinkNumber number : graph.out_of(structure.parts[part].node)) {
      const graph::Link link = graph.link(number);
      if (link.kind != graph::LinkKind::family || !graph.holds(number, view)) continue;
      const auto other = structure.part_of.find(link.to);
      if (other == structure.part_of.end()) continue;
      if (structure.shares[other->second].holder != Holder::known) continue;
      of[first_of(part)] = first_of(other->second);
    }
  }
  std::map<uint32_t, std::vector<uint32_t>> groups;
  for (const uint32_t part : known) groups[first_of(part)].push_back(part);
  std::vector<std::vector<uint32_t>> found;
  for (auto& [first, group] : groups) {
    if (group.size() > 1) found.push_back(std::move(group));
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace clew::trace
