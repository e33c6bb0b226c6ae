#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "read/format.h"
#include "read/testing.h"
#include "read/testing_data.h"

namespace clew::read {

extern const Format kGleifXml, kGleifCsv, kGleifApi;

namespace {

using Counts = std::map<std::string, size_t>;

RecordingSink read_as(const Format& format, std::string_view text) {
  RecordingSink sink;
  PiecewiseStream stream(text, 997);
  CHECK(recognise(text) == &format);
  const auto result = format.read(stream, sink, {});
  CHECK_MESSAGE(result.has_value(), (result ? std::string() : result.error().message));
  return sink;
}

constexpr const char* kXml = R"(<?xml version="1.0" encoding="UTF-8"?>
<lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016">
<lei:LEIHeader><lei:ContentDate>2024-02-03T08:00:00Z</lei:ContentDate></lei:LEIHeader><lei:LEIRecords>
<lei:LEIRecord><lei:LEI>XX00QUUX000000000001</lei:LEI><lei:Entity>
<lei:LegalName xml:lang="de">Quux AG</lei:LegalName>
<lei:OtherEntityNames><lei:OtherEntityName xml:lang="en" type="PREVIOUS_LEGAL_NAME">Quuz Ltd</lei:OtherEntityName></lei:OtherEntityNames>
<lei:LegalAddress xml:lang="de"><lei:FirstAddressLine>Kai 1</lei:FirstAddressLine><lei:City>Hafen</lei:City><lei:Country>DE</lei:Country></lei:LegalAddress>
<lei:RegistrationAuthority><lei:RegistrationAuthorityID>RA000242</lei:RegistrationAuthorityID><lei:RegistrationAuthorityEntityID>HRB 1</lei:RegistrationAuthorityEntityID></lei:RegistrationAuthority>
<lei:LegalJurisdiction>DE</lei:LegalJurisdiction><lei:EntityCategory>GENERAL</lei:EntityCategory>
<lei:LegalForm><lei:EntityLegalFormCode>6QQB</lei:EntityLegalFormCode></lei:LegalForm>
<lei:EntityStatus>INACTIVE</lei:EntityStatus><lei:EntityExpirationDate>2020-05-06T00:00:00Z</lei:EntityExpirationDate>
<lei:EntityExpirationReason>DISSOLVED</lei:EntityExpirationReason>
<lei:SuccessorEntity><lei:SuccessorLEI>XX00QUUX000000000002</lei:SuccessorLEI></lei:SuccessorEntity></lei:Entity>
<lei:Registration><lei:LastUpdateDate>2023-01-02T03:04:05Z</lei:LastUpdateDate><lei:RegistrationStatus>RETIRED</lei:RegistrationStatus></lei:Registration>
</lei:LEIRecord></lei:LEIRecords></lei:LEIData>)";

TEST_CASE("A record of an LEI is read to the last field") {
  CHECK(read_as(kGleifXml, kXml).text() == R"(
lei-XX00QUUX000000000001 Company id = lei-XX00QUUX000000000001 [4]
lei-XX00QUUX000000000001 Company leiCode = XX00QUUX000000000001 [4 LEI]
lei-XX00QUUX000000000001 Company name = Quux AG @deu [4 Entity/LegalName]
lei-XX00QUUX000000000001 Company previousName = Quuz Ltd @eng [4 Entity/OtherEntityNames/OtherEntityName]
lei-address-3qhdzbefbjxaagyg Address id = lei-address-3qhdzbefbjxaagyg [4]
lei-address-3qhdzbefbjxaagyg Address full = Kai 1, Hafen, DE [4 Entity/LegalAddress]
lei-address-3qhdzbefbjxaagyg Address street = Kai 1 [4 Entity/LegalAddress/FirstAddressLine]
lei-address-3qhdzbefbjxaagyg Address city = Hafen [4 Entity/LegalAddress/City]
lei-address-3qhdzbefbjxaagyg Address country = DE [4 Entity/LegalAddress/Country]
lei-XX00QUUX000000000001 Company addressEntity = lei-address-3qhdzbefbjxaagyg [4 Entity/LegalAddress]
lei-XX00QUUX000000000001 Company address = Kai 1, Hafen, DE [4 Entity/LegalAddress]
lei-XX00QUUX000000000001 Company country = DE [4 Entity/LegalAddress/Country]
lei-XX00QUUX000000000001 Company registrationNumber = HRB 1 <- RA000242 HRB 1 [4 Entity/RegistrationAuthority/RegistrationAuthorityEntityID]
lei-XX00QUUX000000000001 Company jurisdiction = DE [4 Entity/LegalJurisdiction]
lei-XX00QUUX000000000001 Company classification = GENERAL [4 Entity/EntityCategory]
lei-XX00QUUX000000000001 Company legalForm = 6QQB [4 Entity/LegalForm/EntityLegalFormCode]
lei-XX00QUUX000000000001 Company status = INACTIVE [4 Entity/EntityStatus]
lei-XX00QUUX000000000001 Company dissolutionDate = 2020-05-06 <- 2020-05-06T00:00:00Z [4 Entity/EntityExpirationDate]
lei-nbyxixdnmrgmkr4o Succession id = lei-nbyxixdnmrgmkr4o [4]
lei-nbyxixdnmrgmkr4o Succession predecessor = lei-XX00QUUX000000000001 [4]
lei-nbyxixdnmrgmkr4o Succession successor = lei-XX00QUUX000000000002 [4 Entity/SuccessorEntity/SuccessorLEI]
lei-XX00QUUX000000000001 Company modifiedAt = 2023-01-02 <- 2023-01-02T03:04:05Z [4 Registration/LastUpdateDate]
lei-XX00QUUX000000000001 Company notes = LEI RETIRED <- RETIRED [4 Registration/RegistrationStatus]
not mapped Entity/EntityExpirationReason = DISSOLVED (1)
note published_on = 2024-02-03T08:00:00Z
note publisher = Global Legal Entity Identifier Foundation
)");
}

constexpr const char* kRelationshipHead =
    R"(<?xml version="1.0" encoding="UTF-8"?><rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016"><rr:RelationshipRecords>)";

