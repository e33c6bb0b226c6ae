#include "store/diff.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <unordered_set>

namespace clew::store {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

// A dataset's segments, and where each stands in the manifest.
struct DatasetSegments {
  std::vector<std::shared_ptr<const Segment>> segments;
  std::vector<size_t> places;
};

DatasetSegments segments_of(const Store& store, uint32_t dataset) {
  DatasetSegments found;
  for (size_t i = 0; i < store.segments().size(); ++i) {
    if (store.manifest().segments[i].dataset != dataset) continue;
    found.segments.push_back(store.segments()[i]);
    found.places.push_back(i);
  }
  return found;
}

uint64_t identity(const EntityStatement& stated) {
  const model::Statement& statement = stated.statement;
  return statement_hash(slot_hash(statement.slot), statement.value, statement.original);
}

std::vector<EntityStatement> missing_in(const std::optional<Entity>& other,
                                        const std::optional<Entity>& entity) {
  std::vector<EntityStatement> missing;
  if (!entity) return missing;
  std::unordered_set<uint64_t> there;
  if (other) {
    for (const EntityStatement& stated : other->statements) there.insert(identity(stated));
  }
  for (const EntityStatement& stated : entity->statements) {
    if (!there.contains(identity(stated))) missing.push_back(stated);
  }
  return missing;
}

}  // namespace

Result<uint32_t> find_version(const Dataset& dataset, std::string_view text) {
  for (const Version& version : dataset.versions) {
    if (version.name == text) return version.number;
  }
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (is_number && number >= 1 && number <= dataset.versions.size()) return number;
  uint32_t by_day = 0;
  const bool is_day = text.size() >= 4 && std::isdigit(static_cast<unsigned char>(text.front())) != 0;
  for (const Version& version : dataset.versions) {
    if (is_day && std::string_view(version.published_on).substr(0, text.size()) <= text)
      by_day = version.number;
  }
  if (by_day != 0) return by_day;
  std::string known;
  for (const Version& version : dataset.versions) {
    known += fmt::format("\n  {}  {}  published on {}", version.number, version.name, version.published_on);
  }
  return fail(ErrorKind::not_found,
              fmt::format("{} has no version {}; there are:{}", dataset.name, text, known));
}

Result<void> diff(const Store& store, uint32_t dataset, uint32_t from, uint32_t to,
                  const std::function<bool(const Difference&)>& on_difference) {
  const DatasetSegments of_dataset = segments_of(store, dataset);
  std::vector<uint32_t> shown_before(store.manifest().datasets.size()), shown_after = shown_before;
  shown_before[dataset] = from;
  shown_after[dataset] = to;
  EntityMerge merge(of_dataset.segments);
  std::vector<EntityRows> parts;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, merge.next());
    if (!more) return {};
    parts = merge.parts();
    for (EntityRows& part : parts) part.segment = of_dataset.places[part.segment];
    Difference difference;
    difference.before = store.make_entity(merge.id(), parts, shown_before, {});
    difference.after = store.make_entity(merge.id(), parts, shown_after, {});
    difference.added = missing_in(difference.before, difference.after);
    difference.ended = missing_in(difference.after, difference.before);
    if (difference.added.empty() && difference.ended.empty()) continue;
    if (!on_difference(difference)) return {};
  }
}

}  // namespace clew::store
