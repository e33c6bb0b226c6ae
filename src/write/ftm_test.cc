#include "write/ftm.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace clew::write {
namespace {

DatedStatement said(std::string_view schema, std::string_view property, std::string_view value,
                    std::string_view original = {}, std::string_view language = {}) {
  return {{.entity = "p-1",
           .slot = {schema, property, "field", language},
           .value = value,
           .original = original,
           .dataset = "list",
           .record = {}},
          "2024-01-01",
          "2024-03-01"};
}

}  // namespace

TEST_CASE(
    "an entity becomes a line of FollowTheMoney's JSON, its values in the order of the source, each once") {
  const DatedStatement statements[] = {
      said("Person", "id", "p-1"),
      said("Person", "name", "Иван \"Petrov\"", "", "rus"),
      said("Person", "name", "Ivan"),
      said("LegalEntity", "name", "Ivan"),
      said("Person", "birthDate", "1948-12"),
      said("Person", "birthDate", "about 1948"),
      said("Thing", "referents", "q-9"),
  };
  FtmCounts counts;
  CHECK(ftm_entity({"p-1", "Ivan", statements}, counts) ==
        "{\"id\":\"p-1\",\"caption\":\"Ivan\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Иван "
        "\\\"Petrov\\\"\",\"Ivan\"],"
        "\"birthDate\":[\"1948-12\"]},\"referents\":[\"q-9\"],\"datasets\":[\"list\"],\"first_seen\":\"2024-"
        "01-01\","
        "\"last_seen\":\"2024-03-01\"}\n");
  CHECK(counts.entities == 1);
  CHECK(counts.statements == 4);
  CHECK(counts.repeats == 1);
  CHECK(counts.bad_dates == 1);
}

TEST_CASE("an entity stated as a person and as a company is exported as what both are") {
  const DatedStatement statements[] = {said("Person", "name", "Acme"), said("Company", "jurisdiction", "cy"),
                                       said("Person", "birthDate", "1948")};
  FtmCounts counts;
  const std::string line = ftm_entity({"p-1", "Acme", statements}, counts);
  CHECK(line.find("\"schema\":\"LegalEntity\"") != std::string::npos);
  CHECK(line.find("\"name\":[\"Acme\"],\"jurisdiction\":[\"cy\"]}") != std::string::npos);
  CHECK(counts.clew_statements == 1);  // A legal entity has no date of birth.
}

TEST_CASE("what only Clew's model knows is left out and counted") {
  const DatedStatement interest[] = {said("Ownership", "owner", "a"),
                                     said("Ownership", "shareInterval", "[25,50)")};
  const DatedStatement negative[] = {said("NegativeFact", "id", "p-1")};
  const DatedStatement unrelated[] = {said("Person", "name", "Ivan"), said("Ownership", "owner", "a")};
  FtmCounts counts;
  CHECK(ftm_entity({"o-1", "", interest}, counts).find("shareInterval") == std::string::npos);
  CHECK(counts.clew_statements == 1);
  CHECK(ftm_entity({"n-1", "", negative}, counts).empty());
  CHECK(counts.clew_entities == 1);
  CHECK(ftm_entity({"x-1", "", unrelated}, counts).empty());
  CHECK(counts.conflicting_entities == 1);
  CHECK(ftm_statements({"n-1", "", negative}, counts).empty());
  CHECK(counts.entities == 1);
}

TEST_CASE("a statement's id is the one that FollowTheMoney computes") {
  // Computed apart from this code: printf 'list.p-1.name.Ivan' | sha1sum, and with '@rus' behind it.
  CHECK(ftm_statement_id(said("Person", "name", "Ivan").statement) ==
        "2689afc9660b5b4231f40b38179a9e9898d76ba8");
  CHECK(ftm_statement_id(said("Person", "name", "Ivan", "", "rus").statement) ==
        "d5bc9fb5dfd3e189f1deeecec752962c13f0d68d");
}

TEST_CASE("statements become CSV of fourteen quoted columns") {
  const DatedStatement statements[] = {said("Person", "id", "p-1"),
                                       said("Person", "name", "a \"b\", c", "A B C", "eng"),
                                       said("LegalEntity", "name", "a \"b\", c", "", "eng")};
  FtmCounts counts;
  CHECK(ftm_statements({"p-1", "", statements}, counts) ==
        "\"p-1\",\"p-1\",\"id\",\"id\",\"Person\",\"p-1\",\"list\",\"\",\"\",\"\",\"f\",\"2024-01-01\","
        "\"2024-03-01\",\"" +
            ftm_statement_id(statements[0].statement) + "\"\n" +
            "\"p-1\",\"p-1\",\"name\",\"name\",\"Person\",\"a \"\"b\"\", c\",\"list\",\"\",\"eng\",\"A B "
            "C\",\"f\",\"2024-01-01\","
            "\"2024-03-01\",\"" +
            ftm_statement_id(statements[1].statement) + "\"\n");
  CHECK(counts.repeats == 1);
  CHECK(std::count(ftm_statements_heading().begin(), ftm_statements_heading().end(), ',') == 13);
}

}  // namespace clew::write
