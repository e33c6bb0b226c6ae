#include "prove/case.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "prove/text.h"

namespace clew::prove {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr auto kStatuses =
    std::to_array<std::string_view>({"sought", "suspected", "charged", "convicted_not_final",
                                     "convicted_final", "acquitted", "discontinued", "cleared", "delisted"});
constexpr auto kObtained = std::to_array<std::string_view>({"official", "open", "leak", "unknown"});
constexpr auto kFourEyes =
    std::to_array<std::string_view>({"export", "unseal", "erase", "alert", "freezing_request", "quarantine",
                                     "merge_persons", "relatives_batch"});
constexpr auto kSourceKinds = std::to_array<std::string_view>(
    {"court", "register", "bank", "contract", "official", "expert", "testimony", "open", "press", "leak"});
constexpr auto kRequestKinds =
    std::to_array<std::string_view>({"extradition", "provisional_arrest", "mla", "freeze", "confiscate",
                                     "investigate", "return", "spontaneous", "fiu", "alert"});
constexpr auto kErasable =
    std::to_array<std::string_view>({"ingest", "statement", "grade", "contest", "correct", "withdraw",
                                     "supersede", "status", "transfer_custody", "decision", "assess_risk",
                                     "assurance", "request_sent", "query_sent", "query_served"});

// What an expired case no longer takes.
constexpr auto kNewContent =
    std::to_array<std::string_view>({"ingest", "statement", "grade", "status", "export", "request_sent",
                                     "query_sent", "query_served", "assess_risk", "assurance"});

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <class Items>
auto* find_by_id(Items& items, std::string_view id) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

Mark mark_of(const EntryBody& body) { return {body.seq, body.at, body.actor}; }

bool has_objection(const CaseStatement& statement, std::string_view type) {
  return std::any_of(statement.objections.begin(), statement.objections.end(),
                     [&](const Objection& objection) { return objection.type == type; });
}

void fold_source(CaseFile& file, const Mark& mark, const Value& p) {
  CaseSource source{mark,
                    p["id"].text(),
                    p["sha256"].text(),
                    p["name"].text(),
                    p["kind"].text(),
                    p["obtained"].text(),
                    p["from"].text(),
                    p["how"].text(),
                    p["retrieved_at"].text(),
                    p["by"].text(),
                    static_cast<uint64_t>(p["bytes"].number()),
                    p["working_sha256"].text(),
                    p["working_how"].text(),
                    {}};
  source.custody.push_back({mark, fmt::format("taken in from {} by {}", source.from, source.by)});
  file.sources.push_back(std::move(source));
}

void fold_statement(CaseFile& file, const Mark& mark, const Value& p) {
  file.statements.push_back({mark,
                             p["id"].text(),
                             p["kind"].text(),
                             p["says"].text(),
                             p["source"].text(),
                             p["place"].text(),
                             p["about"].text(),
                             p["schema"].text(),
                             p["property"].text(),
                             p["value"].text(),
                             p["date"].text(),
                             p["element"].text(),
                             p["speaker"].text(),
                             {},
                             {}});
}

void fold_grade(CaseFile& file, const Mark& mark, const Value& p) {
  if (auto* statement = find_by_id(file.statements, p["statement"].text())) {
    statement->grade = {p["source_grade"].text()[0], p["information_grade"].text()[0], p["reason"].text(),
                        mark};
  }
}

void fold_objection(CaseFile& file, const Mark& mark, std::string_view type, const Value& p) {
  if (auto* statement = find_by_id(file.statements, p["statement"].text())) {
    statement->objections.push_back({mark, std::string(type), p["by"].text(), p["says"].text(),
                                     p["value"].text(), p["source"].text(), p["with"].text()});
  }
}

void fold_quarantine(CaseFile& file, const Value& p) {
  const std::string& source = p["source"].text();
  if (p["lifted"].text().empty()) {
    file.quarantines[source] = {p["reviewer"].text(), p["reason"].text()};
  } else {
    file.quarantines.erase(source);
  }
}

void fold_custody(CaseFile& file, const Mark& mark, const Value& p) {
  if (auto* source = find_by_id(file.sources, p["source"].text())) {
    source->custody.push_back(
        {mark, fmt::format("from {} to {}: {}", p["from"].text(), p["to"].text(), p["how"].text())});
  }
}

void fold_approval(CaseFile& file, const Mark& mark, const Value& p) {
  if (auto* proposal = find_by_id(file.proposals, p["proposal"].text())) proposal->approved = mark;
}

// A proposal is used up by what it was approved for, and by nothing else.
void use_proposal(CaseFile& file, const Mark& mark, std::string_view type, const Value& p) {
  auto* proposal = find_by_id(file.proposals, p["proposal"].text());
  if (proposal != nullptr && proposal->action == action_of(type, p)) proposal->used = mark.seq;
}

std::vector<uint64_t> numbers_of(const Value& list) {
  std::vector<uint64_t> numbers;
  for (const Value& item : list.list()) numbers.push_back(static_cast<uint64_t>(item.number()));
  return numbers;
}

void fold_erasure(CaseFile& file, const Mark& mark, const Value& p) {
  file.erasures.push_back({mark, numbers_of(p["entries"]), p["reason"].text(), p["approver"].text()});
}

// The first quarantine, of those that hold the source or its bytes under another name, of which that is true.
template <class Which>
const Quarantine* first_quarantine(const CaseFile& file, std::string_view source_id, const Which& which) {
  const CaseSource* const asked = file.source(source_id);
  for (const auto& [laid_on, quarantine] : file.quarantines) {
    const CaseSource* const other = file.source(laid_on);
    const bool holds = laid_on == source_id || (asked && other && share_bytes(*asked, *other));
    if (holds && which(quarantine)) return &quarantine;
  }
  return nullptr;
}

}  // namespace

