// The promises of tests/cases/ask, held as a whole: every rule fired, cleared, left open and cured somewhere;
// names of states change nothing; protected facts leave no trace; the same input gives the same bytes.
#include <doctest/doctest.h>
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <thread>

#include "ask/draft.h"
#include "ask/pdf.h"
#include "ask/sheet.h"
#include "ask/shown.h"

namespace clew::ask {
namespace {

namespace fs = std::filesystem;

const std::string kRoot = CLEW_SOURCE_DIR;

const RuleBook& book() {
  static const RuleBook shipped = [] {
    auto loaded = load_rule_book(kRoot + "/data");
    REQUIRE(loaded);
    return std::move(loaded->book);
  }();
  return shipped;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
}

struct Scenario {
  std::string name;
  std::string yaml;
  View view = View::internal;
};

// The request a case file writes, and how it is looked at.
Scenario scenario_of(const fs::path& path) {
  const auto text = read_text(path.string());
  REQUIRE(text);
  Scenario out;
  out.name = path.stem().string();
  for (size_t at = 0; at < text->size();) {
    const size_t end = std::min(text->find('\n', at), text->size());
    const std::string line = text->substr(at, end - at);
    if (line.starts_with("> ") && line != "> END") out.yaml += line.substr(2) + "\n";
    if (line.starts_with("$ clew ask check") && line.find("--outgoing") != std::string::npos)
      out.view = View::outgoing;
    at = end + 1;
  }
  replace_all(out.yaml, "$DATA", kRoot + "/tests/data");
  return out;
}

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> all = [] {
    std::vector<Scenario> out;
    for (const auto& entry : fs::directory_iterator(kRoot + "/tests/cases/ask"))
      out.push_back(scenario_of(entry.path()));
    std::ranges::sort(out, {}, &Scenario::name);
    return out;
  }();
  return all;
}

Request request_of(const std::string& yaml, const RuleBook& rules) {
  const fs::path path =
      fs::temp_directory_path() / fmt::format("clew-ask-test-{}.yaml", static_cast<int>(::getpid()));
  std::FILE* file = std::fopen(path.c_str(), "wb");
  REQUIRE(file);
  std::fwrite(yaml.data(), 1, yaml.size(), file);
  std::fclose(file);
  auto request = load_request(path.string(), rules);
  fs::remove(path);
  if (!request) FAIL(request.error().message);
  request->file = "request.yaml";
  return std::move(*request);
}

TEST_CASE("at least eighty scenarios, from both sides") {
  CHECK(scenarios().size() >= 80);
  CHECK(std::ranges::count_if(scenarios(), [](const Scenario& each) {
          return each.yaml.find("side: sender") != std::string::npos;
        }) >= 40);
}

TEST_CASE("every rule is fired, cleared, left open, and cured where it can be, in some scenario") {
  std::map<std::string, std::set<FindingState>> seen;
  for (const Scenario& each : scenarios()) {
    const Evaluation evaluation = evaluate(request_of(each.yaml, book()), book(), each.view);
    for (const Finding& finding : evaluation.findings) {
      for (const PartFinding& part : finding.parts) seen[finding.rule->id].insert(part.state);
    }
  }
  for (const Rule& rule : book().rules) {
    CAPTURE(rule.id);
    const auto& states = seen[rule.id];
    CHECK_MESSAGE(states.contains(FindingState::fires), "never fired");
    CHECK_MESSAGE(states.contains(FindingState::clear), "never cleared");
    CHECK_MESSAGE(states.contains(FindingState::unknown), "never left open");
    // A right that the shipped profiles never let an assurance cure has a cure on paper only.
    const bool curable = std::ranges::any_of(
        rule.parts, [](const Part& part) { return part.cure.exists() && part.right != "persecution"; });
    if (curable) CHECK_MESSAGE(states.contains(FindingState::cured), "never cured");
  }
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

// Codes are replaced as whole words only.
void replace_words(std::string& text, std::string_view what, std::string_view with) {
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos;) {
    const bool inside = (at > 0 && is_letter(text[at - 1])) ||
                        (at + what.size() < text.size() && is_letter(text[at + what.size()]));
    if (!inside) text.replace(at, what.size(), with);
    at += inside ? what.size() : with.size();
  }
}

// A folder of data and a request in which the invented states have changed places.
std::string permuted(std::string text) {
  static const std::pair<const char*, const char*> kSwaps[] = {{"XA", "@1"},
                                                               {"XB", "@2"},
                                                               {"XC", "@3"},
                                                               {"Republic of Arvenia", "@4"},
                                                               {"Kingdom of Belmora", "@5"},
                                                               {"Isle of Corvane", "@6"},
                                                               {"Arvenia", "@7"},
                                                               {"Belmora", "@8"},
                                                               {"Corvane", "@9"}};
  static const std::pair<const char*, const char*> kBack[] = {{"@1", "XB"},
                                                              {"@2", "XC"},
                                                              {"@3", "XA"},
                                                              {"@4", "Kingdom of Belmora"},
                                                              {"@5", "Isle of Corvane"},
                                                              {"@6", "Republic of Arvenia"},
                                                              {"@7", "Belmora"},
                                                              {"@8", "Corvane"},
                                                              {"@9", "Arvenia"}};
  for (const auto& [from, to] : kSwaps) replace_words(text, from, to);
  for (const auto& [from, to] : kBack) replace_all(text, from, to);
  return text;
}

TEST_CASE("changing the names of the states changes no finding") {
  const fs::path folder =
      fs::temp_directory_path() / fmt::format("clew-ask-permuted-{}", static_cast<int>(::getpid()));
  for (const auto& entry : fs::recursive_directory_iterator(kRoot + "/data")) {
    if (entry.path().extension() != ".yaml") continue;
    const fs::path relative = fs::relative(entry.path(), kRoot + "/data");
    if (!relative.string().starts_with("rules") && !relative.string().starts_with("treaties") &&
        !relative.string().starts_with("profiles"))
      continue;
    fs::create_directories((folder / relative).parent_path());
    const std::string text = permuted(*read_text(entry.path().string()));
    std::FILE* file = std::fopen((folder / relative).c_str(), "wb");
    REQUIRE(file);
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
  }
  const auto other = load_rule_book(folder.string());
  fs::remove_all(folder);
  REQUIRE(other);
  for (const Scenario& each : scenarios()) {
    CAPTURE(each.name);
    const Request here = request_of(each.yaml, book());
    Doc doc = here.doc;
    Doc parties = doc["parties"];
    for (const char* side : {"requesting", "requested"}) {
      Doc party = parties[side];
      party.set("state", scalar_doc(permuted(party["state"].text)));
      parties.set(side, std::move(party));
    }
    doc.set("parties", std::move(parties));
    const auto there = read_request(std::move(doc), "request.yaml", other->book);
    REQUIRE(there);
    CHECK(to_brief(evaluate(here, book(), each.view)) == to_brief(evaluate(*there, other->book, each.view)));
  }
}

// What may leave the office, in every form, and what a log may hold.
std::string outgoing(const Request& request) {
  const Evaluation evaluation = evaluate(request, book(), View::outgoing);
  const Sheet sheet = make_sheet(request, book(), evaluation);
  const Draft draft = make_draft(request, book());
  return to_json(sheet) + to_html(sheet) + to_text(sheet, true) + to_brief(evaluation) + to_text(draft) +
         to_html(draft) +
         fmt::format("{}\n{}\n", fmt::join(draft.missing, "\n"), fmt::join(draft.left_out, "\n"));
}

std::string log_of(const Request& request) {
  std::string out;
  for (const Problem& problem : problems_for_a_log(request, book())) out += to_string(problem) + '\n';
  return out;
}

// What the sender's own office sees: protected things were never there either.
std::string inside_sender(Request request) {
  request.side = Side::sender;
  const Evaluation evaluation = evaluate(request, book(), View::internal);
  const Sheet sheet = make_sheet(request, book(), evaluation);
  std::string out = to_json(sheet) + to_text(sheet, true) + to_brief(evaluation);
  for (const Event& event : timeline_of(request, book()))
    out += fmt::format("{} {} {}\n", event.day, event.what, event.rule);
  return out;
}

std::string everywhere(const Request& request) {
  return outgoing(request) + log_of(request) + inside_sender(request);
}

Doc doc_of(std::string_view yaml) {
  auto doc = parse_doc(yaml, "inserted");
  REQUIRE(doc);
  return std::move(*doc);
}

Request read_again(Doc doc) {
  auto request = read_request(std::move(doc), "request.yaml", book());
  REQUIRE(request);
  return std::move(*request);
}

// The request with the section `name` changed.
void change(Doc& doc, const char* name, const auto& how) {
  Doc section = doc[name];
  how(section);
  doc.set(name, std::move(section));
}

void append(Doc& doc, const char* name, std::string_view yaml) {
  change(doc, name, [&](Doc& list) {
    list.kind = Doc::Kind::list;
    list.items.push_back(doc_of(yaml));
  });
}

// A value of the fact's type, another, none at all, and words that are no value.
Doc secret(const FactDef& def, int round) {
  static constexpr std::array<const char*, 4> kTruths = {"true", "false", "unknown", "perhaps"};
  static constexpr std::array<const char*, 4> kDates = {"2026-11-01", "2020-01-01", "unknown", "2026-13-01"};
  return doc_of(
      fmt::format("value: {}\nset_by: somebody who may not be named\nsources: [the clinic]\n"
                  "was: [{{value: true, by: somebody, at: 2026-01-01, reason: heard from the clinic}}]",
                  (def.type == Type::date ? kDates : kTruths).at(static_cast<size_t>(round))));
}

TEST_CASE("a protected fact leaves no trace on what leaves the office, whatever its value") {
  size_t flips = 0;
  for (size_t n = 0; n < scenarios().size(); ++n) {
    const Doc written = request_of(scenarios()[n].yaml, book()).doc;
    Doc bare = written;
    change(bare, "facts", [](Doc& facts) {
      std::erase_if(facts.fields, [](const DocField& field) {
        const auto fact = book().vocabulary.fact(field.key);
        return fact && !book().vocabulary.facts[*fact].protection.empty();
      });
    });
    const std::string before = everywhere(read_again(bare));
    CAPTURE(scenarios()[n].name);
    CHECK(everywhere(read_again(written)) == before);
    // Each protected fact alone in every sixth scenario, all of them together in the others.
    const bool alone = n % 6 == 0;
    for (int round = 0; round < 4; ++round) {
      Doc doc = bare;
      for (const FactDef& def : book().vocabulary.facts) {
        if (def.protection.empty()) continue;
        change(doc, "facts", [&](Doc& facts) { facts.set(def.name, secret(def, round)); });
        if (!alone) continue;
        CAPTURE(def.name);
        CHECK(everywhere(read_again(doc)) == before);
        doc = bare;
        ++flips;
      }
      if (alone) continue;
      CHECK(everywhere(read_again(doc)) == before);
      ++flips;
    }
  }
  CHECK(flips > 1000);
}

void cite(Doc& doc, const char* id) {
  change(doc, "offences", [&](Doc& offences) {
    for (Doc& offence : offences.items) {
      change(offence, "elements", [&](Doc& elements) {
        for (Doc& element : elements.items) append(element, "statements", id);
      });
    }
  });
  change(doc, "case", [&](Doc& section) { append(section, "facts_statements", id); });
}

TEST_CASE(
    "what is marked protected leaves no trace: statements, assurances, persons, property, assessments") {
  for (const Scenario& each : scenarios()) {
    const Doc bare = request_of(each.yaml, book()).doc;
    const std::string before = everywhere(read_again(bare));
    CAPTURE(each.name);
    const auto leaves_none = [&](const auto& how) {
      Doc doc = bare;
      how(doc);
      return everywhere(read_again(doc)) == before;
    };
    CHECK(leaves_none([](Doc& doc) {
      change(doc, "statements", [](Doc& statements) {
        statements.set("s-award",
                       doc_of("{kind: bank, date: 2026-02-30, says: an award, use_limit: none, "
                              "supplement: 2026-11-18, obtained_by_torture: true, protected: true}"));
      });
      cite(doc, "s-award");
    }));
    CHECK(leaves_none([](Doc& doc) {
      append(doc, "assurances",
             "{kind: death_penalty, text: t, author: a, date: 2026-11-01, protected: yes}");
    }));
    CHECK(leaves_none([](Doc& doc) {
      append(doc, "persons", "{name: Somebody, status: witness, protected: true}");
      append(doc, "property", "{what: a flat, value: \"1.00\", status: hidden, protected: true}");
      append(doc, "officials", "{name: Somebody, protected: true}");
      append(doc, "chain", "{name: Somebody, protected: true}");
    }));
    CHECK(leaves_none([](Doc& doc) {
      append(doc, "assessments", "{right: refugee, by: somebody, on: 2026-11-01, conclusion: perhaps}");
      append(doc, "supplements", "{on: 2026-11-19, by: me, facts: {person.refugee_confirmed: perhaps}}");
    }));
  }
}

TEST_CASE("a statement that is cited and protected looks, outside, like one that is not there") {
  for (const Scenario& each : scenarios()) {
    Doc doc = request_of(each.yaml, book()).doc;
    const std::string before = everywhere(read_again(doc));
    cite(doc, "s-not-there");
    CAPTURE(each.name);
    CHECK(everywhere(read_again(doc)) == before);
  }
}

TEST_CASE(
    "an element is carried by a statement that exists, is of a known kind and more than press or a leak") {
  const struct {
    const char* cites;
    const char* inside;   // Its state on the internal sheet.
    const char* outside;  // On the outgoing one.
    const char* says;     // Beside it.
    bool drafted;
  } kElements[] = {
      {"s-1", "carried", "carried", "s-1 (bank)", true},
      {"s-gone", "unknown: it cites", "no statement", "s-gone (not listed)", false},
      {"s-2", "unknown: it cites", "unknown: it cites", "s-2 (\"newspaper\" is no kind of statement)", false},
      {"s-3", "press or leak alone", "press or leak alone", "s-3 (press)", false},
      {"s-2, s-1", "carried", "carried", "s-1 (bank)", true},
  };
  for (const auto& each : kElements) {
    CAPTURE(each.cites);
    const Request request = read_again(doc_of(
        fmt::format("type: mla\nparties: {{requesting: {{state: XA}}, requested: {{state: XB}}}}\n"
                    "statements: {{s-1: {{kind: bank}}, s-2: {{kind: newspaper}}, s-3: {{kind: press}}}}\n"
                    "offences: [{{article: UNCAC 17, elements: [{{id: official, statements: [{}]}}]}}]\n",
                    each.cites)));
    const auto element = [&](View view) {
      return make_sheet(request, book(), evaluate(request, book(), view)).elements.at(0);
    };
    CHECK(element(View::internal).state.starts_with(each.inside));
    CHECK(element(View::outgoing).state.starts_with(each.outside));
    const std::vector<std::string> cited = element(View::internal).statements;
    CHECK(std::ranges::find(cited, each.says) != cited.end());
    const Draft draft = make_draft(request, book());
    CHECK(draft.left_out.empty() == each.drafted);
    CHECK(to_text(draft).find("newspaper") == std::string::npos);
  }
}

TEST_CASE("an assessment counts with a name, a day that has come, sources and a right the rules know") {
  const struct {
    const char* yaml;
    const char* says;
  } kAssessments[] = {
      {"{right: persecution, by: I. Brandt, on: 2026-11-20, sources: [records]}", ""},
      {"{right: persecution, by: I. Brandt, on: 2099-11-20, sources: [records]}", "lies after the day"},
      {"{right: persecution, by: I. Brandt, on: 2026-02-30, sources: [records]}", "no date that can be"},
      {"{right: persecution, by: I. Brandt, on: 2026-11-20, sources: [\"\", \" \"]}", "no sources"},
      {"{right: persecution, by: \" \", on: 2026-11-20, sources: [records]}", "nobody is named"},
      {"{right: persecutoin, by: I. Brandt, on: 2026-11-20, sources: [records]}", "no right is called"},
  };
  for (const auto& each : kAssessments) {
    CAPTURE(each.yaml);
    Doc doc = doc_of(
        "type: extradition\non: 2026-11-24\nparties: {requesting: {state: XA}, requested: {state: XB}}\n");
    append(doc, "assessments", each.yaml);
    change(doc, "assessments",
           [](Doc& list) { list.items[0].set("conclusion", scalar_doc("no_substantial_grounds")); });
    const Request request = read_again(std::move(doc));
    const bool counts = assessment_of(request, "persecution") != nullptr;
    CHECK(counts == (*each.says == 0));
    if (counts) {
      CHECK(request.problems.empty());
    } else {
      REQUIRE(request.problems.size() == 1);
      CHECK(request.problems[0].text.find(each.says) != std::string::npos);
    }
  }
}

TEST_CASE("no assessment counts while nobody says on which day the request is looked at") {
  const Request request =
      read_again(doc_of("type: extradition\nparties: {requesting: {state: XA}, requested: {state: XB}}\n"
                        "assessments: [{right: torture, by: I. Brandt, on: 2099-01-01, sources: [records], "
                        "conclusion: no_substantial_grounds}]\n"));
  CHECK_FALSE(assessment_of(request, "torture"));
  CHECK(request.problems.size() == 1);
}

TEST_CASE("a time limit of a treaty that does not bind the two is none, and one that may is doubted") {
  const auto limits = [](const char* binds) {
    std::string out;
    const Request request = read_again(doc_of(
        fmt::format("type: provisional_arrest\nparties: {{requesting: {{state: XA}}, requested: {{state: "
                    "XB}}}}\ninstruments: {{ECE: {}}}\nfacts: {{arrest.date: 2026-11-10}}\n",
                    binds)));
    for (const Event& event : timeline_of(request, book())) {
      if (!event.rule.empty()) out += fmt::format("{} {}\n", event.day, event.what);
    }
    return out;
  };
  CHECK(limits("false").empty());
  CHECK(limits("true") ==
        "2026-11-28 provisional arrest may end if the full request has not come\n"
        "2026-12-20 provisional arrest ends without the full request\n");
  CHECK(limits("unknown").find("if both are bound") != std::string::npos);
}

TEST_CASE("an official is found in the chain under another spelling, and by relation") {
  const auto found = [](const char* official) {
    return !read_again(
                doc_of(fmt::format("type: mla\nparties: {{requesting: {{state: XA}}, requested: "
                                   "{{state: XB}}}}\nofficials: [{{name: \"{}\"}}]\n"
                                   "chain: [{{name: Ilsa Vasquine-Roth, relative_of: Teodor Vasquine}}]\n",
                                   official)))
                .officials_in_chain.empty();
  };
  CHECK(found("VASQUINE, T."));
  CHECK(found("Vasquine Roth, Ilsa"));
  CHECK_FALSE(found("Maren Oost"));
}

TEST_CASE("no cure for a ground of a right is shown to those who ask for the person") {
  for (const Scenario& each : scenarios()) {
    Request request = request_of(each.yaml, book());
    for (const Side side : {Side::sender, Side::receiver}) {
      request.side = side;
      const View view = side == Side::sender ? View::internal : View::outgoing;
      const Sheet sheet = make_sheet(request, book(), evaluate(request, book(), view));
      for (const SheetRule& rule : sheet.rules) {
        const Rule* known = book().rule(rule.id);
        for (const SheetPart& part : rule.parts) {
          const auto found = std::ranges::find(known->parts, part.test, &Part::test_text);
          if (found == known->parts.end() || found->right.empty()) continue;
          CAPTURE(rule.id);
          CHECK(part.cure.empty());
        }
      }
    }
  }
}

TEST_CASE("a request that says nothing is not ready, whatever its type and whatever binds the two") {
  for (const std::string& type : request_types()) {
    Doc doc = doc_of(
        fmt::format("type: {}\nparties: {{requesting: {{state: XA}}, requested: {{state: XB}}}}\n"
                    "instruments: {{BILATERAL: true, UNTOC: true, ECE: true, ECMA: true, CETS198: true}}\n",
                    type));
    for (const Side side : {Side::sender, Side::receiver}) {
      Request request = read_again(doc);
      request.side = side;
      for (const View view : {View::internal, View::outgoing}) {
        CAPTURE(type);
        const Evaluation evaluation = evaluate(request, book(), view);
        CHECK_FALSE(evaluation.ready);
        CHECK(to_text(make_sheet(request, book(), evaluation), true).find("null") == std::string::npos);
      }
      CHECK_FALSE(make_draft(request, book()).missing.empty());
    }
  }
}

TEST_CASE("a file as it is begun is read without a problem, and prints no null") {
  for (const std::string& type : request_types()) {
    CAPTURE(type);
    const auto begun = new_request(type, "XA", "XB", book());
    REQUIRE(begun);
    const Request request = read_again(doc_of(*begun));
    CHECK(request.problems.empty());
    const std::string all = everywhere(request);
    for (const char* no : {"null", ">~<", ": ~"}) CHECK(all.find(no) == std::string::npos);
  }
}

TEST_CASE("letters that are no UTF-8 are said, where they stand") {
  const Request request =
      read_again(doc_of("type: mla\nparties: {requesting: {state: XA}, requested: {state: XB}}\n"
                        "chain:\n  - {name: \"M\xFCller\"}\n"));
  REQUIRE(request.problems.size() == 1);
  CHECK(request.problems[0].line == 4);
  CHECK(request.problems[0].text.find("UTF-8") != std::string::npos);
}

TEST_CASE("a new request is between two codes of states") {
  for (const char* code : {"<x>", "XB, authority: x}", "", "X", "xb", "ABCD", "XA"}) {
    CAPTURE(code);
    CHECK_FALSE(new_request("mla", "XA", code, book()));
  }
  CHECK(new_request("mla", "XA", "XB", book()));
}

TEST_CASE("the same request gives the same bytes") {
  for (const Scenario& each : scenarios()) {
    const Request first = request_of(each.yaml, book());
    const Request second = request_of(each.yaml, book());
    const auto bytes = [&](const Request& request) {
      const Evaluation evaluation = evaluate(request, book(), each.view);
      return to_json(make_sheet(request, book(), evaluation)) +
             to_html(make_sheet(request, book(), evaluation));
    };
    CAPTURE(each.name);
    CHECK(bytes(first) == bytes(second));
  }
}

TEST_CASE("the PDF of a sheet is the same bytes a second later") {
  const auto request = load_request(kRoot + "/examples/requests/arvenia-to-belmora.yaml", book());
  REQUIRE(request);
  const Sheet sheet = make_sheet(*request, book(), evaluate(*request, book(), View::internal));
  const auto first = to_pdf(sheet);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // The clock shows another second.
  const auto second = to_pdf(sheet);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->bytes == second->bytes);
  CHECK(first->bytes.starts_with("%PDF-"));
  // What the bytes depend on stands in the data: each font with its version.
  REQUIRE_FALSE(first->printed.fonts.empty());
  const std::string data = to_json(sheet, &first->printed);
  for (const std::string& font : first->printed.fonts) {
    CHECK(data.find(font) != std::string::npos);
    CHECK(font.find_first_of("0123456789") != std::string::npos);
  }
  CHECK(data.find(first->printed.sha256) != std::string::npos);
}

