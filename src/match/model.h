// The numbers by which likeness is weighed: data/match/model.yaml, which says what each means.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/error.h"
#include "clean/names.h"

namespace clew::match {

// Weights are thousandths of a bit.
struct Model {
  int32_t name_equal = 0;
  int32_t name_per_share = 0;
  std::array<double, 4> contradiction = {};  // By clean::NameKind.
  std::array<double, 4> omission = {};
  int32_t one_part_only = 0;
  int32_t weak_alias = 0;
  int32_t rarity_from = 0;
  double rarity_share = 0;
  int32_t rarity_most = 0;
  int32_t imperfect_from = 0;
  double imperfect_share = 0;
  double incomplete_share = 0;

  int32_t birth_day_equal = 0;
  int32_t birth_year_equal = 0;
  int32_t birth_swapped = 0;
  int32_t birth_year_beside = 0;
  int32_t birth_day_differs = 0;
  int32_t birth_year_differs = 0;
  int32_t birth_dates_differ = 0;
  int32_t country_equal = 0;
  int32_t country_differs = 0;
  int32_t gender_equal = 0;
  int32_t gender_differs = 0;
  int32_t identifier_equal = 0;
  int32_t identifier_differs = 0;
  int32_t address_per_word = 0;
  int32_t address_most = 0;

  struct Point {
    int32_t weight;
    double score;
  };
  std::vector<Point> score_table;
  double score_min = 0.7;
  double base_rate = 0.0001;

  // Names the file and what is missing in it.
  static base::Result<Model> load(const std::string& path);
  static base::Result<Model> load();  // From the data folder.

  double score_of(int32_t weight) const;  // Never falls as the weight grows.
  // The smallest weight that has this score; above the table, one more than its last.
  int32_t weight_of_score(double score) const;
  // What remains likely of the base rate once the weight is known; at most 0.9999.
  double probability_of(int32_t weight) const;
};

}  // namespace clew::match
