#include "prove/casework.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/clock.h"

namespace clew::prove {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

Result<void> check_role(const Officer& officer, std::string_view type) {
  const bool looks = type == "access" || (officer.role == Role::defence_reader && type == "contest");
  if (type == "approve" && !officer.may_approve()) {
    return fail(ErrorKind::usage, fmt::format("{} is {}: a second officer or a supervisor approves",
                                              officer.name, to_string(officer.role)));
  }
  if (officer.works() || looks) return {};
  return fail(ErrorKind::usage,
              fmt::format("{} is {} and may not record '{}'", officer.name, to_string(officer.role), type));
}

Result<void> check_purpose(std::string_view purpose) {
  if (is_purpose(purpose)) return {};
  std::string words;
  for (const std::string_view word : purposes())
    words += fmt::format("{}{}", words.empty() ? "" : ", ", word);
  return fail(ErrorKind::usage, fmt::format("'{}' is no purpose; it is one of: {}", purpose, words));
}

Result<uint64_t> write_entry(Office& office, const Officer& officer, const desk::CaseRow& row,
                             const NewEntry& entry) {
  CLEW_TRY_ASSIGN(const desk::LogRow log_row, office.store().log(row.log));
  CLEW_TRY_ASSIGN(const desk::LogRow node_row, office.node_log());
  CLEW_TRY_ASSIGN(LogWriter log, LogWriter::open(office.store(), log_row));
  CLEW_TRY_ASSIGN(LogWriter node_log, LogWriter::open(office.store(), node_row));
  if (!officer.key) return fail(ErrorKind::usage, fmt::format("{} signs elsewhere", officer.name));
  CLEW_TRY_ASSIGN(const uint64_t seq, log.append(entry, &*officer.key));
  CLEW_TRY(anchor(office.store(), log, node_log, office.node_key()));
  return seq;
}

// Who writes in a case belongs to it, so that the case itself says who worked on it. A supervisor may admit
// officers (and himself): else a case whose members all left could never be taken up again.
Result<void> check_member(Office& office, const Officer& officer, const desk::CaseRow& row,
                          std::string_view type) {
  if (type == "access" || (type == "member" && officer.role == Role::supervisor)) return {};
  CLEW_TRY_ASSIGN(const bool member, desk::is_member(office.database(), row.id, officer.key_id));
  if (member) return {};
  return fail(ErrorKind::usage, fmt::format("{} is no member of {} and may not record '{}' there: a member "
                                            "admits him (clew case admit)",
                                            officer.name, row.id, type));
}

// A supervisor names the reviewer of a quarantine, who works at this desk: nobody else could read the source.
Result<void> check_reviewer(Office& office, const Officer& officer, const std::string& name) {
  if (name.empty()) return {};
  if (officer.role != Role::supervisor)
    return fail(ErrorKind::usage, fmt::format("{} is {}: a supervisor names who reviews privileged material",
                                              officer.name, to_string(officer.role)));
  CLEW_TRY_ASSIGN(const auto row, desk::find_officer(office.database(), name));
  const bool works =
      row && row->until.empty() && role_from(row->role).value_or(Role::auditor) <= Role::supervisor;
  if (works) return {};
  return fail(ErrorKind::not_found,
              fmt::format("'{}' cannot review: no officer of this desk has that name", name));
}

// That each entry holds content, which may be erased. Entries that are not folded are looked at, too.
Result<void> check_erasable(Office& office, const desk::CaseRow& row, const Value& entries) {
  for (const Value& item : entries.list()) {
    const auto seq = static_cast<uint64_t>(item.number());
    CLEW_TRY(office.store().read(row.log, seq, seq + 1, [&](const desk::EntryRow& entry) -> Result<void> {
      if (is_erasable(entry.type)) return {};
      return fail(ErrorKind::usage,
                  fmt::format("entry {} is '{}': what the office did stays; only content is erased "
                              "(sources, statements, objections, statuses, notes)",
                              seq, entry.type));
    }));
  }
  return {};
}

Result<void> check_with_desk(Office& office, const Officer& officer, const desk::CaseRow& row,
                             const NewEntry& entry) {
  CLEW_TRY(check_member(office, officer, row, entry.type));
  const Value& p = entry.payload;
  if (entry.type == "quarantine") return check_reviewer(office, officer, p["reviewer"].text());
  if (entry.type != "propose") return {};
  return check_erasable(office, row, p["parameters"]["entries"]);
}

// Every rule that an entry must keep, before anything is written.
Result<void> check_entry(Office& office, const Officer& officer, const desk::CaseRow& row,
                         const CaseFile& file, const NewEntry& entry) {
  CLEW_TRY(check_purpose(entry.purpose));
  CLEW_TRY(check_role(officer, entry.type));
  CLEW_TRY(check_payload(entry.type, entry.payload));
  CLEW_TRY(check_with_desk(office, officer, row, entry));
  CLEW_TRY(check_not_expired(file, entry.type, base::iso_day(base::now())));
  return check_step(file, entry.type, entry.payload, officer.key_id);
}

// The tombstone says who approved, and says it as the approval does.
Result<void> name_approver(Office& office, const CaseFile& file, Value& p) {
  const Proposal* const proposal = file.proposal(p["proposal"].text());
  if (proposal == nullptr || proposal->approved.actor.empty()) {
    p.set("approver", "nobody");  // check_step() says what is missing.
    return {};
  }
  CLEW_TRY_ASSIGN(const auto officers, desk::officers(office.database()));
  const auto found = std::find_if(officers.begin(), officers.end(), [&](const desk::OfficerRow& officer) {
    return officer.key_id == proposal->approved.actor;
  });
  p.set("approver", found == officers.end() ? "key " + proposal->approved.actor : found->name);
  return {};
}

// What an entry changes outside its log: what others may see.
Result<void> apply(Office& office, const desk::CaseRow& row, const NewEntry& entry) {
  if (entry.type == "seal" || entry.type == "unseal")
    return desk::set_sealed(office.database(), row.id, entry.type == "seal");
  if (entry.type == "member")
    return desk::add_member(office.database(), row.id, entry.payload["officer"].text());
  return {};
}

// Members that name earlier entries, so that the chain itself shows what an entry is about.
void add_references(const CaseFile& file, NewEntry& entry) {
  const Value& p = entry.payload;
  const auto refer = [&](const auto* item) {
    if (item != nullptr) entry.refers.push_back(item->mark.seq);
  };
  refer(file.statement(p["statement"].text()));
  refer(file.statement(p["with"].text()));
  refer(file.source(p["source"].text()));
  if (const Proposal* proposal = file.proposal(p["proposal"].text())) {
    entry.refers.push_back(entry.type == "approve" ? proposal->mark.seq : proposal->approved.seq);
  }
  std::sort(entry.refers.begin(), entry.refers.end());
  entry.refers.erase(std::unique(entry.refers.begin(), entry.refers.end()), entry.refers.end());
}

// The files that only these entries took in.
std::set<std::string> originals_of(const CaseFile& file, const std::set<uint64_t>& entries) {
  std::set<std::string> gone, kept = {""};
  for (const CaseSource& source : file.sources) {
    std::set<std::string>& files = entries.contains(source.mark.seq) ? gone : kept;
    files.insert(source.sha256);
    files.insert(source.working_sha256);
  }
  std::erase_if(gone, [&](const std::string& sha256) { return kept.contains(sha256); });
  return gone;
}

// Whether the entry is all there is to it.
Result<void> check_signed_elsewhere(std::string_view type) {
  if (type != "open" && type != "access" && type != "ingest" && type != "erase" && type != "export")
    return {};
  return fail(ErrorKind::usage, fmt::format("'{}' is more than its entry and cannot be signed elsewhere: an "
                                            "officer whose key lies at this desk does it",
                                            type));
}

// A signature is for one place in one log.
Result<void> check_place(const LogWriter& log, const std::string& id, const EntryBody& body) {
  if (body.log != log.origin())
    return fail(ErrorKind::usage,
                fmt::format("this was signed for another case: {} is the log {}", id, log.origin()));
  if (body.seq == log.size() && body.previous == log.last()) return {};
  return fail(
      ErrorKind::usage,
      fmt::format("{} has {} entries now, and this was signed as entry {} after another head: write it "
                  "anew with --to-sign and sign that",
                  id, log.size(), body.seq));
}

Result<void> check_signature(const desk::OfficerRow& row, const ToSign& entry) {
  if (entry.signature.empty()) return fail(ErrorKind::usage, "this is not signed yet: clew sign");
  if (verify(PublicKey{row.public_key}, signed_bytes(body_bytes(entry.body)), entry.signature)) return {};
  return fail(ErrorKind::corrupt,
              fmt::format("the signature is not {}'s of this entry: the entry was changed "
                          "after it was signed, or another key signed it",
                          row.name));
}

constexpr std::string_view kIdLetters = "abcdefghijklmnopqrstuvwxyz0123456789-_.";

// The same words for a case that the officer knows and for one that is sealed from him.
Result<void> check_free(Office& office, const std::string& id) {
  CLEW_TRY_ASSIGN(const auto rows, desk::all_cases(office.database()));
  if (std::none_of(rows.begin(), rows.end(), [&](const desk::CaseRow& row) { return row.id == id; }))
    return {};
  return fail(
      ErrorKind::usage,
      fmt::format("the id '{}' cannot be used here: leave --id away for a random one, or take another", id));
}

// The day on which the case ends, as its last word on it; "" when none was set.
Result<std::string> expiry_of(Office& office, const desk::CaseRow& row) {
  std::string on;
  CLEW_TRY(office.store().read_notable(row.log, [&](const desk::EntryRow& entry) -> Result<void> {
    if (entry.type != "expire") return {};
    CLEW_TRY_ASSIGN(const Recorded recorded, recorded_of(entry));
    if (recorded.payload) on = (*recorded.payload)["on"].text();
    return {};
  }));
  return on;
}

}  // namespace

