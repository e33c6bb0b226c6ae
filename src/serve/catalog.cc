// What is served and whether it is ready: /catalog, /healthz, /readyz, /updatez.
#include <fmt/core.h>

#include <algorithm>

#include "base/hash.h"
#include "base/json.h"
#include "serve/house.h"

namespace clew::serve {
namespace {

using net::Response;

void write_dataset(base::JsonLine& json, const store::Dataset& dataset) {
  const store::Version& version = dataset.versions.back();
  json.open();
  json.member("name", std::string_view(dataset.name));
  json.member("title", std::string_view(dataset.title.empty() ? dataset.name : dataset.title));
  if (!dataset.publisher.empty()) {
    json.key("publisher").open();
    json.member("name", std::string_view(dataset.publisher));
    json.close();
  }
  json.member("version", std::string_view(version.name));
  json.member("index_version", std::string_view(version.name));
  json.member("index_current", true);
  json.member("load", true);
  json.member("updated_at", std::string_view(version.loaded_at));
  json.member("last_export", std::string_view(version.published_on));
  json.member("entity_count", version.entities);
  json.list("children", std::vector<std::string>());
  json.close();
}

std::string etag_of(const store::Manifest& manifest) {
  std::vector<std::string> lines;
  for (const store::Dataset& dataset : manifest.datasets) {
    const std::string& version = dataset.versions.back().name;
    lines.push_back(fmt::format("{}:{}:{}", dataset.name, version, dataset.versions.size()));
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return fmt::format("\"{}\"", base::sha1_hex(text));
}

Response catalog(const Asked& asked) {
  const store::Manifest& manifest = asked.snapshot->store.manifest();
  Response response;
  const std::string etag = etag_of(manifest);
  response.headers = {{"ETag", etag}, {"Cache-Control", "public, max-age=300"}};
  if (asked.request.header("if-none-match") == etag) {
    response.status = 304;
    response.content_type.clear();
    return response;
  }
  std::vector<std::string> names;
  for (const store::Dataset& dataset : manifest.datasets) names.push_back(dataset.name);
  base::JsonLine json;
  json.open();
  json.key("datasets").open_list();
  for (const store::Dataset& dataset : manifest.datasets) write_dataset(json, dataset);
  if (manifest.dataset("default") == nullptr) {
    const std::string generation = std::to_string(manifest.generation);
    json.open();
    json.member("name", "default");
    json.member("title", "Everything in this store");
    json.member("version", std::string_view(generation));
    json.member("index_version", std::string_view(generation));
    json.member("index_current", true);
    json.member("load", true);
    json.member("updated_at", std::string_view(asked.snapshot->updated_at));
    json.list("children", names);
    json.close();
    names.emplace_back("default");
  }
  json.close_list();
  json.list("current", names);
  json.list("outdated", std::vector<std::string>());
  json.member("index_stale", false);
  json.close();
  response.body = json.text();
  return response;
}

Response health(const Asked&) { return net::json_response(200, "{\"status\":\"ok\"}"); }

Response ready(const Asked& asked) {
  return asked.snapshot ? health(asked) : problem(503, "Index not ready.");
}

// The new generation is in place when this is answered; the manifest is watched beside it.
Response update(House& house, const Asked& asked) {
  if (!house.update_token.empty() && asked.request.query.get("token") != house.update_token)
    return problem(403, "Invalid token.");
  const auto swapped = house.shelf.refresh();
  if (!swapped) return problem_of(swapped.error());
  if (*swapped) house.figures.swapped();
  return net::json_response(200, "{\"status\":\"ok\"}");
}

}  // namespace

void add_catalog_routes(Router& router, House& house) {
  router.add({"GET", "/healthz", "the server runs", health, false, true});
  router.add({"GET", "/readyz", "the store is open", ready, false, true});
  router.add({"GET", "/catalog", "the datasets and their versions", catalog});
  router.add({"GET", "/manifest", "the datasets and their versions", catalog});
  router.add({"POST", "/updatez", "look for a new version of the store",
              [&house](const Asked& asked) { return update(house, asked); }, true});
}

}  // namespace clew::serve
