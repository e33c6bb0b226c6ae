#include "screen/validation.h"

#include <algorithm>
#include <cmath>

namespace clew::screen {

Share share_of(uint64_t part, uint64_t whole) {
  if (whole == 0) return {};
  constexpr double kZ = 1.959964;  // 95 % of a normal distribution, both sides.
  const double n = static_cast<double>(whole);
  const double p = static_cast<double>(part) / n;
  const double middle = (p + kZ * kZ / (2 * n)) / (1 + kZ * kZ / n);
  const double reach = kZ / (1 + kZ * kZ / n) * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  return {p, std::max(0.0, middle - reach), std::min(1.0, middle + reach)};
}

double AtThreshold::f1() const {
  const uint64_t all = 2 * right + wrong + missed;
  return all == 0 ? 0 : 2.0 * static_cast<double>(right) / static_cast<double>(all);
}

std::vector<AtThreshold> at_thresholds(std::span<const LabelledScore> pairs,
                                       std::span<const double> thresholds) {
  std::vector<double> same, different;
  for (const LabelledScore& pair : pairs) (pair.is_same ? same : different).push_back(pair.score);
  std::sort(same.begin(), same.end());
  std::sort(different.begin(), different.end());
  const auto below = [](const std::vector<double>& scores, double threshold) {
    return static_cast<uint64_t>(std::lower_bound(scores.begin(), scores.end(), threshold) - scores.begin());
  };
  std::vector<AtThreshold> rows;
  for (const double threshold : thresholds) {
    const uint64_t missed = below(same, threshold);
    rows.push_back({threshold, same.size() - missed, different.size() - below(different, threshold), missed});
  }
  return rows;
}

double highest_missing_nobody(std::span<const AtThreshold> rows) {
  double lowest = 1, highest = -1;
  for (const AtThreshold& row : rows) {
    lowest = std::min(lowest, row.threshold);
    if (row.missed == 0) highest = std::max(highest, row.threshold);
  }
  return highest < 0 ? lowest : highest;
}

std::vector<Calibration> calibration(std::span<const LabelledScore> pairs) {
  constexpr double kEnds[] = {0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1};
  std::vector<Calibration> stretches;
  for (size_t i = 0; i + 1 < std::size(kEnds); ++i) {
    Calibration one{.from = kEnds[i], .to = kEnds[i + 1]};
    const bool is_last = i + 2 == std::size(kEnds);
    for (const LabelledScore& pair : pairs) {
      if (pair.probability < one.from || (pair.probability >= one.to && !is_last)) continue;
      ++one.pairs;
      if (pair.is_same) ++one.same;
      one.probability_mean += pair.probability;
    }
    if (one.pairs > 0) one.probability_mean /= static_cast<double>(one.pairs);
    stretches.push_back(one);
  }
  return stretches;
}

}  // namespace clew::screen
