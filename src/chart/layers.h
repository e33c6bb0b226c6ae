// Where things stand on a chart: owners in layers above what they own, lines at right angles between.
//
//   [P]   [Q]     An item is put into the lowest layer that is above all it is tied to. Lines that pass a
//    |     |      layer keep a place in it. Within a layer the order is the one with the fewest crossings
//    +--+--+      found by sweeps of barycentres; then every item moves as near as its neighbours allow to
//    the
//       v         middle of those it is tied to (isotonic regression).
//      [A]        Ties into one port share a line.
//
// After Sugiyama, Tagawa and Toda 1981. Whole numbers only, no chance: the same input gives the same layout
// on every machine. Cost: about the square of the ties in a layer; made for charts of some hundred items.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace clew::chart {

struct Point {
  int x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

struct Item {
  int width = 0, height = 0;
  int below = 0;  // Room to keep free under it, for labels.
};

// From an item to one below it. Ports are counted from the items' left edges.
struct Tie {
  uint32_t from = 0, to = 0;
  int from_port = 0, to_port = 0;
};

// Part of a line: from a port, or between, or into a port.
struct Piece {
  std::vector<Point> points;
  uint32_t tie = 0;      // The first of those that share it.
  bool arrives = false;  // Ends at the port of an item.
};

struct Layout {
  std::vector<Point> corners;  // Upper left, by item.
  std::vector<Point> starts;   // By tie: where it leaves its item.
  std::vector<Piece> pieces;
  int width = 0, height = 0;
};

// Ties must not go round in circles (circles are one item).
Layout lay_out(std::span<const Item> items, std::span<const Tie> ties);

}  // namespace clew::chart
