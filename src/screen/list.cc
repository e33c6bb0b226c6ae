#include "screen/list.h"

#include <algorithm>

#include "screen/listed.h"

namespace clew::screen {
namespace {

using base::Result;

bool is_screened(const store::Entity& entity) {
  if (entity.schema == nullptr || entity.schema->is_link()) return false;
  const auto is_a = [&](std::string_view name) {
    const model::Schema* schema = model::find_schema(name);
    return schema != nullptr && entity.schema->is_a(*schema);
  };
  return is_a("LegalEntity") || is_a("Vessel") || is_a("Airplane");
}

// Things that belong to an entity, to be handed over when all entities are read.
struct Belongings {
  std::vector<std::pair<std::string, Listing>> listings;
  struct Value {
    std::string owner, property, value;
  };
  std::vector<Value> values;

  void take(const store::Entity& entity) {
    if (const auto listing = listing_of(entity)) {
      for (const std::string_view owner : entity.values("entity")) listings.emplace_back(owner, *listing);
    }
    for (const auto& [property, number] : numbers_of(entity)) {
      for (const std::string_view owner : entity.values("holder"))
        values.push_back({std::string(owner), std::string(property), std::string(number)});
    }
  }
};

}  // namespace

Result<List> List::open(const store::Store& store, const store::View& view,
                        std::shared_ptr<const clean::Tables> tables, match::Model model) {
  std::vector<Listed> listed;
  Belongings belongings;
  CLEW_TRY(store.scan(view, [&](const store::Entity& entity) {
    if (is_screened(entity)) {
      listed.push_back(listed_of(*tables, entity));
    } else {
      belongings.take(entity);
    }
    return true;
  }));
  std::unordered_map<std::string_view, Listed*> by_id;
  for (Listed& one : listed) by_id.emplace(one.subject.id, &one);
  for (auto& [owner, listing] : belongings.listings) {
    if (const auto found = by_id.find(owner); found != by_id.end())
      found->second->listings.push_back(std::move(listing));
  }
  for (const auto& value : belongings.values) {
    if (const auto found = by_id.find(value.owner); found != by_id.end()) {
      match::add_value(*tables, found->second->subject, value.property, value.value);
    }
  }
  return of(std::move(listed), std::move(tables), std::move(model));
}

List List::of(std::vector<Listed> listed, std::shared_ptr<const clean::Tables> tables, match::Model model) {
  List list;
  list.listed_ = std::move(listed);
  list.tables_ = std::move(tables);
  list.model_ = std::move(model);
  for (uint32_t number = 0; number < list.listed_.size(); ++number) {
    const match::Subject& subject = list.listed_[number].subject;
    for (const match::SubjectName& name : subject.names) list.names_.add(name.name, number);
    for (const match::Identifier& identifier : subject.identifiers)
      list.identifiers_[identifier.value].push_back(number);
  }
  list.names_.seal();
  return list;
}

namespace {

void sort_once(std::vector<uint32_t>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

}  // namespace

// Those whose names could reach `weight_min` with `beside` added.
std::vector<uint32_t> List::with_names_like(const match::Subject& customer, int32_t weight_min,
                                            int32_t beside) const {
  // The weakest contradiction and omission of any kind: the bound must hold for all.
  const index::Need need = {
      .share_min = match::share_needed(model_, weight_min, beside),
      .contradiction = *std::min_element(model_.contradiction.begin(), model_.contradiction.end()),
      .omission = *std::min_element(model_.omission.begin(), model_.omission.end())};
  std::vector<uint32_t> numbers;
  for (const match::SubjectName& name : customer.names) names_.find(name.name, need, numbers);
  sort_once(numbers);
  return numbers;
}

// Where the names alone could not carry it, the other fields must help, and they are quickly asked.
std::vector<uint32_t> List::could_be(const match::Subject& customer, double score_min) const {
  const int32_t weight_min = model_.weight_of_score(score_min);
  std::vector<uint32_t> numbers = with_names_like(customer, weight_min, 0);
  if (const int32_t beside = match::most_beside_names(model_, customer); beside > 0) {
    const std::vector<uint32_t> by_names = numbers;
    for (const uint32_t number : with_names_like(customer, weight_min, beside)) {
      if (std::binary_search(by_names.begin(), by_names.end(), number)) continue;
      if (match::weigh_fields(model_, customer, listed_[number].subject) > 0) numbers.push_back(number);
    }
  }
  for (const match::Identifier& identifier : customer.identifiers) {
    if (const auto found = identifiers_.find(identifier.value); found != identifiers_.end()) {
      numbers.insert(numbers.end(), found->second.begin(), found->second.end());
    }
  }
  sort_once(numbers);
  return numbers;
}

std::vector<Hit> List::best(const match::Subject& customer, const std::vector<uint32_t>& numbers,
                            const Ask& ask) const {
  const int32_t weight_min = model_.weight_of_score(ask.score_min);
  std::vector<std::pair<int32_t, const Listed*>> weighed;
  for (const uint32_t number : numbers) {
    const int32_t weight = match::weigh(model_, customer, listed_[number].subject);
    if (weight >= weight_min) weighed.emplace_back(weight, &listed_[number]);
  }
  std::sort(weighed.begin(), weighed.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->subject.id < b.second->subject.id;
  });
  if (weighed.size() > ask.limit) weighed.resize(ask.limit);
  std::vector<Hit> hits;
  for (const auto& [weight, listed] : weighed)
    hits.push_back({listed, match::compare(model_, customer, listed->subject)});
  return hits;
}

std::vector<Hit> List::candidates(const match::Subject& customer, const Ask& ask) const {
  return best(customer, could_be(customer, ask.score_min), ask);
}

std::vector<Hit> List::candidates_by_force(const match::Subject& customer, const Ask& ask) const {
  std::vector<uint32_t> all(listed_.size());
  for (uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  return best(customer, all, ask);
}

}  // namespace clew::screen
