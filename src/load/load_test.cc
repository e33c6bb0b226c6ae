#include "load/load.h"

#include <doctest/doctest.h>

#include <thread>

#include "index/names.h"
#include "load/testing.h"
#include "store/backup.h"
#include "store/check.h"
#include "store/compact.h"
#include "store/lock.h"
#include "store/testing.h"

namespace clew::load {
namespace {

using store::Content;
using store::read_bytes;
using store::statements_of;
using store::Store;
using store::TestFolder;
using store::write_bytes;

Loaded load_one(const LoadOptions& options) {
  auto loaded = load(options);
  if (!loaded) FAIL(loaded.error().message);
  return std::move(loaded->front());
}

Store open(const std::string& path) {
  auto store = Store::open(path);
  if (!store) FAIL(store.error().message);
  return std::move(*store);
}

Loaded load_text(const std::string& store, const std::string& file, std::string_view text,
                 const std::string& day) {
  write_bytes(file, text);
  return load_one(options_for(store, file, day));
}

uint64_t statement_count(const Content& content) {
  uint64_t count = 0;
  for (const auto& [id, all] : content) count += all.size();
  return count;
}

store::View only(const std::string& dataset) {
  store::View view;
  view.datasets.push_back(dataset);
  return view;
}

// The bytes of all segments, one behind the other.
std::string segment_bytes(const std::string& path) {
  std::string bytes;
  const Store store = open(path);
  for (const auto& entry : store.manifest().segments)
    bytes += read_bytes(store::segment_path(path, entry.file));
  return bytes;
}

}  // namespace

TEST_CASE("each version is what its file said, whatever the versions before and after said") {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    CAPTURE(seed);
    const TestFolder folder;
    const std::string path = folder / "s.clew";
    const std::string days[] = {"2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"};
    std::mt19937_64 random(seed);
    std::vector<Content> contents;
    for (const std::string& day : days) {
      contents.push_back(some_people(random, 50));
      const Loaded loaded = load_text(path, folder / "list.json", ftm_lines(contents.back()), day);
      CHECK(loaded.version.number == contents.size());
      CHECK(loaded.version.statements == statement_count(contents.back()));
      CHECK(loaded.version.entities == contents.back().size());
      CHECK_FALSE(loaded.unchanged);
    }
    for (size_t i = 0; i < contents.size(); ++i) {
      CHECK(statements_of(open(path), {.known_on = days[i]}) == statements_of("list", contents[i]));
    }
    const auto checked = store::check(path);
    REQUIRE(checked);
    CHECK(checked->damages.empty());
  }
}

TEST_CASE("a delta replaces those it names and leaves the others") {
  const TestFolder folder;
  const std::string path = folder / "s.clew";
  Content content = {{"a", {{"Person", "id", "a"}, {"Person", "name", "Anna"}}},
                     {"b", {{"Person", "id", "b"}, {"Person", "name", "Boris"}}},
                     {"c", {{"Person", "id", "c"}, {"Person", "name", "Carla"}}}};
  load_text(path, folder / "list.json", ftm_lines(content), "2024-01-01");
  const std::set<store::Said> other_anna = {{"Person", "id", "a"}, {"Person", "name", "Anna Lind"}};
  const std::set<store::Said> dora = {{"Person", "id", "d"}, {"Person", "name", "Dora"}};
  const Loaded loaded = load_text(path, folder / "delta.json",
                                  "{\"op\": \"MOD\", \"entity\": " + ftm_entity_json("a", other_anna) +
                                      "}\n" + "{\"op\": \"DEL\", \"entity\": {\"id\": \"b\"}}\n" +
                                      "{\"op\": \"ADD\", \"entity\": " + ftm_entity_json("d", dora) + "}\n",
                                  "2024-02-01");
  CHECK(loaded.version.delta);
  CHECK(loaded.version.entities == 3);
  CHECK(loaded.version.ended == 3);  // Anna's old name; Boris and that he exists.
  const auto before = statements_of("list", content);
  content.erase("b");
  content["a"] = other_anna;
  content["d"] = dora;
  CHECK(loaded.version.statements == statement_count(content));
  CHECK(statements_of(open(path), {}) == statements_of("list", content));
  CHECK(statements_of(open(path), {.known_on = "2024-01-31"}) == before);
}

