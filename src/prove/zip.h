// Zip files with one spelling: the same files give the same bytes, and every byte has one right value.
//
//   for each file    local header (30 bytes, name), the bytes as they are
//   for each file    central header (46 bytes, name)
//   end              22 bytes
//
// Stored, never compressed; names sorted by bytes, of letters, digits and . _ - / ; the time is always
// 1980-01-01; no extra fields, no comments. Any unzip reads it. At most 4 GiB and 65,535 files.
// docs/formats/pack.md has it byte for byte. Reading maps the file and trusts nothing: what is not spelled so
// is said, with its byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/disk.h"
#include "base/error.h"

namespace clew::prove {

struct ZipMember {
  std::string name;
  std::string_view bytes;  // Borrowed.
};

// Names that unpack where they should: "originals/0a1b.pdf"; no "..", no leading or double "/".
bool is_member_name(std::string_view name);

// `members` are sorted by name and differ.
base::Result<void> write_zip(base::WriteFile& file, const std::vector<ZipMember>& members);

struct ZipReading {
  std::vector<ZipMember> members;  // As far as they could be read.
  std::vector<std::string> wrong;  // Empty when every byte is as it should be.
};

// `bytes` outlive the reading.
ZipReading read_zip(std::string_view bytes);

}  // namespace clew::prove
