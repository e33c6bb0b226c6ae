// CSV, JSON and YAML of any shape, read by a mapping (mapping.h).
#include <algorithm>
#include <set>
#include <utility>

#include "base/hash.h"
#include "read/csv.h"
#include "read/emit.h"
#include "read/format.h"
#include "read/mapping.h"
#include "read/text.h"
#include "read/tree.h"

namespace clew::read {
namespace {

using Kind = TreeNode::Kind;

// What paths are followed in: a record, the item of it at hand, and the keys on the way to the record.
struct Place {
  const TreeNode* top = nullptr;
  const TreeNode* item = nullptr;
  const std::vector<std::string>* keys = nullptr;
  model::Record record;
};

// Visits what the steps lead to; lists on the way are entered. A number also leads to that place of a list.
template <class Visit>
void follow(const TreeNode& node, std::span<const std::string> steps, const Visit& visit) {
  if (node.kind == Kind::list) {
    if (!steps.empty() && !steps[0].empty() && steps[0].size() < 7 &&
        steps[0].find_first_not_of("0123456789") == std::string::npos) {
      const size_t at = static_cast<size_t>(std::stoul(steps[0]));
      if (at < node.items.size()) follow(node.items[at], steps.subspan(1), visit);
      return;
    }
    for (const TreeNode& item : node.items) follow(item, steps, visit);
  } else if (steps.empty()) {
    visit(node);
  } else if (const TreeNode* next = node.find(steps[0])) {
    follow(*next, steps.subspan(1), visit);
  }
}

std::vector<std::string_view> values_at(const MappedPath& path, const Place& place) {
  std::vector<std::string_view> values;
  if (path.from == MappedPath::From::key) {
    if (path.key < place.keys->size()) values.push_back((*place.keys)[path.key]);
    return values;
  }
  const TreeNode& start = path.from == MappedPath::From::record ? *place.top : *place.item;
  follow(start, path.steps, [&](const TreeNode& node) {
    const std::string_view text = node.kind == Kind::scalar ? trim(node.text) : std::string_view();
    if (!text.empty()) values.push_back(text);
  });
  return values;
}

bool holds(const MappedCondition& condition, const Place& place) {
  const auto values = values_at(condition.path, place);
  const bool equal = std::ranges::any_of(condition.values, [&](const std::string& wanted) {
    return wanted.empty() ? values.empty() : std::ranges::find(values, wanted) != values.end();
  });
  return equal == condition.holds_if_equal;
}

bool all_hold(const std::vector<MappedCondition>& conditions, const Place& place) {
  return std::ranges::all_of(conditions, [&](const MappedCondition& one) { return holds(one, place); });
}

// Empty where a path in it leads to nothing.
std::string filled(const MappedTemplate& text, const Place& place) {
  std::string out;
  for (const MappedTemplate::Piece& piece : text.pieces) {
    out += piece.text;
    if (!piece.path) continue;
    const auto values = values_at(*piece.path, place);
    if (values.empty()) return {};
    out += values.front();
  }
  return out;
}

std::string hashed(const MappedTemplate& text, const Place& place) {
  std::string key;
  bool any = false;
  for (const MappedPath& path : text.hashed) {
    for (const std::string_view value : values_at(path, place)) {
      (key += value) += '\x1f';
      any = true;
    }
    key += '\0';
  }
  return any ? base::hash_name(key) : std::string();
}

std::string field_of(const MappedTemplate& text) {
  std::string field;
  for (const auto& piece : text.pieces) {
    if (piece.path) field += (field.empty() ? "" : " ") + piece.path->field;
  }
  return field;
}

std::string field_of(const std::vector<MappedPath>& paths) {
  std::string field;
  for (const MappedPath& path : paths) field += (field.empty() ? "" : " ") + path.field;
  return field;
}

class MappedReader {
 public:
  MappedReader(const Mapping& mapping, Sink& sink) : mapping_(mapping), sink_(sink), emit_(sink) {
    if (!mapping.title.empty() || !mapping.publisher.empty() || !mapping.licence.empty() ||
        !mapping.published_on.empty()) {
      sink.note({mapping.title, mapping.publisher, mapping.published_on, {}, mapping.licence});
    }
  }