std::string relationship(std::string_view type, std::string_view status, std::string_view period,
                         std::string_view registration) {
  std::string text = kRelationshipHead;
  text +=
      "\n<rr:RelationshipRecord><rr:Relationship><rr:StartNode><rr:NodeID>CHILD</"
      "rr:NodeID><rr:NodeIDType>LEI";
  text +=
      "</rr:NodeIDType></rr:StartNode><rr:EndNode><rr:NodeID>PARENT</rr:NodeID></"
      "rr:EndNode><rr:RelationshipType>";
  text += type;
  text += "</rr:RelationshipType><rr:RelationshipPeriods>";
  text += period;
  text += "</rr:RelationshipPeriods><rr:RelationshipStatus>";
  text += status;
  text += "</rr:RelationshipStatus></rr:Relationship><rr:Registration>";
  text += registration;
  return text + "</rr:Registration></rr:RelationshipRecord></rr:RelationshipRecords></rr:RelationshipData>";
}

std::string first_value(const RecordingSink& sink, std::string_view property) {
  for (const RecordedStatement& statement : sink.statements) {
    if (sink.slots[statement.slot].property == property) return statement.value;
  }
  return {};
}

TEST_CASE("Each type of relationship of the LEI becomes the link it is, the ultimate parent a conclusion") {
  struct {
    const char* type;
    const char* schema;
    const char* from;
    const char* to;
    const char* directness;
  } cases[] = {
      {"IS_DIRECTLY_CONSOLIDATED_BY", "Control", "controller", "controlled", "direct"},
      {"IS_ULTIMATELY_CONSOLIDATED_BY", "Control", "controller", "controlled", "indirect"},
      {"IS_INTERNATIONAL_BRANCH_OF", "Control", "controller", "controlled", "direct"},
      {"IS_FUND-MANAGED_BY", "Representation", "agent", "client", ""},
      {"IS_SUBFUND_OF", "UnknownLink", "object", "subject", ""},
      {"IS_FEEDER_TO", "UnknownLink", "object", "subject", ""},
      {"IS_A_FRIEND_OF", "UnknownLink", "object", "subject", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.type);
    const RecordingSink sink = read_as(kGleifXml, relationship(c.type, "ACTIVE", "", ""));
    CHECK(shown(sink.entities_by_schema()) == std::string(c.schema) + " 1");
    CHECK(first_value(sink, c.from) == "lei-PARENT");
    CHECK(first_value(sink, c.to) == "lei-CHILD");
    CHECK(first_value(sink, "directness") == c.directness);
    CHECK(first_value(sink, "role") == c.type);
    const bool known = std::string_view(c.type) != "IS_A_FRIEND_OF";
    CHECK(sink.issues_by_kind() == (known ? Counts{} : Counts{{"unknown-relationship", 1}}));
  }
}

