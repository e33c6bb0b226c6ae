// What an entry of a case must say, and what must be there before it.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/utf8.h"
#include "prove/case.h"

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
    {"quarantine", {"source", "reason"}},
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

// What a proposal must say it is for, so that the approval is of that and of nothing else.
struct Bound {
  std::string_view action, parameter, says;
};

constexpr Bound kBound[] = {
    {"export", "recipient", "for whom (--recipient)"},
    {"erase", "entries", "which entries (--entries)"},
    {"alert", "recipient", "to whom (--recipient)"},
    {"freezing_request", "recipient", "to whom (--recipient)"},
    {"quarantine", "source", "which source (--source)"},
};

const Bound* bound_of(std::string_view action) {
  const auto found =
      std::find_if(std::begin(kBound), std::end(kBound), [&](const Bound& b) { return b.action == action; });
  return found == std::end(kBound) ? nullptr : found;
}

bool is_given(const Value& value) { return !value.text().empty() || !value.list().empty(); }

Result<void> check_proposal(const Value& p) {
  const std::string& action = p["action"].text();
  const Bound* const bound = bound_of(action);
  if (bound != nullptr && !is_given(p["parameters"][bound->parameter]))
    return fail(ErrorKind::usage,
                fmt::format("a proposal '{}' must say {}: that is what is approved", action, bound->says));
  for (const auto& [key, value] : p["parameters"].object()) {
    const bool belongs = bound != nullptr && key == bound->parameter;
    if (!belongs) return fail(ErrorKind::usage, fmt::format("a proposal '{}' takes no '{}'", action, key));
  }
  return {};
}

// A reviewer, who lifted it, or neither; both would say two things.
Result<void> check_quarantine(const Value& p) {
  if (p["reviewer"].text().empty() || p["lifted"].text().empty()) return {};
  return fail(ErrorKind::usage,
              "a quarantine gets a reviewer (--reviewer) or is lifted (--lifted), not both");
}

// The number of that many digits there; -1 when something else stands there.
int number_at(std::string_view text, size_t at, size_t digits) {
  if (at + digits > text.size()) return -1;
  int number = 0;
  for (const char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return -1;
    number = 10 * number + (c - '0');
  }
  return number;
}

bool is_number(std::string_view text, size_t at, size_t digits, int first, int last) {
  const int number = number_at(text, at, digits);
  return number >= first && number <= last;
}

// "2026-11-24", a day that there is.
bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const int year = number_at(text, 0, 4), month = number_at(text, 5, 2), day = number_at(text, 8, 2);
  if (year < 1 || month < 1 || day < 1) return false;
  return std::chrono::year_month_day{std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day))}
      .ok();
}

// A day, or as much of one as is known: "2026", "2026-11".
bool is_date(std::string_view text) {
  const bool month = text.size() == 7 && text[4] == '-' && is_number(text, 5, 2, 1, 12);
  return is_day(text) || ((text.size() == 4 || month) && is_number(text, 0, 4, 1, 9999));
}

// "Z", "+02:00" or nothing.
bool is_zone(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
         is_number(text, 1, 2, 0, 14) && is_number(text, 4, 2, 0, 59);
}

// A date, or "2026-11-24T10:00", "2026-11-24T10:00:00Z", "2026-11-24T10:00:00+02:00".
bool is_time(std::string_view text) {
  if (is_date(text)) return true;
  if (text.size() < 16 || !is_day(text.substr(0, 10)) || text[10] != 'T' || text[13] != ':') return false;
  if (!is_number(text, 11, 2, 0, 23) || !is_number(text, 14, 2, 0, 59)) return false;
  text.remove_prefix(16);
  if (text.starts_with(':') && is_number(text, 1, 2, 0, 60)) text.remove_prefix(3);
  return is_zone(text);
}

Result<void> check_date(const Value& p, const char* member, bool (*is_one)(std::string_view),
                        std::string_view form) {
  const std::string& text = p[member].text();
  if (text.empty() || is_one(text)) return {};
  return fail(ErrorKind::usage, fmt::format("'{}' is no date that there is: {}", text, form));
}

Result<void> check_dates(std::string_view type, const Value& p) {
  constexpr std::string_view kDate = "write 2026-11-24, or 2026-11 or 2026 where no more is known";
  if (type == "review") return check_date(p, "next", is_day, "write 2026-11-24");
  if (type == "expire") return check_date(p, "on", is_day, "write 2026-11-24");
  if (type == "status") return check_date(p, "on", is_date, kDate);
  if (type == "statement") return check_date(p, "date", is_date, kDate);
  if (type == "ingest")
    return check_date(p, "retrieved_at", is_time, "write 2026-11-24 or 2026-11-24T10:00:00Z");
  return {};
}

