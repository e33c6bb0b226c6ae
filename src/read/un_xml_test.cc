#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "read/format.h"
#include "read/testing.h"

namespace clew::read {

extern const Format kUnXml;

namespace {

using Counts = std::map<std::string, size_t>;

RecordingSink read_un(std::string_view text, size_t piece = 1 << 20) {
  RecordingSink sink;
  PiecewiseStream stream(text, piece);
  const auto result = kUnXml.read(stream, sink, {});
  CHECK_MESSAGE(result.has_value(), (result ? std::string() : result.error().message));
  return sink;
}

std::string list_of(std::string_view records) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CONSOLIDATED_LIST dateGenerated=\"2026-02-27T00:00:09Z\">"
      "<INDIVIDUALS>\n{}</INDIVIDUALS></CONSOLIDATED_LIST>",
      records);
}

// `text` with the hashed ids of documents and the like replaced by schema and number: Passport1.
std::string with_plain_ids(std::string text) {
  std::map<std::string, int> numbers;
  const std::regex stated("\n(un-(?:address-)?[a-z2-7]{16}) (\\w+) id = ");
  for (std::smatch found; std::regex_search(text, found, stated);) {
    const std::string id = found[1], schema = found[2];
    const std::string plain = schema + std::to_string(++numbers[schema]);
    for (size_t at = 0; (at = text.find(id, at)) != std::string::npos;) text.replace(at, id.size(), plain);
  }
  return text;
}