TEST_CASE("a file that breaks off adds what could be read and ends nobody") {
  const TestFolder folder;
  const std::string path = folder / "s.clew";
  std::mt19937_64 random(9);
  const Content first = some_people(random, 400);
  load_text(path, folder / "list.json", ftm_lines(first), "2024-01-01");
  write_bytes(folder / "next.json",
              ftm_lines({{"z-1", {{"Person", "id", "z-1"}, {"Person", "name", "Zoe"}}}}) + ftm_lines(first));
  REQUIRE(std::system(("gzip -9 " + (folder / "next.json")).c_str()) == 0);
  const std::string whole = read_bytes(folder / "next.json.gz");
  write_bytes(folder / "next.json.gz", whole.substr(0, whole.size() * 2 / 3));
  const Loaded loaded = load_one(options_for(path, folder / "next.json.gz", "2024-02-01"));
  CHECK(loaded.failures.size() == 1);
  CHECK(loaded.version.delta);
  CHECK(loaded.version.ended == 0);
  Content both = first;
  both["z-1"] = {{"Person", "id", "z-1"}, {"Person", "name", "Zoe"}};
  CHECK(statements_of(open(path), {}) == statements_of("list", both));
}

TEST_CASE("what is to be kept out is kept out, counted, and not in a copy of the source either") {
  const TestFolder folder;
  const std::string path = folder / "s.clew";
  write_bytes(folder / "list.json", ftm_lines({{"a",
                                                {{"Person", "id", "a"},
                                                 {"Person", "name", "Anna"},
                                                 {"Person", "birthDate", "1971"},
                                                 {"Person", "email", "anna@example.org"}}}}));
  LoadOptions options = options_for(path, folder / "list.json", "2024-01-01");
  options.without = {"birthDate", "email"};
  options.keep_sources = false;
  const Loaded loaded = load_one(options);
  CHECK(loaded.report.withheld.at("birthDate") == 1);
  CHECK(loaded.report.withheld.at("email") == 1);
  CHECK(statements_of(open(path), {}) ==
        statements_of("list", {{"a", {{"Person", "id", "a"}, {"Person", "name", "Anna"}}}}));
  CHECK_FALSE(base::exists(path + "/sources"));
}