// Names that are typed again and stand in links.
Result<void> check_id(const Value& p) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  const std::string& id = p["id"].text();
  if (id.size() <= 64 && id.find_first_not_of(kLetters) == std::string::npos) return {};
  return fail(ErrorKind::usage,
              "a name in the case (--id) has letters A to Z, digits, - _ and . only, and at most 64 of them");
}

Result<void> check_letters(const Value& value, std::string_view member) {
  if (!base::is_utf8(value.text()))
    return fail(ErrorKind::usage,
                fmt::format("'{}' is not UTF-8, so it could not be kept as it is: convert it first", member));
  for (const auto& [key, each] : value.object()) CLEW_TRY(check_letters(each, key));
  return {};
}

Result<void> check_words(std::string_view type, const Value& p) {
  static constexpr std::array<std::string_view, 2> kKinds = {"fact", "assessment"};
  if (type == "ingest") {
    if (!p["kind"].text().empty()) CLEW_TRY(one_of("the kind of a source", p["kind"].text(), source_kinds()));
    return one_of("how it was obtained", p["obtained"].text(), obtained_words());
  }
  if (type == "statement") return one_of("the kind of a statement", p["kind"].text(), kKinds);
  if (type == "status") return one_of("a person's status", p["status"].text(), person_statuses());
  if (type == "request_sent") return one_of("the kind of a request", p["kind"].text(), request_kinds());
  if (type == "quarantine") return check_quarantine(p);
  if (type == "propose") {
    CLEW_TRY(one_of("what needs a second officer", p["action"].text(), four_eyes_actions()));
    return check_proposal(p);
  }
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
  const Bound* const bound = bound_of(action);
  if (bound != nullptr && !is_given(proposal->parameters[bound->parameter]))
    return fail(ErrorKind::usage,
                fmt::format("{} does not say {}, so nobody knows what was approved: propose "
                            "it anew",
                            proposal->id, bound->says));
  const bool request = action == "alert" || action == "freezing_request";
  for (const auto& [key, value] : proposal->parameters.object()) {
    if (p[request && key == "recipient" ? "to" : key] != value)
      return fail(ErrorKind::usage,
                  fmt::format("what was approved in {} has another '{}'", proposal->id, key));
  }
  return {};
}

std::set<uint64_t> numbers_in(const Value& list) {
  std::set<uint64_t> numbers;
  for (const Value& item : list.list()) numbers.insert(static_cast<uint64_t>(item.number()));
  return numbers;
}

// What withdrew or replaced a statement goes only with it: else the statement would stand again.
Result<void> need_statements_with(const CaseFile& file, const std::set<uint64_t>& entries) {
  for (const CaseStatement& statement : file.statements) {
    for (const Objection& objection : statement.objections) {
      const bool ends = objection.type == "withdraw" || objection.type == "supersede";
      if (ends && entries.contains(objection.mark.seq) && !entries.contains(statement.mark.seq))
        return fail(ErrorKind::usage,
                    fmt::format("without entry {} the statement {} would stand again: erase entry {} with it",
                                objection.mark.seq, statement.id, statement.mark.seq));
    }
  }
  return {};
}

// Quarantined bytes are erased wherever they were taken in: else a copy would be out of quarantine.
Result<void> need_copies_with(const CaseFile& file, const std::set<uint64_t>& entries) {
  for (const CaseSource& source : file.sources) {
    if (!entries.contains(source.mark.seq) || file.quarantine_of(source.id) == nullptr) continue;
    for (const CaseSource& other : file.sources) {
      if (share_bytes(source, other) && !entries.contains(other.mark.seq))
        return fail(ErrorKind::usage,
                    fmt::format("{} is in quarantine, and {} holds the same bytes: erase entry {} with it",
                                source.id, other.id, other.mark.seq));
    }
  }
  return {};
}

Result<void> check_entries(const CaseFile& file, const Value& list) {
  const std::set<uint64_t> entries = numbers_in(list);
  if (entries.empty()) return fail(ErrorKind::usage, "which entries?");
  for (const uint64_t seq : entries) {
    if (seq == 0 || seq >= file.size)
      return fail(ErrorKind::not_found, fmt::format("there is no entry {} to erase", seq));
    if (file.erased.contains(seq))
      return fail(ErrorKind::usage, fmt::format("what entry {} said was erased already", seq));
  }
  CLEW_TRY(need_statements_with(file, entries));
  return need_copies_with(file, entries);
}

// An export holds what was there when it was approved, and what was said of it since; nothing else.
Result<void> need_nothing_newer(const CaseFile& file, const Value& p) {
  const Proposal& proposal = *file.proposal(p["proposal"].text());
  const std::set<uint64_t> withheld = numbers_in(p["withheld"]);
  const auto check = [&](const auto& item) -> Result<void> {
    if (item.mark.seq < proposal.approved.seq || withheld.contains(item.mark.seq)) return {};
    return fail(ErrorKind::usage, fmt::format("{} was entered after {} was approved: propose it anew, or "
                                              "withhold {}",
                                              item.id, proposal.id, item.id));
  };
  for (const CaseSource& source : file.sources) CLEW_TRY(check(source));
  for (const CaseStatement& statement : file.statements) CLEW_TRY(check(statement));
  return {};
}

