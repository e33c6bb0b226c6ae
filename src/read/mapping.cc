#include "read/mapping.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "base/disk.h"
#include "model/schema.h"
#include "read/text.h"

namespace clew::read {
namespace {

// What is wrong, and where. Thrown within this file only.
struct Wrong {
  int line;  // From 0, as yaml-cpp counts; -1: nowhere.
  std::string text;
};

[[noreturn]] void wrong(const YAML::Node& node, std::string text) {
  throw Wrong{node.IsDefined() ? node.Mark().line : -1, std::move(text)};
}

std::string quoted(std::string_view words) { return "\"" + std::string(words) + "\""; }

std::string scalar(const YAML::Node& node, std::string_view what) {
  if (!node.IsScalar()) wrong(node, std::string(what) + " must be one word or text");
  return node.Scalar();
}

std::string scalar_or_empty(const YAML::Node& node, std::string_view what) {
  return node.IsDefined() && !node.IsNull() ? scalar(node, what) : std::string();
}

void check_keys(const YAML::Node& node, std::string_view what,
                std::initializer_list<std::string_view> known) {
  if (!node.IsMap()) wrong(node, std::string(what) + " must be a map");
  for (const auto& entry : node) {
    const std::string key = scalar(entry.first, "a key");
    if (std::ranges::find(known, key) != known.end()) continue;
    std::string list;
    for (const std::string_view one : known) list += (list.empty() ? "" : ", ") + std::string(one);
    wrong(entry.first, std::string(what) + " knows no " + quoted(key) + "; it knows: " + list);
  }
}

std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  while (!path.empty()) {
    const size_t end = std::min(path.find('/'), path.size());
    if (end > 0) steps.emplace_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return steps;
}

std::string joined(const std::vector<std::string>& steps) {
  std::string out;
  for (const std::string& step : steps) out += (out.empty() ? "" : "/") + step;
  return out;
}

// Reads one mapping. Throws Wrong and yaml-cpp's exceptions.
class MappingReader {
 public:
  std::shared_ptr<const Mapping> read(const YAML::Node& root) {
    check_keys(root, "a mapping",
               {"dataset", "title", "publisher", "licence", "published_on", "format", "separator", "prefix",
                "records", "dates", "entities"});
    read_head(root);
    order_ = read_order(root["dates"], DayOrder::day_first);
    read_keys(root["entities"]);
    for (const auto& entry : root["entities"])
      mapping_.entities.push_back(read_entity(entry.first.Scalar(), entry.second));
    for (size_t i = 0; i < mapping_.entities.size(); ++i) check_references(root["entities"], i);
    std::ranges::sort(mapping_.used);
    const auto twice = std::ranges::unique(mapping_.used);
    mapping_.used.erase(twice.begin(), twice.end());
    return std::make_shared<const Mapping>(std::move(mapping_));
  }

 private:
  void read_head(const YAML::Node& root) {
    const auto text = [&](const char* key) { return scalar_or_empty(root[key], key); };
    mapping_.dataset = text("dataset");
    mapping_.title = text("title");
    mapping_.publisher = text("publisher");
    mapping_.licence = text("licence");
    mapping_.published_on = text("published_on");
    mapping_.prefix = text("prefix");
    const std::string format = text("format");
    if (format == "csv")
      mapping_.source = Mapping::Source::csv;
    else if (format == "json")
      mapping_.source = Mapping::Source::json;
    else if (format == "yaml")
      mapping_.source = Mapping::Source::yaml;
    else
      wrong(root["format"].IsDefined() ? root["format"] : root, "format must be csv, json or yaml");
    read_separator(root["separator"]);
    if (root["records"].IsDefined()) read_records(root["records"]);
  }

  void read_separator(const YAML::Node& node) {
    if (!node.IsDefined()) return;
    const std::string separator = scalar(node, "separator");
    if (separator == "tab")
      mapping_.separator = '\t';
    else if (separator.size() == 1 && separator[0] != '"' && separator[0] != '\n')
      mapping_.separator = separator[0];
    else
      wrong(node, "separator must be one character, or the word tab");
  }

  void read_records(const YAML::Node& node) {
    if (mapping_.source == Mapping::Source::csv) wrong(node, "the records of a CSV file are its rows");
    mapping_.records = steps_of(scalar(node, "records"));
  }

  static DayOrder read_order(const YAML::Node& node, DayOrder otherwise) {
    if (!node.IsDefined()) return otherwise;
    const std::string word = scalar(node, "the order of dates");
    if (word == "day_first") return DayOrder::day_first;
    if (word == "month_first") return DayOrder::month_first;
    wrong(node, "the order of dates is day_first or month_first, not " + quoted(word));
  }

