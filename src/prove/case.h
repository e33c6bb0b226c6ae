// A case: what its entries, read from the first to the last, have become.
//
//   ingest ─▶ source ─┐
//   statement ────────┴▶ statement ◀─ grade, contest, correct, withdraw, supersede
//   propose ─▶ proposal ◀─ approve (by another) ─▶ export, unseal, erase
//
// A statement is never changed: what was said of it later stands beside it. Facts and assessments are apart.
// Who is not graded is F6: a source nobody knows, information nobody could judge. Status words follow the
// procedure (person_statuses()). Folding is pure; the same entries give the same case.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "prove/ledger.h"

namespace clew::prove {

// Who did it when: every part of a case can say that.
struct Mark {
  uint64_t seq = 0;
  std::string at;
  std::string actor;  // Key id.
};

struct CustodyStep {
  Mark mark;
  std::string says;  // "received from ...", "transferred to ..."
};

struct CaseSource {
  Mark mark;
  std::string id, sha256, name, kind, obtained, from, how, retrieved_at, by;
  uint64_t bytes = 0;
  std::string working_sha256, working_how;  // The working copy, such as the text of a PDF.
  std::vector<CustodyStep> custody;
};

struct Grade {
  char source = 'F';
  char information = '6';
  std::string reason;
  Mark mark;

  std::string text() const { return {source, information}; }
  bool given() const { return !mark.actor.empty(); }
};

// contest, correct, withdraw or supersede: beside the statement, never instead of it.
struct Objection {
  Mark mark;
  std::string type, by, says, value, source, with;
};

struct CaseStatement {
  Mark mark;
  std::string id, kind, says, source, place, about, schema, property, value, date, element, speaker;
  Grade grade;
  std::vector<Objection> objections;

  bool is_fact() const { return kind == "fact"; }
  bool withdrawn() const;
  bool superseded() const;
  bool contested() const;
  bool stands() const { return !withdrawn() && !superseded(); }
};

struct PersonStatus {
  Mark mark;
  std::string person, status, source, on;
};

struct Proposal {
  Mark mark;
  std::string id, action, reason;
  Value parameters;
  Mark approved;      // actor empty: not yet.
  uint64_t used = 0;  // The entry that did it; 0: not yet (entry 0 opens the case).
};

struct Export {
  Mark mark;
  std::string recipient, manifest, purpose, pack;
  std::vector<uint64_t> withheld;
};

struct Erasure {
  Mark mark;
  std::vector<uint64_t> entries;
  std::string reason, approver;
};

// Privileged material: out of packs, and for the reviewer alone; for nobody until a supervisor names one.
struct Quarantine {
  std::string reviewer, reason;

  std::string for_whom() const;  // "quarantined: for oren alone", "quarantined: for nobody until ..."
};

// Entries that only say something: decision, assess_risk, assurance, request_sent, query_sent, query_served.
struct OtherEntry {
  Mark mark;
  std::string type;
  Value payload;
};

struct CaseFile {
  std::string id, title, origin;
  uint64_t size = 0;  // Entries.
  bool sealed = false;
  std::string review_on, expires_on;
  std::vector<CaseSource> sources;
  std::vector<CaseStatement> statements;
  std::vector<PersonStatus> persons;
  std::vector<Proposal> proposals;
  std::vector<Export> exports;
  std::vector<Erasure> erasures;
  std::vector<OtherEntry> others;
  std::map<std::string, Quarantine> quarantines;  // By the source they were laid on, even if since erased.
  std::map<std::string, std::string> members;     // Key id to name.
  std::map<std::string, uint64_t> counts;         // Entries by type.
  std::set<uint64_t> erased;                      // Entries whose payload is gone.

  const CaseSource* source(std::string_view source_id) const;
  const CaseStatement* statement(std::string_view statement_id) const;
  const Proposal* proposal(std::string_view proposal_id) const;
  // The quarantine of a source: laid on it, or on another that holds the same bytes. Null: there is none.
  const Quarantine* quarantine_of(std::string_view source_id) const;
};

// Whether a file of one is a file of the other: original or working copy.
bool share_bytes(const CaseSource& one, const CaseSource& other);

// The quarantine that keeps what rests on the source from this reader; null when nothing does.
const Quarantine* hidden_from(const CaseFile& file, std::string_view source_id, std::string_view reader);

void fold(CaseFile& file, const Recorded& entry);

// The closed lists.
std::span<const std::string_view> person_statuses();
std::span<const std::string_view> obtained_words();
// What a source can be: court, register, bank ..., as in requests.
std::span<const std::string_view> source_kinds();
// What request was sent: extradition, freeze, alert ..., as in requests.
std::span<const std::string_view> request_kinds();
// What needs a second officer: export, unseal, erase, alert, freezing_request, quarantine (lifting
// one), merge_persons, relatives_batch.
std::span<const std::string_view> four_eyes_actions();
// The action of four eyes that such an entry carries out; "" when it carries out none.
std::string_view action_of(std::string_view type, const Value& payload);

// Whether what such an entry says may be erased: content may; what the office did (exports, approvals,
// quarantines, erasures ...) stays.
bool is_erasable(std::string_view type);

// Whether an entry of that type may have that payload; says what is missing or no word of a closed list.
base::Result<void> check_payload(std::string_view type, const Value& payload);

// Whether the case still takes such an entry on that day: after its expiry it is read, reviewed, extended,
// corrected, erased, sealed, and takes no new content.
base::Result<void> check_not_expired(const CaseFile& file, std::string_view type, std::string_view today);

// Whether the entry may follow: what it names is there, a proposal was approved by another, and so on.
base::Result<void> check_step(const CaseFile& file, std::string_view type, const Value& payload,
                              std::string_view actor);

// What an export to somebody left behind: entries about its statements that came later.
struct Notice {
  const Export* to = nullptr;
  const CaseStatement* statement = nullptr;
  const Objection* objection = nullptr;
};
std::vector<Notice> notices_of(const CaseFile& file);

// Two statements that stand, say something of the same property of the same entity, and differ.
std::vector<std::pair<const CaseStatement*, const CaseStatement*>> contradictions_of(const CaseFile& file);

}  // namespace clew::prove