TEST_CASE(
    "the segment is the same to the byte in memory and through a spill file, with one thread and with four") {
  const TestFolder folder;
  std::mt19937_64 random(3);
  std::string lines;
  for (int round = 0; round < 3; ++round)
    lines += ftm_lines(some_people(random, 3000));  // Many people come thrice.
  write_bytes(folder / "list.json", lines);
  const Content next = some_people(random, 2500);
  write_bytes(folder / "next.json", ftm_lines(next));
  std::string expected;
  struct {
    size_t threads, memory_bytes;
    uint64_t piece_bytes;
  } cases[] = {{1, 512 << 20, 16 << 20}, {1, 0, 16 << 20},   {2, 512 << 20, 16 << 20}, {2, 0, 20'000},
               {4, 512 << 20, 10'000},   {4, 30'000, 5'000}, {3, 200'000, 1'000}};
  for (const auto& c : cases) {
    CAPTURE(c.threads);
    CAPTURE(c.memory_bytes);
    CAPTURE(c.piece_bytes);
    const std::string path = folder / "s.clew";
    std::filesystem::remove_all(path);
    for (const auto& [file, day] :
         {std::pair("list.json", "2024-01-01"), std::pair("next.json", "2024-02-01")}) {
      LoadOptions options = options_for(path, folder / file, day);
      options.threads = c.threads;
      options.memory_bytes = c.memory_bytes;
      options.piece_bytes = c.piece_bytes;
      load_one(options);
    }
    const std::string bytes = segment_bytes(path);
    if (expected.empty()) expected = bytes;
    CHECK(bytes.size() > 50'000);
    CHECK((bytes == expected));
    CHECK(std::filesystem::is_empty(path + "/tmp"));
    CHECK(statements_of(open(path), {}) == statements_of("list", next));
  }
}

TEST_CASE("read in pieces, each statement and each issue stands where it stands in the file") {
  const TestFolder folder;
  std::mt19937_64 random(4);
  std::string lines;
  for (const auto& [id, all] : some_people(random, 500)) {
    lines += ftm_entity_json(id, all) + "\n";
    if (random() % 20 == 0) lines += "{\"id\": \"broken\", \"schema\": }\n";
  }
  write_bytes(folder / "list.json", lines);
  std::multiset<std::string> expected_rows;
  std::string expected_report;
  for (const uint64_t piece_bytes : {uint64_t{16} << 20, uint64_t{3000}, uint64_t{500}}) {
    const std::string path = folder / "s.clew";
    std::filesystem::remove_all(path);
    LoadOptions options = options_for(path, folder / "list.json", "2024-01-01");
    options.threads = 2;
    options.piece_bytes = piece_bytes;
    const Loaded loaded = load_one(options);
    const Store store = open(path);
    const auto rows = store::rows_of(store);
    const std::string report = write_report(loaded.report);
    if (expected_rows.empty()) {
      expected_rows = rows;
      expected_report = report;
      CHECK(loaded.report.issue_count() > 10);
    }
    CHECK(rows == expected_rows);
    CHECK(report == expected_report);
    // And the place is the right one: the line at the offset is the entity's own.
    const auto scanned = store.scan({}, [&](const store::Entity& entity) {
      const model::Record& record = entity.statements.front().statement.record;
      CHECK(lines.substr(record.offset, record.length).find("\"" + entity.id + "\"") != std::string::npos);
      const auto line =
          std::count(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(record.offset), '\n') + 1;
      CHECK(record.line == line);
      return true;
    });
    REQUIRE(scanned);
  }
}

TEST_CASE("an older version is refused, the same file is unchanged, and neither leaves a trace") {
  const TestFolder folder;
  const std::string path = folder / "s.clew";
  std::mt19937_64 random(2);
  const std::string first = ftm_lines(some_people(random, 20)), second = ftm_lines(some_people(random, 20));
  load_text(path, folder / "list.json", first, "2024-02-01");
  const std::string manifest = read_bytes(path + "/manifest");
  const Loaded again = load_one(options_for(path, folder / "list.json", "2024-03-01"));
  CHECK(again.unchanged);
  CHECK(read_bytes(path + "/manifest") == manifest);
  write_bytes(folder / "list.json", second);
  const auto older = load(options_for(path, folder / "list.json", "2024-01-01"));
  REQUIRE_FALSE(older);
  CHECK(older.error().kind == base::ErrorKind::usage);
  CHECK(older.error().message.find("2024-02-01") != std::string::npos);
  CHECK(read_bytes(path + "/manifest") == manifest);
}

TEST_CASE("two datasets in one call become two datasets, and stay apart") {
  const TestFolder folder;
  std::mt19937_64 random(6);
  const Content first = some_people(random, 20), second = some_people(random, 20);
  write_bytes(folder / "first.json", ftm_lines(first));
  write_bytes(folder / "second.json", ftm_lines(second));
  LoadOptions options = options_for(folder / "s.clew", folder / "first.json", "2024-01-01");
  options.paths.push_back(folder / "second.json");
  options.dataset.clear();
  const auto loaded = load(options);
  REQUIRE(loaded);
  REQUIRE(loaded->size() == 2);
  const Store store = open(options.store);
  CHECK(statements_of(store, only("first")) == statements_of("first", first));
  CHECK(statements_of(store, only("second")) == statements_of("second", second));
  CHECK_FALSE(store.versions_shown(only("third")));
}

TEST_CASE("a dataset's name cannot lead out of the store") {
  const TestFolder folder;
  write_bytes(folder / "list.json", ftm_lines({{"a", {{"Person", "id", "a"}}}}));
  for (const char* name : {"../../x", "a/b", ".hidden", "two words", "line\nend"}) {
    CAPTURE(std::string(name));
    LoadOptions options = options_for(folder / "s.clew", folder / "list.json", "2024-01-01");
    options.dataset = name;
    const auto loaded = load(options);
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().kind == base::ErrorKind::usage);
  }
  CHECK_FALSE(base::exists(folder / "s.clew"));
}

TEST_CASE("a second writer is refused and told who holds the lock") {
  const TestFolder folder;
  const std::string path = folder / "s.clew";
  write_bytes(folder / "list.json", ftm_lines({{"a", {{"Person", "id", "a"}}}}));
  {
    const auto lock = store::WriterLock::take(path);
    REQUIRE(lock);
    const auto loaded = load(options_for(path, folder / "list.json", "2024-01-01"));
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().kind == base::ErrorKind::locked);
    CHECK(loaded.error().message.find("process " + std::to_string(getpid()) + " since ") !=
          std::string::npos);
    CHECK_FALSE(base::exists(path + "/manifest"));
  }
  CHECK(load(options_for(path, folder / "list.json", "2024-01-01")));
}

TEST_CASE("readers, checks and backups are not disturbed by a writer that loads and compacts") {
  const TestFolder folder;
  const std::string path = folder / "s.clew";
  std::mt19937_64 random(8);
  std::vector<std::multiset<std::string>> versions;
  std::vector<std::string> files;
  for (int i = 0; i < 12; ++i) {
    const Content content = some_people(random, 120);
    versions.push_back(statements_of("list", content));
    files.push_back(folder / ("v" + std::to_string(i) + ".json"));
    write_bytes(files.back(), ftm_lines(content));
  }
  load_one(options_for(path, files[0], "2024-01-01"));
  const Store old = open(path);
  std::atomic<bool> done = false;
  std::atomic<size_t> old_reads = 0, fresh_reads = 0, checks = 0, wrong = 0, failed = 0;
  std::jthread on_the_old([&] {
    for (; !done; ++old_reads) wrong += statements_of(old, {}) == versions[0] ? 0 : 1;
  });
  std::jthread on_the_newest([&] {
    for (; !done; ++fresh_reads) {
      const auto store = Store::open(path);
      const auto names = store ? index::Names::open(*store) : std::unexpected(store.error());
      const auto found = names ? names->find("petrov", {}) : std::unexpected(names.error());
      if (!found) {
        ++failed;
        continue;
      }
      wrong +=
          std::find(versions.begin(), versions.end(), statements_of(*store, {})) == versions.end() ? 1 : 0;
    }
  });
  std::jthread on_all_of_it([&] {
    for (; !done; ++checks) {
      const auto checked = store::check(path);
      const auto copied = store::backup(path, folder / "copy.clew");
      const auto copy = copied ? store::check(folder / "copy.clew") : std::unexpected(copied.error());
      failed += checked && copy ? 0 : 1;
      wrong += checked && checked->damages.empty() && copy && copy->damages.empty() ? 0 : 1;
      std::filesystem::remove_all(folder / "copy.clew");
    }
  });
  for (size_t i = 1; i < files.size(); ++i) {
    load_one(options_for(path, files[i], "2024-01-" + std::to_string(10 + i)));
    if (i % 3 == 0) CHECK(store::compact(path));
  }
  done = true;
  on_the_old.join();
  on_the_newest.join();
  on_all_of_it.join();
  CHECK(checks > 0);
  CHECK(wrong == 0);
  CHECK(failed == 0);
  CHECK(old_reads > 0);
  CHECK(fresh_reads > 0);
  CHECK(statements_of(open(path), {}) == versions.back());
}

TEST_CASE("A share that is no part of a whole is kept and told of") {
  const TestFolder folder;
  std::string lines;
  for (const char* share : {"300", "-5", "51", "25-50%"}) {
    lines += std::string(R"({"id": "o)") + share +
             R"(", "schema": "Ownership", "properties": {"percentage": [")" + share + R"("]}})" + "\n";
  }
  const Loaded loaded = load_text(folder / "s.clew", folder / "a.ftm.json", lines, "2024-01-01");
  CHECK(loaded.report.issue_counts.at("bad-share") == 2);
  CHECK(loaded.version.entities == 4);
}

