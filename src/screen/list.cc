#include "screen/list.h"

#include <algorithm>
#include <cassert>
#include <mutex>
#include <tuple>

namespace clew::screen {
namespace {

using base::Result;
using clean::NameKind;
using clean::Relation;

constexpr NameKind kKinds[] = {NameKind::person, NameKind::organisation, NameKind::thing, NameKind::unknown};

// The values of a customer as the list numbers them; those that nobody listed has meet nobody.
struct Numbered {
  std::vector<uint32_t> countries, genders, address_words;
  std::vector<match::NumberedIdentifier> identifiers;
  match::NumberedFields fields;

  Numbered(const Prepared& prepared, const match::Subject& subject) {
    for (const std::string& country : subject.countries) countries.push_back(prepared.number_of(country));
    for (const std::string& gender : subject.genders) genders.push_back(prepared.number_of(gender));
    for (const std::string& word : subject.address_words) {
      const uint32_t number = prepared.number_of(word);
      if (number != Prepared::kNoValue) address_words.push_back(number);
    }
    std::sort(address_words.begin(), address_words.end());
    for (const match::Identifier& one : subject.identifiers)
      identifiers.push_back({match::identifier_class(one), prepared.number_of(one.value)});
    fields = {.birth_dates = subject.birth_dates,
              .countries = countries,
              .genders = genders,
              .identifiers = identifiers,
              .address_words = address_words,
              .has_unknown_country =
                  !std::all_of(subject.countries.begin(), subject.countries.end(),
                               [](const std::string& word) { return clean::is_country_code(word); })};
  }
  Numbered(const Numbered&) = delete;
  Numbered& operator=(const Numbered&) = delete;
};

// What the index must not leave out: all names that could reach `weight_min`, with what the fields could add.
index::Need need_of(const match::Model& model, const match::Subject& subject, int32_t weight_min) {
  using match::Feature;
  const int32_t birth = match::most_of(model, Feature::birth_date, subject);
  int32_t others = subject.birth_dates.empty() ? 0 : std::max(0, model.birth_year_differs);
  for (const Feature field : {Feature::country, Feature::gender, Feature::address})
    others += match::most_of(model, field, subject);
  index::Need need;
  need.share_min = match::share_needed(model, weight_min, others);
  need.share_min_tagged = match::share_needed(model, weight_min, others + birth);
  for (const match::PartialDate date : subject.birth_dates) {
    for (const int step : {-1, 0, 1})
      need.tags = static_cast<uint16_t>(need.tags | year_tag(static_cast<uint32_t>(date.year + step)));
  }
  need.kinds = 0;
  need.contradiction = need.omission = 1e9;
  for (const NameKind kind : kKinds) {
    if (!match::may_be_one(subject.kind, kind)) continue;
    need.kinds = static_cast<uint8_t>(need.kinds | 1u << static_cast<uint32_t>(kind));
    const auto weighed_as = static_cast<size_t>(subject.kind == NameKind::unknown ? kind : subject.kind);
    need.contradiction = std::min(need.contradiction, model.contradiction[weighed_as]);
    need.omission = std::min(need.omission, model.omission[weighed_as]);
  }
  return need;
}

match::Shape shape_of(const index::NameIndex& names, uint32_t name) {
  match::Shape shape;
  shape.kind = static_cast<NameKind>(names.name(name).kind);
  for (const uint32_t part : names.parts_of(name)) {
    const index::PartRow& row = names.part(part);
    shape.add(static_cast<clean::Role>(row.role), row.weight);
  }
  return shape;
}

uint32_t mask(size_t first, size_t count) { return ((1u << count) - 1u) << first; }

match::Meeting meeting_of(const match::Shape& query, const match::Shape& listed, const index::Met& met) {
  const uint32_t asked = query.weight_of(mask(met.query_first, met.query_count));
  const uint32_t found = listed.weight_of(mask(met.listed_first, met.listed_count));
  if (met.likeness.relation == Relation::acronym) {
    return match::acronym_meeting(met.query_first, met.query_count, met.listed_first, met.listed_count, asked,
                                  found);
  }
  if (met.query_count == 1 && met.listed_count == 1)
    return match::single_meeting(met.query_first, asked, met.listed_first, found, met.likeness);
  return match::joined_meeting(met.query_first, met.query_count, met.listed_first, met.listed_count,
                               met.likeness, asked, found);
}

}  // namespace

struct List::Customer {
  const match::Subject& subject;
  int32_t weight_min;
  int32_t most_beside;  // That the fields could add, identifiers left aside.
  Numbered numbered;

