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

void print_statement(const prove::CaseStatement& statement) {
  fmt::print("  {:<10} {}  {}{}\n", statement.id, statement.grade.text(),
             statement.is_fact() ? "" : "[assessment] ", statement.says);
  fmt::print("             {}{}\n", statement.source, statement.place.empty() ? "" : ", " + statement.place);
  for (const prove::Objection& objection : statement.objections)
    fmt::print("             {} by {} (entry {}): {}\n", objection.type, objection.by, objection.mark.seq,
               objection.says);
}

void print_case(const CaseFile& file) {
  fmt::print("{}: {}{}\n{} entries; review {}\n", file.id, file.title, file.sealed ? " [sealed]" : "",
             file.size, file.review_on.empty() ? "not set" : file.review_on);
  if (!file.expires_on.empty()) fmt::print("expires {}\n", file.expires_on);
  fmt::print("\nSources\n");
  for (const prove::CaseSource& source : file.sources)
    fmt::print("  {:<10} {} ({}; obtained: {}){}\n", source.id, source.name,
               source.kind.empty() ? "kind unknown" : source.kind, source.obtained,
               source.quarantined ? " [quarantined]" : "");
  fmt::print("\nStatements\n");
  for (const prove::CaseStatement& statement : file.statements) print_statement(statement);
  for (const prove::PersonStatus& person : file.persons)
    fmt::print("\n{}: {} since {} [{}]\n", person.person, person.status, person.on, person.source);
  for (const auto& [one, other] : prove::contradictions_of(file))
    fmt::print("\n{} and {} differ on {} of {}: {} / {}\n", one->id, other->id, one->property, one->about,
               one->value, other->value);
  for (const prove::Proposal& proposal : file.proposals)
    fmt::print("\n{} ({}): {}; {}\n", proposal.id, proposal.action, proposal.reason,
               proposal.used != 0 ? fmt::format("done by entry {}", proposal.used)
               : proposal.approved.actor.empty()
                   ? std::string("waits for a second officer")
                   : fmt::format("approved by entry {}", proposal.approved.seq));
  for (const prove::Export& sent : file.exports)
    fmt::print("\nexported to {} on {} (entry {})\n", sent.recipient, sent.mark.at, sent.mark.seq);
}

void print_json(const CaseFile& file) {
  Json json;
  json.open();
  json.member("case", file.id);
  json.member("title", file.title);
  json.member("entries", file.size);
  json.member("sealed", file.sealed);
  json.key("statements").open_list();
  for (const prove::CaseStatement& statement : file.statements) {
    json.open();
    json.member("id", statement.id);
    json.member("entry", statement.mark.seq);
    json.member("kind", statement.kind);
    json.member("says", statement.says);
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
    json.member("quarantined", source.quarantined);
    json.close();
  }
  json.close_list();
  json.close();
  json.print();
}

void print_notices(const CaseFile& file) {
  const auto notices = prove::notices_of(file);
  for (const prove::Notice& notice : notices)
    fmt::print("{}: of {}, sent on {}: {} by {} (entry {}): {}\n", notice.to->recipient, notice.statement->id,
               notice.to->mark.at, notice.objection->type, notice.objection->by, notice.objection->mark.seq,
               notice.objection->says);
  if (notices.empty()) fmt::print("Nobody who received an export has to be told anything.\n");
}

Result<void> show(const ShowOptions& options, prove::Office& office, const prove::Officer& officer) {
  CLEW_TRY_ASSIGN(const CaseFile file,
                  prove::read_case(office, officer, options.desk.case_id, options.desk.purpose, "show"));
  if (options.notices) {
    print_notices(file);
  } else if (options.json) {
    print_json(file);
  } else {
    print_case(file);
  }
  return {};
}

Result<void> list(const ListOptions& options, prove::Office& office, const prove::Officer& officer) {
  CLEW_TRY_ASSIGN(const auto cases, prove::list_cases(office, officer));
  Table table({"case", "title", ">entries", ""});
  Json json;
  json.open_list();
  for (const prove::CaseSummary& one : cases) {
    table.add({one.id, one.title, std::to_string(one.entries), one.sealed ? "sealed" : ""});
    json.open();
    json.member("case", one.id);
    json.member("title", one.title);
    json.member("entries", one.entries);
    json.member("sealed", one.sealed);
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
  flags.option("--id", "ID", options->id,
               "your file number: small letters, digits, - _ and .; else a random one");
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
