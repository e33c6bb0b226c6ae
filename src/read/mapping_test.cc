#include "read/mapping.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "read/format.h"
#include "read/testing.h"
#include "read/tree.h"

namespace clew::read {
namespace {

RecordingSink read_by(std::string_view mapping_text, std::string_view data, bool may_fail = false) {
  const auto mapping = parse_mapping(mapping_text, "test.yaml");
  if (!mapping) FAIL(mapping.error().message);
  RecordingSink sink;
  ReadOptions options;
  options.mapping = mapping->get();
  const auto stream = memory_stream(data);
  const auto done = kMapped.read(*stream, sink, options);
  CHECK((done || may_fail));
  return sink;
}

std::string error_of(std::string_view mapping_text) {
  const auto mapping = parse_mapping(mapping_text, "test.yaml");
  return mapping ? std::string("no error") : mapping.error().message;
}

constexpr std::string_view kCustomers = R"(
format: csv
separator: ;
prefix: acme-
dates: month_first
entities:
  customer:
    schema: Person
    id: "{no}"
    when: {kind: P}
    properties:
      name: [{join: [first, last]}, {from: aliases, split: "|"}]
      birthDate: born
      country: {from: country, map: {EX: Examplia}}
      topics: {value: role.pep, when: {pep: ["yes", "y"]}}
      notes: {text: "limit {limit}", unless: {limit: ""}}
  firm:
    schema: Company
    id: {hash: [firm]}
    properties: {name: firm}
  stake:
    schema: Ownership
    properties:
      owner: {entity: customer}
      asset: {entity: firm}
      percentage: share
      startDate: {from: since, dates: day_first}
)";

TEST_CASE("a mapping makes entities and links of the rows of a CSV file") {
  const RecordingSink sink =
      read_by(kCustomers,
              "no;kind;first;last;aliases;born;country;pep;limit;firm;share;since;branch\n"
              "7;P;Ivan;Sample;Vanya | I. Sample;12/31/1960;EX;yes;500;Acme;34;31/12/2001;North\n"
              "8;P;;Sample;;13/13/1960;XX;no;;;;;\n"
              "9;Q;Nobody;;;;;;;;;;\n");
  const std::string firm = sink.statements[8].entity;
  const std::string stake = model::link_id("acme-", "Ownership", "acme-7", firm, {}, "31/12/2001");
  CHECK(firm.starts_with("acme-"));
  CHECK(sink.text() == R"(
acme-7 Person id = acme-7 [2]
acme-7 Person name = Ivan Sample [2 first last]
acme-7 Person name = Vanya [2 aliases]
acme-7 Person name = I. Sample [2 aliases]
acme-7 Person birthDate = 1960-12-31 <- 12/31/1960 [2 born]
acme-7 Person country = Examplia <- EX [2 country]
acme-7 Person topics = role.pep [2]
acme-7 Person notes = limit 500 [2 limit]
)" + firm +
                           " Company id = " + firm + " [2]\n" + firm + " Company name = Acme [2 firm]\n" +
                           stake + " Ownership id = " + stake + " [2]\n" + stake +
                           " Ownership owner = acme-7 [2]\n" + stake + " Ownership asset = " + firm +
                           " [2]\n" + stake + " Ownership percentage = 34 [2 share]\n" + stake +
                           R"( Ownership startDate = 2001-12-31 <- 31/12/2001 [2 since]
acme-8 Person id = acme-8 [3]
acme-8 Person name = Sample [3 first last]
acme-8 Person birthDate = 13/13/1960 [3 born]
acme-8 Person country = XX [3 country]
issue bad-date: born: "13/13/1960" is no date we can read [3]
issue no-entity: the record makes no entity: its ids are empty or no condition holds [4]
not mapped branch = North (1)
)");
}

constexpr std::string_view kParliament = R"(
format: %
records: data/members
entities:
  person:
    schema: Person
    id: mp-{id}
    properties: {name: name/full, idNumber: numbers/0, alias: /also}
  post:
    schema: Position
    each: terms
    id: post-{body}
    properties: {name: body}
  term:
    schema: Occupancy
    each: terms
    properties: {holder: {entity: person}, post: {entity: post}, startDate: start}
)";

std::string parliament(std::string_view format) {
  std::string text(kParliament);
  return text.replace(text.find('%'), 1, format);
}

