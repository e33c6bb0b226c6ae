#include "ask/rules.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

namespace clew::ask {
namespace {

namespace fs = std::filesystem;

struct KindDef {
  std::string_view name;
  Phase phase;
};
constexpr std::array kKinds = {
    KindDef{"legal_basis", Phase::basis},
    KindDef{"defer_to", Phase::basis},
    KindDef{"interpretation", Phase::basis},
    KindDef{"routing", Phase::basis},
    KindDef{"content", Phase::content},
    KindDef{"scope", Phase::scope},
    KindDef{"mandatory_refusal", Phase::mandatory},
    KindDef{"refusal_right", Phase::mandatory},
    KindDef{"evidence_rule", Phase::mandatory},
    KindDef{"optional_refusal", Phase::optional},
    KindDef{"postpone", Phase::optional},
    KindDef{"bar_on_refusal", Phase::bars},
    KindDef{"condition", Phase::procedure},
    KindDef{"procedure", Phase::procedure},
    KindDef{"safeguard", Phase::procedure},
    KindDef{"duty", Phase::procedure},
    KindDef{"duty_requesting", Phase::procedure},
    KindDef{"mandatory_return", Phase::procedure},
    KindDef{"priority", Phase::procedure},
    KindDef{"deduction", Phase::procedure},
    KindDef{"alternative_route", Phase::procedure},
    KindDef{"expiry", Phase::procedure},
    KindDef{"dispute", Phase::procedure},
    KindDef{"finding", Phase::procedure},
};

constexpr std::array<std::string_view, 40> kOutcomes = {"NO_LEGAL_BASIS",
                                                        "BASIS_OK",
                                                        "SELECT_RULESET",
                                                        "LOAD_PROFILE",
                                                        "DUAL_CRIMINALITY_BY_CONDUCT",
                                                        "ROUTE_CHECK",
                                                        "MISSING_CONTENT",
                                                        "WARN_CONTENT",
                                                        "INSUFFICIENT_EVIDENCE",
                                                        "NOT_APPLICABLE",
                                                        "NOT_EXTRADITABLE",
                                                        "NOT_PUBLISHABLE",
                                                        "EXCLUDED",
                                                        "COMPUTE_CONFISCABLE",
                                                        "PROFILE_FLAG",
                                                        "REFUSE_MANDATORY",
                                                        "NO_OBLIGATION",
                                                        "REFUSE_OPTIONAL",
                                                        "REFUSE_RECOGNITION",
                                                        "REQUIRE_ASSESSMENT",
                                                        "POSTPONE",
                                                        "CANNOT_REFUSE",
                                                        "REQUIRE_UNDERTAKING",
                                                        "REQUIRE_CONSENT",
                                                        "BLOCK_FINAL_REFUSAL",
                                                        "BLOCK_LIFT",
                                                        "DUTY",
                                                        "TIMER",
                                                        "CHECKLIST",
                                                        "PURPOSE_LOCK",
                                                        "SEALED_FLAG",
                                                        "ACCESS_LOCK",
                                                        "COST_FLAG",
                                                        "SUSPEND",
                                                        "RETURN_MANDATORY",
                                                        "RETURN_PRIORITY",
                                                        "SUGGEST_ROUTE",
                                                        "EXPIRE_REVIEW",
                                                        "WEIGH_COMPETING",
                                                        "FLAG"};

const KindDef* kind_def(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name, &KindDef::name);
  return found == kKinds.end() ? nullptr : &*found;
}

std::string words_or(const Doc& doc, std::string_view fallback) {
  return std::string(doc.empty() ? fallback : doc.words());
}

std::optional<Date> date_of(const Doc& doc) { return parse_date(doc.words()); }

// Reads one file of rules. A rule with a fault is left out, its faults are said.
class RuleReader {
 public:
  RuleReader(std::string file, RuleBook& book, std::vector<Problem>& problems)
      : file_(std::move(file)), book_(book), problems_(problems) {}

  void read(const Doc& doc) {
    refuse_strange_keys(doc, {"about", "instrument", "read_on", "in_force", "source", "reference", "rules"});
    if (!doc["rules"].is_list()) return problem(doc.line, "holds no list of rules");
    for (const Doc& each : doc["rules"].items) {
      const size_t before = problems_.size();
      Rule rule = read_rule(doc, each);
      if (problems_.size() == before) keep(std::move(rule));
    }
  }