TEST_CASE(
    "A relationship of the LEI ends when it says so, and at the latest when its record says it is over") {
  struct {
    const char* status;
    const char* period;
    const char* registration;
    const char* end;
  } cases[] = {
      {"ACTIVE", "", "<rr:RegistrationStatus>PUBLISHED</rr:RegistrationStatus>", ""},
      {"ACTIVE", "", "<rr:RegistrationStatus>LAPSED</rr:RegistrationStatus>", ""},
      {"INACTIVE", "", "<rr:LastUpdateDate>2023-01-02T00:00:00Z</rr:LastUpdateDate>", "2023-01-02"},
      {"ACTIVE", "",
       "<rr:LastUpdateDate>2023-01-02</rr:LastUpdateDate><rr:RegistrationStatus>ANNULLED</"
       "rr:RegistrationStatus>",
       "2023-01-02"},
      {"INACTIVE",
       "<rr:RelationshipPeriod><rr:EndDate>2021-05-06</rr:EndDate><rr:PeriodType>RELATIONSHIP_PERIOD"
       "</rr:PeriodType></rr:RelationshipPeriod>",
       "<rr:LastUpdateDate>2023-01-02</rr:LastUpdateDate>", "2021-05-06"},
      // The years of the accounts are no end.
      {"ACTIVE",
       "<rr:RelationshipPeriod><rr:EndDate>2021-05-06</rr:EndDate><rr:PeriodType>ACCOUNTING_PERIOD"
       "</rr:PeriodType></rr:RelationshipPeriod>",
       "", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.registration);
    CHECK(first_value(read_as(kGleifXml, relationship("IS_SUBFUND_OF", c.status, c.period, c.registration)),
                      "endDate") == c.end);
  }
}

