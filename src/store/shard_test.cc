#include "store/shard.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace clew::store {
namespace {

struct Example {
  std::string id;
  std::vector<std::pair<model::Slot, std::string>> rows;
};

std::vector<Example> examples(size_t count) {
  std::mt19937_64 random(7);
  std::vector<Example> all;
  for (size_t i = 0; i < count; ++i) {
    Example example{"id-" + std::to_string(i), {}};
    for (size_t j = random() % 5; j > 0; --j) {
      example.rows.push_back({{"Person", random() % 2 ? "name" : "alias", "column", "eng"},
                              "value " + std::to_string(random() % 50)});
    }
    all.push_back(example);
  }
  std::sort(all.begin(), all.end(), [](const Example& a, const Example& b) {
    return std::pair(entity_key(a.id), a.id) < std::pair(entity_key(b.id), b.id);
  });
  return all;
}

model::Record record_at(uint32_t line) {
  return {.part = 4, .line = line, .offset = line * 10ull, .length = 9};
}

}  // namespace

TEST_CASE("a shard gives back the entities and rows that were put in") {
  const auto all = examples(500);
  ShardBuilder builder;
  for (int round = 0; round < 2; ++round) {  // A builder is used again after finish().
    uint32_t line = 1;
    for (const Example& example : all) {
      builder.begin_entity(example.id);
      for (const auto& [slot, value] : example.rows) {
        builder.add(builder.intern_slot(slot), value, line % 3 == 0 ? "as written" : "", record_at(line), 2,
                    line % 7 == 0 ? 5 : 0);
        ++line;
      }
    }
    const auto shard = Shard::decode(builder.finish());
    REQUIRE(shard);
    REQUIRE((*shard)->entity_count() == all.size());
    line = 1;
    for (const Example& example : all) {
      const auto entity = (*shard)->find(example.id);
      REQUIRE(entity);
      const auto rows = (*shard)->rows(*entity);
      REQUIRE(rows.size() == example.rows.size());
      for (size_t i = 0; i < rows.size(); ++i, ++line) {
        CHECK((*shard)->slot(rows[i]) == example.rows[i].first);
        CHECK((*shard)->value(rows[i]) == example.rows[i].second);
        CHECK((*shard)->original(rows[i]) == (line % 3 == 0 ? "as written" : ""));
        CHECK((*shard)->record(rows[i]) == record_at(line));
        CHECK(rows[i].known_from == 2);
        CHECK(rows[i].known_to == (line % 7 == 0 ? 5 : 0));
      }
    }
    CHECK_FALSE((*shard)->find("id-none"));
  }
}

TEST_CASE("bytes that are no shard are refused, never a crash") {
  ShardBuilder builder;
  for (const Example& example : examples(40)) {
    builder.begin_entity(example.id);
    for (const auto& [slot, value] : example.rows)
      builder.add(builder.intern_slot(slot), value, "", {}, 1, 0);
  }
  const std::string raw = builder.finish();
  for (size_t size = 0; size < raw.size(); ++size) CHECK_FALSE(Shard::decode(raw.substr(0, size)));
  std::mt19937 random(3);
  size_t read = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string damaged = raw;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    const auto shard = Shard::decode(damaged);
    if (!shard) continue;
    for (size_t entity = 0; entity < (*shard)->entity_count(); ++entity) {
      for (const Row& row : (*shard)->rows(entity)) read += (*shard)->value(row).size();
    }
  }
  CHECK(read > 0);
}

}  // namespace clew::store
