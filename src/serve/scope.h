// Which entities a request is about: yente's parameters on datasets, schemata, topics and time.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "serve/router.h"
#include "serve/snapshot.h"

namespace clew::serve {

// The datasets that a name in a path stands for: itself, or all of them for "default" and "all".
std::optional<std::vector<std::string>> datasets_of_scope(const store::Manifest& manifest,
                                                          std::string_view name);

struct Filter {
  std::vector<std::string> datasets;  // One of these; empty: none is left, and nothing is found.
  std::vector<std::string> exclude_schema, topics, exclude_ids;
  std::string changed_since;
  bool is_all = true;  // Nothing was asked to be left out.

  // Reads include_dataset, exclude_dataset, exclude_schema, topics, exclude_entity_ids, changed_since.
  static std::expected<Filter, net::Response> of(const Asked& asked, std::string_view scope);

  bool holds(const Snapshot& snapshot, const screen::Listed& listed) const;
  bool holds(const Snapshot& snapshot, const store::Entity& entity) const;
};

}  // namespace clew::serve