  void read_keys(const YAML::Node& entities) {
    if (!entities.IsDefined() || !entities.IsMap() || entities.size() == 0)
      wrong(entities, "entities must name at least one entity");
    for (const auto& entry : entities) {
      const std::string key = scalar(entry.first, "the name of an entity");
      if (!keys_.emplace(key, static_cast<int>(keys_.size())).second)
        wrong(entry.first, "the entity " + quoted(key) + " stands twice");
    }
  }

  MappedEntity read_entity(const std::string& key, const YAML::Node& node) {
    check_keys(node, "the entity " + quoted(key), {"schema", "id", "each", "when", "unless", "properties"});
    MappedEntity entity;
    entity.key = key;
    each_ = {};
    if (node["each"].IsDefined()) {
      entity.each = read_path(node["each"]);
      each_ = joined(entity.each->steps);
    }
    entity.schema = scalar_or_empty(node["schema"], "schema");
    const model::Schema* schema = model::find_schema(entity.schema);
    if (schema == nullptr)
      wrong(node["schema"].IsDefined() ? node["schema"] : node,
            "there is no schema " + quoted(entity.schema) + "; see docs/model.md");
    if (schema->abstract) wrong(node["schema"], entity.schema + " is abstract: nothing is only that");
    if (node["id"].IsDefined()) entity.id = read_id(node["id"]);
    read_conditions(node, entity.conditions);
    if (node["properties"].IsDefined()) read_properties(node["properties"], *schema, entity);
    if (schema->is_link()) {
      entity.link_from = schema->edge.source;
      entity.link_to = schema->edge.target;
    }
    if (!entity.has_id() && !schema->is_link())
      wrong(node, "the entity " + quoted(key) + " needs an id: only links are named by their ends");
    return entity;
  }

  MappedTemplate read_id(const YAML::Node& node) {
    if (node.IsScalar()) return read_template(node, node.Scalar());
    check_keys(node, "an id", {"hash"});
    MappedTemplate id;
    id.hashed = read_paths(node["hash"]);
    if (id.hashed.empty()) wrong(node, "hash must name at least one field");
    return id;
  }

  MappedTemplate read_template(const YAML::Node& node, std::string_view text) {
    MappedTemplate made;
    while (!text.empty()) {
      const size_t open = std::min(text.find('{'), text.size());
      if (open > 0) made.pieces.push_back({std::string(text.substr(0, open)), {}});
      text.remove_prefix(open);
      if (text.empty()) break;
      const size_t close = text.find('}');
      if (close == std::string_view::npos) wrong(node, "a { is never closed");
      made.pieces.push_back({{}, path_of(node, text.substr(1, close - 1))});
      text.remove_prefix(close + 1);
    }
    if (made.pieces.empty()) wrong(node, "this text is empty");
    return made;
  }

  MappedPath read_path(const YAML::Node& node) { return path_of(node, scalar(node, "a field")); }

  std::vector<MappedPath> read_paths(const YAML::Node& node) {
    std::vector<MappedPath> paths;
    if (!node.IsDefined()) return paths;
    if (!node.IsSequence()) return {read_path(node)};
    for (const auto& one : node) paths.push_back(read_path(one));
    return paths;
  }

  // "terms/start" within the item at hand, "/id/main" from the record's top, "." the item itself, "@1" the
  // key.
  MappedPath path_of(const YAML::Node& node, std::string_view text) {
    text = trim(text);
    if (text.empty()) wrong(node, "a field needs a name");
    MappedPath path;
    if (text.size() == 2 && text[0] == '@' && text[1] >= '1' && text[1] <= '9') return key_path(node, text);
    if (mapping_.source == Mapping::Source::csv) {
      path.steps = {std::string(text)};
      path.field = text;
    } else {
      if (text.front() == '/') path.from = MappedPath::From::record;
      if (text != ".") path.steps = steps_of(text);
      const std::string own = joined(path.steps);
      const bool below_each = path.from == MappedPath::From::item && !each_.empty();
      path.field = below_each ? each_ + (own.empty() ? "" : "/" + own) : own;
      if (path.field.empty()) path.field = ".";
    }
    mapping_.used.push_back(path.field);
    return path;
  }

  MappedPath key_path(const YAML::Node& node, std::string_view text) {
    MappedPath path;
    path.from = MappedPath::From::key;
    path.key = static_cast<size_t>(text[1] - '1');
    path.field = text;
    if (path.key >= static_cast<size_t>(std::ranges::count(mapping_.records, "*"))) {
      wrong(node, std::string(text) + " has no * in records that it could stand for");
    }
    return path;
  }

  void read_conditions(const YAML::Node& node, std::vector<MappedCondition>& conditions) {
    for (const char* word : {"when", "unless"}) {
      const YAML::Node list = node[word];
      if (!list.IsDefined()) continue;
      if (!list.IsMap()) wrong(list, std::string(word) + " must name fields and the values they may have");
      for (const auto& entry : list) {
        MappedCondition condition;
        condition.path = read_path(entry.first);
        condition.holds_if_equal = std::string_view(word) == "when";
        condition.values = read_words(entry.second);
        conditions.push_back(std::move(condition));
      }
    }
  }