Result<desk::CaseRow> find_visible_case(Office& office, const Officer& officer, const std::string& id) {
  CLEW_TRY_ASSIGN(const auto row, desk::find_case(office.database(), id, officer.key_id));
  bool visible = row.has_value();
  // A reader for the defence sees the cases he was admitted to, and no other.
  if (visible && officer.role == Role::defence_reader) {
    CLEW_TRY_ASSIGN(visible, desk::is_member(office.database(), id, officer.key_id));
  }
  if (visible) return *row;
  return fail(ErrorKind::not_found, fmt::format("there is no case '{}'", id));
}

Result<void> check_may_write(Office& office, const Officer& officer, const std::string& id) {
  CLEW_TRY_ASSIGN(const desk::CaseRow row, find_visible_case(office, officer, id));
  CLEW_TRY(check_role(officer, "decision"));
  return check_member(office, officer, row, "decision");
}

Result<CaseFile> fold_case(Office& office, const desk::CaseRow& row) {
  CaseFile file;
  CLEW_TRY(office.store().read_notable(row.log, [&](const desk::EntryRow& entry) -> Result<void> {
    CLEW_TRY_ASSIGN(const Recorded recorded, recorded_of(entry));
    fold(file, recorded);
    return {};
  }));
  CLEW_TRY_ASSIGN(const desk::LogRow log, office.store().log(row.log));
  file.id = row.id;
  file.origin = log.origin;
  file.size = log.size;
  return file;
}