 private:
  std::string file_;
  RuleBook& book_;
  std::vector<Problem>& problems_;
  std::set<std::string> seen_;

  void problem(int line, std::string text) { problems_.push_back({file_, line, std::move(text)}); }

  void refuse_strange_keys(const Doc& doc, std::initializer_list<std::string_view> keys) {
    for (const auto& [key, value] : doc.fields) {
      if (std::ranges::find(keys, key) == keys.end())
        problem(value.line, fmt::format("\"{}\" is not understood", key));
    }
  }

  void keep(Rule rule) {
    const auto old = std::ranges::find(book_.rules, rule.id, &Rule::id);
    if (old == book_.rules.end()) {
      book_.rules.push_back(std::move(rule));
    } else {
      *old = std::move(rule);
    }
  }

  Rule read_rule(const Doc& head, const Doc& doc) {
    refuse_strange_keys(
        doc, {"id", "instrument", "article", "for", "kind", "outcome", "ground", "right", "strikes", "says",
              "inputs", "test", "source", "cure", "parts", "timers", "read_on", "in_force"});
    Rule rule;
    rule.file = file_;
    rule.line = doc.line;
    rule.id = doc["id"].words();
    rule.instrument = words_or(doc["instrument"], head["instrument"].words());
    rule.article = doc["article"].words();
    rule.kind = doc["kind"].words();
    rule.outcome = doc["outcome"].words();
    rule.says = doc["says"].words();
    rule.applies_to = doc["for"].strings();
    rule.reference = head["reference"].words() == "true";
    rule.read_on = words_or(doc["read_on"], words_or(head["read_on"], "unknown"));
    read_force(doc["in_force"] ? doc["in_force"] : head["in_force"], rule);
    check_head(rule, doc);
    read_parts(head, doc, rule);
    for (const Doc& timer : doc["timers"].items) rule.timers.push_back(read_timer(timer));
    check_inputs(doc, rule);
    return rule;
  }

  void read_force(const Doc& doc, Rule& rule) {
    rule.in_force_from = words_or(doc["from"], "unknown");
    rule.in_force_to = words_or(doc["to"], "unknown");
    for (const std::string& date : {rule.in_force_from, rule.in_force_to}) {
      if (date != "unknown" && !parse_date(date)) problem(doc.line, fmt::format("{} is no date", date));
    }
  }

  void check_head(Rule& rule, const Doc& doc) {
    const std::string name = rule.id.empty() ? "a rule" : rule.id;
    if (rule.id.empty()) problem(doc.line, "a rule has no id");
    if (!rule.id.empty() && !seen_.insert(rule.id).second)
      problem(doc.line, fmt::format("{} is written twice", rule.id));
    if (rule.says.empty()) problem(doc.line, fmt::format("{} does not say what it is about (says)", name));
    if (rule.article.empty()) problem(doc.line, fmt::format("{} names no article", name));
    if (!book_.instrument(rule.instrument)) {
      problem(doc.line,
              fmt::format("{}: instrument \"{}\" is not in instruments.yaml", name, rule.instrument));
    }
    if (const KindDef* kind = kind_def(rule.kind)) {
      rule.phase = kind->phase;
    } else {
      problem(doc.line, fmt::format("{}: \"{}\" is no kind of rule", name, rule.kind));
    }
    if (rule.applies_to.empty())
      problem(doc.line, fmt::format("{} does not say which requests it is for", name));
    for (const std::string& type : rule.applies_to) {
      const std::string base = type.substr(0, type.find(':'));
      if (std::ranges::find(request_types(), base) == request_types().end()) {
        problem(doc["for"].line, fmt::format("{}: \"{}\" is no type of request", name, type));
      }
    }
  }

  void read_parts(const Doc& head, const Doc& doc, Rule& rule) {
    if (doc["parts"]) {
      for (const Doc& part : doc["parts"].items) rule.parts.push_back(read_part(head, doc, part, rule));
    } else {
      rule.parts.push_back(read_part(head, doc, doc, rule));
    }
    if (rule.parts.empty()) problem(doc.line, fmt::format("{} has no test", rule.id));
  }

