#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "read/format.h"
#include "read/testing.h"
#include "read/testing_data.h"
#include "read/uk_entries.h"

namespace clew::read {
namespace {

using Counts = std::map<std::string, size_t>;
using Values = std::vector<std::string>;

struct ReadBack {
  std::string format;
  RecordingSink sink;
  bool whole = false;  // Read to the end.
};

std::unique_ptr<ReadBack> read_back(std::unique_ptr<Stream> stream) {
  auto back = std::make_unique<ReadBack>();
  Peeked peeked(std::move(stream));
  const Format* format = recognise(peeked.head());
  REQUIRE(format != nullptr);
  back->format = format->name;
  back->whole = format->read(peeked, back->sink, {}).has_value();
  return back;
}

std::unique_ptr<ReadBack> read_sample(const std::string& name) {
  return read_back(open_input({CLEW_SOURCE_DIR "/tests/data/" + name, {}, 0}).value());
}

// Only the properties named in `expected` are compared.
void check_counts(const Counts& counts, const Counts& expected) {
  for (const auto& [name, count] : expected) {
    CAPTURE(name);
    const auto found = counts.find(name);
    CHECK((found == counts.end() ? 0 : found->second) == count);
  }
}

Values lines_about(const RecordingSink& sink, std::string_view entity) {
  Values lines;
  std::istringstream text(sink.text());
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with(std::string(entity) + " ")) lines.push_back(line);
  }
  return lines;
}

TEST_CASE("Birth dates of the list keep what is known of them") {
  struct {
    const char* words;
    const char* date;
  } cases[] = {
      {"24/10/1972", "1972-10-24"},
      {"dd/mm/1971", "1971"},
      {"00/00/1975", "1975"},
      {"dd/03/1971", "1971-03"},
      {"1/2/1970", "1970-02-01"},
      {"22/08/90", "1990-08-22"},
      {"01/01/45", "1945-01-01"},
      {"03/02/02", "2002-02-03"},
      {"1968", "1968"},
      // Not read:
      {"15/08/19yy", ""},
      {"31/02/1970", ""},
      {"99/99/1970", ""},
      {"xx/03/1971", ""},
      {"//", ""},
      {"", ""},
      {"a/b/c", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.words);
    CHECK(uk_birth_date(c.words) == c.date);
  }
}

TEST_CASE("Cells are known by their names in all forms, whatever the case and the signs") {
  CHECK(uk_cell("D.O.B") == UkCell::birth_date);
  CHECK(uk_cell("Individual_DateOfBirth") == UkCell::birth_date);
  CHECK(uk_cell("Name non-latin script") == UkCell::name_non_latin);
  CHECK(uk_cell("Individual, Entity, Ship") == UkCell::kind);
  CHECK(uk_cell("Nationality(/ies)") == UkCell::nationality);
  CHECK(uk_cell("Unnamed: 11") == UkCell::count);
  CHECK(uk_cell("") == UkCell::count);
}

TEST_CASE("Ids are the list's own numbers in lower case") {
  CHECK(uk_id("gb-fcdo-", "AFG0001 ") == "gb-fcdo-afg0001");
  CHECK(uk_id("gb-hmt-", "12703") == "gb-hmt-12703");
  CHECK(uk_id("gb-hmt-", " - ").empty());
}