Result<std::string> open_case(Office& office, const Officer& officer, std::string id,
                              const std::string& title, const std::string& purpose) {
  CLEW_TRY(check_purpose(purpose));
  CLEW_TRY(check_role(officer, "open"));
  if (id.empty()) id = "c-" + base::hash_name(base::random_bytes(16)).substr(0, 10);
  if (id.find_first_not_of(kIdLetters) != std::string::npos)
    return fail(ErrorKind::usage,
                fmt::format("'{}' cannot name a case: small letters, digits, - _ and . only", id));
  NewEntry entry{"open", purpose, {}, Value(), base::iso_time(base::now())};
  entry.payload.set("title", title).set("case", id);
  CLEW_TRY(check_payload(entry.type, entry.payload));
  CLEW_TRY_ASSIGN(desk::Transaction change, office.database().begin());
  CLEW_TRY(check_free(office, id));
  // The origin is random: a proof of this case does not tell its number.
  const std::string origin =
      fmt::format("{}/case/{}", office.node().name, base::hash_name(base::random_bytes(16)));
  CLEW_TRY_ASSIGN(const desk::LogRow log, office.store().make_log(origin));
  const desk::CaseRow row{id, log.id, false};
  CLEW_TRY(desk::add_case(office.database(), row));
  CLEW_TRY(desk::add_member(office.database(), id, officer.key_id));
  CLEW_TRY(write_entry(office, officer, row, entry));
  NewEntry member{"member", purpose, {}, Value(), entry.at};
  member.payload.set("officer", officer.key_id)
      .set("name", officer.name)
      .set("role", to_string(officer.role));
  CLEW_TRY(write_entry(office, officer, row, member));
  CLEW_TRY(change.commit());
  return id;
}

