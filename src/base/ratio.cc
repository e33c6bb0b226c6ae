#include "base/ratio.h"

#include <fmt/core.h>

#include <cassert>
#include <limits>
#include <numeric>

namespace clew::base {
namespace {

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 WideNatural;

constexpr WideNatural kNarrowMax = static_cast<WideNatural>(std::numeric_limits<int64_t>::max());

WideNatural greatest_divisor(WideNatural a, WideNatural b) {
  while (b != 0) {
    if ((a >> 64) == 0 && (b >> 64) == 0) return std::gcd(static_cast<uint64_t>(a), static_cast<uint64_t>(b));
    const WideNatural rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

// The fraction with a power of two below, at most 2^60, that is next to value / by, downwards or upwards.
Ratio rounded(WideNatural value, WideNatural by, bool negative, Round round) {
  WideNatural whole = value / by, rest = value % by;
  int bits = 60;
  for (WideNatural left = whole; left != 0; left >>= 1) --bits;
  assert(bits > 0);
  for (int i = 0; i < bits; ++i) {
    rest <<= 1;
    whole <<= 1;
    if (rest >= by) {
      rest -= by;
      whole |= 1;
    }
  }
  const bool away = rest != 0 && (round == Round::up) != negative;
  const auto magnitude = static_cast<int64_t>(whole + (away ? 1 : 0));
  return ratio(negative ? -magnitude : magnitude, int64_t{1} << bits);
}

Ratio reduced(Wide numerator, Wide denominator, Round round) {
  const bool negative = numerator < 0;
  auto value = static_cast<WideNatural>(negative ? -numerator : numerator);
  auto by = static_cast<WideNatural>(denominator);
  const WideNatural divisor = greatest_divisor(value, by);
  value /= divisor;
  by /= divisor;
  if (value > kNarrowMax || by > kNarrowMax) return rounded(value, by, negative, round);
  return {negative ? -static_cast<int64_t>(value) : static_cast<int64_t>(value), static_cast<int64_t>(by)};
}

}  // namespace

std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
  if (a.denominator == b.denominator) return a.numerator <=> b.numerator;
  const Wide left = static_cast<Wide>(a.numerator) * b.denominator;
  const Wide right = static_cast<Wide>(b.numerator) * a.denominator;
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

Ratio ratio(int64_t numerator, int64_t denominator) {
  assert(denominator != 0);
  if (denominator < 0) return ratio(-numerator, -denominator);
  return reduced(numerator, denominator, Round::down);
}

Ratio add(const Ratio& a, const Ratio& b, Round round) {
  if (a.numerator == 0) return b;
  if (b.numerator == 0) return a;
  if (a.denominator == b.denominator) {
    return reduced(static_cast<Wide>(a.numerator) + b.numerator, a.denominator, round);
  }
  return reduced(
      static_cast<Wide>(a.numerator) * b.denominator + static_cast<Wide>(b.numerator) * a.denominator,
      static_cast<Wide>(a.denominator) * b.denominator, round);
}

Ratio subtract(const Ratio& a, const Ratio& b, Round round) {
  return add(a, {-b.numerator, b.denominator}, round);
}

Ratio multiply(const Ratio& a, const Ratio& b, Round round) {
  if (a.numerator == 0 || b.numerator == 0) return kNothing;
  if (a == kWhole) return b;
  if (b == kWhole) return a;
  return reduced(static_cast<Wide>(a.numerator) * b.numerator,
                 static_cast<Wide>(a.denominator) * b.denominator, round);
}

std::string percent_text(const Ratio& share, int decimals) {
  Wide scale = 100;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const bool negative = share.numerator < 0;
  const Wide scaled = static_cast<Wide>(negative ? -share.numerator : share.numerator) * scale;
  const auto digits = static_cast<uint64_t>((scaled + share.denominator / 2) / share.denominator);
  const bool exact = scaled % share.denominator == 0;
  const auto unit = static_cast<uint64_t>(scale / 100);
  std::string text = fmt::format("{}{}.{:0{}}", negative ? "-" : "", digits / unit, digits % unit, decimals);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return fmt::format("{}{} %", exact ? "" : "≈ ", text);
}

}  // namespace clew::base
