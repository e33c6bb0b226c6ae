// The manifest: what a store consists of. One small file, replaced whole; whoever reads it sees one
// generation of the store, whatever a writer does meanwhile.
//
//   line 1   clew-store 1 <checksum of the rest, 16 hexadecimal digits>
//   rest     JSON, see docs/formats/store.md
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/statement.h"

namespace clew::store {

// The file, or the member of an archive, that records were read from.
struct Part {
  uint32_t source = 0;  // Place in Manifest::sources.
  std::string member;
  std::string format;  // Name of the reader's format.
};

struct KeptSource {
  model::Source source;
  bool kept = false;            // A copy lies in sources/.
  std::string file;             // Its name there: the SHA-256, unless it was redacted.
  std::string redacted_sha256;  // Of the copy, after `forget` blanked parts of it; else empty.

  bool is_redacted() const { return !redacted_sha256.empty(); }
  // What the copy must hash to.
  const std::string& copy_sha256() const { return is_redacted() ? redacted_sha256 : source.sha256; }
};

struct Version {
  uint32_t number = 0;       // From 1, in the order of loading.
  std::string name;          // The publisher's, else the day it was published or loaded.
  std::string published_on;  // ISO date; the day of loading where the source does not say.
  std::string loaded_at;
  bool delta = false;
  uint64_t statements = 0;  // In this version.
  uint64_t entities = 0;
  uint64_t links = 0;
  uint64_t added = 0;  // Statements against the version before.
  uint64_t ended = 0;
  uint64_t issues = 0;
  uint64_t not_mapped = 0;
  std::map<std::string, uint64_t> by_schema;  // Entities of each schema.
  std::string report;                         // File below reports/ with issues and unmapped fields.
  std::vector<uint32_t> sources;
};

struct Dataset {
  std::string name;
  std::string title;
  std::string publisher;
  std::string licence;
  std::string prefix;  // Of its entities' ids, so that the bare id is found too.
  std::vector<Version> versions;
};

struct SegmentEntry {
  std::string file;  // Below segments/.
  uint32_t dataset = 0;
  uint32_t version_first = 0;  // The versions whose changes it holds.
  uint32_t version_last = 0;
  uint64_t bytes = 0;
  uint64_t rows = 0;
  uint64_t entities = 0;
};

// Somebody was erased. What remains is enough to keep them out when the source is loaded again, and too
// little to say who they were: hashes with the store's salt (docs/formats/store.md).
struct Tombstone {
  std::vector<std::string> hashes;  // Of entity ids, names and identifiers; hexadecimal.
  std::string reason;
  std::string approver;
  std::string at;
};

struct Manifest {
  uint64_t generation = 0;
  std::string salt;  // Hexadecimal; random, made with the store.
  std::vector<KeptSource> sources;
  std::vector<Part> parts;
  std::vector<Dataset> datasets;
  std::vector<SegmentEntry> segments;
  std::vector<Tombstone> tombstones;

  // nullptr if there is none of that name.
  const Dataset* dataset(std::string_view name) const;
};

std::string write_manifest(const Manifest& manifest);
// `path` is only for messages. A manifest of another format version is refused with what to do.
base::Result<Manifest> read_manifest(std::string_view text, const std::string& path);

}  // namespace clew::store
