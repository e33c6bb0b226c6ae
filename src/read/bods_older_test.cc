// BODS 0.2 and 0.3: the same reader, other rules.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "read/format.h"
#include "read/testing.h"
#include "read/testing_data.h"

namespace clew::read {

extern const Format kBods;

namespace {

using Counts = std::map<std::string, size_t>;

RecordingSink read_bods(std::string_view text) {
  RecordingSink sink;
  PiecewiseStream stream(text, 997);
  CHECK(kBods.read(stream, sink, {}));
  return sink;
}

std::string first_value(const RecordingSink& sink, std::string_view property) {
  for (const RecordedStatement& statement : sink.statements) {
    if (sink.slots[statement.slot].property == property) return statement.value;
  }
  return {};
}

std::string statement(std::string_view id, std::string_view type, std::string_view rest,
                      std::string_view date = "2020-01-01", std::string_view version = "0.2") {
  return fmt::format(R"({{"statementID":"{}","statementType":"{}","statementDate":"{}",)"
                     R"("publicationDetails":{{"bodsVersion":"{}"}},{}}})"
                     "\n",
                     id, type, date, version, rest);
}

std::string held(std::string_view id, std::string_view interests, std::string_view rest = "",
                 std::string_view date = "2020-01-01", std::string_view version = "0.2") {
  return statement(
      id, "ownershipOrControlStatement",
      fmt::format(
          R"("subject":{{"describedByEntityStatement":"c1"}},"interestedParty":{{"describedByPersonStatement":"p1"}},)"
          R"("isComponent":false,"interests":[{}]{})",
          interests, rest),
      date, version);
}

TEST_CASE("Before BODS 0.4 the maximum of a share does not belong to it, and exclusive is true or false") {
  struct {
    const char* share;
    const char* interval;
  } cases[] = {
      {R"({"exact":60})", "[60,60]"},
      {R"({"exact":100,"minimum":100,"maximum":100})", "[100,100]"},
      {R"({"minimum":25,"maximum":50})", "[25,50)"},
      {R"({"minimum":25,"maximum":50,"exclusiveMinimum":true,"exclusiveMaximum":false})", "(25,50]"},
      {R"({"minimum":25,"maximum":50,"exclusiveMinimum":false,"exclusiveMaximum":true})", "[25,50)"},
      {R"({"minimum":75})", "[75,100]"},
      {R"({"minimum":75,"exclusiveMinimum":true})", "(75,100]"},
      {R"({"maximum":5})", "[0,5)"},
      {R"({"exact":50,"maximum":50})", "[50,50]"},
      {R"({"minimum":50,"maximum":50,"exclusiveMaximum":false})", "[50,50]"},
      // Words only: they contradict themselves, or follow another version.
      {R"({"minimum":50,"maximum":50})", ""},
      {R"({"exact":50,"maximum":60})", ""},
      {R"({"minimum":25,"exclusiveMaximum":50})", ""},
      {R"({"exclusiveMinimum":25})", ""},
      {R"({"maximum":101})", ""},
      {R"({})", ""},
  };
  for (const auto version : {"0.2", "0.3"}) {
    for (const auto& c : cases) {
      CAPTURE(c.share);
      const RecordingSink sink = read_bods(held(
          "r1", fmt::format(R"({{"type":"shareholding","share":{}}})", c.share), "", "2020-01-01", version));
      CHECK(first_value(sink, "shareInterval") == c.interval);
      CHECK(sink.issues_by_kind() == (*c.interval ? Counts{} : Counts{{"bad-share", 1}}));
    }
  }
}

TEST_CASE("The codes of BODS 0.2 are stated as 0.4 writes them, with the source's own beside") {
  struct {
    const char* words;
    const char* type;
    const char* schema;
    const char* control;
  } cases[] = {
      {"shareholding", "shareholding", "Ownership", ""},
      {"voting-rights", "votingRights", "Control", "voting"},
      {"appointment-of-board", "appointmentOfBoard", "Control", "appointment"},
      {"other-influence-or-control", "otherInfluenceOrControl", "Control", ""},
      {"senior-managing-official", "seniorManagingOfficial", "Directorship", ""},
      {"settlor-of-trust", "settlor", "Control", "trust"},
      {"trustee-of-trust", "trustee", "Control", "trust"},
      {"protector-of-trust", "protector", "Control", "trust"},
      {"beneficiary-of-trust", "beneficiaryOfLegalArrangement", "Ownership", ""},
      {"other-influence-or-control-of-trust", "otherInfluenceOrControl", "Control", "trust"},
      {"rights-to-surplus-assets-on-dissolution", "rightsToSurplusAssetsOnDissolution", "Ownership", ""},
      {"rights-to-profit-or-income", "rightsToProfitOrIncome", "Ownership", ""},
      {"rights-granted-by-contract", "rightsGrantedByContract", "Control", "contractual"},
      {"conditional-rights-granted-by-contract", "conditionalRightsGrantedByContract", "Control",
       "contractual"},
      {"votingRights", "votingRights", "Control", "voting"},
      {"shady-dealings", "shadyDealings", "UnknownLink", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.words);
    const RecordingSink sink =
        read_bods(held("r1", fmt::format(R"({{"type":"{}","interestLevel":"indirect"}})", c.words)));
    CHECK(sink.entities_by_schema() == Counts{{c.schema, 1}});
    CHECK(first_value(sink, "interestType") == c.type);
    CHECK(first_value(sink, "role") == c.words);
    if (std::string_view(c.schema) == "Control") CHECK(first_value(sink, "controlType") == c.control);
    CHECK(first_value(sink, "directness") == "indirect");
  }
}

TEST_CASE("A statement that replaces another speaks of the same entity, and ends what it no longer states") {
  const std::string text =
      statement("c1", "entityStatement", R"("entityType":"registeredEntity","name":"Old Name")") +
      statement("p1", "personStatement", R"("personType":"knownPerson","names":[{"fullName":"Ana Bel"}])") +
      held("r1", R"({"type":"shareholding","share":{"exact":60},"startDate":"2019-05-01"})") +
      statement("c2", "entityStatement",
                R"("replacesStatements":["c1"],"entityType":"registeredEntity","name":"New Name")",
                "2021-01-01") +
      statement("c3", "entityStatement",
                R"("replacesStatements":["c2"],"entityType":"registeredEntity","name":"Newest Name")",
                "2022-01-01") +
      statement(
          "r2", "ownershipOrControlStatement",
          R"("replacesStatements":["r1"],"subject":{"describedByEntityStatement":"c3"},"interestedParty":)"
          R"({"describedByPersonStatement":"p1"},"interests":[{"type":"shareholding","share":{"exact":40},)"
          R"("startDate":"2022-03-01"}])",
          "2022-04-01");
  const RecordingSink sink = read_bods(text);
  CHECK(sink.issues.empty());
  CHECK(sink.entities_by_schema() == Counts{{"Company", 1}, {"Ownership", 2}, {"Person", 1}});
  CHECK(sink.values("bods-c1", "name") == std::vector<std::string>{"Old Name", "New Name", "Newest Name"});
  CHECK(sink.values("bods-c1", "referents") == std::vector<std::string>{"c1", "c2", "c1", "c3", "c2"});
  CHECK(first_value(sink, "endDate") == "2022-03-01");
  for (const RecordedStatement& said : sink.statements) {
    if (sink.slots[said.slot].property == "asset") CHECK(said.value == "bods-c1");
    if (sink.slots[said.slot].property == "endDate")
      CHECK(sink.slots[said.slot].field == "interests/startDate");
  }
}

TEST_CASE("One statement that replaces two relationships ends the interests of both") {
  const RecordingSink sink =
      read_bods(held("r1", R"({"type":"shareholding"})") + held("r2", R"({"type":"voting-rights"})") +
                held("r3", "", R"(,"replacesStatements":["r1","r2"])", "2021-01-01"));
  CHECK(sink.statements_by_property().at("endDate") == 2);
  CHECK(sink.issues_by_kind() == Counts{{"statements-joined", 1}});
}

TEST_CASE("What BODS 0.2 says of persons and of who cannot be named is read to the last field") {
  const std::string text =
      statement("p1", "personStatement",
                R"("personType":"knownPerson","names":[{"type":"individual","fullName":"Ana Bel",
"familyName":"Bel","givenName":"Ana"},{"type":"former","fullName":"Ana Cid"}],"nationalities":[{"code":"FR"}],
"birthDate":"1970-02","placeOfBirth":{"address":"Deep","country":"FR"},"addresses":[{"type":"service",
"address":"1 Quay","postCode":"AA1","country":"GB"}],"hasPepStatus":true,"pepStatusDetails":[{"reason":"Mayor",
"jurisdiction":{"name":"France","code":"FR"},"missingInfoReason":"none"}],"shoeSize":44)") +
      statement("p2", "personStatement", R"("personType":"knownPerson","hasPepStatus":false)");
  const RecordingSink sink = read_bods([&] {
    std::string lines = text;
    for (char& c : lines) c = c == '\n' ? ' ' : c;
    return lines;
  }());
  CHECK(sink.entities_by_schema() ==
        Counts{{"Address", 1}, {"NegativeFact", 1}, {"Occupancy", 1}, {"Person", 2}, {"Position", 1}});
  CHECK(sink.values("bods-p1", "birthPlace") == std::vector<std::string>{"Deep, FR"});
  CHECK(sink.values("bods-p1", "country") == std::vector<std::string>{"GB"});
  CHECK(sink.values("bods-p1", "topics") == std::vector<std::string>{"role.pep"});
  CHECK(shown(sink.not_mapped_by_field()) == "pepStatusDetails/missingInfoReason 1, shoeSize 1");

