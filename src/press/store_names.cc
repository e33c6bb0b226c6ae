#include "press/store_names.h"

#include <algorithm>

namespace clew::press {
namespace {

using base::Result;

bool is_looked_for(const store::Entity& entity) {
  if (entity.schema == nullptr || entity.schema->is_link()) return false;
  const auto is_a = [&](std::string_view name) {
    const model::Schema* schema = model::find_schema(name);
    return schema != nullptr && entity.schema->is_a(*schema);
  };
  return is_a("LegalEntity") || is_a("Vessel") || is_a("Airplane");
}

KnownEntity known_entity(const clean::Tables& tables, const store::Entity& entity) {
  KnownEntity known;
  known.subject.id = entity.id;
  known.subject.schema = entity.schema->name;
  known.subject.kind = match::kind_of_schema(entity.schema->name);
  known.caption = entity.caption();
  for (const store::EntityStatement& stated : entity.statements) {
    match::add_value(tables, known.subject, stated.statement.slot.property, stated.statement.value);
    const std::string_view dataset = stated.statement.dataset;
    if (std::find(known.datasets.begin(), known.datasets.end(), dataset) == known.datasets.end()) {
      known.datasets.emplace_back(dataset);
    }
  }
  return known;
}

match::Subject mention_subject(const clean::Tables& tables, std::string_view name, clean::NameKind kind) {
  match::Subject subject;
  subject.kind = kind;
  subject.schema = kind == clean::NameKind::person         ? "Person"
                   : kind == clean::NameKind::organisation ? "Organization"
                                                           : "LegalEntity";
  subject.names.push_back({clean::analyse_name(tables, name, kind), false});
  return subject;
}

void keep_likeliest(std::vector<Candidate>& candidates, size_t limit) {
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    if (a.is_as_listed != b.is_as_listed) return a.is_as_listed;
    if (a.is_as_listed && a.form != b.form) return a.form < b.form;
    if (a.comparison.weight != b.comparison.weight) return a.comparison.weight > b.comparison.weight;
    return a.entity->subject.id < b.entity->subject.id;
  });
  if (candidates.size() > limit) candidates.resize(limit);
}

}  // namespace

Result<StoreNames> StoreNames::open(const store::Store& store, const store::View& view,
                                    std::shared_ptr<const clean::Tables> tables, match::Model model) {
  std::vector<KnownEntity> entities;
  CLEW_TRY(store.scan(view, [&](const store::Entity& entity) {
    if (is_looked_for(entity)) entities.push_back(known_entity(*tables, entity));
    return true;
  }));
  return of(std::move(entities), std::move(tables), std::move(model));
}

StoreNames StoreNames::of(std::vector<KnownEntity> entities, std::shared_ptr<const clean::Tables> tables,
                          match::Model model) {
  StoreNames names(std::move(tables));
  names.entities_ = std::move(entities);
  names.model_ = std::move(model);
  index::NameIndexBuilder builder;
  for (uint32_t number = 0; number < names.entities_.size(); ++number) {
    const match::Subject& subject = names.entities_[number].subject;
    names.known_.add(subject, names.entities_[number].caption, number);
    for (const match::SubjectName& name : subject.names) builder.add(name.name, number);
  }
  names.tables_of_names_ = builder.finish();
  const std::vector<std::string_view> views(names.tables_of_names_.begin(), names.tables_of_names_.end());
  names.names_ = index::NameIndex(views);
  return names;
}

std::vector<Candidate> StoreNames::candidates(const NameHit& hit, std::string_view words,
                                              size_t limit) const {
  std::vector<Candidate> found;
  for (const Owner& owner : hit.owners) {
    const KnownEntity& entity = entities_[owner.number];
    const match::Subject subject = mention_subject(*tables_, words, entity.subject.kind);
    found.push_back({&entity, match::compare(model_, subject, entity.subject), owner.form, true});
  }
  keep_likeliest(found, limit);
  return found;
}

std::vector<Candidate> StoreNames::candidates(std::string_view name, clean::NameKind kind,
                                              size_t limit) const {
  const match::Subject subject = mention_subject(*tables_, name, kind);
  const int32_t weight_min = model_.weight_of_score(model_.score_min);
  const index::Need need = {
      .share_min = match::share_needed(model_, weight_min, 0),
      .contradiction = *std::min_element(model_.contradiction.begin(), model_.contradiction.end()),
      .omission = *std::min_element(model_.omission.begin(), model_.omission.end())};
  index::Found could_be;
  names_.find(subject.names.front().name, need, could_be);
  std::vector<uint32_t> numbers;
  for (const index::Candidate& one : could_be.candidates) numbers.push_back(one.owner);
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::vector<Candidate> found;
  for (const uint32_t number : numbers) {
    const KnownEntity& entity = entities_[number];
    if (match::weigh(model_, subject, entity.subject) < weight_min) continue;
    found.push_back({&entity, match::compare(model_, subject, entity.subject), NameForm::whole, false});
  }
  keep_likeliest(found, limit);
  return found;
}

}  // namespace clew::press