  // The records within an item: where `records` leads to, with what each * stood for.
  void read_item(const TreeNode& item, const model::Record& record) {
    std::vector<std::string> keys;
    read_below(item, mapping_.records, keys, record);
  }

  void read_record(const TreeNode& top, const std::vector<std::string>& keys, const model::Record& record) {
    Place place{&top, &top, &keys, record};
    if (top.line != 0) place.record.line = top.line;
    bool any = false;
    for (const MappedEntity& entity : mapping_.entities) {
      if (!entity.each) {
        any |= read_entity(entity, place);
        continue;
      }
      const TreeNode& start = top;
      follow(start, entity.each->steps, [&](const TreeNode& item) {
        Place inner = place;
        inner.item = &item;
        if (item.line != 0) inner.record.line = item.line;
        any |= read_entity(entity, inner);
      });
    }
    if (!any)
      sink_.issue("no-entity", "the record makes no entity: its ids are empty or no condition holds",
                  place.record);
    path_.clear();
    say_not_mapped(top, place.record);
  }

 private:
  void read_below(const TreeNode& node, std::span<const std::string> steps, std::vector<std::string>& keys,
                  const model::Record& record) {
    if (steps.empty()) {
      if (node.kind == Kind::map) return read_record(node, keys, record);
      return sink_.issue("no-record", "what stands here is no map of fields", record);
    }
    if (steps[0] != "*") {
      const TreeNode* next = node.find(steps[0]);
      if (next != nullptr) return read_below(*next, steps.subspan(1), keys, record);
      return sink_.issue(
          "no-record", "there is no \"" + steps[0] + "\" here, where the mapping looks for records", record);
    }
    for (size_t i = 0; i < node.items.size(); ++i) {
      keys.push_back(node.kind == Kind::map ? node.keys[i] : std::to_string(i));
      read_below(node.items[i], steps.subspan(1), keys, record);
      keys.pop_back();
    }
  }

  // Empty where the entity is not to be made here.
  std::string id_of(const MappedEntity& entity, const Place& place) const {
    if (!all_hold(entity.conditions, place)) return {};
    const std::string own = entity.id.hashed.empty() ? filled(entity.id, place) : hashed(entity.id, place);
    return own.empty() ? std::string() : mapping_.prefix + own;
  }

  // A link is named by its ends, its role and its start; without both ends there is none.
  std::string link_id_of(const MappedEntity& entity, const Place& place) const {
    if (!all_hold(entity.conditions, place)) return {};
    std::string from, to, role, start;
    for (const MappedProperty& property : entity.properties) {
      std::string* part = property.name == entity.link_from ? &from
                          : property.name == entity.link_to ? &to
                          : property.name == "role"         ? &role
                          : property.name == "startDate"    ? &start
                                                            : nullptr;
      if (part != nullptr) *part = first_value(property, place);
    }
    if (from.empty() || to.empty()) return {};
    return model::link_id(mapping_.prefix, entity.schema, from, to, role, start);
  }

  std::string first_value(const MappedProperty& property, const Place& place) const {
    for (const MappedValue& value : property.values) {
      if (!all_hold(value.conditions, place)) continue;
      const auto values = values_of(value, place);
      if (!values.empty()) return values.front().text;
    }
    return {};
  }

  struct Value {
    std::string text, field;
  };