TEST_CASE("The CSV form is read, each repeated value once") {
  const auto back = read_sample("uk/UK-Sanctions-List.csv");
  CHECK(back->format == "uk-csv");
  CHECK(back->sink.notes.at("published_on") == "2026-02-13");
  CHECK(back->sink.entities_by_schema() == Counts{{"Person", 1},
                                                  {"Organization", 1},
                                                  {"Vessel", 1},
                                                  {"Sanction", 3},
                                                  {"Address", 2},
                                                  {"Passport", 1},
                                                  {"LegalEntity", 4},
                                                  {"Company", 1},
                                                  {"Ownership", 3},
                                                  {"UnknownLink", 2}});
  CHECK(
      lines_about(back->sink, "gb-fcdo-arv0001") ==
      Values{"gb-fcdo-arv0001 Person id = gb-fcdo-arv0001 [3]",
             "gb-fcdo-arv0001 Person title = General [3 Title]",
             "gb-fcdo-arv0001 Person name = Dorsan Imrek KARVELIN [3 Name 6]",
             "gb-fcdo-arv0001 Person firstName = Dorsan [3 Name 1]",
             "gb-fcdo-arv0001 Person middleName = Imrek [3 Name 2]",
             "gb-fcdo-arv0001 Person lastName = KARVELIN [3 Name 6]",
             "gb-fcdo-arv0001 Person birthDate = 1961 <- dd/mm/1961 [3 D.O.B]",
             "gb-fcdo-arv0001 Person nationality = Arvenia [3 Nationality(/ies)]",
             "gb-fcdo-arv0001 Person position = Commander of the Third Guard [3 Position]",
             "gb-fcdo-arv0001 Person gender = Male [3 Gender]",
             "gb-fcdo-arv0001 Person birthPlace = Orlisk [3 Town of birth]",
             "gb-fcdo-arv0001 Person birthCountry = Arvenia [3 Country of birth]",
             "gb-fcdo-arv0001 Person country = Arvenia [3 Address Country]",
             "gb-fcdo-arv0001 Person addressEntity = gb-fcdo-w6quwfeutzclly6s [3 Address Line 1]",
             "gb-fcdo-arv0001 Person passportNumber = P7712345 [3 Passport number]",
             "gb-fcdo-arv0001 Person topics = sanction [3 Unique ID]",
             "gb-fcdo-arv0001 Person notes = Brother of the governor, says the Gazette [3 Other Information]",
             "gb-fcdo-arv0001 Person birthDate = 1962-11-04 <- 04/11/1962 [4 D.O.B]",
             "gb-fcdo-arv0001 Person alias = Dorsan Karvelyn [5 Name 6]",
             "gb-fcdo-arv0001 Person weakAlias = The Ferryman [6 Name 6]",
             "gb-fcdo-arv0001 Person alias = Дорсан Карвелин @rus [7 Name non-latin script]"});
  CHECK(
      lines_about(back->sink, "gb-fcdo-gb75ned4lyuchmaj") ==
      Values{"gb-fcdo-gb75ned4lyuchmaj Sanction id = gb-fcdo-gb75ned4lyuchmaj [3]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction entity = gb-fcdo-arv0001 [3 Unique ID]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction authority = Foreign, Commonwealth and Development Office [3]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction country = gb [3]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction authorityId = ARV0001 [3 Unique ID]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction authorityId = 99001 [3 OFSI Group ID]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction unscId = AVi.001 [3 UN Reference Number]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction program = The Arvenia (Sanctions) (EU Exit) Regulations 2021 "
             "[3 Regime Name]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction publisher = UK [3 Designation source]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction reason = Signed the orders of 3 May 2020. [3 UK Statement of "
             "Reasons]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction provisions = Asset freeze [3 Sanctions Imposed]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction provisions = Travel Ban [3 Sanctions Imposed]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction listingDate = 2020-12-10 <- 10/12/2020 [3 Date Designated]",
             "gb-fcdo-gb75ned4lyuchmaj Sanction modifiedAt = 2022-01-12 <- 12/01/2022 [3 Last Updated]"});
  CHECK(back->sink.issues.empty());
  CHECK(back->sink.not_mapped_fields.size() == 2);  // The length of the ship; the script of a name.
}

TEST_CASE("The XML form says the same as the CSV form") {
  const auto csv = read_sample("uk/UK-Sanctions-List.csv");
  const auto xml = read_sample("uk/UK-Sanctions-List.xml");
  CHECK(xml->format == "uk-xml");
  CHECK(xml->whole);
  CHECK(xml->sink.notes == csv->sink.notes);
  for (const char* property :
       {"name", "firstName", "middleName", "lastName", "weakAlias", "nationality", "position", "gender",
        "birthPlace", "birthCountry", "passportNumber", "addressEntity", "notes"}) {
    CAPTURE(property);
    Values in_xml = xml->sink.values("gb-fcdo-arv0001", property);
    std::erase(in_xml, "Belmora passport, number not known");
    CHECK(in_xml == csv->sink.values("gb-fcdo-arv0001", property));
  }
  for (const char* property : {"authorityId", "unscId", "program", "reason", "listingDate", "modifiedAt"}) {
    CAPTURE(property);
    CHECK(xml->sink.values("gb-fcdo-gb75ned4lyuchmaj", property) ==
          csv->sink.values("gb-fcdo-gb75ned4lyuchmaj", property));
  }
  CHECK(xml->sink.values("gb-fcdo-arv0003", "pastFlags") == Values{"Arvenia", "Corvane"});
  CHECK(xml->sink.values("gb-fcdo-arv0001", "birthDate") == Values{"1961", "1962-11-04", "15/08/19yy"});
  CHECK(xml->sink.issues_by_kind() == Counts{{"bad-date", 1}});
  CHECK(xml->sink.not_mapped_fields.size() == 3);
  CHECK(xml->sink.not_mapped_fields.at("SanctionsImposedIndicators/ArmsEmbargo").example == "false");
}

