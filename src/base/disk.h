// The disk, as much of it as Clew writes to: so that a test can make it fail.
//
// Everything that a store's safety rests on goes through a Disk: creating, writing, syncing, renaming,
// removing. real_disk() is the operating system; tests put a disk that tears writes, loses syncs or is
// full in its place. Errors name the path and say what to do.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/mapping.h"

namespace clew::base {

// A new file that is only ever appended to. Destroying it closes it without a promise; close() makes one.
class WriteFile {
 public:
  virtual ~WriteFile() = default;
  virtual Result<void> write(std::string_view bytes) = 0;
  virtual Result<void> sync() = 0;
  virtual Result<void> close() = 0;
};

class Disk {
 public:
  virtual ~Disk() = default;
  // Creates `path`, or empties it.
  virtual Result<std::unique_ptr<WriteFile>> create(const std::string& path) = 0;
  virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
  virtual Result<void> remove(const std::string& path) = 0;
  virtual Result<void> make_directories(const std::string& path) = 0;
  // Makes creations, renames and removals in `path` durable.
  virtual Result<void> sync_directory(const std::string& path) = 0;
  virtual Result<Mapping> map(const std::string& path) = 0;
  virtual Result<std::string> read_file(const std::string& path) = 0;
  // Names in a directory, sorted, without "." and "..".
  virtual Result<std::vector<std::string>> list(const std::string& path) = 0;
};

Disk& real_disk();

// Writes `bytes` to `path` so that after a crash either the old or the new content is there.
Result<void> replace_file(Disk& disk, const std::string& path, std::string_view bytes);

bool exists(const std::string& path);
Result<uint64_t> file_size(const std::string& path);

}  // namespace clew::base
