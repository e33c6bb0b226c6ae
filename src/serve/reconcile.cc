// The W3C Reconciliation API 0.2 below /reconcile/{dataset}, as OpenRefine speaks it.
#include <fmt/core.h>
#include <simdjson.h>

#include <algorithm>

#include "base/json.h"
#include "base/markup.h"
#include "graph/minors.h"
#include "model/schema.h"
#include "serve/candidates.h"

namespace clew::serve {
namespace {

using net::Response;
using std::string_view;

constexpr size_t kSuggestedMax = 5;
constexpr double kThreshold = 0.7;

void write_type(base::JsonLine& json, const model::Schema& schema) {
  json.open();
  json.member("id", schema.name);
  json.member("name", schema.plural.empty() ? schema.label : schema.plural);
  json.member("description", schema.description);
  json.close();
}

bool begins_with(string_view text, string_view prefix) {
  return text.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
         });
}

std::string base_url(const House& house, const Asked& asked) {
  return fmt::format("{}://{}/reconcile/{}", house.scheme, asked.request.header("host"),
                     net::percent_encoded(asked.values[0]));
}

void write_service(base::JsonLine& json, string_view key, const std::string& url, string_view path) {
  json.key(key).open();
  json.member("service_url", string_view(url));
  json.member("service_path", path);
  json.close();
}

void write_extend(base::JsonLine& json, const std::string& url) {
  json.key("extend").open();
  write_service(json, "propose_properties", url, "/extend/property");
  json.key("property_settings").open_list();
  json.open();
  json.member("name", "limit");
  json.member("label", "Limit");
  json.member("type", "number");
  json.member("default", uint64_t{0});
  json.member("help_text", "How many values of each at most; 0: all");
  json.close();
  json.close_list();
  json.close();
}

Response manifest(const House& house, const Asked& asked) {
  if (!datasets_of_scope(asked.snapshot->store.manifest(), asked.values[0]))
    return problem(404, "No such dataset.");
  const std::string url = base_url(house, asked);
  base::JsonLine json;
  json.open();
  json.list("versions", std::vector<string_view>{"0.2"});
  json.member("name", string_view(fmt::format("{} (Clew)", asked.values[0])));
  json.member("identifierSpace", "https://w3id.org/clew/entity");
  json.member("schemaSpace", "https://followthemoney.tech/explorer/schemata");
  json.member("batchSize", uint64_t{50});
  json.key("view").open();
  json.member("url", string_view(fmt::format("{}://{}/entities/{{{{id}}}}", house.scheme,
                                             asked.request.header("host"))));
  json.close();
  json.key("preview").open();
  json.member("url", string_view(url + "/preview?id={{id}}"));
  json.member("width", uint64_t{430});
  json.member("height", uint64_t{300});
  json.close();
  json.key("suggest").open();
  for (const auto& [key, path] :
       {std::pair("entity", "/suggest/entity"), {"property", "/suggest/property"}, {"type", "/suggest/type"}})
    write_service(json, key, url, path);
  json.close();
  write_extend(json, url);
  json.key("defaultTypes").open_list();
  for (const char* name : {"Person", "Organization", "Company", "LegalEntity", "Vessel"})
    write_type(json, *model::find_schema(name));
  json.close_list();
  json.close();
  return net::json_response(200, std::string(json.text()));
}

// --- Queries --------------------------------------------------------------------------------------------

struct Query {
  std::string key, schema = "LegalEntity";
  std::vector<Field> fields;
  uint64_t limit = 5;
};

std::string text_of(const simdjson::dom::element& value) {
  if (string_view text; value.get(text) == simdjson::SUCCESS) return std::string(text);
  if (int64_t number = 0; value.get(number) == simdjson::SUCCESS) return std::to_string(number);
  if (simdjson::dom::object object; value.get(object) == simdjson::SUCCESS) {
    // A cell that is reconciled already comes as {"id", "name"}.
    for (const char* key : {"name", "id"}) {
      if (string_view text; object[key].get(text) == simdjson::SUCCESS) return std::string(text);
    }
  }
  return {};
}