TEST_CASE("OFSI's list has its own numbers, and says those of the other lists on the Sanction") {
  for (const char* name : {"uk/ConList.csv", "uk/ConList.xml"}) {
    CAPTURE(name);
    const auto back = read_sample(name);
    CHECK(back->format == (std::string(name).ends_with("xml") ? "uk-ofsi-xml" : "uk-ofsi-csv"));
    const std::string sanction = "gb-hmt-medvbkq2lfeuvvyt";
    CHECK(back->sink.values(sanction, "entity") == Values{"gb-hmt-99001"});
    Values ids = back->sink.values(sanction, "authorityId");
    std::ranges::sort(ids);
    CHECK(ids == Values{"99001", "ARV0001"});
    CHECK(back->sink.values(sanction, "unscId") == Values{"AVi.001"});
    CHECK(back->sink.values(sanction, "listingDate") == Values{"2020-12-11"});
    CHECK(back->sink.values(sanction, "startDate") == Values{"2020-12-10"});
    CHECK(back->sink.values("gb-hmt-99001", "birthDate") == Values{"1961"});
    CHECK(back->sink.values("gb-hmt-99001", "gender") == Values{"Male"});
  }
}

TEST_CASE("What OFSI writes into Other Information is read by its keys, the rest stays a note") {
  const auto back = read_sample("uk/ConList.csv");
  CHECK(back->sink.values("gb-hmt-99001", "notes") == Values{"Travels under other names."});
  CHECK(back->sink.values("gb-hmt-medvbkq2lfeuvvyt", "reason") ==
        Values{"Signed the orders (of 3 May 2020)."});
  CHECK(back->sink.values("gb-hmt-99001", "passportNumber") == Values{"P7712345", "D000771"});
  CHECK(back->sink.values("gb-hmt-99001", "position") ==
        Values{"Commander of the Third Guard", "Deputy Marshal"});
  CHECK(back->sink.values("gb-hmt-99002", "registrationNumber") == Values{"INN: 5500112233"});
  CHECK(back->sink.values("gb-hmt-99002", "previousName") == Values{"ORLISK GUN WORKS"});
}

const std::string kShortHeader =
    "Report Date: 13-Feb-2026\nUnique ID,Name 6,Name type,Designation Type,D.O.B,Name 6\n";

TEST_CASE("Odd rows are issues with their line, and good rows beside them are read") {
  const auto back =
      read_back(memory_stream(kShortHeader + "ARV1,GOOD ONE,Primary name,Individual,01/01/1970,again\n"
                                             ",NUMBERLESS,Primary name,Individual,,\n"
                                             "ARV2,SHORT\n"
                                             "ARV3,CALLED OTHERWISE,Nickname,Entity,,\n"
                                             "ARV4,CAF\xC9 HALL,Primary name,Aeroplane,,\n"
                                             "ARV5,BAD DAY,Primary name,Individual,31/02/1970,\n"));
  CHECK(back->whole);
  Counts kinds = back->sink.issues_by_kind();
  CHECK(kinds == Counts{{"bad-date", 1},
                        {"duplicate-column", 1},
                        {"malformed-row", 1},
                        {"no-id", 1},
                        {"unknown-name-type", 1},
                        {"unknown-type", 2}});  // ARV2 has no kind, ARV4 an unknown one.
  CHECK(back->sink.values("gb-fcdo-arv1", "name") == Values{"GOOD ONE"});
  CHECK(back->sink.values("gb-fcdo-arv2", "name") == Values{"SHORT"});
  CHECK(back->sink.values("gb-fcdo-arv3", "alias") == Values{"CALLED OTHERWISE"});
  CHECK(back->sink.values("gb-fcdo-arv4", "name") == Values{"CAFÉ HALL"});
  CHECK(back->sink.values("gb-fcdo-arv5", "birthDate") == Values{"31/02/1970"});
  CHECK(back->sink.not_mapped_fields.at("Name 6").example == "again");
  CHECK(back->sink.issues.back().record.line == 8);
}

