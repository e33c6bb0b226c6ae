// clew case new, list, show: the case as it is.
#include "prove/case.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <memory>

#include "base/clock.h"
#include "cli/commands.h"
#include "cli/desk_flags.h"
#include "cli/json.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

using base::Result;
using prove::CaseFile;

struct NewOptions {
  DeskFlags desk;
  std::string id, title;
};

struct ListOptions {
  DeskFlags desk;
  bool json = false;
};

struct ShowOptions {
  DeskFlags desk;
  bool json = false;
  bool notices = false;
};

bool expired(const std::string& on) { return !on.empty() && on < base::iso_day(base::now()); }

std::string state_of(const prove::CaseSummary& one) {
  const char* const end = expired(one.expires_on) ? "expired" : "";
  if (!one.sealed) return end;
  return *end == '\0' ? "sealed" : "sealed, expired";
}

// The words, or for whom alone they are: what rests on a source in quarantine is its reviewer's.
std::string words_for(const CaseFile& file, const std::string& source, const std::string& words,
                      const std::string& reader) {
  const prove::Quarantine* const hidden = prove::hidden_from(file, source, reader);
  return hidden == nullptr ? words : hidden->for_whom();
}

void print_statement(const CaseFile& file, const prove::CaseStatement& statement, const std::string& reader) {
  const prove::Quarantine* const hidden = prove::hidden_from(file, statement.source, reader);
  fmt::print("  {:<10} {}  {}{}\n", statement.id, statement.grade.text(),
             statement.is_fact() ? "" : "[assessment] ",
             hidden == nullptr ? statement.says : hidden->for_whom());
  fmt::print("             {}{}\n", statement.source,
             statement.place.empty() || hidden != nullptr ? "" : ", " + statement.place);
  if (hidden != nullptr) return;
  for (const prove::Objection& objection : statement.objections)
    fmt::print("             {} by {} (entry {}): {}\n", objection.type, objection.by, objection.mark.seq,
               words_for(file, objection.source, objection.says, reader));
}

void print_status(const CaseFile& file, const prove::PersonStatus& person, const std::string& reader) {
  if (const prove::Quarantine* const hidden = prove::hidden_from(file, person.source, reader)) {
    fmt::print("\na person's status: {} [{}]\n", hidden->for_whom(), person.source);
    return;
  }
  fmt::print("\n{}: {} since {} [{}]\n", person.person, person.status, person.on, person.source);
}

void print_case(const CaseFile& file, const std::string& reader) {
  fmt::print("{}: {}{}\n{} entries; review {}\n", file.id, file.title, file.sealed ? " [sealed]" : "",
             file.size, file.review_on.empty() ? "not set" : file.review_on);
  if (!file.expires_on.empty())
    fmt::print("{} {}\n", expired(file.expires_on) ? "[expired] since" : "expires", file.expires_on);
  fmt::print("\nSources\n");
  for (const prove::CaseSource& source : file.sources)
    fmt::print("  {:<10} {} ({}; obtained: {}){}\n", source.id, source.name,
               source.kind.empty() ? "kind unknown" : source.kind, source.obtained,
               file.quarantine_of(source.id) != nullptr ? " [quarantined]" : "");
  fmt::print("\nStatements\n");
  for (const prove::CaseStatement& statement : file.statements) print_statement(file, statement, reader);
  for (const prove::PersonStatus& person : file.persons) print_status(file, person, reader);
  for (const auto& [one, other] : prove::contradictions_of(file)) {
    if (prove::hidden_from(file, one->source, reader) || prove::hidden_from(file, other->source, reader))
      continue;
    fmt::print("\n{} and {} differ on {} of {}: {} / {}\n", one->id, other->id, one->property, one->about,
               one->value, other->value);
  }
  for (const prove::Proposal& proposal : file.proposals)
    fmt::print("\n{} ({}): {}; {}\n", proposal.id, proposal.action, proposal.reason,
               proposal.used != 0 ? fmt::format("done by entry {}", proposal.used)
               : proposal.approved.actor.empty()
                   ? std::string("waits for a second officer")
                   : fmt::format("approved by entry {}", proposal.approved.seq));
  for (const prove::Export& sent : file.exports)
    fmt::print("\nexported to {} on {} (entry {})\n", sent.recipient, sent.mark.at, sent.mark.seq);
}

