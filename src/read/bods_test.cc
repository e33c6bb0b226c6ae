#include <doctest/doctest.h>
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "read/format.h"
#include "read/testing.h"

namespace clew::read {

extern const Format kBods;

namespace {

namespace dom = simdjson::dom;
using Counts = std::map<std::string, size_t>;

RecordingSink read_bods(std::string_view text, size_t piece = 1 << 20) {
  RecordingSink sink;
  PiecewiseStream stream(text, piece);
  const auto result = kBods.read(stream, sink, {});
  CHECK_MESSAGE(result.has_value(), (result ? std::string() : result.error().message));
  return sink;
}

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::filesystem::path test_data() {
  const char* const folder = std::getenv("CLEW_TEST_DATA");
  return folder ? folder : std::string(CLEW_SOURCE_DIR) + "/../shared/data";
}

std::filesystem::path examples() { return std::string(CLEW_SOURCE_DIR) + "/data/registers/bods_examples"; }

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

// A relationship of an invented company "c" with a person "p" that has one interest.
std::string relationship(std::string_view interest, std::string_view date = "2020-01-01",
                         std::string_view status = "new", std::string_view party = "\"p\"") {
  return fmt::format(
      R"({{"statementId":"s-{0}-{1}","statementDate":"{0}","recordId":"r","recordType":"relationship",)"
      R"("recordStatus":"{1}","publicationDetails":{{"bodsVersion":"0.4"}},"recordDetails":{{"isComponent":false,)"
      R"("subject":"c","interestedParty":{2},"interests":[{3}]}}}})"
      "\n",
      date, status, party, interest);
}

std::string first_value(const RecordingSink& sink, std::string_view property) {
  for (const RecordedStatement& statement : sink.statements) {
    if (sink.slots[statement.slot].property == property) return statement.value;
  }
  return {};
}

TEST_CASE("BODS shares become intervals by the rules of 0.4") {
  struct {
    const char* share;
    const char* interval;
    const char* words;
  } cases[] = {
      {R"({"exact":60})", "[60,60]", "60"},
      {R"({"exact":33.33})", "[33.33,33.33]", "33.33"},
      {R"({"minimum":25,"exclusiveMaximum":50})", "[25,50)", "from 25 to below 50"},
      {R"({"exclusiveMinimum":25,"maximum":50})", "(25,50]", "more than 25 to 50"},
      {R"({"minimum":75})", "[75,100]", "at least 75"},
      {R"({"exclusiveMinimum":25})", "(25,100]", "more than 25"},
      {R"({"maximum":5})", "[0,5]", "at most 5"},
      {R"({"exclusiveMaximum":5})", "[0,5)", "below 5"},
      {R"({"exact":50,"minimum":50,"maximum":50})", "[50,50]", "50"},
      {R"({"minimum":50,"maximum":50})", "[50,50]", "from 50 to 50"},
      // These contradict themselves: words only, with an issue.
      {R"({"minimum":25,"exclusiveMinimum":25})", "", "more than 25"},
      {R"({"maximum":25,"exclusiveMaximum":25})", "", "at most 25 to below 25"},
      {R"({"exact":50,"maximum":60})", "", "50"},
      {R"({"minimum":60,"maximum":50})", "", "from 60 to 50"},
      {R"({"minimum":50,"exclusiveMaximum":50})", "", "from 50 to below 50"},
      {R"({"exact":101})", "", "101"},
      {R"({"minimum":25,"maximum":50,"exclusiveMaximum":true})", "", "from 25 to 50"},
      {R"({"exact":-1})", "", "-1"},
      {R"({})", "", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.share);
    const RecordingSink sink =
        read_bods(relationship(fmt::format(R"({{"type":"shareholding","share":{}}})", c.share)));
    CHECK(first_value(sink, "shareInterval") == c.interval);
    CHECK(sink.issues_by_kind() == (*c.interval ? Counts{} : Counts{{"bad-share", 1}}));
    if (std::string_view(c.words).find("at most 25 to") == std::string_view::npos) {
      CHECK(first_value(sink, "percentage") == c.words);
    }
  }
}

TEST_CASE("Each type of interest of BODS becomes a link of its schema") {
  struct {
    const char* type;
    const char* schema;
    const char* control;
  } cases[] = {
      {"shareholding", "Ownership", ""},
      {"votingRights", "Control", "voting"},
      {"appointmentOfBoard", "Control", "appointment"},
      {"otherInfluenceOrControl", "Control", ""},
      {"seniorManagingOfficial", "Directorship", ""},
      {"settlor", "Control", "trust"},
      {"trustee", "Control", "trust"},
      {"protector", "Control", "trust"},
      {"beneficiaryOfLegalArrangement", "Ownership", ""},
      {"rightsToSurplusAssetsOnDissolution", "Ownership", ""},
      {"rightsToProfitOrIncome", "Ownership", ""},
      {"rightsGrantedByContract", "Control", "contractual"},
      {"conditionalRightsGrantedByContract", "Control", "contractual"},
      {"controlViaCompanyRulesOrArticles", "Control", ""},
      {"controlByLegalFramework", "Control", ""},
      {"boardMember", "Directorship", ""},
      {"boardChair", "Directorship", ""},
      {"unknownInterest", "UnknownLink", ""},
      {"unpublishedInterest", "UnknownLink", ""},
      {"enjoymentAndUseOfAssets", "Ownership", ""},
      {"rightToProfitOrIncomeFromAssets", "Ownership", ""},
      {"nominee", "Representation", ""},
      {"nominator", "Control", "nominee"},
      {"shadyDealings", "UnknownLink", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.type);
    const RecordingSink sink = read_bods(relationship(fmt::format(R"({{"type":"{}"}})", c.type)));
    CHECK(sink.entities_by_schema() == Counts{{c.schema, 1}});
    CHECK(first_value(sink, "interestType") == c.type);
    CHECK(first_value(sink, "controlType") == c.control);
    const bool known = std::string_view(c.type) != "shadyDealings";
    CHECK(sink.issues_by_kind() == (known ? Counts{} : Counts{{"unknown-interest", 1}}));
  }
}

std::string times(const RecordingSink& sink) {
  std::map<std::string, std::string> links;
  for (const RecordedStatement& statement : sink.statements) {
    const std::string& property = sink.slots[statement.slot].property;
    std::string& link = links[statement.entity];
    if (property == "shareInterval") link = statement.value + " " + link;
    if (property == "startDate") link += "from " + statement.value;
    if (property == "endDate") link += " until " + statement.value;
    if (property == "status") link += " " + statement.value;
  }
  std::vector<std::string> texts;
  for (const auto& [id, text] : links) texts.push_back(text);
  std::ranges::sort(texts);
  std::string all;
  for (const std::string& text : texts) all += text + "; ";
  return all;
}

TEST_CASE("A later BODS statement of a relationship takes the place of the earlier one") {
  const auto share = [](int exact, std::string_view start, std::string_view end = {}) {
    return fmt::format(R"({{"type":"shareholding","share":{{"exact":{}}},"startDate":"{}"{}}})", exact, start,
                       end.empty() ? std::string() : fmt::format(R"(,"endDate":"{}")", end));
  };
  const std::string first = relationship(share(60, "2019-05-01"));
  // The share changes on a date that the new statement gives.
  const std::string changed = relationship(share(70, "2021-06-01"), "2021-07-01", "updated");
  CHECK(times(read_bods(first + changed)) ==
        "[60,60] from 2019-05-01 until 2021-06-01; [70,70] from 2021-06-01; ");
  CHECK(times(read_bods(changed + first)) ==
        "[60,60] from 2019-05-01 until 2021-06-01; [70,70] from 2021-06-01; ");
  // The new share has the old beginning: it holds since it was stated.
  CHECK(times(read_bods(first + relationship(share(100, "2019-05-01"), "2021-07-01T10:00:00Z", "updated"))) ==
        "[100,100] from 2021-07-01; [60,60] from 2019-05-01 until 2021-07-01; ");
  // Said again, ended as it says, closed without saying when.
  CHECK(times(read_bods(first + relationship(share(60, "2019-05-01"), "2021-07-01", "updated"))) ==
        "[60,60] from 2019-05-01; ");
  CHECK(
      times(read_bods(first + relationship(share(60, "2019-05-01", "2021-03-01"), "2021-07-01", "closed"))) ==
      "[60,60] from 2019-05-01 closed until 2021-03-01; ");
  CHECK(times(read_bods(first + relationship(share(60, "2019-05-01"), "2021-07-01", "closed"))) ==
        "[60,60] from 2019-05-01 closed until 2021-07-01; ");
  // The interest is not stated any more, then the party is not named any more.
  CHECK(times(read_bods(first + relationship("", "2021-07-01", "updated"))) ==
        "; [60,60] from 2019-05-01 until 2021-07-01; ");
  CHECK(times(read_bods(first + relationship("", "2021-07-01", "updated", R"({"reason":"unknown"})"))) ==
        "; [60,60] from 2019-05-01 until 2021-07-01; ");
  CHECK(times(read_bods(relationship("", "2020-01-01", "new", R"({"reason":"unknown"})") +
                        relationship(share(5, "2020-05-01"), "2021-07-01", "updated"))) ==
        " until 2021-07-01; [5,5] from 2020-05-01; ");
  // Twice the same holding in one statement is two holdings.
  CHECK(times(read_bods(relationship(share(25, "2019") + "," + share(25, "2019")))) ==
        "[25,25] from 2019; [25,25] from 2019; ");
}

TEST_CASE("Who is not named in BODS is a negative fact, and has a place if he holds something") {
  CHECK(
      read_bods(
          relationship(
              R"({"type":"shareholding","share":{"minimum":25}})", "2020-01-01", "new",
              R"({"reason":"subjectUnableToConfirmOrIdentifyBeneficialOwner","description":"asked twice"})"))
          .entities_by_schema() == Counts{{"LegalEntity", 1}, {"NegativeFact", 1}, {"Ownership", 1}});
  const RecordingSink sink = read_bods(
      relationship("", "2020-01-01", "new", R"({"reason":"noBeneficialOwners","description":"none"})"));
  CHECK(sink.entities_by_schema() == Counts{{"NegativeFact", 1}});
  CHECK(first_value(sink, "subject") == "bods-c");
  CHECK(first_value(sink, "kind") == "unspecifiedInterestedParty");
  CHECK(first_value(sink, "reason") == "noBeneficialOwners");
  CHECK(first_value(sink, "description") == "none");
}

TEST_CASE("An invented person of BODS is read to the last field") {
  CHECK(read_bods(R"({"statementId":"s1","statementDate":"2020-01-01","recordId":"p","recordType":"person",
"recordStatus":"new","declarationSubject":"c","recordDetails":{"isComponent":false,"personType":"knownPerson",
"names":[{"type":"legal","fullName":"Ana Bel","familyName":"Bel","givenName":"Ana","patronymicName":"Cid"},
{"type":"birth","fullName":"Ana Dee"},{"type":"translation","fullName":"Anna Bell"}],"birthDate":"1970-02",
"identifiers":[{"id":"X1","scheme":"GBR-PASSPORT"},{"id":"T1","scheme":"IRL-TAXID"},{"id":"N1","schemeName":"Club"}],
"nationalities":[{"name":"Atlantis"},{"name":"France","code":"FR"}],"taxResidencies":[{"code":"MT"}],
"placeOfBirth":{"address":"Deep","country":{"name":"Atlantis"}},"politicalExposure":{"status":"isPep","details":[{"reason":"Mayor",
"jurisdiction":{"name":"France","code":"FR"},"startDate":"2010","source":{"url":"x"}}]},"shoeSize":44}})")
            .text()
            .find(R"(
bods-p Person id = bods-p [1]
bods-p Person referents = s1 [1 statementId]
bods-p Person modifiedAt = 2020-01-01 [1 statementDate]
bods-p Person name = Ana Bel [1 recordDetails/names/fullName]
bods-p Person lastName = Bel [1 recordDetails/names/familyName]
bods-p Person firstName = Ana [1 recordDetails/names/givenName]
bods-p Person fatherName = Cid [1 recordDetails/names/patronymicName]
bods-p Person previousName = Ana Dee [1 recordDetails/names/fullName]
bods-p Person alias = Anna Bell [1 recordDetails/names/fullName]
bods-p Person nationality = Atlantis [1 recordDetails/nationalities]
bods-p Person nationality = FR <- France [1 recordDetails/nationalities]
bods-p Person birthPlace = Deep, Atlantis [1 recordDetails/placeOfBirth]
bods-p Person birthCountry = Atlantis [1 recordDetails/placeOfBirth/country]
bods-p Person birthDate = 1970-02 [1 recordDetails/birthDate]
bods-p Person country = MT [1 recordDetails/taxResidencies]
bods-p Person passportNumber = X1 <- GBR-PASSPORT X1 [1 recordDetails/identifiers]
bods-p Person taxNumber = T1 <- IRL-TAXID T1 [1 recordDetails/identifiers]
bods-p Person idNumber = N1 <- Club N1 [1 recordDetails/identifiers]
bods-p Person topics = role.pep <- isPep [1 recordDetails/politicalExposure/status]
)") != std::string::npos);
}

TEST_CASE("BODS statements that are damaged or of another version cost only themselves") {
  const std::string good = relationship(R"({"type":"boardChair"})");
  struct {
    std::string statement;
    Counts issues;
  } cases[] = {
      {R"({"statementId":"x")", {{"malformed-json", 1}}},
      {R"(["x"])", {{"malformed-statement", 1}}},
      {R"({"statementId":"x","recordType":"entity"})", {{"malformed-statement", 1}}},
      {R"({"statementId":"x","recordId":"x","recordType":"entity"})", {{"malformed-statement", 1}}},
      {R"({"statementId":"x","recordId":"x","recordType":"unicorn","recordDetails":{}})",
       {{"malformed-statement", 1}}},
      {R"({"statementId":"x","recordId":"x","recordType":"relationship","recordDetails":{"subject":{},"interestedParty":{}}})",
       {{"malformed-statement", 1}}},
      {R"({"publicationDetails":{"bodsVersion":"0.9"},"recordId":"x"})", {{"unsupported-version", 1}}},
      {R"({"publicationDetails":{"bodsVersion":"0.3"},"recordId":"x"})", {{"malformed-statement", 1}}},
      {R"({"a":)" + std::string(10'000, '[') + std::string(10'000, ']') + "}", {{"malformed-json", 1}}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.statement.substr(0, 100));
    const RecordingSink sink = read_bods(good + c.statement + "\n" + good, 50);
    CHECK(sink.entities_by_schema() == Counts{{"Directorship", 1}});
    CHECK(sink.issues_by_kind() == c.issues);
    REQUIRE(!sink.issues.empty());
    CHECK(sink.issues[0].record.line == 2);
  }
}

TEST_CASE("A file of an unknown BODS version is refused by name") {
  RecordingSink sink;
  PiecewiseStream stream(
      R"([{"statementID":"x","statementType":"entityStatement","publicationDetails":{"bodsVersion":"1.0"}}])",
      10);
  const auto result = kBods.read(stream, sink, {});
  REQUIRE(!result);
  CHECK(result.error().kind == base::ErrorKind::unsupported);
  CHECK(result.error().message.starts_with(
      "these statements follow BODS 1.0; only 0.2, 0.3 and 0.4 can be read"));
}

TEST_CASE("Values of a type that BODS does not know are counted, not lost") {
  const RecordingSink sink = read_bods(
      R"({"statementId":"s1","recordId":"c","recordType":"entity","recordDetails":{"name":7,"alternateNames":"one",)"
      R"("identifiers":{"id":"1"},"jurisdiction":"FR","foundingDate":"yesterday","entityType":{"type":"state"}}})");
  CHECK(sink.values("bods-c", "alias") == std::vector<std::string>{"one"});
  CHECK(sink.values("bods-c", "registrationNumber") == std::vector<std::string>{"1"});
  CHECK(sink.values("bods-c", "incorporationDate") == std::vector<std::string>{"yesterday"});
  CHECK(sink.not_mapped_fields.at("recordDetails/name").example == "7");
  CHECK(sink.not_mapped_fields.at("recordDetails/jurisdiction").example == "FR");
  CHECK(sink.issues_by_kind() == Counts{{"bad-date", 1}});
}

// The counts were made with a few lines of Python.
TEST_CASE("The examples of BODS are read whole") {
  const std::map<std::string, Counts> expected = {
      {"bods-package-annotations.json", {{"Company", 2}, {"Note", 1}, {"UnknownLink", 1}}},
      {"bods-package-entity-owning-entity.json", {{"Company", 2}, {"Ownership", 1}}},
      {"bods-package-fi-soe.json", {{"Company", 2}, {"Control", 1}, {"Ownership", 4}, {"PublicBody", 2}}},
      {"bods-package-linking-annotations.json",
       {{"Company", 1}, {"Note", 2}, {"Ownership", 1}, {"Person", 1}}},
      {"bods-package.json", {{"Address", 1}, {"Company", 1}, {"Ownership", 1}, {"Person", 1}}},
      {"fermcat.json",
       {{"Address", 1}, {"Company", 1}, {"Directorship", 2}, {"Ownership", 4}, {"Person", 3}}},
      {"full-pep-declaration.json",
       {{"Company", 1}, {"Control", 1}, {"Occupancy", 1}, {"Ownership", 1}, {"Person", 1}, {"Position", 1}}},
      {"indirect-ownership.json", {{"Company", 2}, {"Ownership", 2}, {"Person", 1}, {"UnknownLink", 1}}},
      {"joint-ownership.json",
       {{"Address", 1}, {"Company", 1}, {"LegalEntity", 1}, {"Ownership", 3}, {"Person", 2}}},
      {"levent.json",
       {{"Control", 3}, {"LegalEntity", 1}, {"NegativeFact", 1}, {"Ownership", 1}, {"Person", 3}}},
      {"listed-company-exempt-from-disclosure.json", {{"Company", 1}, {"NegativeFact", 1}}},
      {"mixed-direct-and-indirect-ownership.json",
       {{"Company", 2}, {"Ownership", 3}, {"Person", 1}, {"UnknownLink", 1}}},
      {"multiple-indirect-ownership.json",
       {{"Company", 3}, {"Ownership", 3}, {"Person", 1}, {"UnknownLink", 2}}},
      {"multiple-tax-residencies.json", {{"Address", 1}, {"Company", 1}, {"Ownership", 1}, {"Person", 1}}},
      {"mutilple-indirect-ownership-2.json",
       {{"Company", 3}, {"Ownership", 3}, {"Person", 1}, {"UnknownLink", 2}}},
      {"nomination.json",
       {{"Address", 2},
        {"Control", 2},
        {"Directorship", 1},
        {"LegalEntity", 2},
        {"Person", 2},
        {"Representation", 1}}},
      {"plc-entity-statement.json", {{"LegalEntity", 1}, {"Security", 3}}},
      {"simple-pep-declaration.json", {{"Company", 1}, {"Control", 1}, {"Ownership", 1}, {"Person", 1}}},
      {"tecido.json", {{"Company", 2}, {"Control", 6}, {"Directorship", 3}, {"Ownership", 6}, {"Person", 1}}},
  };
  const auto files = json_files(examples());
  CHECK(files.size() == expected.size());
  for (const auto& file : files) {
    CAPTURE(file.filename().string());
    const std::string bytes = file_bytes(file);
    CHECK(recognise(bytes) == &kBods);
    const RecordingSink sink = read_bods(bytes, 997);
    CHECK(sink.entities_by_schema() == expected.at(file.filename().string()));
    CHECK(sink.issues.empty());
    for (const RecordedStatement& statement : sink.statements) {
      const auto cut = std::string_view(bytes).substr(statement.record.offset, statement.record.length);
      REQUIRE((cut.starts_with('{') && cut.ends_with('}')));
    }
  }
}

TEST_CASE("Values of the BODS examples without a place are counted") {
  std::map<std::string, size_t> counts;
  for (const auto& file : json_files(examples())) {
    const RecordingSink sink = read_bods(file_bytes(file));
    for (const auto& [field, entry] : sink.not_mapped_fields) counts[field] += entry.count;
  }
  CHECK(counts == std::map<std::string, size_t>{
                      {"declaration", 4 + 4 + 11},
                      {"declarationSubject", 35 + 28 + 56},
                      {"recordDetails/componentRecords", 27},
                      {"recordDetails/isComponent", 35 + 28},
                      {"recordDetails/politicalExposure/details/source/assertedBy/name", 1},
                      {"recordDetails/politicalExposure/details/source/type", 1},
                      {"recordDetails/publicListing/hasPublicListing", 3},
                      {"recordDetails/publicListing/securitiesListings/marketIdentifierCode", 4},
                      {"recordDetails/publicListing/securitiesListings/operatingMarketIdentifierCode", 4},
                      {"recordDetails/publicListing/securitiesListings/stockExchangeJurisdiction", 4},
                      {"recordDetails/publicListing/securitiesListings/stockExchangeName", 4},
                      {"source/assertedBy/name", 11 + 15 + 40},
                      {"source/assertedBy/uri", 1 + 1 + 1},
                      {"source/description", 1},
                      {"source/type", 15 + 15 + 28},
                  });
}

// --- The state on a day, by the rule of the standard: the newest statement of each record that was made by
// then, if it is not closed, and of its interests those that have begun and not ended. The slow twin.

using State = std::multiset<std::string>;  // "party subject type share"

std::string_view text_at(const dom::object& object, std::string_view key) {
  std::string_view text;
  return object[key].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

State state_by_rule(const dom::array& statements, std::string_view day) {
  std::map<std::string, dom::object> newest;
  for (const dom::object statement : statements) {
    if (text_at(statement, "recordType") != "relationship" ||
        text_at(statement, "statementDate").substr(0, 10) > day)
      continue;
    dom::object& known =
        newest.try_emplace(std::string(text_at(statement, "recordId")), statement).first->second;
    if (text_at(known, "statementDate") <= text_at(statement, "statementDate")) known = statement;
  }
  State state;
  for (const auto& [id, statement] : newest) {
    const dom::object details = statement["recordDetails"].get_object();
    dom::array interests;
    if (text_at(statement, "recordStatus") == "closed" || details["interests"].get(interests)) continue;
    for (const dom::object interest : interests) {
      const std::string_view end = text_at(interest, "endDate");
      if (text_at(interest, "startDate") > day || (!end.empty() && end <= day)) continue;
      double exact = -1;
      if (interest.at_pointer("/share/exact").get(exact)) exact = -1;
      state.insert(fmt::format("bods-{} bods-{} {} {}", text_at(details, "interestedParty"),
                               text_at(details, "subject"), text_at(interest, "type"), exact));
    }
  }
  return state;
}

State state_by_links(const RecordingSink& sink, std::string_view day) {
  struct Link {
    std::string from, to, type, share = "-1", start, end = "9";
    bool interest = false;
  };
  std::map<std::string, Link> links;
  for (const RecordedStatement& statement : sink.statements) {
    const RecordedSlot& slot = sink.slots[statement.slot];
    Link& link = links[statement.entity];
    if (slot.field == "recordDetails/interestedParty" && slot.property != "kind")
      link.from = statement.value, link.interest = true;
    if (slot.field == "recordDetails/subject") link.to = statement.value;
    if (slot.property == "interestType") link.type = statement.value;
    if (slot.property == "startDate") link.start = statement.value;
    if (slot.property == "endDate") link.end = std::min(link.end, statement.value);
    if (slot.property == "shareInterval") {
      const std::string low = statement.value.substr(1, statement.value.find(',') - 1);
      const bool exact = statement.value == fmt::format("[{0},{0}]", low);
      link.share = exact ? low : "-1";
    }
  }
  State state;
  for (const auto& [id, link] : links) {
    if (link.interest && link.start <= day && day < link.end) {
      state.insert(fmt::format("{} {} {} {}", link.from, link.to, link.type, link.share));
    }
  }
  return state;
}

size_t compare_states(const std::string& bytes) {
  dom::parser parser;
  dom::array statements;
  REQUIRE(parser.parse(bytes).get(statements) == simdjson::SUCCESS);
  std::set<std::string> days;
  for (const dom::object statement : statements)
    days.emplace(text_at(statement, "statementDate").substr(0, 10));
  for (const std::string& day : days) {
    CAPTURE(day);
    std::string known;
    for (const dom::object statement : statements) {
      if (text_at(statement, "statementDate").substr(0, 10) <= day)
        known += simdjson::minify(statement) + "\n";
    }
    CHECK(state_by_links(read_bods(known), day) == state_by_rule(statements, day));
  }
  return days.size();
}

TEST_CASE("On each day the links are what the standard's rule makes of the statements known by then") {
  size_t days = 0;
  for (const auto& file : json_files(examples())) {
    CAPTURE(file.filename().string());
    // A relationship without interests is a link to us and nothing to the rule.
    if (file.filename() == "bods-package-annotations.json") continue;
    days += compare_states(file_bytes(file));
  }
  CHECK(days == 29);
}

TEST_CASE("BODS conformance files are read, valid or not, and each oddness is said") {
  const auto folder = test_data() / "registers" / "bods-fixtures" / "0.4";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: no conformance files at " << folder.string());
    return;
  }
  Counts issues;
  size_t files = 0, statements = 0;
  for (const auto& file : json_files(folder)) {
    CAPTURE(file.filename().string());
    RecordingSink sink;
    const std::string bytes = file_bytes(file);
    PiecewiseStream stream(bytes, 101);
    const bool other_version = file.filename() == "publication_details_version_not_version.json";
    CHECK(kBods.read(stream, sink, {}).has_value() == !other_version);
    ++files;
    statements += sink.statements.size();
    for (const auto& [kind, count] : sink.issues_by_kind()) issues[kind] += count;
  }
  CHECK(files == 437);
  CHECK(issues == Counts{{"bad-date", 3},
                         {"bad-share", 18},
                         {"long-number", 1},
                         {"malformed-statement", 6},
                         {"unknown-interest", 1},
                         {"unsupported-version", 1}});
  const RecordingSink sample = read_bods(file_bytes(folder / "sample_300_statements.json"));
  CHECK(sample.entities_by_schema() ==
        Counts{{"Address", 1}, {"Company", 100}, {"Ownership", 100}, {"Person", 100}});
  CHECK(compare_states(file_bytes(folder / "sample_300_statements.json")) > 0);
}

}  // namespace
}  // namespace clew::read
