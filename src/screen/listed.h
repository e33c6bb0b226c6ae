// An entity of a store as what is held against customers: what is compared of it, and where it is listed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/subject.h"
#include "store/store.h"

namespace clew::screen {

// Where an entity is listed, as its source says.
// Status of what is not listed itself, but owned by the listed as `clew trace --listed` computed it.
constexpr std::string_view kDerived = "derived";

struct Listing {
  std::string listed_on;  // ISO date; empty where the source gives none.
  std::string authority;  // Where derived: the reason, with the chain.
  std::string status;     // "delisted" ...; empty where the source says nothing.
  std::string ended_on;   // ISO date, where the source gives one. Not kept in a prepared list.
};

// Whether a listing held on the day, as far as its dates say; days may be known to the year or the month
// alone. An empty day is any day.
bool held_on(const Listing& listing, std::string_view day);

struct Listed {
  match::Subject subject;
  std::string caption;
  std::vector<std::string> datasets;
  std::vector<std::string> topics;
  std::vector<Listing> listings;
};

// What the entity itself says. What only belongs to it (listings, passports) is added by add_belonging().
Listed listed_of(const clean::Tables& tables, const store::Entity& entity);

// The listing that an entity of the schema Sanction is.
std::optional<Listing> listing_of(const store::Entity& entity);
// The numbers of a passport or another paper, as properties of its holder. Valid as long as the entity.
std::vector<std::pair<std::string_view, std::string_view>> numbers_of(const store::Entity& entity);

// Adds what `about`, an entity that points to it, says of it.
void add_belonging(const clean::Tables& tables, Listed& listed, const store::Entity& about);

}  // namespace clew::screen