TEST_CASE("nested JSON is read by the same mapping as nested YAML") {
  const std::string member =
      R"({"id": "001", "name": {"full": "Ivan Sample", "short": "IS"}, "numbers": [1.10, 2],
          "also": ["Vanya", "Vanka", null], "terms": [{"body": "Senate", "start": "2001-01-03"}]})";
  const std::string json = R"({"data": {"members": )" + member + R"(}})";
  for (const char* format : {"json", "yaml"}) {  // JSON is YAML, too.
    CAPTURE(format);
    const RecordingSink sink = read_by(parliament(format), json);
    CHECK(sink.values("mp-001", "name") == std::vector<std::string>{"Ivan Sample"});
    CHECK(sink.values("mp-001", "idNumber") == std::vector<std::string>{"1.10"});
    CHECK(sink.values("mp-001", "alias") == std::vector<std::string>{"Vanya", "Vanka"});
    CHECK(sink.entities_by_schema() ==
          std::map<std::string, size_t>{{"Occupancy", 1}, {"Person", 1}, {"Position", 1}});
    CHECK(sink.not_mapped_fields.at("name/short").count == 1);
    const std::string term = model::link_id("", "Occupancy", "mp-001", "post-Senate", {}, "2001-01-03");
    CHECK(sink.values(term, "post") == std::vector<std::string>{"post-Senate"});
  }
}

TEST_CASE("an item of YAML keeps its line and its bytes, and its parts their own lines") {
  const std::string_view text =
      "- id: 1\n"
      "  name: {full: A}\n"
      "  terms:\n"
      "  - body: Senate\n"
      "    start: 2001\n"
      "- id: 2\n"
      "  name: {full: B}\n";
  std::string mapping = parliament("yaml");
  mapping.erase(mapping.find("records: data/members\n"), 22);
  const RecordingSink sink = read_by(mapping, text);
  const auto of = [&](std::string_view entity) {
    return std::ranges::find(sink.statements, entity, &RecordedStatement::entity)->record;
  };
  CHECK(of("mp-1").line == 1);
  CHECK(of("post-Senate").line == 4);
  CHECK(of("mp-2").line == 6);
  const auto bytes = [&](const model::Record& record) { return text.substr(record.offset, record.length); };
  CHECK(bytes(of("mp-2")) == "id: 2\n  name: {full: B}");
  CHECK(bytes(of("mp-1")).ends_with("start: 2001"));
}

TEST_CASE("each * of records is every key, and @1 is which") {
  const std::string_view mapping = R"(
format: yaml
records: "*/*"
entities:
  person: {schema: Person, id: "{no}", properties: {name: name}}
  group: {schema: Organization, id: "group-{@1}", properties: {name: "@1"}}
  seat: {schema: Membership, properties: {member: {entity: person}, organization: {entity: group}}}
)";
  const RecordingSink sink =
      read_by(mapping, "A1:\n- {no: 1, name: X}\n- {no: 2, name: Y}\nB2:\n- {no: 1, name: X}\n");
  CHECK(sink.entities_by_schema() ==
        std::map<std::string, size_t>{{"Membership", 3}, {"Organization", 2}, {"Person", 2}});
  CHECK(sink.values("group-B2", "name") == std::vector<std::string>{"B2"});
}

TEST_CASE("a mistake in a mapping is told with its line") {
  const std::string begin = "format: csv\nentities:\n  a:\n    schema: Person\n    id: \"{no}\"\n";
  struct {
    std::string mapping;
    const char* error;
  } cases[] = {
      {"", "test.yaml: a mapping must be a map"},
      {"format: xls\n", "test.yaml:1: format must be csv, json or yaml"},
      {"format: csv\ncolour: red\n", "test.yaml:2: a mapping knows no \"colour\"; it knows: "},
      {"format: csv\n", "test.yaml: entities must name at least one entity"},
      {"format: csv\nrecords: a\n", "test.yaml:2: the records of a CSV file are its rows"},
      {"format: csv\nentities:\n  a: {schema: Persn, id: x}\n", "test.yaml:3: there is no schema \"Persn\""},
      {"format: csv\nentities:\n  a: {schema: Thing, id: x}\n", "test.yaml:3: Thing is abstract"},
      {"format: csv\nentities:\n  a: {schema: Person}\n", "test.yaml:3: the entity \"a\" needs an id"},
      {begin + "    properties:\n      naem: x\n", "test.yaml:7: Person has no property \"naem\""},
      {begin + "    properties:\n      name: {from: x, value: y}\n",
       "test.yaml:7: a value comes from exactly one of"},
      {begin + "    properties:\n      name: {entity: b}\n", "test.yaml:7: there is no entity \"b\""},
      {begin + "    properties:\n      name: {text: \"{no\"}\n", "test.yaml:7: a { is never closed"},
      {begin + "    properties:\n      name: \"@1\"\n", "test.yaml:7: @1 has no * in records"},
      {begin + "    properties:\n      birthDate: {from: b, dates: any}\n",
       "test.yaml:7: the order of dates is"},
      {"a: [", "test.yaml:"},
      {"a: \xff", "test.yaml: a mapping must be UTF-8"},
      {"format: yaml\nentities:\n  a: {schema: Person, id: \"{x}\", each: l, properties: {name: n}}\n"
       "  b: {schema: Ownership, properties: {owner: {entity: a}, asset: {entity: a}}}\n",
       "test.yaml:4: \"a\" is made for each l: it cannot be pointed to from elsewhere"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.mapping);
    const std::string error = error_of(c.mapping);
    CAPTURE(error);
    CHECK(error.starts_with(c.error));
  }
  const auto absent = load_mapping("/no/such/mapping.yaml");
  REQUIRE_FALSE(absent);
  CHECK(absent.error().kind == base::ErrorKind::not_found);
}

