#include "screen/listed.h"

#include <algorithm>

namespace clew::screen {
namespace {

void add_once(std::vector<std::string>& values, std::string_view value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.emplace_back(value);
}

bool is(const store::Entity& entity, std::string_view schema) {
  return entity.schema != nullptr && entity.schema->name == schema;
}

// Of two days known to the year, the month or the day: whether the first is certainly the earlier.
bool is_before(std::string_view a, std::string_view b) {
  const size_t known = std::min(a.size(), b.size());
  return a.substr(0, known) < b.substr(0, known);
}

}  // namespace

bool held_on(const Listing& listing, std::string_view day) {
  if (day.empty()) return true;
  const bool begins_later = !listing.listed_on.empty() && is_before(day, listing.listed_on);
  const bool ended_before = !listing.ended_on.empty() && is_before(listing.ended_on, day);
  return !begins_later && !ended_before;
}

Listed listed_of(const clean::Tables& tables, const store::Entity& entity) {
  Listed listed;
  listed.subject.id = entity.id;
  listed.subject.schema = entity.schema->name;
  listed.subject.kind = match::kind_of_schema(entity.schema->name);
  listed.caption = entity.caption();
  for (const store::EntityStatement& stated : entity.statements) {
    const model::Statement& statement = stated.statement;
    match::add_listed(tables, listed.subject, statement.slot.property, statement.value);
    add_once(listed.datasets, statement.dataset);
    if (statement.slot.property == "topics") add_once(listed.topics, statement.value);
  }
  return listed;
}

std::optional<Listing> listing_of(const store::Entity& entity) {
  // What Clew derived from shares of the listed: its reason stands where an authority would.
  if (is(entity, "Risk") && entity.first("status") == kDerived) {
    return Listing{std::string(entity.first("listingDate")),
                   std::string(entity.first("reason")),
                   std::string(kDerived),
                   {}};
  }
  if (!is(entity, "Sanction")) return std::nullopt;
  const std::string_view listed_on =
      entity.first("listingDate").empty() ? entity.first("startDate") : entity.first("listingDate");
  return Listing{std::string(listed_on), std::string(entity.first("authority")),
                 std::string(entity.first("status")), std::string(entity.first("endDate"))};
}

std::vector<std::pair<std::string_view, std::string_view>> numbers_of(const store::Entity& entity) {
  if (!is(entity, "Passport") && !is(entity, "Identification")) return {};
  std::vector<std::pair<std::string_view, std::string_view>> numbers;
  for (const std::string_view number : entity.values("number"))
    numbers.emplace_back(is(entity, "Passport") ? "passportNumber" : "idNumber", number);
  return numbers;
}

void add_belonging(const clean::Tables& tables, Listed& listed, const store::Entity& about) {
  if (auto listing = listing_of(about)) listed.listings.push_back(std::move(*listing));
  for (const auto& [property, number] : numbers_of(about))
    match::add_value(tables, listed.subject, property, number);
}

}  // namespace clew::screen
