#include "clean/nearest.h"

#include <doctest/doctest.h>

#include <array>

namespace clew::clean {

TEST_CASE("nearest names the known word that a mistyped one was meant to be") {
  constexpr std::array<std::string_view, 5> kKnown = {"screen", "show", "source", "birthDate", "case"};
  CHECK(nearest("scren", kKnown) == "screen");
  CHECK(nearest("birthdate", kKnown) == "birthDate");
  CHECK(nearest("csae", kKnown) == "case");
  CHECK(nearest("bogus", kKnown).empty());
  CHECK(nearest("", kKnown).empty());
}

}  // namespace clew::clean
