#include <doctest/doctest.h>

#include <algorithm>

#include "read/format.h"
#include "read/testing.h"

namespace clew::read {
namespace {

using Counts = std::map<std::string, size_t>;
using Values = std::vector<std::string>;

const std::string kSample = CLEW_SOURCE_DIR "/tests/data/eu/xmlFullSanctionsList_1_1.xml";

struct ReadBack {
  RecordingSink sink;
  bool whole = false;
};

std::unique_ptr<ReadBack> read_back(std::unique_ptr<Stream> stream) {
  auto back = std::make_unique<ReadBack>();
  Peeked peeked(std::move(stream));
  const Format* format = recognise(peeked.head());
  REQUIRE(format != nullptr);
  REQUIRE(format->name == "eu-fsf-xml");
  back->whole = format->read(peeked, back->sink, {}).has_value();
  return back;
}

std::string entry(std::string_view inside, std::string_view attributes = "euReferenceNumber=\"EU.1.2\"") {
  return "<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\"><sanctionEntity " + std::string(attributes) +
         ">" + std::string(inside) + "</sanctionEntity></export>";
}

Values values(std::string_view inside, std::string_view property) {
  return read_back(memory_stream(entry(inside)))->sink.values("eu-fsf-eu-1-2", property);
}

TEST_CASE("The sample is read whole, and what has no place is counted") {
  const auto back = read_back(open_input({kSample, {}, 0}).value());
  CHECK(back->whole);
  CHECK(back->sink.notes ==
        std::map<std::string, std::string>{{"published_on", "2026-02-13"}, {"version", "184961"}});
  CHECK(back->sink.entities_by_schema() == Counts{{"Person", 1},
                                                  {"Organization", 1},
                                                  {"Sanction", 2},
                                                  {"Address", 1},
                                                  {"Passport", 1},
                                                  {"Identification", 1}});
  CHECK(back->sink.statements.size() == 75);
  CHECK(back->sink.issues_by_kind() == Counts{{"bad-date", 1}});
  CHECK(back->sink.not_mapped_fields.size() == 19);
  CHECK(back->sink.not_mapped_fields.at("tomorrow@colour").example == "blue");
  CHECK(back->sink.not_mapped_fields.at("nameAlias@logicalId").count == 4);
}

TEST_CASE("An entry is its reference, or its logical id where it has none") {
  const auto back = read_back(open_input({kSample, {}, 0}).value());
  CHECK(back->sink.values("eu-fsf-eu-9901-77", "name") == Values{"Dorsan Imrek Karvelin", "Дорсан Карвелин"});
  CHECK(back->sink.values("eu-fsf-logical-99014", "name") == Values{"Orlisk Arsenal JSC"});
}

TEST_CASE("The day of an amendment is no day of listing; that of a basic act is one") {
  const auto back = read_back(open_input({kSample, {}, 0}).value());
  const auto sanction_of = [&](std::string_view entity) {
    for (const RecordedStatement& statement : back->sink.statements) {
      if (back->sink.slots[statement.slot].property == "entity" && statement.value == entity)
        return statement.entity;
    }
    return std::string();
  };
  const std::string person = sanction_of("eu-fsf-eu-9901-77");
  CHECK(back->sink.values(person, "listingDate") == Values{"2020-12-10"});  // Of the designation.
  CHECK(back->sink.values(person, "date") == Values{"2020-12-11"});
  CHECK(back->sink.values(person, "unscId") == Values{"AVi.001"});
  CHECK(back->sink.values(person, "authorityId") == Values{"EU.9901.77"});
  const std::string company = sanction_of("eu-fsf-logical-99014");
  CHECK(back->sink.values(company, "listingDate") == Values{"2025-05-01"});
  CHECK(back->sink.values(company, "startDate") == Values{"2025-05-02"});
}

TEST_CASE("Names keep their language and their strength") {
  const std::string person = "<subjectType code=\"person\"/>";
  CHECK(values(person + "<nameAlias wholeName=\"A B\" strong=\"false\"/>", "weakAlias") == Values{"A B"});
  CHECK(
      values(person + "<nameAlias wholeName=\"A B\" strong=\"true\"><remark>Low Quality</remark></nameAlias>",
             "weakAlias") == Values{"A B"});
  // Where the whole is missing its parts are put together.
  CHECK(values(person + "<nameAlias firstName=\"A\" lastName=\"C\" strong=\"true\"/>", "name") ==
        Values{"A C"});
  CHECK(values(person + "<nameAlias firstName=\"A\" lastName=\"C\" strong=\"true\"/>", "lastName") ==
        Values{"C"});
}

TEST_CASE("Birth dates are read whole, in part, about, and from year to year") {
  const std::string person = "<subjectType code=\"person\"/>";
  struct {
    const char* attributes;
    Values dates;
  } cases[] = {
      {"birthdate=\"1937-04-28\" year=\"1937\"", {"1937-04-28"}},
      {"year=\"1965\" monthOfYear=\"3\"", {"1965-03"}},
      {"year=\"1965\" monthOfYear=\"3\" dayOfMonth=\"9\"", {"1965-03-09"}},
      {"year=\"1965\" dayOfMonth=\"9\"", {"1965"}},
      {"yearRangeFrom=\"1960\" yearRangeTo=\"1962\"", {"1960", "1962"}},
      {"circa=\"true\" year=\"1950\"", {"1950"}},
      {"city=\"Orlisk\"", {}},
      {"year=\"5012\"", {"5012"}},  // Kept as written, with an issue.
  };
  for (const auto& c : cases) {
    CAPTURE(c.attributes);
    CHECK(values(person + "<birthdate " + c.attributes + "/>", "birthDate") == c.dates);
  }
}

TEST_CASE("A number known to be false is stated of the document and not of its holder") {
  const auto back = read_back(memory_stream(entry(
      "<subjectType code=\"person\"/><identification number=\"F-1\" identificationTypeCode=\"passport\" "
      "knownFalse=\"true\"/>")));
  CHECK(back->sink.values("eu-fsf-eu-1-2", "passportNumber").empty());
  CHECK(back->sink.entities_by_schema().at("Passport") == 1);
  CHECK(back->sink.statements_by_property().at("summary") == 1);
}

TEST_CASE("Odd entries are issues, and good ones beside them are read") {
  const std::string good =
      "<sanctionEntity euReferenceNumber=\"EU.9.9\"><subjectType code=\"person\"/>"
      "<nameAlias wholeName=\"KEPT\" strong=\"true\"/></sanctionEntity>";
  const auto nameless =
      read_back(memory_stream("<export><sanctionEntity><subjectType code=\"person\"/>"
                              "</sanctionEntity>" +
                              good + "</export>"));
  CHECK(nameless->sink.issues_by_kind() == Counts{{"no-id", 1}});
  CHECK(nameless->sink.values("eu-fsf-eu-9-9", "name") == Values{"KEPT"});

  const auto strange =
      read_back(memory_stream(entry("<subjectType code=\"cloud\"/><nameAlias wholeName=\"X\"/>")));
  CHECK(strange->sink.issues_by_kind() == Counts{{"unknown-type", 1}});
  CHECK(strange->sink.entities_by_schema().at("LegalEntity") == 1);

  const auto bare = read_back(memory_stream(entry("")));
  CHECK(bare->sink.issues_by_kind() == Counts{{"unknown-type", 1}});

  const auto cut =
      read_back(memory_stream("<export>" + good + "<sanctionEntity euReferenceNumber=\"EU.8.8\"><nameA"));
  CHECK(cut->sink.values("eu-fsf-eu-9-9", "name") == Values{"KEPT"});
  CHECK((!cut->whole || !cut->sink.issues.empty()));

  const auto typed = read_back(memory_stream("<!DOCTYPE export [<!ENTITY a \"b\">]>" + entry("&a;")));
  CHECK_FALSE(typed->whole);
  CHECK(typed->sink.statements.empty());
}

TEST_CASE("Another export is not taken for the EU's") {
  for (const char* head : {"<export><thing/></export>", "<sanctionEntity/>", "exported sanctionEntity"}) {
    CAPTURE(head);
    const Format* format = recognise(head);
    CHECK((format == nullptr || format->name != "eu-fsf-xml"));
  }
}

}  // namespace
}  // namespace clew::read
