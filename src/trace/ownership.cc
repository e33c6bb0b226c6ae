#include "trace/ownership.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cassert>
#include <cmath>
#include <numeric>
#include <ranges>

#include "graph/components.h"

namespace clew::trace {
namespace {

using base::kNothing;
using base::kWhole;
using base::Ratio;
using base::Round;
using Exact = boost::multiprecision::cpp_rational;
using Whole = boost::multiprecision::cpp_int;

Exact exact(const Ratio& ratio) { return Exact(ratio.numerator, ratio.denominator); }

Ratio rounded(const Exact& value, Round round) {
  const Whole top = numerator(value), bottom = denominator(value);
  if (top <= INT64_MAX && bottom <= INT64_MAX && top >= 0) {
    return {static_cast<int64_t>(top), static_cast<int64_t>(bottom)};
  }
  constexpr int kBits = 60;
  Whole scaled = (top << kBits) / bottom;
  if (round == Round::up && scaled * bottom != (top << kBits)) ++scaled;
  return base::ratio(static_cast<int64_t>(scaled), int64_t{1} << kBits);
}

// Solves (I - A) x = b by elimination. Nothing where it has no one solution.
bool solve(std::vector<std::vector<Exact>> a, std::vector<Exact> b, std::vector<Exact>& x) {
  const size_t n = b.size();
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) a[i][j] = (i == j ? Exact(1) : Exact(0)) - a[i][j];
  }
  for (size_t column = 0; column < n; ++column) {
    size_t pivot = column;
    while (pivot < n && a[pivot][column] == 0) ++pivot;
    if (pivot == n) return false;
    std::swap(a[pivot], a[column]);
    std::swap(b[pivot], b[column]);
    for (size_t row = column + 1; row < n; ++row) {
      if (a[row][column] == 0) continue;
      const Exact factor = a[row][column] / a[column][column];
      for (size_t j = column; j < n; ++j) a[row][j] -= factor * a[column][j];
      b[row] -= factor * b[column];
    }
  }
  x.assign(n, 0);
  for (size_t row = n; row-- > 0;) {
    Exact sum = b[row];
    for (size_t j = row + 1; j < n; ++j) sum -= a[row][j] * x[j];
    x[row] = sum / a[row][row];
  }
  return true;
}

bool is_worth_more(const Bounds& a, const Bounds& b) {
  if (a.high != b.high) return a.high > b.high;
  return !a.high_open && b.high_open;
}

bool is_worth_the_same(const Bounds& a, const Bounds& b) {
  return a.high == b.high && a.high_open == b.high_open;
}

}  // namespace

Ownership::Ownership(const Network& network, uint64_t work_max, size_t exact_ring)
    : network_(network),
      work_left_(work_max),
      exact_ring_(exact_ring),
      owned_(network.size()),
      offered_(network.size()),
      position_(network.size()),
      holds_itself_(network.size()),
      faults_(network.size(), Fault::none),
      slack_(network.size(), kWhole),
      open_lows_(network.size()),
      values_(network.size()),
      reached_(network.size()),
      is_holder_(network.size()) {
  for (uint32_t part = 0; part < network.size(); ++part) {
    for (const Stake& stake : network[part].stakes) {
      owned_[stake.owner].push_back({part, &stake});
      if (stake.owner == part) holds_itself_[part] = true;
      slack_[part] = base::subtract(slack_[part], stake.share.low, Round::up);
      open_lows_[part] += stake.share.low_open;
    }
  }
  find_rings();
  find_faults();
}

// Rings come out owners first.
void Ownership::find_rings() {
  rings_.assign(network_.size(), 0);
  uint32_t placed = 0;
  graph::each_component(
      static_cast<uint32_t>(network_.size()),
      [&](uint32_t part, uint32_t i) {
        const auto& stakes = network_[part].stakes;
        return i < stakes.size() ? stakes[i].owner : graph::kNoMoreEdges;
      },
      [&](std::span<const uint32_t> members) {
        for (const uint32_t member : members | std::views::reverse) {
          rings_[member] = static_cast<uint32_t>(ring_sizes_.size());
          position_[member] = placed++;
        }
        ring_sizes_.push_back(static_cast<uint32_t>(members.size()));
      });
}

