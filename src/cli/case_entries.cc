// clew case VERB: one entry of a case each. What a verb takes becomes the entry's content; the rules are
// prove's.
#include <fmt/core.h>

#include <map>
#include <memory>
#include <optional>

#include "cli/commands.h"
#include "cli/desk_flags.h"
#include "cli/pdf_text.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

using base::Result;
using prove::NewEntry;
using prove::Value;

// A verb being declared: the members of its content by name, filled by the command line.
struct Act {
  explicit Act(std::string type_of_entry) : type(std::move(type_of_entry)) {}

  std::string type;
  DeskFlags desk;
  std::map<std::string, std::string> members;
  std::string grade, entries, file;
  std::map<std::string, std::string> parameters;  // Of a proposal: what exactly is to be approved.

  void take(Flags& flags, const char* member, const char* flag, const char* placeholder, const char* help,
            bool required = false) {
    flags.option(flag, placeholder, members[member], help, required);
  }
  void statement(Flags& flags) {
    flags.positional("STATEMENT", members["statement"], "the statement, such as s-1");
  }
  void source(Flags& flags) { flags.positional("SOURCE", members["source"], "the source, such as src-1"); }

  NewEntry entry() const {
    NewEntry made{type, desk.purpose, {}, Value(Value::Object{}), ""};
    for (const auto& [member, text] : members) made.payload.set_text(member, text);
    return made;
  }
};

using Shared = std::shared_ptr<Act>;

Shared act(Flags& flags, std::string type) {
  auto made = std::make_shared<Act>(std::move(type));
  made->desk.declare_case(flags);
  // Taking in and erasing change files, too, and are signed at the desk.
  if (made->type != "ingest" && made->type != "erase") made->desk.declare_to_sign(flags);
  return made;
}

Result<void> complete(const prove::CaseFile& file, NewEntry& entry) {
  const bool named = entry.type == "statement" || entry.type == "propose";
  if (named && entry.payload["id"].text().empty()) entry.payload.set("id", prove::next_id(file, entry.type));
  return {};
}

// Enters it, or writes it for the officer to sign; its number if it was entered. `id`: the name it got.
Result<std::optional<uint64_t>> enter(prove::Office& office, const prove::Officer& officer,
                                      const DeskFlags& desk, NewEntry entry, std::string* id = nullptr) {
  const auto named = [&](const prove::CaseFile& file, NewEntry& completed) -> Result<void> {
    CLEW_TRY(complete(file, completed));
    if (id != nullptr) *id = completed.payload["id"].text();
    return {};
  };
  if (desk.to_sign.empty()) {
    CLEW_TRY_ASSIGN(const uint64_t seq,
                    prove::record(office, officer, desk.case_id, std::move(entry), named));
    return seq;
  }
  CLEW_TRY_ASSIGN(const prove::ToSign made,
                  prove::prepare(office, officer, desk.case_id, std::move(entry), named));
  CLEW_TRY(write_private(desk.to_sign, prove::write_to_sign(made)));
  fmt::print("{} is for {} to sign (clew sign), as entry {}; nothing was entered. SHA-256 {}\n", desk.to_sign,
             officer.name, made.body.seq, prove::hash_of(made));
  return std::nullopt;
}

Result<void> add_grade(prove::Office& office, const prove::Officer& officer, const Act& given,
                       NewEntry entry) {
  if (given.grade.size() != 2)
    return base::fail(base::ErrorKind::usage, "a grade is a letter A to F and a digit 1 to 6, such as B2");
  entry.payload.set("source_grade", given.grade.substr(0, 1)).set("information_grade", given.grade.substr(1));
  CLEW_TRY_ASSIGN(const auto seq, enter(office, officer, given.desk, std::move(entry)));
  if (seq) fmt::print("Entry {}: {} is graded {}.\n", *seq, given.members.at("statement"), given.grade);
  return {};
}

