// Making a prepared list of a store, and keeping it.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "base/build_id.h"
#include "base/hash.h"
#include "base/threads.h"
#include "screen/prepared.h"
#include "store/files.h"

namespace clew::screen {
namespace {

using base::ErrorKind;
using base::Result;

constexpr uint32_t kFormat = 1;
// Views by date, and other tables, make other lists: so many are kept at a time.
constexpr size_t kKeptMax = 4;
constexpr std::string_view kKind = "screen-";

bool is_screened(const store::Entity& entity) {
  if (entity.schema == nullptr || entity.schema->is_link()) return false;
  const auto is_a = [&](std::string_view name) {
    const model::Schema* schema = model::find_schema(name);
    return schema != nullptr && entity.schema->is_a(*schema);
  };
  return is_a("LegalEntity") || is_a("Vessel") || is_a("Airplane");
}

// Everything that a list depends on beside the contents of the store.
uint64_t made_from(const store::View& view, const clean::Tables& tables) {
  std::string text =
      fmt::format("{}\n{}\n{}\n{}\n", base::build_id(), tables.version, view.known_on, view.valid_on);
  for (const std::string& dataset : view.datasets) text += dataset + "\n";
  return base::hash64(text);
}

// Entities as texts, to be analysed on all processors, a block at a time; what belongs to them comes at the
// end.
class Maker {
 public:
  Maker(const store::Store& store, const store::View& view, const clean::Tables& tables)
      : store_(store), view_(view), tables_(tables) {}

  Result<std::vector<std::string>> make() {
    // Listings of other days too: whoever has those alone is left out.
    store::View any_day = view_;
    any_day.valid_on.clear();
    CLEW_TRY(store_.scan(any_day, [&](const store::Entity& entity) {
      if (!is_screened(entity)) take_belonging(entity);
      return true;
    }));
    CLEW_TRY(store_.scan(view_, [&](const store::Entity& entity) {
      if (is_screened(entity) && is_listed(entity)) block_.push_back(entity);
      if (block_.size() == kBlock) add_block();
      return true;
    }));
    add_block();
    return builder_.finish();
  }

 private:
  static constexpr size_t kBlock = 8192;

  struct Belongings {
    std::vector<Listing> listings;
    bool has_others = false;  // Listings that do not hold on the day of the view.
    std::vector<std::pair<std::string, std::string>> numbers;  // Property and value.
  };

  void take_belonging(const store::Entity& entity) {
    if (const auto listing = listing_of(entity)) {
      for (const std::string_view owner : entity.values("entity")) {
        Belongings& its = belongings_[std::string(owner)];
        if (held_on(*listing, view_.valid_on)) {
          its.listings.push_back(*listing);
        } else {
          its.has_others = true;
        }
      }
    }
    for (const auto& [property, number] : numbers_of(entity)) {
      for (const std::string_view owner : entity.values("holder"))
        belongings_[std::string(owner)].numbers.emplace_back(property, number);
    }
  }

  // Whoever was listed on other days alone is not listed on this one.
  bool is_listed(const store::Entity& entity) const {
    const auto found = belongings_.find(std::string(entity.id));
    if (found == belongings_.end() || !found->second.has_others || !found->second.listings.empty())
      return true;
    const auto topics = entity.values("topics");
    return std::any_of(topics.begin(), topics.end(),
                       [](std::string_view topic) { return !topic.starts_with("sanction"); });
  }

  void add_block() {
    std::vector<Listed> listed(block_.size());
    base::parallel_for(block_.size() < 64 ? 1 : base::processor_count(), block_.size(),
                       [&](size_t, size_t i) { listed[i] = listed_with_belongings(block_[i]); });
    for (const Listed& one : listed) builder_.add(one);
    block_.clear();
  }

  Listed listed_with_belongings(const store::Entity& entity) const {
    Listed listed = listed_of(tables_, entity);
    if (const auto found = belongings_.find(listed.subject.id); found != belongings_.end()) {
      listed.listings = found->second.listings;
      for (const auto& [property, number] : found->second.numbers)
        match::add_value(tables_, listed.subject, property, number);
    }
    return listed;
  }

  const store::Store& store_;
  const store::View& view_;
  const clean::Tables& tables_;
  std::unordered_map<std::string, Belongings> belongings_;
  std::vector<store::Entity> block_;
  PreparedBuilder builder_;
};

// The oldest lists make room for a new one.
void make_room(base::Disk& disk, const std::string& folder) {
  const auto names = disk.list(folder);
  if (!names) return;
  std::vector<std::pair<std::filesystem::file_time_type, std::string>> lists;
  for (const std::string& name : *names) {
    if (name.find("." + std::string(kKind)) == name.npos) continue;
    std::error_code gone;
    const auto time = std::filesystem::last_write_time(folder + "/" + name, gone);
    if (!gone) lists.emplace_back(time, folder + "/" + name);
  }
  std::sort(lists.begin(), lists.end());
  for (size_t i = 0; i + kKeptMax <= lists.size(); ++i) (void)disk.remove(lists[i].second);
}

// Whether the file was kept. A writer may have changed the store meanwhile, and swept its derived files to
// forget somebody: then this one must not stay.
bool keep(const store::Store& store, const std::string& path, const std::vector<std::string>& columns) {
  base::Disk& disk = store.disk();
  const std::string folder = store.path() + "/derived";
  if (!disk.make_directories(folder)) return false;
  make_room(disk, folder);
  const std::vector<std::string_view> views(columns.begin(), columns.end());
  if (!store::ColumnFile::write(disk, path, views)) return false;
  const auto manifest = store::current_manifest(disk, store.path());
  if (manifest && store::whole_stem(*manifest) == store::whole_stem(store.manifest())) return true;
  (void)disk.remove(path);
  return false;
}

}  // namespace

Result<std::shared_ptr<const Prepared>> prepared_list(const store::Store& store, const store::View& view,
                                                      const clean::Tables& tables) {
  CLEW_TRY(store.versions_shown(view));  // An unknown dataset is an error, file or no file.
  const std::string kind = fmt::format("{}{:016x}-", kKind, made_from(view, tables));
  const std::string path =
      store.path() + "/derived/" + store::derived_from_all(store.manifest(), kind, kFormat);
  if (base::exists(path)) {
    auto opened = Prepared::open(store.disk(), path);
    const bool make_anew =
        !opened && (opened.error().kind == ErrorKind::corrupt || opened.error().kind == ErrorKind::not_found);
    if (!make_anew) return opened;
  }
  CLEW_TRY_ASSIGN(auto columns, Maker(store, view, tables).make());
  // A list is no reason to fail: where it cannot be kept, it is used and forgotten.
  if (keep(store, path, columns)) {
    auto opened = Prepared::open(store.disk(), path);
    if (opened) return opened;
  }
  return Prepared::in_memory(std::move(columns));
}

}  // namespace clew::screen
