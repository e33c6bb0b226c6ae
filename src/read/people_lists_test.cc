// Office holders, wanted persons, customers and two registers: invented samples and real files.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "read/format.h"
#include "read/testing.h"
#include "read/testing_data.h"

namespace clew::read {
namespace {

using Values = std::vector<std::string>;
using Counts = std::map<std::string, size_t>;

RecordingSink read_text(const std::string& text, std::string_view format_name) {
  RecordingSink sink;
  const Format* format = recognise(text);
  REQUIRE(format != nullptr);
  CHECK(format->name == format_name);
  PiecewiseStream stream(text, 997);
  CHECK(format->read(stream, sink, {}));
  return sink;
}

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

RecordingSink read_sample(std::string_view name, std::string_view format) {
  return read_text(file_bytes(fmt::format("{}/tests/data/{}", CLEW_SOURCE_DIR, name)), format);
}

Values all_values(const RecordingSink& sink, std::string_view property) {
  Values values;
  for (const RecordedStatement& statement : sink.statements) {
    if (sink.slots[statement.slot].property == property) values.push_back(statement.value);
  }
  return values;
}

TEST_CASE("A red notice says that a state seeks somebody, and no more; a missing person is not read") {
  const RecordingSink sink = read_sample("lists/interpol.json", "interpol-notices");
  CHECK(shown(sink.issues_by_kind()) == "missing-person 1");
  CHECK(shown(sink.entities_by_schema()) == "Person 1, Sanction 2");
  const std::string id = "interpol-2099-1";
  CHECK(sink.values(id, "name") == Values{"DORSAN IMREK KARVELIN"});
  CHECK(sink.values(id, "birthDate") == Values{"1961-10-04", "1961-10-04"});
  CHECK(sink.values(id, "topics") == Values{"wanted"});
  CHECK(all_values(sink, "status") == Values{"sought", "sought"});
  CHECK(all_values(sink, "reason") == Values{"Embezzlement"});
  for (const RecordedStatement& statement : sink.statements) {
    CHECK(statement.value.find("TOLVAR") == std::string::npos);
    CHECK(sink.slots[statement.slot].property != "crime");
  }
  for (const auto& [field, entry] : sink.not_mapped_fields)
    CHECK(entry.example.find("TOLVAR") == std::string::npos);
}

TEST_CASE(
    "Who sat in a parliament becomes an occupancy and a membership, dated by the term where it has no day") {
  const RecordingSink sink = read_sample("lists/popolo.json", "popolo");
  CHECK(shown(sink.issues_by_kind()) == "no-id 1");
  CHECK(shown(sink.entities_by_schema()) ==
        "Membership 1, Occupancy 1, Organization 1, Person 1, Position 1, PublicBody 1");
  CHECK(sink.values("ep-7f1", "alias") == Values{"Дорсан Карвелин"});
  CHECK(sink.values("ep-7f1", "wikidataId") == Values{"Q999999999"});
  CHECK(sink.values("ep-7f1", "phone") == Values{"+999 1"});
  CHECK(sink.values("ep-7f1", "topics") == Values{"role.pep"});
  CHECK(sink.values("ep-a0a0-BP", "name") == Values{"Boat Party"});
  CHECK(all_values(sink, "startDate") == Values{"2011-02-03", "2011-02-03"});
  CHECK(all_values(sink, "endDate") == Values{"2014-12-31", "2014-12-31"});
  CHECK(all_values(sink, "constituency") == Values{"Quay"});
  CHECK(shown(sink.not_mapped_by_field()) ==
        "areas/type 1, events/classification 1, events/start_date 1, organizations/seats 1, "
        "persons/contact_details/type 1, "
        "persons/contact_details/value 1, persons/identifiers/identifier 1, persons/identifiers/scheme 1");
}

TEST_CASE(
    "Two parliaments that call themselves \"legislature\" in their files are two, with their own parties") {
  const auto ids = [](const char* number, const char* name, const char* source) {
    const RecordingSink sink =
        read_text(fmt::format(R"({{"persons":[{{"id":"7f1","other_names":[]}}],"memberships":[],
                        "meta":{{"sources":["{}"]}},
                        "organizations":[{{"classification":"legislature","id":"legislature","name":"{}",
                          "identifiers":[{{"scheme":"wikidata","identifier":"{}"}}]}},
                         {{"classification":"party","id":"party/boat","name":"Boat"}}]}})",
                              source, name, number),
                  "popolo");
    Values found;
    for (const RecordedStatement& statement : sink.statements) {
      if (sink.slots[statement.slot].property == "id" && statement.entity != "ep-7f1")
        found.push_back(statement.entity);
    }
    return found;
  };
  const Values arvenia = ids("Q1", "National Assembly", "a.example");
  REQUIRE(arvenia.size() == 2);
  CHECK(arvenia[1] == arvenia[0] + "-party/boat");
  CHECK(arvenia == ids("Q1", "National Assembly", "another.example"));
  CHECK(arvenia != ids("Q2", "National Assembly", "a.example"));
  CHECK(ids("", "National Assembly", "a.example") != ids("", "National Assembly", "b.example"));
}

