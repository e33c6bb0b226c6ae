#include "clean/share.h"

#include <doctest/doctest.h>

namespace clew::clean {
namespace {

std::string shown(std::string_view words) {
  const auto share = parse_share(words);
  return share ? share_text(*share) : "none";
}

TEST_CASE("A share is read from an interval, from a percentage and from words") {
  const struct {
    const char *words, *share;
  } cases[] = {
      {"[25,50)", "at least 25 %, below 50 %"},
      {"(25,50]", "more than 25 %, at most 50 %"},
      {"[33.33,33.33]", "33.33 %"},
      {"[0,100]", "not known"},
      {"60", "60 %"},
      {"33,33 %", "33.33 %"},
      {"1/3", "≈ 33.3333 %"},
      {"25-50%", "from 25 % to 50 %"},
      {"25–50", "from 25 % to 50 %"},
      {"from 25 to below 50", "at least 25 %, below 50 %"},
      {"more than 25 to 50", "more than 25 %, at most 50 %"},
      {"between 25% and 50%", "from 25 % to 50 %"},
      {"more than 25%", "more than 25 %"},
      {"at least 75", "at least 75 %"},
      {"less than 5 %", "below 5 %"},
      {"Co-owner (50% owned by him)", "50 %"},
      {"Shareholder (Trident) - 34%", "34 %"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.words);
    CHECK(shown(c.words) == c.share);
  }
}

TEST_CASE("What is no part of a whole, or no share at all, is not guessed") {
  for (const char* words :
       {"", "-5", "-5 %", "300%", "50-25", "[50,25]", "(50,50]", "100 shares", "a third", "12 of 40 lots",
        "99999999999999999999999", "1/0", "[,]", "[25;50]", "10% and then 20% and then 30%"}) {
    CAPTURE(words);
    CHECK(shown(words) == "none");
  }
}

TEST_CASE("Two sources on one holding agree on what both say") {
  const Share band = *parse_share("(25,50]"), exact = *parse_share("30"), other = *parse_share("[50,75]");
  CHECK(*intersection(band, exact) == exact);
  CHECK(share_text(*intersection(band, other)) == "50 %");
  CHECK_FALSE(intersection(*parse_share("[25,50)"), other));
}

}  // namespace
}  // namespace clew::clean
