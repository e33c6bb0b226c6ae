#include "store/backup.h"

#include <fmt/core.h>

#include <filesystem>
#include <set>
#include <system_error>

#include "base/hash.h"
#include "store/files.h"
#include "store/store.h"

namespace clew::store {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr size_t kWriteBytes = 1 << 20;

class Backup {
 public:
  Backup(const Store& store, std::string to, base::Disk& disk, base::Progress* progress)
      : store_(store), to_(std::move(to)), disk_(disk), progress_(progress) {}

  Result<BackedUp> run() {
    done_.generation = manifest().generation;
    begin_progress();
    for (const char* folder : {"/segments", "/sources", "/reports"})
      CLEW_TRY(disk_.make_directories(to_ + folder));
    for (size_t i = 0; i < manifest().segments.size(); ++i) CLEW_TRY(copy_segment(i));
    CLEW_TRY(copy_reports());
    CLEW_TRY(copy_sources());
    for (const char* folder : {"/segments", "/sources", "/reports"})
      CLEW_TRY(disk_.sync_directory(to_ + folder));
    CLEW_TRY(base::replace_file(disk_, to_ + "/manifest", write_manifest(manifest())));
    ++done_.files;
    return done_;
  }

 private:
  const Manifest& manifest() const { return store_.manifest(); }

  void begin_progress() {
    if (progress_ == nullptr) return;
    uint64_t total = 0;
    for (const SegmentEntry& entry : manifest().segments) total += entry.bytes;
    for (const KeptSource& kept : manifest().sources) total += kept.kept ? kept.source.size : 0;
    progress_->begin("copying", total);
  }

  Result<void> copy_segment(size_t number) {
    const Segment& segment = *store_.segments()[number];
    for (size_t shard = 0; shard < segment.shards().size(); ++shard) {
      CLEW_TRY(segment.unpack(shard));
    }
    CLEW_TRY(copy_bytes(segment.bytes(), segment_path(to_, manifest().segments[number].file)));
    return {};
  }

  Result<void> copy_reports() {
    for (const Dataset& dataset : manifest().datasets) {
      for (const Version& version : dataset.versions) {
        if (version.report.empty()) continue;
        CLEW_TRY_ASSIGN(const std::string text, disk_.read_file(report_path(store_.path(), version.report)));
        CLEW_TRY(copy_bytes(text, report_path(to_, version.report)));
      }
    }
    return {};
  }

  Result<void> copy_sources() {
    std::set<std::string> copied;
    for (const KeptSource& kept : manifest().sources) {
      if (!kept.kept || !copied.insert(kept.file).second) continue;
      const std::string path = source_path(store_.path(), kept.file);
      CLEW_TRY_ASSIGN(const auto mapping, disk_.map(path));
      const std::string to = source_path(to_, kept.file);
      CLEW_TRY_ASSIGN(const std::string sha256, copy_bytes(mapping.bytes(), to));
      if (sha256 != kept.copy_sha256()) {
        return fail(ErrorKind::corrupt,
                    fmt::format("{} (from {}) is not what was kept: its SHA-256 is now {}; "
                                "clew check names all that is damaged",
                                path, kept.source.from, sha256));
      }
    }
    return {};
  }

  // Gives the SHA-256 of what was written.
  Result<std::string> copy_bytes(std::string_view bytes, const std::string& to) {
    CLEW_TRY_ASSIGN(auto file, disk_.create(to));
    base::Sha256Stream hash;
    for (size_t at = 0; at < bytes.size(); at += kWriteBytes) {
      const std::string_view piece = bytes.substr(at, kWriteBytes);
      hash.update(piece);
      CLEW_TRY(file->write(piece));
      if (progress_ != nullptr) progress_->done += piece.size();
    }
    CLEW_TRY(file->sync());
    CLEW_TRY(file->close());
    ++done_.files;
    done_.bytes += bytes.size();
    return base::hex(hash.finish());
  }

  const Store& store_;
  std::string to_;
  base::Disk& disk_;
  base::Progress* progress_;
  BackedUp done_;
};

}  // namespace

Result<BackedUp> backup(const std::string& store, const std::string& to, base::Disk& disk,
                        base::Progress* progress) {
  const std::filesystem::path target = std::filesystem::absolute(to).lexically_normal();
  const std::string name = target.has_filename() ? target.string() : target.parent_path().string();
  const std::string partial = name + ".partial";
  for (const std::string& path : {name, partial}) {
    if (base::exists(path))
      return fail(ErrorKind::usage,
                  fmt::format("{} is there already; remove it or choose another name", path));
  }
  CLEW_TRY_ASSIGN(const Store opened, Store::open(store, disk));
  auto done = Backup(opened, partial, disk, progress).run();
  Result<void> named = done ? disk.rename(partial, name) : std::unexpected(done.error());
  if (named) named = disk.sync_directory(std::filesystem::path(name).parent_path().string());
  if (named) return done;
  std::error_code ignored;
  std::filesystem::remove_all(partial, ignored);
  return std::unexpected(named.error());
}

}  // namespace clew::store
