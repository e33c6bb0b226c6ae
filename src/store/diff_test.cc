#include "store/diff.h"

#include <doctest/doctest.h>

#include "store/compact.h"
#include "store/testing.h"

namespace clew::store {
namespace {

const char* const kDays[] = {"2024-01-01", "2024-02-01", "2024-03-01", "2024-03-15"};

// What changed by the slow way: "+" or "-", entity, property, value.
std::multiset<std::string> reference(const Content& from, const Content& to) {
  std::multiset<std::string> lines;
  for (const auto& [sign, first, second] : {std::tuple("-", &from, &to), std::tuple("+", &to, &from)}) {
    for (const auto& [id, all] : *first) {
      for (const Said& said : all) {
        const auto other = second->find(id);
        if (other != second->end() && other->second.contains(said)) continue;
        lines.insert(sign + id + " " + said.schema + " " + said.property + " " + said.value + " " +
                     said.original + " " + said.language);
      }
    }
  }
  return lines;
}

std::multiset<std::string> found(const Store& store, uint32_t dataset, uint32_t from, uint32_t to) {
  std::multiset<std::string> lines;
  const auto result = diff(store, dataset, from, to, [&](const Difference& difference) {
    for (const auto& [sign, list] : {std::pair("-", &difference.ended), std::pair("+", &difference.added)}) {
      for (const auto& [statement, known_from, known_to] : *list) {
        const model::Slot& slot = statement.slot;
        std::string line = sign + difference.either().id;
        for (const std::string_view piece :
             {slot.schema, slot.property, statement.value, statement.original, slot.language}) {
          line += " " + std::string(piece);
        }
        lines.insert(line);
      }
    }
    return true;
  });
  REQUIRE(result);
  return lines;
}

}  // namespace

TEST_CASE("a diff between any two versions, in either direction, is what the versions themselves differ by") {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    const TestFolder folder;
    std::mt19937_64 random(seed);
    TestStore made(folder / "a.clew");
    made.add_version("other", kDays[0], some_content(random, 10));
    for (const char* day : kDays) made.add_version("list", day, some_content(random, 30));
    for (const bool compacted : {false, true}) {
      if (compacted) REQUIRE(compact(made.path()));
      const Store store = made.open();
      for (uint32_t from = 1; from <= 4; ++from) {
        for (uint32_t to = 1; to <= 4; ++to) {
          CAPTURE(from);
          CAPTURE(to);
          CHECK(found(store, 1, from, to) ==
                reference(made.versions("list")[from - 1], made.versions("list")[to - 1]));
        }
      }
    }
  }
}

TEST_CASE("a version is meant by its name, its number or a day") {
  Dataset dataset;
  dataset.name = "list";
  for (uint32_t number = 1; number <= 4; ++number) {
    Version version;
    version.number = number;
    version.name = number == 2 ? "Edition 7" : kDays[number - 1];
    version.published_on = kDays[number - 1];
    dataset.versions.push_back(version);
  }
  const std::pair<const char*, uint32_t> cases[] = {
      {"Edition 7", 2}, {"3", 3},          {"2024-01-01", 1}, {"2024-02", 2},
      {"2024-03", 4},   {"2024-03-10", 3}, {"2024", 4},       {"2025", 4},
  };
  for (const auto& [text, number] : cases) {
    CAPTURE(text);
    const auto version = find_version(dataset, text);
    REQUIRE(version);
    CHECK(*version == number);
  }
  for (const char* text : {"5", "0", "2023", "Edition 8", ""}) {
    CAPTURE(text);
    const auto version = find_version(dataset, text);
    REQUIRE_FALSE(version);
    CHECK(version.error().message.find("Edition 7") != std::string::npos);
  }
}

}  // namespace clew::store
