// Paths between two: how are they linked?
//
// Links are walked in both directions; claims of identity are not walked. Who is linked to very many others
// (an address of a formation agent) links everybody to everybody and so says little: such hubs, counted by
// distinct neighbours, are walked through only on request; the two ends are exempt. Between two that follow
// each other only one step counts, however many links make it. Exact: bidirectional search gives a shortest
// path, and the others come in the order of their length (Yen). Cost of each: linear in what lies nearer than
// half the distance.
#pragma once

#include <vector>

#include "graph/ownership_graph.h"

namespace clew::graph {

struct PathOptions {
  size_t count = 3;         // Paths wanted, the shortest first.
  size_t hub_degree = 100;  // Who has more neighbours is a hub.
  bool through_hubs = false;
  std::vector<LinkKind> kinds = {};  // Only these; empty: all but claims of identity.
  size_t length_max = 30;
};

struct Path {
  std::vector<NodeNumber> nodes;  // From one end to the other.
  std::vector<LinkNumber> links;  // One less; of several between two, that with the lowest number.
};

// Without repeats of a node. Fewer than asked where there are fewer.
std::vector<Path> paths_between(const OwnershipGraph& graph, const LinkView& view, NodeNumber from,
                                NodeNumber to, const PathOptions& options = {});

// How many others a node is linked to, under the view.
size_t neighbour_count(const OwnershipGraph& graph, const LinkView& view, NodeNumber node);

}  // namespace clew::graph