  // What a part does not say it inherits: from its rule, then from the head of the file.
  Part read_part(const Doc& head, const Doc& rule_doc, const Doc& doc, const Rule& rule) {
    if (&doc != &rule_doc) {
      refuse_strange_keys(doc, {"article", "says", "kind", "outcome", "ground", "right", "strikes", "test",
                                "cure", "source"});
    }
    const auto inherited = [&](std::string_view key) {
      return std::string(doc[key]        ? doc[key].words()
                         : rule_doc[key] ? rule_doc[key].words()
                                         : head[key].words());
    };
    Part part;
    part.line = doc.line;
    part.article = doc["article"] ? doc["article"].words() : rule.article;
    part.says = doc["says"] ? doc["says"].words() : rule.says;
    part.kind = inherited("kind");
    part.outcome = inherited("outcome");
    part.ground = inherited("ground");
    part.right = inherited("right");
    part.strikes = (doc["strikes"] ? doc["strikes"] : rule_doc["strikes"]).strings();
    part.source = inherited("source");
    part.verified = book_.is_verified(part.source);
    part.test_text = doc["test"].words();
    if (part.test_text.empty()) problem(doc.line, fmt::format("{} has no test", rule.id));
    compile_into(part.test_text, doc["test"].line, rule.id, part.test);
    part.cure = read_cure(doc["cure"] ? doc["cure"] : rule_doc["cure"], part, rule);
    part.verified = part.verified && (part.cure.source.empty() || book_.is_verified(part.cure.source));
    part.rests_on_protected =
        book_.vocabulary.rests_on_protected(part.test) || book_.vocabulary.rests_on_protected(part.cure.when);
    check_part(part, rule);
    return part;
  }

  void check_part(const Part& part, const Rule& rule) {
    if (std::ranges::find(kOutcomes, part.outcome) == kOutcomes.end()) {
      problem(part.line, fmt::format("{}: \"{}\" is no outcome", rule.id, part.outcome));
    }
    if (!kind_def(part.kind))
      problem(part.line, fmt::format("{}: \"{}\" is no kind of rule", rule.id, part.kind));
    const bool bar = part.kind == "bar_on_refusal";
    if (bar && (part.outcome != "CANNOT_REFUSE" || part.strikes.empty())) {
      problem(part.line,
              fmt::format("{}: a bar on refusal has the outcome CANNOT_REFUSE and names what it strikes",
                          rule.id));
    }
    if (!bar && part.outcome == "CANNOT_REFUSE") {
      problem(part.line, fmt::format("{}: CANNOT_REFUSE is the outcome of a bar_on_refusal alone", rule.id));
    }
    const bool ground = part.outcome == "REFUSE_MANDATORY" || part.outcome == "REFUSE_OPTIONAL" ||
                        part.outcome == "NO_OBLIGATION";
    if (ground && part.ground.empty())
      problem(part.line, fmt::format("{}: a ground of refusal has a name (ground)", rule.id));
    if (part.source.empty()) problem(part.line, fmt::format("{}: no source mark", rule.id));
    for (const std::string& mark : {part.source, part.cure.source}) {
      if (!mark.empty() && !book_.sources.contains(mark)) {
        problem(part.line, fmt::format("{}: source \"{}\" is not in sources.yaml", rule.id, mark));
      }
    }
  }

  void compile_into(const std::string& text, int line, const std::string& id, Expression& out) {
    if (text.empty()) return;
    auto compiled = compile(text, book_.vocabulary);
    if (compiled) {
      out = std::move(*compiled);
    } else {
      problem(line, fmt::format("{}: {} (column {} of \"{}\")", id, compiled.error().text,
                                compiled.error().column, text));
    }
  }

  Cure read_cure(const Doc& doc, const Part& part, const Rule& rule) {
    Cure cure;
    if (doc.empty()) return cure;
    refuse_strange_keys(doc, {"says", "by", "when", "source"});
    cure.says = doc["says"].words();
    cure.by = doc["by"].words();
    cure.when_text = doc["when"].words();
    cure.source = words_or(doc["source"], part.source);
    compile_into(cure.when_text, doc["when"].line, rule.id, cure.when);
    check_cure(cure, doc, rule);
    return cure;
  }

