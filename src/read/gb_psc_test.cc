#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "read/format.h"
#include "read/testing.h"
#include "read/testing_data.h"

namespace clew::read {

extern const Format kGbPsc, kGbCompanies;

namespace {

using Counts = std::map<std::string, size_t>;

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string sample(std::string_view name) {
  return file_bytes(fmt::format("{}/tests/data/registers/{}", CLEW_SOURCE_DIR, name));
}

RecordingSink read_as(const Format& format, std::string_view text) {
  RecordingSink sink;
  PiecewiseStream stream(text, 997);
  CHECK(format.read(stream, sink, {}));
  return sink;
}

std::string first_value(const RecordingSink& sink, std::string_view property) {
  for (const RecordedStatement& statement : sink.statements) {
    if (sink.slots[statement.slot].property == property) return statement.value;
  }
  return {};
}

RecordingSink with_nature(std::string_view nature,
                          std::string_view kind = "individual-person-with-significant-control") {
  return read_as(
      kGbPsc,
      fmt::format(
          R"({{"company_number":"1","data":{{"kind":"{}","name":"Ana Bel","natures_of_control":["{}"],"links":{{"self":"/x/p"}}}}}})",
          kind, nature));
}

TEST_CASE("The words of a nature of control give the right and its interval, economic and votes apart") {
  struct {
    const char* words;
    const char* schemas;
    const char* interest;
    const char* interval;
  } cases[] = {
      {"ownership-of-shares-25-to-50-percent", "Company 1, Ownership 1, Person 1", "shareholding", "(25,50]"},
      {"ownership-of-shares-50-to-75-percent", "Company 1, Ownership 1, Person 1", "shareholding", "(50,75]"},
      {"ownership-of-shares-75-to-100-percent", "Company 1, Ownership 1, Person 1", "shareholding",
       "[75,100]"},
      {"ownership-of-shares-more-than-25-percent-registered-overseas-entity",
       "Company 1, Ownership 1, Person 1", "shareholding", "(25,100]"},
      {"voting-rights-50-to-75-percent-limited-liability-partnership", "Company 1, Control 1, Person 1",
       "votingRights", "(50,75]"},
      {"right-to-share-surplus-assets-75-to-100-percent-limited-liability-partnership",
       "Company 1, Ownership 1, Person 1", "rightsToSurplusAssetsOnDissolution", "[75,100]"},
      {"part-right-to-share-surplus-assets-25-to-50-percent", "Company 1, Ownership 1, Person 1",
       "rightsToSurplusAssetsOnDissolution", "(25,50]"},
      {"right-to-appoint-and-remove-directors", "Company 1, Control 1, Person 1", "appointmentOfBoard", ""},
      {"significant-influence-or-control", "Company 1, Control 1, Person 1", "otherInfluenceOrControl", ""},
      {"registered-owner-as-nominee-person-england-wales-registered-overseas-entity",
       "Company 1, Person 1, UnknownLink 1", "", ""},
      // Held by a trust or firm, which the person controls.
      {"ownership-of-shares-25-to-50-percent-as-trust",
       "Company 1, Control 1, LegalEntity 1, Ownership 1, Person 1", "otherInfluenceOrControl", "(25,50]"},
      {"voting-rights-75-to-100-percent-as-firm", "Company 1, Control 2, LegalEntity 1, Person 1",
       "otherInfluenceOrControl", "[75,100]"},
      {"right-to-appoint-and-remove-directors-as-control-over-trust-registered-overseas-entity",
       "Company 1, Control 2, LegalEntity 1, Person 1", "otherInfluenceOrControl", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.words);
    const RecordingSink sink = with_nature(c.words);
    CHECK(shown(sink.entities_by_schema()) == c.schemas);
    CHECK(first_value(sink, "interestType") == c.interest);
    CHECK(first_value(sink, "shareInterval") == c.interval);
    CHECK(first_value(sink, "role") == c.words);
    CHECK(sink.issues.empty());
    CHECK(sink.not_mapped_fields.empty());
  }
  for (const auto odd : {"ownership-of-shares-1-to-2-percent", "friendship"}) {
    const RecordingSink sink = with_nature(odd);
    CHECK(shown(sink.issues_by_kind()) == "unknown-nature 1");
    CHECK(first_value(sink, "shareInterval").empty());
  }
  CHECK(first_value(with_nature("significant-influence-or-control", "individual-beneficial-owner"),
                    "isBeneficial") == "true");
}

TEST_CASE("An invented snapshot of persons with significant control is read to the last field") {
  const std::string text = sample("psc-snapshot.jsonl");
  CHECK(recognise(text) == &kGbPsc);
  const RecordingSink sink = read_as(kGbPsc, text);
  CHECK(sink.issues.empty());
  CHECK(shown(sink.entities_by_schema()) ==
        "Address 1, Company 5, Control 3, IdentityClaim 1, LegalEntity 1, NegativeFact 3, Ownership 2, "
        "Person 1");
  CHECK(shown(sink.not_mapped_by_field()) ==
        "data/etag 6, data/exemptions_count 1, data/identification/legal_authority 1, "
        "data/persons_of_significant_control_count 1, data/statements_count 1");
  const std::string person = "gb-coh-psc-00QU0001-lenfield", company = "gb-coh-psc-00QU0001-holding";
  CHECK(sink.values(person, "name") == std::vector<std::string>{"Ms Dora Lenfield"});
  CHECK(sink.values(person, "birthDate") == std::vector<std::string>{"1971-04"});
  CHECK(sink.values(person, "nationality") == std::vector<std::string>{"British", "Irish"});
  CHECK(sink.values(person, "address") ==
        std::vector<std::string>{"1 Quay Street, Quuxhaven, QX1 1QX, England"});
  CHECK(sink.values(company, "registrationNumber") == std::vector<std::string>{"1234"});
  CHECK(first_value(sink, "object") == "gb-coh-00001234");
  CHECK(first_value(sink, "endDate") == "2019-01-02");
  CHECK(first_value(sink, "reason") == "psc-exists-but-not-identified");
  CHECK(sink.notes.at("published_on") == "2024-11-22T03:34:49Z");
}

TEST_CASE("The claim that a controlling company is one of the register needs a country and a number of it") {
  struct {
    const char* country;
    const char* number;
    const char* object;
  } cases[] = {
      {"England", "1234", "gb-coh-00001234"},
      {"UNITED KINGDOM", "sc123456", "gb-coh-SC123456"},
      {"Scotland", "SC123456", "gb-coh-SC123456"},
      {"England", "123456789", ""},
      {"England", "12 34", ""},
      {"England", "SC1", ""},
      {"England", "1S234567", ""},
      {"France", "12345678", ""},
      {"West Yorkshire", "12345678", ""},
      {"", "12345678", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.number);
    const RecordingSink sink = read_as(
        kGbPsc,
        fmt::format(
            R"({{"company_number":"1","data":{{"kind":"corporate-entity-person-with-significant-control","name":"A",)"
            R"("identification":{{"country_registered":"{}","registration_number":"{}"}}}}}})",
            c.country, c.number));
    CHECK(first_value(sink, "object") == (*c.object != 0 ? c.object : "gb-coh-1"));
  }
}

TEST_CASE("Damaged entries of the register of control cost only themselves") {
  struct {
    const char* text;
    const char* issues;
  } cases[] = {
      {R"({"data":{"kind":"individual-person-with-significant-control"}})", "malformed-record 1"},
      {R"({"company_number":"1","data":{"kind":"unicorn"}})", "malformed-record 1"},
      {R"({"company_number":"1","data":{"kind":"persons-with-significant-control-statement"}})",
       "malformed-record 1"},
      {R"({"company_number":"1","data":{"kind":"individual-person-with-significant-control","date_of_birth":{"month":13,"year":1970}}})",
       "bad-date 1"},
      {R"(7)", "malformed-json 1"},
      {R"({"company_number":)", "malformed-json 1"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(shown(read_as(kGbPsc, c.text).issues_by_kind()) == c.issues);
  }
}

TEST_CASE("Companies are read by the names of their columns, blanks before them or not") {
  const std::string text = sample("BasicCompanyData.csv");
  CHECK(recognise(text) == &kGbCompanies);
  const RecordingSink sink =
      read_as(kGbCompanies, text + "\"SHORT\",\"7\"\n\"NOBODY\",,,,,,,,,,,,,,,,,,,,\n");
  CHECK(shown(sink.entities_by_schema()) == "Address 2, Company 2");
  CHECK(shown(sink.issues_by_kind()) == "malformed-row 1, no-id 1");
  CHECK(sink.values("gb-coh-00QU0001", "incorporationDate") == std::vector<std::string>{"2011-03-04"});
  CHECK(sink.values("gb-coh-00QU0001", "previousName") == std::vector<std::string>{"QUUX BOATS LIMITED"});
  CHECK(sink.values("gb-coh-00QU0001", "sector") ==
        std::vector<std::string>{"50200 - Sea and coastal freight water transport"});
  CHECK(sink.values("gb-coh-00001234", "status") ==
        std::vector<std::string>{"Active - Proposal to Strike off"});
  CHECK(shown(sink.not_mapped_by_field()) ==
        "Accounts.AccountRefDay 2, CompanyName 1, PreviousName_1.CONDATE 1, SICCode.SicText_2 1");
}

TEST_CASE("Entries in the register's own shape are read, whatever their kind") {
  const std::string folder = test_data("registers/psc-dk-sk-raw");
  if (folder.empty()) return;
  Counts entities, issues, not_mapped;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.path().filename().string().starts_with("psc_")) continue;
    const RecordingSink sink = read_as(kGbPsc, file_bytes(entry.path()));
    for (const auto& [schema, count] : sink.entities_by_schema()) entities[schema] += count;
    for (const auto& [kind, count] : sink.issues_by_kind()) issues[kind] += count;
    for (const auto& [field, count] : sink.not_mapped_by_field()) not_mapped[field] += count;
  }
  CHECK(shown(entities) ==
        "Address 2, Company 15, Control 2, IdentityClaim 3, NegativeFact 4, Organization 1, "
        "Ownership 2, Person 2, UnknownLink 5");
  CHECK(shown(issues) == "malformed-record 1");
  CHECK(shown(not_mapped) == "data/etag 13");
}

}  // namespace
}  // namespace clew::read
