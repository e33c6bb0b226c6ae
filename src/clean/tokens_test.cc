#include "clean/tokens.h"

#include <doctest/doctest.h>

namespace clew::clean {

TEST_CASE("tokens are the words of a name without case, accents and punctuation") {
  struct {
    const char* name;
    std::vector<std::string> words;
  } cases[] = {
      {"PETROV, Vladimir V.", {"petrov", "vladimir", "v"}},
      {"O'Neil-Smith", {"oneil", "smith"}},
      {"José Łukasz Øre", {"jose", "lukasz", "ore"}},
      {"ПЕТРОВ Владимир", {"петров", "владимир"}},
      {"Straße", {"strasse"}},
      {"محمد بن سلمان", {"محمد", "بن", "سلمان"}},
      {"习近平", {"习近平"}},
      {"김정은", {"김정은"}},
      {"", {}},
      {"\xff\xfe", {}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    CHECK(tokens(c.name) == c.words);
  }
}

}  // namespace clew::clean