  void check_cure(const Cure& cure, const Doc& doc, const Rule& rule) {
    static constexpr std::array<std::string_view, 4> kBy = {"", "assurance", "fact", "supplement"};
    if (std::ranges::find(kBy, cure.by) == kBy.end()) {
      problem(doc.line, fmt::format("{}: a cure comes by assurance, fact or supplement, not by \"{}\"",
                                    rule.id, cure.by));
    }
    const bool needs_when = cure.by == "assurance" || cure.by == "fact";
    if (needs_when && cure.when_text.empty())
      problem(doc.line, fmt::format("{}: the cure does not say when it holds", rule.id));
    if (!needs_when && !cure.when_text.empty())
      problem(doc.line, fmt::format("{}: this cure has no `when`", rule.id));
    if (cure.by == "assurance" && !cure.when.empty() && !speaks_of(cure.when, "assurance")) {
      problem(doc.line, fmt::format("{}: a cure by assurance speaks of an assurance", rule.id));
    }
  }

  bool speaks_of(const Expression& expression, std::string_view item) const {
    const auto index = book_.vocabulary.item(item);
    return index &&
           std::ranges::any_of(expression.nodes, [&](const Node& node) { return node.item == *index; });
  }

  Timer read_timer(const Doc& doc) {
    Timer timer;
    timer.name = doc["name"].words();
    timer.says = doc["says"].words();
    const auto fact = book_.vocabulary.fact(doc["from"].words());
    if (!fact || book_.vocabulary.facts[*fact].type != Type::date) {
      problem(doc.line,
              fmt::format("a timer runs from a fact that is a date, not from \"{}\"", doc["from"].words()));
    } else {
      timer.from = *fact;
    }
    timer.days = std::atoi(std::string(doc["days"].words()).c_str());
    timer.months = std::atoi(std::string(doc["months"].words()).c_str());
    if (timer.days <= 0 && timer.months <= 0) problem(doc.line, "a timer runs for some days or months");
    return timer;
  }

  // The facts a rule rests on are written in it, for the reader, and held against its tests.
  void check_inputs(const Doc& doc, Rule& rule) {
    std::set<std::string> used;
    for (const Part& part : rule.parts) {
      for (const Expression* expression : {&part.test, &part.cure.when}) collect(*expression, used);
    }
    rule.inputs.assign(used.begin(), used.end());
    if (!doc["inputs"])
      return problem(doc.line,
                     fmt::format("{} does not list its inputs: [{}]", rule.id, fmt::join(used, ", ")));
    std::vector<std::string> written = doc["inputs"].strings();
    std::ranges::sort(written);
    if (written != rule.inputs) {
      problem(doc["inputs"].line, fmt::format("{}: the inputs written are not those of its tests: [{}]",
                                              rule.id, fmt::join(used, ", ")));
    }
  }

  void collect(const Expression& expression, std::set<std::string>& used) const {
    for (const Node& node : expression.nodes) {
      if (node.op == Op::fact) used.insert(book_.vocabulary.facts[node.fact].name);
      if (node.op == Op::field) {
        const ItemDef& item = book_.vocabulary.items[node.item];
        used.insert(item.name + "." + item.fields[node.field].name);
      }
    }
  }
};

// Reads the tables beside the rules.
class TableReader {
 public:
  TableReader(RuleBook& book, std::vector<Problem>& problems) : book_(book), problems_(problems) {}

  void sources(const Doc& doc) {
    for (const auto& [id, each] : doc["sources"].fields) {
      book_.sources[id] = {id, std::string(each["says"].words()), each["verified"].words() == "true"};
    }
  }

  void instruments(const Doc& doc) {
    for (const Doc& each : doc["instruments"].items) {
      Instrument made;
      made.id = each["id"].words();
      made.title = each["title"].words();
      made.kind = each["kind"].words();
      made.binds = each["binds"].words();
      made.basis_for = each["basis_for"].strings();
      made.profile = each["profile"].words();
      made.line = each.line;
      book_.instruments.push_back(std::move(made));
    }
  }

  void states(const Doc& doc, const std::string& file) {
    as_of(doc, file);
    for (const Doc& each : doc["states"].items) {
      book_.states.push_back({std::string(each["code"].words()), std::string(each["name"].words()),
                              each["invented"].words() == "true", each["profiles"].strings()});
    }
  }

  void relations(const Doc& doc, const std::string& file) {
    as_of(doc, file);
    for (const Doc& each : doc["relations"].items) relation(each, file);
    for (const Doc& each : doc["declarations"].items) declaration(each, file);
  }

