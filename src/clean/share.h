// Shares as written: what part of a whole somebody holds, as an interval with open and closed ends.
//
//   "[25,50)"                        from 1/4, below 1/2
//   "more than 25 to 50"             above 1/4, up to 1/2
//   "25-50%"                         from 1/4 to 1/2, both included
//   "Co-owner (50% owned by him)"    1/2
//
// Numbers are percentages, or fractions of whole numbers ("1/3"). Exact. Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ratio.h"

namespace clew::clean {

struct Share {
  base::Ratio low = base::kNothing;
  base::Ratio high = base::kWhole;
  bool low_open = false;   // `low` itself is not among what may be.
  bool high_open = false;  // Nor is `high`.

  friend bool operator==(const Share&, const Share&) = default;
  bool is_exact() const { return low == high; }
};

// Nothing where the words give no share, or one that is no part of a whole (negative, 300 %, from 50 to 25).
std::optional<Share> parse_share(std::string_view words);

// What both say; nothing where they contradict each other.
std::optional<Share> intersection(const Share& a, const Share& b);

// "55 %", "more than 25 %, at most 50 %", "from 25 % to 50 %", "not known".
std::string share_text(const Share& share);

}  // namespace clew::clean