  std::vector<Value> values_of(const MappedValue& value, const Place& place) const {
    std::vector<Value> values;
    if (!value.constant.empty()) values.push_back({value.constant, {}});
    if (value.entity >= 0)
      values.push_back(
          {id_of(mapping_.entities[static_cast<size_t>(value.entity)], at(value.entity, place)), {}});
    if (value.text) values.push_back({filled(*value.text, place), field_of(*value.text)});
    if (!value.join.empty()) values.push_back({joined(value, place), field_of(value.join)});
    for (const MappedPath& path : value.from) {
      for (const std::string_view text : values_at(path, place)) split(value, text, path.field, values);
    }
    std::erase_if(values, [](const Value& one) { return one.text.empty(); });
    return values;
  }

  // An entity made once per record is the same wherever it is pointed to from.
  Place at(int entity, const Place& place) const {
    Place its = place;
    if (!mapping_.entities[static_cast<size_t>(entity)].each) its.item = place.top;
    return its;
  }

  static std::string joined(const MappedValue& value, const Place& place) {
    std::string out;
    for (const MappedPath& path : value.join) {
      for (const std::string_view text : values_at(path, place))
        out += (out.empty() ? "" : value.with) + std::string(text);
    }
    return out;
  }

  static void split(const MappedValue& value, std::string_view text, const std::string& field,
                    std::vector<Value>& values) {
    if (value.split.empty()) return values.push_back({std::string(text), field});
    while (true) {
      const size_t end = text.find(value.split);
      values.push_back({std::string(trim(text.substr(0, end))), field});
      if (end == std::string_view::npos) return;
      text.remove_prefix(end + value.split.size());
    }
  }

  bool read_entity(const MappedEntity& entity, const Place& place) {
    const std::string id = entity.has_id() ? id_of(entity, place) : link_id_of(entity, place);
    if (id.empty()) return false;
    emit_.begin(id, entity.schema, place.record);
    for (const MappedProperty& property : entity.properties) {
      for (const MappedValue& value : property.values) {
        if (all_hold(value.conditions, place)) state(property, value, place);
      }
    }
    return true;
  }

  void state(const MappedProperty& property, const MappedValue& value, const Place& place) {
    for (const Value& one : values_of(value, place)) {
      const auto mapped = std::ranges::find(value.map, one.text, &std::pair<std::string, std::string>::first);
      if (mapped != value.map.end()) {
        emit_.add(property.name, mapped->second, one.field,
                  {.original = one.text, .language = value.language});
      } else if (property.is_date) {
        emit_.add_date(property.name, one.text, one.field, value.order);
      } else {
        emit_.add(property.name, one.text, one.field, {.original = {}, .language = value.language});
      }
    }
  }

  // Every scalar that no path of the mapping reads.
  void say_not_mapped(const TreeNode& node, const model::Record& record) {
    if (node.kind != Kind::map) {
      for (const TreeNode& item : node.items) say_not_mapped(item, record);
      const std::string_view text = node.kind == Kind::scalar ? trim(node.text) : std::string_view();
      if (!text.empty() && !is_used(path_)) sink_.not_mapped(path_.empty() ? "." : path_, text, record);
      return;
    }
    const size_t size = path_.size();
    for (size_t i = 0; i < node.items.size(); ++i) {
      if (size > 0) path_ += '/';
      path_ += node.keys[i].empty() ? "(no name)" : node.keys[i];
      if (!is_used(path_) || node.items[i].kind != Kind::scalar) say_not_mapped(node.items[i], record);
      path_.resize(size);
    }
  }

  bool is_used(const std::string& field) const { return std::ranges::binary_search(mapping_.used, field); }