void take_property(Query& query, const simdjson::dom::element& property) {
  string_view pid;
  simdjson::dom::element value;
  if (property["pid"].get(pid) != simdjson::SUCCESS || property["v"].get(value) != simdjson::SUCCESS) return;
  if (const size_t colon = pid.find(':'); colon != pid.npos) pid.remove_prefix(colon + 1);
  if (simdjson::dom::array values; value.get(values) == simdjson::SUCCESS) {
    for (const simdjson::dom::element one : values) query.fields.emplace_back(pid, text_of(one));
  } else {
    query.fields.emplace_back(pid, text_of(value));
  }
}

std::expected<Query, Response> query_of(string_view key, const simdjson::dom::element& element) {
  Query query;
  query.key = key;
  string_view text;
  if (element["query"].get(text) == simdjson::SUCCESS) query.fields.emplace_back("name", text);
  simdjson::dom::element type;
  if (element["type"].get(type) == simdjson::SUCCESS) {
    if (simdjson::dom::array types; type.get(types) == simdjson::SUCCESS && types.size() > 0)
      type = types.at(0);
    if (type.get(text) == simdjson::SUCCESS) query.schema = text;
  }
  const model::Schema* schema = model::find_schema(query.schema);
  if (schema == nullptr) return std::unexpected(problem(400, fmt::format("{} is no type", query.schema)));
  if (int64_t limit = 0; element["limit"].get(limit) == simdjson::SUCCESS)
    query.limit = static_cast<uint64_t>(std::clamp<int64_t>(limit, 1, 500));
  if (simdjson::dom::array properties; element["properties"].get(properties) == simdjson::SUCCESS) {
    for (const simdjson::dom::element property : properties) take_property(query, property);
  }
  return query;
}

void write_candidate(base::JsonLine& json, const Snapshot& snapshot, const screen::Hit& hit) {
  const auto rendered = snapshot.rendered(hit.listed->subject.id);
  const bool is_child = rendered != nullptr && rendered->is_child;
  json.open();
  json.member("id", string_view(hit.listed->subject.id));
  json.member("name", is_child ? graph::kChild : string_view(hit.listed->caption));
  std::string datasets;
  for (const std::string& one : hit.listed->datasets) datasets += (datasets.empty() ? "" : ", ") + one;
  json.member("description", string_view(datasets));
  json.key("type").open_list();
  if (const model::Schema* schema = model::find_schema(hit.listed->subject.schema)) write_type(json, *schema);
  json.close_list();
  json.member("score", hit.comparison.score);
  json.member("match", hit.comparison.score >= kThreshold);
  json.close();
}

Response answer_queries(House& house, const Asked& asked, const std::string& text) {
  const auto filter = Filter::of(asked, asked.values[0]);
  if (!filter) return filter.error();
  thread_local simdjson::dom::parser parser;
  simdjson::dom::element document;
  simdjson::dom::object queries;
  if (parser.parse(text).get(document) != simdjson::SUCCESS || document.get(queries) != simdjson::SUCCESS)
    return problem(400, "queries is no JSON object");
  if (queries.size() > house.batch_max)
    return problem(400, fmt::format("Too many queries in one batch; at most {}", house.batch_max));
  base::JsonLine json;
  json.open();
  for (const auto& [key, element] : queries) {
    const auto query = query_of(key, element);
    if (!query) return query.error();
    const match::Subject subject = house.as_subject(*asked.snapshot->tables, query->schema, query->fields);
    const Found found = candidates(*asked.snapshot, subject, 0.5, *filter);
    count_hits(house.figures, found, kThreshold);
    json.key(query->key).open();
    json.key("result").open_list();
    for (size_t i = 0; i < std::min<size_t>(query->limit, found.hits.size()); ++i)
      write_candidate(json, *asked.snapshot, found.hits[i]);
    json.close_list();
    json.close();
  }
  json.close();
  house.figures.screened(queries.size());
  return net::json_response(200, std::string(json.text()));
}

// --- Extend ---------------------------------------------------------------------------------------------

struct Wanted {
  std::string property;
  uint64_t limit = 0;
};

void write_values(base::JsonLine& json, const Snapshot& snapshot, const store::Entity& entity,
                  const Wanted& wanted) {
  json.key(wanted.property).open_list();
  uint64_t count = 0;
  if (!graph::is_child(snapshot.store, entity, {})) {
    for (const string_view value : entity.values(wanted.property)) {
      if (wanted.limit != 0 && count++ >= wanted.limit) break;
      json.open();
      json.member("str", value);
      json.close();
    }
  }
  json.close_list();
}

