#include "store/key_pairs.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/fault_disk.h"
#include "store/testing.h"

namespace clew::store {
namespace {

using base::Fault;
using base::FaultDisk;

void compare(const KeyPairs& pairs, const std::multimap<uint64_t, uint64_t>& twin, uint64_t key) {
  const auto found = pairs.find(key);
  RC_ASSERT(found.has_value());
  std::set<uint64_t> values, expected;
  for (const KeyPair& pair : *found) {
    RC_ASSERT(pair.key == key);
    values.insert(pair.value);
  }
  RC_ASSERT(values.size() == found->size());
  const auto [begin, end] = twin.equal_range(key);
  for (auto at = begin; at != end; ++at) expected.insert(at->second);
  RC_ASSERT(values == expected);
}

void number_pairs(const Shard& shard, size_t entity, std::vector<KeyPair>& pairs) {
  pairs.push_back({shard.rows(entity).size(), entity_key(shard.entity_id(entity))});
}

// The table of a segment, through `disk`; gives the number of pairs.
size_t table_through(base::Disk& disk, const TestStore& made) {
  const auto segment = made.open().segments().front();
  const auto pairs = derived_pairs(disk, made.path(), *segment, "sizes", number_pairs);
  REQUIRE(pairs);
  size_t found = 0;
  for (uint64_t rows = 0; rows < 20; ++rows) {
    const auto with_key = (*pairs)->find(rows);
    REQUIRE(with_key);
    found += with_key->size();
  }
  CHECK(found == (*pairs)->size());
  CHECK((*pairs)->check());
  return found;
}

}  // namespace

TEST_CASE("pairs are found as in a multimap, from a file and from memory") {
  const TestFolder folder;
  CHECK(rc::check([&] {
    const auto range = *rc::gen::element<uint64_t>(4, 1000, UINT64_MAX);
    const auto keys = *rc::gen::container<std::vector<uint64_t>>(rc::gen::inRange<uint64_t>(0, range));
    std::vector<KeyPair> pairs;
    std::multimap<uint64_t, uint64_t> twin;
    for (const uint64_t key : keys) {
      const KeyPair pair{key, *rc::gen::inRange<uint64_t>(0, 5)};
      pairs.push_back(pair);
      twin.emplace(pair.key, pair.value);
    }
    const auto held = KeyPairs::in_memory(std::vector(pairs));
    const std::string path = folder / "pairs";
    RC_ASSERT(KeyPairs::write(base::real_disk(), path, std::move(pairs)).has_value());
    const auto opened = KeyPairs::open(base::real_disk(), path);
    RC_ASSERT(opened.has_value());
    RC_ASSERT((*opened)->check().has_value());
    for (const KeyPairs* either : {opened->get(), held.get()}) {
      for (const uint64_t key : keys) compare(*either, twin, key);
      for (const uint64_t key : {uint64_t{0}, range / 2, range - 1, UINT64_MAX}) compare(*either, twin, key);
    }
  }));
}

TEST_CASE("pairs of one key are found over the borders of blocks") {
  const TestFolder folder;
  std::vector<KeyPair> pairs;
  for (uint64_t i = 0; i < 20'000; ++i)
    pairs.push_back({i < 3 ? i : i < 15'000 ? 7 : i, i});  // A block holds 4,096.
  const std::string path = folder / "pairs";
  REQUIRE(KeyPairs::write(base::real_disk(), path, std::move(pairs)));
  const auto opened = KeyPairs::open(base::real_disk(), path);
  REQUIRE(opened);
  CHECK((*opened)->find(7)->size() == 14'997);
  CHECK((*opened)->find(19'999)->size() == 1);
  CHECK((*opened)->find(8)->empty());
}

TEST_CASE("a table is made whatever fails on the disk, and no half of it stays") {
  const TestFolder folder;
  std::mt19937_64 random(2);
  TestStore made(folder / "a.clew");
  made.add_version("list", "2024-01-01", some_content(random, 50));
  const size_t expected = made.versions("list")[0].size();
  for (const Fault fault : {Fault::fail, Fault::tear, Fault::full}) {
    for (size_t at = 1; at < 12; ++at) {
      CAPTURE(at);
      std::filesystem::remove_all(made.path() + "/derived");
      FaultDisk disk(base::real_disk(), fault, at, made.path());
      CHECK(table_through(disk, made) == expected);
      if (!base::exists(made.path() + "/derived")) continue;
      for (const auto& entry : std::filesystem::directory_iterator(made.path() + "/derived")) {
        CHECK(KeyPairs::open(base::real_disk(), entry.path().string()));
      }
    }
  }
}

TEST_CASE("a damaged table is made again") {
  const TestFolder folder;
  std::mt19937_64 random(2);
  TestStore made(folder / "a.clew");
  made.add_version("list", "2024-01-01", some_content(random, 50));
  const size_t expected = table_through(base::real_disk(), made);
  const std::string path = std::filesystem::directory_iterator(made.path() + "/derived")->path().string();
  const std::string sound = read_bytes(path);
  for (const size_t size : {size_t{0}, size_t{8}, sound.size() - 1}) {
    write_bytes(path, sound.substr(0, size));
    CHECK(table_through(base::real_disk(), made) == expected);
    CHECK(read_bytes(path) == sound);
  }
}

}  // namespace clew::store
