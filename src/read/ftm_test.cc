#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "read/format.h"
#include "read/testing.h"

namespace clew::read {

extern const Format kFtmEntities;

namespace {

using namespace std::string_literals;

RecordingSink read_ftm(std::string_view text, size_t piece = 1 << 20) {
  RecordingSink sink;
  PiecewiseStream stream(text, piece);
  const auto result = kFtmEntities.read(stream, sink, {});
  CHECK(result.has_value());
  return sink;
}

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("An FtM entity becomes statements, its order of keys does not matter") {
  const std::string expected = R"(
a Person id = a [1]
a Person name = Ann Áx [1 name]
a Person name = A. Áx [1 name]
a Person birthDate = 1970-01 [1 birthDate]
a Person referents = ofac-1 [1 referents]
not mapped caption = Ann Áx (1)
not mapped datasets = d1 (2)
not mapped target = true (1)
)";
  CHECK(read_ftm(
            R"({"id":"a","caption":"Ann Áx","schema":"Person","properties":{"name":["Ann \u00c1x","A. Áx"],)"
            R"("birthDate":["1970-01"]},"referents":["ofac-1"],"datasets":["d1","d2"],"target":true})")
            .text() == expected);
  CHECK(
      read_ftm(R"({"properties":{"name":["Ann \u00c1x","A. Áx"],"birthDate":["1970-01"]},"schema":"Person",)"
               R"("id":"a","caption":"Ann Áx","referents":["ofac-1"],"datasets":["d1","d2"],"target":true})")
          .text() == expected);
}

TEST_CASE("FtM entities inside properties are read and linked, from either end") {
  CHECK(read_ftm(
            R"({"id":"a","schema":"Company","properties":{"addressEntity":[{"id":"adr","schema":"Address",)"
            R"("properties":{"full":["Main St 1"]}}, "other"],"sanctions":[{"id":"s","schema":"Sanction",)"
            R"("properties":{"authority":["UN"]}}],"ownershipAsset":[{"id":"o","schema":"Ownership",)"
            R"("properties":{"asset":["a"],"owner":[{"id":"p","schema":"Person","properties":{}}]}}],)"
            R"("parent":[{"id":"b"}], "keywords":[{"k":1}]}})")
            .text() == R"(
a Company id = a [1]
adr Address id = adr [1]
adr Address full = Main St 1 [1 full]
a Company addressEntity = adr [1 addressEntity]
a Company addressEntity = other [1 addressEntity]
s Sanction id = s [1]
s Sanction authority = UN [1 authority]
s Sanction entity = a [1 entity]
o Ownership id = o [1]
o Ownership asset = a [1 asset]
p Person id = p [1]
o Ownership owner = p [1 owner]
a Company parent = b [1 parent]
not mapped keywords = {"k":1} (1)
)");
}

TEST_CASE("FtM entities that point to themselves or to one another are read like any other") {
  const RecordingSink sink = read_ftm(
      R"({"id":"a","schema":"Company","properties":{"parent":["a",{"id":"b","schema":"Company","properties":)"
      R"({"parent":[{"id":"a","schema":"Company","properties":{"parent":["b"]}}]}}]}})");
  CHECK(sink.values("a", "parent") == std::vector<std::string>{"a", "b"});
  CHECK(sink.values("b", "parent") == std::vector<std::string>{"a"});
  CHECK(sink.issues.empty());
}

TEST_CASE("FtM deltas replace what was said of an entity") {
  CHECK(read_ftm("{\"op\":\"ADD\",\"entity\":{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{\"name\":["
                 "\"A\"]}}}\n"
                 "{\"entity\":{\"id\":\"b\",\"schema\":\"Person\"},\"op\":\"MOD\"}\n"
                 "{\"op\":\"DEL\",\"entity\":{\"id\":\"c\"}}\n"
                 "{\"op\":\"XXX\",\"entity\":{\"id\":\"d\"}}\n")
            .text() == R"(
a Person id = a [1]
a Person name = A [1 name]
b Person id = b [2]
replaced a
replaced b
replaced c
issue malformed-entity: an entity of a delta has the unknown op "XXX"; it is not read [4]
)");
}

TEST_CASE("FtM lines that are damaged cost only themselves") {
  const std::string good1 = R"({"id":"a","schema":"Person"})", good2 = R"({"id":"b","schema":"Person"})";
  struct {
    std::string line;
    const char* issue;
  } cases[] = {
      {R"({"id":"x","schema":"Person","properties":{"name":["cut)",
       R"(issue malformed-json: what begins with "{"id":"x","schema":"Person","properties":{"name":["cut" is cut off, too long or no JSON; it is not read [2])"},
      {R"({"id":"x","schema":"Person","properties":{"name":[1,,]}})",
       R"(issue malformed-json: what begins with "{"id":"x","schema":"Person","properties":{"name":[1,,]}}" cannot be parsed (The JSON document has an improper structure)"},
      {"hello", "issue malformed-json: what begins with \"hello\" is cut off"},
      {R"({"schema":"Person"})", "issue malformed-entity: an entity has no id; it is not read [2]"},
      {R"({"id":"x"})", R"(issue malformed-entity: an entity ("x") has no schema; it is not read [2])"},
      {"{\"id\":\"x\",\"schema\":\"Person\",\"properties\":{\"name\":[" + std::string(10'000, '[') +
           std::string(10'000, ']') + "]}}",
       "cannot be parsed (The JSON document was too deep"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.line.substr(0, 100));
    for (const size_t piece : {11, 1 << 20}) {
      const std::string text = read_ftm(good1 + "\n" + c.line + "\n" + good2 + "\n", piece).text();
      CHECK_MESSAGE(text.find(c.issue) != std::string::npos, text);
      CHECK(text.starts_with("\na Person id = a [1]\nb Person id = b [3]\n"));
    }
  }
}

TEST_CASE("FtM text that is no clean UTF-8 is read, with an issue") {
  struct {
    std::string value;
    const char* statement;
    const char* issue;
  } cases[] = {
      {"M\xFCller", "x Person name = Müller [1 name]", "issue not-utf8: no UTF-8, read as windows-1252 [1]"},
      {"a\0b"s, "x Person name = a\uFFFDb [1 name]", "issue not-utf8: no UTF-8, read as windows-1252 [1]"},
      {"a\\u0000b", "x Person name = a\uFFFDb [1 name]",
       "issue bad-character: a NUL or half a surrogate pair, read as U+FFFD [1]"},
      {"a\\ud83d\\ude00\\ud83db", "x Person name = a😀\uFFFDb [1 name]",
       "issue bad-character: a NUL or half a surrogate pair, read as U+FFFD [1]"},
  };
  for (const auto& c : cases) {
    const std::string text =
        read_ftm("{\"id\":\"x\",\"schema\":\"Person\",\"properties\":{\"name\":[\"" + c.value + "\"]}}")
            .text();
    CHECK_MESSAGE(text.find(c.statement) != std::string::npos, text);
    CHECK_MESSAGE(text.find(c.issue) != std::string::npos, text);
  }
}

TEST_CASE("FtM objects that share a line are each read, at their own bytes") {
  const std::string text =
      "{\"id\":\"a\",\"schema\":\"Person\"}\n{\"id\":\"b\",\"schema\":\"Person\"} "
      "{\"id\":\"c\",\"schema\":\"Person\"}\n";
  const RecordingSink sink = read_ftm(text);
  REQUIRE(sink.statements.size() == 3);
  CHECK(sink.issues.empty());
  CHECK(sink.statements[2].record == model::Record{0, 2, 58, 28});
  CHECK(text.substr(58, 28) == "{\"id\":\"c\",\"schema\":\"Person\"}");
}

TEST_CASE("A line of 100 MB is passed over") {
  class LongLine : public Stream {
   public:
    base::Result<size_t> read(char* to, size_t size) override {
      const std::string_view head = "{\"id\":\"x\",\"schema\":\"Person\",\"properties\":{\"name\":[\"";
      const std::string_view tail = "\"]}}\n{\"id\":\"b\",\"schema\":\"Person\"}\n";
      size_t filled = 0;
      for (; filled < size && at_ < head.size() + 100'000'000 + tail.size(); ++filled, ++at_) {
        to[filled] = at_ < head.size()                 ? head[at_]
                     : at_ < head.size() + 100'000'000 ? 'x'
                                                       : tail[at_ - head.size() - 100'000'000];
      }
      return filled;
    }

   private:
    size_t at_ = 0;
  } stream;
  RecordingSink sink;
  CHECK(kFtmEntities.read(stream, sink, {}));
  CHECK(sink.issues_by_kind() == std::map<std::string, size_t>{{"malformed-json", 1}});
  CHECK(sink.values("b", "id") == std::vector<std::string>{"b"});
}

TEST_CASE("FtM is recognised by its keys") {
  CHECK(kFtmEntities.recognise(R"({"id": "a", "properties" : {}, "schema": "Person"})") == 90);
  CHECK(kFtmEntities.recognise(R"([{"id": "a", "properties" : {}, "schema": "Person"}])") == 90);
  CHECK(kFtmEntities.recognise(R"({"op":"DEL","entity":{"id":"a"}})") == 90);
  CHECK(kFtmEntities.recognise(R"({"$schema":"x","properties":{"id":{}}})") == 0);
  CHECK(kFtmEntities.recognise("id,schema,properties") == 0);
  CHECK(recognise(R"({"id": "a", "properties" : {}, "schema": "Person"})") == &kFtmEntities);
}

std::filesystem::path test_data() {
  const char* const folder = std::getenv("CLEW_TEST_DATA");
  return folder ? folder : std::string(CLEW_SOURCE_DIR) + "/../shared/data";
}

// The counts were made with a few lines of Python over json.loads, keys that stand twice counted twice.
TEST_CASE("Real FtM files give the statements that are in them") {
  struct {
    const char* file;
    size_t statements, replaced, not_mapped;
    std::map<std::string, size_t> entities;
    std::map<std::string, size_t> issues = {};
  } cases[] = {
      {"ftm/yente-fixtures/parteispenden.ftm.json",
       2860,
       0,
       0,
       {{"Address", 89}, {"Company", 56}, {"Organization", 18}, {"Payment", 290}, {"Person", 22}}},
      {"ftm/donations/donations.ijson",
       2857,
       0,
       0,
       {{"Address", 89}, {"Company", 56}, {"Organization", 17}, {"Payment", 290}, {"Person", 22}}},
      {"ftm/yente-fixtures/zala.ftm.json",
       1957,
       0,
       91 * 5 + 214,
       {{"Address", 11},
        {"Company", 11},
        {"Directorship", 3},
        {"Family", 4},
        {"Ownership", 14},
        {"Passport", 1},
        {"Person", 6},
        {"Sanction", 41}}},
      {"ftm/yente-fixtures/t1.ftm.json", 172, 0, 42, {{"Address", 1}, {"Organization", 2}, {"Person", 4}}},
      {"ftm/yente-fixtures/t2-1.delta.json", 338, 2, 51, {{"Organization", 1}, {"Person", 1}}},
      {"ftm/yente-fixtures/t2-2.delta.json", 175, 2, 33, {{"Organization", 2}}},
      {"pep/wikidata-sa-ftm/entities.ftm.json",
       19709,
       0,
       1565 * 6 + 6 + 17,
       {{"Family", 756}, {"Occupancy", 102}, {"Person", 607}, {"Position", 100}},
       {{"unknown-property", 108}}},
  };
  if (!std::filesystem::exists(test_data() / "ftm")) {
    MESSAGE("skipped: no real FtM files below " << test_data().string());
    return;
  }
  for (const auto& c : cases) {
    CAPTURE(c.file);
    const std::string bytes = file_bytes(test_data() / c.file);
    CHECK(recognise(bytes.substr(0, 64 << 10)) == &kFtmEntities);
    const RecordingSink sink = read_ftm(bytes, 4096);
    CHECK(sink.statements.size() == c.statements);
    CHECK(sink.replaced.size() == c.replaced);
    CHECK(sink.entities_by_schema() == c.entities);
    CHECK(sink.issues_by_kind() == c.issues);
    size_t not_mapped = 0;
    for (const auto& [field, entry] : sink.not_mapped_fields) not_mapped += entry.count;
    CHECK(not_mapped == c.not_mapped);
    for (const RecordedStatement& statement : sink.statements) {
      const auto line = std::string_view(bytes).substr(statement.record.offset, statement.record.length);
      REQUIRE(line.starts_with('{'));
      REQUIRE(line.ends_with('}'));
    }
  }
}

}  // namespace
}  // namespace clew::read
