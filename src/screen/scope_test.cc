#include "screen/scope.h"

#include <doctest/doctest.h>

namespace {

using namespace clew;

screen::Listed listed(std::string schema, std::vector<std::string> topics,
                      std::vector<std::string> countries) {
  screen::Listed one;
  one.subject.schema = std::move(schema);
  one.subject.countries = std::move(countries);
  one.topics = std::move(topics);
  return one;
}

TEST_CASE("a scope holds whoever meets one of each list") {
  const auto official = listed("Person", {"role.pep"}, {"XA", "XB"});
  CHECK(screen::holds({}, official));
  CHECK(screen::holds({.topics = {"role"}, .schemas = {}, .countries = {}}, official));
  CHECK(screen::holds({.topics = {"sanction", "role.pep"}, .schemas = {}, .countries = {"XB"}}, official));
  CHECK_FALSE(screen::holds({.topics = {"role.pep"}, .schemas = {}, .countries = {"XC"}}, official));
  CHECK_FALSE(screen::holds({.topics = {"rol"}, .schemas = {}, .countries = {}}, official));
  CHECK_FALSE(screen::holds({.topics = {"role.pep.national"}, .schemas = {}, .countries = {}}, official));
}

TEST_CASE("a scope of a kind holds all that is of that kind") {
  const auto company = listed("Company", {}, {});
  CHECK(screen::holds({.topics = {}, .schemas = {"Organization"}, .countries = {}}, company));
  CHECK(screen::holds({.topics = {}, .schemas = {"Vessel", "LegalEntity"}, .countries = {}}, company));
  CHECK_FALSE(screen::holds({.topics = {}, .schemas = {"Person"}, .countries = {}}, company));
}

TEST_CASE("whoever has a listing is sanctioned, whether or not the source gives the topic") {
  auto person = listed("Person", {}, {});
  const screen::Scope sanctioned = {.topics = {"sanction"}, .schemas = {}, .countries = {}};
  CHECK_FALSE(screen::holds(sanctioned, person));
  person.listings.push_back({"2021-07-06", "an authority", "", ""});
  CHECK(screen::holds(sanctioned, person));
}

}  // namespace