std::vector<Wanted> wanted_of(const simdjson::dom::element& document) {
  std::vector<Wanted> wanted;
  simdjson::dom::array properties;
  if (document["properties"].get(properties) != simdjson::SUCCESS) return wanted;
  for (const simdjson::dom::element property : properties) {
    string_view id;
    if (property["id"].get(id) != simdjson::SUCCESS) continue;
    if (const size_t colon = id.find(':'); colon != id.npos) id.remove_prefix(colon + 1);
    Wanted one{std::string(id), 0};
    const std::string limit = [&] {
      simdjson::dom::element value;
      return property["settings"]["limit"].get(value) == simdjson::SUCCESS ? text_of(value) : std::string();
    }();
    if (!limit.empty() && limit.size() < 6 && limit.find_first_not_of("0123456789") == limit.npos)
      one.limit = std::stoul(limit);
    wanted.push_back(std::move(one));
  }
  return wanted;
}

Response extend(const House& house, const Asked& asked, const std::string& text) {
  thread_local simdjson::dom::parser parser;
  simdjson::dom::element document;
  simdjson::dom::array ids;
  if (parser.parse(text).get(document) != simdjson::SUCCESS || document["ids"].get(ids) != simdjson::SUCCESS)
    return problem(400, "extend is no JSON object with ids");
  if (ids.size() > house.batch_max)
    return problem(400, fmt::format("Too many ids in one batch; at most {}", house.batch_max));
  const auto wanted = wanted_of(document);
  base::JsonLine json;
  json.open();
  json.key("meta").open_list();
  for (const Wanted& one : wanted) {
    json.open();
    json.member("id", string_view(one.property));
    json.member("name", string_view(one.property));
    json.close();
  }
  json.close_list();
  json.key("rows").open();
  for (const simdjson::dom::element id : ids) {
    const std::string key = text_of(id);
    const auto entity = asked.snapshot->store.entity(key, {});
    json.key(key).open();
    for (const Wanted& one : wanted) {
      if (entity && *entity) write_values(json, *asked.snapshot, **entity, one);
    }
    json.close();
  }
  json.close();
  json.close();
  return net::json_response(200, std::string(json.text()));
}

Response reconcile(House& house, const Asked& asked) {
  const auto form = net::Parameters::parse(asked.request.body);
  if (!form) return problem(400, "the form has a broken escape");
  if (const auto queries = form->find("queries")) return answer_queries(house, asked, std::string(*queries));
  if (const auto wanted = form->find("extend")) return extend(house, asked, std::string(*wanted));
  return problem(400, "a form with queries or extend is needed");
}

// --- Suggest --------------------------------------------------------------------------------------------

Response suggested(const Asked& asked, const std::function<void(base::JsonLine&, string_view)>& write_all) {
  const string_view prefix = asked.request.query.get("prefix");
  base::JsonLine json;
  json.open();
  json.member("code", "/api/status/ok");
  json.member("status", "200 OK");
  json.member("prefix", prefix);
  json.key("result").open_list();
  write_all(json, prefix);
  json.close_list();
  json.close();
  return net::json_response(200, std::string(json.text()));
}

Response suggest_type(const Asked& asked) {
  return suggested(asked, [](base::JsonLine& json, string_view prefix) {
    size_t count = 0;
    for (const model::Schema* schema : model::all_schemas()) {
      if (!schema->matchable || count == kSuggestedMax) continue;
      if (!begins_with(schema->name, prefix) && !begins_with(schema->label, prefix)) continue;
      ++count;
      write_type(json, *schema);
    }
  });
}

void write_property(base::JsonLine& json, const model::Property& property) {
  json.open();
  json.member("id", string_view(fmt::format("{}:{}", property.schema->name, property.name)));
  json.member("name", property.label);
  json.close();
}

Response suggest_property(const Asked& asked) {
  return suggested(asked, [](base::JsonLine& json, string_view prefix) {
    std::vector<const model::Property*> found;
    for (const model::Schema* schema : model::all_schemas()) {
      for (const model::Property* property : schema->properties) {
        if (!schema->matchable || property->schema != schema || found.size() == kSuggestedMax) continue;
        if (begins_with(property->name, prefix) || begins_with(property->label, prefix))
          found.push_back(property);
      }
    }
    for (const model::Property* property : found) write_property(json, *property);
  });
}

