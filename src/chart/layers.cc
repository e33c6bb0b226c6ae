#include "chart/layers.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <limits>
#include <map>
#include <numeric>

namespace clew::chart {
namespace {

constexpr int kBetween = 26;   // Between two of a layer.
constexpr int kPassing = 14;   // Width of a line that passes a layer.
constexpr int kLane = 12;      // Between two lines that run sideways.
constexpr int kArrow = 22;     // Above an item, for the arrow.
constexpr int kLeastGap = 30;  // Between two layers, without labels.

constexpr uint32_t kNone = UINT32_MAX;

// A place in a layer: an item, or a line on its way down.
struct Slot {
  uint32_t item = kNone;
  uint32_t bus = kNone;  // The line, where there is no item.
  int width = 0, height = 0;
  int64_t left = 0;
};

// Between a slot of a layer and one of the layer below.
struct Segment {
  uint32_t upper = 0, lower = 0;  // Slots.
  int upper_port = 0, lower_port = 0;
  uint32_t bus = 0, tie = 0;
};

// Ties into the same port of the same item.
struct Bus {
  uint32_t to = 0;
  int port = 0;
  uint32_t first_tie = 0;
  std::vector<uint32_t> ties;
};

int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0); }

class Layers {
 public:
  Layers(std::span<const Item> items, std::span<const Tie> ties) : items_(items), ties_(ties) {}

  Layout layout() {
    find_layers();
    find_buses();
    make_slots();
    make_segments();
    order_slots();
    place_slots();
    return drawn();
  }

 private:
  void find_layers() {
    layer_.assign(items_.size(), 0);
    std::vector<std::vector<uint32_t>> above(items_.size());
    std::vector<uint32_t> open(items_.size());
    for (const Tie& tie : ties_) {
      assert(tie.from != tie.to);
      above[tie.to].push_back(tie.from);
      ++open[tie.from];
    }
    std::vector<uint32_t> ready;
    for (uint32_t item = 0; item < items_.size(); ++item) {
      if (open[item] == 0) ready.push_back(item);
    }
    size_t done = 0;
    for (; done < ready.size(); ++done) {
      for (const uint32_t owner : above[ready[done]]) {
        layer_[owner] = std::max(layer_[owner], layer_[ready[done]] + 1);
        if (--open[owner] == 0) ready.push_back(owner);
      }
    }
    assert(done == items_.size());
    layer_count_ = items_.empty() ? 0 : *std::max_element(layer_.begin(), layer_.end()) + 1;
  }

  void find_buses() {
    std::map<std::pair<uint32_t, int>, uint32_t> numbers;
    bus_of_.resize(ties_.size());
    for (uint32_t tie = 0; tie < ties_.size(); ++tie) {
      const auto [place, is_new] =
          numbers.try_emplace({ties_[tie].to, ties_[tie].to_port}, static_cast<uint32_t>(buses_.size()));
      if (is_new) buses_.push_back({ties_[tie].to, ties_[tie].to_port, tie, {}});
      buses_[place->second].ties.push_back(tie);
      bus_of_[tie] = place->second;
    }
  }

  uint32_t add_slot(int layer, Slot slot) {
    slots_.push_back(slot);
    order_[layer].push_back(static_cast<uint32_t>(slots_.size() - 1));
    return static_cast<uint32_t>(slots_.size() - 1);
  }

  void make_slots() {
    order_.resize(layer_count_);
    item_slot_.resize(items_.size());
    for (uint32_t item = 0; item < items_.size(); ++item) {
      item_slot_[item] = add_slot(layer_[item], {.item = item,
                                                 .bus = kNone,
                                                 .width = items_[item].width,
                                                 .height = items_[item].height,
                                                 .left = 0});
    }
  }

  // The slot by which a bus passes a layer.
  uint32_t passing_slot(uint32_t bus, int layer) {
    const auto [place, is_new] = passing_.try_emplace({bus, layer}, 0);
    if (is_new)
      place->second = add_slot(layer, {.item = kNone, .bus = bus, .width = kPassing, .height = 0, .left = 0});
    return place->second;
  }