TEST_CASE("bad rows and items are said, and the good ones beside them are read") {
  const std::string_view csv =
      "format: csv\nentities:\n  a: {schema: Person, id: \"{no}\", properties: {name: [name, nick]}}\n";
  const RecordingSink rows = read_by(csv, "no,name,name\n1,A,B\n2\n3,C,D,E\n,F,\n4,G\xE9,\n");
  CHECK(rows.issues_by_kind() == std::map<std::string, size_t>{{"bad-encoding", 1},
                                                               {"duplicate-column", 1},
                                                               {"malformed-row", 2},
                                                               {"missing-column", 1},
                                                               {"no-entity", 1}});
  CHECK(rows.values("1", "name") == std::vector<std::string>{"A"});
  CHECK(rows.values("4", "name") == std::vector<std::string>{"Gé"});
  CHECK(rows.not_mapped_fields.size() == 1);

  const std::string_view json =
      "format: json\nentities:\n  a: {schema: Person, id: \"{no}\", properties: {name: name}}\n";
  const RecordingSink items =
      read_by(json, "{\"no\": 1, \"name\": \"A\"}\n{\"no\": 2, oops\n{\"no\": 3}\n[1, 2]\n");
  CHECK(items.values("1", "id").size() == 1);
  CHECK(items.values("3", "id").size() == 1);
  CHECK(items.issues_by_kind().contains("malformed-item"));

  const std::string_view yaml =
      "format: yaml\nentities:\n  a: {schema: Person, id: \"{no}\", properties: {name: name}}\n";
  const RecordingSink broken = read_by(yaml, "- {no: 1}\n- {no: 2}\n- {no: 3\n- x: [", true);
  CHECK(broken.values("1", "id").size() == 1);
  CHECK(read_by(yaml, "just text").issues_by_kind() == std::map<std::string, size_t>{{"no-record", 1}});
}

TEST_CASE("YAML that unfolds without end or nests without end is an error, not a full memory") {
  std::string bomb = "- &a0 [x, x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "- &a" + std::to_string(i) + " [" + before + ", " + before + "]\n";
  }
  const std::string deep = "- " + std::string(100, '[') + std::string(100, ']');
  for (const std::string& text : {bomb, deep, std::string(100000, '[')}) {
    RecordingSink sink;
    const auto done =
        read_yaml_trees(*memory_stream(text), sink, 0, {}, [](const TreeNode&, const model::Record&) {});
    CHECK_FALSE(done);
  }
}

// The expected counts were made with another YAML parser from the same files.
TEST_CASE("the shipped mappings read the United States Congress whole") {
  struct {
    const char* mapping;
    const char* data;
    std::map<std::string, size_t> entities;
  } cases[] = {
      {"us_congress",
       "legislators-current",
       {{"Occupancy", 2792 + 126}, {"Person", 537}, {"Position", 2 + 33}}},
      {"us_congress_executive", "executive", {{"Occupancy", 131}, {"Person", 80}, {"Position", 2}}},
      {"us_congress_committees",
       "committee-membership-current",
       {{"Membership", 3879}, {"Organization", 228}, {"Person", 528}}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.mapping);
    const std::string root = CLEW_SOURCE_DIR "/data/";
    const auto mapping = load_mapping(root + "mappings/" + c.mapping + ".yaml");
    if (!mapping) FAIL(mapping.error().message);
    auto stream = open_input({root + "lists/us_congress/" + c.data + ".yaml.gz", {}, 0});
    REQUIRE(stream);
    RecordingSink sink;
    ReadOptions options;
    options.mapping = mapping->get();
    CHECK(kMapped.read(**stream, sink, options));
    CHECK(sink.issues_by_kind().empty());
    CHECK(sink.entities_by_schema() == c.entities);
  }
}

}  // namespace
}  // namespace clew::read
