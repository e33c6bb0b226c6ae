#include "screen/validation.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace {

using namespace clew;
using screen::LabelledScore;

const LabelledScore kPairs[] = {
    {0.95, 0.99, true}, {0.80, 0.6, true}, {0.70, 0.4, false}, {0.65, 0.05, true}, {0.30, 0.001, false}};

TEST_CASE(
    "at_thresholds counts what would be shown and what would be missed; a score at the threshold is shown") {
  const double thresholds[] = {0.6, 0.7, 0.9};
  const auto rows = screen::at_thresholds(kPairs, thresholds);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].right == 3);
  CHECK(rows[0].wrong == 1);
  CHECK(rows[0].missed == 0);
  CHECK(rows[1].right == 2);
  CHECK(rows[1].wrong == 1);
  CHECK(rows[1].missed == 1);
  CHECK(rows[2].alerts() == 1);
  CHECK(rows[1].f1() == doctest::Approx(2 * 2.0 / (2 * 2 + 1 + 1)));
  CHECK(screen::highest_missing_nobody(rows) == 0.6);
}

TEST_CASE("an interval of few is wide, of many narrow, and of none says nothing") {
  CHECK(screen::share_of(0, 0).low == 0);
  CHECK(screen::share_of(0, 0).high == 1);
  // Newcombe 1998, table I: 81 of 263 is 0.2553 to 0.3662.
  CHECK(screen::share_of(81, 263).low == doctest::Approx(0.2553).epsilon(0.001));
  CHECK(screen::share_of(81, 263).high == doctest::Approx(0.3662).epsilon(0.001));
  CHECK(screen::share_of(10, 10).high == doctest::Approx(1));
  CHECK(screen::share_of(10, 10).low < 0.75);
}

TEST_CASE("the rows agree with counting one by one") {
  rc::check([] {
    std::vector<LabelledScore> pairs;
    for (int i = *rc::gen::inRange(0, 40); i > 0; --i)
      pairs.push_back({*rc::gen::inRange(0, 20) / 20.0, 0.5, *rc::gen::arbitrary<bool>()});
    const double thresholds[] = {*rc::gen::inRange(0, 20) / 20.0};
    const auto row = screen::at_thresholds(pairs, thresholds).front();
    uint64_t right = 0, wrong = 0, missed = 0;
    for (const LabelledScore& pair : pairs) {
      const bool shown = pair.score >= row.threshold;
      right += pair.is_same && shown;
      wrong += !pair.is_same && shown;
      missed += pair.is_same && !shown;
    }
    RC_ASSERT(row.right == right);
    RC_ASSERT(row.wrong == wrong);
    RC_ASSERT(row.missed == missed);
  });
}

TEST_CASE("calibration puts every pair into one stretch") {
  uint64_t pairs = 0, same = 0;
  for (const auto& one : screen::calibration(kPairs)) {
    pairs += one.pairs;
    same += one.same;
    if (one.pairs > 0) CHECK(one.probability_mean >= one.from);
  }
  CHECK(pairs == 5);
  CHECK(same == 3);
}

}  // namespace