void Ownership::find_faults() {
  for (uint32_t part = 0; part < network_.size(); ++part) {
    const bool no_room = slack_[part] == kNothing && open_lows_[part] > 0;
    if (slack_[part] < kNothing || no_room) faults_[part] = Fault::above_whole;
  }
  // Of each ring, what is left when one takes away, again and again, whoever others own a part of.
  std::vector<uint32_t> suspects;
  std::vector<bool> suspected(network_.size());
  for (uint32_t part = 0; part < network_.size(); ++part) {
    suspected[part] = is_in_ring(part) && passes(part) && slack_[part] == kNothing;
    if (suspected[part]) suspects.push_back(part);
  }
  const auto is_held_from_outside = [&](uint32_t part) {
    return std::any_of(network_[part].stakes.begin(), network_[part].stakes.end(), [&](const Stake& stake) {
      const bool within = suspected[stake.owner] && rings_[stake.owner] == rings_[part];
      return !within && !stake.share.low.is_zero();
    });
  };
  std::vector<uint32_t> waiting = suspects;
  while (!waiting.empty()) {
    const uint32_t part = waiting.back();
    waiting.pop_back();
    if (!suspected[part] || !is_held_from_outside(part)) continue;
    suspected[part] = false;
    for (const Owned& owned : owned_[part]) {
      if (suspected[owned.part]) waiting.push_back(owned.part);
    }
  }
  for (const uint32_t part : suspects) {
    if (suspected[part]) faults_[part] = Fault::ownerless_ring;
  }
}

void Ownership::reach(std::span<const uint32_t> holders) {
  for (const uint32_t part : reached_list_) {
    reached_[part] = is_holder_[part] = false;
    offered_[part].clear();
  }
  reached_list_.assign(holders.begin(), holders.end());
  for (const uint32_t holder : holders) reached_[holder] = is_holder_[holder] = true;
  for (size_t at = 0; at < reached_list_.size(); ++at) {
    for (const auto& [owned, stake] : owned_[reached_list_[at]]) {
      if (!passes(owned) || is_holder_[owned]) continue;
      offered_[owned].push_back(stake);
      if (reached_[owned]) continue;
      reached_[owned] = true;
      reached_list_.push_back(owned);
    }
  }
  std::sort(reached_list_.begin(), reached_list_.end(),
            [&](uint32_t a, uint32_t b) { return position_[a] < position_[b]; });
}

std::vector<Ownership::Offer> Ownership::offers(uint32_t part) const {
  std::vector<Offer> offers;
  for (const Stake* stake : offered_[part]) offers.push_back({values_[stake->owner], &stake->share});
  return offers;
}