TEST_CASE("markup in a request is text on the sheet") {
  const auto doc = parse_doc(
      "title: \"<script>alert(1)</script>\"\ntype: mla\nparties: {requesting: {state: XA, authority: \"<img "
      "src=x onerror=y>\"}, requested: {state: XB}}\n"
      "statements: {\"<b>\": {kind: \"<i>\"}}\n",
      "r.yaml");
  REQUIRE(doc);
  const auto request = read_request(*doc, "r.yaml", book());
  REQUIRE(request);
  const Evaluation evaluation = evaluate(*request, book(), View::internal);
  const std::string page =
      to_html(make_sheet(*request, book(), evaluation)) + to_html(make_draft(*request, book()));
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("<img") == std::string::npos);
  CHECK(page.find("&lt;script&gt;") != std::string::npos);
}

TEST_CASE("a bad request gets one clear error, and the good beside it is kept") {
  const struct {
    const char* text;
    const char* says;
  } refused[] = {
      {"parties: {requesting: {state: XA}, requested: {state: XB}}", "does not say its type"},
      {"type: locate\nparties: {requesting: {state: XA}, requested: {state: XB}}", "is not offered"},
      {"type: persuade_to_return\nparties: {requesting: {state: XA}, requested: {state: XB}}",
       "is not offered"},
      {"type: arrest\nparties: {requesting: {state: XA}, requested: {state: XB}}", "is no type of request"},
      {"type: mla\nparties: {requesting: {state: XA}}", "no requested state"},
      {"type: mla\nparties: {requesting: {state: XA}, requested: {state: XA}}", "does not ask itself"},
      {"[a, list]", "is no request"},
  };
  for (const auto& each : refused) {
    CAPTURE(each.text);
    const auto doc = parse_doc(each.text, "r.yaml");
    REQUIRE(doc);
    const auto request = read_request(*doc, "r.yaml", book());
    REQUIRE_FALSE(request);
    CHECK(request.error().message.find(each.says) != std::string::npos);
    CHECK(request.error().message.starts_with("r.yaml:"));
  }
  const struct {
    const char* text;
    const char* says;
  } kept[] = {
      {"on: 2026-02-30", "no date that can be"},
      {"offences: [{article: UNCAC 99}]", "is no article of an offence known here"},
      {"facts: {offence.fiscal: perhaps}", "is no truth"},
      {"facts: {arrest.date: 2026-13-01}", "is no date"},
      {"statements: {s-1: {kind: rumour}}", "is none of"},
      {"offences: [{elements: [{id: a, statements: [s-9]}]}]", "is cited and not listed"},
      {"profile: harsh", "no profile"},
  };
  for (const auto& each : kept) {
    CAPTURE(each.text);
    const auto doc =
        parse_doc(std::string("type: mla\nparties: {requesting: {state: XA}, requested: {state: XB}}\n") +
                      each.text + "\n",
                  "r.yaml");
    REQUIRE(doc);
    const auto request = read_request(*doc, "r.yaml", book());
    REQUIRE(request);
    REQUIRE(request->problems.size() == 1);
    CHECK(request->problems[0].text.find(each.says) != std::string::npos);
    CHECK(request->problems[0].line > 0);
  }
}

