// GET /entities/{id} and what is adjacent to it, in yente's shapes.
#include <algorithm>

#include "base/json.h"
#include "graph/minors.h"
#include "model/schema.h"
#include "serve/entity.h"
#include "serve/house.h"

namespace clew::serve {
namespace {

using net::Response;

// The entity of that id; or the response: where to look, or that there is none.
std::expected<store::Entity, Response> entity_of(const Asked& asked) {
  const std::string& id = asked.values[0];
  auto entity = asked.snapshot->store.entity(id, {});
  if (!entity) return std::unexpected(problem_of(entity.error()));
  if (*entity) return std::move(**entity);
  const auto ids = asked.snapshot->store.resolve_id(id);
  if (!ids) return std::unexpected(problem_of(ids.error()));
  if (ids->size() != 1 || ids->front() == id) return std::unexpected(problem(404, "No such entity!"));
  Response moved = problem(308, "the entity has another id");
  std::string rest;
  for (size_t i = 2; i < asked.request.segments.size(); ++i)
    rest += '/' + net::percent_encoded(asked.request.segments[i]);
  moved.headers.emplace_back("Location", "/entities/" + net::percent_encoded(ids->front()) + rest);
  return std::unexpected(std::move(moved));
}

Response entity(const Asked& asked) {
  const auto nested = switch_asked(asked.request, "nested", true);
  if (!nested) return nested.error();
  const auto found = entity_of(asked);
  if (!found) return found.error();
  const Rendered rendered = render(*asked.snapshot, *found, *nested ? Depth::nested : Depth::flat);
  return net::json_response(200, rendered.json + "}");
}

struct Page {
  uint64_t limit = 10, offset = 0;
  std::vector<std::string> sort;
};

std::expected<Page, Response> page_of(const Asked& asked) {
  const auto limit = number_asked(asked.request, "limit", 10, {.least = 0, .most = 500});
  if (!limit) return std::unexpected(limit.error());
  const auto offset = number_asked(asked.request, "offset", 0, {.least = 0, .most = 9499});
  if (!offset) return std::unexpected(offset.error());
  return Page{*limit, *offset, asked.request.query.all("sort")};
}

// "startDate:desc", also with "properties." before it.
void sort_by(std::vector<store::Entity>& entities, const std::string& order) {
  std::string property = order.substr(0, order.find(':'));
  if (property.starts_with("properties.")) property.erase(0, 11);
  const bool descends = order.ends_with(":desc");
  std::stable_sort(entities.begin(), entities.end(), [&](const store::Entity& a, const store::Entity& b) {
    return descends ? a.first(property) > b.first(property) : a.first(property) < b.first(property);
  });
}

void write_page(base::JsonLine& json, const Asked& asked, Adjacent& adjacent, const Page& page) {
  for (auto order = page.sort.rbegin(); order != page.sort.rend(); ++order)
    sort_by(adjacent.entities, *order);
  const size_t size = adjacent.entities.size();
  json.open();
  json.key("results").open_list();
  for (size_t i = page.offset; i < std::min<size_t>(size, page.offset + page.limit); ++i)
    json.raw(render(*asked.snapshot, adjacent.entities[i], Depth::ends, asked.values[0]).json + "}");
  json.close_list();
  json.key("total").open();
  json.member("value", static_cast<uint64_t>(size));
  json.member("relation", "eq");
  json.close();
  json.member("limit", page.limit);
  json.member("offset", page.offset);
  json.close();
}

std::expected<std::vector<Adjacent>, Response> around(const Asked& asked, const store::Entity& found) {
  if (graph::is_child(asked.snapshot->store, found, {})) return std::vector<Adjacent>();
  auto adjacent = adjacent_to(*asked.snapshot, found);
  if (!adjacent) return std::unexpected(problem_of(adjacent.error()));
  return std::move(*adjacent);
}

Response adjacent_all(const Asked& asked) {
  const auto page = page_of(asked);
  if (!page) return page.error();
  const auto found = entity_of(asked);
  if (!found) return found.error();
  auto adjacent = around(asked, *found);
  if (!adjacent) return adjacent.error();
  base::JsonLine json;
  json.open();
  json.key("entity");
  json.raw(render(*asked.snapshot, *found, Depth::flat).json + "}");
  json.key("adjacent").open();
  for (Adjacent& one : *adjacent) {
    json.key(one.property);
    write_page(json, asked, one, *page);
  }
  json.close();
  json.close();
  return net::json_response(200, std::string(json.text()));
}

// Whether entities of the schema name others by it, or are named by others under it.
bool is_adjacency(const model::Schema& schema, std::string_view property) {
  if (const model::Property* own = schema.property(property); own != nullptr)
    return own->type == model::Type::entity;
  for (const model::Schema* other : model::all_schemas()) {
    for (const model::Property* one : other->properties) {
      const model::Schema* range = model::find_schema(one->range);
      if (one->reverse == property && range != nullptr && (schema.is_a(*range) || range->is_a(schema)))
        return true;
    }
  }
  return false;
}

Response adjacent_one(const Asked& asked) {
  const auto page = page_of(asked);
  if (!page) return page.error();
  const auto found = entity_of(asked);
  if (!found) return found.error();
  if (found->schema == nullptr || !is_adjacency(*found->schema, asked.values[1]))
    return problem(404, "No such property of the entity, or it names no entities.");
  auto adjacent = around(asked, *found);
  if (!adjacent) return adjacent.error();
  Adjacent none{asked.values[1], {}};
  Adjacent* meant = &none;
  for (Adjacent& one : *adjacent) {
    if (one.property == asked.values[1]) meant = &one;
  }
  base::JsonLine json;
  write_page(json, asked, *meant, *page);
  return net::json_response(200, std::string(json.text()));
}

}  // namespace

void add_entity_routes(Router& router, House&) {
  router.add({"GET", "/entities/{id}", "an entity with what is linked to it", entity, true});
  router.add({"GET", "/entities/{id}/adjacent", "what is linked to it, by property", adjacent_all, true});
  router.add({"GET", "/entities/{id}/adjacent/{property}", "the same of one property", adjacent_one, true});
}

}  // namespace clew::serve