Result<void> check_propose(const CaseFile& file, const Value& p) {
  CLEW_TRY(need_new(file.proposal(p["id"].text()) != nullptr, "a proposal", p["id"].text()));
  const std::string& action = p["action"].text();
  if (action == "erase") return check_entries(file, p["parameters"]["entries"]);
  if (action == "quarantine") return need_source(file, p["parameters"]["source"].text());
  return {};
}

// Lifting is for the reviewer, after a second officer approved.
Result<void> check_lifting(const CaseFile& file, const Value& p, std::string_view actor) {
  const std::string& id = p["source"].text();
  const auto laid = file.quarantines.find(id);
  if (laid == file.quarantines.end())
    return fail(ErrorKind::usage,
                file.quarantine_of(id) == nullptr
                    ? fmt::format("{} is not in quarantine", id)
                    : fmt::format("{} holds the bytes of a source in quarantine: lift that source's", id));
  const auto name = file.members.find(std::string(actor));
  if (name == file.members.end() || name->second != laid->second.reviewer)
    return fail(ErrorKind::usage,
                fmt::format("a quarantine is lifted by its reviewer; {} is {}", id, laid->second.for_whom()));
  return need_approved(file, "quarantine", p);
}

// A reviewer works on the case, and is named by somebody else, who did not take the source in.
// (That a supervisor names him is checked where roles are known.)
Result<void> check_reviewer(const CaseFile& file, const CaseSource& source, const std::string& reviewer,
                            std::string_view actor) {
  const auto member = std::find_if(file.members.begin(), file.members.end(),
                                   [&](const auto& each) { return each.second == reviewer; });
  if (member == file.members.end())
    return fail(ErrorKind::usage,
                fmt::format("'{}' cannot review: no member of the case has that name", reviewer));
  if (member->first == actor) return fail(ErrorKind::usage, "nobody names himself as reviewer");
  if (source.mark.actor == actor)
    return fail(ErrorKind::usage, fmt::format("whoever took {} in does not name its reviewer", source.id));
  return {};
}

// Laying a quarantine is for any member: it hides. Who may read, a supervisor says.
Result<void> check_quarantine_step(const CaseFile& file, const Value& p, std::string_view actor) {
  const std::string& id = p["source"].text();
  CLEW_TRY(need_source(file, id));
  if (!p["lifted"].text().empty()) return check_lifting(file, p, actor);
  const Quarantine* const present = file.quarantine_of(id);
  const std::string& reviewer = p["reviewer"].text();
  if (present != nullptr && (reviewer.empty() || !file.quarantines.contains(id)))
    return fail(ErrorKind::usage,
                fmt::format("{} is in quarantine already, as its bytes are: {}", id, present->for_whom()));
  return reviewer.empty() ? Result<void>() : check_reviewer(file, *file.source(id), reviewer, actor);
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
  CLEW_TRY(check_letters(payload, "what is entered"));
  CLEW_TRY(check_id(payload));
  CLEW_TRY(check_dates(type, payload));
  return check_words(type, payload);
}

Result<void> check_step(const CaseFile& file, std::string_view type, const Value& p, std::string_view actor) {
  const std::string_view action = action_of(type, p);
  if (type != "approve" && action.empty() && !p["proposal"].text().empty())
    return fail(ErrorKind::usage,
                fmt::format("such an entry ('{}') carries out no proposal: leave it away", type));
  if (type == "ingest") return need_new(file.source(p["id"].text()) != nullptr, "a source", p["id"].text());
  if (type == "statement") {
    CLEW_TRY(need_new(file.statement(p["id"].text()) != nullptr, "a statement", p["id"].text()));
    return need_source(file, p["source"].text());
  }
  if (type == "grade" || type == "contest" || type == "correct" || type == "withdraw" || type == "supersede")
    CLEW_TRY(need_statement(file, p["statement"].text()));
  if (type == "supersede") return need_statement(file, p["with"].text());
  if (type == "transfer_custody" || type == "status") return need_source(file, p["source"].text());
  if (type == "propose") return check_propose(file, p);
  if (type == "approve") return check_approval(file, p, actor);
  if (type == "quarantine") return check_quarantine_step(file, p, actor);
  if (type == "erase") CLEW_TRY(check_entries(file, p["entries"]));
  if (!action.empty()) CLEW_TRY(need_approved(file, action, p));
  return type == "export" ? need_nothing_newer(file, p) : Result<void>();
}

}  // namespace clew::prove