  const Mapping& mapping_;
  Sink& sink_;
  Emit emit_;
  std::string path_;
};

// One row as a tree of one level, used again from row to row.
void fill_row(TreeNode& tree, const CsvRow& row, std::string_view encoding, Sink& sink) {
  bool converted_any = false;
  for (size_t i = 0; i < tree.items.size(); ++i) {
    std::string converted;
    const std::string_view cell = i < row.cells.size() ? row.cells[i] : std::string_view();
    tree.items[i].text = clean_utf8(cell, encoding, converted);
    converted_any |= !converted.empty();
  }
  if (converted_any)
    sink.issue("bad-encoding", "the row is not UTF-8; it was read in another encoding", row.record);
}

TreeNode columns_of(const CsvRow& row, std::string_view encoding, Sink& sink) {
  TreeNode tree;
  tree.kind = Kind::map;
  std::string converted;
  std::vector<std::string> cells;
  for (const std::string_view cell : row.cells) cells.emplace_back(clean_utf8(cell, encoding, converted));
  const std::vector<std::string_view> views(cells.begin(), cells.end());
  const CsvHeader header(views);
  for (const std::string& name : header.duplicates()) {
    sink.issue("duplicate-column", "the column \"" + name + "\" stands twice; the first is read", row.record);
  }
  tree.keys = header.names();
  // What stands under a name that stood before is never found by it, and so is not mapped.
  for (size_t i = 0; i < tree.keys.size(); ++i) {
    if (tree.keys[i].empty() ||
        std::ranges::find(tree.keys, tree.keys[i]) - tree.keys.begin() < static_cast<std::ptrdiff_t>(i))
      tree.keys[i] += " (column " + std::to_string(i + 1) + ")";
  }
  tree.items.resize(tree.keys.size());
  return tree;
}

// Says which columns the mapping names and the file lacks: a misspelt name would else read nothing in
// silence.
void say_missing_columns(const Mapping& mapping, const TreeNode& tree, const CsvRow& row, Sink& sink) {
  for (const std::string& field : mapping.used) {
    if (tree.find(field) == nullptr)
      sink.issue("missing-column", "the mapping names a column \"" + field + "\" that the file does not have",
                 row.record);
  }
}

base::Result<void> read_csv(Stream& stream, Sink& sink, const ReadOptions& options, MappedReader& reader) {
  const Mapping& mapping = *options.mapping;
  CsvReader rows(stream, options.part, {.separator = mapping.separator});
  CsvRow row;
  CLEW_TRY_ASSIGN(const bool has_header, rows.next(row));
  if (!has_header) return {};
  TreeNode tree = columns_of(row, options.encoding, sink);
  say_missing_columns(mapping, tree, row, sink);
  const std::vector<std::string> no_keys;
  while (true) {
    CLEW_TRY_ASSIGN(const bool has_row, rows.next(row));
    if (!has_row) return {};
    if (row.damaged || row.cells.size() != tree.items.size()) {
      sink.issue("malformed-row",
                 "the row has " + std::to_string(row.cells.size()) + " cells where the header has " +
                     std::to_string(tree.items.size()) +
                     (row.cells.size() > tree.items.size() ? "; it was not read" : ""),
                 row.record);
    }
    if (row.cells.size() > tree.items.size()) continue;
    fill_row(tree, row, options.encoding, sink);
    reader.read_record(tree, no_keys, row.record);
  }
}

base::Result<void> read_mapped(Stream& stream, Sink& sink, const ReadOptions& options) {
  if (options.mapping == nullptr)
    return base::fail(base::ErrorKind::usage, "this format is read by a mapping, and none was given");
  MappedReader reader(*options.mapping, sink);
  const OnTree on_tree = [&](const TreeNode& tree, const model::Record& record) {
    reader.read_item(tree, record);
  };
  switch (options.mapping->source) {
    case Mapping::Source::csv: return read_csv(stream, sink, options, reader);
    case Mapping::Source::json: return read_json_trees(stream, sink, options.part, on_tree);
    case Mapping::Source::yaml: break;
  }
  return read_yaml_trees(stream, sink, options.part, options.encoding, on_tree);
}

int never_recognised(std::string_view) { return 0; }

}  // namespace

const Format kMapped = {
    .name = "mapped",
    .title = "any CSV, JSON or YAML, by a mapping (--mapping FILE)",
    .dataset = {},
    .prefix = {},
    .publisher = {},
    .recognise = never_recognised,
    .read = read_mapped,
};

}  // namespace clew::read