// Everyone here is invented.
TEST_CASE("An individual of the UN list becomes a person, a listing, documents and addresses") {
  const std::string record =
      R"(<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>2</VERSIONNUM><FIRST_NAME> ZOR </FIRST_NAME>
<SECOND_NAME>AL
   QUUX</SECOND_NAME><THIRD_NAME/><UN_LIST_TYPE>Nowhere</UN_LIST_TYPE><REFERENCE_NUMBER>NWi.001</REFERENCE_NUMBER>
<LISTED_ON>2016-11-30</LISTED_ON><GENDER>MALE</GENDER><NAME_ORIGINAL_SCRIPT>زور</NAME_ORIGINAL_SCRIPT>
<COMMENTS1>Says little.</COMMENTS1><TITLE><VALUE>Dr.</VALUE></TITLE><DESIGNATION><VALUE>Clerk</VALUE></DESIGNATION>
<NATIONALITY><VALUE>Atlantis</VALUE></NATIONALITY><LAST_DAY_UPDATED><VALUE>2020-01-02</VALUE><VALUE/></LAST_DAY_UPDATED>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Zorro</ALIAS_NAME><NOTE>call sign</NOTE></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Z</ALIAS_NAME><DATE_OF_BIRTH>1970-02-03</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ADDRESS><STREET>1 Deep St</STREET><COUNTRY>Atlantis</COUNTRY><NOTE>in 2010</NOTE></INDIVIDUAL_ADDRESS>
<INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-07-17</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1965</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1966</FROM_YEAR><TO_YEAR>1969</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>soon</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Deep</CITY><COUNTRY>Atlantis</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER> A1</NUMBER><ISSUING_COUNTRY>Atlantis</ISSUING_COUNTRY><NOTE>expired</NOTE></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT><NUMBER>77</NUMBER><DATE_OF_ISSUE>2009-08-31</DATE_OF_ISSUE></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT/><SORT_KEY>x</SORT_KEY></INDIVIDUAL>)";
  CHECK(with_plain_ids(read_un(list_of(record)).text()) == R"(
un-NWi.001 Person id = un-NWi.001 [3]
un-NWi.001 Person notes = Says little. [3 COMMENTS1]
un-NWi.001 Person topics = sanction [3 UN_LIST_TYPE]
un-NWi.001 Person name = ZOR AL QUUX [3 FIRST_NAME SECOND_NAME THIRD_NAME FOURTH_NAME]
un-NWi.001 Person name = زور [3 NAME_ORIGINAL_SCRIPT]
un-sanction-NWi.001 Sanction id = un-sanction-NWi.001 [3]
un-sanction-NWi.001 Sanction entity = un-NWi.001 [3]
un-sanction-NWi.001 Sanction authority = United Nations Security Council [3]
un-sanction-NWi.001 Sanction unscId = NWi.001 [3 REFERENCE_NUMBER]
un-sanction-NWi.001 Sanction recordId = 1 [3 DATAID]
un-sanction-NWi.001 Sanction program = Nowhere [3 UN_LIST_TYPE]
un-sanction-NWi.001 Sanction listingDate = 2016-11-30 [3 LISTED_ON]
un-sanction-NWi.001 Sanction startDate = 2016-11-30 [3 LISTED_ON]
un-NWi.001 Person gender = male <- MALE [3 GENDER]
un-NWi.001 Person title = Dr. [3 TITLE/VALUE]
un-NWi.001 Person position = Clerk [3 DESIGNATION/VALUE]
un-NWi.001 Person nationality = Atlantis [3 NATIONALITY/VALUE]
un-NWi.001 Person modifiedAt = 2020-01-02 [3 LAST_DAY_UPDATED/VALUE]
un-NWi.001 Person alias = Zorro [3 INDIVIDUAL_ALIAS/ALIAS_NAME]
un-NWi.001 Person notes = Zorro: call sign <- call sign [3 INDIVIDUAL_ALIAS/NOTE]
un-NWi.001 Person weakAlias = Z [3 INDIVIDUAL_ALIAS/ALIAS_NAME]
un-NWi.001 Person birthDate = 1970-02-03 [3 INDIVIDUAL_ALIAS/DATE_OF_BIRTH]
Address1 Address id = Address1 [3]
Address1 Address full = 1 Deep St, Atlantis [3 INDIVIDUAL_ADDRESS]
Address1 Address street = 1 Deep St [3 INDIVIDUAL_ADDRESS/STREET]
Address1 Address country = Atlantis [3 INDIVIDUAL_ADDRESS/COUNTRY]
Address1 Address remarks = in 2010 [3 INDIVIDUAL_ADDRESS/NOTE]
un-NWi.001 Person addressEntity = Address1 [3 INDIVIDUAL_ADDRESS]
un-NWi.001 Person address = 1 Deep St, Atlantis [3 INDIVIDUAL_ADDRESS]
un-NWi.001 Person country = Atlantis [3 INDIVIDUAL_ADDRESS/COUNTRY]
un-NWi.001 Person birthDate = 1964-07-17 [3 INDIVIDUAL_DATE_OF_BIRTH/DATE]
un-NWi.001 Person birthDate = 1965 <- APPROXIMATELY 1965 [3 INDIVIDUAL_DATE_OF_BIRTH/YEAR]
un-NWi.001 Person birthDate = 1966 <- BETWEEN 1966 AND 1969 [3 INDIVIDUAL_DATE_OF_BIRTH/FROM_YEAR]
un-NWi.001 Person birthDate = 1969 <- BETWEEN 1966 AND 1969 [3 INDIVIDUAL_DATE_OF_BIRTH/TO_YEAR]
un-NWi.001 Person birthDate = soon [3 INDIVIDUAL_DATE_OF_BIRTH/DATE]
un-NWi.001 Person birthPlace = Deep, Atlantis [3 INDIVIDUAL_PLACE_OF_BIRTH]
un-NWi.001 Person birthCountry = Atlantis [3 INDIVIDUAL_PLACE_OF_BIRTH/COUNTRY]
Passport1 Passport id = Passport1 [3]
Passport1 Passport holder = un-NWi.001 [3]
Passport1 Passport type = Passport [3 INDIVIDUAL_DOCUMENT/TYPE_OF_DOCUMENT]
Passport1 Passport number = A1 [3 INDIVIDUAL_DOCUMENT/NUMBER]
Passport1 Passport country = Atlantis [3 INDIVIDUAL_DOCUMENT/ISSUING_COUNTRY]
Passport1 Passport summary = expired [3 INDIVIDUAL_DOCUMENT/NOTE]
un-NWi.001 Person passportNumber = A1 [3 INDIVIDUAL_DOCUMENT/NUMBER]
Identification1 Identification id = Identification1 [3]
Identification1 Identification holder = un-NWi.001 [3]
Identification1 Identification type = National Identification Number [3 INDIVIDUAL_DOCUMENT/TYPE_OF_DOCUMENT]
Identification1 Identification number = 77 [3 INDIVIDUAL_DOCUMENT/NUMBER]
Identification1 Identification startDate = 2009-08-31 [3 INDIVIDUAL_DOCUMENT/DATE_OF_ISSUE]
un-NWi.001 Person idNumber = 77 [3 INDIVIDUAL_DOCUMENT/NUMBER]
issue bad-date: INDIVIDUAL_DATE_OF_BIRTH/DATE: "soon" is no date we can read [3]
not mapped SORT_KEY = x (1)
not mapped VERSIONNUM = 2 (1)
note published_on = 2026-02-27T00:00:09Z
note publisher = United Nations Security Council
note title = United Nations Security Council Consolidated List
)");
}

