// The names and formats that a pack's writer and its verifier share; docs/formats/pack.md explains them.
#pragma once

#include <array>
#include <string_view>

namespace clew::prove {

constexpr std::string_view kPackFormat = "clew-pack-1";
constexpr std::string_view kManifest = "manifest.json";
constexpr std::string_view kKeys = "keys.json";
constexpr std::string_view kCheckpoint = "ledger/case.checkpoint";
constexpr std::string_view kEntries = "ledger/entries.jsonl";
constexpr std::string_view kNodeProof = "ledger/node.tlog-proof";
constexpr std::string_view kPayloads = "ledger/payloads.jsonl";

// Not in the manifest: they hold the entry that commits to it, and what was signed after.
constexpr std::array<std::string_view, 4> kLedgerFiles = {kCheckpoint, kEntries, kNodeProof, kPayloads};

// "ledger/stamp-1.tsr": answers of time stamp authorities, which may be added later.
constexpr bool is_stamp_name(std::string_view name) {
  return name.starts_with("ledger/stamp-") && name.ends_with(".tsr") &&
         name.find('/', 7) == std::string_view::npos;
}

}  // namespace clew::prove
