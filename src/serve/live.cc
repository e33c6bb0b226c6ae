// What is happening: /metrics for Prometheus, /v1/events for the live page, /v1 for what can be asked.
#include <fmt/core.h>

#include "base/json.h"
#include "serve/house.h"

namespace clew::serve {
namespace {

using net::Response;

const net::Counts& counts_of(const House& house) {
  static const net::Counts kNone;
  return house.counts == nullptr ? kNone : *house.counts;
}

Response metrics(const House& house, const Asked& asked) {
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = house.figures.prometheus(counts_of(house), *asked.snapshot);
  return response;
}

// One event a second, the figures as they are.
Response events(House& house) {
  Response response;
  response.content_type = "text/event-stream";
  response.stream =
      net::Stream{.next =
                      [&house](std::string& piece) {
                        piece = fmt::format("event: figures\ndata: {}\n\n",
                                            house.figures.json(counts_of(house), *house.shelf.current()));
                        return true;
                      },
                  .every = std::chrono::seconds(1)};
  return response;
}

Response routes(const Router& router) {
  base::JsonLine json;
  json.open();
  json.key("routes").open_list();
  for (const Route& route : router.routes()) {
    json.open();
    json.member("method", std::string_view(route.method));
    json.member("path", std::string_view(route.pattern));
    json.member("summary", std::string_view(route.summary));
    json.close();
  }
  json.close_list();
  json.close();
  return net::json_response(200, std::string(json.text()));
}

}  // namespace

void add_live_routes(Router& router, House& house) {
  router.add({"GET", "/metrics", "figures for Prometheus",
              [&house](const Asked& asked) { return metrics(house, asked); }});
  router.add({"GET", "/v1/figures", "the figures of the live page", [&house](const Asked& asked) {
                return net::json_response(200, house.figures.json(counts_of(house), *asked.snapshot));
              }});
  router.add({"GET", "/v1/events", "the same as events, one a second",
              [&house](const Asked&) { return events(house); }});
}

// Last: it tells of all that were added before it.
void add_index_route(Router& router) {
  auto all = std::make_shared<Router>(router);
  all->add({"GET", "/v1", "what can be asked", nullptr});
  router.add({"GET", "/v1", "what can be asked", [all](const Asked&) { return routes(*all); }});
}

}  // namespace clew::serve