TEST_CASE("Former names of entities on the UN list are previous names") {
  const RecordingSink sink = read_un(
      list_of("<ENTITY><REFERENCE_NUMBER>NWe.1</REFERENCE_NUMBER><FIRST_NAME>QUUX LTD</FIRST_NAME>"
              "<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD QUUX</ALIAS_NAME></ENTITY_ALIAS>"
              "<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>QX</ALIAS_NAME></ENTITY_ALIAS>"
              "<ENTITY_ALIAS><QUALITY>other</QUALITY><ALIAS_NAME>Q</ALIAS_NAME></ENTITY_ALIAS></ENTITY>"));
  CHECK(sink.values("un-NWe.1", "previousName") == std::vector<std::string>{"OLD QUUX"});
  CHECK(sink.values("un-NWe.1", "alias") == std::vector<std::string>{"QX", "Q"});
  CHECK(sink.issues_by_kind() == Counts{{"unknown-alias-type", 1}});
  CHECK(sink.entities_by_schema() == Counts{{"Organization", 1}, {"Sanction", 1}});
}

TEST_CASE("Damage in the UN list costs the record it stands in, with its line") {
  const std::string good = "<INDIVIDUAL><REFERENCE_NUMBER>A</REFERENCE_NUMBER></INDIVIDUAL>\n";
  struct {
    const char* record;
    const char* issue;
  } cases[] = {
      {"<INDIVIDUAL><FIRST_NAME>A & B</FIRST_NAME></INDIVIDUAL>\n",
       "issue malformed-xml: line 4: the XML is damaged"},
      {"<INDIVIDUAL><FIRST_NAME>x</INDIVIDUAL>\n", "issue malformed-xml: line 4: the XML is damaged"},
      {"<INDIVIDUAL><FIRST_NAME>x</FIRST_NAME></INDIVIDUAL>\n",
       "issue malformed-entry: <INDIVIDUAL> has no REFERENCE_NUMBER; it is not read [4]"},
      {"<INDIVIDUAL><REFERENCE_NUMBER>X</REFERENCE_NUMBER><FIRST_NAME>\xE9</FIRST_NAME></INDIVIDUAL>\n",
       "issue not-utf8: bytes of the entry are no UTF-8; they are read as windows-1252 [4]"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.record);
    std::string second = good;
    second.replace(second.find(">A<"), 3, ">B<");
    const RecordingSink sink = read_un(list_of(good + c.record + second), 100);
    CHECK_MESSAGE(sink.text().find(c.issue) != std::string::npos, sink.text());
    CHECK(sink.values("un-A", "id").size() == 1);
    CHECK(sink.values("un-B", "id").size() == 1);
  }
}

TEST_CASE("A UN list that is cut off or declares a DOCTYPE is an error") {
  for (const char* const text :
       {"<CONSOLIDATED_LIST dateGenerated=\"x\"><INDIVIDUALS><INDIVIDUAL><REFERENCE",
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>",
        "<!DOCTYPE x SYSTEM \"http://localhost/x.dtd\"><CONSOLIDATED_LIST/>"}) {
    RecordingSink sink;
    PiecewiseStream stream(text, 1000);
    const auto result = kUnXml.read(stream, sink, {});
    REQUIRE(!result);
    CHECK(result.error().message.starts_with("line 1: "));
    CHECK(sink.statements.empty());
  }
}

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::filesystem::path test_data() {
  const char* const folder = std::getenv("CLEW_TEST_DATA");
  return folder ? folder : std::string(CLEW_SOURCE_DIR) + "/../shared/data";
}

void check_counts(const RecordingSink& sink, const Counts& expected) {
  const Counts properties = sink.statements_by_property();
  for (const auto& [property, count] : expected) {
    CAPTURE(property);
    CHECK(properties.at(property) == count);
  }
}