Result<std::vector<CaseSummary>> list_cases(Office& office, const Officer& officer) {
  CLEW_TRY_ASSIGN(const auto rows, desk::cases(office.database(), officer.key_id));
  std::vector<CaseSummary> summaries;
  for (const desk::CaseRow& row : rows) {
    if (!find_visible_case(office, officer, row.id)) continue;
    CLEW_TRY_ASSIGN(const desk::LogRow log, office.store().log(row.log));
    CaseSummary summary{row.id, {}, log.size, row.sealed, {}};
    CLEW_TRY_ASSIGN(summary.expires_on, expiry_of(office, row));
    CLEW_TRY(office.store().read(row.log, 0, 1, [&](const desk::EntryRow& entry) -> Result<void> {
      CLEW_TRY_ASSIGN(const Recorded recorded, recorded_of(entry));
      if (recorded.payload) summary.title = (*recorded.payload)["title"].text();
      return {};
    }));
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

Result<CaseFile> read_case(Office& office, const Officer& officer, const std::string& id,
                           const std::string& purpose, const std::string& what) {
  NewEntry access{"access", purpose, {}, Value(), base::iso_time(base::now())};
  access.payload.set("what", what);
  CLEW_TRY(record(office, officer, id, access));
  CLEW_TRY_ASSIGN(const desk::CaseRow row, find_visible_case(office, officer, id));
  return fold_case(office, row);
}

Result<uint64_t> record(Office& office, const Officer& officer, const std::string& id, NewEntry entry) {
  return record(office, officer, id, std::move(entry),
                [](const CaseFile&, NewEntry&) -> Result<void> { return {}; });
}

Result<uint64_t> record(Office& office, const Officer& officer, const std::string& id, NewEntry entry,
                        const Complete& before) {
  CLEW_TRY(check_purpose(entry.purpose));
  CLEW_TRY_ASSIGN(desk::Transaction change, office.database().begin());
  CLEW_TRY_ASSIGN(const desk::CaseRow row, find_visible_case(office, officer, id));
  CLEW_TRY(check_role(officer, entry.type));
  CaseFile file;
  // Reading needs no look at the whole case, so that a large one opens at once.
  if (entry.type != "access") {
    CLEW_TRY_ASSIGN(file, fold_case(office, row));
  }
  if (entry.at.empty()) entry.at = base::iso_time(base::now());
  CLEW_TRY(before(file, entry));
  CLEW_TRY_ASSIGN(const uint64_t seq, record_within(office, officer, row, file, std::move(entry)));
  CLEW_TRY(change.commit());
  return seq;
}

Result<ToSign> prepare(Office& office, const Officer& officer, const std::string& id, NewEntry entry,
                       const Complete& before) {
  CLEW_TRY(check_signed_elsewhere(entry.type));
  CLEW_TRY_ASSIGN(const desk::CaseRow row, find_visible_case(office, officer, id));
  CLEW_TRY_ASSIGN(const CaseFile file, fold_case(office, row));
  if (entry.at.empty()) entry.at = base::iso_time(base::now());
  CLEW_TRY(before(file, entry));
  CLEW_TRY(check_entry(office, officer, row, file, entry));
  add_references(file, entry);
  CLEW_TRY_ASSIGN(const desk::LogRow log_row, office.store().log(row.log));
  CLEW_TRY_ASSIGN(LogWriter log, LogWriter::open(office.store(), log_row));
  Draft draft = log.draft(entry, officer.key_id);
  return ToSign{row.id, std::move(draft.body), std::move(draft.salt), std::move(entry.payload), {}};
}

Result<uint64_t> record_signed(Office& office, const std::string& id, const ToSign& entry) {
  const EntryBody& body = entry.body;
  CLEW_TRY(check_signed_elsewhere(body.type));
  CLEW_TRY_ASSIGN(desk::Transaction change, office.database().begin());
  CLEW_TRY_ASSIGN(const desk::OfficerRow who, office.row_of_key(body.actor));
  CLEW_TRY(check_signature(who, entry));
  CLEW_TRY_ASSIGN(const Officer officer, office.named(who.name));
  CLEW_TRY_ASSIGN(const desk::CaseRow row, find_visible_case(office, officer, id));
  CLEW_TRY_ASSIGN(const desk::LogRow log_row, office.store().log(row.log));
  CLEW_TRY_ASSIGN(LogWriter log, LogWriter::open(office.store(), log_row));
  CLEW_TRY(check_place(log, id, body));
  CLEW_TRY_ASSIGN(const CaseFile file, fold_case(office, row));
  NewEntry made{body.type, body.purpose, {}, entry.payload, body.at};
  CLEW_TRY(check_entry(office, officer, row, file, made));
  add_references(file, made);
  if (made.refers != body.refers)
    return fail(ErrorKind::usage,
                "what this entry names is not what it refers to: write it anew with --to-sign");
  if (body.at > base::iso_time(base::now()))
    return fail(ErrorKind::usage, fmt::format("this is dated {}, which is not yet", body.at));
  CLEW_TRY_ASSIGN(const desk::LogRow node_row, office.node_log());
  CLEW_TRY_ASSIGN(LogWriter node_log, LogWriter::open(office.store(), node_row));
  CLEW_TRY_ASSIGN(const uint64_t seq,
                  log.append(Draft{body, entry.salt, canonical(entry.payload)}, entry.signature));
  CLEW_TRY(anchor(office.store(), log, node_log, office.node_key()));
  CLEW_TRY(apply(office, row, made));
  CLEW_TRY(change.commit());
  return seq;
}

Result<uint64_t> record_within(Office& office, const Officer& officer, const desk::CaseRow& row,
                               const CaseFile& file, NewEntry entry) {
  CLEW_TRY(check_entry(office, officer, row, file, entry));
  add_references(file, entry);
  CLEW_TRY_ASSIGN(const uint64_t seq, write_entry(office, officer, row, entry));
  CLEW_TRY(apply(office, row, entry));
  return seq;
}

Result<uint64_t> add_source(Office& office, const Officer& officer, const std::string& id, NewEntry entry,
                            std::string_view bytes, std::string_view working) {
  const auto named = [](const CaseFile& file, NewEntry& completed) -> Result<void> {
    if (completed.payload["id"].text().empty()) completed.payload.set("id", next_id(file, "ingest"));
    return {};
  };
  entry.payload.set("sha256", base::hex(base::sha256(bytes))).set("bytes", uint64_t{bytes.size()});
  if (!working.empty()) entry.payload.set("working_sha256", base::hex(base::sha256(working)));
  // No byte of what will be refused is kept.
  CLEW_TRY_ASSIGN(const desk::CaseRow row, find_visible_case(office, officer, id));
  CLEW_TRY_ASSIGN(const CaseFile file, fold_case(office, row));
  NewEntry tried = entry;
  CLEW_TRY(named(file, tried));
  CLEW_TRY(check_entry(office, officer, row, file, tried));
  CLEW_TRY(office.keep(row.log, bytes));
  if (!working.empty()) CLEW_TRY(office.keep(row.log, working));
  return record(office, officer, id, std::move(entry), named);
}

Result<uint64_t> erase(Office& office, const Officer& officer, const std::string& id, NewEntry entry) {
  std::set<std::string> dropped;
  int64_t log = 0;
  const auto destroy = [&](const CaseFile& file, NewEntry& completed) -> Result<void> {
    CLEW_TRY_ASSIGN(const desk::CaseRow row, find_visible_case(office, officer, id));
    log = row.log;
    CLEW_TRY(name_approver(office, file, completed.payload));
    CLEW_TRY(check_entry(office, officer, row, file, completed));
    CLEW_TRY(check_erasable(office, row, completed.payload["entries"]));
    std::set<uint64_t> entries;
    for (const Value& item : completed.payload["entries"].list())
      entries.insert(static_cast<uint64_t>(item.number()));
    dropped = originals_of(file, entries);
    for (const uint64_t seq : entries) {
      completed.refers.push_back(seq);
      CLEW_TRY(office.store().erase_payload(log, seq));
    }
    return {};
  };
  CLEW_TRY_ASSIGN(const uint64_t seq, record(office, officer, id, std::move(entry), destroy));
  for (const std::string& sha256 : dropped) CLEW_TRY(office.drop(log, sha256));
  CLEW_TRY(office.database().scrub());
  return seq;
}

std::string next_id(const CaseFile& file, std::string_view type) {
  const std::string_view prefix = type == "ingest" ? "src" : type == "propose" ? "p" : "s";
  const auto taken = [&](const std::string& id) {
    return file.source(id) != nullptr || file.statement(id) != nullptr || file.proposal(id) != nullptr;
  };
  const auto counted = file.counts.find(std::string(type));
  for (uint64_t number = (counted == file.counts.end() ? 0 : counted->second) + 1;; ++number) {
    if (std::string id = fmt::format("{}-{}", prefix, number); !taken(id)) return id;
  }
}

}  // namespace clew::prove
