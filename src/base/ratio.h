// An exact fraction, and arithmetic that never rounds the wrong way.
//
//   25 %  = {1, 4}        33.33 % of 12.5 % = {3333, 80000}
//
// Laws have their thresholds at exactly 1/4 or 1/2, so shares are never floating-point numbers. A result
// whose reduced fraction fits into 64 bits is exact; one that does not is rounded, downwards or upwards as
// the caller asks, by at most 2^-50: so a lower bound stays a lower bound. Pure and thread-safe. Values are
// meant to be small (sums of shares), below a thousand million.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace clew::base {

enum class Round : uint8_t { down, up };

struct Ratio {
  int64_t numerator = 0;
  int64_t denominator = 1;  // Positive; the fraction is reduced.

  friend bool operator==(const Ratio&, const Ratio&) = default;
  friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b);
  bool is_zero() const { return numerator == 0; }
};

constexpr Ratio kNothing = {0, 1};
constexpr Ratio kWhole = {1, 1};

// `denominator` is not 0.
Ratio ratio(int64_t numerator, int64_t denominator);
Ratio add(const Ratio& a, const Ratio& b, Round round);
Ratio subtract(const Ratio& a, const Ratio& b, Round round);
Ratio multiply(const Ratio& a, const Ratio& b, Round round);

// As a percentage with at most `decimals` digits: "62.5 %". What cannot be written so begins with "≈ ".
std::string percent_text(const Ratio& share, int decimals = 4);

}  // namespace clew::base