// These counts were made with Python's own XML parser.
TEST_CASE("The UN list that comes along is read whole") {
  const auto inputs =
      find_inputs(std::string(CLEW_SOURCE_DIR) + "/data/lists/un_sc_sanctions/consolidated.xml.gz");
  REQUIRE(inputs.has_value());
  REQUIRE(inputs->size() == 1);
  auto opened = open_input(inputs->front());
  REQUIRE(opened.has_value());
  Peeked stream(std::move(*opened));
  CHECK(recognise(stream.head()) == &kUnXml);
  RecordingSink sink;
  CHECK(kUnXml.read(stream, sink, {}).has_value());
  CHECK(sink.issues.empty());
  CHECK(sink.statements.size() == 28'545);
  CHECK(sink.entities_by_schema() == Counts{{"Address", 611},
                                            {"Identification", 154},
                                            {"Organization", 273},
                                            {"Passport", 314},
                                            {"Person", 730},
                                            {"Sanction", 1003}});
  check_counts(sink, {{"name", 1381},
                      {"alias", 2108},
                      {"weakAlias", 615},
                      {"previousName", 19},
                      {"birthDate", 894 + 39},
                      {"nationality", 652},
                      {"position", 427},
                      {"passportNumber", 304},
                      {"idNumber", 144},
                      {"address", 740},
                      {"addressEntity", 809},
                      {"modifiedAt", 1891}});
  CHECK(sink.not_mapped_fields.size() == 2);
  CHECK(sink.not_mapped_fields["VERSIONNUM"].count == 1003);
  CHECK(sink.not_mapped_fields["LIST_TYPE/VALUE"].count == 1003);
  CHECK(sink.notes["published_on"] == "2026-02-27T00:00:09.554Z");
}

TEST_CASE("Four versions of the UN list are read, and who stands in several keeps the id") {
  struct {
    const char* file;
    size_t statements;
    Counts entities, properties, issues;
  } cases[] = {
      {"2020-11-30/consolidated.xml",
       28'283,
       {{"Address", 659},
        {"Identification", 143},
        {"Organization", 305},
        {"Passport", 306},
        {"Person", 713},
        {"Sanction", 1018}},
       {{"name", 1426},
        {"alias", 2036},
        {"weakAlias", 616},
        {"previousName", 14},
        {"birthDate", 882 + 43},
        {"nationality", 657},
        {"position", 371},
        {"passportNumber", 293},
        {"idNumber", 129},
        {"address", 765},
        {"addressEntity", 838},
        {"modifiedAt", 1413}},
       {}},
      {"2025-04-19/UN.xml",
       26'352,
       {{"Address", 567},
        {"Identification", 153},
        {"Organization", 193},
        {"Passport", 292},
        {"Person", 684},
        {"Sanction", 877}},
       {{"name", 1257},
        {"alias", 2057},
        {"weakAlias", 619},
        {"previousName", 18},
        {"birthDate", 868 + 40},
        {"nationality", 646},
        {"position", 365},
        {"passportNumber", 282},
        {"idNumber", 143},
        {"address", 693},
        {"addressEntity", 763},
        {"modifiedAt", 1837}},
       {}},
      // A copy that was mangled: windows-1252 under the name of UTF-8, and 17 records that are no XML.
      {"2025-08-16/consolidated.xml",
       25'779,
       {{"Address", 561},
        {"Identification", 146},
        {"Organization", 193},
        {"Passport", 286},
        {"Person", 669},
        {"Sanction", 862}},
       {},
       {{"malformed-xml", 17}, {"not-utf8", 382}}},
      {"2026-02-27/UN_consolidated.xml",
       28'545,
       {{"Address", 611},
        {"Identification", 154},
        {"Organization", 273},
        {"Passport", 314},
        {"Person", 730},
        {"Sanction", 1003}},
       {},
       {}},
  };
  const auto folder = test_data() / "sanctions" / "un";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: no real lists at " << folder.string());
    return;
  }
  std::map<std::string, std::set<std::string>> listed;
  for (const auto& c : cases) {
    CAPTURE(c.file);
    const std::string bytes = file_bytes(folder / c.file);
    CHECK(recognise(std::string_view(bytes).substr(0, 64 << 10)) == &kUnXml);
    const RecordingSink sink = read_un(bytes, 30'011);
    CHECK(sink.statements.size() == c.statements);
    CHECK(sink.entities_by_schema() == c.entities);
    CHECK(sink.issues_by_kind() == c.issues);
    check_counts(sink, c.properties);
    for (const RecordedStatement& statement : sink.statements) {
      const auto cut = std::string_view(bytes).substr(statement.record.offset, statement.record.length);
      REQUIRE((cut.starts_with("<INDIVIDUAL>") || cut.starts_with("<ENTITY>")));
      REQUIRE((cut.ends_with("</INDIVIDUAL>") || cut.ends_with("</ENTITY>")));
      if (sink.slots[statement.slot].property == "unscId") listed[c.file].insert(statement.value);
    }
  }
  // Six of these and one more had another DATAID in the older list.
  const auto& before = listed["2025-04-19/UN.xml"];
  const auto& after = listed["2026-02-27/UN_consolidated.xml"];
  CHECK(std::ranges::count_if(before, [&](const std::string& id) { return after.contains(id); }) == 873);
}

}  // namespace
}  // namespace clew::read