Response suggest_entity(const Asked& asked) {
  const auto filter = Filter::of(asked, asked.values[0]);
  if (!filter) return filter.error();
  const auto limit = number_asked(asked.request, "limit", 10, {.least = 0, .most = 500});
  if (!limit) return limit.error();
  const auto named =
      asked.snapshot->names->find(asked.request.query.get("prefix"), {.datasets = filter->datasets});
  if (!named) return problem_of(named.error());
  return suggested(asked, [&](base::JsonLine& json, string_view) {
    uint64_t count = 0;
    for (const store::Entity& entity : *named) {
      if (entity.schema == nullptr || !entity.schema->matchable || count == *limit) continue;
      if (graph::is_child(asked.snapshot->store, entity, {})) continue;
      ++count;
      json.open();
      json.member("id", string_view(entity.id));
      json.member("name", entity.caption());
      json.member("description", entity.schema->label);
      json.key("type").open_list();
      write_type(json, *entity.schema);
      json.close_list();
      json.close();
    }
  });
}

Response extend_property(const Asked& asked) {
  const string_view type = asked.request.query.get("type", "Thing");
  const model::Schema* schema = model::find_schema(type);
  if (schema == nullptr) return problem(400, fmt::format("{} is no type", type));
  const auto limit = number_asked(asked.request, "limit", 0, {.least = 0, .most = 500});
  if (!limit) return limit.error();
  std::vector<const model::Property*> found;
  const auto add = [&](const model::Property* property) {
    if (property == nullptr || property->hidden || property->type == model::Type::entity) return;
    if (std::find(found.begin(), found.end(), property) == found.end()) found.push_back(property);
  };
  for (const string_view name : schema->featured) add(schema->property(name));
  for (const model::Property* property : schema->properties) add(property);
  if (*limit != 0 && found.size() > *limit) found.resize(*limit);
  std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->label < b->label; });
  base::JsonLine json;
  json.open();
  json.member("limit", *limit);
  json.member("type", type);
  json.key("properties").open_list();
  for (const model::Property* property : found) {
    json.open();
    json.member("id", property->name);
    json.member("name", property->label);
    json.close();
  }
  json.close_list();
  json.close();
  return net::json_response(200, std::string(json.text()));
}

// A few lines of HTML for a small frame; nothing in it runs.
Response preview(const House& house, const Asked& asked) {
  const auto entity = asked.snapshot->store.entity(asked.request.query.get("id"), {});
  if (!entity || !*entity) return problem(404, "No such entity!");
  const bool is_child = graph::is_child(asked.snapshot->store, **entity, {});
  Response response;
  response.content_type = "text/html; charset=utf-8";
  std::string policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
  for (const std::string& origin : house.origins) policy += " " + origin;
  response.headers.emplace_back("Content-Security-Policy", std::move(policy));
  response.body =
      fmt::format("<!doctype html><meta charset=\"utf-8\"><title>Clew</title><h1>{}</h1><p>{}</p>",
                  base::escaped(is_child ? graph::kChild : (*entity)->caption()),
                  base::escaped((*entity)->schema_name()));
  if (!is_child) {
    for (const string_view property : {"alias", "birthDate", "country", "nationality", "programId"}) {
      for (const string_view value : (*entity)->values(property))
        response.body += fmt::format("<p>{}: {}</p>", property, base::escaped(value));
    }
  }
  return response;
}

}  // namespace

void add_reconcile_routes(Router& router, House& house) {
  router.add({"GET", "/reconcile/{dataset}", "what can be reconciled",
              [&house](const Asked& asked) { return manifest(house, asked); }});
  router.add({"POST", "/reconcile/{dataset}", "reconcile or extend a batch",
              [&house](const Asked& asked) { return reconcile(house, asked); }, true});
  router.add(
      {"GET", "/reconcile/{dataset}/suggest/entity", "entities by words of a name", suggest_entity, true});
  router.add({"GET", "/reconcile/{dataset}/suggest/property", "properties by prefix", suggest_property});
  router.add({"GET", "/reconcile/{dataset}/suggest/type", "types by prefix", suggest_type});
  router.add(
      {"GET", "/reconcile/{dataset}/extend/property", "what a type can be extended by", extend_property});
  router.add({"GET", "/reconcile/{dataset}/preview", "a few lines on an entity",
              [&house](const Asked& asked) { return preview(house, asked); }, true});
}

}  // namespace clew::serve
