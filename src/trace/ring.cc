#include "trace/ring.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace clew::trace {
namespace {

constexpr double kHair = std::numeric_limits<double>::epsilon();
constexpr double kNear = 1e-9;
constexpr uint64_t kSortingCost = 4;
constexpr int kProofSweeps = 60;

using Values = std::vector<double>;

// A sum of so many products of numbers that are not negative is wrong by at most this part of itself.
double doubt(size_t terms) { return (static_cast<double>(terms) + 4) * kHair; }

class Ring {
 public:
  Ring(const std::vector<RingColumn>& columns, uint64_t work_max) : columns_(columns), work_left_(work_max) {
    for (const RingColumn& column : columns) stakes_ += column.stakes.size();
  }

  RingBounds bounds() {
    RingBounds result;
    const size_t count = columns_.size();
    const auto worst = [&](size_t i, const Values& values) { return worst_of(columns_[i], values); };
    const auto best = [&](size_t i, const Values& values) { return best_of(columns_[i], values); };
    const Values low = risen(worst, 1, Values(count, 0.0));
    const Values high = risen(best, kSortingCost, best_by_choices());
    result.low = below(worst, low);
    result.high = above(best, kSortingCost, high);
    const Values low_end = above(worst, 1, low);
    result.tight = true;
    for (size_t i = 0; i < count; ++i) {
      result.tight = result.tight && low_end[i] - result.low[i] < kNear &&
                     result.high[i] - std::min(high[i], result.high[i]) < kNear;
    }
    result.work = spent_;
    return result;
  }

 private:
  static double worth_low(const RingStake& stake, const Values& values) {
    return stake.member == UINT32_MAX ? stake.worth_low : values[stake.member];
  }
  static double worth_high(const RingStake& stake, const Values& values) {
    return stake.member == UINT32_MAX ? stake.worth_high : values[stake.member];
  }

  static double worst_of(const RingColumn& column, const Values& values) {
    double sum = 0;
    for (const RingStake& stake : column.stakes) sum += stake.low * worth_low(stake, values);
    return sum;
  }

  // The least shares, and what they leave to those worth most.
  double best_of(const RingColumn& column, const Values& values) {
    double sum = 0;
    order_.clear();
    for (const RingStake& stake : column.stakes) {
      const double worth = worth_high(stake, values);
      sum += stake.low * worth;
      if (worth > 0 && stake.room > 0) order_.emplace_back(worth, stake.room);
    }
    double left = column.slack;
    std::sort(order_.begin(), order_.end(), std::greater<>());
    for (const auto& [worth, room] : order_) {
      if (left <= 0) break;
      const double taken = std::min(room, left);
      sum += taken * worth;
      left -= taken;
    }
    return sum;
  }

  bool may_sweep(uint64_t cost) { return may_spend(std::max<uint64_t>(1, stakes_) * cost); }

  bool may_spend(uint64_t work) {
    if (work > work_left_) return false;
    work_left_ -= work;
    spent_ += work;
    return true;
  }

  // From nothing, upwards: never far above the least solution, and near it when it stands still.
  template <class Operator>
  Values risen(const Operator& apply, uint64_t cost, Values values) {
    constexpr int kSweepsMax = 500;
    for (int sweep = 0; sweep < kSweepsMax && may_sweep(cost); ++sweep) {
      double change = 0;
      for (size_t i = 0; i < values.size(); ++i) {
        const double value = std::min(1.0, apply(i, values));
        change = std::max(change, value - values[i]);
        values[i] = std::max(values[i], value);
      }
      if (change < 1e-15) break;
    }
    return values;
  }

  // --- Choices, and what they are worth ---

  // The shares that are best while members are worth `values`: those in members by row, and what the rest
  // gives.
  void choose(const Values& values, std::vector<double>& shares, Values& given) {
    const size_t count = columns_.size();
    shares.assign(count * count, 0);
    given.assign(count, 0);
    for (size_t i = 0; i < count; ++i) {
      const RingColumn& column = columns_[i];
      std::vector<std::pair<double, const RingStake*>> order;
      const auto take = [&](const RingStake& stake, double share) {
        if (stake.member == UINT32_MAX) {
          given[i] += share * stake.worth_high;
        } else {
          shares[i * count + stake.member] += share;
        }
      };
      for (const RingStake& stake : column.stakes) {
        take(stake, stake.low);
        const double worth = worth_high(stake, values);
        if (worth > 0 && stake.room > 0) order.emplace_back(worth, &stake);
      }
      std::sort(order.begin(), order.end(), std::greater<>());
      double left = column.slack;
      for (const auto& [worth, stake] : order) {
        const double taken = std::min(stake->room, std::max(left, 0.0));
        take(*stake, taken);
        left -= taken;
      }
    }
  }