TEST_CASE("Senzing's features are read flat, in lists and with words before their keys") {
  const RecordingSink sink = read_sample("lists/senzing.jsonl", "senzing-json");
  CHECK(sink.issues.empty());
  CHECK(shown(sink.entities_by_schema()) == "Address 2, Organization 1, Person 1, UnknownLink 1");
  CHECK(sink.values("senzing-customers-7", "name") == Values{"Dorsan Karvelin"});
  CHECK(sink.values("senzing-customers-7", "alias") == Values{"D. Karvelin"});
  CHECK(sink.values("senzing-customers-7", "lastName") == Values{"Karvelin"});
  CHECK(sink.values("senzing-customers-7", "birthDate") == Values{"1961-10-04"});
  CHECK(sink.values("senzing-customers-7", "passportNumber") == Values{"A1"});
  CHECK(sink.values("senzing-customers-7", "address") == Values{"1 Quay, Arven, XA"});
  CHECK(sink.values("senzing-customers-8", "leiCode") == Values{"00QUUX00000000000111"});
  CHECK(all_values(sink, "object") == Values{"senzing-customers-8"});
  CHECK(shown(sink.not_mapped_by_field()) == "AMOUNT 1");
}

TEST_CASE("A participant of the Danish register holds shares and votes in bands, for as long as it says") {
  const RecordingSink sink = read_sample("registers/cvr.jsonl", "dk-cvr");
  CHECK(shown(sink.issues_by_kind()) == "bad-share 1, no-id 1");
  CHECK(shown(sink.entities_by_schema()) ==
        "Address 1, Company 2, Control 1, Directorship 1, Ownership 2, Person 1");
  CHECK(sink.values("dk-cvr-unit-4009999", "name") == Values{"Dorte Lenfelt"});
  CHECK(sink.values("dk-cvr-unit-4009999", "previousName") == Values{"Dorte Quist"});
  CHECK(sink.values("dk-cvr-unit-4009999", "address") == Values{"Kajvej 1, 9999 Quuxhavn, DK"});
  CHECK(all_values(sink, "shareInterval") == Values{"[50,66.67)", "[12.3,12.3]"});
  CHECK(all_values(sink, "percentage") == Values{"[50,66.67)", "half"});
  CHECK(all_values(sink, "endDate") == Values{"2019-02-03", "2019-02-03"});
  CHECK(all_values(sink, "directness") == Values{"unknown", "unknown", "direct"});
}

