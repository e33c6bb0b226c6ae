#include "store/check.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "store/key_pairs.h"
#include "store/testing.h"

namespace clew::store {
namespace {

TestStore invented(const std::string& path) {
  std::mt19937_64 random(11);
  TestStore made(path);
  made.add_version("list", "2024-01-01", some_content(random, 60));
  made.add_version("list", "2024-02-01", some_content(random, 60));
  return made;
}

bool names(const Checked& checked, std::string_view file) {
  for (const Damage& damage : checked.damages) {
    if (damage.file == file && damage.message.find(file) != std::string::npos) return true;
  }
  return false;
}

void flip(std::string& bytes, size_t at, unsigned bit) {
  bytes[at] = static_cast<char>(bytes[at] ^ (1u << bit));
}

}  // namespace

TEST_CASE("check says what it tested and how much") {
  const TestFolder folder;
  TestStore made = invented(folder / "a.clew");
  const auto checked = check(made.path());
  REQUIRE(checked);
  CHECK(checked->damages.empty());
  CHECK(checked->segments == 2);
  CHECK(checked->shards > 10);
  CHECK(checked->blocks >= checked->shards);
  uint64_t rows = 0, bytes = 0;
  for (const SegmentEntry& entry : made.manifest().segments) {
    rows += entry.rows;
    bytes += entry.bytes;
  }
  CHECK(checked->rows == rows);
  CHECK(checked->segment_bytes == bytes);
  CHECK(checked->reports == 2);
  CHECK(checked->sources == 2);
}

TEST_CASE(
    "a flipped bit anywhere in a segment is found at first touch and named, and never gives another answer") {
  const TestFolder folder;
  TestStore made = invented(folder / "a.clew");
  const std::string file = "segments/" + made.manifest().segments[0].file, path = made.path() + "/" + file;
  const std::string sound = read_bytes(path);
  const auto answer = statements_of(made.open(), {});
  const size_t step = std::getenv("CLEW_TEST_ALL") != nullptr ? 1 : 7;
  size_t flipped = 0;
  for (size_t at = 0; at < sound.size(); at += step, ++flipped) {
    CAPTURE(at);
    std::string bytes = sound;
    flip(bytes, at, static_cast<unsigned>(at % 8));
    write_bytes(path, bytes);
    const auto checked = check(made.path());
    REQUIRE(checked);
    REQUIRE_FALSE(checked->damages.empty());
    CHECK(names(*checked, file));
    const auto store = Store::open(made.path());
    if (!store) {
      CHECK(store.error().kind == base::ErrorKind::corrupt);
      CHECK(store.error().message.find(file) != std::string::npos);
      continue;
    }
    const auto scanned = store->scan({}, [](const Entity&) { return true; });
    REQUIRE_FALSE(scanned);
    CHECK(scanned.error().kind == base::ErrorKind::corrupt);
    CHECK(scanned.error().message.find(file) != std::string::npos);
    CHECK(scanned.error().message.find("at byte ") != std::string::npos);
  }
  CHECK(flipped == (sound.size() + step - 1) / step);
  write_bytes(path, sound);
  CHECK(statements_of(made.open(), {}) == answer);
}

TEST_CASE("a segment cut short at any byte is refused and named") {
  const TestFolder folder;
  TestStore made = invented(folder / "a.clew");
  const std::string file = "segments/" + made.manifest().segments[1].file, path = made.path() + "/" + file;
  const std::string sound = read_bytes(path);
  for (size_t size = 0; size < sound.size(); size += 13) {
    write_bytes(path, sound.substr(0, size));
    const auto checked = check(made.path());
    REQUIRE(checked);
    CHECK(names(*checked, file));
    CHECK_FALSE(Store::open(made.path()));
  }
}

TEST_CASE("check goes on past damage and names all of it") {
  const TestFolder folder;
  TestStore made = invented(folder / "a.clew");
  for (const SegmentEntry& entry : made.manifest().segments) {
    std::string bytes = read_bytes(segment_path(made.path(), entry.file));
    flip(bytes, 30, 0);                              // In the first block of the first shard.
    flip(bytes, bytes.size() - 32 - 40 * 3 - 5, 0);  // In the last block of some later shard, or the table.
    write_bytes(segment_path(made.path(), entry.file), bytes);
  }
  const std::string report = made.manifest().datasets[0].versions[0].report;
  write_bytes(report_path(made.path(), report), "{ \"issues\": ");
  const std::string source = made.manifest().sources[1].source.sha256;
  std::filesystem::remove(source_path(made.path(), source));
  const auto checked = check(made.path());
  REQUIRE(checked);
  for (const SegmentEntry& entry : made.manifest().segments) CHECK(names(*checked, "segments/" + entry.file));
  CHECK(names(*checked, "reports/" + report));
  CHECK(names(*checked, "sources/" + source));
  CHECK(checked->sources == 2);
}

TEST_CASE("each damaged block of a shard is named, not only the first") {
  const TestFolder folder;
  TestStore made(folder / "a.clew", 1000000);
  Content content;
  std::mt19937_64 random(1);
  for (int i = 0; i < 4000; ++i) {  // Values that do not compress, so that the one shard has several blocks.
    std::string value;
    for (int j = 0; j < 40; ++j) value += static_cast<char>('a' + random() % 26);
    content["p-" + std::to_string(i)] = {{"Person", "name", value}};
  }
  made.add_version("list", "2024-01-01", content);
  const std::string path = segment_path(made.path(), made.manifest().segments[0].file);
  std::string bytes = read_bytes(path);
  flip(bytes, 100, 3);
  flip(bytes, 100'000, 3);
  write_bytes(path, bytes);
  const auto checked = check(made.path());
  REQUIRE(checked);
  CHECK(checked->blocks > 2);
  size_t blocks = 0;
  for (const Damage& damage : checked->damages)
    blocks += damage.message.find("a block fails its checksum") != std::string::npos;
  CHECK(blocks == 2);
}

TEST_CASE("rows of versions or sources that do not exist are damage, though every checksum holds") {
  const TestFolder folder;
  TestStore made = invented(folder / "a.clew");
  made.manifest()
      .datasets[0]
      .versions.pop_back();  // The second segment now speaks of a version that is not there.
  made.write_manifest_file();
  const auto fewer_versions = check(made.path());
  REQUIRE(fewer_versions);
  CHECK(names(*fewer_versions, "segments/" + made.manifest().segments[1].file));

  TestStore other = invented(folder / "b.clew");
  other.manifest().parts.pop_back();
  other.write_manifest_file();
  const auto fewer_parts = check(other.path());
  REQUIRE(fewer_parts);
  CHECK(names(*fewer_parts, "segments/" + other.manifest().segments[1].file));
}

TEST_CASE("a manifest that is damaged at any byte is an error with what to do") {
  const TestFolder folder;
  TestStore made = invented(folder / "a.clew");
  const std::string path = made.path() + "/manifest", sound = read_bytes(path);
  for (size_t at = 0; at + 1 < sound.size(); at += 3) {
    CAPTURE(at);
    std::string bytes = sound;
    flip(bytes, at, static_cast<unsigned>(at % 8));
    write_bytes(path, bytes);
    const auto checked = check(made.path());
    REQUIRE_FALSE(checked);
    CHECK(checked.error().message.find(path) != std::string::npos);
  }
}

TEST_CASE("a flipped bit anywhere in a derived file is found") {
  const TestFolder folder;
  TestStore made = invented(folder / "a.clew");
  std::filesystem::create_directories(made.path() + "/derived");
  const std::string file =
      "derived/" + std::filesystem::path(made.manifest().segments[0].file).stem().string() + ".names";
  std::vector<KeyPair> pairs;
  for (uint64_t i = 0; i < 60; ++i) pairs.push_back({i * i, i});
  REQUIRE(KeyPairs::write(base::real_disk(), made.path() + "/" + file, std::move(pairs)));
  const std::string sound = read_bytes(made.path() + "/" + file);
  for (size_t at = 0; at < sound.size(); ++at) {
    CAPTURE(at);
    std::string bytes = sound;
    flip(bytes, at, static_cast<unsigned>(at % 8));
    write_bytes(made.path() + "/" + file, bytes);
    const auto checked = check(made.path());
    REQUIRE(checked);
    CHECK(names(*checked, file));
  }
}

}  // namespace clew::store
