// A pack, tested by somebody who trusts nobody: no store, no network, nothing but the file's bytes.
//
//   zip ─▶ manifest.json ─▶ every file's SHA-256        the export entry commits to the manifest,
//          ledger/       ─▶ every entry, its signature   the case's tree to every entry,
//                           every content's commitment   the node's log to the case's tree
//
// Says what fails, not that the pack is "authentic": a ledger proves that nothing was changed, added or left
// out since, by the keys named, not that what it says is true. docs/formats/pack.md describes the same test
// for whoever wants to write it again. Pure; reads 1 GB in a few seconds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prove/note.h"

namespace clew::prove {

struct VerifyOptions {
  std::optional<NamedKey> node;     // The key that must have signed, as known from elsewhere.
  std::vector<NamedKey> witnesses;  // Keys whose cosignatures count.
};

struct Verification {
  std::vector<std::string> wrong;  // Each names what fails. Empty: everything is as it was when exported.
  std::vector<std::string>
      remarks;  // What a reader should know: erased, withheld, a clock that ran backwards.
  bool is_pack = false;  // There is a manifest of our format; else it is no pack at all.
  std::string case_id, title, recipient, exported_at, node_vkey, origin;
  uint64_t files = 0, entries = 0, erased = 0;
  uint64_t withheld = 0;  // Contents that this recipient does not get, without those of `access`.
  uint64_t accesses = 0;  // Entries that note who read the case: what they say never leaves the office.
  std::vector<std::string> witnessed;  // "witness.example/w1 on 2026-11-24T10:00:00Z"
  std::vector<std::string> stamped;    // "stamp-1.tsr: 2026-11-24T10:00:02Z, signed by ..."
  bool node_was_known = false;         // The caller gave the node's key, and it is this one.
};

Verification verify_pack(std::string_view zip, const VerifyOptions& options = {});

// For a terminal or a court's file: plain sentences, the same bytes everywhere. What the pack says of itself
// stays on one line and in quotation marks, so that no title reads as a verdict.
std::string to_text(const Verification& verification);

// What is wrong between two packs: empty when both are of one case of one node, the earlier one verifies by
// itself, and the later one only added. Whatever else `earlier` is, an empty file or a photograph, is wrong.
std::vector<std::string> compare_packs(std::string_view earlier, std::string_view later,
                                       const VerifyOptions& options = {});

}  // namespace clew::prove
