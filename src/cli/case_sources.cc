// clew case open, reporter: the bytes of a source, and who reported; both only to whom they are for.
#include <fmt/core.h>

#include <memory>

#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/desk_flags.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

struct OpenOptions {
  DeskFlags desk;
  std::string source, output;
  bool working = false;
};

// The access is recorded before a byte is shown.
Result<void> open_source(const OpenOptions& options, prove::Office& office, const prove::Officer& officer) {
  CLEW_TRY_ASSIGN(const prove::CaseFile file,
                  prove::read_case(office, officer, options.desk.case_id, options.desk.purpose,
                                   "open " + options.source));
  const prove::CaseSource* source = file.source(options.source);
  if (source == nullptr)
    return fail(ErrorKind::not_found, fmt::format("the case has no source {}", options.source));
  if (const auto* const hidden = prove::hidden_from(file, source->id, officer.name)) {
    return fail(ErrorKind::usage, fmt::format("{} is {}", source->id, hidden->for_whom()));
  }
  const std::string& sha256 = options.working ? source->working_sha256 : source->sha256;
  if (sha256.empty()) return fail(ErrorKind::not_found, fmt::format("{} has no working copy", source->id));
  CLEW_TRY_ASSIGN(const desk::CaseRow row, prove::find_visible_case(office, officer, options.desk.case_id));
  const auto kept = office.kept(row.log, sha256);
  if (!kept) return fail(kept.error().kind, fmt::format("{}: {}", source->id, kept.error().message));
  return put(options.output, std::string(kept->bytes()));
}

struct ReporterOptions {
  DeskFlags desk;
  std::string code, identity;
};

prove::NewEntry vault_access(const ReporterOptions& options, const char* verb) {
  prove::NewEntry access{"access", options.desk.purpose, {}, prove::Value(), ""};
  access.payload.set("what", fmt::format("vault: {} {}", verb, options.code));
  return access;
}

// Kept and recorded at once, or neither.
Result<void> keep_reporter(const ReporterOptions& options, prove::Office& office,
                           const prove::Officer& officer) {
  const auto keep = [&](const prove::CaseFile&, prove::NewEntry&) -> Result<void> {
    desk::Database& database = office.database();
    CLEW_TRY(prove::check_may_write(office, officer, options.desk.case_id));
    CLEW_TRY_ASSIGN(const auto there, desk::open_vault(database, options.desk.case_id, options.code));
    if (there)
      return fail(ErrorKind::usage, fmt::format("the vault of {} has a {} already; nothing is overwritten",
                                                options.desk.case_id, options.code));
    return desk::put_in_vault(database, options.desk.case_id, options.code, options.identity);
  };
  CLEW_TRY(prove::record(office, officer, options.desk.case_id, vault_access(options, "keep"), keep));
  return {};
}

// Who reported never enters the ledger, so nothing that is exported can hold it.
Result<void> reporter(const ReporterOptions& options, prove::Office& office, const prove::Officer& officer) {
  if (!options.identity.empty()) return keep_reporter(options, office, officer);
  if (officer.role != prove::Role::supervisor)
    return fail(ErrorKind::usage, "who reported is shown to a supervisor alone");
  CLEW_TRY(prove::record(office, officer, options.desk.case_id, vault_access(options, "open")));
  CLEW_TRY_ASSIGN(const auto identity,
                  desk::open_vault(office.database(), options.desk.case_id, options.code));
  if (!identity)
    return fail(ErrorKind::not_found, fmt::format("the vault has nobody called {}", options.code));
  fmt::print("{}\n", *identity);
  return {};
}

}  // namespace

Run declare_case_open(Flags& flags) {
  auto options = std::make_shared<OpenOptions>();
  options->desk.declare_case(flags);
  flags.positional("SOURCE", options->source, "the source, such as src-1");
  flags.flag("--working", options->working, "the working copy, such as the text of a PDF");
  flags.option("--output", "FILE", options->output, "write there instead of the terminal");
  return [options] {
    return at_desk(options->desk,
                   [&](auto& office, const auto& officer) { return open_source(*options, office, officer); });
  };
}

Run declare_case_reporter(Flags& flags) {
  auto options = std::make_shared<ReporterOptions>();
  options->desk.declare_case(flags);
  flags.positional("CODE", options->code, "what the case calls the person, such as R-1");
  flags.option("--identity", "TEXT", options->identity,
               "who it is; without it a supervisor is shown who it is");
  return [options] {
    return at_desk(options->desk,
                   [&](auto& office, const auto& officer) { return reporter(*options, office, officer); });
  };
}

}  // namespace clew::cli
