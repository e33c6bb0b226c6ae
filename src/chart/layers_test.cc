#include "chart/layers.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace clew::chart {
namespace {

Item box() { return {100, 40, 20}; }

bool collide(const Layout& layout, const std::vector<Item>& items, size_t a, size_t b) {
  const Point p = layout.corners[a], q = layout.corners[b];
  return p.x < q.x + items[b].width && q.x < p.x + items[a].width && p.y < q.y + items[b].height &&
         q.y < p.y + items[a].height;
}

}  // namespace

TEST_CASE("an owner stands above what it owns, in the middle of it where there is room") {
  const std::vector<Item> items = {box(), box(), box()};
  const std::vector<Tie> ties = {{1, 0, 50, 50}, {2, 0, 50, 50}};
  const Layout layout = lay_out(items, ties);
  CHECK(layout.corners[1].y + 40 < layout.corners[0].y);
  CHECK(layout.corners[1].y == layout.corners[2].y);
  CHECK(std::abs(layout.corners[1].x + layout.corners[2].x - 2 * layout.corners[0].x) <= 2);
}

TEST_CASE("a line that passes a layer goes round what stands in it") {
  // 2 owns 1 and 0; 1 owns 0.
  const std::vector<Item> items = {box(), box(), box()};
  const std::vector<Tie> ties = {{1, 0, 50, 50}, {2, 1, 40, 50}, {2, 0, 60, 50}};
  const Layout layout = lay_out(items, ties);
  CHECK(layout.corners[2].y < layout.corners[1].y);
  for (const Piece& piece : layout.pieces) {
    for (size_t i = 1; i < piece.points.size(); ++i) {
      const Point a = piece.points[i - 1], b = piece.points[i];
      CHECK((a.x == b.x || a.y == b.y));
      const bool crosses = a.x == b.x && a.x > layout.corners[1].x && a.x < layout.corners[1].x + 100 &&
                           std::min(a.y, b.y) < layout.corners[1].y &&
                           std::max(a.y, b.y) > layout.corners[1].y + 40;
      CHECK_FALSE(crosses);
    }
  }
}

TEST_CASE("two layers without need of crossings have none") {
  // 2 owns 0, 3 owns 1, both owned by 4 - in an order that begins crossed.
  const std::vector<Item> items = {box(), box(), box(), box(), box()};
  const std::vector<Tie> ties = {{3, 1, 50, 50}, {2, 0, 50, 50}, {1, 4, 50, 40}, {0, 4, 50, 40}};
  const Layout layout = lay_out(items, ties);
  CHECK((layout.corners[0].x < layout.corners[1].x) == (layout.corners[2].x < layout.corners[3].x));
}

TEST_CASE("nothing collides, every arrow arrives, and the layout is the same each time") {
  rc::check("random charts", [] {
    const auto count = *rc::gen::inRange<uint32_t>(1, 25);
    std::vector<Item> items;
    for (uint32_t i = 0; i < count; ++i)
      items.push_back({*rc::gen::inRange(30, 250), *rc::gen::inRange(20, 90), 20});
    std::vector<Tie> ties;
    for (uint32_t from = 1; from < count; ++from) {
      const auto to = *rc::gen::inRange<uint32_t>(0, from);
      ties.push_back({from, to, items[from].width / 2, items[to].width / 2});
    }
    const Layout layout = lay_out(items, ties);
    for (size_t a = 0; a < items.size(); ++a) {
      RC_ASSERT(layout.corners[a].x >= 0);
      RC_ASSERT(layout.corners[a].x + items[a].width <= layout.width);
      for (size_t b = a + 1; b < items.size(); ++b) RC_ASSERT_FALSE(collide(layout, items, a, b));
    }
    size_t arrivals = 0, buses = 0;
    for (const Piece& piece : layout.pieces) arrivals += piece.arrives ? 1 : 0;
    std::vector<bool> owned(count);
    for (const Tie& tie : ties) owned[tie.to] = true;
    buses = static_cast<size_t>(std::count(owned.begin(), owned.end(), true));
    RC_ASSERT(arrivals == buses);
    RC_ASSERT(lay_out(items, ties).corners == layout.corners);
  });
}

}  // namespace clew::chart