std::string Quarantine::for_whom() const {
  if (reviewer.empty()) return "quarantined: for nobody until a supervisor names its reviewer";
  return fmt::format("quarantined: for {} alone", reviewer);
}

bool CaseStatement::withdrawn() const { return has_objection(*this, "withdraw"); }
bool CaseStatement::superseded() const { return has_objection(*this, "supersede"); }
bool CaseStatement::contested() const { return has_objection(*this, "contest"); }

const CaseSource* CaseFile::source(std::string_view source_id) const {
  return find_by_id(sources, source_id);
}
const CaseStatement* CaseFile::statement(std::string_view statement_id) const {
  return find_by_id(statements, statement_id);
}
const Proposal* CaseFile::proposal(std::string_view proposal_id) const {
  return find_by_id(proposals, proposal_id);
}

std::span<const std::string_view> person_statuses() { return kStatuses; }
std::span<const std::string_view> obtained_words() { return kObtained; }
std::span<const std::string_view> source_kinds() { return kSourceKinds; }
std::span<const std::string_view> request_kinds() { return kRequestKinds; }
std::span<const std::string_view> four_eyes_actions() { return kFourEyes; }
bool is_erasable(std::string_view type) { return contains(kErasable, type); }

Result<void> check_not_expired(const CaseFile& file, std::string_view type, std::string_view today) {
  if (file.expires_on.empty() || file.expires_on >= today || !contains(kNewContent, type)) return {};
  return fail(ErrorKind::usage,
              fmt::format("the case expired on {} and takes no '{}': review it, and set a later day if the "
                          "law allows (clew case expire)",
                          file.expires_on, type));
}

std::string_view action_of(std::string_view type, const Value& p) {
  if (type == "request_sent" && p["kind"].text() == "alert") return "alert";
  if (type == "request_sent" && p["kind"].text() == "freeze") return "freezing_request";
  if (type == "quarantine" && !p["lifted"].text().empty()) return "quarantine";
  if (type == "export" || type == "unseal" || type == "erase") return type;
  return {};
}

bool share_bytes(const CaseSource& one, const CaseSource& other) {
  for (const std::string* file : {&one.sha256, &one.working_sha256}) {
    if (!file->empty() && (*file == other.sha256 || *file == other.working_sha256)) return true;
  }
  return false;
}

