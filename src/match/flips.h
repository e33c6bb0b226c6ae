// What would flip a comparison: single things that, were they otherwise, put the two on the other side of the
// threshold.
//
//   score 0.62, below 0.70      would be 0.88 if the dates of birth were the same day
//                               would be 0.74 without the countries, which differ
//
// Each is weighed anew, by changing a copy of the two: no rule of thumb. Pure and thread-safe.
#pragma once

#include <string>
#include <vector>

#include "match/compare.h"

namespace clew::match {

struct Flip {
  std::string change;  // "if the dates of birth were the same day", "without the countries".
  int32_t weight = 0;
  double score = 0;
};

// Those that flip, the smallest change of weight first; where no single one does, pairs that do: "if the
// years of birth were known and different, and if the countries were known and different". Empty: no two
// fields flip it.
std::vector<Flip> flips(const Model& model, const Subject& query, const Subject& listed, double score_min);

}  // namespace clew::match