TEST_CASE("A file that breaks off keeps what came before, and says so") {
  const std::string text = kShortHeader + "ARV1,GOOD ONE,Primary name,Individual,,\n";
  PiecewiseStream broken(text, 7, true);
  RecordingSink sink;
  const Format* format = recognise(kShortHeader);
  REQUIRE(format != nullptr);
  CHECK_FALSE(format->read(broken, sink, {}));
  CHECK(sink.values("gb-fcdo-arv1", "name") == Values{"GOOD ONE"});

  const std::string xml =
      "<Designations><Designation><UniqueID>ARV1</UniqueID><IndividualEntityShip>Entity</"
      "IndividualEntityShip>"
      "<Names><Name><Name6>KEPT</Name6></Name></Names></Designation>"
      "<Designation><UniqueID>ARV2</UniqueID><Names><Name>";
  const auto cut = read_back(memory_stream(xml));
  CHECK(cut->sink.values("gb-fcdo-arv1", "name") == Values{"KEPT"});
  CHECK((!cut->whole || !cut->sink.issues.empty()));
}

TEST_CASE("A document type is refused, so that no entity is expanded") {
  const auto back = read_back(
      memory_stream("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"b\">]><Designations><Designation>"
                    "<UniqueID>&a;</UniqueID></Designation></Designations>"));
  CHECK(back->format == "uk-xml");
  CHECK_FALSE(back->whole);
  CHECK(back->sink.statements.empty());
}

TEST_CASE("A list of the United Kingdom is known by its header and by nothing less") {
  for (const char* head : {"Name,Group ID\n", "Name 6,Name 1\n", "Unique ID,Regime Name\n", "",
                           "a\nb\nc\nd\ne\n", "<Designations/>", "id,unique_id,raw_value\n"}) {
    CAPTURE(head);
    const Format* format = recognise(head);
    CHECK((format == nullptr || !format->name.starts_with("uk-")));
  }
}

TEST_CASE("Rows of the tables that are damaged or of unknown kind are issues") {
  struct {
    const char* bytes;
    const char* text;
  } cases[] = {
      {"id,unique_id,ofsi_group_id,raw_value,identifier_type,additional_info\n"
       "1,ARV1,,XA-1,library,card\n2,ARV1\n3,,,XA-2,imo,\n4,ARV2,,,passport,blank\n",
       R"(
gb-fcdo-arv1 Thing notes = XA-1 [2 raw_value]
issue unknown-identifier-type: "library" is no known kind of identifier; it is kept as a note [2]
issue malformed-row: 6 cells were due and here are 2; the row is not read [3]
issue no-id: the row has no unique_id and is not read [4]
not mapped additional_info = blank (1)
not mapped id = 1 (2)
not mapped identifier_type = passport (1)
)"},
      {"dob_id,unique_id,year,month,day,precision,parse_issues\n"
       "1,ARV1,1968,,,year_only,\n2,ARV1,1968,13,01,exact,\n3,ARV1,1968,02,,month_year,\n",
       R"(
gb-fcdo-arv1 Person birthDate = 1968 [2 year]
gb-fcdo-arv1 Person birthDate = 1968-13-01 [3 year]
gb-fcdo-arv1 Person birthDate = 1968-02 [4 year]
issue bad-date: year: "1968-13-01" is no date we can read [3]
not mapped dob_id = 1 (3)
not mapped precision = year_only (3)
)"},
      {"id,unique_id,raw_value,country_type,iso,resolution_method,iso_available\n"
       "1,ARV1,Kosovo,nationality,,unmapped,False\n2,ARV1,Turkey,address,TR,override,True\n",
       R"(
gb-fcdo-arv1 Person nationality = Kosovo [2 raw_value]
gb-fcdo-arv1 Thing country = TR <- Turkey [3 raw_value]
not mapped id = 1 (2)
not mapped iso_available = False (2)
not mapped resolution_method = unmapped (2)
)"},
  };
  for (const auto& c : cases) CHECK(read_back(memory_stream(c.bytes))->sink.text() == c.text);
}

