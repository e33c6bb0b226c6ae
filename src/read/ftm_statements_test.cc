#include <doctest/doctest.h>
#include <fmt/format.h>

#include "read/format.h"
#include "read/testing.h"

namespace clew::read {

extern const Format kFtmStatementsCsv, kFtmStatementsPack, kFtmStatementsJson;

namespace {

using Counts = std::map<std::string, size_t>;

RecordingSink read_with(const Format& format, std::string_view text, std::string dataset = "d1",
                        size_t piece = 7) {
  RecordingSink sink;
  ReadOptions options;
  options.dataset = std::move(dataset);
  PiecewiseStream stream(text, piece);
  const auto result = format.read(stream, sink, options);
  CHECK(result.has_value());
  return sink;
}

constexpr std::string_view kHeader =
    "canonical_id,entity_id,prop,prop_type,schema,value,dataset,origin,lang,original_value,external,first_"
    "seen,"
    "last_seen,id\n";

TEST_CASE("FtM statements in CSV keep entity, language, original words and dataset") {
  const std::string text =
      std::string(kHeader) +
      "\"NK-1\",\"a\",\"id\",,\"Person\",\"a1b2\",\"d1\",,,,,\"2024-01-01\",,\"h1\"\n"
      "NK-1,a,name,name,Person,\"Zor,\nQuux\",d1,,eng,ZOR QUUX,f,2024-01-01,2024-02-01,h2\n"
      "NK-1,a,birthDate,date,Person,1970,d2,crawl,,1970,t,,,h3\n"
      "b,b,id,,Company,b,d1,,,,,,,h4\n";
  CHECK(read_with(kFtmStatementsCsv, text).text() == R"(
a Person id = a [2]
a Person referents = NK-1 [2 canonical_id]
a Person name = Zor,
Quux <- ZOR QUUX @eng [3 name]
a Person birthDate = 1970 [5 birthDate dataset:d2 external]
b Company id = b [6]
issue several-datasets: the file holds statements of several datasets, "d1" and "d2" among them; each keeps the name of its dataset in its field [5]
not mapped first_seen = 2024-01-01 (2)
not mapped id = h1 (4)
not mapped last_seen = 2024-02-01 (1)
not mapped origin = crawl (1)
not mapped prop_type = name (2)
not mapped value = a1b2 (1)
)");
  CHECK(recognise(text) == &kFtmStatementsCsv);
}

TEST_CASE("FtM statements as pack and as JSON say the same as CSV") {
  const std::string pack =
      "a,Person:id,a,d1,,,,,2024-01-01,2024-01-02,h1\na,Person:name,\"Zor \"\"Q\"\"\",d1,eng,ZOR,,t,,,h2\n";
  const std::string json =
      R"({"entity_id":"a","prop":"id","schema":"Person","value":"a","dataset":"d1","first_seen":"2024-01-01","last_seen":"2024-01-02","id":"h1"})"
      "\n"
      R"({"canonical_id":"a","entity_id":"a","prop":"name","schema":"Person","value":"Zor \"Q\"","dataset":"d1","lang":"eng","original_value":"ZOR","external":true,"id":"h2"})"
      "\n";
  const std::string expected = R"(
a Person id = a [1]
a Person name = Zor "Q" <- ZOR @eng [2 name external]
not mapped first_seen = 2024-01-01 (1)
not mapped id = h1 (2)
not mapped last_seen = 2024-01-02 (1)
)";
  CHECK(read_with(kFtmStatementsPack, pack).text() == expected);
  CHECK(read_with(kFtmStatementsJson, json).text() == expected);
  CHECK(recognise(pack) == &kFtmStatementsPack);
  CHECK(recognise(json) == &kFtmStatementsJson);
}

TEST_CASE("The dataset of FtM statements stands in the field where the load is named otherwise") {
  const RecordingSink sink =
      read_with(kFtmStatementsPack, "a,Person:id,a,d1,,,,,,,h\na,Person:name,A,d1,,,,,,,h\n", "mine");
  CHECK(sink.issues.empty());
  CHECK(sink.statements_by_field() == Counts{{"dataset:d1", 1}, {"name dataset:d1", 1}});
}

TEST_CASE("Rows of FtM statements that are damaged cost only themselves") {
  const std::string good = "a,a,id,,Person,a,d1,,,,,,,h\n", good2 = "b,b,id,,Person,b,d1,,,,,,,h\n";
  struct {
    std::string row;
    Counts issues;
  } cases[] = {
      {"x,x,id\n", {{"malformed-row", 1}}},
      {",,id,,Person,,d1,,,,,,,h\n", {{"malformed-statement", 1}}},
      {"x,x,name,,Person,\xFC,d1,,,,,,,h\n", {{"not-utf8", 1}}},
      {"x,x,name,,Person,a" + std::string(1, '\0') + "b,d1,,,,,,,h\n", {{"not-utf8", 1}}},
      {"x,x,name,,Unicorn,a,d1,,,,,,,h\n", {{"unknown-property", 1}}},
      {"x,x,horn,,Person,a,d1,,,,,,,h\n", {{"unknown-property", 1}}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.row);
    const RecordingSink sink = read_with(kFtmStatementsCsv, std::string(kHeader) + good + c.row + good2);
    CHECK(sink.issues_by_kind() == c.issues);
    CHECK(sink.values("a", "id").size() == 1);
    CHECK(sink.values("b", "id").size() == 1);
    if (!c.issues.contains("unknown-property")) {
      CHECK(sink.issues[0].record.line == 3);
    }
  }
  const RecordingSink pack =
      read_with(kFtmStatementsPack, "a,Person:id,a,d1,,,,,,,h\nb,name,a,d1,,,,,,,h\nc\n");
  CHECK(pack.issues_by_kind() == Counts{{"malformed-row", 2}});
  const RecordingSink json = read_with(
      kFtmStatementsJson, "{\"entity_id\":\"a\",\"prop\":\"id\",\"schema\":\"Person\"}\n[1]\n{\"x\n");
  CHECK(json.issues_by_kind() == Counts{{"malformed-json", 1}, {"malformed-statement", 1}});
  CHECK(json.values("a", "id").size() == 1);
}

}  // namespace
}  // namespace clew::read
