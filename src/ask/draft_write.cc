// The draft written out, and the template of a new request.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "ask/draft.h"
#include "ask/text.h"

namespace clew::ask {
namespace {

constexpr size_t kWidth = 100;

// A template: sections in the order of a request, each place with the question it answers.
class Template {
 public:
  Template(std::string type, const RuleBook& book) : type_(std::move(type)), book_(book) {}

  std::string write(std::string_view requesting, std::string_view requested) {
    head(requesting, requested);
    for (const auto& [section, lines] : places()) {
      if (section == "parties") continue;
      out_ += section == "persons" || section == "property" ? list(section, lines) : map(section, lines);
    }
    offences();
    lists();
    facts();
    return std::move(out_);
  }

 private:
  std::string type_;
  const RuleBook& book_;
  std::string out_;
  using Lines = std::vector<std::pair<std::string, std::string>>;  // Key, question.

  void head(std::string_view requesting, std::string_view requested) {
    out_ += fmt::format(
        "# A request: {}. Fill what you know; leave out or write `unknown` what nobody knows. Then:\n"
        "#   clew ask check THIS_FILE\n"
        "title: \"\"\ntype: {}\nvariants: []\nside: sender        # or receiver, when it arrived from the "
        "other state\non:                 # the day it is looked at, YYYY-MM-DD\n\n"
        "parties:\n  requesting: {{state: {}, authority: \"\"}}\n  requested: {{state: {}, authority: "
        "\"\"}}\n\n",
        type_, type_, requesting, requested);
  }

  bool asked(const FactDef& def) const {
    return std::ranges::any_of(book_.rules, [&](const Rule& rule) {
      const bool ours = std::ranges::any_of(
          rule.applies_to, [&](const std::string& each) { return each.substr(0, each.find(':')) == type_; });
      return ours && std::ranges::find(rule.inputs, def.name) != rule.inputs.end();
    });
  }

  // Places the rules of this type look at, by section, in the order of the vocabulary.
  std::vector<std::pair<std::string, Lines>> places() const {
    std::vector<std::pair<std::string, Lines>> out;
    for (const FactDef& def : book_.vocabulary.facts) {
      if (def.given.empty() || !asked(def)) continue;
      const std::string section = def.given.substr(0, def.given.find('.'));
      if (section == "property") continue;
      std::string key = def.given.substr(def.given.find('.') + 1);
      if (key.starts_with("*.")) key = key.substr(2);
      auto found = std::ranges::find(out, section, &std::pair<std::string, Lines>::first);
      if (found == out.end()) found = out.insert(out.end(), {section, {}});
      const bool known =
          std::ranges::any_of(found->second, [&](const auto& line) { return line.first == key; });
      if (!known) found->second.emplace_back(key, def.asks);
    }
    if (type_ == "freeze" || type_ == "confiscate" || type_ == "return")
      out.push_back({"property", property_places()});
    return out;
  }

  Lines property_places() const {
    Lines out;
    for (const FactDef& def : book_.vocabulary.facts) {
      if (def.given.starts_with("property.*.")) out.emplace_back(def.given.substr(11), def.asks);
    }
    return out;
  }

  static std::string map(const std::string& section, const Lines& lines) {
    std::string out = section + ":\n";
    for (const auto& [key, question] : lines) out += fmt::format("  {}:    # {}\n", key, question);
    if (section == "procedure")
      out += "  channel:    # central_authority, diplomatic, police\n  language:    # ISO 639-3\n";
    return out + "\n";
  }

  static std::string list(const std::string& section, const Lines& lines) {
    std::string out = section + ":\n";
    bool first = true;
    for (const auto& [key, question] : lines) {
      out += fmt::format("  {} {}:    # {}\n", first ? "-" : " ", key, question);
      first = false;
    }
    if (section == "property")
      out +=
          "    currency:\n    value_on:    # the day it was worth that\n    status: found    # frozen, "
          "confiscated, returned\n    since:\n    review_on:\n    claims: []    # - {by: \"\", says: \"\", "
          "in_good_faith: unknown, answered: false}\n";
    return out + "\n";
  }

  void offences() {
    out_ +=
        "offences:           # one entry a count; articles and elements are in data/rules/offences.yaml\n"
        "  - article: UNCAC 17\n    criminal_requesting: unknown\n    criminal_requested: unknown\n"
        "    max_requesting:    # 12 years\n    max_requested:\n    elements:\n";
    if (const OffenceDef* def = book_.offence("UNCAC 17")) {
      for (const ElementDef& element : def->elements) {
        out_ += fmt::format("      - {{id: {}, statements: []}}    # {}; record: {}\n", element.id,
                            element.says, element.ask_for);
      }
    }
    out_ += "\n";
  }

