#include "store/compact.h"

#include <doctest/doctest.h>

#include "store/backup.h"
#include "store/check.h"
#include "store/testing.h"

namespace clew::store {
namespace {

const char* const kDays[] = {"2024-01-01", "2024-02-01", "2024-03-01",
                             "2024-04-01", "2024-05-01", "2024-06-01"};

TestStore invented(const std::string& path, uint64_t seed, size_t people) {
  std::mt19937_64 random(seed);
  TestStore made(path);
  for (const char* day : kDays) made.add_version("list", day, some_content(random, people));
  for (const char* day : {kDays[1], kDays[3]})
    made.add_version("register", day, some_content(random, people));
  return made;
}

// What the store must say as of a day, by the versions it was made from.
std::multiset<std::string> expected_on(TestStore& made, std::string_view day) {
  std::multiset<std::string> all;
  for (const Dataset& dataset : made.manifest().datasets) {
    const Version* shown = nullptr;
    for (const Version& version : dataset.versions) shown = version.published_on <= day ? &version : shown;
    if (shown != nullptr)
      all.merge(statements_of(dataset.name, made.versions(dataset.name)[shown->number - 1]));
  }
  return all;
}

}  // namespace

TEST_CASE("a store as of any day says what the version of that day said, before and after compaction") {
  for (uint64_t seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    const TestFolder folder;
    TestStore made = invented(folder / "a.clew", seed, 40);
    const Store before = made.open();
    for (const char* day : kDays) CHECK(statements_of(before, {.known_on = day}) == expected_on(made, day));
    CHECK(statements_of(before, {.known_on = "2023-12-31"}).empty());
    const auto done = compact(made.path());
    REQUIRE(done);
    CHECK(done->datasets.size() == 2);
    const Store after = made.open();
    CHECK(after.segments().size() == 2);
    CHECK(rows_of(after) == rows_of(before));
    for (const char* day : kDays) CHECK(statements_of(after, {.known_on = day}) == expected_on(made, day));
    // The reader that opened the old generation goes on reading, though its files have been removed.
    CHECK(statements_of(before, {}) == statements_of(after, {}));
    const auto checked = check(made.path());
    REQUIRE(checked);
    CHECK(checked->damages.empty());
    CHECK(checked->unused.empty());
  }
}

TEST_CASE("every entity is found by its id after compaction, alone and in every version") {
  const TestFolder folder;
  TestStore made = invented(folder / "a.clew", 3, 60);
  REQUIRE(compact(made.path()));
  const Store store = made.open();
  for (size_t version = 0; version < std::size(kDays); ++version) {
    const View view{.known_on = kDays[version], .datasets = {"list"}};
    for (const auto& [id, all] : made.versions("list")[version]) {
      const auto entity = store.entity(id, view);
      REQUIRE(entity);
      REQUIRE(*entity);
      CHECK((*entity)->statements.size() == all.size());
    }
    const auto nobody = store.entity("p-none", view);
    REQUIRE(nobody);
    CHECK_FALSE(*nobody);
  }
}

TEST_CASE("compaction removes what nobody uses, and only that") {
  const TestFolder folder;
  TestStore made = invented(folder / "a.clew", 1, 10);
  std::filesystem::create_directories(made.path() + "/derived");
  const std::string stray[] = {"/segments/000009-list-9.seg", "/derived/1-list-1.names", "/sources/incoming",
                               "/reports/x.json.new"};
  for (const std::string& file : stray) write_bytes(made.path() + file, "left behind");
  const auto done = compact(made.path());
  REQUIRE(done);
  for (const std::string& file : stray) CHECK_FALSE(base::exists(made.path() + file));
  for (const KeptSource& kept : made.manifest().sources)
    CHECK(base::exists(source_path(made.path(), kept.file)));
  const auto again = compact(made.path());
  REQUIRE(again);
  CHECK(again->datasets.empty());
  CHECK(again->files_removed == 0);
  CHECK(again->generation == done->generation);
}

TEST_CASE("compacting what is no store says so and makes nothing") {
  const TestFolder folder;
  const auto done = compact(folder / "none.clew");
  REQUIRE_FALSE(done);
  CHECK(done.error().kind == base::ErrorKind::not_found);
  CHECK_FALSE(base::exists(folder / "none.clew"));
}

TEST_CASE("a backup says what the store says, and is sound") {
  const TestFolder folder;
  TestStore made = invented(folder / "a.clew", 5, 30);
  const auto done = backup(made.path(), folder / "b.clew");
  REQUIRE(done);
  const auto copy = Store::open(folder / "b.clew");
  REQUIRE(copy);
  CHECK(rows_of(*copy) == rows_of(made.open()));
  const auto checked = check(folder / "b.clew");
  REQUIRE(checked);
  CHECK(checked->damages.empty());
  CHECK(checked->sources == 8);
  CHECK_FALSE(base::exists(folder / "b.clew.partial"));
  CHECK(backup(made.path(), folder / "b.clew").error().kind == base::ErrorKind::usage);
}

TEST_CASE("a damaged store is not copied") {
  const TestFolder folder;
  TestStore made = invented(folder / "a.clew", 5, 30);
  const std::string source = source_path(made.path(), made.manifest().sources[2].source.sha256);
  std::string bytes = read_bytes(source);
  bytes[3] = static_cast<char>(bytes[3] ^ 1);
  write_bytes(source, bytes);
  const auto done = backup(made.path(), folder / "b.clew");
  REQUIRE_FALSE(done);
  CHECK(done.error().kind == base::ErrorKind::corrupt);
  CHECK(done.error().message.find(source) != std::string::npos);
  CHECK_FALSE(base::exists(folder / "b.clew"));
  CHECK_FALSE(base::exists(folder / "b.clew.partial"));
}

}  // namespace clew::store
