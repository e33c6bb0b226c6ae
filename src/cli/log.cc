// clew log: test the ledger of a desk, and the proofs that came out of one.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "base/visible.h"
#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/desk_flags.h"
#include "cli/terminal.h"
#include "prove/desk_audit.h"
#include "prove/ledger.h"
#include "prove/text.h"

namespace clew::cli {
namespace {

using base::Result;

void print_wrapped(std::string_view head, std::string_view text) {
  fmt::print("{}", base::wrapped(head, text, static_cast<size_t>(std::min(terminal_width(), 100))));
}

// A log's origin without the node's name before it: which case it is, nobody reads from that.
std::string_view short_name(std::string_view origin, const std::string& node) {
  return origin == node ? std::string_view("the node's own")
                        : origin.substr(std::min(node.size() + 1, origin.size()));
}

void print_log(const prove::LogAudit& log, const std::string& node) {
  const bool well = log.said.wrong.empty() && log.wrong.empty();
  if (!well || !log.said.remarks.empty()) print_wrapped("", short_name(log.origin, node));
  if (!log.said.wrong.empty()) print_wrapped("  WRONG  ", log.said.wrong);
  for (const std::string& wrong : log.wrong) print_wrapped("  WRONG  ", wrong);
  for (const std::string& remark : log.said.remarks) print_wrapped("  note   ", remark);
}

// One answer for all logs: how many there are, and how long, would tell of cases that are sealed. A log that
// is wrong is named by its origin, which is random.
Result<bool> audit(const std::string& folder) {
  CLEW_TRY_ASSIGN(prove::Office office, prove::Office::open(folder));
  CLEW_TRY_ASSIGN(const prove::DeskAudit said, prove::audit_desk(office));
  for (const prove::LogAudit& log : said.logs) print_log(log, office.node().name);
  for (const std::string& wrong : said.wrong) print_wrapped("WRONG  ", wrong);
  for (const std::string& remark : said.remarks) print_wrapped("note   ", remark);
  const size_t mistakes = said.mistakes();
  print_wrapped("", mistakes == 0
                        ? "Every log of the desk is as written: each entry, content, checkpoint and tile, "
                          "and each role, seal, member and original that they name."
                        : fmt::format("{} {} not as written. Keep a copy of the desk as it is, then "
                                      "restore it from its backup.",
                                      mistakes, mistakes == 1 ? "thing is" : "things are"));
  return mistakes == 0;
}

struct ProofOptions {
  DeskFlags desk;
  uint64_t entry = 0;
  std::string output, since;
};

Result<desk::LogRow> log_of(prove::Office& office, const prove::Officer& officer, const std::string& id) {
  CLEW_TRY_ASSIGN(const desk::CaseRow row, prove::find_visible_case(office, officer, id));
  return office.store().log(row.log);
}

// The proof carries the entry itself, so that it can be tested alone.
Result<void> write_proof(const ProofOptions& options, prove::Office& office, const prove::Officer& officer) {
  CLEW_TRY_ASSIGN(const desk::LogRow log, log_of(office, officer, options.desk.case_id));
  CLEW_TRY_ASSIGN(prove::LogProof proof, prove::proof_of(office.store(), log, options.entry));
  CLEW_TRY(office.store().read(log.id, options.entry, options.entry + 1,
                               [&](const desk::EntryRow& row) -> Result<void> {
                                 proof.extra = row.leaf;
                                 return {};
                               }));
  return put(options.output, prove::write_log_proof(proof));
}

// That the log only grew since an earlier checkpoint, such as the one in a pack.
Result<void> write_consistency(const ProofOptions& options, prove::Office& office,
                               const prove::Officer& officer) {
  CLEW_TRY_ASSIGN(const desk::LogRow log, log_of(office, officer, options.desk.case_id));
  CLEW_TRY_ASSIGN(const std::string bytes, read_whole(options.since));
  CLEW_TRY_ASSIGN(const prove::Note note, prove::parse_note(bytes));
  CLEW_TRY_ASSIGN(const prove::Checkpoint old, prove::parse_checkpoint_text(note.text));
  CLEW_TRY_ASSIGN(const prove::Frontier tree, prove::Frontier::from(log.size, log.peaks));
  if (old.origin != log.origin ||
      prove::is_signed_by(note, {log.origin, office.node().key}) != prove::Signed::yes)
    return base::fail(base::ErrorKind::usage,
                      fmt::format("{} is no checkpoint of this case that this node signed", options.since));
  if (old.size > log.size)
    return base::fail(base::ErrorKind::corrupt,
                      fmt::format("entries were removed: the node signed {} entries of this case in {}, and "
                                  "the log has {}. Restore the desk from a backup that has them all",
                                  old.size, options.since, log.size));
  CLEW_TRY_ASSIGN(const auto proof,
                  prove::consistency_proof(old.size, log.size, prove::subtrees_of(office.store(), log.id)));
  if (!prove::verify_consistency(old.size, log.size, old.root, tree.root(), proof))
    return base::fail(
        base::ErrorKind::corrupt,
        fmt::format("the log of this case did not grow out of the {} entries of {}: it was rewritten",
                    old.size, options.since));
  std::string lines = fmt::format("old {}\nnew {}\n", old.size, log.size);
  for (const prove::Hash& hash : proof) lines += prove::base64(prove::bytes_of(hash)) + "\n";
  return put(options.output, lines);
}

struct VerifyArguments {
  std::string file, node;
};

// What is wrong with a proof that travelled alone; empty when nothing is.
Result<std::string> judge_proof(const VerifyArguments& arguments) {
  CLEW_TRY_ASSIGN(const std::string bytes, read_whole(arguments.file));
  CLEW_TRY_ASSIGN(const prove::NamedKey node, prove::parse_vkey(arguments.node));
  CLEW_TRY_ASSIGN(const prove::LogProof proof, prove::parse_log_proof(bytes));
  CLEW_TRY_ASSIGN(const prove::Note note, prove::parse_note(proof.checkpoint));
  CLEW_TRY_ASSIGN(const prove::Checkpoint checkpoint, prove::parse_checkpoint_text(note.text));
  if (checkpoint.origin != node.name && !checkpoint.origin.starts_with(node.name + "/case/"))
    return std::string("the checkpoint is of another node's log");
  if (prove::is_signed_by(note, {checkpoint.origin, node.key}) != prove::Signed::yes)
    return std::string("the checkpoint is not signed by that node");
  if (!prove::verify_inclusion(proof.index, checkpoint.size, prove::leaf_hash(proof.extra), proof.path,
                               checkpoint.root))
    return fmt::format("what the proof carries is not entry {} of the {} that were signed", proof.index,
                       checkpoint.size);
  fmt::print("Entry {} of {} in {}:\n{}\n", proof.index, checkpoint.size, checkpoint.origin, proof.extra);
  return std::string();
}

int code_of(const Result<void>& result) { return result ? static_cast<int>(kDone) : report(result.error()); }

}  // namespace

Run declare_log_audit(Flags& flags) {
  auto folder = std::make_shared<std::string>();
  flags.positional("DESK", *folder, "the desk, a folder NAME.desk");
  return [folder] {
    const Result<bool> well = audit(*folder);
    if (!well) return report(well.error());
    return static_cast<int>(*well ? kDone : kDiffers);
  };
}

Run declare_log_proof(Flags& flags) {
  auto options = std::make_shared<ProofOptions>();
  options->desk.declare_desk(flags);
  flags.positional("CASE", options->desk.case_id, "the case");
  flags.option("--entry", "NUMBER", options->entry, "which entry, from 0");
  flags.option("--output", "FILE", options->output, "write there (.tlog-proof) instead of the terminal");
  return [options] {
    return at_desk(options->desk,
                   [&](auto& office, const auto& officer) { return write_proof(*options, office, officer); });
  };
}

Run declare_log_consistency(Flags& flags) {
  auto options = std::make_shared<ProofOptions>();
  options->desk.declare_desk(flags);
  flags.positional("CASE", options->desk.case_id, "the case");
  flags.option("--since", "FILE", options->since, "an earlier checkpoint: ledger/case.checkpoint of a pack",
               true);
  flags.option("--output", "FILE", options->output, "write there instead of the terminal");
  return [options] {
    return at_desk(options->desk, [&](auto& office, const auto& officer) {
      return write_consistency(*options, office, officer);
    });
  };
}

Run declare_log_verify(Flags& flags) {
  auto arguments = std::make_shared<VerifyArguments>();
  flags.positional("FILE", arguments->file, "a .tlog-proof");
  flags.option("--node", "KEY", arguments->node, "the node's key, as you know it from elsewhere", true);
  return [arguments] {
    const Result<std::string> wrong = judge_proof(*arguments);
    if (!wrong) return code_of(std::unexpected(wrong.error()));
    if (!wrong->empty()) fmt::print("WRONG  {}\n", *wrong);
    return static_cast<int>(wrong->empty() ? kDone : kDiffers);
  };
}

}  // namespace clew::cli
