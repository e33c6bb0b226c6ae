// Lists of sanctions and debarments that are read by the tree of fields: invented samples and real files.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>

#include "read/format.h"
#include "read/list_words.h"
#include "read/testing.h"
#include "read/testing_data.h"

namespace clew::read {
namespace {

using Values = std::vector<std::string>;

// The file is read through what opens files, so that archives and workbooks are unfolded.
RecordingSink read_file(const std::string& path, std::string_view format) {
  RecordingSink sink;
  auto opened = open_input({path, {}, 0});
  REQUIRE_MESSAGE(opened.has_value(), (opened ? std::string() : opened.error().message));
  Peeked stream(std::move(*opened));
  const Format* found = recognise(stream.head());
  REQUIRE(found != nullptr);
  CHECK(found->name == format);
  CHECK(found->read(stream, sink, {}));
  return sink;
}

RecordingSink read_sample(std::string_view name, std::string_view format) {
  return read_file(fmt::format("{}/tests/data/lists/{}", CLEW_SOURCE_DIR, name), format);
}

std::string id_of(const RecordingSink& sink, std::string_view name) {
  for (const RecordedStatement& statement : sink.statements) {
    if (sink.slots[statement.slot].property == "name" && statement.value == name) return statement.entity;
  }
  return {};
}

Values all_values(const RecordingSink& sink, std::string_view property) {
  Values values;
  for (const RecordedStatement& statement : sink.statements) {
    if (sink.slots[statement.slot].property == property) values.push_back(statement.value);
  }
  return values;
}

TEST_CASE("Enumerations in one cell are told apart by their letters in order") {
  const auto parts = [](std::string_view words) {
    std::string all;
    for (const std::string_view part : lettered_parts(words)) all += fmt::format("[{}]", part);
    return all;
  };
  CHECK(parts("a) Mali b) Niger") == "[Mali][Niger]");
  CHECK(parts("a) Mali") == "[a) Mali]");
  CHECK(parts("Mali b) Niger") == "[Mali b) Niger]");
  CHECK(parts("a) St. B) b) Niger, c) Chad ") == "[St. B)][Niger,][Chad]");
  CHECK(parts("") == "[]");
  CHECK(parts("a) b)") == "");
}

TEST_CASE("Words about a date give the date, or both ends of a span") {
  const auto dates = [](std::string_view words) {
    std::string all;
    for (const std::string& date : dates_in(words)) all += date + " ";
    return all;
  };
  CHECK(dates("4 Oct. 1972") == "1972-10-04 ");
  CHECK(dates("Approximately 1955- 1958") == "1955 1958 ");
  CHECK(dates("approximately 1977/1978") == "1977 1978 ");
  CHECK(dates("1963-05-01 or 1963-05-02") == "1963-05-01 1963-05-02 ");
  CHECK(dates("circa 1953;") == "1953 ");
  CHECK(dates("20/12/1961  ") == "1961-12-20 ");
  CHECK(dates("4 Oct. 1972\xC2\xA0") == "1972-10-04 ");
  CHECK(dates("alt DOB: 18/01/1964") == "1964-01-18 ");
  CHECK(dates("c. 1962") == "1962 ");
  CHECK(dates("(Jul. 1961)") == "1961-07 ");
  CHECK(dates("born in the early 1970s") == "");
  CHECK(dates("") == "");
}

TEST_CASE("The Consolidated Screening List meets OFAC's own list by its numbers") {
  const RecordingSink sink = read_sample("csl.csv", "us-csl-csv");
  CHECK(shown(sink.issues_by_kind()) == "");
  CHECK(shown(sink.entities_by_schema()) ==
        "Address 4, Identification 1, LegalEntity 2, Organization 1, Passport 1, Person 1, Sanction 4, "
        "UnknownLink 1");
  CHECK(sink.values("ofac-99001", "birthDate") == Values{"1961", "1961-10-04"});
  CHECK(sink.values("ofac-99001", "passportNumber") == Values{"A12345"});
  CHECK(sink.values("ofac-99001", "lastName") == Values{"KARVELIN"});
  CHECK(sink.values("ofac-99001", "alias") == Values{"KARVELIN, D.", "THE ADMIRAL"});
  CHECK(sink.values("ofac-99001", "topics") == Values{"sanction"});
  CHECK(sink.values("ofac-99002", "registrationNumber") == Values{"7788"});
  CHECK(sink.values("us-csl-ab12", "topics") == Values{"export.control"});
  CHECK(all_values(sink, "program") == Values{"ARVENIA", "SDGT", "ARVENIA"});
  CHECK(all_values(sink, "endDate") == Values{"2031-03-04"});
  CHECK(shown(sink.not_mapped_by_field()) == "standard_order 1");
  const RecordingSink json = read_sample("csl.json", "us-csl-json");
  CHECK(json.values("ofac-99001", "passportNumber") == Values{"A12345"});
  CHECK(json.values("ofac-99001", "address") == Values{"1 Quay, Arven, A1, XA"});
  CHECK(json.values("us-csl-ab12", "name") == Values{"Quuxhaven Optics"});
  CHECK(json.issues.empty());
  CHECK(json.not_mapped_fields.empty());
}

TEST_CASE("Canada's list gives people, organizations and ships with the item they stand under") {
  const RecordingSink sink = read_sample("canada.xml", "ca-sema-xml");
  CHECK(shown(sink.issues_by_kind()) == "no-name 1");
  CHECK(shown(sink.entities_by_schema()) == "Organization 1, Person 1, Sanction 3, Vessel 1");
  const std::string person = id_of(sink, "Dorsan Imrek Karvelin");
  CHECK(sink.values(person, "birthDate") == Values{"1961-10-04", "1961-10-05"});
  CHECK(sink.values(person, "alias") == Values{"Dorsan KARVELIN", "Дорсан Карвелин", "D. Karvelin"});
  CHECK(all_values(sink, "authorityId") == Values{"1, Part 1, item 1", "1, Part 2, item 1", "1.1, item 2"});
  CHECK(all_values(sink, "imoNumber") == Values{"1234567"});
  CHECK(shown(sink.not_mapped_by_field()) == "Country 1, Item 1");
}

TEST_CASE("Australia's workbook is read: one entry for all its rows, days from their serial numbers") {
  const RecordingSink sink = read_sample("australia.xlsx", "au-dfat");
  CHECK(shown(sink.issues_by_kind()) == "no-id 1");
  CHECK(shown(sink.entities_by_schema()) == "Address 2, Organization 1, Person 1, Sanction 2");
  CHECK(sink.values("au-dfat-9001", "name") == Values{"Dorsan Imrek KARVELIN"});
  CHECK(sink.values("au-dfat-9001", "alias") == Values{"Дорсан КАРВЕЛИН"});
  CHECK(sink.values("au-dfat-9001", "birthDate") == Values{"1955", "1958", "1961-10-04"});
  CHECK(sink.values("au-dfat-9001", "address") == Values{"1 Quay, Arven"});
  CHECK(sink.values("au-dfat-9001", "notes") == Values{"Title: \"Boat\" Minister & Chair"});
  CHECK(sink.values("au-dfat-9002", "previousName") == Values{"QT <Ltd>"});
  CHECK(all_values(sink, "modifiedAt") == Values{"2022-01-31", "2022-02-01", "2022-02-01"});
}

TEST_CASE("Debarments of development banks have a period, or none that ends") {
  const RecordingSink world = read_sample("world-bank.xlsx", "wb-debarred");
  CHECK(world.issues.empty());
  CHECK(shown(world.entities_by_schema()) == "Address 2, LegalEntity 2, Sanction 2");
  CHECK(all_values(world, "startDate") == Values{"2024-12-10", "2020-01-02"});
  CHECK(all_values(world, "endDate") == Values{"2023-01-01"});
  CHECK(all_values(world, "topics") == Values{"debarment", "debarment"});
  CHECK(world.notes.at("published_on") == "2025-01-07");
  const RecordingSink ebrd = read_sample("ebrd.csv", "ebrd-ineligible");
  CHECK(shown(ebrd.issues_by_kind()) == "no-entry 1");
  CHECK(all_values(ebrd, "program") == Values{"EBRD", "World Bank Group"});
  CHECK(all_values(ebrd, "endDate") == Values{"2025-05-31"});
  const RecordingSink idb = read_sample("iadb.csv", "iadb-sanctioned");
  CHECK(idb.issues.empty());
  CHECK(shown(idb.entities_by_schema()) == "Company 1, Person 1, Sanction 2");
  CHECK(all_values(idb, "startDate") == Values{"2024-07-03", "2024-07-03"});
  CHECK(idb.not_mapped_fields.empty());
}

TEST_CASE("Damaged rows and records of lists cost only themselves") {
  struct {
    std::string_view format;
    std::string text;
    const char* issues;
  } cases[] = {
      {"us-csl-csv",
       "_id,source,entity_number,type,programs,name,alt_names,federal_register_notice\n"
       "1,S - Treasury Department,7,Ghost,,N,,\n,Entity List,,,,N,,\nshort\n2,E,,,,,,\n",
       "malformed-row 1, no-id 1, no-name 1, unknown-type 1"},
      {"us-csl-json", R"({"results":[{"federal_register_notice":"x"},7]})", "no-id 2"},
      {"ca-sema-xml", "<data-set><record><Country>A</Country><Item>1</Item></record></data-set>",
       "no-name 1"},
      {"au-dfat",
       "Reference,Name of Individual or Entity,Type,Name Type,Committees,Date of Birth\n"
       "x,N,Entity,aka,,\n1,N,Thing,nick,,\n2,,Individual,aka,,soon\n",
       "bad-date 1, no-id 1, no-name 1, unknown-name-type 1, unknown-type 1"},
      {"ebrd-ineligible",
       "Firm Name,Address,Ineligible From,Ineligible Until,Prohibited Practice\nA\nB,,soon,never,\n,,,,\n",
       "bad-date 1, malformed-row 1, no-entry 1"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    RecordingSink sink;
    const Format* format = recognise(c.text);
    REQUIRE(format != nullptr);
    CHECK(format->name == c.format);
    PiecewiseStream stream(c.text, 50);
    CHECK(format->read(stream, sink, {}));
    CHECK(shown(sink.issues_by_kind()) == c.issues);
  }
}

// The counts were made with a few lines of Python.
TEST_CASE("The Consolidated Screening List of April 2022 is read whole") {
  const std::string path = test_data("sanctions/us-csl/consolidated.csv.gz");
  if (path.empty()) return;
  const RecordingSink sink = read_file(path, "us-csl-csv");
  CHECK(shown(sink.entities_by_schema()) ==
        "Address 11394, Airplane 283, CryptoWallet 344, Identification 5725, LegalEntity 3791, "
        "Organization 4423, Passport 1680, Person 5284, Sanction 17617, UnknownLink 4239, Vessel "
        "433");
  CHECK(shown(sink.issues_by_kind()) == "bad-date 3");
  CHECK(sink.statements_by_property().at("birthDate") == 5916);
}

TEST_CASE("Canada's list of spring 2025 is read whole") {
  const std::string path = test_data("sanctions/ca-sema/canada-sema-lmes.xml");
  if (path.empty()) return;
  const RecordingSink sink = read_file(path, "ca-sema-xml");
  CHECK(shown(sink.entities_by_schema()) == "Organization 1316, Person 3334, Sanction 4759, Vessel 109");
  CHECK(shown(sink.issues_by_kind()) == "bad-date 2");
  CHECK(sink.not_mapped_fields.empty());
}

TEST_CASE("Australia's list of February 2025 is read whole") {
  const std::string path = test_data("sanctions/au-dfat/regulation8_consolidated-2025-02.xlsx");
  if (path.empty()) return;
  const RecordingSink sink = read_file(path, "au-dfat");
  CHECK(shown(sink.entities_by_schema()) == "Address 1077, Organization 746, Person 2316, Sanction 3062");
  CHECK(shown(sink.issues_by_kind()) == "bad-date 135");
  CHECK(shown(sink.not_mapped_by_field()) == "Citizenship 31, Date of Birth 31, Place of Birth 32");
}

TEST_CASE("The debarments of three development banks are read whole") {
  const std::string folder = test_data("sanctions/mdb-debarments");
  if (folder.empty()) return;
  const RecordingSink world = read_file(folder + "/world-bank-ineligible-2025-02.xlsx", "wb-debarred");
  CHECK(shown(world.entities_by_schema()) == "Address 986, LegalEntity 1284, Sanction 1284");
  CHECK(world.issues.empty());
  const RecordingSink idb = read_file(folder + "/iadb-2025-02.xlsx", "iadb-sanctioned");
  CHECK(shown(idb.entities_by_schema()) == "Company 848, Person 233, Sanction 1081");
  CHECK(shown(idb.issues_by_kind()) == "no-entry 1");
  const RecordingSink older = read_file(folder + "/iadb-sanctioned-2024-06.xlsx", "iadb-sanctioned");
  CHECK(shown(older.entities_by_schema()) == "Company 1608, Person 433, Sanction 2110");
  CHECK(shown(older.issues_by_kind()) == "no-entry 1");
  const RecordingSink ebrd = read_file(folder + "/ebrd-ineligible-2025-02.csv", "ebrd-ineligible");
  CHECK(shown(ebrd.entities_by_schema()) == "Address 1138, LegalEntity 1322, Sanction 1322");
  CHECK(ebrd.issues.empty());
}

}  // namespace
}  // namespace clew::read