// The best and the worst that the column of `part` can give, its owners being worth what they are.
Bounds Ownership::evaluate(uint32_t part, std::vector<Offer> offers) const {
  Bounds result;
  for (const auto& [value, share] : offers) {
    result.low = base::add(result.low, base::multiply(share->low, value.low, Round::down), Round::down);
    result.high = base::add(result.high, base::multiply(share->low, value.high, Round::up), Round::up);
    const bool gives = !value.low.is_zero() || value.low_open,
               holds = !share->low.is_zero() || share->low_open;
    result.low_open = result.low_open || (share->low_open && gives) || (value.low_open && holds);
    result.high_open = result.high_open || (value.high_open && !share->low.is_zero());
    result.tight = result.tight && value.tight;
  }
  std::erase_if(offers, [](const Offer& offer) { return offer.value.high.is_zero(); });
  std::sort(offers.begin(), offers.end(),
            [](const Offer& a, const Offer& b) { return is_worth_more(a.value, b.value); });
  Ratio left = slack_[part];
  uint32_t untouched = open_lows_[part];
  for (size_t at = 0; at < offers.size() && left > kNothing;) {
    size_t end = at;
    Ratio room = kNothing;
    bool high_open = false;
    for (; end < offers.size() && is_worth_the_same(offers[end].value, offers[at].value); ++end) {
      const clean::Share& share = *offers[end].share;
      room = base::add(room, base::subtract(share.high, share.low, Round::up), Round::up);
      high_open = high_open || share.high_open;
      untouched -= share.low_open;
    }
    const Ratio taken = std::min(room, left);
    const Bounds& value = offers[at].value;
    result.high = base::add(result.high, base::multiply(taken, value.high, Round::up), Round::up);
    if (!taken.is_zero() && value.high_open) result.high_open = true;
    if (room <= left && high_open) result.high_open = true;
    left = base::subtract(left, taken, Round::up);
    at = end;
  }
  if (left.is_zero() && untouched > 0 && !result.high.is_zero()) result.high_open = true;
  result.low = std::min(result.low, kWhole);
  result.high = std::min(result.high, kWhole);
  return result;
}

std::vector<Held> Ownership::held_by(std::span<const uint32_t> holders) {
  reach(holders);
  uint64_t work = 0;
  for (const uint32_t part : reached_list_) work += kFractionCost * (offered_[part].size() + 1);
  const bool exhausted = work > work_left_;
  work_left_ -= std::min(work, work_left_);
  std::vector<Held> held;
  for (size_t at = 0; at < reached_list_.size();) {
    size_t end = at + 1;
    while (end < reached_list_.size() && lies_in(reached_list_[end], rings_[reached_list_[at]])) ++end;
    std::vector<uint32_t> members;
    for (size_t i = at; i < end; ++i) {
      const uint32_t part = reached_list_[i];
      values_[part] = {};
      if (is_holder_[part]) {
        values_[part] = {.low = kWhole, .high = kWhole};
        held.push_back({part, values_[part]});
      } else {
        members.push_back(part);
      }
    }
    at = end;
    if (members.empty()) continue;
    if (exhausted) {
      for (const uint32_t part : members) values_[part] = {.low = kNothing, .high = kWhole, .tight = false};
    } else if (is_in_ring(members.front())) {
      solve_ring(members);
    } else {
      values_[members.front()] = evaluate(members.front(), offers(members.front()));
    }
    for (const uint32_t part : members) held.push_back({part, values_[part]});
  }
  return held;
}

Bounds Ownership::share(std::span<const uint32_t> holders, uint32_t of) {
  if (work_left_ == 0) return {.low = kNothing, .high = kWhole, .tight = false};
  held_by(holders);
  return reached_[of] ? values_[of] : Bounds{};
}

void Ownership::solve_ring(std::span<const uint32_t> members) {
  if (members.size() <= exact_ring_) {
    solve_ring_exactly(members);
    open_ends_of_ring(members);
  } else {
    close_in_on_ring(members);
  }
}

