// What changed in a dataset from one version to another.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace clew::store {

// One entity that the two versions do not say the same of. Text lives as long as the Difference.
struct Difference {
  std::optional<Entity> before, after;  // At least one of them is there.
  std::vector<EntityStatement> added;   // In the later version only.
  std::vector<EntityStatement> ended;   // In the earlier version only.

  const Entity& either() const { return after ? *after : *before; }
};

// The version that `text` means: its name, its number, or a day ("2021-07", the last version published by
// then). An error lists what there is.
base::Result<uint32_t> find_version(const Dataset& dataset, std::string_view text);

// Calls on_difference for each entity, in the order of keys; it gives false to stop. A statement that was
// ended and stated again in between has not changed. Memory: one entity and a shard of each segment.
base::Result<void> diff(const Store& store, uint32_t dataset, uint32_t from, uint32_t to,
                        const std::function<bool(const Difference&)>& on_difference);

}  // namespace clew::store
