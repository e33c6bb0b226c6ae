#include "ask/request_shape.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <filesystem>
#include <fstream>

#include "ask/shown.h"

namespace clew::ask {
namespace {

const RuleBook& book() {
  static const RuleBook shipped = std::move(load_rule_book(CLEW_SOURCE_DIR "/data")->book);
  return shipped;
}

const std::string kParties = "parties: {requesting: {state: XA}, requested: {state: XB}}\n";

// What is said when the file is read, "" when it is.
std::string refusal(const std::string& yaml, View said_in = View::internal) {
  const auto doc = parse_doc("type: mla\n" + yaml, "r.yaml");
  REQUIRE(doc);
  const auto request = read_request(*doc, "r.yaml", book(), said_in);
  return request ? "" : request.error().message;
}

TEST_CASE("a key that is none, at any level, is refused with its line and the nearest that is one") {
  const struct {
    const char* yaml;  // From line 3.
    const char* says;
  } kMisspelt[] = {
      {"facts: {offence.fiscla: true}",
       "r.yaml:3: the rules know no fact \"offence.fiscla\"; the nearest is "
       "\"offence.fiscal\""},
      {"facts:\n  offence.fiscal:\n    value: true\n    set_bi: me",
       "r.yaml:6: a fact has no key \"set_bi\"; the nearest is \"set_by\""},
      {"facts: {offence.fiscal: {value: true, protcted: true}}", "the nearest is \"protected\""},
      {"facts: {offence.fiscal: {value: true, was: [{value: false, reasn: x}]}}",
       "the nearest is \"reason\""},
      {"statements:\n  s-1: {kind: bank}\n  s-2: {kind: bank, protcted: true}",
       "r.yaml:5: a statement has no key \"protcted\"; the nearest is \"protected\""},
      {"statements: {protected: true}", "statements stand under ids and have no key \"protected\""},
      {"statements: [{id: s-1, protected: true}]", "have no key \"id\""},
      {"assurances: [{kind: retrial, protect: true}]", "the nearest is \"protected\""},
      {"persons: [{name: A, Protected: true}]", "the nearest is \"protected\""},
      {"persons: {name: A, protected: true}", "persons are a list and have no key \"name\""},
      {"property: [{what: a flat, claims: [{by: B, protekted: yes}]}]", "a claim has no key \"protekted\""},
      {"officials: [{name: A, statee: XA}]", "the nearest is \"state\""},
      {"chain: [{nam: A}]", "the nearest is \"name\""},
      {"case: {factss: x}", "a case has no key \"factss\"; the nearest is \"facts\""},
      {"case: {facts: {protcted: true, text: x}}", "a case has no key \"protcted\""},
      {"documents: {freezing_ordr: x}", "the nearest is \"freezing_order\""},
      {"assistance: {sougt: x}", "the nearest is \"sought\""},
      {"procedure: {chanel: police}", "the nearest is \"channel\""},
      {"offences: [{article: UNCAC 17, elements: [{id: a, statments: [s-1]}]}]",
       "the nearest is \"statements\""},
      {"assessments: [{right: torture, conclusoin: x}]", "the nearest is \"conclusion\""},
      {"assessments: [{right: torture, factors: {locl: {answer: x}}}]", "the nearest is \"local\""},
      {"supplements: [{on: 2026-11-01, facts: {offence.fiscla: true}}]", "the nearest is \"offence.fiscal\""},
      {"instruments: {UNCACC: true}", "the rules know no instrument \"UNCACC\"; the nearest is \"UNCAC\""},
      {"statement: {}", "a request has no section \"statement\"; the nearest is \"statements\""},
      {"protected: true", "a request has no section \"protected\""},
      {"statements: {s-1: {kind: bank, protected: ture}}", "the mark `protected` says true or false"},
      {"statements: {s-1: {kind: bank, protected: }}", "the mark `protected` says true or false"},
      {"goaml: {a: [{protected: maybe}]}", "the mark `protected` says true or false"},
  };
  for (const auto& each : kMisspelt) {
    CAPTURE(each.yaml);
    const std::string said = refusal(kParties + each.yaml + "\n");
    CAPTURE(said);
    CHECK(said.starts_with("r.yaml:"));
    CHECK(said.find(each.says) != std::string::npos);
  }
  CHECK(refusal("parties: {requesting: {state: XA, protected: true}, requested: {state: XB}}\n")
            .find("a party has no key \"protected\"") != std::string::npos);
}

TEST_CASE("each key that is none is told, one line each, and of very many the first twenty") {
  std::string yaml = kParties + "statements:\n  s-1: {knd: bank, protcted: true}\n";
  CHECK(refusal(yaml) ==
        "r.yaml:4: a statement has no key \"knd\"; the nearest is \"kind\"\n"
        "r.yaml:4: a statement has no key \"protcted\"; the nearest is \"protected\"");
  for (int i = 0; i < 30; ++i) yaml += fmt::format("  t-{}: {{q: 1}}\n", i);
  CHECK(refusal(yaml).ends_with("and 12 more"));
}

TEST_CASE("outside, a refusal repeats no word that may be protected") {
  const std::string misspelt = kParties +
                               "facts: {person.refuge_confirmed: true, offence.fiscla: true}\n"
                               "statements:\n  s-clinic: {protected: true, the clinic says: ill}\n";
  const std::string outside =
      "r.yaml:3: the rules know no fact of this name\n"
      "r.yaml:3: the rules know no fact of this name; the nearest is \"offence.fiscal\"\n"
      "r.yaml:5: a statement has no key of this name";
  CHECK(refusal(misspelt, View::outgoing) == outside);
  CHECK(refusal(misspelt + "side: sender\n") == outside);
  CHECK(refusal(misspelt).find("person.refugee_confirmed") != std::string::npos);
}

TEST_CASE("whatever a file as it is begun asks for, and all that the guides show, is a key") {
  CHECK(
      refusal(kParties +
              "case: {facts: x, facts_statements: [s-1], protected: false}\n"
              "statements: {s-1: {kind: bank, grade: B2, obtained: order, use_consent: x, protected: yes}}\n"
              "goaml: {any: {thing: at all}}\n") == "");
}

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / "clew-request-shape-test";
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file(const char* name, const std::string& text) const {
    std::ofstream(path / name) << text;
    return (path / name).string();
  }
};

TEST_CASE("a request that starts from another names the file that has the line") {
  const Folder folder;
  const std::string start = folder.file(
      "start.yaml", "type: mla\n" + kParties + "statements:\n  s-1: {kind: rumour}\n  s-2: {kind: bank}\n");
  const std::string over =
      folder.file("over.yaml", "start_from: start.yaml\nfacts:\n\n\n  offence.fiscal: perhaps\n");
  const auto request = load_request(over, book());
  REQUIRE(request);
  REQUIRE(request->problems.size() == 2);
  CHECK(to_string(request->problems[0]).starts_with(start + ":4: statement s-1"));
  CHECK(to_string(request->problems[1]).starts_with(over + ":5: offence.fiscal"));

  // In the sender's mode sections stand for lines, and the two files' lines are not taken for each other.
  Request sender = *request;
  sender.side = Side::sender;
  const auto said = problems_for_a_log(sender, book());
  REQUIRE(said.size() == 2);
  CHECK(said[0].text.starts_with("at statements.s-1"));
  CHECK(said[1].text.starts_with("at facts.offence.fiscal"));
}

TEST_CASE("a key that is none is told in the file that has it, also where it only takes away") {
  const Folder folder;
  const std::string bad = folder.file("bad.yaml", "type: mla\n" + kParties + "chain:\n  - {nam: A}\n");
  const std::string good = folder.file("good.yaml", "type: mla\n" + kParties + "documents: {charge: x}\n");
  const auto says = [&](const char* name, const std::string& text) {
    const auto request = load_request(folder.file(name, text), book());
    return request ? std::string() : request.error().message;
  };
  CHECK(says("one.yaml", "start_from: bad.yaml\n\n\n\n").starts_with(bad + ":4: an entry of the chain"));
  const std::string taken = says("two.yaml", "start_from: good.yaml\ndocuments: {chrge: null}\n");
  CHECK(taken.find("two.yaml:2: documents have no key \"chrge\"; the nearest is \"charge\"") != taken.npos);
  CHECK(says("three.yaml", "start_from: good.yaml\ndocuments: {charge: null}\n") == "");
}

}  // namespace
}  // namespace clew::ask