// The entries of an erasure; of a proposal, whatever it binds an approval to.
Result<void> add_what_is_done(const Act& given, NewEntry& entry) {
  Value parameters;
  for (const auto& [name, text] : given.parameters) parameters.set_text(name, text);
  if (!given.entries.empty()) {
    CLEW_TRY_ASSIGN(const Value numbers, numbers_in(given.entries));
    (given.type == "propose" ? parameters : entry.payload).set("entries", numbers);
  }
  if (!parameters.object().empty()) entry.payload.set("parameters", parameters);
  return {};
}

Result<void> add_entry(prove::Office& office, const prove::Officer& officer, const Act& given) {
  NewEntry entry = given.entry();
  if (given.type == "grade") return add_grade(office, officer, given, std::move(entry));
  CLEW_TRY(add_what_is_done(given, entry));
  std::string id = entry.payload["id"].text();
  std::optional<uint64_t> seq;
  if (given.type == "erase") {
    CLEW_TRY_ASSIGN(seq, prove::erase(office, officer, given.desk.case_id, std::move(entry)));
  } else {
    CLEW_TRY_ASSIGN(seq, enter(office, officer, given.desk, std::move(entry), &id));
  }
  if (seq) fmt::print("Entry {}: {}{}.\n", *seq, given.type, id.empty() ? "" : " " + id);
  return {};
}

Run run(const Shared& shared) {
  return [shared] {
    return at_desk(shared->desk,
                   [&](auto& office, const auto& officer) { return add_entry(office, officer, *shared); });
  };
}

Result<void> admit(prove::Office& office, const prove::Officer& officer, const Act& given) {
  const std::string& name = given.members.at("name");
  CLEW_TRY_ASSIGN(const auto row, desk::find_officer(office.database(), name));
  if (!row)
    return base::fail(base::ErrorKind::not_found, fmt::format("nobody called '{}' works at this desk", name));
  NewEntry entry = given.entry();
  entry.payload.set("officer", row->key_id).set("role", row->role);
  CLEW_TRY_ASSIGN(const auto seq, enter(office, officer, given.desk, std::move(entry)));
  if (seq) fmt::print("Entry {}: {} may work on {}.\n", *seq, name, given.desk.case_id);
  return {};
}

// The text of a PDF, to work with; the original stays the evidence. Without it the file is taken in all the
// same.
std::string working_copy(const std::string& path, NewEntry& entry) {
  auto text = text_of_pdf(path);
  if (!text) {
    fmt::print(stderr, "clew: no working copy of {}: {}\n", path, text.error().message);
    return {};
  }
  entry.payload.set("working_how", text->how);
  return std::move(text->text);
}

Result<void> take_in(prove::Office& office, const prove::Officer& officer, const Act& given) {
  CLEW_TRY_ASSIGN(const std::string bytes, read_whole(given.file));
  NewEntry entry = given.entry();
  const auto& by = given.members.at("by");
  entry.payload.set("by", by.empty() ? officer.name : by);
  entry.payload.set("name", given.file.substr(given.file.rfind('/') + 1));
  std::string working;
  if (bytes.starts_with("%PDF")) working = working_copy(given.file, entry);
  CLEW_TRY_ASSIGN(const uint64_t seq,
                  prove::add_source(office, officer, given.desk.case_id, std::move(entry), bytes, working));
  fmt::print("Entry {}: {} is kept, {}.\n", seq, given.file, bytes_text(bytes.size()));
  return {};
}

// contest, correct, withdraw: alike on the command line.
Shared objection(Flags& flags, std::string type) {
  Shared made = act(flags, std::move(type));
  made->statement(flags);
  made->take(flags, "says", "--says", "TEXT", "what is objected, corrected or why it is withdrawn", true);
  made->take(flags, "by", "--by", "NAME", "who says so", true);
  made->take(flags, "value", "--value", "TEXT", "the value as it should be");
  made->take(flags, "source", "--source", "SOURCE", "the source that says so");
  return made;
}

}  // namespace