TEST_CASE("a file that is no text, too long, too deep, or quotes itself is refused with its line") {
  CHECK_FALSE(parse_doc(std::string(10u << 20, 'x'), "r.yaml"));
  CHECK_FALSE(parse_doc(std::string_view("type: \0mla", 10), "r.yaml"));
  CHECK_FALSE(parse_doc(std::string(3000, '['), "r.yaml"));
  CHECK_FALSE(parse_doc("a: &x 1\nb: *x\n", "r.yaml"));
  const auto twice = parse_doc("a: 1\nb: 2\na: 3\n", "r.yaml");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().message == "r.yaml:3: this key is written twice (first on line 1)");
}

TEST_CASE("a request in JSON is the same request") {
  const auto yaml = parse_doc("type: mla\ntitle: \"caf\xC3\xA9 \xF0\x9F\x94\x8D\"\n", "r.yaml");
  const auto json =
      parse_doc("{\n\t\"type\": \"mla\",\n\t\"title\": \"caf\\u00e9 \\ud83d\\udd0d\"\n}", "r.json");
  REQUIRE(yaml);
  REQUIRE(json);
  CHECK((*yaml)["title"].text == (*json)["title"].text);
}

TEST_CASE("what a file states and what its lists say must agree") {
  const auto doc = parse_doc(
      "type: mla\nparties: {requesting: {state: XA}, requested: {state: XB}}\n"
      "offences: [{article: UNCAC 17, criminal_requesting: true, criminal_requested: false}]\nfacts: "
      "{dual_criminality: true}\n",
      "r.yaml");
  const auto request = read_request(*doc, "r.yaml", book());
  REQUIRE(request);
  REQUIRE(request->problems.size() == 1);
  CHECK(request->problems[0].text.find("unknown until they agree") != std::string::npos);
  CHECK_FALSE(is_known(facts_of(*request, book()).value(*book().vocabulary.fact("dual_criminality"))));
}

TEST_CASE("amounts are added exactly and never across currencies") {
  CHECK(parse_money("2,350,000.00") == 235000000);
  CHECK(parse_money("0.1") == 10);
  CHECK(parse_money("1000000000000000.00") == 100000000000000000);
  for (const char* text : {"", ".", "-1", "1.234", "1e6", "12,000.5.1", "9999999999999999", "ten"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_money(text));
  }
  CHECK(money(235000000) == "2,350,000.00");
  CHECK(money(5) == "0.05");
  CHECK(money(100000) == "1,000.00");
}

}  // namespace
}  // namespace clew::ask
