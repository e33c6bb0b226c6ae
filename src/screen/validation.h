// How screening did on pairs that people decided: what each threshold would have shown and missed.
//
//   threshold   alerts   right   wrong   missed     of the alerts right     of the same found
//   0.70        412      398     14      21         0.966 (0.94-0.98)       0.950 (0.92-0.97)
//
// Pure functions over scores and labels. Intervals are Wilson's, at 95 %: with few pairs they are wide, and
// say so.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace clew::screen {

struct LabelledScore {
  double score = 0;
  double probability = 0;  // As the model gives it.
  bool is_same = false;
};

struct Share {
  double value = 0, low = 0, high = 1;  // Nothing counted: 0 of 0, anywhere between 0 and 1.
};
Share share_of(uint64_t part, uint64_t whole);

struct AtThreshold {
  double threshold = 0;
  uint64_t right = 0, wrong = 0, missed = 0;  // Alerts of the same, alerts of others, the same below.

  uint64_t alerts() const { return right + wrong; }
  Share precision() const { return share_of(right, right + wrong); }
  Share recall() const { return share_of(right, right + missed); }
  double f1() const;
};

// One row for each threshold, in the order given. Cost: one sort.
std::vector<AtThreshold> at_thresholds(std::span<const LabelledScore> pairs,
                                       std::span<const double> thresholds);

// The highest of the thresholds at which none of the same is missed; the lowest if there is no such.
double highest_missing_nobody(std::span<const AtThreshold> rows);

// Of pairs whose probability lies in one stretch: what the model says, and what people decided.
struct Calibration {
  double from = 0, to = 1;
  uint64_t pairs = 0, same = 0;
  double probability_mean = 0;
};
std::vector<Calibration> calibration(std::span<const LabelledScore> pairs);

}  // namespace clew::screen