TEST_CASE("GLEIF's CSV is read by the names of its columns, whatever their order") {
  const RecordingSink sink =
      read_as(kGleifCsv,
              "Entity.LegalName.xmllang,LEI,Entity.LegalName,Entity.OtherEntityNames.OtherEntityName.1,"
              "Entity.OtherEntityNames.OtherEntityName.1.type,Entity.OtherEntityNames.OtherEntityName.2,"
              "Entity.OtherEntityNames.OtherEntityName.2.type,Entity.LegalAddress.FirstAddressLine,"
              "Entity.LegalAddress.AdditionalAddressLine.1,Entity.LegalAddress.AdditionalAddressLine.2,"
              "Entity.LegalAddress.Country,Entity.SuccessorEntity.1.SuccessorLEI,New.Column\n"
              "en,A1,Quux Ltd,Old One,PREVIOUS_LEGAL_NAME,The Quux,TRADING_OR_OPERATING_NAME,1 Quay,Floor "
              "2,Hall,GB,B2,x\n"
              "en,A2,Short\n"
              "en,,Nobody,,,,,,,,,,\n");
  CHECK(sink.values("lei-A1", "name") == std::vector<std::string>{"Quux Ltd"});
  CHECK(sink.values("lei-A1", "previousName") == std::vector<std::string>{"Old One"});
  CHECK(sink.values("lei-A1", "alias") == std::vector<std::string>{"The Quux"});
  CHECK(sink.values("lei-A1", "address") == std::vector<std::string>{"1 Quay, Floor 2, Hall, GB"});
  CHECK(first_value(sink, "successor") == "lei-B2");
  CHECK(shown(sink.issues_by_kind()) == "malformed-row 1, no-id 1");
  CHECK(shown(sink.not_mapped_by_field()) == "Entity/LegalName 1, Entity/LegalName/xmllang 1, New/Column 1");
  const RecordingSink links = read_as(
      kGleifCsv,
      "Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,"
      "Relationship.RelationshipType,Relationship.RelationshipStatus,Relationship.Period.1.startDate,"
      "Relationship.Period.1.periodType,Relationship.Period.2.startDate,Relationship.Period.2.periodType\n"
      "A,LEI,B,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,2019-01-01,ACCOUNTING_PERIOD,2018-03-04,RELATIONSHIP_"
      "PERIOD\n"
      "A,LEI,,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,,,,\n");
  CHECK(first_value(links, "startDate") == "2018-03-04");
  CHECK(shown(links.issues_by_kind()) == "malformed-relationship 1");
  const RecordingSink exceptions =
      read_as(kGleifCsv,
              "LEI,Exception.Category,Exception.Reason.1,Exception.Reason.2,Exception.Reference.1\n"
              "A,DIRECT_ACCOUNTING_CONSOLIDATION_PARENT,NO_LEI,NON_PUBLIC,asked in vain\n");
  CHECK(shown(exceptions.entities_by_schema()) == "NegativeFact 2");
  CHECK(first_value(exceptions, "subject") == "lei-A");
  CHECK(first_value(exceptions, "kind") == "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT");
  CHECK(first_value(exceptions, "reason") == "NO_LEI");
  CHECK(first_value(exceptions, "description") == "asked in vain");
}

TEST_CASE("Damaged records of the LEI cost only themselves") {
  struct {
    const Format* format;
    std::string text;
    const char* issues;
  } cases[] = {
      {&kGleifXml,
       std::string(kRelationshipHead) +
           "<rr:RelationshipRecord/></rr:RelationshipRecords></rr:RelationshipData>",
       "no-id 1"},
      {&kGleifXml,
       std::string(kRelationshipHead) +
           "<rr:RelationshipRecord><rr:Relationship><rr:StartNode><rr:NodeID>A</rr:NodeID></rr:StartNode></"
           "rr:Relationship></rr:RelationshipRecord></rr:RelationshipRecords></rr:RelationshipData>",
       "malformed-relationship 1"},
      {&kGleifApi,
       R"({"data":{"type":"lei-records","id":"x","attributes":{"entity":{}},"links":{"self":"https://api.gleif.org/x"}}})",
       "no-id 1"},
      {&kGleifApi,
       R"({"data":[7,{"type":"lei-records","links":"https://api.gleif.org/x"},{"type":"moons","attributes":{}}]})",
       "not-a-record 2"},
      {&kGleifApi,
       R"({"data":{"type":"reporting-exceptions","attributes":{"category":"X"}},"l":"api.gleif.org"})",
       "no-id 1"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(shown(read_as(*c.format, c.text).issues_by_kind()) == c.issues);
  }
}

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Totals {
  size_t files = 0;
  Counts entities, issues, not_mapped;
};

void add_to(Counts& counts, const Counts& more) {
  for (const auto& [name, count] : more) counts[name] += count;
}

Totals read_folder(const std::string& folder, std::string_view ending, const Format& format) {
  Totals totals;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(ending)) continue;
    CAPTURE(name);
    const RecordingSink sink = read_as(format, file_bytes(entry.path()));
    ++totals.files;
    add_to(totals.entities, sink.entities_by_schema());
    add_to(totals.issues, sink.issues_by_kind());
    add_to(totals.not_mapped, sink.not_mapped_by_field());
  }
  return totals;
}

