// clew subject: what is held of a person, from where, to whom it was sent, what is withheld, and by when to
// answer.
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "ask/request.h"
#include "base/clock.h"
#include "cli/commands.h"
#include "cli/desk_flags.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

using base::Result;

struct Options {
  DeskFlags desk;
  std::string name;
  uint64_t days = 30;
};

struct Held {
  std::vector<const prove::CaseStatement*> statements;
  std::vector<const prove::PersonStatus*> persons;
  size_t withheld = 0;
};

bool names(std::string_view text, const std::string& name) {
  return ask::folded(text).find(name) != std::string::npos;
}

Held held_in(const prove::CaseFile& file, const std::string& name, const std::string& reader) {
  Held held;
  for (const prove::CaseStatement& statement : file.statements) {
    if (!names(statement.says, name) && !names(statement.about, name) && !names(statement.value, name))
      continue;
    if (prove::hidden_from(file, statement.source, reader) != nullptr) {
      ++held.withheld;
    } else {
      held.statements.push_back(&statement);
    }
  }
  for (const prove::PersonStatus& person : file.persons) {
    if (!names(person.person, name)) continue;
    if (prove::hidden_from(file, person.source, reader) != nullptr) {
      ++held.withheld;
    } else {
      held.persons.push_back(&person);
    }
  }
  return held;
}

std::string origin_of(const prove::CaseSource* source) {
  if (source == nullptr) return "from a source that was erased";
  return fmt::format("from {} ({}, obtained: {})", source->name, source->from, source->obtained);
}

void print_statement(const prove::CaseFile& file, const prove::CaseStatement& statement,
                     const std::string& reader) {
  fmt::print("  {} {}: {}\n    {}\n", statement.id, statement.grade.text(), statement.says,
             origin_of(file.source(statement.source)));
  for (const prove::Objection& objection : statement.objections) {
    const prove::Quarantine* const hidden = prove::hidden_from(file, objection.source, reader);
    fmt::print(
        "    {} by {}: {}\n", objection.type, objection.by,
        hidden == nullptr ? objection.says : hidden->for_whom());
  }
  for (const prove::Export& sent : file.exports) {
    const bool withheld =
        std::find(sent.withheld.begin(), sent.withheld.end(), statement.mark.seq) != sent.withheld.end();
    if (sent.mark.seq > statement.mark.seq && !withheld)
      fmt::print("    sent to {} on {}, purpose {}\n", sent.recipient, sent.mark.at, sent.purpose);
  }
}

void print_held(const prove::CaseFile& file, const Held& held, const std::string& reader) {
  fmt::print("\nCase {}: {}\n", file.id, file.title);
  for (const prove::PersonStatus* person : held.persons)
    fmt::print("  status: {} since {} [{}]\n", person->status, person->on, person->source);
  for (const prove::CaseStatement* statement : held.statements) print_statement(file, *statement, reader);
  if (held.withheld > 0)
    fmt::print("  {} statements or statuses are withheld: they rest on privileged material in quarantine\n",
               held.withheld);
}

Result<void> show(const Options& options, prove::Office& office, const prove::Officer& officer) {
  const std::string name = ask::folded(options.name);
  if (name.size() < 3) return base::fail(base::ErrorKind::usage, "a name of at least three letters, please");
  CLEW_TRY_ASSIGN(const auto cases, prove::list_cases(office, officer));
  size_t found = 0;
  fmt::print("What this desk holds that names \"{}\". A name is a candidate: somebody else may bear it.\n",
             options.name);
  for (const prove::CaseSummary& one : cases) {
    CLEW_TRY_ASSIGN(const desk::CaseRow row, prove::find_visible_case(office, officer, one.id));
    CLEW_TRY_ASSIGN(const prove::CaseFile file, prove::fold_case(office, row));
    const Held held = held_in(file, name, officer.name);
    if (held.statements.empty() && held.persons.empty() && held.withheld == 0) continue;
    ++found;
    print_held(file, held, officer.name);
    prove::NewEntry access{"access", "subject_access", {}, prove::Value(), ""};
    access.payload.set("what", "subject access: " + options.name);
    CLEW_TRY(prove::record(office, officer, one.id, std::move(access)));
  }
  if (found == 0) fmt::print("\nNothing in the cases that {} may see.\n", officer.name);
  const auto deadline = base::now() + std::chrono::days(options.days);
  fmt::print("\nAnswer by {} ({} days; your law may say otherwise). To object: clew case contest.\n",
             base::iso_day(deadline), options.days);
  return {};
}

}  // namespace

Run declare_subject(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->desk.declare_desk(flags);
  flags.positional("NAME", options->name, "the person's name, or words of it");
  flags.option("--answer-within", "DAYS", options->days,
               "how long the law gives for the answer; 30 unless told");
  return [options] {
    return at_desk(options->desk,
                   [&](auto& office, const auto& officer) { return show(*options, office, officer); });
  };
}

}  // namespace clew::cli
