#include "model/compiler/resolve.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ranges>

namespace clew::model::compiler {
namespace {

class Resolver {
 public:
  Resolver(const ModelSource& model, Problems& problems) : model_(model), problems_(problems) {}

  std::vector<ResolvedSchema> run() {
    if (!parents_exist() || !without_circles()) return {};
    std::vector<ResolvedSchema> resolved;
    resolved.reserve(model_.schemas.size());
    for (const auto& [name, schema] : model_.schemas) resolved.push_back(resolve(schema));
    for (const ResolvedSchema& schema : resolved) check(schema);
    return resolved;
  }

 private:
  // Inheritance.

  bool parents_exist() {
    bool good = true;
    for (const auto& [name, schema] : model_.schemas) {
      for (const Word& parent : schema.extends) {
        if (model_.schemas.contains(parent.text)) continue;
        fail(schema, parent, fmt::format("{} extends {}, which does not exist", name, parent.text));
        good = false;
      }
    }
    return good;
  }

  bool without_circles() {
    for (const auto& [name, schema] : model_.schemas) {
      std::vector<std::string> path{name};
      if (!descends_without_circle(schema, path)) return false;
    }
    return true;
  }

  bool descends_without_circle(const SchemaSource& schema, std::vector<std::string>& path) {
    for (const Word& parent : schema.extends) {
      const bool circle = std::ranges::find(path, parent.text) != path.end();
      path.push_back(parent.text);
      if (circle) fail(schema, parent, fmt::format("inherits in a circle: {}", fmt::join(path, " -> ")));
      if (circle || !descends_without_circle(model_.schemas.at(parent.text), path)) return false;
      path.pop_back();
    }
    return true;
  }

  ResolvedSchema resolve(const SchemaSource& schema) {
    return {.source = &schema,
            .ancestors = ancestors(schema),
            .properties = properties(schema),
            .start = time(schema, &SchemaSource::start, "start"),
            .end = time(schema, &SchemaSource::end, "end")};
  }

  void walk_up(const SchemaSource& schema, std::vector<const SchemaSource*>& way) const {
    way.push_back(&schema);
    for (const Word& parent : schema.extends) walk_up(model_.schemas.at(parent.text), way);
  }

  // Of one that is met on several ways up, the last meeting counts: so a child stands before all its parents.
  std::vector<const SchemaSource*> ancestors(const SchemaSource& schema) const {
    std::vector<const SchemaSource*> way;
    walk_up(schema, way);
    std::vector<const SchemaSource*> once;
    for (const SchemaSource* met : std::views::reverse(way)) {
      if (std::ranges::find(once, met) == once.end()) once.push_back(met);
    }
    std::ranges::reverse(once);
    return once;
  }

  std::map<std::string, PropertyOf> properties_by_name(const SchemaSource& schema) const {
    std::map<std::string, PropertyOf> all;
    for (const PropertySource& property : schema.properties) {
      all.emplace(property.name.text, PropertyOf{&schema, &property});
    }
    for (const Word& parent : schema.extends) {
      all.merge(properties_by_name(model_.schemas.at(parent.text)));
    }
    return all;
  }

  std::vector<PropertyOf> properties(const SchemaSource& schema) {
    std::vector<PropertyOf> sorted;
    for (const auto& [name, property] : properties_by_name(schema)) sorted.push_back(property);
    return sorted;
  }

  // Its own, or that of the one parent that has any.
  Words time(const SchemaSource& schema, Words SchemaSource::* which, const char* what) {
    if (!(schema.*which).empty()) return schema.*which;
    Words found;
    for (const Word& parent : schema.extends) {
      const Words words = time(model_.schemas.at(parent.text), which, what);
      if (!found.empty() && !words.empty() && texts(words) != texts(found)) {
        fail(schema, parent,
             fmt::format("{} inherits two kinds of {}; state its own", schema.name.text, what));
      }
      if (found.empty()) found = words;
    }
    return found;
  }

  static std::vector<std::string> texts(const Words& words) {
    std::vector<std::string> texts;
    for (const Word& word : words) texts.push_back(word.text);
    return texts;
  }

  // Rules.

  void check(const ResolvedSchema& schema) {
    for (const PropertySource& property : schema.source->properties) check(*schema.source, property);
    for (const Word& name : schema.source->caption) check_caption(schema, name);
    for (const Word& name : schema.source->featured) find(schema, name, "featured");
    for (const Word& name : schema.source->required) find(schema, name, "required");
    for (const Word& name : schema.source->start) check_type(schema, name, "start", Type::date);
    for (const Word& name : schema.source->end) check_type(schema, name, "end", Type::date);
    check_edge(schema, schema.source->edge);
  }

  void check(const SchemaSource& schema, const PropertySource& property) {
    const std::string& name = property.name.text;
    if (property.type != Type::identifier && !property.format.empty()) {
      fail(schema, property.name, fmt::format("{} has a format and is no identifier", name));
    }
    if (property.type != Type::entity) return check_plain(schema, property);
    if (property.range.text.empty()) {
      fail(schema, property.name,
           fmt::format("{} is an entity and needs a range: the schema it points to", name));
    } else if (!model_.schemas.contains(property.range.text)) {
      fail(schema, property.range, fmt::format("range {} of {} does not exist", property.range.text, name));
    }
  }

  void check_plain(const SchemaSource& schema, const PropertySource& property) {
    if (property.range.text.empty() && property.reverse.text.empty()) return;
    fail(schema, property.name,
         fmt::format("{} has a range or a reverse and is no entity; add type: entity", property.name.text));
  }

  void check_edge(const ResolvedSchema& schema, const EdgeSource& edge) {
    if (edge.source.text.empty() || edge.target.text.empty()) return;
    check_type(schema, edge.source, "edge source", Type::entity);
    check_type(schema, edge.target, "edge target", Type::entity);
    for (const Word& name : edge.caption) find(schema, name, "edge caption");
  }

  void check_caption(const ResolvedSchema& schema, const Word& name) {
    const PropertySource* property = find(schema, name, "caption");
    if (property == nullptr || property->type != Type::entity) return;
    fail(*schema.source, name, fmt::format("caption {} is an entity, not words", name.text));
  }

  void check_type(const ResolvedSchema& schema, const Word& name, const char* what, Type type) {
    const PropertySource* property = find(schema, name, what);
    if (property == nullptr || property->type == type) return;
    fail(*schema.source, name, fmt::format("{} {} must be of type {}", what, name.text, to_string(type)));
  }

  const PropertySource* find(const ResolvedSchema& schema, const Word& name, const char* what) {
    for (const PropertyOf& known : schema.properties) {
      if (known.property->name.text == name.text) return known.property;
    }
    fail(*schema.source, name,
         fmt::format("{}: {} has no property {}", what, schema.source->name.text, name.text));
    return nullptr;
  }

  void fail(const SchemaSource& schema, const Word& where, const std::string& text) {
    problems_.add(schema.file, where.line, text);
  }

  const ModelSource& model_;
  Problems& problems_;
};

}  // namespace

std::vector<ResolvedSchema> resolve(const ModelSource& model, Problems& problems) {
  return Resolver(model, problems).run();
}

}  // namespace clew::model::compiler
