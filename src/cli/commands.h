// The registry of commands: one line each. Parsing, help, the man page and completions are made from it.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "cli/flags.h"

namespace clew::cli {

// Runs a command whose flags are parsed; gives the exit code.
using Run = std::function<int()>;

struct Command {
  std::string_view name;     // "show"; two words for a command of a family: "rules list".
  std::string_view summary;  // One line.
  std::string_view details;  // What it does and an example, for --help and the man page.
  // Declares what the command takes and gives what to run once that is parsed.
  Run (*declare)(Flags& flags);
};

// In the order in which help shows them.
std::span<const Command> commands();

// What the commands of a family ("rules list", "rules show") are about, one line.
std::string_view family_summary(std::string_view family);

// One function a command, in the file of the command's name.
Run declare_load(Flags& flags);
Run declare_info(Flags& flags);
Run declare_show(Flags& flags);
Run declare_source(Flags& flags);
Run declare_find(Flags& flags);
Run declare_screen(Flags& flags);
Run declare_read_page(Flags& flags);
Run declare_xref(Flags& flags);
Run declare_tune(Flags& flags);
Run declare_compare(Flags& flags);
Run declare_decide(Flags& flags);
Run declare_decisions_list(Flags& flags);
Run declare_decisions_import(Flags& flags);
Run declare_decisions_export(Flags& flags);
Run declare_links(Flags& flags);
Run declare_trace(Flags& flags);
Run declare_holdings(Flags& flags);
Run declare_path(Flags& flags);
Run declare_chart(Flags& flags);
Run declare_flags(Flags& flags);
Run declare_changes(Flags& flags);
Run declare_officials(Flags& flags);
Run declare_diff(Flags& flags);
Run declare_export(Flags& flags);
Run declare_check(Flags& flags);
Run declare_compact(Flags& flags);
Run declare_backup(Flags& flags);
Run declare_ask_new(Flags& flags);
Run declare_ask_check(Flags& flags);
Run declare_ask_draft(Flags& flags);
Run declare_ask_goaml(Flags& flags);
Run declare_ask_timeline(Flags& flags);
Run declare_rules_list(Flags& flags);
Run declare_rules_show(Flags& flags);
Run declare_rules_check(Flags& flags);
Run declare_forget(Flags& flags);
Run declare_rules_try(Flags& flags);
Run declare_desk_new(Flags& flags);
Run declare_desk_officer(Flags& flags);
Run declare_desk_info(Flags& flags);
Run declare_case_new(Flags& flags);
Run declare_case_list(Flags& flags);
Run declare_case_show(Flags& flags);
Run declare_case_admit(Flags& flags);
Run declare_case_add_source(Flags& flags);
Run declare_case_state(Flags& flags);
Run declare_case_grade(Flags& flags);
Run declare_case_contest(Flags& flags);
Run declare_case_correct(Flags& flags);
Run declare_case_withdraw(Flags& flags);
Run declare_case_supersede(Flags& flags);
Run declare_case_status(Flags& flags);
Run declare_case_propose(Flags& flags);
Run declare_case_approve(Flags& flags);
Run declare_case_seal(Flags& flags);
Run declare_case_unseal(Flags& flags);
Run declare_case_erase(Flags& flags);
Run declare_case_quarantine(Flags& flags);
Run declare_case_custody(Flags& flags);
Run declare_case_review(Flags& flags);
Run declare_case_expire(Flags& flags);
Run declare_case_note(Flags& flags);
Run declare_case_sign_in(Flags& flags);
Run declare_sign(Flags& flags);
Run declare_new_key(Flags& flags);
Run declare_pack(Flags& flags);
Run declare_verify(Flags& flags);
Run declare_case_request(Flags& flags);
Run declare_log_audit(Flags& flags);
Run declare_log_proof(Flags& flags);
Run declare_log_consistency(Flags& flags);
Run declare_log_verify(Flags& flags);
Run declare_stamp(Flags& flags);
Run declare_subject(Flags& flags);
Run declare_case_open(Flags& flags);
Run declare_case_reporter(Flags& flags);
Run declare_serve(Flags& flags);
Run declare_serve_key(Flags& flags);
Run declare_man(Flags& flags);
Run declare_completions(Flags& flags);

}  // namespace clew::cli
