#include "match/flips.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

namespace {

using namespace clew;
using match::Flip;

const clean::Tables& tables() {
  static const auto loaded = clean::Tables::load(CLEW_SOURCE_DIR "/data/clean");
  REQUIRE_MESSAGE(loaded, loaded.error().message);
  return **loaded;
}

const match::Model& weights() {
  static const auto loaded = match::Model::load(CLEW_SOURCE_DIR "/data/match/model.yaml");
  REQUIRE_MESSAGE(loaded, loaded.error().message);
  return *loaded;
}

match::Subject person(const std::vector<std::pair<std::string, std::string>>& values) {
  match::Subject subject;
  subject.schema = "Person";
  subject.kind = clean::NameKind::person;
  for (const auto& [property, value] : values) match::add_value(tables(), subject, property, value);
  return subject;
}

const Flip* find(const std::vector<Flip>& flips, std::string_view change) {
  const auto found =
      std::find_if(flips.begin(), flips.end(), [&](const Flip& f) { return f.change == change; });
  return found == flips.end() ? nullptr : &*found;
}

TEST_CASE("two of one name are parted by years of birth, and a contradiction taken away joins them again") {
  const auto named = person({{"name", "Dorsan Karvelin"}});
  const auto apart = match::flips(weights(), named, named, 0.7);
  REQUIRE_FALSE(apart.empty());
  CHECK(apart.front().change.find("different") != std::string::npos);
  CHECK(find(apart, "if an identifier were equal") == nullptr);

  const auto one = person({{"name", "Dorsan Karvelin"}, {"birthDate", "1961"}, {"gender", "male"}});
  const auto other = person({{"name", "Dorsan Karvelin"}, {"birthDate", "1975"}, {"gender", "female"}});
  REQUIRE(match::compare(weights(), one, other).score < 0.7);
  const auto together = match::flips(weights(), one, other, 0.7);
  REQUIRE(find(together, "without the dates of birth") != nullptr);
  CHECK(find(together, "without the dates of birth")->score >= 0.7);
  CHECK(find(together, "if the dates of birth were the same day") != nullptr);
}

TEST_CASE("every flip lies on the other side of the threshold, the smallest change first") {
  const auto one = person({{"name", "Dorsan Karvelin"}, {"birthDate", "1961-02-03"}, {"country", "Arvenia"}});
  for (const char* name : {"Dorsan Karvelin", "Dorsana Karvelyn", "Ilsa Roth", "Dorsan I. Karvelin"}) {
    for (const char* date : {"", "1961", "1961-02-03", "1980-01-01"}) {
      const auto other = person({{"name", name}, {"birthDate", date}, {"country", "Belmora"}});
      const auto now = match::compare(weights(), one, other);
      int32_t before = 0;
      for (const Flip& flip : match::flips(weights(), one, other, 0.7)) {
        INFO(name, " ", date, " ", flip.change);
        CHECK((flip.score >= 0.7) != (now.score >= 0.7));
        CHECK(std::abs(flip.weight - now.weight) >= before);
        before = std::abs(flip.weight - now.weight);
      }
    }
  }
}

}  // namespace

TEST_CASE("two full birth dates weigh more than an equal name, and differing once more flips nothing") {
  const auto one = person({{"name", "Dorsan Karvelin"}, {"birthDate", "1961-02-03"}});
  const auto other = person({{"name", "Dorsan Karvelin"}, {"birthDate", "1975-08-21"}});
  CHECK(match::compare(weights(), one, other).score < 0.7);
  CHECK(find(match::flips(weights(), one, other, 0.7), "if the years of birth were different") == nullptr);
  // One figure of the year alone: as a slip of the pen, or a list that gives but the year.
  for (const char* date : {"1971-02-03", "1975"}) {
    const auto near = person({{"name", "Dorsan Karvelin"}, {"birthDate", date}});
    CHECK(match::compare(weights(), one, near).score >= 0.7);
  }
}