  void make_segments() {
    segments_.resize(layer_count_);
    for (uint32_t bus = 0; bus < buses_.size(); ++bus) {
      int highest = 0;
      uint32_t passing_tie = buses_[bus].first_tie;
      for (const uint32_t tie : buses_[bus].ties) {
        const Tie& one = ties_[tie];
        const int from = layer_[one.from];
        if (from > highest) passing_tie = tie;
        highest = std::max(highest, from);
        add_segment(from - 1, item_slot_[one.from], one.from_port, bus, tie);
      }
      for (int layer = layer_[buses_[bus].to] + 1; layer < highest; ++layer) {
        add_segment(layer - 1, passing_slot(bus, layer), kPassing / 2, bus, passing_tie);
      }
    }
  }

  void add_segment(int lower_layer, uint32_t upper, int port, uint32_t bus, uint32_t tie) {
    const bool arrives = lower_layer == layer_[buses_[bus].to];
    const uint32_t lower = arrives ? item_slot_[buses_[bus].to] : passing_slot(bus, lower_layer);
    segments_[lower_layer].push_back({.upper = upper,
                                      .lower = lower,
                                      .upper_port = port,
                                      .lower_port = arrives ? buses_[bus].port : kPassing / 2,
                                      .bus = bus,
                                      .tie = tie});
  }

  // --- Order within layers ----------------------------------------------------------------------------

  std::vector<int> places() const {
    std::vector<int> place(slots_.size());
    for (const auto& layer : order_) {
      for (size_t i = 0; i < layer.size(); ++i) place[layer[i]] = static_cast<int>(i);
    }
    return place;
  }

  int64_t crossings() const {
    const std::vector<int> place = places();
    int64_t count = 0;
    for (const auto& gap : segments_) {
      for (size_t i = 0; i < gap.size(); ++i) {
        for (size_t j = i + 1; j < gap.size(); ++j) {
          const int64_t up = place[gap[i].upper] - place[gap[j].upper];
          const int64_t down = place[gap[i].lower] - place[gap[j].lower];
          if (gap[i].bus != gap[j].bus && up * down < 0) ++count;
        }
      }
    }
    return count;
  }