  Customer(const List& list, const match::Subject& who, double score_min)
      : subject(who),
        weight_min(list.model_.weight_of_score(score_min)),
        most_beside(0),
        numbered(*list.prepared_, who) {
    for (const match::Feature field :
         {match::Feature::birth_date, match::Feature::country, match::Feature::gender,
          match::Feature::address, match::Feature::identifier})
      most_beside += match::most_of(list.model_, field, who);
  }
};

struct List::Everybody {
  std::once_flag once;
  std::vector<Listed> listed;
};

List::List(std::shared_ptr<const Prepared> prepared, std::shared_ptr<const clean::Tables> tables,
           match::Model model)
    : prepared_(std::move(prepared)),
      tables_(std::move(tables)),
      model_(std::move(model)),
      everybody_(std::make_shared<Everybody>()) {}

Result<List> List::open(const store::Store& store, const store::View& view,
                        std::shared_ptr<const clean::Tables> tables, match::Model model) {
  CLEW_TRY_ASSIGN(auto prepared, prepared_list(store, view, *tables));
  return List(std::move(prepared), std::move(tables), std::move(model));
}

List List::of(const std::vector<Listed>& listed, std::shared_ptr<const clean::Tables> tables,
              match::Model model) {
  PreparedBuilder builder;
  for (const Listed& one : listed) builder.add(one);
  return of(builder, std::move(tables), std::move(model));
}

List List::of(PreparedBuilder& builder, std::shared_ptr<const clean::Tables> tables, match::Model model) {
  return List(Prepared::in_memory(builder.finish()), std::move(tables), std::move(model));
}

match::SubjectName List::name(uint32_t number) const {
  const index::NameRow& row = names().name(number);
  const auto kind = static_cast<NameKind>(row.kind);
  clean::Name name = clean::analyse_name(*tables_, names().written(number), kind);
  // One word in Han or Hangul is two names: see clean::analyse_as_one_word.
  if (name.parts.size() > 1 && names().parts_of(number).size() == 1)
    name = clean::analyse_as_one_word(*tables_, names().written(number), kind);
  return {std::move(name), row.is_weak != 0};
}

Listed List::listed(size_t number) const {
  const auto entity = static_cast<uint32_t>(number);
  Listed listed = prepared_->outline(entity);
  for (uint32_t i = prepared_->first_name(entity); i < prepared_->first_name(entity + 1); ++i)
    listed.subject.names.push_back(name(i));
  return listed;
}

// Every pair of names that could carry it, weighed.
void List::weigh_names(const Customer& customer, std::vector<Weighed>& weighed) const {
  thread_local index::Found found;
  thread_local std::vector<match::Meeting> meetings;
  const index::Need need = need_of(model_, customer.subject, customer.weight_min);
  for (uint32_t q = 0; q < customer.subject.names.size(); ++q) {
    const clean::Name& query = customer.subject.names[q].name;
    const match::Shape asked = match::shape_of(query);
    found.clear();
    names().find(query, need, found);
    for (const index::Candidate& candidate : found.candidates) {
      const match::Shape listed = shape_of(names(), candidate.name);
      meetings.clear();
      for (uint32_t i = 0; i < candidate.met_count; ++i)
        meetings.push_back(meeting_of(asked, listed, found.met[candidate.first_met + i]));
      const bool is_weak = names().name(candidate.name).is_weak != 0;
      const auto weight = match::weigh_name(model_, asked, listed, is_weak, meetings);
      if (weight && *weight + customer.most_beside >= customer.weight_min)
        weighed.push_back({*weight, candidate.owner, candidate.name, q});
    }
  }
}

// Of each entity the best name, and what the other fields add; those that reach the weight stay.
void List::add_fields(const Customer& customer, std::vector<Weighed>& weighed) const {
  std::sort(weighed.begin(), weighed.end(), [](const Weighed& a, const Weighed& b) {
    return std::tuple(a.entity, -a.weight, a.query_name, a.name) <
           std::tuple(b.entity, -b.weight, b.query_name, b.name);
  });
  const auto is_same = [](const Weighed& a, const Weighed& b) { return a.entity == b.entity; };
  weighed.erase(std::unique(weighed.begin(), weighed.end(), is_same), weighed.end());
  for (Weighed& one : weighed)
    one.weight += match::weigh_fields(model_, customer.numbered.fields, prepared_->fields(one.entity));
  std::erase_if(weighed, [&](const Weighed& one) { return one.weight < customer.weight_min; });
}

// Whoever has an identifier of the customer, whatever their names: these few are compared in full.
void List::add_by_identifier(const Customer& customer, std::vector<Weighed>& weighed) const {
  std::vector<uint32_t> entities;
  for (const match::NumberedIdentifier& one : customer.numbered.identifiers) {
    if (one.value != Prepared::kNoValue) prepared_->add_with_identifier(one.value, entities);
  }
  std::sort(entities.begin(), entities.end());
  entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
  for (const uint32_t entity : entities) {
    // The identifier carries names that the index rightly left out.
    std::erase_if(weighed, [&](const Weighed& one) { return one.entity == entity; });
    const int32_t weight = match::weigh(model_, customer.subject, listed(entity).subject);
    if (weight >= customer.weight_min) weighed.push_back({weight, entity, kNoName, 0});
  }
}

std::vector<Hit> List::best(const match::Subject& customer, std::vector<Weighed>&& weighed,
                            const Ask& ask) const {
  std::sort(weighed.begin(), weighed.end(), [&](const Weighed& a, const Weighed& b) {
    return a.weight != b.weight ? a.weight > b.weight : prepared_->id(a.entity) < prepared_->id(b.entity);
  });
  if (weighed.size() > ask.limit) weighed.resize(ask.limit);
  std::vector<Hit> hits;
  for (const Weighed& one : weighed) {
    auto met = std::make_shared<Listed>(one.name == kNoName ? listed(one.entity) : outline(one.entity));
    if (one.name != kNoName) met->subject.names.push_back(name(one.name));
    match::Comparison comparison = match::compare(model_, customer, met->subject);
    assert(comparison.weight == one.weight);
    hits.push_back({std::move(met), std::move(comparison)});
  }
  return hits;
}

std::vector<Hit> List::candidates(const match::Subject& subject, const Ask& ask) const {
  const Customer customer(*this, subject, ask.score_min);
  thread_local std::vector<Weighed> weighed;
  weighed.clear();
  weigh_names(customer, weighed);
  add_fields(customer, weighed);
  if (!subject.identifiers.empty()) add_by_identifier(customer, weighed);
  return weighed.empty() ? std::vector<Hit>() : best(subject, std::move(weighed), ask);
}

std::vector<Hit> List::candidates_by_force(const match::Subject& customer, const Ask& ask) const {
  std::call_once(everybody_->once, [&] {
    for (size_t i = 0; i < size(); ++i) everybody_->listed.push_back(listed(i));
  });
  const int32_t weight_min = model_.weight_of_score(ask.score_min);
  std::vector<Weighed> weighed;
  for (uint32_t i = 0; i < everybody_->listed.size(); ++i) {
    const int32_t weight = match::weigh(model_, customer, everybody_->listed[i].subject);
    if (weight >= weight_min) weighed.push_back({weight, i, kNoName, 0});
  }
  return best(customer, std::move(weighed), ask);
}

}  // namespace clew::screen
