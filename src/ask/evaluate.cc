#include "ask/evaluate.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include "ask/shown.h"

namespace clew::ask {
namespace {

bool contains(const auto& list, std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

constexpr std::array<std::string_view, 13> kBlocking = {"NOT_EXTRADITABLE",
                                                        "NOT_PUBLISHABLE",
                                                        "EXCLUDED",
                                                        "MISSING_CONTENT",
                                                        "INSUFFICIENT_EVIDENCE",
                                                        "REFUSE_MANDATORY",
                                                        "NO_OBLIGATION",
                                                        "REQUIRE_UNDERTAKING",
                                                        "REQUIRE_CONSENT",
                                                        "REQUIRE_ASSESSMENT",
                                                        "BLOCK_FINAL_REFUSAL",
                                                        "BLOCK_LIFT",
                                                        "FLAG"};

class Judge {
 public:
  Judge(const Request& request, const RuleBook& book, View view, const FactSet& facts)
      : request_(request),
        book_(book),
        hides_(hides_protected(request, view)),
        facts_(facts),
        profile_(*book.profile(request.profile)) {
    if (!request.supplemented_on.empty()) before_.emplace(facts_of(request, book, false));
  }

  std::vector<Finding> all() {
    std::vector<Finding> out;
    out.reserve(book_.rules.size());
    for (const Rule& rule : book_.rules) {
      Finding finding = judge(rule);
      if (!finding.parts.empty()) out.push_back(std::move(finding));
    }
    strike(out);
    for (Finding& finding : out) finding.state = worst(finding);
    return out;
  }

 private:
  const Request& request_;
  const RuleBook& book_;
  bool hides_;
  const FactSet& facts_;
  const Profile& profile_;
  std::optional<FactSet> before_;  // The request as it first was, when it was supplemented.
  std::unordered_map<std::string_view, Truth> bindings_;

  Truth binds(const std::string& id) {
    const auto [place, fresh] = bindings_.try_emplace(id, Truth::unknown);
    if (fresh) place->second = binding_of(*book_.instrument(id), request_, book_).binds;
    return place->second;
  }

  Finding judge(const Rule& rule) {
    Finding finding;
    finding.rule = &rule;
    const bool applies = fits(rule.applies_to, request_.type, request_.variants) && in_force(rule);
    finding.binds = applies ? binds(rule.instrument) : Truth::no;
    for (const Part& part : rule.parts) {
      if (hides_ && part.rests_on_protected) continue;
      finding.parts.push_back(judge(part, finding.binds));
    }
    return finding;
  }

  bool in_force(const Rule& rule) const {
    if (!request_.on) return true;
    const auto from = parse_date(rule.in_force_from);
    const auto to = parse_date(rule.in_force_to);
    return !(from && *request_.on < *from) && !(to && *request_.on >= *to);
  }

  PartFinding judge(const Part& part, Truth binds) const {
    PartFinding finding;
    finding.part = &part;
    if (binds == Truth::no) return finding;
    finding.state = state_of(both(binds, evaluate(part.test, facts_)));
    if (finding.state == FindingState::clear) {
      cure_by_supplement(part, binds, finding);
    } else {
      cure(part, finding);
    }
    return finding;
  }

  static FindingState state_of(Truth truth) {
    if (truth == Truth::unknown) return FindingState::unknown;
    return truth == Truth::yes ? FindingState::fires : FindingState::clear;
  }

  void cure_by_supplement(const Part& part, Truth binds, PartFinding& finding) const {
    if (!before_ || part.cure.by != "supplement") return;
    if (both(binds, evaluate(part.test, *before_)) != Truth::yes) return;
    finding.state = FindingState::cured;
    finding.by = fmt::format("supplement of {}", request_.supplemented_on);
  }

  void cure(const Part& part, PartFinding& finding) const {
    const bool by_assurance = part.cure.by == "assurance";
    if (!by_assurance && part.cure.by != "fact") return;
    if (finding.state != FindingState::fires) return;
    if (evaluate(part.cure.when, facts_) != Truth::yes) return;
    if (by_assurance && !part.right.empty()) return weigh(part, finding);
    finding.state = FindingState::cured;
    finding.by = by_assurance ? "an assurance" : "what has been shown since";
  }

  // An assurance against a breach of a right: never alone under rights-first; elsewhere only through a
  // named person's recorded weighing of every question.
  void weigh(const Part& part, PartFinding& finding) const {
    if (contains(profile_.never_cured_by_assurance_alone, part.right)) {
      finding.note = fmt::format(
          "an assurance is on file; under the policy {} it does not cure this ground by itself", profile_.id);
      return;
    }
    const Assessment* assessment = assessment_of(request_, part.right);
    const size_t open = unanswered(assessment);
    if (!assessment || assessment->conclusion != "assurances_sufficient" || open > 0) {
      finding.note = fmt::format(
          "an assurance is on file; {} of {} questions of the weighing are answered with a source, by a "
          "named person",
          profile_.weighing.size() - open, profile_.weighing.size());
      return;
    }
    finding.state = FindingState::cured;
    finding.by = fmt::format("the weighing recorded by {} on {}", assessment->by, assessment->on);
  }

  size_t unanswered(const Assessment* assessment) const {
    if (!assessment) return profile_.weighing.size();
    return static_cast<size_t>(std::ranges::count_if(profile_.weighing, [&](const Question& question) {
      const auto found = assessment->factors.find(question.id);
      return found == assessment->factors.end() || is_blank(found->second.answer) ||
             is_blank(found->second.source);
    }));
  }

  // A bar that holds takes its grounds away, in whatever instrument they stand. Never a ground of a right.
  static void strike(std::vector<Finding>& findings) {
    std::map<std::string_view, std::string_view> struck;
    for (const Finding& finding : findings) {
      for (const PartFinding& part : finding.parts) {
        if (part.part->kind != "bar_on_refusal" || part.state != FindingState::fires) continue;
        for (const std::string& ground : part.part->strikes) struck.emplace(ground, finding.rule->id);
      }
    }
    for (Finding& finding : findings) {
      for (PartFinding& part : finding.parts) strike(struck, part);
    }
  }

  static void strike(const std::map<std::string_view, std::string_view>& struck, PartFinding& part) {
    const bool open = part.state == FindingState::fires || part.state == FindingState::unknown;
    if (!open || part.part->ground.empty() || !part.part->right.empty()) return;
    if (part.part->kind == "bar_on_refusal") return;
    const auto found = struck.find(part.part->ground);
    if (found == struck.end()) return;
    part.state = FindingState::struck;
    part.by = found->second;
  }

  static FindingState worst(const Finding& finding) {
    return std::ranges::max(finding.parts, {}, &PartFinding::state).state;
  }
};

// ---- basis --------------------------------------------------------------------------------------------

// An instrument carries a request when it binds, can be a basis for its type, and none of its own rules
// says that it is not one here.
Truth carries(const Instrument& instrument, const Request& request, const RuleBook& book,
              const std::vector<Finding>& findings) {
  Truth result = binding_of(instrument, request, book).binds;
  for (const Finding& finding : findings) {
    if (finding.rule->instrument != instrument.id) continue;
    for (const PartFinding& part : finding.parts) {
      const bool denies = part.part->outcome == "NO_LEGAL_BASIS" || part.part->outcome == "NOT_APPLICABLE";
      if (denies && part.state == FindingState::fires) result = Truth::no;
      if (denies && part.state == FindingState::unknown) result = both(result, Truth::unknown);
    }
  }
  return result;
}

void find_basis(const Request& request, const RuleBook& book, Evaluation& out) {
  out.basis = Truth::no;
  for (const Instrument& instrument : book.instruments) {
    if (!contains(instrument.basis_for, request.type)) continue;
    const Truth truth = carries(instrument, request, book, out.findings);
    out.basis = either(out.basis, truth);
    if (truth == Truth::yes) out.bases.push_back(instrument.id);
  }
}

// ---- conflicts ------------------------------------------------------------------------------------------

void find_conflicts(Evaluation& out) {
  struct Voice {
    std::string instrument, text, verdict;
    bool open;
  };
  std::map<std::string, std::vector<Voice>> by_ground;
  for (const Finding& finding : out.findings) {
    for (const PartFinding& part : finding.parts) {
      const std::string_view kind = part.part->kind;
      const bool ground =
          kind == "mandatory_refusal" || kind == "optional_refusal" || kind == "refusal_right";
      if (!ground || part.part->ground.empty() || part.state == FindingState::not_applicable) continue;
      by_ground[part.part->ground].push_back(
          {finding.rule->instrument,
           fmt::format("{}: {}, {}", finding.rule->id, part.part->outcome, to_string(part.state)),
           fmt::format("{} {}", part.part->outcome, to_string(part.state)),
           part.state != FindingState::clear});
    }
  }
  for (const auto& [ground, voices] : by_ground) {
    std::set<std::string> instruments, verdicts;
    Conflict conflict{ground, {}};
    bool open = false;
    for (const Voice& voice : voices) {
      instruments.insert(voice.instrument);
      verdicts.insert(voice.verdict);
      conflict.voices.push_back(voice.text);
      open = open || voice.open;
    }
    if (open && instruments.size() > 1 && verdicts.size() > 1) out.conflicts.push_back(std::move(conflict));
  }
}

// ---- readiness ------------------------------------------------------------------------------------------

class Readiness {
 public:
  Readiness(const Request& request, const RuleBook& book, Evaluation& out)
      : request_(request), book_(book), out_(out) {}

  void judge() {
    if (out_.basis == Truth::no)
      add(nullptr, nullptr, Stands::refused, "no instrument carries this request between the two states");
    if (out_.basis == Truth::unknown)
      add(nullptr, nullptr, Stands::ask, "whether any instrument carries this request is not known yet");
    for (const Finding& finding : out_.findings) {
      for (const PartFinding& part : finding.parts) judge(finding, part);
    }
    out_.ready = out_.obstacles.empty();
  }

 private:
  const Request& request_;
  const RuleBook& book_;
  Evaluation& out_;

  void add(const Rule* rule, const PartFinding* part, Stands stands, std::string text) {
    out_.obstacles.push_back({rule, part, stands, std::move(text)});
  }

  void judge(const Finding& finding, const PartFinding& part) {
    const bool fires = part.state == FindingState::fires;
    if (!fires && part.state != FindingState::unknown) return;
    if (!part.part->right.empty()) return judge_right(finding, part, fires);
    if (part.part->outcome == "NO_LEGAL_BASIS") return judge_basis(finding, part, fires);
    // A use beyond what was given is stopped when it is intended; nobody need promise never to intend one.
    if (part.part->outcome == "PURPOSE_LOCK" && fires)
      return add(finding.rule, &part, Stands::gate, part.part->says);
    if (!contains(kBlocking, part.part->outcome)) return;
    const Stands stands = !fires ? Stands::ask : stands_of(part.part->outcome);
    add(finding.rule, &part, stands, part.part->says);
  }

  static Stands stands_of(std::string_view outcome) {
    if (outcome == "MISSING_CONTENT" || outcome == "INSUFFICIENT_EVIDENCE" || outcome.starts_with("REQUIRE"))
      return Stands::missing;
    if (outcome.starts_with("BLOCK") || outcome == "FLAG") return Stands::gate;
    return Stands::refused;
  }

  // A national law that forbids acting without a treaty stands in the way; a treaty that is no basis does not
  // while another carries the request.
  void judge_basis(const Finding& finding, const PartFinding& part, bool fires) {
    const bool national = book_.instrument(finding.rule->instrument)->kind == "national";
    if (national) add(finding.rule, &part, fires ? Stands::refused : Stands::ask, part.part->says);
  }

  bool moves_a_person() const {
    return request_.type == "extradition" || request_.type == "provisional_arrest" ||
           request_.type == "alert";
  }

  // A right in question waits for a named person's judgment with sources; one that judged there are no
  // substantial grounds opens the gate of an unknown, never of a ground that fires.
  void judge_right(const Finding& finding, const PartFinding& part, bool fires) {
    if (!fires && part.part->outcome == "CHECKLIST" && !moves_a_person()) return;
    const Assessment* assessment = assessment_of(request_, part.part->right);
    const bool opened = !fires && assessment && assessment->conclusion == "no_substantial_grounds";
    if (!opened) add(finding.rule, &part, Stands::right, part.part->says);
  }
};

}  // namespace

std::string_view to_string(FindingState state) {
  switch (state) {
    case FindingState::not_applicable: return "not_applicable";
    case FindingState::clear: return "clear";
    case FindingState::struck: return "struck";
    case FindingState::cured: return "cured";
    case FindingState::unknown: return "unknown";
    case FindingState::fires: return "fires";
  }
  return "";
}

const Assessment* assessment_of(const Request& request, std::string_view right) {
  for (const Assessment& each : request.assessments) {
    if (each.right == right && flaw_of(each, request.on).empty()) return &each;
  }
  return nullptr;
}

std::vector<Finding> find(const Request& request, const RuleBook& book, View view, const FactSet& facts) {
  return Judge(request, book, view, facts).all();
}

Evaluation evaluate(const Request& as_written, const RuleBook& book, View view) {
  const auto shown = without_protected(as_written, book, view);
  const Request& request = shown ? *shown : as_written;
  Evaluation out{view, facts_of(request, book), {}, Truth::unknown, {}, {}, {}, false};
  out.findings = find(request, book, view, out.facts);
  find_basis(request, book, out);
  find_conflicts(out);
  Readiness(request, book, out).judge();
  return out;
}

}  // namespace clew::ask