  // Sorts a layer by where its neighbours in the layer below (or above) stand on average.
  void sort_layer(int layer, bool by_lower) {
    const std::vector<int> place = places();
    std::map<uint32_t, std::pair<int64_t, int64_t>> sums;
    const int gap = by_lower ? layer - 1 : layer;
    if (gap < 0 || gap >= layer_count_) return;
    for (const Segment& segment : segments_[gap]) {
      auto& [sum, count] = sums[by_lower ? segment.upper : segment.lower];
      // Ports keep apart what is tied to one item.
      sum += 1000 * (place[by_lower ? segment.lower : segment.upper] + 1) +
             (by_lower ? segment.lower_port : segment.upper_port) * 500 / 4000;
      ++count;
    }
    std::vector<std::pair<int64_t, uint32_t>> keys;
    for (const uint32_t slot : order_[layer]) {
      const auto found = sums.find(slot);
      const int64_t key = found == sums.end() ? 1000 * (place[slot] + 1)
                                              : floor_divide(found->second.first, found->second.second);
      keys.emplace_back(key, slot);
    }
    std::stable_sort(keys.begin(), keys.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (size_t i = 0; i < keys.size(); ++i) order_[layer][i] = keys[i].second;
  }

  void order_slots() {
    constexpr int kSweeps = 12;
    auto best = order_;
    int64_t fewest = std::numeric_limits<int64_t>::max();
    for (int sweep = 0; sweep < kSweeps && fewest > 0; ++sweep) {
      for (int layer = 1; layer < layer_count_; ++layer) sort_layer(layer, true);
      keep_better(best, fewest);
      for (int layer = layer_count_ - 2; layer >= 0; --layer) sort_layer(layer, false);
      keep_better(best, fewest);
    }
    order_ = best;
  }

  void keep_better(std::vector<std::vector<uint32_t>>& best, int64_t& fewest) const {
    const int64_t count = crossings();
    if (count >= fewest) return;
    fewest = count;
    best = order_;
  }

  // --- Places within layers ---------------------------------------------------------------------------

  struct Wish {
    int64_t sum = 0, weight = 0;
  };

  void place_slots() {
    for (const auto& layer : order_) {
      int64_t left = 0;
      for (const uint32_t slot : layer) {
        slots_[slot].left = left;
        left += slots_[slot].width + kBetween;
      }
    }
    constexpr int kRounds = 10;
    for (int round = 0; round < kRounds; ++round) {
      for (int layer = 1; layer < layer_count_; ++layer) move_layer(layer, true, false);
      for (int layer = layer_count_ - 2; layer >= 0; --layer) move_layer(layer, false, true);
    }
    for (int layer = layer_count_ - 1; layer >= 0; --layer) move_layer(layer, true, true);
    for (int layer = 1; layer < layer_count_; ++layer) move_layer(layer, true, false);
  }

  void wish(std::map<uint32_t, Wish>& wishes, uint32_t slot, int64_t left, bool passes) const {
    const int64_t weight = passes ? 8 : 1;
    wishes[slot].sum += weight * left;
    wishes[slot].weight += weight;
  }

  // Moves a layer to where its neighbours below or above, or both, would have it.
  void move_layer(int layer, bool by_lower, bool by_upper) {
    std::map<uint32_t, Wish> wishes;
    if (by_lower && layer > 0) {
      for (const Segment& segment : segments_[layer - 1]) {
        const int64_t port = slots_[segment.lower].left + segment.lower_port;
        const bool passes = slots_[segment.upper].item == kNone && slots_[segment.lower].item == kNone;
        wish(wishes, segment.upper, port - segment.upper_port, passes);
      }
    }
    if (by_upper) {
      for (const Segment& segment : segments_[layer]) {
        const int64_t port = slots_[segment.upper].left + segment.upper_port;
        const bool passes = slots_[segment.upper].item == kNone && slots_[segment.lower].item == kNone;
        wish(wishes, segment.lower, port - segment.lower_port, passes);
      }
    }
    settle(order_[layer], wishes);
  }

  // The places in order, apart enough, with the least sum of squares to the wishes: pools that collide are
  // joined (pool adjacent violators).
  void settle(const std::vector<uint32_t>& layer, const std::map<uint32_t, Wish>& wishes) {
    struct Pool {
      int64_t sum = 0, weight = 0;
      size_t count = 0;
      int64_t place() const { return floor_divide(sum, weight); }
    };
    std::vector<Pool> pools;
    std::vector<int64_t> offsets;
    int64_t offset = 0;
    for (const uint32_t slot : layer) {
      const auto found = wishes.find(slot);
      const bool has_wish = found != wishes.end() && found->second.weight > 0;
      // Who wishes nothing stays where it is, but gives way.
      const int64_t weight = has_wish ? 16 * found->second.weight : 1;
      const int64_t left =
          has_wish ? floor_divide(found->second.sum, found->second.weight) : slots_[slot].left;
      pools.push_back({(left - offset) * weight, weight, 1});
      offsets.push_back(offset);
      offset += slots_[slot].width + kBetween;
      while (pools.size() > 1 && pools[pools.size() - 2].place() > pools.back().place()) {
        Pool last = pools.back();
        pools.pop_back();
        pools.back().sum += last.sum;
        pools.back().weight += last.weight;
        pools.back().count += last.count;
      }
    }
    size_t at = 0;
    for (const Pool& pool : pools) {
      for (size_t i = 0; i < pool.count; ++i, ++at) slots_[layer[at]].left = pool.place() + offsets[at];
    }
  }

  // --- Lines ------------------------------------------------------------------------------------------

  // The segments of a bus in one gap, and the lane in which they run sideways.
  struct Net {
    uint32_t bus = 0;
    std::vector<const Segment*> segments;
    int to = 0, left = 0, right = 0;
    int lane = 0;
    bool is_straight() const { return left == right; }
  };

  int upper_x(const Segment& s) const { return static_cast<int>(slots_[s.upper].left) + s.upper_port; }
  int lower_x(const Segment& s) const { return static_cast<int>(slots_[s.lower].left) + s.lower_port; }

  std::vector<Net> nets_of(int gap) const {
    std::map<uint32_t, Net> by_bus;
    for (const Segment& segment : segments_[gap]) {
      Net& net = by_bus[segment.bus];
      const int to = lower_x(segment), from = upper_x(segment);
      if (net.segments.empty()) net = {segment.bus, {}, to, to, to, 0};
      net.left = std::min(net.left, from);
      net.right = std::max(net.right, from);
      net.segments.push_back(&segment);
    }
    std::vector<Net> nets;
    for (auto& [bus, net] : by_bus) nets.push_back(std::move(net));
    return nets;
  }

  // `a` comes down where `b` goes on down: a must turn off above b's lane.
  bool must_be_above(const Net& a, const Net& b) const {
    constexpr int kNear = 8;
    if (a.bus == b.bus) return false;
    return std::any_of(a.segments.begin(), a.segments.end(), [&](const Segment* segment) {
      const int x = upper_x(*segment);
      return x - b.to < kNear && b.to - x < kNear;
    });
  }

  static bool overlap(const Net& a, const Net& b) {
    return a.left < b.right + kPassing && b.left < a.right + kPassing;
  }

  // Lanes from the top; gives how many.
  int choose_lanes(std::vector<Net>& nets) const {
    std::vector<size_t> waiting(nets.size()), chosen;
    std::iota(waiting.begin(), waiting.end(), size_t{0});
    std::stable_sort(waiting.begin(), waiting.end(), [&](size_t a, size_t b) {
      return nets[a].right - nets[a].left < nets[b].right - nets[b].left;
    });
    while (!waiting.empty()) {
      const auto free = std::find_if(waiting.begin(), waiting.end(), [&](size_t b) {
        return std::none_of(waiting.begin(), waiting.end(),
                            [&](size_t a) { return a != b && must_be_above(nets[a], nets[b]); });
      });
      const auto next = free == waiting.end() ? waiting.begin() : free;
      chosen.push_back(*next);
      waiting.erase(next);
    }
    int count = 0;
    for (size_t i = 0; i < chosen.size(); ++i) {
      Net& net = nets[chosen[i]];
      for (size_t j = 0; j < i; ++j) {
        const Net& earlier = nets[chosen[j]];
        if (overlap(net, earlier) || must_be_above(earlier, net))
          net.lane = std::max(net.lane, earlier.lane + 1);
      }
      count = std::max(count, net.lane + 1);
    }
    return count;
  }

  void draw_net(const Net& net, int top, int lane, int bottom, Layout& layout) const {
    const bool arrives = slots_[net.segments.front()->lower].item != kNone;
    if (net.segments.size() == 1) {
      const Segment& only = *net.segments.front();
      const int x = upper_x(only);
      std::vector<Point> points = {{x, bottom_of(only.upper, top)}};
      // A bend too small to be seen as one is none.
      const bool is_straight = x == net.to || (arrives && std::abs(x - net.to) <= kPassing);
      if (!is_straight) {
        points.push_back({x, lane});
        points.push_back({net.to, lane});
      }
      points.push_back({is_straight ? x : net.to, bottom});
      layout.pieces.push_back({std::move(points), only.tie, arrives});
      return;
    }
    for (const Segment* segment : net.segments) {
      const int x = upper_x(*segment);
      layout.pieces.push_back({{{x, bottom_of(segment->upper, top)}, {x, lane}}, segment->tie, false});
    }
    const uint32_t tie = net.segments.front()->tie;
    layout.pieces.push_back({{{net.left, lane}, {net.right, lane}}, tie, false});
    layout.pieces.push_back({{{net.to, lane}, {net.to, bottom}}, tie, arrives});
  }

  // Items stand at the bottom of their layer; a line that passes it comes from the layer's top.
  int bottom_of(uint32_t slot, int layer_bottom) const {
    return slots_[slot].item == kNone ? layer_bottom - tallest_[slot_layer_[slot]] : layer_bottom;
  }

  Layout drawn() {
    Layout layout;
    layout.corners.resize(items_.size());
    layout.starts.resize(ties_.size());
    int64_t left = std::numeric_limits<int64_t>::max(), right = 0;
    for (const Slot& slot : slots_) left = std::min(left, slot.left);
    for (Slot& slot : slots_) {
      slot.left -= left;
      right = std::max(right, slot.left + slot.width);
    }
    layout.width = static_cast<int>(right);
    tallest_.assign(layer_count_, 0);
    slot_layer_.assign(slots_.size(), 0);
    std::vector<int> below(layer_count_);
    for (int layer = 0; layer < layer_count_; ++layer) {
      for (const uint32_t slot : order_[layer]) {
        slot_layer_[slot] = layer;
        tallest_[layer] = std::max(tallest_[layer], slots_[slot].height);
        if (slots_[slot].item != kNone)
          below[layer] = std::max(below[layer], items_[slots_[slot].item].below);
      }
    }
    int y = 0;
    for (int layer = layer_count_ - 1; layer >= 0; --layer) {
      const int bottom = y + tallest_[layer];
      for (const uint32_t slot : order_[layer]) {
        if (slots_[slot].item == kNone) continue;
        layout.corners[slots_[slot].item] = {static_cast<int>(slots_[slot].left),
                                             bottom - slots_[slot].height};
      }
      y = bottom;
      if (layer > 0) y = draw_gap(layer, bottom, below[layer], layout);
    }
    layout.height = y;
    for (uint32_t tie = 0; tie < ties_.size(); ++tie) {
      const Item& item = items_[ties_[tie].from];
      const Point corner = layout.corners[ties_[tie].from];
      layout.starts[tie] = {corner.x + ties_[tie].from_port, corner.y + item.height};
    }
    return layout;
  }

  // Lines from `layer` to the one below; gives where that one begins.
  int draw_gap(int layer, int bottom, int labels, Layout& layout) const {
    std::vector<Net> nets = nets_of(layer - 1);
    const int lanes = choose_lanes(nets);
    const int first_lane = bottom + std::max(labels, 8) + 4;
    const int end = std::max(first_lane + (lanes - 1) * kLane + kArrow, bottom + kLeastGap);
    for (const Net& net : nets) {
      const uint32_t lower = net.segments.front()->lower;
      // Items of the layer below stand at its bottom.
      const int drop = slots_[lower].item == kNone ? 0 : tallest_[layer - 1] - slots_[lower].height;
      draw_net(net, bottom, first_lane + net.lane * kLane, end + drop, layout);
    }
    return end;
  }

  std::span<const Item> items_;
  std::span<const Tie> ties_;
  std::vector<int> layer_;
  int layer_count_ = 0;
  std::vector<Bus> buses_;
  std::vector<uint32_t> bus_of_;
  std::vector<Slot> slots_;
  std::vector<uint32_t> item_slot_;
  std::map<std::pair<uint32_t, int>, uint32_t> passing_;
  std::vector<std::vector<uint32_t>> order_;    // Slots by layer, left to right.
  std::vector<std::vector<Segment>> segments_;  // By lower layer.
  std::vector<int> tallest_, slot_layer_;
};

}  // namespace

Layout lay_out(std::span<const Item> items, std::span<const Tie> ties) {
  if (items.empty()) return {};
  return Layers(items, ties).layout();
}

}  // namespace clew::chart
