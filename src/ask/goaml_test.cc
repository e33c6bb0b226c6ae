#include "ask/goaml.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

namespace clew::ask {
namespace {

const std::string kSchema = CLEW_SOURCE_DIR "/tests/data/ask/goaml_unit_of_belmora.xsd";

std::string with_currency(std::string text, const std::string& code) {
  return text.replace(text.find("XBM"), 3, code);
}

Request request_with(const std::string& goaml) {
  static const RuleBook book = std::move(load_rule_book(CLEW_SOURCE_DIR "/data")->book);
  const auto doc = parse_doc(
      "type: fiu\non: 2026-11-24\nparties: {requesting: {state: XA}, requested: {state: XB}}\n"
      "case: {facts: \"eleven payments & no work\"}\ngoaml:\n" +
          goaml,
      "r.yaml");
  REQUIRE(doc);
  auto request = read_request(*doc, "r.yaml", book);
  REQUIRE(request);
  CHECK(request->problems.empty());
  return std::move(*request);
}

const std::string kHead =
    "  currency_code_local: XBM\n  entity_reference: \"118/2026\"\n  report_code: AIF\n  submission_code: "
    "E\n  rentity_id: 417\n";
const std::string kParty =
    "  activity: {report_parties: {report_party: [{person: {last_name: Quill, first_name: Anders, email: "
    "a-q+x@b.example}}]}}\n";

TEST_CASE("a report has the order, the names and the codes of the unit's schema, and is valid by it") {
  const auto report = make_goaml(request_with(kHead + kParty), kSchema);
  REQUIRE(report);
  CHECK(report->problems.empty());
  CHECK(report->xml.find("<rentity_id>417</rentity_id>\n  <submission_code>E") != std::string::npos);
  CHECK(report->xml.find("<submission_date>2026-11-24T00:00:00</submission_date>") != std::string::npos);
  CHECK(report->xml.find("eleven payments &amp; no work") != std::string::npos);
  CHECK(report->xml.find("<first_name>Anders</first_name>\n          <last_name>Quill") != std::string::npos);
}

TEST_CASE("what the unit requires or refuses is said with its place, and nothing half valid is written") {
  const struct {
    std::string goaml;
    const char* says;
  } cases[] = {
      {kHead, "report.activity: this unit requires it"},
      {kParty + "  rentity_id: 417\n  submission_code: E\n  entity_reference: x\n  currency_code_local: "
                "XBM\n  report_code: SAR\n",
       "\"SAR\" is none of this unit's codes: AIF, STR"},
      {kHead + "  activity: {report_parties: {report_party: [{reason: x}]}}\n",
       "this unit requires one of: person, entity"},
      {kHead + "  activity: {report_parties: {report_party: [{person: {first_name: "
               "\"\xD0\x90\xD0\xBD\xD0\xB4\xD0\xB5\xD1\x80\xD1\x81\", last_name: Quill}}]}}\n",
       "pattern"},
      {kParty + "  rentity_id: many\n  submission_code: E\n  entity_reference: x\n  currency_code_local: "
                "XBM\n  report_code: AIF\n",
       "xs:int"},
  };
  for (const auto& each : cases) {
    CAPTURE(each.says);
    const auto report = make_goaml(request_with(each.goaml), kSchema);
    REQUIRE(report);
    CHECK(report->xml.empty());
    std::string all;
    for (const std::string& problem : report->problems) all += problem + "\n";
    CAPTURE(all);
    CHECK(all.find(each.says) != std::string::npos);
  }
}

TEST_CASE(
    "a protected party is not written; a key the schema has no place for, a mark misspelt, is refused") {
  const auto report_with = [](const std::string& mark) {
    return *make_goaml(
        request_with(kHead +
                     "  activity: {report_parties: {report_party: [{person: {last_name: Quill, "
                     "first_name: Anders}}, {" +
                     mark + ", person: {last_name: Secret, first_name: Very}}]}}\n"),
        kSchema);
  };
  const GoamlReport kept = report_with("protected: true");
  CHECK(kept.problems.empty());
  CHECK_FALSE(kept.xml.empty());
  CHECK(kept.xml.find("Secret") == std::string::npos);
  const GoamlReport refused = report_with("protcted: true");
  CHECK(refused.xml.empty());
  REQUIRE(refused.problems.size() == 1);
  CHECK(refused.problems[0] ==
        "r.yaml:11: report.activity.report_parties.report_party: the schema has no place for a key of this "
        "name; the nearest is \"protected\"");
}

// Two units' schemas as published; they may not be shipped.
std::string schema_of_a_unit(const char* file) {
  const char* data = std::getenv("CLEW_TEST_DATA");
  return std::string(data ? data : CLEW_SOURCE_DIR "/../shared/data") + "/vectors/goaml/" + file;
}

TEST_CASE(
    "a real unit's schema of 300 kB is followed: a report of activity comes out valid, an odd one is told") {
  const std::string schema = schema_of_a_unit("goAMLSchema-5.0.2.xsd");
  if (!std::filesystem::exists(schema)) {
    MESSAGE("no real unit's schema at CLEW_TEST_DATA/vectors/goaml: skipped");
    return;
  }
  const std::string head = with_currency(kHead, "EUR");
  const std::string activity =
      "  reporting_person: {first_name: Mira, last_name: Dorn}\n  activity: {report_parties: {report_party: "
      "[{reason: eleven payments, entity: {name: Villa Tern Holdings}}]}}\n";
  const auto good = make_goaml(
      request_with(head + activity + "  report_indicators: {indicator: [BRIBE, NOPUR]}\n"), schema);
  REQUIRE(good);
  CAPTURE(good->problems.empty() ? "" : good->problems[0]);
  CHECK(good->problems.empty());
  CHECK(good->left_out.empty());
  CHECK(good->xml.find("<indicator>NOPUR</indicator>") != std::string::npos);
  const auto odd =
      make_goaml(request_with(head + activity + "  report_indicators: {indicator: [A]}\n"), schema);
  REQUIRE(odd);
  REQUIRE(odd->problems.size() == 1);
  CHECK(odd->problems[0].find("report.report_indicators.indicator: \"A\" is none of") != std::string::npos);
}

TEST_CASE("a file that is no schema is refused") {
  CHECK_FALSE(make_goaml(request_with(kHead), CLEW_SOURCE_DIR "/README.md"));
  CHECK_FALSE(make_goaml(request_with(kHead), "/nowhere.xsd"));
}

}  // namespace
}  // namespace clew::ask
