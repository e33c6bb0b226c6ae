// What all handlers share: the store that is served, what is counted, how a customer is read.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "serve/figures.h"
#include "serve/router.h"
#include "serve/snapshot.h"

namespace clew::serve {

using Field = std::pair<std::string, std::string>;  // Property and value, as written.

// Reads a customer as `clew screen` does; handed over by the door that knows how.
using AsSubject = std::function<match::Subject(const clean::Tables& tables, std::string_view schema,
                                               const std::vector<Field>& fields)>;

struct House {
  explicit House(std::string store) : shelf(std::move(store)) {}

  Shelf shelf;
  Figures figures;
  AsSubject as_subject;
  const net::Counts* counts = nullptr;  // Of the server, once it listens.
  std::string update_token;             // Empty: whoever may ask may also update.
  size_t batch_max = 100;
  std::string scheme = "http";       // Of its own addresses, as it tells them.
  std::vector<std::string> origins;  // Pages that may ask and show previews, beside its own.
};

// /match, /search, /entities, /catalog, /algorithms, /healthz, /readyz, /updatez: as yente has them.
void add_match_routes(Router& router, House& house);
void add_search_routes(Router& router, House& house);
void add_entity_routes(Router& router, House& house);
void add_catalog_routes(Router& router, House& house);
// /metrics, /v1/figures and /v1/events; and /v1, which tells of all routes added before it.
void add_live_routes(Router& router, House& house);
void add_index_route(Router& router);
// The W3C Reconciliation API 0.2 below /reconcile/{dataset}.
void add_reconcile_routes(Router& router, House& house);

}  // namespace clew::serve