const Quarantine* CaseFile::quarantine_of(std::string_view source_id) const {
  return first_quarantine(*this, source_id, [](const Quarantine&) { return true; });
}

const Quarantine* hidden_from(const CaseFile& file, std::string_view source_id, std::string_view reader) {
  return first_quarantine(file, source_id, [&](const Quarantine& quarantine) {
    return quarantine.reviewer.empty() || quarantine.reviewer != reader;
  });
}

void fold(CaseFile& file, const Recorded& recorded) {
  const EntryBody& body = recorded.entry.body;
  const std::string& type = body.type;
  const Mark mark = mark_of(body);
  file.size = std::max(file.size, body.seq + 1);
  ++file.counts[type];
  if (!recorded.payload) {
    file.erased.insert(body.seq);
    return;
  }
  const Value& p = *recorded.payload;
  if (type == "open") {
    file.title = p["title"].text();
    file.origin = body.log;
  } else if (type == "member") {
    file.members[p["officer"].text()] = p["name"].text();
  } else if (type == "ingest") {
    fold_source(file, mark, p);
  } else if (type == "statement") {
    fold_statement(file, mark, p);
  } else if (type == "grade") {
    fold_grade(file, mark, p);
  } else if (type == "contest" || type == "correct" || type == "withdraw" || type == "supersede") {
    fold_objection(file, mark, type, p);
  } else if (type == "status") {
    file.persons.push_back(
        {mark, p["person"].text(), p["status"].text(), p["source"].text(), p["on"].text()});
  } else if (type == "propose") {
    file.proposals.push_back(
        {mark, p["id"].text(), p["action"].text(), p["reason"].text(), p["parameters"], {}, 0});
  } else if (type == "approve") {
    fold_approval(file, mark, p);
  } else if (type == "export") {
    use_proposal(file, mark, type, p);
    file.exports.push_back({mark, p["recipient"].text(), p["manifest"].text(), body.purpose, p["pack"].text(),
                            numbers_of(p["withheld"])});
  } else if (type == "erase") {
    use_proposal(file, mark, type, p);
    fold_erasure(file, mark, p);
  } else if (type == "seal" || type == "unseal") {
    use_proposal(file, mark, type, p);
    file.sealed = type == "seal";
  } else if (type == "quarantine") {
    use_proposal(file, mark, type, p);
    fold_quarantine(file, p);
  } else if (type == "transfer_custody") {
    fold_custody(file, mark, p);
  } else if (type == "review") {
    file.review_on = p["next"].text();
  } else if (type == "expire") {
    file.expires_on = p["on"].text();
  } else if (type != "access") {
    use_proposal(file, mark, type, p);
    file.others.push_back({mark, type, p});
  }
}

std::vector<Notice> notices_of(const CaseFile& file) {
  std::vector<Notice> notices;
  for (const Export& sent : file.exports) {
    for (const CaseStatement& statement : file.statements) {
      if (statement.mark.seq > sent.mark.seq) continue;
      // Whom it was withheld from never had it.
      if (std::find(sent.withheld.begin(), sent.withheld.end(), statement.mark.seq) != sent.withheld.end())
        continue;
      for (const Objection& objection : statement.objections) {
        if (objection.mark.seq > sent.mark.seq) notices.push_back({&sent, &statement, &objection});
      }
    }
  }
  return notices;
}

std::vector<std::pair<const CaseStatement*, const CaseStatement*>> contradictions_of(const CaseFile& file) {
  std::vector<std::pair<const CaseStatement*, const CaseStatement*>> pairs;
  for (size_t a = 0; a < file.statements.size(); ++a) {
    const CaseStatement& one = file.statements[a];
    if (one.property.empty() || one.value.empty() || !one.stands()) continue;
    for (size_t b = a + 1; b < file.statements.size(); ++b) {
      const CaseStatement& other = file.statements[b];
      if (other.stands() && other.about == one.about && other.property == one.property &&
          !other.value.empty() && other.value != one.value) {
        pairs.emplace_back(&one, &other);
      }
    }
  }
  return pairs;
}

}  // namespace clew::prove
