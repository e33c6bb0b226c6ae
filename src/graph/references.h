// Who names whom: for an entity, the entities that point to it.
//
// A link such as Ownership points to both its ends; a listing (Sanction), a passport, an address point to
// or from the entity they belong to. Built on a derived file per segment; see store/key_pairs.h.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "store/key_pairs.h"
#include "store/store.h"

namespace clew::graph {

class References {
 public:
  // Makes the derived files that are absent. `store` must outlive it.
  static base::Result<References> open(const store::Store& store);

  // The entities of the view that have a property whose value is `id`, in the order of their ids.
  base::Result<std::vector<store::Entity>> pointing_to(std::string_view id, const store::View& view) const;

 private:
  const store::Store* store_ = nullptr;
  std::vector<std::shared_ptr<const store::KeyPairs>> pairs_;
};

// The properties of an entity that name other entities, as (property, id), in order.
std::vector<std::pair<std::string_view, std::string_view>> names_others(const store::Entity& entity);

}  // namespace clew::graph
