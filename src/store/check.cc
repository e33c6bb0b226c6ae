#include "store/check.h"

#include <fmt/core.h>
#include <rapidjson/document.h>

#include <memory>

#include "base/hash.h"
#include "store/column_file.h"
#include "store/files.h"
#include "store/key_pairs.h"
#include "store/segment.h"

namespace clew::store {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr size_t kHashBytes = 1 << 20;

// A generation of a store with all its segments open, so that a writer may take their files away.
struct Opened {
  Manifest manifest;
  std::vector<Result<std::shared_ptr<const Segment>>> segments;  // As in the manifest.
};

Result<Opened> open_all(base::Disk& disk, const std::string& store) {
  for (int attempt = 0;; ++attempt) {
    Opened opened;
    CLEW_TRY_ASSIGN(opened.manifest, current_manifest(disk, store));
    bool gone = false;
    for (const SegmentEntry& entry : opened.manifest.segments) {
      opened.segments.push_back(Segment::open(disk, segment_path(store, entry.file)));
      gone = gone || (!opened.segments.back() && opened.segments.back().error().kind == ErrorKind::not_found);
    }
    if (!gone || attempt == 5) return opened;
  }
}

class Checker {
 public:
  Checker(const std::string& store, base::Disk& disk, base::Progress* progress)
      : store_(store), disk_(disk), progress_(progress) {}

  Result<Checked> run() {
    CLEW_TRY_ASSIGN(opened_, open_all(disk_, store_));
    checked_.generation = manifest().generation;
    begin_progress();
    for (size_t i = 0; i < manifest().segments.size(); ++i) check_segment(i);
    check_derived();
    check_reports();
    for (const KeptSource& kept : manifest().sources) check_source(kept);
    CLEW_TRY_ASSIGN(checked_.unused, unused_files(disk_, store_, manifest()));
    return std::move(checked_);
  }

 private:
  const Manifest& manifest() const { return opened_.manifest; }

  void begin_progress() {
    if (progress_ == nullptr) return;
    uint64_t total = 0;
    for (const SegmentEntry& entry : manifest().segments) total += entry.bytes;
    for (const KeptSource& kept : manifest().sources) total += kept.kept ? kept.source.size : 0;
    progress_->begin("checking", total);
  }
  void advance(uint64_t bytes) {
    if (progress_ != nullptr) progress_->done += bytes;
  }
  void damage(const std::string& file, std::string message) {
    checked_.damages.push_back({file, std::move(message)});
  }

  void check_segment(size_t number) {
    const SegmentEntry& entry = manifest().segments[number];
    const std::string file = "segments/" + entry.file;
    ++checked_.segments;
    if (!opened_.segments[number]) return damage(file, opened_.segments[number].error().message);
    const Segment& segment = **opened_.segments[number];
    checked_.segment_bytes += segment.size();
    if (segment.size() != entry.bytes) {
      damage(file, fmt::format("{} has {} bytes, the manifest says {}", segment.path(), segment.size(),
                               entry.bytes));
    }
    uint64_t rows = 0, entities = 0, last_key = 0;
    for (size_t shard = 0; shard < segment.shards().size(); ++shard) {
      const ShardInfo& info = segment.shards()[shard];
      if (shard != 0 && info.first_key <= last_key)
        damage_at(file, segment, info, "its shards are out of order");
      last_key = info.last_key;
      rows += info.rows;
      entities += info.entities;
      check_shard(file, segment, shard, entry);
      advance(info.stored_bytes);
    }
    if (rows != entry.rows || entities != entry.entities) {
      damage(file, fmt::format("{} holds {} rows of {} entities, the manifest says {} of {}", segment.path(),
                               rows, entities, entry.rows, entry.entities));
    }
  }

  void damage_at(const std::string& file, const Segment& segment, const ShardInfo& info,
                 std::string_view what) {
    damage(file, fmt::format("{} is damaged at byte {}: {}", segment.path(), info.offset, what));
  }

  void check_shard(const std::string& file, const Segment& segment, size_t number,
                   const SegmentEntry& entry) {
    ++checked_.shards;
    std::vector<base::Error> errors;
    checked_.blocks += segment.test_blocks(number, errors);
    for (base::Error& error : errors) damage(file, std::move(error.message));
    if (!errors.empty()) return;
    const auto shard = segment.unpack(number);
    if (!shard) return damage(file, shard.error().message);
    checked_.rows += (*shard)->row_count();
    const std::string wrong = contradiction(**shard, segment.shards()[number], entry);
    if (!wrong.empty()) damage_at(file, segment, segment.shards()[number], wrong);
  }

