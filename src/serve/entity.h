// An entity as yente answers it: FollowTheMoney's JSON with datasets, target and the days it was seen.
//
//   {"id":"ofac-36","caption":"AEROCARIBBEAN AIRLINES","schema":"Company","properties":{"name":[...]},
//    "datasets":["us_ofac_sdn"],"referents":[],"target":true,"first_seen":"2021-07-07T00:00:00", ...
//
// Countries are ISO 3166-1 codes in lower case where they are known. Whoever has a listing has the topic
// "sanction". Whoever is or may be under 18 is not named: no properties.
#pragma once

#include <string>

#include "serve/snapshot.h"

namespace clew::serve {

// Entities that are named: as ids; whole; with those that name it, each whole with what it names.
enum class Depth { flat, ends, nested };

// Without the last brace, so that more can be added. `from` stays an id: where one came from.
Rendered render(const Snapshot& snapshot, const store::Entity& entity, Depth depth,
                std::string_view from = {});

// A page of what lies around an entity, by property: those it names, and those that name it.
struct Adjacent {
  std::string property;
  std::vector<store::Entity> entities;
};
base::Result<std::vector<Adjacent>> adjacent_to(const Snapshot& snapshot, const store::Entity& entity);

}  // namespace clew::serve
