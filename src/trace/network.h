// A network of holdings, freed of names: who holds what part of whom.
//
//        P      Q         parts 0..n-1; a part passes what it gets on to its owners (a company), or is
//     50%|       \        where a chain ends: a known holder, or one that nobody knows
//        v        v
//        A <-30%- B       stakes of a part: its owners, each with an interval of shares
//
// What the stakes of a company leave over is undisclosed: the parts of a column add up to one whole.
#pragma once

#include <cstdint>
#include <vector>

#include "clean/share.h"

namespace clew::trace {

struct Stake {
  uint32_t owner = 0;
  clean::Share share;
};

enum class Holder : uint8_t { passes, known, unknown };

struct Part {
  Holder holder = Holder::passes;
  std::vector<Stake> stakes;  // Each owner once.
};

using Network = std::vector<Part>;

// Bounds of a share that was computed. Where they are not tight, the truth lies between them all the same.
struct Bounds {
  base::Ratio low = base::kNothing;
  base::Ratio high = base::kNothing;
  bool low_open = false, high_open = false;
  bool tight = true;

  friend bool operator==(const Bounds&, const Bounds&) = default;
};

}  // namespace clew::trace
