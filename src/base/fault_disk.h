// Test aid: a disk that fails at its n-th operation, and a power cut.
//
//   FaultDisk disk(real_disk(), Fault::crash, 17);   // Operations are numbered from 1.
//   load(options, disk);                             // From the 17th on nothing works any more.
//   disk.lose_unsynced(Metadata::lost);              // What may be on the disk when the power is back.
//
// Every operation that a store's safety rests on counts: create, write, sync, close, rename, remove, make and
// sync a directory, map, read, list. A file's bytes survive the power cut up to its last sync; a creation,
// renaming or removal for sure only once its directory was synced. Not thread-safe: for one writing thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/disk.h"
#include "base/hash.h"

namespace clew::base {

enum class Fault {
  fail,   // The operation does nothing and fails; what follows works.
  tear,   // A write writes half of its bytes and fails; other operations just fail.
  full,   // The operation fails for lack of room, as every write and creation after it.
  crash,  // A write writes half; from then on everything fails: the process is dead.
};

// What becomes of changes to directories that were not synced.
enum class Metadata { kept, lost, lost_at_top, lost_below };

class FaultDisk : public Disk {
 public:
  // `top` is the folder whose own entries `lost_at_top` means.
  FaultDisk(Disk& real, Fault fault, size_t at, std::string top)
      : real_(real), fault_(fault), at_(at), top_(std::move(top)) {}
  ~FaultDisk() override {
    std::error_code ignored;
    for (const Change& change : changes_) std::filesystem::remove(change.stash, ignored);
  }

  size_t operations() const { return count_; }
  bool has_failed() const { return count_ >= at_; }

  Result<std::unique_ptr<WriteFile>> create(const std::string& path) override {
    if (Result<void> ok = step(path, true); !ok) return std::unexpected(ok.error());
    const bool is_new = !exists(path);
    auto file = real_.create(path);
    if (!file) return std::unexpected(file.error());
    if (is_new) changes_.push_back({Kind::created, path, {}, {}});
    files_[path] = {};
    return std::make_unique<File>(*this, std::move(*file), path);
  }

  Result<void> rename(const std::string& from, const std::string& to) override {
    CLEW_TRY(step(to));
    Change change{Kind::renamed, from, to, stash_of(to)};
    CLEW_TRY(real_.rename(from, to));
    changes_.push_back(change);
    if (files_.contains(from)) {
      files_[to] = files_[from];
      files_.erase(from);
    }
    return {};
  }

  Result<void> remove(const std::string& path) override {
    CLEW_TRY(step(path));
    Change change{Kind::removed, path, {}, stash_of(path)};
    CLEW_TRY(real_.remove(path));
    if (!change.stash.empty()) changes_.push_back(change);
    files_.erase(path);
    return {};
  }

  Result<void> make_directories(const std::string& path) override {
    CLEW_TRY(step(path));
    if (exists(path)) return {};
    CLEW_TRY(real_.make_directories(path));
    changes_.push_back({Kind::made, path, {}, {}});
    return {};
  }

  Result<void> sync_directory(const std::string& path) override {
    CLEW_TRY(step(path));
    std::vector<Change> left;
    for (Change& change : changes_) {
      if (change.folder() != path) left.push_back(change);
    }
    changes_ = std::move(left);
    return {};
  }

  Result<Mapping> map(const std::string& path) override {
    if (Result<void> ok = step(path); !ok) return std::unexpected(ok.error());
    return real_.map(path);
  }
  Result<std::string> read_file(const std::string& path) override {
    if (Result<void> ok = step(path); !ok) return std::unexpected(ok.error());
    return real_.read_file(path);
  }
  Result<std::vector<std::string>> list(const std::string& path) override {
    if (Result<void> ok = step(path); !ok) return std::unexpected(ok.error());
    return real_.list(path);
  }

  // The power cut: unsynced bytes go, and unsynced changes to directories as `metadata` says.
  void lose_unsynced(Metadata metadata) {
    std::error_code ignored;
    for (const auto& [path, bytes] : files_) {
      if (bytes.synced < bytes.written && exists(path))
        std::filesystem::resize_file(path, bytes.synced, ignored);
    }
    for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) {
      const bool is_at_top = change->folder() == top_;
      if (metadata == Metadata::kept || (metadata == Metadata::lost_at_top && !is_at_top) ||
          (metadata == Metadata::lost_below && is_at_top)) {
        continue;
      }
      undo(*change);
    }
  }

 private:
  enum class Kind { created, renamed, removed, made };
  struct Change {
    Kind kind;
    std::string path, to;
    std::string stash;  // What was there before, under another name.

    std::string folder() const {
      return std::filesystem::path(to.empty() ? path : to).parent_path().string();
    }
  };
  struct Bytes {
    uint64_t written = 0, synced = 0;
  };

  class File : public WriteFile {
   public:
    File(FaultDisk& disk, std::unique_ptr<WriteFile> file, std::string path)
        : disk_(disk), file_(std::move(file)), path_(std::move(path)) {}
    Result<void> write(std::string_view bytes) override {
      const Result<void> ok = disk_.step(path_, true);
      const bool torn =
          !ok && disk_.count_ == disk_.at_ && (disk_.fault_ == Fault::tear || disk_.fault_ == Fault::crash);
      if (ok || torn) {
        const std::string_view done = ok ? bytes : bytes.substr(0, bytes.size() / 2);
        CLEW_TRY(file_->write(done));
        written_ += done.size();
        disk_.files_[path_].written = written_;
      }
      return ok;
    }
    // The real disk is not asked to: a crash is made believe, and syncing takes its time.
    Result<void> sync() override {
      CLEW_TRY(disk_.step(path_));
      disk_.files_[path_].synced = written_;
      return {};
    }
    Result<void> close() override {
      CLEW_TRY(disk_.step(path_));
      return file_->close();
    }

   private:
    FaultDisk& disk_;
    std::unique_ptr<WriteFile> file_;
    std::string path_;
    uint64_t written_ = 0;
  };

  // Counts an operation; the error if it is the one to fail.
  Result<void> step(const std::string& path, bool takes_room = false) {
    ++count_;
    const bool fails =
        count_ == at_ || (count_ > at_ && (fault_ == Fault::crash || (fault_ == Fault::full && takes_room)));
    if (!fails) return {};
    return base::fail(fault_ == Fault::full ? ErrorKind::disk_full : ErrorKind::io, "made to fail: " + path);
  }

  // Keeps what is at `path`; empty if nothing is.
  std::string stash_of(const std::string& path) {
    if (!exists(path)) return {};
    std::string stash = top_ + ".stash-" + hex(random_bytes(8));
    std::error_code ignored;
    std::filesystem::create_hard_link(path, stash, ignored);
    return stash;
  }

  static void undo(const Change& change) {
    std::error_code ignored;
    switch (change.kind) {
      case Kind::created: std::filesystem::remove(change.path, ignored); break;
      case Kind::made: std::filesystem::remove_all(change.path, ignored); break;
      case Kind::removed: restore(change.stash, change.path); break;
      case Kind::renamed:
        std::filesystem::rename(change.to, change.path, ignored);
        if (!change.stash.empty()) restore(change.stash, change.to);
        break;
    }
  }
  static void restore(const std::string& stash, const std::string& path) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    std::filesystem::create_hard_link(stash, path, ignored);
  }

  Disk& real_;
  Fault fault_;
  size_t at_;
  std::string top_;
  size_t count_ = 0;
  std::map<std::string, Bytes> files_;
  std::vector<Change> changes_;
};

}  // namespace clew::base
