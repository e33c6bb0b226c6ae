// Paths between two: how are they linked?
//
// Links are walked in both directions; claims of identity only on request. Who is linked to very many others
// (an address of a formation agent) links everybody to everybody and so says little: such hubs, counted by
// distinct neighbours, are walked through only on request; the two ends are exempt. Between two that follow
// each other only one step counts, however many links make it. Exact: bidirectional search gives a shortest
// path, and the others come in the order of their length (Yen), equally long ones with the rarest first.
// With a pattern or times, one-sided search over what was reached, how and when. Cost of each path: linear in
// what lies nearer than half the distance; with a pattern or times, than the whole.
#pragma once

#include <vector>

#include "graph/ownership_graph.h"
#include "graph/path_roles.h"

namespace clew::graph {

enum class PathTime : uint8_t {
  as_view,   // Every link holds in the view: on its day, or on any.
  at_once,   // On one day within the window all links hold.
  in_order,  // Within the window, each link on a day not before that of the link before it.
};

struct PathOptions {
  size_t count = 3;         // Paths wanted, the shortest first.
  size_t hub_degree = 100;  // Who has more neighbours is a hub.
  bool through_hubs = false;
  bool through_claims = false;       // Walk claims of identity too.
  std::vector<LinkKind> kinds = {};  // Only these; empty: all but claims of identity.
  PathRoles roles = {};              // The links in order; empty: any.
  PathTime time = PathTime::as_view;
  int32_t from = kNoStart,
          until = kNoEnd;  // The window: from <= day < until. The view's day is then unasked.
  size_t length_max = 30;
};

struct Path {
  std::vector<NodeNumber> nodes;  // From one end to the other.
  std::vector<LinkNumber> links;  // One less; of several between two, that with the lowest number.
  // How much less likely than certain the links are if all were dealt out anew by chance, everybody keeping
  // as many as they have: bits. The more, the more the path says.
  double rarity = 0;
  // With times: the days on which all hold at once, or the first on which they held in order.
  int32_t from = kNoStart, until = kNoEnd;
};

struct PathsFound {
  std::vector<Path> paths;  // Without repeats of a node. Fewer than asked where there are fewer.
  bool is_cut = false;      // There was more to look through than kLabelsMax.
};

PathsFound find_paths(const OwnershipGraph& graph, const LinkView& view, NodeNumber from, NodeNumber to,
                      const PathOptions& options = {});
std::vector<Path> paths_between(const OwnershipGraph& graph, const LinkView& view, NodeNumber from,
                                NodeNumber to, const PathOptions& options = {});

// How many others a node is linked to, under the view; counting stops above `most`.
size_t neighbour_count(const OwnershipGraph& graph, const LinkView& view, NodeNumber node,
                       size_t most = SIZE_MAX);

}  // namespace clew::graph