  const RecordingSink unnamed =
      read_bods(statement("r1", "ownershipOrControlStatement",
                          R"("subject":{"describedByEntityStatement":"c1"},"interestedParty":{"unspecified":)"
                          R"({"reason":"no-beneficial-owners","description":"asked twice"}})"));
  CHECK(unnamed.entities_by_schema() == Counts{{"NegativeFact", 1}});
  CHECK(first_value(unnamed, "subject") == "bods-c1");
  CHECK(first_value(unnamed, "reason") == "noBeneficialOwners");
  CHECK(first_value(unnamed, "description") == "asked twice");
  CHECK(unnamed.not_mapped_fields.empty());
}

TEST_CASE("A statement that names no version is read by the rules of 0.2, and that is said once") {
  const RecordingSink sink =
      read_bods(R"({"statementID":"c1","statementType":"entityStatement","name":"A"})"
                "\n"
                R"({"statementID":"c2","statementType":"entityStatement","name":"B"})");
  CHECK(sink.issues_by_kind() == Counts{{"no-version", 1}});
  CHECK(sink.values("bods-c2", "name") == std::vector<std::string>{"B"});
}

// The counts were made with a few lines of Python.
TEST_CASE("The conformance files of BODS 0.2 and 0.3 are read whole") {
  Counts entities, issues, not_mapped;
  size_t files = 0;
  for (const auto version : {"0.2", "0.3"}) {
    const std::string folder = test_data(std::string("registers/bods-fixtures/") + version);
    if (folder.empty()) return;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      CHECK(recognise(bytes) == &kBods);
      const RecordingSink sink = read_bods(bytes);
      ++files;
      for (const auto& [schema, count] : sink.entities_by_schema()) entities[schema] += count;
      for (const auto& [kind, count] : sink.issues_by_kind()) issues[kind] += count;
      for (const auto& [field, entry_of] : sink.not_mapped_fields) not_mapped[field] += entry_of.count;
    }
  }
  CHECK(files == 28);
  CHECK(shown(entities) ==
        "Address 22, Company 29, Control 4, LegalEntity 1, NegativeFact 4, Occupancy 4, Ownership 28, "
        "Person 26, Position 4, PublicBody 1, Security 2, UnknownLink 6");
  CHECK(shown(issues) == "malformed-statement 1");
  CHECK(shown(not_mapped) ==
        "componentStatementIDs 12, isComponent 56, pepStatusDetails/missingInfoReason 2, "
        "pepStatusDetails/source/assertedBy/name 2, pepStatusDetails/source/type 2, "
        "politicalExposure/details/missingInfoReason 2, publicListing/hasPublicListing 1, "
        "publicListing/securitiesListings/marketIdentifierCode 2, "
        "publicListing/securitiesListings/operatingMarketIdentifierCode 1, "
        "publicListing/securitiesListings/stockExchangeJurisdiction 2, "
        "publicListing/securitiesListings/stockExchangeName 2, source/assertedBy/name 12");
}

}  // namespace
}  // namespace clew::read
