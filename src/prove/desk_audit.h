// Reads a whole desk and names whatever is not as its officers left it.
//
//   node's log ─▶ anchors ──▶ every log that was ever anchored, to its last entry, with its checkpoints
//              ─▶ officers ─▶ who works here, in which role
//   case's log ─▶ sealed or open, members, erasures, every original's SHA-256
//
// So it finds what a change of rows or files behind Clew's back leaves: entries, contents, checkpoints, logs
// or originals changed or gone, a role raised, a seal taken off, somebody let in. Whoever also holds the
// node's key and rewrites everything that follows is found only by witnesses and by packs that were given
// away (docs/guides/evidence.md). Reads every entry and hashes every original; writers need not wait.
#pragma once

#include <string>
#include <vector>

#include "prove/ledger.h"
#include "prove/office.h"

namespace clew::prove {

// `said.wrong` is the first thing wrong in the chain; without one, `wrong` is what else is not as it was.
struct LogAudit {
  std::string origin;
  Audit said;
  std::vector<std::string> wrong;
};

struct DeskAudit {
  std::vector<LogAudit> logs;  // The node's own first. Origins are random: they tell no case's name.
  std::vector<std::string> wrong, remarks;

  size_t mistakes() const;
};

base::Result<DeskAudit> audit_desk(Office& office);

}  // namespace clew::prove
