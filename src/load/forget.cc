#include "load/forget.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/clock.h"
#include "base/hash.h"
#include "clean/tokens.h"
#include "graph/references.h"
#include "load/erased.h"
#include "load/places.h"
#include "load/redact.h"
#include "store/lock.h"
#include "store/rewrite.h"
#include "store/store.h"

namespace clew::load {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

model::Type type_of(const model::Slot& slot) {
  const model::Schema* schema = model::find_schema(slot.schema);
  const model::Property* property = schema == nullptr ? nullptr : schema->property(slot.property);
  return property == nullptr ? model::Type::string : property->type;
}

bool is_identifying(model::Type type) {
  return type == model::Type::identifier || type == model::Type::phone || type == model::Type::email ||
         type == model::Type::iban;
}

class Forgetter {
 public:
  Forgetter(const ForgetOptions& options, base::Disk& disk, store::Store&& store)
      : options_(options), disk_(disk), store_(std::move(store)), manifest_(store_.manifest()) {}

  Result<Forgotten> run() {
    CLEW_TRY(collect_entities());
    CLEW_TRY(collect_mentions());
    if (options_.try_only) return std::move(result_);
    find_places();
    CLEW_TRY(rewrite_segments());
    CLEW_TRY(redact_sources(disk_, options_.store, manifest_, passages_, raw_texts_));
    CLEW_TRY(redact_reports());
    bury();
    ++manifest_.generation;
    CLEW_TRY(base::replace_file(disk_, options_.store + "/manifest", store::write_manifest(manifest_)));
    CLEW_TRY(sweep());
    return std::move(result_);
  }

 private:
  // Every row of an entity that any segment ever held.
  template <class OnRow>
  Result<void> for_every_row(OnRow&& on_row) {
    for (const auto& segment : store_.segments()) {
      for (size_t number = 0; number < segment->shards().size(); ++number) {
        CLEW_TRY_ASSIGN(const auto shard, segment->unpack(number));
        for (size_t entity = 0; entity < shard->entity_count(); ++entity) {
          for (const store::Row& row : shard->rows(entity)) on_row(shard->entity_id(entity), *shard, row);
        }
      }
    }
    return {};
  }

  Result<void> collect_entities() {
    CLEW_TRY_ASSIGN(const auto ids, store_.resolve_id(options_.id));
    if (ids.size() != 1) {
      return fail(ErrorKind::not_found, fmt::format("{} names {} entities of {}; give one full id",
                                                    options_.id, ids.size(), store_.path()));
    }
    erased_.insert(ids.front());
    // Pointing entities, in all versions: what the current view no longer shows is in the segments still.
    std::map<std::string, std::set<std::string>, std::less<>> address_users;
    std::set<std::string> about;
    CLEW_TRY(for_every_row([&](std::string_view id, const store::Shard& shard, const store::Row& row) {
      const model::Slot& slot = shard.slot(row);
      if (type_of(slot) != model::Type::entity) return;
      if (slot.property == "addressEntity") address_users[std::string(shard.value(row))].emplace(id);
      const model::Schema* schema = model::find_schema(slot.schema);
      const model::Schema* interval = model::find_schema("Interval");
      if (shard.value(row) == ids.front() && schema != nullptr && interval != nullptr &&
          schema->is_a(*interval))
        about.emplace(id);
    }));
    erased_.insert(about.begin(), about.end());
    for (const auto& [address, users] : address_users) {
      if (users == std::set<std::string>{ids.front()}) erased_.insert(address);
    }
    result_.entities.assign(erased_.begin(), erased_.end());
    return collect_texts();
  }

  // The names and identifiers that say who it was.
  Result<void> collect_texts() {
    return for_every_row([&](std::string_view id, const store::Shard& shard, const store::Row& row) {
      if (!erased_.contains(id)) return;
      ++result_.statements;
      passages_.push_back({shard.record(row), {}});
      const model::Type type = type_of(shard.slot(row));
      const bool is_name = type == model::Type::name;
      if (!is_name && !is_identifying(type)) return;
      for (const std::string_view text : {shard.value(row), shard.original(row)}) {
        if (text.empty() || !names_one(text, is_name)) continue;
        texts_.insert(Erased::text_hash(manifest_.salt, text));
        if (std::find(raw_texts_.begin(), raw_texts_.end(), text) == raw_texts_.end())
          raw_texts_.emplace_back(text);
      }
    });
  }

  // Rows of others that point to an erased entity or name it in running text.
  bool mentions(const store::Shard& shard, const store::Row& row, const Erased& erased) const {
    const model::Type type = type_of(shard.slot(row));
    if (type == model::Type::entity) return erased_.contains(shard.value(row));
    if (type == model::Type::name) return false;
    return erased.hides_text(shard.value(row)) || erased.hides_text(shard.original(row));
  }

  Result<void> collect_mentions() {
    store::Manifest hashed;
    hashed.salt = manifest_.salt;
    hashed.tombstones.push_back({{texts_.begin(), texts_.end()}, {}, {}, {}});
    erased_texts_ = std::make_unique<Erased>(hashed);
    std::set<std::string> mentioned_by, same_name;
    CLEW_TRY(for_every_row([&](std::string_view id, const store::Shard& shard, const store::Row& row) {
      if (erased_.contains(id)) return;
      if (mentions(shard, row, *erased_texts_)) {
        mentioned_by.emplace(id);
        ++result_.statements;
        passages_.push_back({shard.record(row), std::string(shard.value(row))});
        if (!shard.original(row).empty())
          passages_.push_back({shard.record(row), std::string(shard.original(row))});
      } else if (type_of(shard.slot(row)) == model::Type::name &&
                 erased_texts_->hides_text(shard.value(row))) {
        same_name.emplace(id);
      }
    }));
    result_.mentioned_by.assign(mentioned_by.begin(), mentioned_by.end());
    result_.same_name.assign(same_name.begin(), same_name.end());
    // A name that somebody else bears stands in the sources for them too: there only the records go.
    if (!same_name.empty()) raw_texts_.clear();
    return {};
  }

