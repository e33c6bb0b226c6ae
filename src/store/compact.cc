#include "store/compact.h"

#include <fmt/core.h>

#include <algorithm>

#include "store/files.h"
#include "store/lock.h"
#include "store/merge.h"
#include "store/segment.h"

namespace clew::store {
namespace {

using base::Result;

// Takes entities in the order of their keys and cuts them into shards.
class EntityWriter {
 public:
  explicit EntityWriter(SegmentWriter writer) : writer_(std::move(writer)) {}

  // Entities with one key share a shard.
  Result<void> put(uint64_t key, std::string_view id, const std::vector<StatedRow>& rows) {
    if (builder_.raw_size() > kShardBytes && key != last_key_) CLEW_TRY(close_shard());
    if (builder_.entity_count() == 0) first_key_ = key;
    last_key_ = key;
    builder_.begin_entity(id);
    for (const StatedRow& stated : rows) put_row(stated);
    ++entities_;
    rows_ += rows.size();
    return {};
  }

  // Gives the file's size.
  Result<uint64_t> finish() {
    CLEW_TRY(close_shard());
    return writer_.finish();
  }

  uint64_t rows() const { return rows_; }
  uint64_t entities() const { return entities_; }

 private:
  void put_row(const StatedRow& stated) {
    const Shard& shard = *stated.shard;
    builder_.add(builder_.intern_slot(shard.slot(stated.row)), shard.value(stated.row),
                 shard.original(stated.row), shard.record(stated.row), stated.row.known_from,
                 stated.row.known_to);
  }

  Result<void> close_shard() {
    if (builder_.entity_count() == 0) return {};
    return writer_.append(pack_shard(builder_, first_key_, last_key_));
  }

  SegmentWriter writer_;
  ShardBuilder builder_;
  uint64_t first_key_ = 0, last_key_ = 0;
  uint64_t entities_ = 0, rows_ = 0;
};

class Compaction {
 public:
  Compaction(const std::string& store, base::Disk& disk, base::Progress* progress)
      : store_(store), disk_(disk), progress_(progress) {}

  Result<Compacted> run() {
    CLEW_TRY_ASSIGN(manifest_, current_manifest(disk_, store_));
    begin_progress();
    std::vector<SegmentEntry> segments;
    for (uint32_t dataset = 0; dataset < manifest_.datasets.size(); ++dataset) {
      const auto parts = segments_of(dataset);
      if (parts.size() < 2) {
        segments.insert(segments.end(), parts.begin(), parts.end());
      } else {
        CLEW_TRY_ASSIGN(auto merged, merge(parts));
        segments.push_back(std::move(merged));
      }
    }
    if (!done_.datasets.empty()) CLEW_TRY(commit(std::move(segments)));
    done_.generation = manifest_.generation;
    CLEW_TRY(remove_unused());
    return std::move(done_);
  }

 private:
  // Oldest first, as the manifest lists them.
  std::vector<SegmentEntry> segments_of(uint32_t dataset) const {
    std::vector<SegmentEntry> found;
    for (const SegmentEntry& entry : manifest_.segments) {
      if (entry.dataset == dataset) found.push_back(entry);
    }
    return found;
  }

  void begin_progress() {
    if (progress_ == nullptr) return;
    uint64_t rows = 0;
    for (const SegmentEntry& entry : manifest_.segments)
      rows += segments_of(entry.dataset).size() > 1 ? entry.rows : 0;
    progress_->begin("compacting", rows);
  }

  Result<SegmentEntry> merge(const std::vector<SegmentEntry>& parts) {
    const std::string& name = manifest_.datasets[parts.front().dataset].name;
    SegmentEntry merged = parts.front();
    CompactedDataset sums{.dataset = name, .segments_before = parts.size()};
    std::vector<std::shared_ptr<const Segment>> segments;
    for (const SegmentEntry& part : parts) {
      CLEW_TRY_ASSIGN(auto segment, Segment::open(disk_, segment_path(store_, part.file)));
      segments.push_back(std::move(segment));
      merged.version_first = std::min(merged.version_first, part.version_first);
      merged.version_last = std::max(merged.version_last, part.version_last);
      sums.rows_before += part.rows;
      sums.bytes_before += part.bytes;
    }
    merged.file = fmt::format("{:06}-{}-{}-{}.seg", manifest_.generation + 1, name, merged.version_first,
                              merged.version_last);
    CLEW_TRY(write_merged(std::move(segments), merged));
    sums.rows = merged.rows;
    sums.bytes = merged.bytes;
    done_.datasets.push_back(std::move(sums));
    return merged;
  }

  Result<void> write_merged(std::vector<std::shared_ptr<const Segment>> segments, SegmentEntry& merged) {
    CLEW_TRY_ASSIGN(auto file, SegmentWriter::create(disk_, segment_path(store_, merged.file)));
    EntityWriter writer(std::move(file));
    EntityMerge entities(std::move(segments));
    while (true) {
      CLEW_TRY_ASSIGN(const bool more, entities.next());
      if (!more) break;
      const auto rows = merge_rows(entities.parts());
      CLEW_TRY(writer.put(entities.key(), entities.id(), rows));
      if (progress_ != nullptr) progress_->done += rows.size();
    }
    CLEW_TRY_ASSIGN(merged.bytes, writer.finish());
    merged.rows = writer.rows();
    merged.entities = writer.entities();
    return {};
  }

  Result<void> commit(std::vector<SegmentEntry> segments) {
    CLEW_TRY(disk_.sync_directory(store_ + "/segments"));
    manifest_.segments = std::move(segments);
    ++manifest_.generation;
    return base::replace_file(disk_, store_ + "/manifest", write_manifest(manifest_));
  }

  Result<void> remove_unused() {
    CLEW_TRY_ASSIGN(const auto unused, unused_files(disk_, store_, manifest_));
    for (const std::string& file : unused) {
      const std::string path = store_ + "/" + file;
      const auto size = base::file_size(path);
      const auto removed = disk_.remove(path);
      if (!removed) {
        return base::fail(removed.error().kind,
                          fmt::format("the store is compacted and sound, but: {}", removed.error().message));
      }
      ++done_.files_removed;
      done_.bytes_removed += size ? *size : 0;
    }
    return {};
  }

  const std::string& store_;
  base::Disk& disk_;
  base::Progress* progress_;
  Manifest manifest_;
  Compacted done_;
};

}  // namespace

Result<Compacted> compact(const std::string& store, base::Disk& disk, base::Progress* progress) {
  CLEW_TRY(current_manifest(disk, store));  // Before the lock, which would make the folder.
  CLEW_TRY_ASSIGN(const auto lock, WriterLock::take(store));
  return Compaction(store, disk, progress).run();
}

}  // namespace clew::store
