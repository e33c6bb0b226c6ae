#include "serve/examples.h"

#include <fmt/core.h>
#include <simdjson.h>

#include "model/schema.h"

namespace clew::serve {
namespace {

using net::Response;

std::string text_of(const simdjson::dom::element& value) {
  switch (value.type()) {
    case simdjson::dom::element_type::STRING: return std::string(std::string_view(value.get_string()));
    case simdjson::dom::element_type::INT64: return std::to_string(int64_t(value.get_int64()));
    case simdjson::dom::element_type::UINT64: return std::to_string(uint64_t(value.get_uint64()));
    case simdjson::dom::element_type::DOUBLE: return fmt::format("{}", double(value.get_double()));
    case simdjson::dom::element_type::BOOL: return bool(value.get_bool()) ? "true" : "false";
    default: return {};
  }
}

void take_values(Example& example, std::string_view property, const simdjson::dom::element& value) {
  if (simdjson::dom::array values; value.get(values) == simdjson::SUCCESS) {
    for (const simdjson::dom::element one : values) {
      if (std::string text = text_of(one); !text.empty())
        example.fields.emplace_back(property, std::move(text));
    }
  } else if (std::string text = text_of(value); !text.empty()) {
    example.fields.emplace_back(property, std::move(text));
  }
}

std::expected<Example, Response> example_of(std::string_view key, const simdjson::dom::object& query) {
  Example example;
  example.key = key;
  std::string_view schema;
  if (query["schema"].get(schema) != simdjson::SUCCESS)
    return std::unexpected(invalid({"body", "queries", example.key, "schema"}, "missing", "Field required"));
  const model::Schema* known = model::find_schema(schema);
  if (known == nullptr || !known->matchable) {
    return std::unexpected(problem(
        400, fmt::format("Cannot parse example entity: {} is {}", schema,
                         known == nullptr ? "no schema; Person, Company or Vessel are" : "not matchable")));
  }
  example.schema = schema;
  if (simdjson::dom::element id; query["id"].get(id) == simdjson::SUCCESS && !id.is_null()) {
    example.id = text_of(id);
    example.has_id = true;
  }
  simdjson::dom::object properties;
  const auto given = query["properties"].get(properties);
  if (given == simdjson::INCORRECT_TYPE)
    return std::unexpected(
        invalid({"body", "queries", example.key, "properties"}, "dict_type", "an object is needed"));
  if (given != simdjson::SUCCESS) return example;
  for (const auto& [property, value] : properties) {
    if (known->property(property) != nullptr) take_values(example, property, value);
  }
  return example;
}

}  // namespace

std::expected<std::vector<Example>, Response> examples_of(const std::string& body, size_t most) {
  thread_local simdjson::dom::parser parser;
  simdjson::dom::element document;
  if (const auto error = parser.parse(body).get(document); error != simdjson::SUCCESS) {
    return std::unexpected(
        invalid({"body"}, "json_invalid", fmt::format("no JSON: {}", simdjson::error_message(error))));
  }
  simdjson::dom::object queries;
  if (document["queries"].get(queries) != simdjson::SUCCESS)
    return std::unexpected(invalid({"body", "queries"}, "missing", "Field required"));
  std::vector<Example> examples;
  if (queries.size() > most)
    return std::unexpected(
        problem(400, fmt::format("Too many queries in one batch: {}; at most {}", queries.size(), most)));
  for (const auto& [key, value] : queries) {
    if (value.is_null()) continue;
    simdjson::dom::object query;
    if (value.get(query) != simdjson::SUCCESS)
      return std::unexpected(
          invalid({"body", "queries", std::string(key)}, "model_type", "an object is needed"));
    auto example = example_of(key, query);
    if (!example) return std::unexpected(std::move(example.error()));
    examples.push_back(std::move(*example));
  }
  if (examples.empty()) return std::unexpected(problem(400, "No queries provided."));
  return examples;
}

}  // namespace clew::serve
