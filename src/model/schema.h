// The entity model: kinds of things, their properties, and which kinds are links between two others.
//
// Names and meaning are FollowTheMoney's, so that data passes between the two unchanged. The model is
// data: schema/*.yaml, compiled into the program by src/model/compiler. All of it is immutable and lives as
// long as the program, is built by the compiler and not at start, and may be read by all threads. Looking up
// a name costs a few comparisons of short strings. docs/model.md shows the whole of it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace clew::model {

enum class Type : uint8_t {
  string,
  name,
  identifier,
  address,
  country,
  date,
  email,
  phone,
  url,
  ip,
  iban,
  language,
  mimetype,
  checksum,
  topic,
  gender,
  entity,
  text,
  html,
  number,
  json,
};
std::string_view to_string(Type type);
std::optional<Type> find_type(std::string_view name);

// Whether two entities that share a value of this type are worth comparing.
bool is_matchable(Type type);

class Schema;

struct Property {
  std::string_view name;   // "birthDate"
  std::string_view label;  // "Birth date"
  Type type = Type::string;
  std::string_view range;    // For Type::entity: the schema of what it points to.
  std::string_view reverse;  // For Type::entity: the name of the property seen from the other end.
  bool matchable = false;
  bool hidden = false;
  bool deprecated = false;
  const Schema* schema = nullptr;  // Where it is defined.
  std::string_view reverse_label;  // "Assets and shares"
  std::string_view format;         // For Type::identifier: which ("lei", "inn", "imo"), or empty.
  uint32_t length_max = 0;         // In Unicode characters; 0 where the model sets no limit of its own.
  bool clew = false;               // Clew's own: FollowTheMoney knows no such property.
};

// How a link is drawn: from the entity named by `source` to the one named by `target`.
struct Edge {
  std::string_view source;  // Property name, e.g. "owner"; empty when the schema is no link.
  std::string_view target;  // "asset"
  std::string_view label;   // "owns"
  bool directed = true;
  std::span<const std::string_view> caption;  // Properties to write on the line, best first.
};

// A kind of entity. What it inherits is resolved: parents need not be walked to know its properties.
// As in FollowTheMoney, caption, featured, required and edge are its own and not inherited.
class Schema {
 public:
  std::string_view name;
  std::string_view label;
  std::string_view plural;
  bool abstract = false;
  bool matchable = false;
  bool hidden = false;
  bool deprecated = false;
  Edge edge;
  std::span<const Schema* const> parents;       // Direct, in the order of the file.
  std::span<const Schema* const> ancestors;     // All, this one first, each once.
  std::span<const Property* const> properties;  // Own and inherited, sorted by name.
  std::span<const std::string_view> caption;    // Properties to take a caption from, best first.
  std::span<const std::string_view> featured;
  std::span<const std::string_view> required;
  std::string_view start;  // Property that holds the start of its time, or empty.
  std::string_view end;
  std::span<const std::string_view> starts;  // All such properties, best first; the first is `start`.
  std::span<const std::string_view> ends;
  std::string_view description;  // One sentence for people.
  bool generated = false;        // Made by programs; not offered to people to create.
  bool clew = false;             // Clew's own: FollowTheMoney knows no such schema.

  // Own or inherited; nullptr if the schema has no such property.
  const Property* property(std::string_view property_name) const;
  bool is_a(const Schema& other) const;
  bool is_link() const { return !edge.source.empty(); }
};

// nullptr if there is no such schema.
const Schema* find_schema(std::string_view name);
std::span<const Schema* const> all_schemas();  // Sorted by name.

// The more specific of two schemas on one line of descent; nullptr where neither is an ancestor of the
// other (FollowTheMoney's common_schema).
const Schema* common_schema(const Schema& a, const Schema& b);

// A word of the vocabulary for Type::topic (schema/values/topics.yaml).
struct Topic {
  std::string_view code;   // "role.pep"
  std::string_view label;  // "PEP"
  bool risk = false;       // FollowTheMoney counts it among the reasons to look closer before a dealing.
};

// nullptr if there is no such topic.
const Topic* find_topic(std::string_view code);
std::span<const Topic> all_topics();  // Sorted by code.

}  // namespace clew::model
