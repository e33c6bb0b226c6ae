// A mapping: a small YAML file that tells how the records of any CSV, JSON or YAML become entities.
//
//   format: csv                        entities:
//   prefix: acme-                        owner:
//                                          schema: Person
//                                          id: "{customer_no}"
//                                          properties: {name: full_name, birthDate: born}
//
// docs/formats/mapping.md is the whole language. A mapping is checked when it is read: schemas, properties,
// references. Immutable afterwards; any number of threads may read files by it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "read/dates.h"

namespace clew::read {

// Where values stand in a record.
struct MappedPath {
  enum class From : uint8_t { item, record, key };
  From from = From::item;
  std::vector<std::string> steps;  // Of a key: none.
  size_t key = 0;                  // @1: what the first * of `records` stood for.
  std::string field;               // As written in the source, from the record's top: "terms/start".
};

// Text with paths in it: "us-{state}-{terms/type}". Empty where any of its paths is.
struct MappedTemplate {
  struct Piece {
    std::string text;
    std::optional<MappedPath> path;
  };
  std::vector<Piece> pieces;
  std::vector<MappedPath> hashed;  // Instead of pieces: a hash of these values, empty where all are.
};

struct MappedCondition {
  MappedPath path;
  std::vector<std::string> values;  // "" stands for: nothing there.
  bool holds_if_equal = true;
};

struct MappedValue {
  std::vector<MappedPath> from;  // Each value of each path.
  std::vector<MappedPath> join;  // All values, joined with `with`.
  std::string with = " ";
  std::optional<MappedTemplate> text;
  std::string constant;
  int entity = -1;  // The id of another entity of the record.
  std::string split;
  std::string language;
  std::vector<std::pair<std::string, std::string>> map;  // The source's word -> the value stated.
  DayOrder order = DayOrder::day_first;
  std::vector<MappedCondition> conditions;
};

struct MappedProperty {
  std::string name;
  bool is_date = false;
  std::vector<MappedValue> values;
};

struct MappedEntity {
  std::string key;
  std::string schema;
  MappedTemplate id;  // Neither pieces nor hashed: a link, named by its ends.
  std::optional<MappedPath> each;
  std::vector<MappedCondition> conditions;
  std::vector<MappedProperty> properties;
  std::string link_from, link_to;  // The properties that hold the ends, where the schema is a link.
  bool has_id() const { return !id.pieces.empty() || !id.hashed.empty(); }
};

struct Mapping {
  enum class Source : uint8_t { csv, json, yaml };
  Source source = Source::csv;
  std::string dataset, prefix, title, publisher, licence, published_on;
  char separator = ',';
  std::vector<std::string> records;  // Steps to the records within an item; "*" is every one.
  std::vector<MappedEntity> entities;
  std::vector<std::string> used;  // All fields that some path reads, sorted.
};

// An error names the file (as `name`), the line, and what is wrong there.
base::Result<std::shared_ptr<const Mapping>> parse_mapping(std::string_view text, std::string_view name);
base::Result<std::shared_ptr<const Mapping>> load_mapping(const std::string& path);

}  // namespace clew::read