  static std::vector<std::string> read_words(const YAML::Node& node) {
    if (node.IsNull()) return {""};
    if (!node.IsSequence()) return {scalar(node, "a value")};
    std::vector<std::string> words;
    for (const auto& one : node) words.push_back(one.IsNull() ? std::string() : scalar(one, "a value"));
    return words;
  }

  void read_properties(const YAML::Node& node, const model::Schema& schema, MappedEntity& entity) {
    if (!node.IsMap()) wrong(node, "properties must be a map");
    for (const auto& entry : node) {
      MappedProperty property;
      property.name = scalar(entry.first, "the name of a property");
      const model::Property* known = schema.property(property.name);
      if (known == nullptr)
        wrong(entry.first,
              std::string(schema.name) + " has no property " + quoted(property.name) + "; see docs/model.md");
      property.is_date = known->type == model::Type::date;
      if (entry.second.IsSequence()) {
        for (const auto& one : entry.second) property.values.push_back(read_value(one));
      } else {
        property.values.push_back(read_value(entry.second));
      }
      entity.properties.push_back(std::move(property));
    }
  }

  MappedValue read_value(const YAML::Node& node) {
    MappedValue value;
    value.order = order_;
    if (node.IsScalar()) {
      value.from = {read_path(node)};
      return value;
    }
    check_keys(node, "a value",
               {"from", "join", "with", "text", "value", "entity", "split", "language", "map", "dates",
                "when", "unless"});
    read_origin(node, value);
    value.split = scalar_or_empty(node["split"], "split");
    value.language = scalar_or_empty(node["language"], "language");
    value.order = read_order(node["dates"], order_);
    if (node["with"].IsDefined()) value.with = scalar(node["with"], "with");
    for (const auto& entry : node["map"])
      value.map.emplace_back(scalar(entry.first, "a word"), scalar(entry.second, "a value"));
    read_conditions(node, value.conditions);
    return value;
  }

  void read_origin(const YAML::Node& node, MappedValue& value) {
    int origins = 0;
    for (const char* key : {"from", "join", "text", "value", "entity"}) origins += node[key].IsDefined();
    if (origins != 1) wrong(node, "a value comes from exactly one of from, join, text, value, entity");
    value.from = read_paths(node["from"]);
    value.join = read_paths(node["join"]);
    if (node["text"].IsDefined()) value.text = read_template(node["text"], scalar(node["text"], "text"));
    value.constant = scalar_or_empty(node["value"], "value");
    if (!node["entity"].IsDefined()) return;
    const std::string key = scalar(node["entity"], "entity");
    const auto found = keys_.find(key);
    if (found == keys_.end()) wrong(node["entity"], "there is no entity " + quoted(key) + " in this mapping");
    value.entity = found->second;
  }

  // An entity can be pointed to from its own item, or from anywhere if it is made once per record.
  void check_references(const YAML::Node& entities, size_t index) {
    const MappedEntity& entity = mapping_.entities[index];
    for (const MappedProperty& property : entity.properties) {
      for (const MappedValue& value : property.values) {
        if (value.entity < 0) continue;
        const MappedEntity& target = mapping_.entities[static_cast<size_t>(value.entity)];
        if (!target.has_id())
          wrong(entities[entity.key], quoted(target.key) + " has no id of its own and cannot be pointed to");
        const bool same_item = target.each && entity.each && target.each->field == entity.each->field;
        if (target.each && !same_item)
          wrong(entities[entity.key], quoted(target.key) + " is made for each " + target.each->field +
                                          ": it cannot be pointed to from elsewhere");
      }
    }
  }

  Mapping mapping_;
  std::map<std::string, int> keys_;
  std::string each_;  // Of the entity at hand.
  DayOrder order_ = DayOrder::day_first;
};

std::unexpected<base::Error> at_line(std::string_view name, int line, const std::string& text) {
  std::string place(name);
  if (line >= 0) place += ":" + std::to_string(line + 1);
  return base::fail(base::ErrorKind::format, place + ": " + text);
}

}  // namespace

base::Result<std::shared_ptr<const Mapping>> parse_mapping(std::string_view text, std::string_view name) {
  if (!is_clean_utf8(text)) return at_line(name, -1, "a mapping must be UTF-8");
  try {
    return MappingReader().read(YAML::Load(std::string(text)));
  } catch (const Wrong& found) {
    return at_line(name, found.line, found.text);
  } catch (const YAML::Exception& error) {
    return at_line(name, error.mark.line, error.msg);
  }
}

base::Result<std::shared_ptr<const Mapping>> load_mapping(const std::string& path) {
  CLEW_TRY_ASSIGN(const std::string text, base::real_disk().read_file(path));
  return parse_mapping(text, path);
}

}  // namespace clew::read
