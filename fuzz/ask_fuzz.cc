// Any bytes as a request file and as a rule's test: both are read or refused, a sheet of what was read holds
// no markup of the file's, and a test that compiles has one value of three.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ask/sheet.h"
#include "check.h"

namespace {

using namespace clew::ask;

// A small rule book, so that a run needs no files.
const RuleBook& book() {
  static const RuleBook made = [] {
    RuleBook out;
    std::vector<Problem> problems;
    const auto facts = parse_doc(
        "items:\n  offence: {path: offences, fields: {article: {type: text}, max_requesting: {type: "
        "months}}}\n"
        "  element: {path: offences.elements, fields: {carried: {}}}\n  assurance: {path: assurances, "
        "fields: {kind: {type: text}, in_force: {}}}\n"
        "  official: {path: officials, fields: {in_chain: {}}}\n"
        "facts:\n  case.on: {type: date, asks: a}\n  offence.fiscal: {asks: b}\n  penalty.max: {type: "
        "months, asks: c}\n"
        "  refusal.reasons: {some_of: [fiscal, nationality], default: '', asks: d}\n  person.refugee: "
        "{protected: refugee, right: refugee, asks: e}\n"
        "  dual: {means: 'every offence (offence.max_requesting >= 1 year)'}\n"
        "  return.mandatory_embezzlement: {asks: f}\n  return.mandatory_ownership: {asks: g}\n",
        "facts.yaml");
    out.vocabulary = read_vocabulary(*facts, "facts.yaml", problems);
    out.sources["V1"] = {"V1", "a text", true};
    out.instruments.push_back({"UNCAC", "a convention", "treaty", "both", {"mla"}, "", 1});
    Profile profile;
    profile.id = "rights-first";
    out.profiles.push_back(profile);
    const auto rules = parse_doc(
        "instrument: UNCAC\nsource: V1\nrules:\n  - {id: R, article: '1', for: [mla, extradition], kind: "
        "duty, outcome: DUTY, says: s, inputs: [offence.fiscal], "
        "test: offence.fiscal}\n",
        "rules.yaml");
    add_rules(*rules, "rules.yaml", out, problems);
    CLEW_FUZZ_CHECK(problems.empty());
    return out;
  }();
  return made;
}

void check_request(std::string_view bytes) {
  auto doc = parse_doc(bytes, "request.yaml");
  if (!doc) return;
  const auto request = read_request(std::move(*doc), "request.yaml", book());
  if (!request) return;
  const Sheet sheet = make_sheet(*request, book(), evaluate(*request, book(), View::internal));
  CLEW_FUZZ_CHECK(to_html(sheet).find("<script") == std::string::npos);
  CLEW_FUZZ_CHECK(to_json(sheet) ==
                  to_json(make_sheet(*request, book(), evaluate(*request, book(), View::internal))));
}

void check_test(std::string_view bytes) {
  const auto compiled = compile(bytes, book().vocabulary);
  if (!compiled) {
    CLEW_FUZZ_CHECK(compiled.error().column >= 1 && !compiled.error().text.empty());
    return;
  }
  const FactSet facts(book().vocabulary);
  const Truth truth = evaluate(*compiled, facts);
  CLEW_FUZZ_CHECK(truth == Truth::yes || truth == Truth::no || truth == Truth::unknown);
  (void)explain(*compiled, facts);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_request(bytes);
  check_test(bytes);
  return 0;
}
