#include "model/schema.h"

#include <algorithm>

#include "model/schema_table.h"

namespace clew::model {

const Property* Schema::property(std::string_view property_name) const {
  const auto found = std::ranges::lower_bound(properties, property_name, {}, &Property::name);
  return found != properties.end() && (*found)->name == property_name ? *found : nullptr;
}

bool Schema::is_a(const Schema& other) const {
  return std::ranges::find(ancestors, &other) != ancestors.end();
}

const Schema* find_schema(std::string_view name) {
  const auto found = std::ranges::lower_bound(kSchemaTable, name, {}, &Schema::name);
  return found != kSchemaTable.end() && (*found)->name == name ? *found : nullptr;
}

std::span<const Schema* const> all_schemas() { return kSchemaTable; }

const Schema* common_schema(const Schema& a, const Schema& b) {
  if (a.is_a(b)) return &a;
  if (b.is_a(a)) return &b;
  return nullptr;
}

const Topic* find_topic(std::string_view code) {
  const auto found = std::ranges::lower_bound(kTopicTable, code, {}, &Topic::code);
  return found != kTopicTable.end() && found->code == code ? &*found : nullptr;
}

std::span<const Topic> all_topics() { return kTopicTable; }

}  // namespace clew::model
