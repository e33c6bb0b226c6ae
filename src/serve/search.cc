// GET /search/{dataset}: entities by words of their names, with filters and facets, in yente's shapes.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/json.h"
#include "clean/tables.h"
#include "clean/tokens.h"
#include "graph/minors.h"
#include "model/schema.h"
#include "serve/entity.h"
#include "serve/house.h"
#include "serve/scope.h"

namespace clew::serve {
namespace {

using net::Response;
using std::string_view;

// So many are held for one answer; more are counted as "at least".
constexpr size_t kFoundMax = 10'000;

struct Search {
  Filter filter;
  store::View view;
  const model::Schema* schema = nullptr;
  std::string words;
  std::vector<std::string> countries, datasets, fields, facets, sort;
  bool all_filters = false;  // filter_op=AND: each of a field's values; else one of them.
  uint64_t limit = 10, offset = 0;
};

struct FoundEntities {
  std::vector<store::Entity> entities;
  bool is_cut = false;
};

std::vector<std::string> values_of(const Snapshot& snapshot, const store::Entity& entity,
                                   string_view property) {
  std::vector<std::string> values;
  const model::Property* known = entity.schema == nullptr ? nullptr : entity.schema->property(property);
  for (const string_view value : entity.values(property)) {
    const bool is_country = known != nullptr && known->type == model::Type::country;
    const auto code = is_country ? clean::country_code(*snapshot.tables, value) : std::nullopt;
    values.push_back(code.value_or(std::string(value)));
  }
  return values;
}

// Values of all properties of a type, as FollowTheMoney groups them.
std::set<std::string> group_of(const Snapshot& snapshot, const store::Entity& entity, model::Type type) {
  std::set<std::string> group;
  if (entity.schema == nullptr) return group;
  for (const model::Property* property : entity.schema->properties) {
    if (property->type != type) continue;
    for (std::string& value : values_of(snapshot, entity, property->name)) group.insert(std::move(value));
  }
  return group;
}

std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

const std::map<string_view, model::Type>& groups() {
  static const std::map<string_view, model::Type> kGroups = {{"countries", model::Type::country},
                                                             {"topics", model::Type::topic},
                                                             {"identifiers", model::Type::identifier},
                                                             {"genders", model::Type::gender},
                                                             {"dates", model::Type::date},
                                                             {"names", model::Type::name}};
  return kGroups;
}

std::set<std::string> field_of(const Snapshot& snapshot, const store::Entity& entity, string_view field) {
  if (field == "schema") return {std::string(entity.schema_name())};
  if (field == "id") return {entity.id};
  std::set<std::string> values;
  if (field == "datasets") {
    for (const auto& stated : entity.statements) values.emplace(stated.statement.dataset);
  } else if (const auto group = groups().find(field); group != groups().end()) {
    values = group_of(snapshot, entity, group->second);
    if (field == "countries") {
      std::set<std::string> codes;
      for (const std::string& value : values) codes.insert(value.size() == 2 ? lower(value) : value);
      return codes;
    }
  } else {
    if (field.starts_with("properties.")) field.remove_prefix(11);
    for (std::string& value : values_of(snapshot, entity, field)) values.insert(std::move(value));
  }
  return values;
}

// A date that begins as the one asked for is that date.
bool has_value(const std::set<std::string>& values, const std::string& wanted, bool is_date) {
  if (is_date) {
    return std::any_of(values.begin(), values.end(),
                       [&](const std::string& value) { return value.starts_with(wanted); });
  }
  return values.contains(wanted);
}

bool has_field(const Snapshot& snapshot, const store::Entity& entity, const std::string& filter) {
  const size_t colon = filter.find(':');
  const std::string field = filter.substr(0, colon), wanted = filter.substr(colon + 1);
  const string_view property =
      string_view(field).starts_with("properties.") ? string_view(field).substr(11) : field;
  const model::Property* known = entity.schema == nullptr ? nullptr : entity.schema->property(property);
  const bool is_date = field == "dates" || (known != nullptr && known->type == model::Type::date);
  return has_value(field_of(snapshot, entity, field), wanted, is_date);
}

bool holds_any(const Snapshot& snapshot, const store::Entity& entity, string_view field,
               const std::vector<std::string>& wanted, bool all) {
  if (wanted.empty()) return true;
  const auto values = field_of(snapshot, entity, field);
  const auto has = [&](const std::string& one) {
    return values.contains(field == "countries" ? lower(one) : one);
  };
  return all ? std::all_of(wanted.begin(), wanted.end(), has)
             : std::any_of(wanted.begin(), wanted.end(), has);
}

bool holds(const Snapshot& snapshot, const store::Entity& entity, const Search& search) {
  if (entity.schema == nullptr || !entity.schema->is_a(*search.schema)) return false;
  if (graph::is_child(snapshot.store, entity, {})) return false;
  if (!holds_any(snapshot, entity, "countries", search.countries, search.all_filters) ||
      !holds_any(snapshot, entity, "datasets", search.datasets, search.all_filters))
    return false;
  std::map<std::string, bool> by_field;  // Values of one field: one of them, or each.
  for (const std::string& filter : search.fields) {
    const std::string field = filter.substr(0, filter.find(':'));
    const bool has = has_field(snapshot, entity, filter);
    const auto [place, is_new] = by_field.emplace(field, has);
    if (!is_new) place->second = search.all_filters ? place->second && has : place->second || has;
  }
  if (std::any_of(by_field.begin(), by_field.end(), [](const auto& one) { return !one.second; }))
    return false;
  return search.filter.holds(snapshot, entity);
}

base::Result<FoundEntities> find(const Snapshot& snapshot, const Search& search) {
  FoundEntities found;
  const auto take = [&](const store::Entity& entity) {
    if (!holds(snapshot, entity, search)) return true;
    found.is_cut = found.entities.size() == kFoundMax;
    if (!found.is_cut) found.entities.push_back(entity);
    return !found.is_cut;
  };
  if (search.filter.datasets.empty()) return found;
  if (clean::tokens(search.words).empty()) {
    if (search.words.find_first_not_of(" *") != std::string::npos) return found;
    CLEW_TRY(snapshot.store.scan(search.view, take));
    return found;
  }
  CLEW_TRY_ASSIGN(const auto named, snapshot.names->find(search.words, search.view));
  for (const store::Entity& entity : named) {
    if (!take(entity)) break;
  }
  return found;
}

std::string label_of(string_view facet, const std::string& value) {
  if (facet == "schema") {
    const model::Schema* schema = model::find_schema(value);
    return schema == nullptr ? value : std::string(schema->label);
  }
  if (facet == "topics") {
    const model::Topic* topic = model::find_topic(value);
    return topic == nullptr ? value : std::string(topic->label);
  }
  return value;
}

void write_facet(base::JsonLine& json, const Snapshot& snapshot, const FoundEntities& found,
                 const std::string& facet) {
  std::map<std::string, uint64_t> counts;
  for (const store::Entity& entity : found.entities) {
    for (const std::string& value : field_of(snapshot, entity, facet)) ++counts[value];
  }
  std::vector<std::pair<uint64_t, std::string>> ranked;
  for (const auto& [value, count] : counts) ranked.emplace_back(count, value);
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  if (ranked.size() > 50) ranked.resize(50);
  std::string label = facet == "schema" ? "Types" : facet;
  if (label[0] >= 'a') label[0] = static_cast<char>(label[0] - 'a' + 'A');
  json.key(facet).open();
  json.member("label", std::string_view(label));
  json.key("values").open_list();
  for (const auto& [count, value] : ranked) {
    json.open();
    json.member("name", std::string_view(value));
    json.member("label", std::string_view(label_of(facet, value)));
    json.member("count", count);
    json.close();
  }
  json.close_list();
  json.close();
}

std::expected<Search, Response> search_of(const Asked& asked) {
  const auto& query = asked.request.query;
  auto filter = Filter::of(asked, asked.values[0]);
  if (!filter) return std::unexpected(filter.error());
  Search search;
  search.filter = std::move(*filter);
  search.view.datasets = search.filter.datasets;
  const string_view schema = query.get("schema", "Thing");
  search.schema = model::find_schema(schema);
  if (search.schema == nullptr)
    return std::unexpected(problem(400, fmt::format("{} is no schema; Person or Company are", schema)));
  const auto limit = number_asked(asked.request, "limit", 10, {.least = 0, .most = 500});
  if (!limit) return std::unexpected(limit.error());
  const auto offset = number_asked(asked.request, "offset", 0, {.least = 0, .most = 9499});
  if (!offset) return std::unexpected(offset.error());
  for (const char* name : {"fuzzy", "simple", "target"}) {
    if (const auto given = switch_asked(asked.request, name, false); !given)
      return std::unexpected(given.error());
  }
  search.limit = *limit;
  search.offset = *offset;
  search.words = query.get("q");
  search.countries = query.all("countries");
  search.datasets = query.all("datasets");
  search.fields = query.all("filter");
  search.sort = query.all("sort");
  search.facets = query.all("facets");
  if (search.facets.empty()) search.facets = {"countries", "topics", "datasets"};
  for (const std::string& facet : search.facets) {
    constexpr string_view kFacets[] = {"datasets", "schema", "countries", "identifiers", "topics", "genders"};
    if (std::find(std::begin(kFacets), std::end(kFacets), facet) == std::end(kFacets))
      return std::unexpected(invalid({"query", "facets"}, "enum",
                                     "countries, topics, datasets, schema, "
                                     "identifiers or genders"));
  }
  for (const std::string& one : search.fields) {
    if (one.find(':') == std::string::npos)
      return std::unexpected(problem(400, "a filter is FIELD:VALUE, as in properties.birthDate:1985"));
  }
  const string_view operation = query.get("filter_op", "OR");
  if (operation != "AND" && operation != "OR")
    return std::unexpected(invalid({"query", "filter_op"}, "enum", "AND or OR"));
  search.all_filters = operation == "AND";
  return search;
}

void sort_as_asked(FoundEntities& found, const Search& search) {
  for (auto order = search.sort.rbegin(); order != search.sort.rend(); ++order) {
    std::string property = order->substr(0, order->find(':'));
    if (property.starts_with("properties.")) property.erase(0, 11);
    const bool descends = order->ends_with(":desc");
    const auto key = [&](const store::Entity& entity) {
      return property == "id"        ? string_view(entity.id)
             : property == "caption" ? entity.caption()
                                     : entity.first(property);
    };
    std::stable_sort(found.entities.begin(), found.entities.end(),
                     [&](const store::Entity& a, const store::Entity& b) {
                       return descends ? key(a) > key(b) : key(a) < key(b);
                     });
  }
}

Response search_entities(const Asked& asked) {
  const auto search = search_of(asked);
  if (!search) return search.error();
  const Snapshot& snapshot = *asked.snapshot;
  auto found = find(snapshot, *search);
  if (!found) return problem_of(found.error());
  sort_as_asked(*found, *search);
  base::JsonLine json;
  json.open();
  json.member("limit", search->limit);
  json.member("offset", search->offset);
  json.key("total").open();
  json.member("value", static_cast<uint64_t>(found->entities.size()));
  json.member("relation", found->is_cut ? "gte" : "eq");
  json.close();
  json.key("results").open_list();
  const size_t end = std::min<size_t>(found->entities.size(), search->offset + search->limit);
  for (size_t i = search->offset; i < end; ++i) {
    if (const auto rendered = snapshot.rendered(found->entities[i].id)) json.raw(rendered->json + "}");
  }
  json.close_list();
  json.key("facets").open();
  for (const std::string& facet : search->facets) write_facet(json, snapshot, *found, facet);
  json.close();
  json.close();
  return net::json_response(200, std::string(json.text()));
}

}  // namespace

void add_search_routes(Router& router, House&) {
  router.add({"GET", "/search/{dataset}", "entities by words of their names", search_entities, true});
}

}  // namespace clew::serve
