#include "serve/entity.h"

#include <algorithm>
#include <map>

#include "base/json.h"
#include "clean/tables.h"
#include "graph/minors.h"
#include "model/schema.h"

namespace clew::serve {
namespace {

using base::JsonLine;
using Properties = std::map<std::string_view, std::vector<std::string>>;

constexpr size_t kAdjacentMax = 500;

std::string code_of(const clean::Tables& tables, std::string_view written) {
  std::string code = clean::country_code(tables, written).value_or("");
  if (code.size() != 2) return std::string(written);
  for (char& letter : code) letter = static_cast<char>(letter - 'A' + 'a');
  return code;
}

Properties properties_of(const Snapshot& snapshot, const store::Entity& entity) {
  Properties properties;
  for (const store::EntityStatement& stated : entity.statements) {
    const std::string_view property = stated.statement.slot.property;
    if (property == "id") continue;
    const model::Property* known = entity.schema == nullptr ? nullptr : entity.schema->property(property);
    const bool is_country = known != nullptr && known->type == model::Type::country;
    std::string value =
        is_country ? code_of(*snapshot.tables, stated.statement.value) : std::string(stated.statement.value);
    auto& values = properties[property];
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
  }
  return properties;
}

bool is_risk(const std::string& topic) {
  const model::Topic* known = model::find_topic(topic);
  return known != nullptr && known->risk;
}

struct Days {
  std::string first, last, change;
};

// Of the versions that hold what is said of it.
Days days_of(const store::Store& store, const store::Entity& entity) {
  Days days;
  for (const store::EntityStatement& stated : entity.statements) {
    const store::Dataset* dataset = store.manifest().dataset(stated.statement.dataset);
    if (dataset == nullptr) continue;
    const std::string& from = dataset->versions[stated.known_from - 1].published_on;
    const std::string& until = dataset->versions.back().published_on;
    if (days.first.empty() || from < days.first) days.first = from;
    days.change = std::max(days.change, from);
    days.last = std::max(days.last, until);
  }
  return days;
}

void write_day(JsonLine& json, std::string_view key, const std::string& day) {
  json.key(key);
  if (day.empty()) return json.null();
  std::string whole = day;
  while (whole.size() < 10) whole += "-01";
  json.value(std::string_view(whole + "T00:00:00"));
}

std::vector<std::string_view> datasets_of(const store::Entity& entity) {
  std::vector<std::string_view> datasets;
  for (const store::EntityStatement& stated : entity.statements) {
    if (std::find(datasets.begin(), datasets.end(), stated.statement.dataset) == datasets.end())
      datasets.push_back(stated.statement.dataset);
  }
  return datasets;
}

void write_whole(JsonLine& json, const Snapshot& snapshot, const store::Entity& entity, Depth depth,
                 std::string_view from = {}) {
  json.raw(render(snapshot, entity, depth, from).json + "}");
}

// What a link names, whole, but for the entity it was reached from.
void write_ends(JsonLine& json, const Snapshot& snapshot, std::string_view property,
                const std::vector<std::string>& ids, std::string_view from) {
  json.key(property).open_list();
  for (const std::string& id : ids) {
    const auto other =
        id == from ? base::Result<std::optional<store::Entity>>() : snapshot.store.entity(id, {});
    if (other && *other) {
      write_whole(json, snapshot, **other, Depth::flat);
    } else {
      json.value(std::string_view(id));
    }
  }
  json.close_list();
}

void write_adjacent(JsonLine& json, const Snapshot& snapshot, const store::Entity& entity) {
  const auto adjacent = adjacent_to(snapshot, entity);
  if (!adjacent) return;
  for (const Adjacent& one : *adjacent) {
    json.key(one.property).open_list();
    for (const store::Entity& other : one.entities)
      write_whole(json, snapshot, other, Depth::ends, entity.id);
    json.close_list();
  }
}

bool names_entities(const store::Entity& entity, std::string_view property) {
  const model::Property* known = entity.schema == nullptr ? nullptr : entity.schema->property(property);
  return known != nullptr && known->type == model::Type::entity;
}

}  // namespace

base::Result<std::vector<Adjacent>> adjacent_to(const Snapshot& snapshot, const store::Entity& entity) {
  std::map<std::string, std::vector<store::Entity>> found;
  for (const auto& [property, id] : graph::names_others(entity)) {
    CLEW_TRY_ASSIGN(auto other, snapshot.store.entity(id, {}));
    if (other) found[std::string(property)].push_back(std::move(*other));
  }
  CLEW_TRY_ASSIGN(auto pointing, snapshot.references->pointing_to(entity.id, {}, kAdjacentMax));
  for (auto* group : {&pointing.about, &pointing.others}) {
    for (store::Entity& other : *group) {
      if (other.schema == nullptr) continue;
      for (const auto& [property, id] : graph::names_others(other)) {
        const model::Property* known = other.schema->property(property);
        if (id != entity.id || known == nullptr || known->reverse.empty()) continue;
        found[std::string(known->reverse)].push_back(other);
      }
    }
  }
  std::vector<Adjacent> adjacent;
  for (auto& [property, entities] : found) adjacent.push_back({property, std::move(entities)});
  return adjacent;
}

Rendered render(const Snapshot& snapshot, const store::Entity& entity, Depth depth, std::string_view from) {
  Rendered rendered;
  rendered.is_child = graph::is_child(snapshot.store, entity, {});
  Properties properties;
  if (!rendered.is_child) properties = properties_of(snapshot, entity);
  const auto pointing = snapshot.references->pointing_to(entity.id, {}, 0);
  const bool is_listed =
      pointing && std::any_of(pointing->about.begin(), pointing->about.end(),
                              [](const store::Entity& about) { return about.schema_name() == "Sanction"; });
  if (is_listed && !rendered.is_child) {
    auto& topics = properties["topics"];
    if (std::find(topics.begin(), topics.end(), "sanction") == topics.end()) topics.emplace_back("sanction");
  }
  const auto& topics = properties["topics"];
  const bool is_target = is_listed || std::any_of(topics.begin(), topics.end(), is_risk);
  if (topics.empty()) properties.erase("topics");
  const Days days = days_of(snapshot.store, entity);
  rendered.last_change = days.change;
  JsonLine json;
  json.open();
  json.member("id", entity.id);
  json.member("caption", rendered.is_child ? graph::kChild : entity.caption());
  json.member("schema", entity.schema_name());
  json.key("properties").open();
  for (const auto& [property, values] : properties) {
    if (depth == Depth::flat || !names_entities(entity, property)) {
      json.list(property, values);
    } else if (depth == Depth::ends) {
      write_ends(json, snapshot, property, values, from);
    }
  }
  if (depth == Depth::nested && !rendered.is_child) write_adjacent(json, snapshot, entity);
  json.close();
  json.list("datasets", datasets_of(entity));
  json.list("referents", std::vector<std::string>());
  json.member("target", is_target);
  write_day(json, "first_seen", days.first);
  write_day(json, "last_seen", days.last);
  write_day(json, "last_change", days.change);
  rendered.json = json.text();
  return rendered;
}

}  // namespace clew::serve
