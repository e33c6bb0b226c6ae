// The bytes that docs/formats/store.md shows are the bytes that are written.
#include <doctest/doctest.h>
#include <fmt/core.h>

#include "store/key_pairs.h"
#include "store/testing.h"

namespace clew::store {
namespace {

// The lines of the block that begins with ````name`.
std::vector<std::string> shown(const std::string& name) {
  std::istringstream page(read_bytes(CLEW_SOURCE_DIR "/docs/formats/store.md"));
  std::vector<std::string> lines;
  std::string line;
  while (std::getline(page, line) && line != "```" + name) continue;
  while (std::getline(page, line) && line != "```") lines.push_back(line);
  return lines;
}

// "0010  6c 65  what they mean": the bytes; offsets must be right.
std::string bytes_shown(const std::string& name) {
  std::string bytes;
  for (const std::string& line : shown(name)) {
    CAPTURE(line);
    REQUIRE(line.size() > 6);
    CHECK(line.substr(0, 6) == fmt::format("{:04x}  ", bytes.size()));
    for (size_t at = 6; at + 2 <= line.size() && line[at] != ' '; at += 3) {
      bytes += static_cast<char>(std::stoi(line.substr(at, 2), nullptr, 16));
    }
  }
  return bytes;
}

std::string dump(std::string_view bytes) {
  std::string lines;
  for (size_t at = 0; at < bytes.size(); at += 16) {
    lines += fmt::format("{:04x} ", at);
    for (const char c : bytes.substr(at, 16)) lines += fmt::format(" {:02x}", static_cast<uint8_t>(c));
    lines += "\n";
  }
  return lines;
}

void check_bytes(const std::string& name, const std::string& path) {
  const std::string written = read_bytes(path);
  INFO(dump(written));
  CHECK((bytes_shown(name) == written));
}

}  // namespace

TEST_CASE("the segment in docs/formats/store.md is the one that is written") {
  const TestFolder folder;
  auto writer = SegmentWriter::create(base::real_disk(), folder / "a.seg");
  REQUIRE(writer);
  ShardBuilder builder;
  const model::Record record{.part = 0, .line = 7, .offset = 300, .length = 45};
  builder.begin_entity("p-1");
  builder.add(builder.intern_slot({"Person", "id", "uid", ""}), "p-1", "", record, 1, 0);
  builder.add(builder.intern_slot({"Person", "name", "who", ""}), "Ann Lee", "LEE, Ann", record, 1, 0);
  builder.add(builder.intern_slot({"Person", "birthDate", "born", ""}), "1971", "", record, 1, 2);
  REQUIRE(writer->append(pack_shard(builder, entity_key("p-1"), entity_key("p-1"))));
  REQUIRE(writer->finish());
  check_bytes("hex segment", folder / "a.seg");
}

TEST_CASE("the derived file in docs/formats/store.md is the one that is written") {
  const TestFolder folder;
  REQUIRE(KeyPairs::write(base::real_disk(), folder / "a.names", {{2, 9}, {1, 10}}));
  check_bytes("hex derived", folder / "a.names");
}

TEST_CASE("the manifest in docs/formats/store.md is the one that is written") {
  Manifest manifest;
  manifest.generation = 1;
  manifest.salt = std::string(64, '5');
  KeptSource kept;
  kept.source = {.sha256 = std::string(64, 'a'),
                 .from = "/lists/people.csv",
                 .published_on = "2024-01-01",
                 .loaded_at = "2024-01-02T10:00:00Z",
                 .obtained = model::Obtained::official,
                 .size = 345};
  kept.kept = true;
  kept.file = kept.source.sha256;
  manifest.sources = {kept};
  manifest.parts = {{0, "", "example"}};
  Version version;
  version.number = 1;
  version.name = version.published_on = "2024-01-01";
  version.loaded_at = "2024-01-02T10:00:00Z";
  version.statements = version.added = 3;
  version.entities = 1;
  version.by_schema = {{"Person", 1}};
  version.report = "people-1.json";
  version.sources = {0};
  manifest.datasets = {{"people", "", "", "", "", {version}}};
  manifest.segments = {{"000001-people-1.seg", 0, 1, 1, 204, 3, 1}};
  std::string text;
  for (const std::string& line : shown("json manifest")) text += line + "\n";
  INFO(write_manifest(manifest));
  CHECK((text == write_manifest(manifest)));
}

}  // namespace clew::store