Run declare_case_admit(Flags& flags) {
  Shared made = act(flags, "member");
  flags.positional("OFFICER", made->members["name"], "the officer's name");
  return [made] {
    return at_desk(made->desk,
                   [&](auto& office, const auto& officer) { return admit(office, officer, *made); });
  };
}

Run declare_case_add_source(Flags& flags) {
  Shared made = act(flags, "ingest");
  flags.positional("FILE", made->file, "the file; its bytes are kept by hash");
  made->take(flags, "from", "--from", "WHERE", "where it came from: an address, an office, a person's role",
             true);
  made->take(flags, "how", "--how", "TEXT", "how it was taken: saved by a browser, handed over, seized",
             true);
  flags.choice("--obtained", made->members["obtained"], words_of(prove::obtained_words()),
               "how it was obtained", true);
  made->take(flags, "kind", "--kind", "WORD",
             "court, register, bank, contract, official, expert, testimony, open, press or leak: as in "
             "requests; without it the source carries no element");
  made->take(flags, "retrieved_at", "--retrieved-at", "TIME",
             "when it was taken, as far as known: 2026-11-24 or 2026-11-24T10:00:00Z");
  made->take(flags, "by", "--by", "NAME", "who took it; else the officer");
  made->take(flags, "id", "--id", "ID", "its name in the case; else src-1, src-2 ...");
  return [made] {
    return at_desk(made->desk,
                   [&](auto& office, const auto& officer) { return take_in(office, officer, *made); });
  };
}

Run declare_case_state(Flags& flags) {
  Shared made = act(flags, "statement");
  made->members["kind"] = "fact";
  made->take(flags, "says", "--says", "TEXT", "the sentence, as the source states it", true);
  made->take(flags, "source", "--source", "SOURCE", "the source it rests on", true);
  flags.choice("--kind", made->members["kind"], {"fact", "assessment"},
               "what the source states, or what you conclude");
  made->take(flags, "place", "--place", "TEXT", "where in the source: page, line, record");
  made->take(flags, "date", "--date", "DATE", "the date of what is stated");
  made->take(flags, "about", "--about", "ID", "the entity it is about");
  made->take(flags, "schema", "--schema", "NAME", "the entity's schema, as in FollowTheMoney");
  made->take(flags, "property", "--property", "NAME", "the property stated");
  made->take(flags, "value", "--value", "TEXT", "its value");
  made->take(flags, "element", "--element", "TEXT", "the element of the offence it goes to");
  made->take(flags, "speaker", "--speaker", "NAME", "who is quoted, where the source quotes somebody");
  made->take(flags, "id", "--id", "ID", "its name in the case; else s-1, s-2 ...");
  return run(made);
}

Run declare_case_grade(Flags& flags) {
  Shared made = act(flags, "grade");
  made->statement(flags);
  flags.positional("GRADE", made->grade, "letter of the source and digit of the information, such as B2");
  made->take(flags, "reason", "--reason", "TEXT", "why", true);
  return run(made);
}

Run declare_case_contest(Flags& flags) { return run(objection(flags, "contest")); }
Run declare_case_correct(Flags& flags) { return run(objection(flags, "correct")); }
Run declare_case_withdraw(Flags& flags) { return run(objection(flags, "withdraw")); }

Run declare_case_supersede(Flags& flags) {
  Shared made = act(flags, "supersede");
  made->statement(flags);
  made->take(flags, "with", "--with", "STATEMENT", "the statement that stands instead", true);
  made->take(flags, "says", "--says", "TEXT", "why", true);
  made->take(flags, "by", "--by", "NAME", "who says so", true);
  return run(made);
}

Run declare_case_status(Flags& flags) {
  Shared made = act(flags, "status");
  made->take(flags, "person", "--person", "NAME", "the person", true);
  flags.choice("--status", made->members["status"], words_of(prove::person_statuses()),
               "as the procedure has it", true);
  made->take(flags, "source", "--source", "SOURCE", "the source that says so", true);
  made->take(flags, "on", "--on", "DATE", "since when", true);
  return run(made);
}

