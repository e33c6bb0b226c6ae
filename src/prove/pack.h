// A case as one zip that a stranger can test: dossier, statements, originals, ledger and how to verify.
//
//   manifest.json          every file with its SHA-256        ledger/entries.jsonl    the whole log of the
//   case dossier.html, .pdf     what a court reads                 ledger/payloads.jsonl   what the entries
//   say, with salts statements.json, .ftm  the same for machines              ledger/case.checkpoint  signed
//   by the node prov.json              who made what from what            ledger/node.tlog-proof  the case in
//   the node's log originals/SHA256.ext   the bytes it all rests on          keys.json, README.txt
//
// Exporting is an act of four eyes: it needs an approved proposal, is recorded in the case, and the entry
// commits to the manifest. Quarantined sources, and what rests on them, never leave; who reported is in no
// payload. What is written is the same bytes for the same case. See docs/formats/pack.md.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "prove/casework.h"

namespace clew::prove {

struct Attachment {
  std::string name;  // "request/sheet.html", "attachments/chart.svg"
  std::string bytes;
  std::string what;  // "the outgoing sheet of the request"
};

struct PackOptions {
  std::string case_id, recipient, purpose, proposal, output;
  std::vector<std::string> withhold;  // Statements and sources that this recipient does not get.
  std::vector<Attachment> attachments;
  bool pdf = true;
  std::string at;                                          // Empty: now.
  std::map<std::string, std::string> element_titles = {};  // What an element of an offence says, by its id.
};

struct Packed {
  uint64_t entry = 0, files = 0, bytes = 0;
  size_t withheld = 0;  // Without accesses, which never leave.
  std::string sha256;
};

// No two attachments may have one name, capital letters aside: on many computers they unpack to one file.
base::Result<Packed> make_pack(Office& office, const Officer& officer, PackOptions options);

// The file as attachments/NAME, NAME being the last part of its path; read whole, so that what is hashed is
// what is written. Nothing bigger than `bytes_max` is read.
base::Result<Attachment> read_attachment(const std::string& path, uint64_t bytes_max);

// The contents of entries that stay in the office: every access, quarantined sources, what was asked to be
// withheld, sources with the same bytes, and whatever refers to any of these sources and statements.
std::set<uint64_t> withheld_entries(const CaseFile& file, const std::vector<std::string>& withhold,
                                    const std::vector<Recorded>& entries);

}  // namespace clew::prove
