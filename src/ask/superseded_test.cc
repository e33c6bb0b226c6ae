#include <doctest/doctest.h>
#include <fmt/core.h>

#include "ask/evaluate.h"
#include "ask/request.h"
#include "ask/sheet.h"

namespace clew::ask {
namespace {

const RuleBook& book() {
  static const RuleBook shipped = std::move(load_rule_book(CLEW_SOURCE_DIR "/data")->book);
  return shipped;
}

Request read(const std::string& yaml) {
  const auto doc = parse_doc(yaml, "request.yaml");
  REQUIRE(doc);
  auto request = read_request(*doc, "request.yaml", book());
  REQUIRE(request);
  return std::move(*request);
}

TEST_CASE(
    "a fact a right turns on is superseded with a reason, a name and a day, or the change does not count") {
  const struct {
    const char* now;
    const char* old;
    const char* lacks;  // "" where the change counts.
  } kChanges[] = {
      {"set_by: E. Thale, set_at: 2026-11-01", "by: I. Brandt, at: 2026-10-20, reason: new papers", ""},
      {"set_by: E. Thale, set_at: 2026-11-01", "by: I. Brandt, at: 2026-10-20", "a reason"},
      {"set_by: E. Thale, set_at: 2026-11-01", "by: I. Brandt, reason: \" \"", "a reason"},
      {"set_by: E. Thale, set_at: 2026-11-01", "reason: new papers", "(was: by)"},
      {"set_at: 2026-11-01", "by: I. Brandt, at: 2026-10-20, reason: new papers", "(set_by)"},
      {"set_by: \" \", set_at: 2026-11-01", "by: I. Brandt, at: 2026-10-20, reason: new papers", "(set_by)"},
      {"set_by: E. Thale", "by: I. Brandt, at: 2026-10-20, reason: new papers", "the day of the change"},
      {"set_by: E. Thale, set_at: 2026-02-30", "by: I. Brandt, reason: new papers", "the day of the change"},
  };
  const int fact = *book().vocabulary.fact("request.purpose_persecution");
  for (const auto& each : kChanges) {
    CAPTURE(each.now);
    CAPTURE(each.old);
    const Request request = read(fmt::format(
        "type: extradition\nparties: {{requesting: {{state: XA}}, requested: {{state: XB}}}}\n"
        "facts: {{request.purpose_persecution: {{value: true, {}, was: [{{value: false, {}}}]}}}}\n",
        each.now, each.old));
    CHECK(is_known(request.facts.at(fact).value) == (*each.lacks == 0));
    REQUIRE(request.problems.size() == (*each.lacks == 0 ? 0 : 1));
    if (*each.lacks != 0) CHECK(request.problems[0].text.find(each.lacks) != std::string::npos);
  }
}

TEST_CASE("a supplement supersedes a fact a right turns on with a reason too, and the sheet says by whom") {
  const auto supplemented = [](const char* was) {
    return read(fmt::format(
        "type: extradition\nparties: {{requesting: {{state: XA}}, requested: {{state: XB}}}}\n"
        "facts: {{risk.torture.personal: true}}\nsupplements: [{{on: 2026-11-18, by: Arvenia, facts: "
        "{{risk.torture.personal: {{value: false, set_by: E. Thale, set_at: 2026-11-18, sources: "
        "[a report]{}}}}}}}]\n",
        was));
  };
  const int fact = *book().vocabulary.fact("risk.torture.personal");
  const Request silent = supplemented("");
  CHECK_FALSE(is_known(facts_of(silent, book()).value(fact)));
  REQUIRE(silent.problems.size() == 1);
  CHECK(silent.problems[0].text.find("superseded without a reason") != std::string::npos);
  const Request reasoned =
      supplemented(", was: [{value: true, by: I. Brandt, at: 2026-11-01, reason: a visit}]");
  CHECK(reasoned.problems.empty());
  CHECK(facts_of(reasoned, book()).value(fact) == Value{false});
  const std::string sheet =
      to_text(make_sheet(reasoned, book(), evaluate(reasoned, book(), View::internal)), false, 300);
  CHECK(sheet.find("true by I. Brandt on 2026-11-01, because a visit; now false (set by "
                   "E. Thale on 2026-11-18)") != std::string::npos);
}

}  // namespace
}  // namespace clew::ask