  void lists() {
    out_ += fmt::format(
        "statements: {{}}      # s-1: {{kind: bank, date: 2025-01-31, says: \"...\"}}; kinds: {}\n",
        fmt::join(statement_kinds(), ", "));
    out_ +=
        "assurances: []      # - {kind: retrial, author: \"\", date: , text: \"\", binding: true, "
        "monitoring: \"\", expiry: none}\n"
        "officials: []       # - {name: \"\", state: XA, role: \"\"}: everybody who handles the request\n"
        "chain: []           # - {name: \"\", role: \"\", relative_of: \"\"}: everybody the money went "
        "through\n"
        "assessments: []     # - {right: torture, by: \"\", on: , conclusion: no_substantial_grounds, "
        "sources: []}\n\n";
  }

  void facts() {
    out_ +=
        "facts:              # true, false or unknown; or {value: , statements: [], set_by: \"\", set_at: , "
        "sources: []}\n";
    for (const FactDef& def : book_.vocabulary.facts) {
      if (!def.given.empty() || !def.means.empty() || is_known(def.fallback) || !asked(def)) continue;
      const std::string note = !def.protection.empty() ? " (protected: never leaves the office)"
                               : !def.right.empty() ? " (a right turns on it: false needs set_by and sources)"
                                                    : "";
      out_ += fmt::format("  # {}: unknown    # {}{}\n", def.name, def.asks, note);
    }
  }
};

// What cannot be a code must not become a line of the file.
bool is_code(std::string_view text) {
  return (text.size() == 2 || text.size() == 3) &&
         std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string some_codes(const RuleBook& book) {
  std::vector<std::string> codes;
  for (const State& state : book.states) codes.push_back(state.code);
  return fmt::format("{}", fmt::join(codes, ", "));
}

}  // namespace

std::string to_text(const Draft& draft) {
  std::string out = wrapped("", draft.title, kWidth);
  for (const Draft::Section& section : draft.sections) {
    out += fmt::format("\n{}\n{}\n", section.heading, std::string(section.heading.size(), '-'));
    for (const std::string& paragraph : section.paragraphs) out += wrapped("", paragraph, kWidth);
  }
  if (!draft.footnotes.empty()) out += "\nStatements\n----------\n";
  for (size_t i = 0; i < draft.footnotes.size(); ++i)
    out += wrapped(fmt::format("[{}] ", i + 1), draft.footnotes[i], kWidth);
  return out;
}

std::string to_html(const Draft& draft) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>{}</title>\n"
      "<style>body{{font:15px/1.5 'DejaVu Serif',serif;max-width:46em;margin:2em auto;padding:0 "
      "1em}}h1{{font-size:1.3em}}h2{{font-size:1.05em}}.foot{{font-size:.85em}}</style>\n"
      "</head>\n<body>\n<h1>{}</h1>\n",
      html(draft.title), html(draft.title));
  for (const Draft::Section& section : draft.sections) {
    out += fmt::format("<h2>{}</h2>\n", html(section.heading));
    for (const std::string& paragraph : section.paragraphs)
      out += fmt::format("<p>{}</p>\n", html(paragraph));
  }
  if (!draft.footnotes.empty()) out += "<h2>Statements</h2>\n<ol class=\"foot\">\n";
  for (const std::string& note : draft.footnotes) out += fmt::format("<li>{}</li>\n", html(note));
  if (!draft.footnotes.empty()) out += "</ol>\n";
  return out + "</body>\n</html>\n";
}

base::Result<std::string> new_request(std::string_view type, std::string_view requesting,
                                      std::string_view requested, const RuleBook& book) {
  const auto& types = request_types();
  if (std::ranges::find(types, type) == types.end()) {
    return base::fail(
        base::ErrorKind::usage,
        fmt::format("\"{}\" is no type of request; a type is one of: {}", type, fmt::join(types, ", ")));
  }
  for (const std::string_view code : {requesting, requested}) {
    if (!is_code(code))
      return base::fail(base::ErrorKind::usage,
                        fmt::format("\"{}\" is no code of a state: two or three letters, as in {}", code,
                                    some_codes(book)));
  }
  if (requesting == requested)
    return base::fail(base::ErrorKind::usage,
                      fmt::format("a state does not ask itself: both are {}", requested));
  return Template(std::string(type), book).write(requesting, requested);
}

}  // namespace clew::ask