// Policy iteration. From all shares at their least, the value of a choice only grows, so the end is the least
// fixed point; a ring that may close is never chosen, as closing it improves nobody.
void Ownership::solve_ring_exactly(std::span<const uint32_t> members) {
  const size_t n = members.size();
  const auto place_of = [&](uint32_t part) {
    const auto at = std::find(members.begin(), members.end(), part);
    return at == members.end() ? SIZE_MAX : static_cast<size_t>(at - members.begin());
  };
  std::vector<std::vector<Exact>> a(n, std::vector<Exact>(n));
  std::vector<Exact> b(n), low, high;
  for (size_t i = 0; i < n; ++i) {
    for (const Stake* stake : offered_[members[i]]) {
      const auto& [owner, share] = *stake;
      const size_t j = place_of(owner);
      if (j != SIZE_MAX) {
        a[i][j] += exact(share.low);
      } else {
        b[i] += exact(share.low) * exact(values_[owner].low);
      }
    }
  }
  [[maybe_unused]] const bool solved = solve(a, b, low);
  assert(solved);
  for (size_t i = 0; i < n; ++i) {
    b[i] = 0;
    for (const Stake* stake : offered_[members[i]]) {
      const auto& [owner, share] = *stake;
      if (place_of(owner) == SIZE_MAX) b[i] += exact(share.low) * exact(values_[owner].high);
    }
  }
  struct Choice {
    Exact value, room;
    size_t place;
  };
  while (solve(a, b, high)) {
    bool better = false;
    for (size_t i = 0; i < n; ++i) {
      std::vector<Exact> row(n);
      Exact constant = 0, value = 0;
      std::vector<Choice> choices;
      for (const Stake* stake : offered_[members[i]]) {
        const auto& [owner, share] = *stake;
        const size_t j = place_of(owner);
        const Exact worth = j == SIZE_MAX ? exact(values_[owner].high) : high[j];
        value += exact(share.low) * worth;
        (j == SIZE_MAX ? constant : row[j]) += j == SIZE_MAX ? exact(share.low) * worth : exact(share.low);
        if (worth > 0) choices.push_back({worth, exact(share.high) - exact(share.low), j});
      }
      std::stable_sort(choices.begin(), choices.end(),
                       [](const Choice& x, const Choice& y) { return x.value > y.value; });
      Exact left = exact(slack_[members[i]]);
      for (const Choice& choice : choices) {
        const Exact taken = std::min(choice.room, left);
        left -= taken;
        value += taken * choice.value;
        (choice.place == SIZE_MAX ? constant : row[choice.place]) +=
            choice.place == SIZE_MAX ? Exact(taken * choice.value) : taken;
      }
      if (value <= high[i]) continue;
      better = true;
      a[i] = row;
      b[i] = constant;
    }
    if (!better) break;
  }
  for (size_t i = 0; i < n; ++i) {
    values_[members[i]].low = rounded(low[i], Round::down);
    values_[members[i]].high = rounded(high[i], Round::up);
  }
}

// Whether the bounds just found are reached: from "all are", as long as a column says otherwise, or as long
// as members could reach their greatest only by holding each other wholly, which gives nobody anything.
void Ownership::open_ends_of_ring(std::span<const uint32_t> members) {
  do {
    while (open_more_ends(members)) {
    }
  } while (open_ends_of_closed(members));
}

bool Ownership::open_more_ends(std::span<const uint32_t> members) {
  bool changed = false;
  for (const uint32_t part : members) {
    const Bounds now = evaluate(part, offers(part));
    Bounds& value = values_[part];
    changed = changed || (now.low_open && !value.low_open) || (now.high_open && !value.high_open);
    value.low_open = value.low_open || now.low_open;
    value.high_open = value.high_open || now.high_open;
    value.tight = value.tight && now.tight;
  }
  return changed;
}

// Where every best choice of some members keeps all of them among themselves, what they are worth is only
// approached.
bool Ownership::open_ends_of_closed(std::span<const uint32_t> members) {
  std::vector<uint32_t> closed;
  for (const uint32_t part : members) {
    if (!values_[part].high.is_zero() && !values_[part].high_open) closed.push_back(part);
  }
  while (std::erase_if(closed, [&](uint32_t part) { return may_give_outside(part, closed); }) > 0) {
  }
  for (const uint32_t part : closed) values_[part].high_open = true;
  return !closed.empty();
}