// The counts were made with a few lines of Python.
TEST_CASE("Real records of the golden copy are read whole") {
  const std::string folder = test_data("registers/gleif-golden-xml");
  if (folder.empty()) return;
  const Totals totals = read_folder(folder, ".xml", kGleifXml);
  CHECK(totals.files == 9);
  CHECK(shown(totals.entities) ==
        "Address 42, Company 37, Control 14, NegativeFact 24, Representation 14, UnknownLink 3");
  CHECK(totals.issues.empty());
  CHECK(shown(totals.not_mapped) ==
        "Entity/LegalEntityEvents/LegalEntityEvent/AffectedFields/AffectedField 1, "
        "Entity/LegalEntityEvents/LegalEntityEvent/AffectedFields/AffectedField/field_xpath 1, "
        "Entity/LegalEntityEvents/LegalEntityEvent/LegalEntityEventEffectiveDate 9, "
        "Entity/LegalEntityEvents/LegalEntityEvent/LegalEntityEventRecordedDate 9, "
        "Entity/LegalEntityEvents/LegalEntityEvent/LegalEntityEventType 9, "
        "Entity/LegalEntityEvents/LegalEntityEvent/ValidationDocuments 9, "
        "Entity/LegalEntityEvents/LegalEntityEvent/event_status 9, "
        "Entity/LegalEntityEvents/LegalEntityEvent/group_id 4, "
        "Entity/LegalEntityEvents/LegalEntityEvent/group_type 9, "
        "Entity/RegistrationAuthority/RegistrationAuthorityID 4, Extension/Geocoding/bounding_box "
        "16, Extension/Geocoding/formatted_address 16, Extension/Geocoding/geocoding_date 18, "
        "Extension/Geocoding/geocoding_failed 2, Extension/Geocoding/lat 18, "
        "Extension/Geocoding/lng 18, Extension/Geocoding/mapped_city 16, "
        "Extension/Geocoding/mapped_country 16, Extension/Geocoding/mapped_district 9, "
        "Extension/Geocoding/mapped_housenumber 12, Extension/Geocoding/mapped_location_id 16, "
        "Extension/Geocoding/mapped_postalcode 15, Extension/Geocoding/mapped_state 15, "
        "Extension/Geocoding/mapped_street 12, Extension/Geocoding/match_level 16, "
        "Extension/Geocoding/match_type 12, Extension/Geocoding/original_address 18, "
        "Extension/Geocoding/relevance 18, Registration/InitialRegistrationDate 31, "
        "Registration/ManagingLOU 68, Registration/NextRenewalDate 68, "
        "Registration/OtherValidationAuthorities/OtherValidationAuthority/ValidationAuthorityEntityID "
        "1, Registration/OtherValidationAuthorities/OtherValidationAuthority/ValidationAuthorityID "
        "1, Registration/RegistrationStatus 58, "
        "Registration/ValidationAuthority/ValidationAuthorityEntityID 33, "
        "Registration/ValidationAuthority/ValidationAuthorityID 37, "
        "Registration/ValidationDocuments 31, Registration/ValidationSources 68, "
        "Relationship/RelationshipPeriods/RelationshipPeriod/EndDate 13, "
        "Relationship/RelationshipPeriods/RelationshipPeriod/StartDate 17");
  const Totals older = read_folder(test_data("registers/gleif-lei2-xml"), ".xml", kGleifXml);
  CHECK(shown(older.entities) == "Address 20, LegalEntity 10");
  CHECK(older.issues.empty());
}

TEST_CASE("Real answers of GLEIF's API are read whole") {
  for (const auto& [name, entities] :
       std::map<std::string, std::string>{{"lei_records", "Address 182, Company 155, LegalEntity 2"},
                                          {"relationships", "Control 121"},
                                          {"reporting_exceptions", "NegativeFact 17"},
                                          {"isins", "Security 50"}}) {
    const std::string folder = test_data("registers/gleif-api/" + name);
    if (folder.empty()) return;
    CAPTURE(name);
    const Totals totals = read_folder(folder, ".json", kGleifApi);
    CHECK(shown(totals.entities) == entities);
    CHECK(totals.issues.empty());
    if (name == "reporting_exceptions" || name == "isins") CHECK(totals.not_mapped.empty());
  }
}

}  // namespace
}  // namespace clew::read