Run declare_case_propose(Flags& flags) {
  Shared made = act(flags, "propose");
  flags.choice("--action", made->members["action"], words_of(prove::four_eyes_actions()),
               "what a second officer is to approve", true);
  made->take(flags, "reason", "--reason", "TEXT", "why", true);
  flags.option("--recipient", "NAME", made->parameters["recipient"],
               "of an export, an alert, a freezing request: for whom");
  flags.option("--entries", "NUMBERS", made->entries, "of an erasure: the entries, such as 3,4");
  flags.option("--source", "SOURCE", made->parameters["source"],
               "of a quarantine: the source whose quarantine is lifted");
  made->take(flags, "id", "--id", "ID", "its name in the case; else p-1, p-2 ...");
  return run(made);
}

Run declare_case_approve(Flags& flags) {
  Shared made = act(flags, "approve");
  flags.positional("PROPOSAL", made->members["proposal"], "the proposal, such as p-1");
  return run(made);
}

Run declare_case_seal(Flags& flags) {
  Shared made = act(flags, "seal");
  made->take(flags, "reason", "--reason", "TEXT", "why", true);
  return run(made);
}

Run declare_case_unseal(Flags& flags) {
  Shared made = act(flags, "unseal");
  made->take(flags, "reason", "--reason", "TEXT", "why", true);
  made->take(flags, "proposal", "--proposal", "ID", "the approved proposal", true);
  return run(made);
}

Run declare_case_erase(Flags& flags) {
  Shared made = act(flags, "erase");
  flags.option("--entries", "NUMBERS", made->entries, "the entries, such as 3,4", true);
  made->take(flags, "reason", "--reason", "TEXT", "the law, the decision, its date", true);
  made->take(flags, "proposal", "--proposal", "ID", "the approved proposal", true);
  return run(made);
}

Run declare_case_quarantine(Flags& flags) {
  Shared made = act(flags, "quarantine");
  made->source(flags);
  made->take(flags, "reason", "--reason", "TEXT", "whose privilege: a lawyer's, a journalist's", true);
  made->take(flags, "reviewer", "--reviewer", "NAME",
             "the one member of the case who may read it; a supervisor names him");
  made->take(flags, "lifted", "--lifted", "TEXT",
             "that its reviewer lifts the quarantine, and by whose decision");
  made->take(flags, "proposal", "--proposal", "ID", "of a lifting: the approved proposal");
  return run(made);
}

Run declare_case_custody(Flags& flags) {
  Shared made = act(flags, "transfer_custody");
  made->source(flags);
  made->take(flags, "from", "--from", "NAME", "who had it", true);
  made->take(flags, "to", "--to", "NAME", "who has it now", true);
  made->take(flags, "how", "--how", "TEXT", "how it was handed over", true);
  return run(made);
}

Run declare_case_review(Flags& flags) {
  Shared made = act(flags, "review");
  made->take(flags, "next", "--next", "DATE", "the day of the next review", true);
  made->take(flags, "says", "--says", "TEXT", "what this one found");
  return run(made);
}

Run declare_case_expire(Flags& flags) {
  Shared made = act(flags, "expire");
  made->take(flags, "on", "--on", "DATE", "the day on which the case ends unless it is renewed", true);
  return run(made);
}

Run declare_case_note(Flags& flags) {
  Shared made = act(flags, "decision");
  flags.choice("--type", made->type,
               {"decision", "assess_risk", "assurance", "request_sent", "query_sent", "query_served"},
               "what kind of entry", true);
  made->take(flags, "says", "--says", "TEXT", "what was decided, assessed, assured, asked or answered", true);
  made->take(flags, "kind", "--kind", "WORD",
             "of a request: extradition, provisional_arrest, mla, freeze, confiscate, investigate, return, "
             "spontaneous, fiu or alert");
  made->take(flags, "to", "--to", "NAME", "to whom");
  made->take(flags, "from", "--from", "NAME", "from whom");
  made->take(flags, "proposal", "--proposal", "ID", "the approved proposal, where four eyes are needed");
  return run(made);
}

}  // namespace clew::cli
