// Who names whom: for an entity, the entities that point to it.
//
// A link such as Ownership points to both its ends; a listing (Sanction), a passport, an address point to
// or from the entity they belong to. Built on a derived file per segment; see store/key_pairs.h.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "store/key_pairs.h"
#include "store/store.h"

namespace clew::graph {

// Who points to an entity.
struct Pointing {
  std::vector<store::Entity>
      about;  // What is only about it: listings, passports, offices it is part of. All.
  std::vector<store::Entity>
      others;               // Links, and things that name it (companies at an address). As many as asked.
  size_t others_total = 0;  // How many there are in all versions: at least as many as the view holds.
};

class References {
 public:
  // Makes the derived files that are absent. `store` must outlive it.
  static base::Result<References> open(const store::Store& store);

  // Sorted by id. Cost: reading one shard (256 KiB) for each entity given, at worst; hubs have tens of
  // thousands of others, so ask for as many as will be shown.
  base::Result<Pointing> pointing_to(std::string_view id, const store::View& view, size_t others_max) const;

 private:
  using Tables = std::vector<std::shared_ptr<const store::KeyPairs>>;
  base::Result<std::vector<uint64_t>> keys_in(const Tables& tables, std::string_view id) const;
  base::Result<std::vector<store::Entity>> entities_of(std::span<const uint64_t> keys, std::string_view id,
                                                       const store::View& view, size_t max) const;

  const store::Store* store_ = nullptr;
  Tables about_, others_;
};

// The properties of an entity that name other entities, as (property, id), in order.
std::vector<std::pair<std::string_view, std::string_view>> names_others(const store::Entity& entity);

}  // namespace clew::graph