// Counted apart from this program, with a few lines of Python over the same files.
TEST_CASE("The UK Sanctions List of May 2026 is read whole from its tables") {
  const std::string folder = test_data("sanctions/uk-2026-05");
  if (folder.empty()) return;
  struct {
    std::string file;
    std::string format;
    size_t statements;
    Counts properties;
    Counts not_mapped;
  } cases[] = {
      {"subjects.csv",
       "uk-table-subjects",
       60'564,
       {{"listingDate", 6046},
        {"authorityId", 6046 + 5148},
        {"unscId", 1002},
        {"topics", 6046},
        {"entity", 6046}},
       {}},
      {"subject_names.csv",
       "uk-table-names",
       25'803,
       {{"name", 6051},
        {"alias", 8392},
        {"weakAlias", 605},
        {"firstName", 3847},
        {"middleName", 3062},
        {"lastName", 3846}},
       {{"name_id", 15'050}}},
      {"subject_dobs.csv",
       "uk-table-births",
       3538,
       {{"birthDate", 3538}},
       {{"dob_id", 3538}, {"precision", 3538}, {"parse_issues", 911}}},
      {"subject_identifiers.csv",
       "uk-table-identifiers",
       7159,
       {{"passportNumber", 2 * 722},
        {"idNumber", 418},
        {"registrationNumber", 599},
        {"imoNumber", 631},
        {"holder", 722 + 418},
        {"summary", 647}},
       {{"id", 22'787}, {"ofsi_group_id", 20'748}}},
      {"subject_countries.csv",
       "uk-table-countries",
       8563,
       {{"birthCountry", 2487}, {"country", 3150}, {"nationality", 2926}},
       {{"id", 88'029}, {"resolution_method", 88'029}, {"iso_available", 88'029}}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.file);
    const auto back = read_back(open_input({folder + "/" + c.file, {}, 0}).value());
    CHECK(back->format == c.format);
    CHECK(back->whole);
    CHECK(back->sink.statements.size() == c.statements);
    check_counts(back->sink.statements_by_property(), c.properties);
    CHECK(back->sink.issues.empty());
    Counts counted;
    for (const auto& [field, entry] : back->sink.not_mapped_fields) counted[field] = entry.count;
    CHECK(counted == c.not_mapped);
    if (c.format == "uk-table-subjects") {
      CHECK(back->sink.entities_by_schema() ==
            Counts{{"Person", 3883}, {"Organization", 1531}, {"Vessel", 632}, {"Sanction", 6046}});
    }
  }
}

TEST_CASE("OFSI's list of 2023 and 2024, one row for each entry, is read whole") {
  const std::string path = test_data("sanctions/uk-ofsi-2023-24/Final.csv");
  if (path.empty()) return;
  const auto back = read_back(open_input({path, {}, 0}).value());
  CHECK(back->format == "uk-ofsi-flat");
  CHECK(back->whole);
  check_counts(back->sink.entities_by_schema(), {{"Person", 3646},
                                                 {"Organization", 1008},
                                                 {"Vessel", 15},
                                                 {"Sanction", 4669},
                                                 {"Passport", 649},
                                                 {"Identification", 370}});
  check_counts(back->sink.statements_by_property(), {{"birthDate", 3130},
                                                     {"position", 3101},
                                                     {"birthPlace", 2320},
                                                     {"country", 4791 + 4669},
                                                     {"authorityId", 4669 + 4668},
                                                     {"unscId", 866},
                                                     {"reason", 3796},
                                                     {"gender", 2695},
                                                     {"legalForm", 345},
                                                     {"flag", 15},
                                                     {"address", 4669 - 2502}});
  CHECK(back->sink.issues.empty());
  CHECK(back->sink.not_mapped_fields.size() == 4);  // A note of its maker, ship lengths, and two cells.
}

}  // namespace
}  // namespace clew::read
