// Working on a case: the only way into its log, where every rule is held before anything is written.
//
//   record()   rules of the case and of the officer's role ─▶ entry, signed ─▶ anchor, checkpoints ─▶ commit
//
// Each act is one transaction: after a crash it is there whole, with its checkpoint, or not at all. Two
// officers who act at once are taken one after the other. A case that an officer may not know of is "not
// found", in the same words as one that never was.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "prove/case.h"
#include "prove/office.h"
#include "prove/signing.h"

namespace clew::prove {

struct CaseSummary {
  std::string id, title;
  uint64_t entries = 0;
  bool sealed = false;
  std::string expires_on;  // "" when no day was set.
};

// Opens a case; the officer is its first member. An empty id gives it a random one.
base::Result<std::string> open_case(Office& office, const Officer& officer, std::string id,
                                    const std::string& title, const std::string& purpose);

// The cases that this officer may know of.
base::Result<std::vector<CaseSummary>> list_cases(Office& office, const Officer& officer);

// The case as it is now. `what` is noted as an access, with its purpose.
base::Result<CaseFile> read_case(Office& office, const Officer& officer, const std::string& id,
                                 const std::string& purpose, const std::string& what);

// The number of the new entry.
base::Result<uint64_t> record(Office& office, const Officer& officer, const std::string& id, NewEntry entry);

// The same as record(), for what else must happen in the same transaction (an erasure, a pack's export).
// `before` sees the case as it is and completes the entry; nothing is written when it fails.
using Complete = std::function<base::Result<void>(const CaseFile& file, NewEntry& entry)>;
base::Result<uint64_t> record(Office& office, const Officer& officer, const std::string& id, NewEntry entry,
                              const Complete& before);

// The same up to the signature, for an officer who signs elsewhere: every rule is held, nothing is written. A
// source, an erasure and an export are more than their entry, and are refused.
base::Result<ToSign> prepare(Office& office, const Officer& officer, const std::string& id, NewEntry entry,
                             const Complete& before);
// Enters what came back signed: by an officer in office, for this case, as the case is now; all rules again.
base::Result<uint64_t> record_signed(Office& office, const std::string& id, const ToSign& entry);

// The same inside the caller's transaction, for a case that he has folded.
base::Result<uint64_t> record_within(Office& office, const Officer& officer, const desk::CaseRow& row,
                                     const CaseFile& file, NewEntry entry);

// Takes a file in: keeps its bytes by hash, then records. `working` is a working copy, such as a PDF's text.
base::Result<uint64_t> add_source(Office& office, const Officer& officer, const std::string& id,
                                  NewEntry entry, std::string_view bytes, std::string_view working = {});

// Destroys salt and payload of entries, and the originals that only they named. The tombstone is the entry;
// it names who approved, as the approval has it. Only content is erased (is_erasable()).
base::Result<uint64_t> erase(Office& office, const Officer& officer, const std::string& id, NewEntry entry);

// The next free name: "s-1", "src-2", "p-3".
std::string next_id(const CaseFile& file, std::string_view type);

// Whether the officer may write in the case: by his role, and as its member.
base::Result<void> check_may_write(Office& office, const Officer& officer, const std::string& id);

base::Result<desk::CaseRow> find_visible_case(Office& office, const Officer& officer, const std::string& id);
// Folds all that is there, without noting an access: for a door that records another act at once.
base::Result<CaseFile> fold_case(Office& office, const desk::CaseRow& row);

}  // namespace clew::prove