// Whether some best choice in the column of `part`, whose greatest is reached, gives to others than `closed`.
bool Ownership::may_give_outside(uint32_t part, std::span<const uint32_t> closed) const {
  const auto is_outside = [&](const Stake* stake) {
    return std::find(closed.begin(), closed.end(), stake->owner) == closed.end();
  };
  Ratio left = slack_[part], total = left;
  for (const Stake* stake : offered_[part]) {
    if (!stake->share.low.is_zero() && is_outside(stake)) return true;
    total = base::add(total, stake->share.low, Round::down);
  }
  if (total < kWhole) return true;
  std::vector<const Stake*> best = offered_[part];
  const auto value = [&](const Stake* stake) -> const Bounds& { return values_[stake->owner]; };
  std::sort(best.begin(), best.end(),
            [&](const Stake* a, const Stake* b) { return is_worth_more(value(a), value(b)); });
  for (size_t at = 0; at < best.size() && left > kNothing;) {
    const Bounds& worth = value(best[at]);
    for (; at < best.size() && is_worth_the_same(value(best[at]), worth); ++at) {
      const Ratio room = base::subtract(best[at]->share.high, best[at]->share.low, Round::up);
      if (!room.is_zero() && is_outside(best[at])) return true;
      left = base::subtract(left, room, Round::up);
    }
  }
  return left > kNothing;
}

namespace {

double as_double(const Ratio& ratio, Round round) {
  const double value = static_cast<double>(ratio.numerator) / static_cast<double>(ratio.denominator);
  constexpr double kDoubt = 4e-16;
  return round == Round::up ? value * (1 + kDoubt) : value * (1 - kDoubt);
}

Ratio as_ratio(double value, Round round) {
  constexpr double kUnits = 1LL << 50;
  const double units = value * kUnits;
  const auto whole = static_cast<int64_t>(round == Round::up ? std::ceil(units) : std::floor(units));
  return base::ratio(std::clamp<int64_t>(whole, 0, 1LL << 50), 1LL << 50);
}

}  // namespace

RingColumn Ownership::column_in_ring(uint32_t part, const std::vector<uint32_t>& place) const {
  RingColumn column;
  column.slack = as_double(slack_[part], Round::up);
  for (const Stake* stake : offered_[part]) {
    RingStake in_ring;
    if (lies_in(stake->owner, rings_[part]) && !is_holder_[stake->owner]) {
      in_ring.member = place[position_[stake->owner]];
    } else {
      in_ring.worth_low = as_double(values_[stake->owner].low, Round::down);
      in_ring.worth_high = as_double(values_[stake->owner].high, Round::up);
    }
    // Its least share is used downwards for the least value; for the greatest the room makes up for it.
    in_ring.low = as_double(stake->share.low, Round::down);
    in_ring.room = as_double(stake->share.high, Round::up) - in_ring.low;
    column.stakes.push_back(in_ring);
  }
  // What rounding took from the least shares is left for the best.
  column.slack += 1e-15 * static_cast<double>(column.stakes.size());
  return column;
}

// For rings too large to solve in fractions; see ring.h.
void Ownership::close_in_on_ring(std::span<const uint32_t> members) {
  // Members of one ring have positions that follow each other.
  const uint32_t first = position_[members.front()], last = position_[members.back()];
  std::vector<uint32_t> place(last + size_t{1}, UINT32_MAX);
  for (uint32_t i = 0; i < members.size(); ++i) place[position_[members[i]]] = i;
  assert(first <= last);
  std::vector<RingColumn> columns;
  for (const uint32_t part : members) columns.push_back(column_in_ring(part, place));
  const RingBounds found = bounds_of_ring(columns, work_left_);
  work_left_ -= std::min(found.work, work_left_);
  bool tight = found.tight;
  for (const uint32_t part : members) {
    for (const Stake* stake : offered_[part])
      tight = tight && (lies_in(stake->owner, rings_[part]) || values_[stake->owner].tight);
  }
  for (size_t i = 0; i < members.size(); ++i) {
    values_[members[i]] = {.low = as_ratio(found.low[i], Round::down),
                           .high = as_ratio(found.high[i], Round::up),
                           .tight = tight};
  }
}

}  // namespace clew::trace
