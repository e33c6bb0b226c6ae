// A derived file of columns: plain numbers one behind the other, to be mapped and used as they are.
//
//   header (magic, count, place and size of each column, checksum) | columns, each from a multiple of 64
//   | checksum of every 64 KiB of each column | checksum of those
//
// Like all derived files it holds nothing that a segment does not, and is made again when absent or damaged.
// Little-endian machines only, as the store. An opened file is immutable and thread-safe.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/disk.h"
#include "store/manifest.h"

namespace clew::store {

class ColumnFile {
 public:
  // Written beside and renamed: nobody ever sees half a file.
  static base::Result<void> write(base::Disk& disk, const std::string& path,
                                  std::span<const std::string_view> columns);
  // Tests the header and the sizes, not yet the columns.
  static base::Result<std::shared_ptr<const ColumnFile>> open(base::Disk& disk, const std::string& path);
  // Tests every block, on all processors: about 0.1 s for each GB in memory.
  base::Result<void> check() const;

  static bool is_one(std::string_view first_bytes);
  const std::vector<std::string_view>& columns() const { return columns_; }
  uint64_t file_size() const { return mapping_.bytes().size(); }

 private:
  base::Mapping mapping_;
  std::string path_;
  std::vector<std::string_view> columns_;
  std::string_view checksums_;
};

// The name of a derived file that is made from the whole store as that manifest describes it:
// "all-3f...9c.KIND". Other contents, or another format of the file, give another name.
std::string derived_from_all(const Manifest& manifest, std::string_view kind, uint32_t format);
// The part of the name before the dot, without kind and format: what unused files are told by.
std::string whole_stem(const Manifest& manifest);

}  // namespace clew::store