  // x = shares x + given, by elimination; nothing where it hangs on a hair.
  static Values solved(std::vector<double> a, Values x) {
    const size_t count = x.size();
    for (size_t i = 0; i < count * count; ++i) a[i] = -a[i];
    for (size_t i = 0; i < count; ++i) a[i * count + i] += 1;
    for (size_t column = 0; column < count; ++column) {
      const double pivot = a[column * count + column];
      if (pivot < 1e-9) return {};
      for (size_t row = column + 1; row < count; ++row) {
        const double factor = a[row * count + column] / pivot;
        if (factor == 0) continue;
        for (size_t j = column; j < count; ++j) a[row * count + j] -= factor * a[column * count + j];
        x[row] -= factor * x[column];
      }
    }
    for (size_t row = count; row-- > 0;) {
      for (size_t j = row + 1; j < count; ++j) x[row] -= a[row * count + j] * x[j];
      x[row] /= a[row * count + row];
    }
    return x;
  }

  // Choices made better until they stand: fewer steps than sweeps where a loop nearly closes.
  Values best_by_choices() {
    const size_t count = columns_.size();
    Values values(count, 0.0), given;
    std::vector<double> shares;
    constexpr size_t kSolvedMax = 600;
    if (count > kSolvedMax) return values;
    for (int step = 0; step < 30 && may_spend(count * count * count / 20 + stakes_ * kSortingCost); ++step) {
      choose(values, shares, given);
      const Values now = solved(shares, given);
      if (now.empty()) break;
      double change = 0;
      for (size_t i = 0; i < count; ++i) {
        change = std::max(change, now[i] - values[i]);
        values[i] = std::clamp(now[i], values[i], 1.0);
      }
      if (change < 1e-14) break;
    }
    return values;
  }

  // --- Proof ---

  // Brought to a point where T, less `away`, stands still: there T itself gives no less.
  template <class Operator>
  Values below(const Operator& apply, const Values& near) {
    for (const double away : {1e-12, 1e-10, 1e-8, 1e-5}) {
      Values values = near;
      for (int sweep = 0; sweep < kProofSweeps && may_sweep(1); ++sweep) {
        double change = 0;
        for (size_t i = 0; i < values.size(); ++i) {
          const double value = std::clamp(apply(i, values) - away, 0.0, values[i]);
          change = std::max(change, values[i] - value);
          values[i] = value;
        }
        if (change < away / 4) break;
      }
      bool holds = may_sweep(1);
      for (size_t i = 0; i < values.size() && holds; ++i)
        holds = apply(i, values) * (1 - doubt(columns_[i].stakes.size())) >= values[i];
      if (holds) return values;
    }
    return Values(near.size(), 0.0);
  }

  // Nobody has more than the whole: 1 needs no proof.
  template <class Operator>
  Values above(const Operator& apply, uint64_t cost, const Values& near) {
    for (const double away : {1e-12, 1e-10, 1e-8, 1e-5}) {
      Values values = near;
      for (int sweep = 0; sweep < kProofSweeps && may_sweep(cost); ++sweep) {
        double change = 0;
        for (size_t i = 0; i < values.size(); ++i) {
          const double now = apply(i, values);
          if (now == 0) continue;  // Nothing of it comes from outside: it is nothing.
          const double value = std::min(1.0, std::max(now + away, values[i]));
          change = std::max(change, value - values[i]);
          values[i] = value;
        }
        if (change < away / 4) break;
      }
      bool holds = may_sweep(cost);
      for (size_t i = 0; i < values.size() && holds; ++i) {
        const double now = apply(i, values);
        const double most = now * (1 + doubt(columns_[i].stakes.size()));
        holds = values[i] >= 1 || now == 0 || most + 1e-300 <= values[i];
      }
      if (holds) return values;
    }
    return Values(near.size(), 1.0);
  }

  const std::vector<RingColumn>& columns_;
  uint64_t stakes_ = 0, work_left_, spent_ = 0;
  std::vector<std::pair<double, double>> order_;
};

}  // namespace

RingBounds bounds_of_ring(const std::vector<RingColumn>& columns, uint64_t work_max) {
  return Ring(columns, work_max).bounds();
}

}  // namespace clew::trace
