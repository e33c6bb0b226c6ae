#include "read/field_tree.h"

#include <unicode/uloc.h>

#include <algorithm>

#include "base/hash.h"
#include "read/json_records.h"
#include "read/text.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

constexpr int kDepthMax = 64;
constexpr size_t kPathsMax = 100'000;

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

FieldNode& child_of(FieldNode& parent, std::string_view name, FieldPaths& paths) {
  // A key without a name is still a field that can be told from its record.
  const std::string_view shown = field_name(name);
  const std::string_view field = paths.child(parent.field, shown);
  const std::string_view own_name =
      field.ends_with(shown) ? field.substr(field.size() - shown.size()) : std::string_view();
  parent.children.push_back({.name = own_name, .field = field, .text = {}, .children = {}});
  return parent.children.back();
}

void fill(FieldNode& to, const XmlNode& from, FieldPaths& paths) {
  to.text = from.text;
  for (const auto& [name, value] : from.attributes) child_of(to, name, paths).text = std::string(trim(value));
  for (const XmlNode& child : from.children) fill(child_of(to, child.name, paths), child, paths);
}

void fill_member(FieldNode& parent, std::string_view key, const dom::element& value, FieldPaths& paths,
                 int depth);

void fill(FieldNode& to, const dom::element& from, FieldPaths& paths, int depth) {
  dom::object object;
  if (from.get(object) == simdjson::SUCCESS) {
    for (const auto [key, value] : object) fill_member(to, key, value, paths, depth);
    return;
  }
  std::string buffer;
  to.text = std::string(trim(text_of(from, buffer)));
}

void fill_member(FieldNode& parent, std::string_view key, const dom::element& value, FieldPaths& paths,
                 int depth) {
  dom::array array;
  if (depth < kDepthMax && value.get(array) == simdjson::SUCCESS) {
    for (const dom::element element : array) fill_member(parent, key, element, paths, depth + 1);
    return;
  }
  fill(child_of(parent, key, paths), value, paths, depth + 1);
}

void mark_all(const FieldNode& node) {
  node.taken = true;
  for (const FieldNode& child : node.children) mark_all(child);
}

// The node of the column "A.B.2.C": it stands in the second B. `places` says which child of its parent was
// made for a column's beginning.
FieldNode& walk(FieldNode& node, std::string_view column, FieldPaths& paths,
                std::unordered_map<std::string, size_t>& places) {
  FieldNode* at = &node;
  size_t begin = 0;
  while (begin < column.size()) {
    size_t end = std::min(column.find('.', begin), column.size());
    const std::string_view name = column.substr(begin, end - begin);
    const size_t next = std::min(column.find('.', end + 1), column.size());
    if (end < column.size() && is_number(column.substr(end + 1, next - end - 1))) end = next;
    const auto [place, is_new] = places.try_emplace(std::string(column.substr(0, end)), at->children.size());
    if (is_new) child_of(*at, name, paths);
    at = &at->children[place->second];
    begin = end + 1;
  }
  return *at;
}

}  // namespace

bool field_tree_detail::is_step(std::string_view name, std::string_view alternatives) {
  while (true) {
    const size_t bar = alternatives.find('|');
    if (equal_ignoring_case(name, alternatives.substr(0, bar))) return true;
    if (bar == alternatives.npos) return false;
    alternatives.remove_prefix(bar + 1);
  }
}

std::string_view FieldPaths::child(std::string_view parent, std::string_view name) {
  const uint64_t key = base::hash64(name, base::hash64(parent));
  // Only a hostile file has so many: their names are then no longer told apart.
  if (paths_.size() >= kPathsMax && !paths_.contains(key)) return "(further fields)";
  const auto [place, is_new] = paths_.try_emplace(key);
  if (is_new) {
    place->second = std::string(parent);
    if (!parent.empty()) place->second += '/';
    place->second += name;
  }
  return place->second;
}

FieldNode field_tree(const XmlNode& node, FieldPaths& paths) {
  FieldNode record;
  fill(record, node, paths);
  return record;
}

FieldNode field_tree(const dom::element& value, FieldPaths& paths) {
  FieldNode record;
  fill(record, value, paths, 0);
  return record;
}

FieldNode field_tree(std::span<const std::string> columns, std::span<const std::string_view> cells,
                     bool dotted, FieldPaths& paths) {
  FieldNode record;
  std::unordered_map<std::string, size_t> places;
  for (size_t i = 0; i < std::min(columns.size(), cells.size()); ++i) {
    const std::string_view cell = trim(cells[i]);
    if (cell.empty()) continue;
    FieldNode& node = dotted ? walk(record, columns[i], paths, places) : child_of(record, columns[i], paths);
    node.text = std::string(cell);
  }
  return record;
}

const FieldNode* take(const FieldNode& node, std::string_view path) {
  const FieldNode* found = nullptr;
  each_field(node, path, [&](const FieldNode& at) {
    if (found == nullptr && !at.text.empty()) found = &at;
  });
  if (found != nullptr) found->taken = true;
  return found;
}

std::string_view take_text(const FieldNode& node, std::string_view path) {
  const FieldNode* found = take(node, path);
  return found == nullptr ? std::string_view() : std::string_view(found->text);
}

void add_fields(Emit& emit, std::string_view property, const FieldNode& node, std::string_view path,
                std::string_view language) {
  each_field(node, path, [&](const FieldNode& at) {
    at.taken = true;
    emit.add(property, at.text, at.field, {.original = {}, .language = language});
  });
}

void add_date_fields(Emit& emit, std::string_view property, const FieldNode& node, std::string_view path,
                     DayOrder order) {
  each_field(node, path, [&](const FieldNode& at) {
    at.taken = true;
    emit.add_date(property, at.text, at.field, order);
  });
}

void take_all(const FieldNode& node, std::string_view path) { each_field(node, path, mark_all); }

void count_untaken(const FieldNode& node, Sink& sink, const model::Record& record) {
  if (!node.taken && !node.text.empty()) {
    sink.not_mapped(node.field.empty() ? std::string_view("record") : node.field, node.text, record);
  }
  for (const FieldNode& child : node.children) count_untaken(child, sink, record);
}

std::string_view language_of(std::string_view code) {
  const std::string name(code.substr(0, code.find_first_of("-_")));
  if (name.size() != 2 && name.size() != 3) return {};
  return uloc_getISO3Language(name.c_str());
}

}  // namespace clew::read