  void authorities(const Doc& doc, const std::string& file) {
    as_of(doc, file);
    for (const Doc& each : doc["authorities"].items) {
      Authority made;
      made.state = each["state"].words();
      made.name = each["name"].words();
      made.function = each["function"].words();
      made.for_types = each["for"].strings();
      made.channel = each["channel"].words();
      made.languages = each["languages"].strings();
      made.urgent_contact = each["urgent_contact"].words();
      made.form = each["form"].words();
      made.as_of = each["as_of"].words();
      made.source = each["source"].words();
      if (!parse_date(made.as_of)) problem(file, each.line, "an authority's entry is dated (as_of)");
      book_.authorities.push_back(std::move(made));
    }
  }

  void offences(const Doc& doc) {
    for (const Doc& each : doc["offences"].items) {
      OffenceDef made{std::string(each["article"].words()), std::string(each["title"].words()), {}};
      for (const Doc& element : each["elements"].items) {
        made.elements.push_back({std::string(element["id"].words()), std::string(element["says"].words()),
                                 std::string(element["ask_for"].words())});
      }
      book_.offences.push_back(std::move(made));
    }
  }

  void principles(const Doc& doc) {
    for (const Doc& each : doc["principles"].items) {
      book_.principles.push_back({std::string(each["id"].words()), std::string(each["says"].words()),
                                  std::string(each["source"].words())});
    }
  }

  void profile(const Doc& doc) {
    Profile made;
    made.id = doc["id"].words();
    made.says = doc["says"].words();
    made.never_cured_by_assurance_alone = doc["never_cured_by_assurance_alone"].strings();
    made.always_apply = doc["always_apply"].strings();
    for (const Doc& each : doc["weighing"].items) {
      made.weighing.push_back({std::string(each["id"].words()), std::string(each["asks"].words()),
                               std::string(each["source"].words())});
    }
    book_.profiles.push_back(std::move(made));
  }

 private:
  RuleBook& book_;
  std::vector<Problem>& problems_;

  void problem(const std::string& file, int line, std::string text) {
    problems_.push_back({file, line, std::move(text)});
  }

  void as_of(const Doc& doc, const std::string& file) {
    const std::string name = fs::path(file).filename().string();
    if (!date_of(doc["as_of"])) return problem(file, doc.line, "a table says of which day it is (as_of)");
    book_.data_versions.push_back(fmt::format("{} as of {}", name, doc["as_of"].words()));
  }

  void relation(const Doc& doc, const std::string& file) {
    Relation made;
    made.instrument = doc["instrument"].words();
    made.state = doc["state"].words();
    made.from = date_of(doc["from"]);
    made.to = date_of(doc["to"]);
    made.bound = truth_of(doc["bound"].words() != "false");
    made.source = doc["source"].words();
    made.verified = doc["verified"].words() == "true";
    if (!book_.instrument(made.instrument))
      problem(file, doc.line, fmt::format("no instrument \"{}\"", made.instrument));
    if (!book_.state(made.state)) problem(file, doc.line, fmt::format("no state \"{}\"", made.state));
    if (made.source.empty()) problem(file, doc.line, "a relation names its source");
    if (doc["from"] && !made.from) problem(file, doc.line, fmt::format("{} is no date", doc["from"].words()));
    book_.relations.push_back(std::move(made));
  }

  void declaration(const Doc& doc, const std::string& file) {
    Declaration made{std::string(doc["state"].words()), std::string(doc["fact"].words()),
                     doc["value"].words() == "true", std::string(doc["source"].words()),
                     date_of(doc["from"])};
    if (!book_.vocabulary.fact(made.fact))
      problem(file, doc.line, fmt::format("no fact is called \"{}\"", made.fact));
    if (!book_.state(made.state)) problem(file, doc.line, fmt::format("no state \"{}\"", made.state));
    if (made.source.empty()) problem(file, doc.line, "a declaration names its source");
    book_.declarations.push_back(std::move(made));
  }
};

std::vector<std::string> yaml_files(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".yaml") out.push_back(it->path().string());
  }
  std::ranges::sort(out);
  return out;
}

class BookLoader {
 public:
  explicit BookLoader(std::string root) : root_(std::move(root)) {}

  base::Result<Loaded> load() {
    CLEW_TRY_ASSIGN(const Doc facts, load_doc(root_ + "/rules/facts.yaml"));
    out_.book.vocabulary = read_vocabulary(facts, root_ + "/rules/facts.yaml", out_.problems);
    read_tables();
    for (const std::string& file : yaml_files(root_ + "/rules")) read_rules(file);
    for (const std::string& file : yaml_files(root_ + "/profiles")) {
      with(file, [&](const Doc& doc) { tables_.profile(doc); });
    }
    std::ranges::stable_sort(out_.book.rules, {}, &Rule::phase);
    return std::move(out_);
  }