TEST_CASE("A final user of benefits in the Slovak register is beneficial by no stated right") {
  const RecordingSink sink = read_sample("registers/rpvs.jsonl", "sk-rpvs");
  CHECK(shown(sink.issues_by_kind()) == "no-id 1");
  CHECK(shown(sink.entities_by_schema()) == "Address 2, Company 1, Person 1, UnknownLink 1");
  CHECK(sink.values("sk-rpvs-user-21", "birthDate") == Values{"1971-04-05"});
  CHECK(sink.values("sk-rpvs-user-21", "topics") == Values{"role.pep"});
  CHECK(sink.values("sk-rpvs-user-21", "name") == Values{"Dora Lenova"});
  CHECK(all_values(sink, "object") == Values{"sk-rpvs-ico-99000001"});
  CHECK(all_values(sink, "isBeneficial") == Values{"true"});
  CHECK(all_values(sink, "endDate") == Values{"2019-01-02"});
}

TEST_CASE("Damaged records of people cost only themselves") {
  struct {
    std::string_view format;
    const char* text;
    const char* issues;
  } cases[] = {
      {"interpol-notices",
       R"({"forename":"A","arrest_warrants":[],"x":{"entity_id" :"1"},"y":"\"entity_id\""})", "no-id 1"},
      {"interpol-notices",
       R"({"forename":"A","entity_id":"1","_links":{"self":{"href":"/notices/v9/blue/1"}}})",
       "unknown-notice 1"},
      {"interpol-notices",
       R"({"forename":"A","entity_id":"1","date_of_birth":"soon","_links":{"self":{"href":"/notices/v1/red/1"}}})",
       "bad-date 1"},
      {"popolo",
       R"({"persons":[{"name":"A","other_names":[]}],"organizations":[{"name":"B"}],"memberships":[7,{}]})",
       "no-id 4"},
      {"senzing-json", R"({"DATA_SOURCE":"A","RECORD_ID":null})", "no-id 1"},
      {"dk-cvr", R"({"enhedstype":"PERSON","virksomhedSummariskRelation":[]})", "no-id 1"},
      {"sk-rpvs",
       R"({"PartneriVerejnehoSektora":[{"Ico":"1","ObchodneMeno":"A"}],"KonecniUzivateliaVyhod":[{"Meno":"B"}]})",
       "no-id 1"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(shown(read_text(c.text, c.format).issues_by_kind()) == c.issues);
  }
}

struct Totals {
  Counts entities, issues;
};

Totals read_files(const std::string& folder, std::string_view beginning, std::string_view ending,
                  std::string_view format) {
  Totals totals;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(beginning) || !name.ends_with(ending) || entry.file_size() < 100) continue;
    CAPTURE(name);
    const RecordingSink sink = read_text(file_bytes(entry.path()), format);
    for (const auto& [schema, count] : sink.entities_by_schema()) totals.entities[schema] += count;
    for (const auto& [kind, count] : sink.issues_by_kind()) totals.issues[kind] += count;
  }
  return totals;
}

// The counts were made with a few lines of Python.
TEST_CASE("Parliaments of six states, as EveryPolitician has them, are read whole") {
  const std::string folder = test_data("pep/everypolitician-fixtures");
  if (folder.empty()) return;
  const Totals totals = read_files(folder, "", ".json", "popolo");
  CHECK(shown(totals.entities) ==
        "Membership 1621, Occupancy 1622, Organization 73, Person 1417, Position 8, PublicBody 6");
  CHECK(shown(totals.issues) == "");
}

TEST_CASE("Records in the shape of the Danish and the Slovak register are read whole") {
  const std::string folder = test_data("registers/psc-dk-sk-raw");
  if (folder.empty()) return;
  const Totals danish = read_files(folder, "dk_bo_datum", ".json", "dk-cvr");
  CHECK(shown(danish.entities) == "Address 2, Company 3, Control 3, Ownership 3, Person 2");
  CHECK(shown(danish.issues) == "no-id 1");
  const Totals slovak = read_files(folder, "sk_", ".json", "sk-rpvs");
  CHECK(shown(slovak.entities) == "Address 3, Company 1, Person 3, UnknownLink 3");
  CHECK(slovak.issues.empty());
}

}  // namespace
}  // namespace clew::read