void print_json(const CaseFile& file, const std::string& reader) {
  Json json;
  json.open();
  json.member("case", file.id);
  json.member("title", file.title);
  json.member("entries", file.size);
  json.member("sealed", file.sealed);
  json.member("expired", expired(file.expires_on));
  json.key("statements").open_list();
  for (const prove::CaseStatement& statement : file.statements) {
    json.open();
    json.member("id", statement.id);
    json.member("entry", statement.mark.seq);
    json.member("kind", statement.kind);
    if (const prove::Quarantine* const hidden = prove::hidden_from(file, statement.source, reader)) {
      json.member("quarantined_for", hidden->reviewer);
    } else {
      json.member("says", statement.says);
    }
    json.member("source", statement.source);
    json.member("grade", statement.grade.text());
    json.member("stands", statement.stands());
    json.member("contested", statement.contested());
    json.close();
  }
  json.close_list();
  json.key("sources").open_list();
  for (const prove::CaseSource& source : file.sources) {
    json.open();
    json.member("id", source.id);
    json.member("entry", source.mark.seq);
    json.member("name", source.name);
    json.member("sha256", source.sha256);
    json.member("obtained", source.obtained);
    json.member("quarantined", file.quarantine_of(source.id) != nullptr);
    json.close();
  }
  json.close_list();
  json.close();
  json.print();
}

// What an objection says, unless it or its statement rests on what is in quarantine.
std::string objection_for(const CaseFile& file, const prove::Notice& notice, const std::string& reader) {
  return words_for(file, notice.statement->source,
                   words_for(file, notice.objection->source, notice.objection->says, reader), reader);
}

void print_notices(const CaseFile& file, const std::string& reader) {
  const auto notices = prove::notices_of(file);
  for (const prove::Notice& notice : notices)
    fmt::print("{}: of {}, sent on {}: {} by {} (entry {}): {}\n", notice.to->recipient, notice.statement->id,
               notice.to->mark.at, notice.objection->type, notice.objection->by, notice.objection->mark.seq,
               objection_for(file, notice, reader));
  if (notices.empty()) fmt::print("Nobody who received an export has to be told anything.\n");
}

Result<void> show(const ShowOptions& options, prove::Office& office, const prove::Officer& officer) {
  CLEW_TRY_ASSIGN(const CaseFile file,
                  prove::read_case(office, officer, options.desk.case_id, options.desk.purpose, "show"));
  if (options.notices) {
    print_notices(file, officer.name);
  } else if (options.json) {
    print_json(file, officer.name);
  } else {
    print_case(file, officer.name);
  }
  return {};
}

Result<void> list(const ListOptions& options, prove::Office& office, const prove::Officer& officer) {
  CLEW_TRY_ASSIGN(const auto cases, prove::list_cases(office, officer));
  Table table({"case", "title", ">entries", ""});
  Json json;
  json.open_list();
  for (const prove::CaseSummary& one : cases) {
    table.add({one.id, one.title, std::to_string(one.entries), state_of(one)});
    json.open();
    json.member("case", one.id);
    json.member("title", one.title);
    json.member("entries", one.entries);
    json.member("sealed", one.sealed);
    json.member("expired", expired(one.expires_on));
    json.close();
  }
  json.close_list();
  options.json ? json.print() : table.print();
  return {};
}

}  // namespace

Run declare_case_new(Flags& flags) {
  auto options = std::make_shared<NewOptions>();
  options->desk.declare_desk(flags);
  flags.option("--title", "TEXT", options->title, "what the case is about", true);
  flags.option(
      "--id", "ID", options->id,
      "your file number: small letters, digits, - _ and .; else a random one, which nobody can guess");
  flags.choice("--purpose", options->desk.purpose, words_of(prove::purposes()), "what for; it is recorded",
               true);
  return [options] {
    return at_desk(options->desk, [&](prove::Office& office, const prove::Officer& officer) -> Result<void> {
      CLEW_TRY_ASSIGN(const std::string id,
                      prove::open_case(office, officer, options->id, options->title, options->desk.purpose));
      fmt::print("Opened case {}.\n", id);
      return {};
    });
  };
}

Run declare_case_list(Flags& flags) {
  auto options = std::make_shared<ListOptions>();
  options->desk.declare_desk(flags);
  flags.flag("--json", options->json, "print JSON");
  return [options] {
    return at_desk(options->desk,
                   [&](auto& office, const auto& officer) { return list(*options, office, officer); });
  };
}

Run declare_case_show(Flags& flags) {
  auto options = std::make_shared<ShowOptions>();
  options->desk.declare_case(flags);
  flags.flag("--notices", options->notices,
             "say who received an export and must be told of a correction or objection since");
  flags.flag("--json", options->json, "print JSON");
  return [options] {
    return at_desk(options->desk,
                   [&](auto& office, const auto& officer) { return show(*options, office, officer); });
  };
}

}  // namespace clew::cli
