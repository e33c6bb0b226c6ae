#include "cli/words.h"

#include <doctest/doctest.h>

namespace clew::cli {

TEST_CASE("share_words says an interval as a person would") {
  struct {
    const char* interval;
    const char* words;
  } cases[] = {
      {"[76.5,76.5]", "76.5 %"},
      {"(25,50]", "more than 25, at most 50 %"},
      {"[25,50)", "at least 25, less than 50 %"},
      {"100", "100 %"},
      {"25-50%", "25-50%"},
      {"[a,b]", "[a,b]"},
      {"", ""},
      {"[,]", "[,]"},
  };
  for (const auto& c : cases) {
    const std::string interval = c.interval;
    CAPTURE(interval);
    CHECK(share_words(c.interval) == c.words);
  }
}

}  // namespace clew::cli
