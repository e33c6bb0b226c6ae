// All that stands behind a company, as networks of shares and of votes with their sources.
//
// What goes into the networks, and how:
// - interests that are direct, or not said to be indirect, are edges; indirect ones are declared conclusions,
//   kept apart to be compared with what is computed, never added to it;
// - holdings of one owner in one dataset add up; what several datasets say of one owner is one holding, and
//   where they do not agree that is a finding;
// - who holds as a nominee holds nothing: the share goes to the nominators, or to somebody unknown;
// - a trust's roles give control and no percentage; holders without a name, and without anybody
//   behind them, are unknown, each for himself;
// - votes follow shares unless stated; a company's own shares have no votes but keep their economic part;
// - what a company's owners leave over is a part of its own, undisclosed;
// - a party of whom the source does not say whether it is a person, and for whom it names no owner, may be the
//   one who holds at last: between none and all of what it has is its own, the rest is undisclosed;
// - printed decimals whose sum exceeds the whole by no more than rounding explains are each read as within
//   half a unit of the last digit, or a whole one of decimals, and that is a finding.
// Known holders are human beings, states and their bodies.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "graph/ownership_graph.h"
#include "trace/network.h"

namespace clew::trace {

using graph::LinkNumber;
using graph::NodeNumber;

struct PartInfo {
  NodeNumber node = 0;
  bool is_undisclosed = false;  // What the owners of `node` leave over.
  // `node` once more, as the person that it may be: its source does not say, and names nobody behind it.
  bool is_maybe_person = false;
};

// Somebody controls a company by other means than shares.
struct ControlLink {
  uint32_t controller = 0, controlled = 0;
  LinkNumber link = 0;
  graph::Right right = graph::Right::influence;
};

// Something odd, or a limit, for people to read.
struct Finding {
  std::string
      kind;  // A stable word: "above-whole", "ownerless-ring", "bad-share", "sources-differ", "too-large" ...
  std::string text;
  std::vector<NodeNumber> nodes;
  std::vector<LinkNumber> links;
};

struct Structure {
  Network shares, votes;                                                      // The same parts.
  std::vector<PartInfo> parts;                                                // 0 is the company asked about.
  std::vector<std::vector<std::vector<LinkNumber>>> share_links, vote_links;  // Of each stake of each part.
  std::vector<ControlLink> control;
  std::vector<LinkNumber> declared;  // Conclusions about the company: indirect interests.
  std::vector<Finding> findings;
  std::map<NodeNumber, uint32_t> part_of;
  bool is_whole = true;  // False where the limit cut it off; `findings` says so.

  std::vector<uint32_t> known_holders() const;
  std::vector<uint32_t> unknown_holders() const;
};

// Whether a link goes into the networks: it gives shares, votes or control.
bool matters(const graph::Link& link);

struct StructureLimits {
  size_t parts_max = 300'000;
  size_t links_max = 3'000'000;
};

// Everything upstream of the company. Cost: linear in the links looked at.
Structure structure_behind(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                           NodeNumber company, const StructureLimits& limits = {});

// Everything downstream of the holder, with the other owners of those companies but nothing behind them.
Structure structure_below(const graph::OwnershipGraph& graph, const graph::LinkView& view, NodeNumber holder,
                          const StructureLimits& limits = {});

// Which parts lie between the holders and the company, the holders included: whom they own or control at
// last.
std::vector<bool> parts_below(const Structure& structure, std::span<const uint32_t> holders);

}  // namespace clew::trace
