#include "ask/sheet.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "ask/shown.h"

namespace clew::ask {

const std::string_view kForALawyer =
    "These findings are for a lawyer to judge. They are no decision and no advice, and nobody is guilty "
    "before a final judgment.";

namespace {

bool contains(const auto& list, std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

class SheetMaker {
 public:
  SheetMaker(const Request& request, const RuleBook& book, const Evaluation& evaluation)
      : request_(request),
        book_(book),
        evaluation_(evaluation),
        internal_(evaluation.view == View::internal),
        hides_(hides_protected(request, evaluation.view)) {}

  Sheet make() {
    head();
    elements();
    for (const Finding& finding : evaluation_.findings) add(finding);
    for (const Obstacle& obstacle : evaluation_.obstacles) add(obstacle);
    sheet_.assets = read_assets(request_, book_);
    assurances();
    timers();
    conflicts();
    argued();
    if (internal_) inside();
    for (const Principle& each : book_.principles)
      sheet_.principles.push_back(fmt::format("{} ({})", each.says, each.source));
    sheet_.data_versions = book_.data_versions;
    verdict();
    return std::move(sheet_);
  }

 private:
  const Request& request_;
  const RuleBook& book_;
  const Evaluation& evaluation_;
  const bool internal_;  // Statements, names and history are shown.
  const bool hides_;     // Protected facts were never there.
  Sheet sheet_;

  std::string state_name(const std::string& code) const {
    const State* state = book_.state(code);
    return state ? fmt::format("{} ({})", state->name, code) : code;
  }

  void head() {
    sheet_.view = evaluation_.view;
    sheet_.title = request_.doc["title"].empty() ? "Request" : std::string(request_.doc["title"].words());
    sheet_.type = request_.type;
    if (!request_.variants.empty()) sheet_.type += fmt::format(" ({})", fmt::join(request_.variants, ", "));
    sheet_.side = request_.side == Side::sender ? "sender" : "receiver";
    sheet_.requesting = state_name(request_.requesting);
    sheet_.requested = state_name(request_.requested);
    sheet_.on = request_.on ? to_string(*request_.on) : "not said";
    sheet_.profile = request_.profile;
    sheet_.policy = book_.profile(request_.profile)->says;
    sheet_.ready = evaluation_.ready;
    sheet_.basis = basis();
    if (const Authority* authority = authority_for(request_, book_)) {
      sheet_.authority = {authority->name,
                          fmt::format("channel: {}", authority->channel),
                          fmt::format("languages: {}", fmt::join(authority->languages, ", ")),
                          fmt::format("urgent: {}", authority->urgent_contact),
                          fmt::format("form: {}", authority->form),
                          fmt::format("as of {} ({})", authority->as_of, authority->source)};
    }
  }

  std::string basis() const {
    if (evaluation_.basis == Truth::yes) {
      std::vector<std::string> titles;
      for (const std::string& id : evaluation_.bases) titles.push_back(book_.instrument(id)->title);
      return fmt::format("found: {}", fmt::join(titles, "; "));
    }
    return evaluation_.basis == Truth::no ? "none found" : "not known yet";
  }

  // ---- rules ----

  // A cure for a ground of a right is shown to those who protect the person, never to those who ask for them.
  bool may_show_cure(const Part& part) const {
    return part.right.empty() || (internal_ && request_.side == Side::receiver);
  }

  std::string fact_words(int fact) const {
    const FactDef& def = book_.vocabulary.facts[fact];
    std::string out = fmt::format("{} = {}", def.name, to_string(evaluation_.facts.value(fact)));
    if (!internal_) return out;
    const auto record = record_of(fact);
    if (!record) return out;
    if (!record->statements.empty()) out += fmt::format(" [{}]", fmt::join(record->statements, ", "));
    if (!record->set_by.empty())
      out +=
          fmt::format(" set by {}{}{}", record->set_by, record->set_at.empty() ? "" : " on ", record->set_at);
    return out;
  }

  const FactRecord* record_of(int fact) const {
    for (auto it = request_.supplements.rbegin(); it != request_.supplements.rend(); ++it) {
      if (const auto found = it->facts.find(fact); found != it->facts.end()) return &found->second;
    }
    const auto found = request_.facts.find(fact);
    return found == request_.facts.end() ? nullptr : &found->second;
  }

  std::string use_words(const Use& use) const {
    if (use.fact >= 0) return fact_words(use.fact);
    const ItemDef& item = book_.vocabulary.items[use.item];
    if (use.field < 0)
      return fmt::format("{}: {} listed", item.path, evaluation_.facts.items(use.item).size());
    const FieldDef& field = item.fields[use.field];
    const Value& value = evaluation_.facts.items(use.item)[use.index][use.field];
    return fmt::format("{} {}: {} = {}", item.name, use.index + 1, field.name, to_string(value));
  }

  std::string question(const Use& use) const {
    if (use.fact >= 0) return book_.vocabulary.facts[use.fact].asks;
    const ItemDef& item = book_.vocabulary.items[use.item];
    if (use.field < 0) return fmt::format("Nothing is listed under {}.", item.path);
    return fmt::format("{} {}: {}?", item.name, use.index + 1, item.fields[use.field].name);
  }

  SheetPart part_of(const Finding& finding, const PartFinding& found) const {
    const Part& part = *found.part;
    SheetPart out;
    out.article = part.article;
    out.says = part.says;
    out.state = to_string(found.state);
    out.outcome = part.outcome;
    out.test = part.test_text;
    out.source = part.source;
    out.verified = part.verified;
    out.by = found.by;
    if (may_show_cure(part)) {
      out.cure = part.cure.says;
      out.note = found.note;
    }
    if (found.state == FindingState::not_applicable) return out;
    const Reasons reasons = explain(part.test, evaluation_.facts);
    for (const Use& use : reasons.because) out.because.push_back(use_words(use));
    if (found.state != FindingState::unknown) return out;
    for (const Use& use : reasons.missing) out.missing.push_back(question(use));
    if (finding.binds == Truth::unknown) {
      out.missing.push_back(
          fmt::format("Are both states bound by {}?", book_.instrument(finding.rule->instrument)->title));
    }
    return out;
  }

  void add(const Finding& finding) {
    const Rule& rule = *finding.rule;
    SheetRule out;
    out.id = rule.id;
    out.instrument = book_.instrument(rule.instrument)->title;
    out.article = rule.article;
    out.kind = rule.kind;
    out.state = to_string(finding.state);
    out.binds = to_string(finding.binds);
    out.read_on = rule.read_on;
    out.in_force = fmt::format("from {} to {}", rule.in_force_from, rule.in_force_to);
    out.verified = rule.verified();
    for (const PartFinding& part : finding.parts) out.parts.push_back(part_of(finding, part));
    if (finding.state != FindingState::not_applicable) {
      ++sheet_.rules_applied;
      sheet_.rules_unverified += !out.verified;
      for (size_t i = 0; i < finding.parts.size(); ++i)
        sort_in(rule, *finding.parts[i].part, finding.parts[i], out.parts[i]);
    }
    sheet_.rules.push_back(std::move(out));
  }

  static std::string named(const Rule& rule, const SheetPart& part) {
    return fmt::format("{} ({} {})", part.says, rule.instrument, part.article);
  }

  void sort_in(const Rule& rule, const Part& part, const PartFinding& found, const SheetPart& shown) {
    const bool open = found.state == FindingState::fires || found.state == FindingState::unknown;
    if (found.state == FindingState::struck)
      sheet_.barred.push_back(fmt::format("{}: may not be used, {} bars it", named(rule, shown), found.by));
    if (found.state == FindingState::cured)
      sheet_.cured.push_back({rule.id, part.article, part.says, fmt::format("cured by {}", found.by), {}});
    if (open &&
        (part.outcome == "REFUSE_OPTIONAL" || part.outcome == "REFUSE_RECOGNITION" ||
         part.outcome == "POSTPONE" || part.outcome == "WARN_CONTENT") &&
        part.right.empty()) {
      sheet_.may.push_back({rule.id, part.article, part.says,
                            found.state == FindingState::fires ? answer(shown) : "", shown.missing});
    }
    if (found.state == FindingState::fires) sort_firing(rule, part, shown);
  }

  static std::string answer(const SheetPart& part) {
    return part.cure.empty() ? "" : fmt::format("would be answered by: {}", part.cure);
  }

  void sort_firing(const Rule& rule, const Part& part, const SheetPart& shown) {
    static constexpr std::array<std::string_view, 5> kGood = {
        "BASIS_OK", "DUAL_CRIMINALITY_BY_CONDUCT", "SELECT_RULESET", "RETURN_MANDATORY", "RETURN_PRIORITY"};
    static constexpr std::array<std::string_view, 16> kDuties = {
        "DUTY",          "TIMER",         "CHECKLIST",           "PURPOSE_LOCK",
        "SEALED_FLAG",   "ACCESS_LOCK",   "COST_FLAG",           "SUSPEND",
        "SUGGEST_ROUTE", "EXPIRE_REVIEW", "WEIGH_COMPETING",     "ROUTE_CHECK",
        "LOAD_PROFILE",  "PROFILE_FLAG",  "COMPUTE_CONFISCABLE", "NOT_APPLICABLE"};
    if (part.outcome == "CANNOT_REFUSE") sheet_.barred.push_back(named(rule, shown));
    if (contains(kGood, part.outcome)) sheet_.positive.push_back(named(rule, shown));
    if (contains(kDuties, part.outcome) && part.right.empty())
      sheet_.duties.push_back(fmt::format("{} [{}]", named(rule, shown), part.outcome));
  }

  // ---- obstacles ----

  void add(const Obstacle& obstacle) {
    SheetObstacle out;
    out.says = obstacle.text;
    if (obstacle.finding) {
      out.rule = obstacle.rule->id;
      if (!is_ours(*obstacle.rule))
        out.article = fmt::format("{} {}", obstacle.rule->instrument, obstacle.finding->part->article);
      const SheetPart shown = shown_part(obstacle);
      out.ask = shown.missing;
      if (obstacle.stands != Stands::right && !shown.cure.empty()) out.do_next = shown.cure;
      if (obstacle.stands == Stands::right) out.do_next = right_note(obstacle, shown);
      if (speaks_of_elements(obstacle.finding->part->test)) name_records(out);
    }
    list_for(obstacle.stands).push_back(std::move(out));
  }

  // A policy or a law's own addition has no article of a treaty to show.
  bool is_ours(const Rule& rule) const { return book_.instrument(rule.instrument)->kind == "policy"; }

  bool speaks_of_elements(const Expression& test) const {
    const auto element = book_.vocabulary.item("element");
    return std::ranges::any_of(test.nodes, [&](const Node& node) { return node.item == *element; });
  }

  // Which element lacks a record, and which record to ask for.
  void name_records(SheetObstacle& out) const {
    out.do_next.clear();
    out.ask.clear();
    for (const SheetElement& each : sheet_.elements) {
      if (each.ask_for.empty()) continue;
      out.ask.push_back(fmt::format("for \"{}\" ({}): {}", each.element, each.state, each.ask_for));
    }
  }

  SheetPart shown_part(const Obstacle& obstacle) const {
    for (const Finding& finding : evaluation_.findings) {
      if (finding.rule == obstacle.rule) return part_of(finding, *obstacle.finding);
    }
    return {};
  }

  std::string right_note(const Obstacle& obstacle, const SheetPart& shown) const {
    if (obstacle.finding->state == FindingState::fires)
      return shown.note.empty() ? "the ground is there" : shown.note;
    return "nobody knows yet";
  }

  std::vector<SheetObstacle>& list_for(Stands stands) {
    switch (stands) {
      case Stands::missing: return sheet_.missing;
      case Stands::ask: return sheet_.asks;
      case Stands::refused: return sheet_.refused;
      case Stands::right: return sheet_.rights;
      case Stands::gate: break;
    }
    return sheet_.gates;
  }

  // The other state is promised nothing: its sheet does not know what is protected here.
  std::string outgoing_verdict(size_t open) const {
    if (open > 0)
      return fmt::format("Not complete: {} {} shown here. This is no decision.", open,
                         open == 1 ? "thing is open, as" : "things are open, as");
    return "What is shown here leaves nothing open. This is no decision and no promise of one; other grounds "
           "may be considered.";
  }

  void verdict() {
    const size_t open = sheet_.missing.size() + sheet_.asks.size() + sheet_.refused.size() +
                        sheet_.rights.size() + sheet_.gates.size();
    if (!internal_) {
      sheet_.verdict = outgoing_verdict(open);
      return;
    }
    const bool sender = request_.side == Side::sender;
    const std::string_view being = sender ? "being sent" : "being granted";
    if (!sheet_.ready) {
      sheet_.verdict = fmt::format("Not ready {}: {} {} in the way.", sender ? "to be sent" : "to be granted",
                                   open, open == 1 ? "thing stands" : "things stand");
    } else if (sheet_.may.empty()) {
      sheet_.verdict =
          fmt::format("Nothing found stands in the way of this request {}; a lawyer judges it.", being);
    } else {
      sheet_.verdict = fmt::format(
          "Nothing found forbids this request {}, and {} may be argued against it; a lawyer judges it.",
          being, sheet_.may.size() == 1 ? "one thing" : fmt::format("{} things", sheet_.may.size()));
    }
  }

  // ---- evidence ----

  void elements() {
    for (const Doc& offence : request_.doc["offences"].items) {
      const OffenceDef* def = book_.offence(offence["article"].words());
      for (const Doc& element : offence["elements"].items) {
        sheet_.elements.push_back(element_of(offence, def, element));
      }
    }
  }

  SheetElement element_of(const Doc& offence, const OffenceDef* def, const Doc& element) const {
    SheetElement out;
    out.offence = fmt::format("{} {}", offence["article"].words(),
                              def ? def->title : std::string(offence["title"].words()));
    const ElementDef* known = nullptr;
    if (def) {
      const auto found = std::ranges::find(def->elements, element["id"].words(), &ElementDef::id);
      if (found != def->elements.end()) known = &*found;
    }
    out.element = known ? known->says : std::string(element["id"].words());
    bool weak = false;
    for (const std::string& id : element["statements"].strings()) {
      const Doc& statement = request_.doc["statements"][id];
      weak = weak || weight_of(statement) == Truth::no;
      if (internal_) out.statements.push_back(fmt::format("{} ({})", id, kind_words(statement)));
    }
    const Truth carried = is_carried(request_, element);
    out.state = carried == Truth::yes ? "carried"
                : carried == Truth::unknown
                    ? "unknown: it cites a statement that is not listed, or of no known kind"
                : weak ? "press or leak alone: carries nothing yet"
                       : "no statement";
    if (carried != Truth::yes)
      out.ask_for = !element["ask_for"].empty() ? std::string(element["ask_for"].words())
                    : known                     ? known->ask_for
                                                : "an official record";
    return out;
  }

  static std::string kind_words(const Doc& statement) {
    if (!statement) return "not listed";
    if (weight_of(statement) != Truth::unknown) return std::string(statement["kind"].words());
    return fmt::format("\"{}\" is no kind of statement", statement["kind"].words());
  }

  void assurances() {
    const auto item = book_.vocabulary.item("assurance");
    const auto& items = evaluation_.facts.items(*item);
    size_t at = 0;
    for (const Doc& doc : request_.doc["assurances"].items) {
      const Value& in_force = items[at++][*book_.vocabulary.field(*item, "in_force")];
      const bool* truth = std::get_if<bool>(&in_force);
      sheet_.assurances.push_back(
          {std::string(doc["kind"].words()), std::string(doc["author"].words()),
           std::string(doc["date"].words()), std::string(doc["monitoring"].words()),
           std::string(doc["expiry"].words()), std::string(doc["text"].words()),
           !truth   ? "unknown whether in force"
           : *truth ? "in force"
                    : "not in force: text, author and date are needed, and it must not have run out"});
    }
  }

  void timers() {
    for (const Finding& finding : evaluation_.findings) {
      if (finding.state == FindingState::not_applicable) continue;
      for (const Timer& timer : finding.rule->timers) {
        if (hides_ && !book_.vocabulary.facts[timer.from].protection.empty()) continue;
        const auto* from = std::get_if<Date>(&evaluation_.facts.value(timer.from));
        if (!from) continue;
        const Date due = add_months(add_days(*from, timer.days), timer.months);
        sheet_.timers.push_back({timer.name, to_string(due), timer.says, finding.rule->id});
      }
    }
    std::ranges::stable_sort(sheet_.timers, {}, &SheetTimer::due);
  }

  void conflicts() {
    for (const Conflict& each : evaluation_.conflicts) {
      sheet_.conflicts.push_back(fmt::format("{}: {}", each.ground, fmt::join(each.voices, "; ")));
    }
  }

  // Reasons the requested state has given, held against the bars.
  void argued() {
    const auto fact = book_.vocabulary.fact("refusal.reasons");
    const auto* reasons = std::get_if<std::vector<std::string>>(&evaluation_.facts.value(*fact));
    if (!reasons) return;
    for (const std::string& reason : *reasons) {
      for (const Finding& finding : evaluation_.findings) {
        for (const PartFinding& part : finding.parts) {
          if (part.state != FindingState::fires || !contains(part.part->strikes, reason)) continue;
          sheet_.barred.push_back(fmt::format("the reason given, {}: {} bars it", reason, finding.rule->id));
        }
      }
    }
  }

  // ---- for the office only ----

  void inside() {
    sheet_.file = request_.file;
    if (!hides_) sheet_.sha256 = request_.sha256;
    for (const Problem& problem : request_.problems) sheet_.problems.push_back(to_string(problem));
    if (hides_) name_places(request_, sheet_.assets.problems);
    for (const Problem& problem : sheet_.assets.problems) sheet_.problems.push_back(to_string(problem));
    superseded(request_.facts);
    for (const Supplement& each : request_.supplements) superseded(each.facts);
    for (const Assessment& each : request_.assessments) {
      sheet_.assessments.push_back(fmt::format("{}: {}, by {} on {}; sources: {}{}", each.right,
                                               each.conclusion, each.by, each.on,
                                               fmt::join(each.sources, "; "), counting(each)));
    }
    for (const Question& each : book_.profile(request_.profile)->weighing)
      sheet_.questions.push_back(weighing_line(each));
  }

  void superseded(const std::map<int, FactRecord>& facts) {
    for (const auto& [fact, record] : facts) {
      for (const Superseded& old : record.was) {
        const std::string by = record.set_by.empty() ? "" : fmt::format(" (set by {}", record.set_by);
        const std::string at =
            by.empty() || record.set_at.empty() ? "" : fmt::format(" on {}", record.set_at);
        sheet_.superseded.push_back(
            {book_.vocabulary.facts[fact].name, old.value, old.by, old.at, old.reason,
             fmt::format("{}{}{}{}", to_string(record.value), by, at, by.empty() ? "" : ")")});
      }
    }
  }

  std::string counting(const Assessment& assessment) const {
    const std::string flaw = flaw_of(assessment, request_.on);
    return flaw.empty() ? "" : fmt::format(" (does not count: {})", flaw);
  }

  std::string weighing_line(const Question& question) const {
    for (const Assessment& each : request_.assessments) {
      const auto found = each.factors.find(question.id);
      if (found == each.factors.end()) continue;
      return fmt::format("{} {} (source: {}; by {})", question.asks, found->second.answer,
                         found->second.source.empty() ? "none" : found->second.source, each.by);
    }
    return fmt::format("{} not answered", question.asks);
  }
};

}  // namespace

Sheet make_sheet(const Request& request, const RuleBook& book, const Evaluation& evaluation) {
  const auto shown = without_protected(request, book, evaluation.view);
  return SheetMaker(shown ? *shown : request, book, evaluation).make();
}

std::string to_brief(const Evaluation& evaluation) {
  std::string out =
      fmt::format("{}\nbasis {}\n", evaluation.ready ? "ready" : "not ready", to_string(evaluation.basis));
  for (const Finding& finding : evaluation.findings) {
    for (const PartFinding& part : finding.parts) {
      if (part.state == FindingState::not_applicable || part.state == FindingState::clear) continue;
      out +=
          fmt::format("{:8} {:20} {:24} {}{}\n", to_string(part.state), finding.rule->id, part.part->outcome,
                      part.part->says, part.by.empty() ? "" : fmt::format(" -- {}", part.by));
    }
  }
  return out;
}

}  // namespace clew::ask