  // Later versions say again what the rows know the first place of only.
  void find_places() {
    store::Manifest hashed;
    hashed.salt = manifest_.salt;
    store::Tombstone& tombstone = hashed.tombstones.emplace_back();
    tombstone.hashes.assign(texts_.begin(), texts_.end());
    for (const std::string& id : erased_) tombstone.hashes.push_back(Erased::entity_hash(manifest_.salt, id));
    const auto places = places_of(options_.store, manifest_, Erased(hashed));
    passages_.insert(passages_.end(), places.begin(), places.end());
  }

  Result<void> rewrite_segments() {
    for (size_t i = 0; i < manifest_.segments.size(); ++i) {
      store::SegmentEntry& entry = manifest_.segments[i];
      const std::string file = fmt::format("{:06}-{}-{}-{}.seg", manifest_.generation + 1,
                                           manifest_.datasets[entry.dataset].name, entry.version_last, i);
      const auto keep = [&](std::string_view id, const store::Shard& shard, const store::Row& row) {
        return !erased_.contains(id) && !mentions(shard, row, *erased_texts_);
      };
      CLEW_TRY_ASSIGN(const auto rewritten,
                      store::rewrite_segment(disk_, *store_.segments()[i],
                                             store::segment_path(options_.store, file), keep));
      if (rewritten.removed == 0) continue;
      entry.file = file;
      entry.bytes = rewritten.bytes;
      entry.rows = rewritten.rows;
      entry.entities = rewritten.entities;
    }
    std::erase_if(manifest_.segments, [](const store::SegmentEntry& entry) { return entry.rows == 0; });
    return disk_.sync_directory(options_.store + "/segments");
  }

  // Reports quote the sources too. New files, so that a crash leaves the old manifest its old reports.
  Result<void> redact_reports() {
    for (store::Dataset& dataset : manifest_.datasets) {
      for (store::Version& version : dataset.versions) {
        const std::string folder = options_.store + "/reports/";
        CLEW_TRY_ASSIGN(const std::string text, disk_.read_file(folder + version.report));
        Report report = read_report(text);
        if (!redact_report(report, passages_, *erased_texts_)) continue;
        version.report = fmt::format("{}-{}-{}.json", dataset.name, version.number, manifest_.generation + 1);
        CLEW_TRY(base::replace_file(disk_, folder + version.report, write_report(report)));
      }
    }
    return {};
  }

  void bury() {
    store::Tombstone tombstone;
    tombstone.reason = options_.reason;
    tombstone.approver = options_.approver;
    tombstone.at = base::iso_time(base::now());
    for (const std::string& id : erased_) tombstone.hashes.push_back(Erased::entity_hash(manifest_.salt, id));
    tombstone.hashes.insert(tombstone.hashes.end(), texts_.begin(), texts_.end());
    std::sort(tombstone.hashes.begin(),
              tombstone.hashes.end());  // Their order must not tell what belongs together.
    manifest_.tombstones.push_back(std::move(tombstone));
    result_.sources_redacted = static_cast<uint64_t>(
        std::count_if(manifest_.sources.begin(), manifest_.sources.end(),
                      [](const store::KeptSource& kept) { return kept.is_redacted(); }));
  }

  // The old generation's files: from now on no byte of the store names the person.
  Result<void> sweep() {
    std::set<std::string> segments, reports;
    for (const auto& entry : manifest_.segments) segments.insert(entry.file);
    for (const auto& dataset : manifest_.datasets) {
      for (const auto& version : dataset.versions) reports.insert(version.report);
    }
    for (const auto& [folder, used] : {std::pair("/segments", segments), std::pair("/reports", reports),
                                       std::pair("/derived", std::set<std::string>{})}) {
      const std::string path = options_.store + folder;
      if (!base::exists(path)) continue;
      CLEW_TRY_ASSIGN(const auto names, disk_.list(path));
      for (const std::string& name : names) {
        if (!used.contains(name)) CLEW_TRY(disk_.remove(path + "/" + name));
      }
    }
    return finish_redaction(disk_, options_.store, manifest_);
  }

  const ForgetOptions& options_;
  base::Disk& disk_;
  store::Store store_;
  store::Manifest manifest_;
  std::set<std::string, std::less<>> erased_;
  std::set<std::string> texts_;
  std::vector<std::string> raw_texts_;
  std::unique_ptr<Erased> erased_texts_;
  std::vector<Passage> passages_;
  Forgotten result_;
};

}  // namespace

Result<Forgotten> forget(const ForgetOptions& options, base::Disk& disk) {
  if (!options.try_only && (options.reason.empty() || options.approver.empty())) {
    return fail(ErrorKind::usage, "erasing needs a reason and an approver: --reason TEXT --approver NAME");
  }
  CLEW_TRY_ASSIGN(const auto lock, store::WriterLock::take(options.store));
  CLEW_TRY_ASSIGN(auto store, store::Store::open(options.store, disk));
  return Forgetter(options, disk, std::move(store)).run();
}

}  // namespace clew::load
