// A store: datasets of statements, to be looked at as of any day. See docs/formats/store.md.
//
//   NAME.clew/  manifest   what there is, one generation
//               segments/  the statements
//               derived/   look-up tables, made anew when absent
//               sources/   the original files, by SHA-256
//               reports/   issues and unmapped fields of each load
//               lock       held by the one writer
//
// An opened Store is immutable: it shows the generation that it was opened on, whatever a writer does.
// Thread-safe. Opening maps files and reads a few kilobytes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/disk.h"
#include "model/schema.h"
#include "store/files.h"
#include "store/manifest.h"
#include "store/merge.h"

namespace clew::store {

// What part of a store to look at. Dates are ISO prefix dates; empty asks nothing.
struct View {
  std::string known_on = {};               // As it was published by that day.
  std::string valid_on = {};               // True in the world on that day.
  std::vector<std::string> datasets = {};  // Empty: all.
};

struct EntityStatement {
  model::Statement statement;
  uint32_t known_from = 1;  // Versions of the dataset.
  uint32_t known_to = 0;
};

// An entity as a view gives it: never empty. Text lives as long as the entity.
struct Entity {
  std::string id;
  const model::Schema* schema =
      nullptr;  // The most specific one stated; nullptr if the stated ones conflict.
  std::vector<EntityStatement> statements;
  std::vector<std::shared_ptr<const Shard>> shards;

  // Distinct values of a property, in the order of the sources.
  std::vector<std::string_view> values(std::string_view property) const;
  std::string_view first(std::string_view property) const;
  // The best of the schema's caption properties; the id if there is none.
  std::string_view caption() const;
  std::string_view schema_name() const { return schema == nullptr ? "conflicting" : schema->name; }
};

class Store {
 public:
  static base::Result<Store> open(const std::string& path, base::Disk& disk = base::real_disk());

  const std::string& path() const { return path_; }
  const Manifest& manifest() const { return manifest_; }
  base::Disk& disk() const { return *disk_; }

  // Nothing if the view does not hold the entity.
  base::Result<std::optional<Entity>> entity(std::string_view id, const View& view) const;

  // Full ids that `text` may mean: itself, or with a dataset's prefix, as written or in lower case.
  base::Result<std::vector<std::string>> resolve_id(std::string_view text) const;

  // The newest day of publication on which some version still held the entity; empty where none ever did.
  base::Result<std::string> last_known(std::string_view id) const;

  // Every entity of the view, in the order of keys; stops early when `on_entity` gives false.
  base::Result<void> scan(const View& view, const std::function<bool(const Entity&)>& on_entity) const;

  // The entities whose ids have that key: one, but for a collision.
  base::Result<std::vector<Entity>> entities_with_key(uint64_t key, const View& view) const;

  const std::vector<std::shared_ptr<const Segment>>& segments() const { return segments_; }
  // The version of each dataset that the view shows; 0 hides the dataset. An unknown dataset is an error.
  base::Result<std::vector<uint32_t>> versions_shown(const View& view) const;

  // The entity that its rows make when those versions of the datasets are shown; nothing if they say nothing
  // of it. `parts` are ordered by dataset, then by segment; their segments are numbered as in the manifest.
  std::optional<Entity> make_entity(std::string_view id, std::span<const EntityRows> parts,
                                    std::span<const uint32_t> shown, const View& view) const;

 private:
  std::string path_;
  base::Disk* disk_ = nullptr;
  Manifest manifest_;
  std::vector<std::shared_ptr<const Segment>> segments_;  // As in the manifest.
};

// Whether an entity with a start and an end (a link, a listing) holds on `day`; entities without always
// do. Unknown ends hold: unknown stays unknown. An end on the day itself no longer holds.
bool is_valid_on(const Entity& entity, std::string_view day);

}  // namespace clew::store
