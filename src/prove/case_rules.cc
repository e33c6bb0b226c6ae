// What an entry of a case must say, and what must be there before it.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "prove/case.h"
#include "prove/text.h"

namespace clew::prove {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

struct TypeRule {
  std::string_view type;
  std::array<std::string_view, 6> required;  // Members that are not empty; "" ends.
};

constexpr TypeRule kRules[] = {
    {"open", {"title"}},
    {"member", {"officer", "name", "role"}},
    {"ingest", {"id", "sha256", "name", "from", "how", "obtained"}},
    {"statement", {"id", "kind", "says", "source"}},
    {"grade", {"statement", "source_grade", "information_grade", "reason"}},
    {"contest", {"statement", "by", "says"}},
    {"correct", {"statement", "by", "says"}},
    {"withdraw", {"statement", "by", "says"}},
    {"supersede", {"statement", "by", "with", "says"}},
    {"status", {"person", "status", "source", "on"}},
    {"propose", {"id", "action", "reason"}},
    {"approve", {"proposal"}},
    {"export", {"proposal", "recipient", "manifest"}},
    {"seal", {"reason"}},
    {"unseal", {"reason", "proposal"}},
    {"erase", {"reason", "approver", "proposal"}},
    {"quarantine", {"source", "reason", "reviewer"}},
    {"transfer_custody", {"source", "from", "to", "how"}},
    {"review", {"next"}},
    {"expire", {"on"}},
    {"access", {"what"}},
    {"decision", {"says"}},
    {"assess_risk", {"says"}},
    {"assurance", {"says"}},
    {"request_sent", {"says", "kind", "to"}},
    {"query_sent", {"says", "to"}},
    {"query_served", {"says", "from"}},
};

template <class List>
Result<void> one_of(std::string_view member, std::string_view word, const List& words) {
  if (std::find(std::begin(words), std::end(words), word) != std::end(words)) return {};
  return fail(ErrorKind::usage,
              fmt::format("'{}' is no word for {}; it is one of: {}", word, member, fmt::join(words, ", ")));
}

bool is_grade(std::string_view text, char first, char last) {
  return text.size() == 1 && text[0] >= first && text[0] <= last;
}

Result<void> check_words(std::string_view type, const Value& p) {
  static constexpr std::array<std::string_view, 2> kKinds = {"fact", "assessment"};
  if (type == "ingest") return one_of("how it was obtained", p["obtained"].text(), obtained_words());
  if (type == "statement") return one_of("the kind of a statement", p["kind"].text(), kKinds);
  if (type == "status") return one_of("a person's status", p["status"].text(), person_statuses());
  if (type == "propose")
    return one_of("what needs a second officer", p["action"].text(), four_eyes_actions());
  if (type == "grade" &&
      (!is_grade(p["source_grade"].text(), 'A', 'F') || !is_grade(p["information_grade"].text(), '1', '6')))
    return fail(
        ErrorKind::usage,
        "a grade is a letter A to F for the source and a digit 1 to 6 for the information, such as B2");
  return {};
}

Result<void> need_statement(const CaseFile& file, std::string_view id) {
  if (file.statement(id) != nullptr) return {};
  return fail(ErrorKind::not_found, fmt::format("the case has no statement {}", id));
}

Result<void> need_source(const CaseFile& file, std::string_view id) {
  if (file.source(id) != nullptr) return {};
  return fail(ErrorKind::not_found, fmt::format("the case has no source {}", id));
}

Result<void> need_new(bool is_there, std::string_view what, std::string_view id) {
  if (!is_there) return {};
  return fail(ErrorKind::usage, fmt::format("the case has {} {} already; nothing is overwritten", what, id));
}

Result<void> check_approval(const CaseFile& file, const Value& p, std::string_view actor) {
  const Proposal* proposal = file.proposal(p["proposal"].text());
  if (proposal == nullptr)
    return fail(ErrorKind::not_found, fmt::format("the case has no proposal {}", p["proposal"].text()));
  if (!proposal->approved.actor.empty())
    return fail(ErrorKind::usage,
                fmt::format("{} is approved already, by entry {}", proposal->id, proposal->approved.seq));
  if (proposal->mark.actor == actor)
    return fail(ErrorKind::usage, "four eyes: whoever proposed it cannot approve it");
  return {};
}

// That a second officer approved exactly this, and that it was not done yet.
Result<void> need_approved(const CaseFile& file, std::string_view action, const Value& p) {
  const Proposal* proposal = file.proposal(p["proposal"].text());
  const std::string ask = fmt::format(
      "four eyes: this needs a proposal that another officer approved "
      "(clew case propose ... --action {}, then clew case approve)",
      action);
  if (proposal == nullptr || proposal->action != action) return fail(ErrorKind::usage, ask);
  if (proposal->approved.actor.empty())
    return fail(ErrorKind::usage, fmt::format("{}: {} is not approved yet", ask, proposal->id));
  if (proposal->used != 0)
    return fail(ErrorKind::usage,
                fmt::format("{} was carried out already, by entry {}", proposal->id, proposal->used));
  for (const auto& [key, value] : proposal->parameters.object()) {
    if (p[key] != value)
      return fail(ErrorKind::usage,
                  fmt::format("what was approved in {} has another '{}'", proposal->id, key));
  }
  return {};
}

Result<void> check_erase(const CaseFile& file, const Value& p) {
  for (const Value& item : p["entries"].list()) {
    const auto seq = static_cast<uint64_t>(item.number());
    if (seq == 0 || seq >= file.size)
      return fail(ErrorKind::not_found, fmt::format("there is no entry {} to erase", seq));
  }
  if (p["entries"].list().empty()) return fail(ErrorKind::usage, "which entries?");
  return need_approved(file, "erase", p);
}

}  // namespace

Result<void> check_payload(std::string_view type, const Value& payload) {
  const auto rule =
      std::find_if(std::begin(kRules), std::end(kRules), [&](const TypeRule& r) { return r.type == type; });
  if (rule == std::end(kRules)) return fail(ErrorKind::usage, fmt::format("'{}' is no kind of entry", type));
  for (const std::string_view member : rule->required) {
    if (!member.empty() && payload[member].text().empty())
      return fail(ErrorKind::usage, fmt::format("an entry '{}' must say '{}'", type, member));
  }
  return check_words(type, payload);
}

Result<void> check_step(const CaseFile& file, std::string_view type, const Value& p, std::string_view actor) {
  if (type == "ingest") return need_new(file.source(p["id"].text()) != nullptr, "a source", p["id"].text());
  if (type == "statement") {
    CLEW_TRY(need_new(file.statement(p["id"].text()) != nullptr, "a statement", p["id"].text()));
    return need_source(file, p["source"].text());
  }
  if (type == "grade" || type == "contest" || type == "correct" || type == "withdraw" || type == "supersede")
    CLEW_TRY(need_statement(file, p["statement"].text()));
  if (type == "supersede") return need_statement(file, p["with"].text());
  if (type == "quarantine" || type == "transfer_custody" || type == "status")
    return need_source(file, p["source"].text());
  if (type == "propose")
    return need_new(file.proposal(p["id"].text()) != nullptr, "a proposal", p["id"].text());
  if (type == "approve") return check_approval(file, p, actor);
  if (type == "erase") return check_erase(file, p);
  if (type == "export" || type == "unseal") return need_approved(file, type, p);
  if (type == "request_sent" && p["kind"].text() == "alert") return need_approved(file, "alert", p);
  if (type == "request_sent" && p["kind"].text() == "freeze")
    return need_approved(file, "freezing_request", p);
  return {};
}

}  // namespace clew::prove
