// Bounds in loops too large for exact fractions: found in floating point, then proved.
//
// Every company's value is the best (and the worst) that its column can give (see ownership.h). For the worst
// and the best alike the operator T on all values together is monotone, and that proves bounds without trust
// in rounding: if T(y) >= y, computed downwards, then y lies below the solution; if T(z) <= z, computed
// upwards, then z lies above the least one. Iteration finds y and z near each other, drawn out by a hair
// until the test holds. Where a loop all but closes, they stay apart, and the bounds are called not tight.
// Pure. Cost: stakes times sweeps, at most `work_max`.
#pragma once

#include <cstdint>
#include <vector>

#include "trace/network.h"

namespace clew::trace {

// A stake of a member of the loop: in another member, or in somebody outside whose bounds are known.
struct RingStake {
  uint32_t member = UINT32_MAX;  // UINT32_MAX: outside.
  double low = 0, room = 0;      // Least share, and how much more it may be. Drawn outwards.
  double worth_low = 0, worth_high = 0;
};

struct RingColumn {
  std::vector<RingStake> stakes;
  double slack = 1;  // What the least shares leave.
};

struct RingBounds {
  std::vector<double> low, high;  // Proved.
  bool tight = false;             // Apart from the true ones by less than 1e-9.
  uint64_t work = 0;
};

RingBounds bounds_of_ring(const std::vector<RingColumn>& columns, uint64_t work_max);

}  // namespace clew::trace