 private:
  std::string root_;
  Loaded out_;
  TableReader tables_{out_.book, out_.problems};

  template <class Use>
  void with(const std::string& file, Use use) {
    auto doc = load_doc(file);
    if (doc) {
      use(*doc);
    } else {
      out_.problems.push_back({file, 0, doc.error().message});
    }
  }

  void read_tables() {
    const std::string treaties = root_ + "/treaties/";
    with(root_ + "/rules/sources.yaml", [&](const Doc& doc) { tables_.sources(doc); });
    with(treaties + "instruments.yaml", [&](const Doc& doc) { tables_.instruments(doc); });
    with(treaties + "states.yaml", [&](const Doc& doc) { tables_.states(doc, treaties + "states.yaml"); });
    with(treaties + "relations.yaml",
         [&](const Doc& doc) { tables_.relations(doc, treaties + "relations.yaml"); });
    with(treaties + "authorities.yaml",
         [&](const Doc& doc) { tables_.authorities(doc, treaties + "authorities.yaml"); });
    with(root_ + "/rules/offences.yaml", [&](const Doc& doc) { tables_.offences(doc); });
    with(root_ + "/rules/principles.yaml", [&](const Doc& doc) { tables_.principles(doc); });
  }

  void read_rules(const std::string& file) {
    static constexpr std::array<std::string_view, 4> kTables = {"facts.yaml", "sources.yaml", "offences.yaml",
                                                                "principles.yaml"};
    const std::string name = fs::path(file).filename().string();
    if (std::ranges::find(kTables, name) != kTables.end()) return;
    with(file, [&](const Doc& doc) {
      refuse_twins(doc, file);
      add_rules(doc, file, out_.book, out_.problems);
    });
  }

  void refuse_twins(const Doc& doc, const std::string& file) {
    for (const Doc& rule : doc["rules"].items) {
      if (const Rule* old = out_.book.rule(rule["id"].words())) {
        out_.problems.push_back(
            {file, rule.line, fmt::format("{} is also written in {}:{}", old->id, old->file, old->line)});
      }
    }
  }
};

}  // namespace

bool Rule::verified() const { return std::ranges::all_of(parts, &Part::verified); }

const Rule* RuleBook::rule(std::string_view id) const {
  const auto found = std::ranges::find(rules, id, &Rule::id);
  return found == rules.end() ? nullptr : &*found;
}
const Instrument* RuleBook::instrument(std::string_view id) const {
  const auto found = std::ranges::find(instruments, id, &Instrument::id);
  return found == instruments.end() ? nullptr : &*found;
}
const Profile* RuleBook::profile(std::string_view id) const {
  const auto found = std::ranges::find(profiles, id, &Profile::id);
  return found == profiles.end() ? nullptr : &*found;
}
const State* RuleBook::state(std::string_view code) const {
  const auto found = std::ranges::find(states, code, &State::code);
  return found == states.end() ? nullptr : &*found;
}
const OffenceDef* RuleBook::offence(std::string_view article) const {
  const auto found = std::ranges::find(offences, article, &OffenceDef::article);
  return found == offences.end() ? nullptr : &*found;
}
bool RuleBook::is_verified(std::string_view mark) const {
  const auto found = sources.find(std::string(mark));
  return found != sources.end() && found->second.verified;
}

base::Result<Loaded> load_rule_book(const std::string& root) { return BookLoader(root).load(); }

void add_rules(const Doc& doc, const std::string& file, RuleBook& book, std::vector<Problem>& problems) {
  RuleReader(file, book, problems).read(doc);
}

bool fits(const std::vector<std::string>& applies_to, std::string_view type,
          const std::vector<std::string>& variants) {
  return std::ranges::any_of(applies_to, [&](const std::string& each) {
    const size_t colon = each.find(':');
    if (each.substr(0, colon) != type) return false;
    return colon == std::string::npos ||
           std::ranges::find(variants, each.substr(colon + 1)) != variants.end();
  });
}

const std::vector<std::string>& request_types() {
  static const std::vector<std::string> kTypes = {
      "extradition", "provisional_arrest", "mla", "freeze", "confiscate", "investigate",
      "return",      "spontaneous",        "fiu", "alert"};
  return kTypes;
}

}  // namespace clew::ask
