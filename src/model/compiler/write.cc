#include "model/compiler/write.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace clew::model::compiler {
namespace {

std::string literal(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

// What `change` makes of each of `items`.
template <class Items, class Change>
auto mapped(const Items& items, Change change) {
  std::vector<decltype(change(*items.begin()))> result;
  result.reserve(items.size());
  for (const auto& item : items) result.push_back(change(item));
  return result;
}

std::string joined(const Words& words) {
  return fmt::format("{}", fmt::join(mapped(words, [](const Word& word) { return word.text; }), ", "));
}

class TableWriter {
 public:
  TableWriter(const std::vector<ResolvedSchema>& schemas, const ModelSource& model)
      : schemas_(schemas), model_(model) {
    size_t property_count = 0;
    for (const ResolvedSchema& schema : schemas) {
      const SchemaSource* source = schema.source;
      schema_index_.emplace(source, schema_index_.size());
      for (const PropertySource& property : source->properties) property_index_[&property] = property_count++;
    }
  }

  std::string run() {
    begin();
    properties();
    for (const ResolvedSchema& schema : schemas_) lists(schema);
    add("constinit const Schema kSchemas[] = {{\n");
    for (const ResolvedSchema& schema : schemas_) entry(schema);
    add("}};\n");
    pointers("SortedSchemas", "Schema", schema_numbers(all()), "kSchemas");
    topics();
    add("}}  // namespace table\n\n");
    add("constinit const std::span<const Schema* const> kSchemaTable(table::kSortedSchemas);\n");
    add("constinit const std::span<const Topic> kTopicTable{};\n\n}}  // namespace clew::model\n",
        model_.topics.empty() ? "" : "(table::kTopics)");
    return std::move(text_);
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
  }

  void begin() {
    add("// Made from schema/*.yaml by the schema compiler. To change it, change those.\n"
        "#include \"model/schema_table.h\"\n\n"
        "namespace clew::model {{\nnamespace table {{\n\n"
        "extern const Schema kSchemas[{}];\nextern const Property kProperties[{}];\n\n",
        schemas_.size(), property_index_.size());
  }

  void properties() {
    add("constinit const Property kProperties[] = {{\n");
    for (const ResolvedSchema& schema : schemas_) {
      for (const PropertySource& property : schema.source->properties) entry(*schema.source, property);
    }
    add("}};\n");
  }

  void entry(const SchemaSource& schema, const PropertySource& property) {
    add("    {{.name = {}, .label = {}, .type = Type::{}, .range = {}, .reverse = {}, .matchable = {},\n"
        "     .hidden = {}, .deprecated = {}, .schema = &kSchemas[{}], .reverse_label = {}, .format = {},\n"
        "     .length_max = {}, .clew = {}}},\n",
        literal(property.name.text), literal(property.label), to_string(property.type),
        literal(property.range.text), literal(property.reverse.text),
        property.matchable.value_or(is_matchable(property.type)), property.hidden, property.deprecated,
        schema_index_.at(&schema), literal(property.reverse_label), literal(property.format),
        property.length_max, property.clew);
  }

  // The arrays a schema points to, named after it: kCaption_Person.
  void lists(const ResolvedSchema& schema) {
    const SchemaSource& source = *schema.source;
    const std::string& name = source.name.text;
    pointers("Parents_" + name, "Schema", schema_numbers(parents(source)), "kSchemas");
    pointers("Ancestors_" + name, "Schema", schema_numbers(schema.ancestors), "kSchemas");
    pointers("Properties_" + name, "Property", property_numbers(schema), "kProperties");
    words("Caption_" + name, source.caption);
    words("Featured_" + name, source.featured);
    words("Required_" + name, source.required);
    words("Starts_" + name, schema.start);
    words("Ends_" + name, schema.end);
    words("EdgeCaption_" + name, source.edge.caption);
  }

  void entry(const ResolvedSchema& schema) {
    const SchemaSource& source = *schema.source;
    const std::string& name = source.name.text;
    const EdgeSource& edge = source.edge;
    add("    {{.name = {}, .label = {}, .plural = {}, .abstract = {}, .matchable = {}, .hidden = {}, "
        ".deprecated = {},\n",
        literal(name), literal(source.label), literal(source.plural), source.abstract, source.matchable,
        source.hidden, source.deprecated);
    add("     .edge = {{.source = {}, .target = {}, .label = {}, .directed = {}, .caption = {}}},\n",
        literal(edge.source.text), literal(edge.target.text), literal(edge.label), edge.directed,
        list("EdgeCaption_" + name, edge.caption.empty()));
    add("     .parents = {}, .ancestors = {}, .properties = {},\n",
        list("Parents_" + name, source.extends.empty()), list("Ancestors_" + name, false),
        list("Properties_" + name, schema.properties.empty()));
    add("     .caption = {}, .featured = {}, .required = {},\n",
        list("Caption_" + name, source.caption.empty()), list("Featured_" + name, source.featured.empty()),
        list("Required_" + name, source.required.empty()));
    add("     .start = {}, .end = {}, .starts = {}, .ends = {},\n", first(schema.start), first(schema.end),
        list("Starts_" + name, schema.start.empty()), list("Ends_" + name, schema.end.empty()));
    add("     .description = {}, .generated = {}, .clew = {}}},\n", literal(source.description),
        source.generated, source.clew);
  }

  void topics() {
    if (model_.topics.empty()) return;
    add("constinit const Topic kTopics[] = {{\n");
    for (const auto& [code, topic] : model_.topics) {
      add("    {{.code = {}, .label = {}, .risk = {}}},\n", literal(code), literal(topic.label), topic.risk);
    }
    add("}};\n");
  }

  void words(const std::string& name, const Words& words) {
    if (words.empty()) return;
    const auto texts = mapped(words, [](const Word& word) { return literal(word.text); });
    add("constinit const std::string_view k{}[] = {{{}}};\n", name, fmt::join(texts, ", "));
  }

  void pointers(const std::string& name, const char* type, const std::vector<size_t>& numbers,
                const char* array) {
    if (numbers.empty()) return;
    const auto texts = mapped(numbers, [&](size_t number) { return fmt::format("&{}[{}]", array, number); });
    add("constinit const {}* const k{}[] = {{{}}};\n", type, name, fmt::join(texts, ", "));
  }

  // C++ has no array of no elements.
  static std::string list(const std::string& name, bool empty) { return empty ? "{}" : "k" + name; }
  static std::string first(const Words& words) {
    return words.empty() ? "\"\"" : literal(words.front().text);
  }

  std::vector<const SchemaSource*> all() const {
    return mapped(schemas_, [](const ResolvedSchema& schema) { return schema.source; });
  }

  std::vector<const SchemaSource*> parents(const SchemaSource& schema) const {
    return mapped(schema.extends, [&](const Word& parent) { return &model_.schemas.at(parent.text); });
  }

  std::vector<size_t> schema_numbers(const std::vector<const SchemaSource*>& schemas) const {
    return mapped(schemas, [&](const SchemaSource* schema) { return schema_index_.at(schema); });
  }

  std::vector<size_t> property_numbers(const ResolvedSchema& schema) const {
    return mapped(schema.properties, [&](const PropertyOf& of) { return property_index_.at(of.property); });
  }

  const std::vector<ResolvedSchema>& schemas_;
  const ModelSource& model_;
  std::map<const SchemaSource*, size_t> schema_index_;
  std::map<const PropertySource*, size_t> property_index_;
  std::string text_;
};

std::string link_of(const EdgeSource& edge) {
  if (edge.source.text.empty()) return {};
  return fmt::format("{} {} {}", edge.source.text, edge.directed ? "→" : "–", edge.target.text);
}

std::string row(const SchemaSource& schema) {
  return fmt::format("| {}{}{} | {} | {} | {} |\n", schema.name.text, schema.abstract ? " (abstract)" : "",
                     schema.clew ? " (Clew)" : "", joined(schema.extends), link_of(schema.edge),
                     schema.description);
}

}  // namespace

std::string table_source(const std::vector<ResolvedSchema>& schemas, const ModelSource& model) {
  return TableWriter(schemas, model).run();
}

std::string markdown_table(const std::vector<ResolvedSchema>& schemas) {
  std::string table = "| Schema | extends | as a link | What it stands for |\n|---|---|---|---|\n";
  for (const ResolvedSchema& schema : schemas) table += row(*schema.source);
  return table;
}

}  // namespace clew::model::compiler