TEST_CASE("A value in two fields is kept with both places, and a renamed field is nothing new") {
  const TestFolder folder;
  write_bytes(
      folder / "m.yaml",
      "dataset: m\nformat: csv\nprefix: m-\nentities:\n  person:\n    schema: Person\n    id: \"{id}\"\n"
      "    properties:\n      country: {from: [born_in, lives_in]}\n      name: name\n");
  const auto load_table = [&](std::string_view text, const std::string& day) {
    write_bytes(folder / "m.csv", text);
    LoadOptions options = options_for(folder / "m.clew", folder / "m.csv", day);
    options.mapping = folder / "m.yaml";
    return load_one(options);
  };
  const auto fields_of_country = [&] {
    const Store store = open(folder / "m.clew");
    const auto entity = store.entity("m-1", {});
    REQUIRE(entity);
    REQUIRE(*entity);
    std::string fields;
    for (const auto& stated : (*entity)->statements) {
      if (stated.statement.slot.property == "country") (fields += " ") += stated.statement.slot.field;
    }
    return fields;
  };
  CHECK(load_table("id,name,born_in,lives_in\n1,A,xa,xa\n", "2024-01-01").version.statements == 4);
  CHECK(fields_of_country() == " born_in lives_in");
  const Loaded same = load_table("id,name,born_in,lives_in\n1,A,,xa\n", "2024-02-01");
  CHECK(same.version.added == 0);
  CHECK(same.version.ended == 0);
  CHECK(same.version.statements == 4);
  const Loaded gone = load_table("id,name,born_in,lives_in\n1,A,xb,\n", "2024-03-01");
  CHECK(gone.version.added == 1);
  CHECK(gone.version.ended == 2);
  CHECK(gone.version.statements == 3);
  CHECK(fields_of_country() == " born_in");
  CHECK(store::compact(folder / "m.clew"));
  CHECK(fields_of_country() == " born_in");
}

}  // namespace clew::load
