// The body of /match: examples to look for, each under its own key.
//
//   {"queries": {"q1": {"id": "my-id", "schema": "Person", "properties": {"name": ["A", "B"]}}}}
//
// Pure and thread-safe. Properties that the schema does not have are passed over, as yente does.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "serve/house.h"

namespace clew::serve {

struct Example {
  std::string key, id, schema;
  bool has_id = false;
  std::vector<Field> fields;
};

// In the order of the body; at least one and at most `most`. Otherwise the response that says what is wrong:
// one bad query fails the batch.
std::expected<std::vector<Example>, net::Response> examples_of(const std::string& body, size_t most);

}  // namespace clew::serve
