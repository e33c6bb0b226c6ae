#include "ask/expression.h"

#include <doctest/doctest.h>

#include "ask/fact_set.h"
#include "ask/vocabulary.h"

namespace clew::ask {
namespace {

const Vocabulary& words() {
  static const Vocabulary vocabulary = [] {
    const auto doc = parse_doc(
        "items:\n"
        "  assurance: {path: assurances, fields: {kind: {one_of: [retrial, speciality]}, binding: {}}}\n"
        "facts:\n"
        "  a: {asks: a}\n"
        "  b: {asks: b}\n"
        "  both.of: {means: 'a and b'}\n"
        "  penalty.max: {type: months, asks: p}\n"
        "  arrest.date: {type: date, asks: d}\n"
        "  case.on: {type: date, asks: d}\n"
        "  status: {one_of: [charged, convicted], asks: s}\n"
        "  reasons: {some_of: [fiscal, nationality], asks: r}\n",
        "facts.yaml");
    REQUIRE(doc);
    std::vector<Problem> problems;
    Vocabulary made = read_vocabulary(*doc, "facts.yaml", problems);
    REQUIRE(problems.empty());
    return made;
  }();
  return vocabulary;
}

std::string value_of(const char* text, const FactSet& facts) {
  const auto expression = compile(text, words());
  if (!expression) return expression.error().text;
  return std::string(to_string(evaluate(*expression, facts)));
}

FactSet some_facts() {
  FactSet facts(words());
  facts.set(*words().fact("a"), true);
  facts.set(*words().fact("penalty.max"), 12.0);
  facts.set(*words().fact("arrest.date"), *parse_date("2026-01-31"));
  facts.set(*words().fact("case.on"), *parse_date("2026-03-01"));
  facts.set(*words().fact("status"), std::string("charged"));
  facts.set(*words().fact("reasons"), std::vector<std::string>{"fiscal"});
  facts.items(0) = {{std::string("retrial"), true}, {std::string("speciality"), Unknown{}}};
  return facts;
}

TEST_CASE("an expression is true, false or unknown") {
  const FactSet facts = some_facts();
  const struct {
    const char* text;
    const char* value;
  } cases[] = {
      {"a", "true"},
      {"b", "unknown"},
      {"a and b", "unknown"},
      {"a or b", "true"},
      {"not b", "unknown"},
      {"not a and b", "false"},
      {"both.of", "unknown"},
      {"b is known", "false"},
      {"not (a is known)", "false"},
      {"penalty.max >= 1 year", "true"},
      {"penalty.max < 12 months", "false"},
      {"arrest.date + 18 days <= case.on", "true"},
      {"arrest.date + 40 days < case.on", "false"},
      {"arrest.date + 1 month = 2026-02-28", "true"},
      {"case.on - arrest.date >= 29 days", "true"},
      {"status = 'charged'", "true"},
      {"status in ['charged', 'convicted']", "true"},
      {"status != 'charged'", "false"},
      {"reasons has 'fiscal'", "true"},
      {"reasons has 'nationality'", "false"},
      {"some assurance (assurance.kind = 'retrial' and assurance.binding)", "true"},
      {"every assurance (assurance.binding)", "unknown"},
      {"no assurance (assurance.kind = 'speciality')", "false"},
      {"count assurance (assurance.kind = 'retrial') = 1", "true"},
      {"count assurance (assurance.binding) >= 1", "unknown"},
  };
  for (const auto& each : cases) {
    CAPTURE(each.text);
    CHECK(value_of(each.text, facts) == each.value);
  }
}

TEST_CASE("a list that is empty proves nothing of every one, and holds none") {
  const FactSet facts(words());
  CHECK(value_of("some assurance (assurance.binding)", facts) == "false");
  CHECK(value_of("every assurance (assurance.binding)", facts) == "unknown");
}

TEST_CASE("what is no expression is refused with the column and the reason") {
  const struct {
    const char* text;
    int column;
    const char* says;
  } cases[] = {
      {"", 1, "the line ends too early"},
      {"a and", 6, "the line ends too early"},
      {"(a or b", 8, "\")\" is expected"},
      {"a b", 3, "\"b\" is not expected here"},
      {"nobody.knows", 1, "no fact is called \"nobody.knows\""},
      {"penalty.max", 1, "a truth is expected here"},
      {"penalty.max > 3", 15, "a months cannot be compared with a number"},
      {"a > b", 5, "has no order"},
      {"status = 'chraged'", 10, "is none of the words this fact can have"},
      {"status in ['charged', 'sought']", 23, "is none of the words"},
      {"reasons = reasons", 11, "a set is asked with `has`"},
      {"some assurance (some assurance (a))", 22, "already spoken of"},
      {"assurance.kind = 'retrial'", 1, "no fact is called"},
      {"some people (a)", 6, "is nothing a request lists"},
      {"a and 2026-02-30 < case.on", 7, "2026-02-30 is no date"},
      {"a ; b", 3, "unexpected character"},
      {"status = 'charged", 10, "a quote is opened and not closed"},
      {"arrest.date + arrest.date < case.on", 15, "cannot be added"},
  };
  for (const auto& each : cases) {
    CAPTURE(each.text);
    const auto compiled = compile(each.text, words());
    REQUIRE_FALSE(compiled);
    CAPTURE(compiled.error().text);
    CHECK(compiled.error().column == each.column);
    CHECK(compiled.error().text.find(each.says) != std::string::npos);
  }
}

TEST_CASE("an expression nested without end is refused, not run") {
  const std::string deep = std::string(500, '(') + "a" + std::string(500, ')');
  const auto compiled = compile(deep, words());
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().text == "nested too deeply");
}

TEST_CASE("an explanation names what decided and what is missing, and nothing else") {
  const FactSet facts = some_facts();
  const auto reasons = [&](const char* text) { return explain(*compile(text, words()), facts); };
  const auto named = [](const std::vector<Use>& uses) {
    std::string out;
    for (const Use& use : uses) out += use.fact >= 0 ? words().facts[use.fact].name + " " : "list ";
    return out;
  };
  CHECK(named(reasons("a or b").because) == "a ");
  CHECK(named(reasons("a or b").missing) == "");
  CHECK(named(reasons("both.of").missing) == "b ");
  CHECK(named(reasons("not a and b").because) == "a ");
  CHECK(named(reasons("every assurance (assurance.binding)").missing) == "list ");
}

TEST_CASE("a fact that means itself through others is refused") {
  const auto doc =
      parse_doc("facts:\n  a: {means: b}\n  b: {means: 'not c'}\n  c: {means: a}\n", "facts.yaml");
  std::vector<Problem> problems;
  read_vocabulary(*doc, "facts.yaml", problems);
  REQUIRE(problems.size() >= 1);
  CHECK(problems[0].text.find("recursive") != std::string::npos);
  CHECK(problems[0].line == 2);
}

}  // namespace
}  // namespace clew::ask
