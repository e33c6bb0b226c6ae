#include "ask/rules.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

namespace clew::ask {
namespace {

const Loaded& shipped() {
  static const Loaded loaded = [] {
    auto made = load_rule_book(CLEW_SOURCE_DIR "/data");
    REQUIRE(made);
    return std::move(*made);
  }();
  return loaded;
}

TEST_CASE("the rule book that is shipped has no fault and no contradiction") {
  for (const Problem& problem : shipped().problems) FAIL_CHECK(to_string(problem));
  for (const Problem& problem : check_rules(shipped().book)) FAIL_CHECK(to_string(problem));
}

TEST_CASE("the rule book holds the 131 rules it began from") {
  CHECK(std::ranges::count_if(shipped().book.rules, &Rule::reference) == 131);
}

TEST_CASE("no rule names a country") {
  constexpr std::array<std::string_view, 10> kNames = {"Netherlands", "Dutch",  "Kingdom", "Britain",
                                                       "British",     "France", "French",  "Poland",
                                                       "Arvenia",     "Belmora"};
  for (const Rule& rule : shipped().book.rules) {
    std::string all = rule.says + rule.instrument + rule.article;
    for (const Part& part : rule.parts) all += part.says + part.cure.says + part.article;
    for (const std::string_view name : kNames) {
      CAPTURE(rule.id);
      CHECK(all.find(name) == std::string::npos);
    }
  }
}

TEST_CASE("what nobody has checked shows as unverified") {
  for (const char* id : {"UNMTE-3c-g", "UNMTE-4", "UNMTE-3b", "UNMTMA-4", "CAT-3.1", "ECHR-3-6", "ECE-10",
                         "UK-EA-13", "UK-EA-87", "ECMA-2", "EU1805-8.1", "FATF-INR40.2", "IP-RET"}) {
    CAPTURE(id);
    REQUIRE(shipped().book.rule(id));
    CHECK_FALSE(shipped().book.rule(id)->verified());
  }
}

std::vector<Problem> problems_of(const std::string& rule) {
  const std::string text = "instrument: UNCAC\nsource: V1\nrules:\n" + rule;
  const auto doc = parse_doc(text, "proposal.yaml");
  REQUIRE(doc);
  RuleBook book = shipped().book;
  std::vector<Problem> problems;
  add_rules(*doc, "proposal.yaml", book, problems);
  if (problems.empty()) problems = check_rules(book);
  return problems;
}

TEST_CASE("a faulty rule is refused with its file and line") {
  const struct {
    const char* rule;
    int line;
    const char* says;
  } cases[] = {
      {"  - {id: X, article: '1', for: [mla], kind: duty, outcome: DUTY, says: x, inputs: [offence.fiscal], "
       "test: offence.fiscla}\n",
       4, "no fact is called"},
      {"  - {id: X, article: '1', for: [mla], kind: duty, outcome: DUTY, says: x, inputs: [], test: "
       "'offence.fiscal and'}\n",
       4, "ends too early"},
      {"  - {id: X, article: '1', for: [locate], kind: duty, outcome: DUTY, says: x, inputs: "
       "[offence.fiscal], test: offence.fiscal}\n",
       4, "is no type of request"},
      {"  - {id: X, article: '1', for: [mla], kind: decree, outcome: DUTY, says: x, inputs: "
       "[offence.fiscal], test: offence.fiscal}\n",
       4, "is no kind of rule"},
      {"  - {id: X, article: '1', for: [mla], kind: duty, outcome: PUNISH, says: x, inputs: "
       "[offence.fiscal], test: offence.fiscal}\n",
       4, "is no outcome"},
      {"  - {id: X, article: '1', for: [mla], kind: duty, outcome: DUTY, says: x, inputs: [], test: "
       "offence.fiscal}\n",
       4, "inputs written are not those"},
      {"  - {id: X, article: '1', for: [mla], kind: duty, outcome: DUTY, says: x, test: offence.fiscal}\n", 4,
       "does not list its inputs"},
      {"  - {id: X, article: '1', for: [mla], kind: duty, outcome: DUTY, says: x, source: V99, inputs: "
       "[offence.fiscal], test: offence.fiscal}\n",
       4, "is not in sources.yaml"},
      {"  - {id: X, article: '1', for: [mla], kind: duty, outcome: CANNOT_REFUSE, says: x, inputs: "
       "[offence.fiscal], test: offence.fiscal}\n",
       4, "alone"},
      {"  - {id: X, article: '1', for: [mla], kind: optional_refusal, outcome: REFUSE_OPTIONAL, says: x, "
       "inputs: [offence.fiscal], test: offence.fiscal}\n",
       4, "has a name (ground)"},
      {"  - {id: X, article: '1', for: [mla], kind: duty, outcome: DUTY, says: x, inputs: [offence.fiscal], "
       "test: 'offence.fiscal and not offence.fiscal'}\n",
       4, "can never be true"},
      {"  - {id: X, article: '1', for: [mla], kind: duty, outcome: DUTY, says: x, inputs: [offence.fiscal], "
       "test: 'offence.fiscal or not offence.fiscal'}\n",
       4, "always true"},
      {"  - {id: X, article: '1', for: [mla], kind: bar_on_refusal, outcome: CANNOT_REFUSE, strikes: "
       "[torture], says: x, inputs: [offence.fiscal], test: offence.fiscal}\n",
       4, "a right rests on it"},
      {"  - {id: X, article: '1', for: [extradition], kind: legal_basis, outcome: BASIS_OK, says: x, inputs: "
       "[requested.treaty_conditional], test: requested.treaty_conditional}\n",
       4, "contradicts UNCAC-44.5-6"},
      {"  - {id: X, article: '1', for: [mla], kind: duty, outcome: DUTY, says: x, punish: yes, inputs: "
       "[offence.fiscal], test: offence.fiscal}\n",
       4, "is not understood"},
      {"  - {id: X, article: '1', for: [mla], kind: duty, outcome: DUTY, says: x, inputs: [offence.fiscal], "
       "test: offence.fiscal, cure: {by: prayer, says: x}}\n",
       4, "not by \"prayer\""},
  };
  for (const auto& each : cases) {
    CAPTURE(each.rule);
    const auto problems = problems_of(each.rule);
    REQUIRE(!problems.empty());
    const bool found = std::ranges::any_of(
        problems, [&](const Problem& problem) { return problem.text.find(each.says) != std::string::npos; });
    CAPTURE(to_string(problems[0]));
    CHECK(found);
    CHECK(problems[0].line > 0);
    CHECK(problems[0].file.ends_with(".yaml"));
  }
}

TEST_CASE("a sound rule is added to the book and replaces one of its id") {
  CHECK(problems_of("  - {id: X, article: '1', for: [mla], kind: duty, outcome: DUTY, says: x, inputs: "
                    "[offence.fiscal], test: offence.fiscal}\n")
            .empty());
}

}  // namespace
}  // namespace clew::ask