  // What in a shard cannot be, though its checksum holds; empty if all is well.
  std::string contradiction(const Shard& shard, const ShardInfo& info, const SegmentEntry& entry) const {
    if (shard.entity_count() != info.entities || shard.row_count() != info.rows) {
      return "a shard holds other numbers of entities or rows than the table says";
    }
    std::pair<uint64_t, std::string_view> before;
    for (size_t entity = 0; entity < shard.entity_count(); ++entity) {
      const std::string_view id = shard.entity_id(entity);
      const std::pair<uint64_t, std::string_view> here(entity_key(id), id);
      if (here.first < info.first_key || here.first > info.last_key)
        return fmt::format("{} is in the wrong shard", id);
      if (entity != 0 && here <= before) return fmt::format("{} is out of order", id);
      before = here;
      for (const Row& row : shard.rows(entity)) {
        if (!is_possible(row, entry)) {
          return fmt::format("a statement of {} belongs to versions [{}, {}), which do not exist", id,
                             row.known_from, row.known_to);
        }
      }
    }
    for (const model::Record& record : shard.records()) {
      if (record.part >= manifest().parts.size())
        return fmt::format("a statement names source part {}, which does not exist", record.part);
    }
    return {};
  }

  bool is_possible(const Row& row, const SegmentEntry& entry) const {
    const size_t versions = manifest().datasets[entry.dataset].versions.size();
    const bool ends_well = row.known_to == 0 || (row.known_to > row.known_from && row.known_to <= versions);
    return row.known_from >= 1 && row.known_from <= versions && ends_well;
  }

  void check_derived() {
    const std::string folder = store_ + "/derived";
    if (!base::exists(folder)) return;
    const auto names = disk_.list(folder);
    if (!names) return damage("derived", names.error().message);
    for (const std::string& name : *names) {
      if (!name.ends_with(".new")) check_derived_file(folder + "/" + name, "derived/" + name);
    }
  }

  void check_derived_file(const std::string& path, const std::string& file) {
    const auto mapping = disk_.map(path);
    if (mapping && ColumnFile::is_one(mapping->bytes())) return check_columns(path, file);
    const auto pairs = KeyPairs::open(disk_, path);
    if (!pairs && pairs.error().kind == ErrorKind::not_found)
      return;  // Removed by a writer since it was listed.
    ++checked_.derived;
    checked_.derived_bytes += pairs ? (*pairs)->file_size() : 0;
    const Result<void> result = pairs ? (*pairs)->check() : std::unexpected(pairs.error());
    if (!result) damage(file, result.error().message);
  }

  void check_columns(const std::string& path, const std::string& file) {
    const auto columns = ColumnFile::open(disk_, path);
    ++checked_.derived;
    checked_.derived_bytes += columns ? (*columns)->file_size() : 0;
    const Result<void> result = columns ? (*columns)->check() : std::unexpected(columns.error());
    if (!result) damage(file, result.error().message);
  }

  void check_reports() {
    for (const Dataset& dataset : manifest().datasets) {
      for (const Version& version : dataset.versions) {
        if (version.report.empty()) continue;
        ++checked_.reports;
        check_report(report_path(store_, version.report), "reports/" + version.report);
      }
    }
  }

  void check_report(const std::string& path, const std::string& file) {
    const auto text = disk_.read_file(path);
    if (!text) return damage(file, text.error().message);
    rapidjson::Document json;
    json.Parse(text->data(), text->size());
    if (json.HasParseError())
      damage(file, fmt::format("{} is damaged at byte {}: it is no JSON", path, json.GetErrorOffset()));
  }

  void check_source(const KeptSource& kept) {
    if (!kept.kept) {
      ++checked_.sources_elsewhere;
      return;
    }
    const std::string file = "sources/" + kept.file, path = source_path(store_, kept.file);
    ++checked_.sources;
    const auto mapping = disk_.map(path);
    if (!mapping) return damage(file, mapping.error().message);
    const std::string_view bytes = mapping->bytes();
    checked_.source_bytes += bytes.size();
    advance(bytes.size());
    if (!kept.is_redacted() && bytes.size() != kept.source.size) {
      return damage(file, fmt::format("{} (from {}) has {} bytes, it was loaded with {}", path,
                                      kept.source.from, bytes.size(), kept.source.size));
    }
    checked_.sources_redacted += kept.is_redacted() ? 1 : 0;
    if (const std::string found = sha256_of(bytes); found != kept.copy_sha256()) {
      damage(file, fmt::format("{} (from {}) is not what was kept: its SHA-256 is now {}", path,
                               kept.source.from, found));
    }
  }

  static std::string sha256_of(std::string_view bytes) {
    base::Sha256Stream hash;
    for (size_t at = 0; at < bytes.size(); at += kHashBytes) hash.update(bytes.substr(at, kHashBytes));
    return base::hex(hash.finish());
  }

  const std::string& store_;
  base::Disk& disk_;
  base::Progress* progress_;
  Opened opened_;
  Checked checked_;
};

}  // namespace

Result<Checked> check(const std::string& store, base::Disk& disk, base::Progress* progress) {
  return Checker(store, disk, progress).run();
}

}  // namespace clew::store
