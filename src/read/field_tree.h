// A record of XML or JSON, or a row under a header, as one kind of tree that knows what of it has been read.
//
//   <Entity><Name lang="en">A</Name></Entity>          Entity
//   {"Entity": {"Name": ["A", "B"]}}                     Name = A    field "Entity/Name"
//                                                          lang = en field "Entity/Name/lang"
//
// A reader asks for what it knows by path; whatever nobody asked for is counted as not mapped in the end, so
// that nothing a source holds can vanish unseen.
//
// Paths are names with / between them, "Name|title" is either; case is ignored. Elements of a JSON array are
// nodes of the array's name, one beside the other. Not for many threads at once.
#pragma once

#include <simdjson.h>

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "read/emit.h"
#include "read/xml.h"

namespace clew::read {

struct FieldNode {
  std::string_view name;
  std::string_view
      field;         // The path from the record's top; lives as long as the FieldPaths it was made with.
  std::string text;  // Trimmed of blanks.
  std::vector<FieldNode> children;
  mutable bool taken = false;
};

// The paths of all records of a stream; there are few, and each is made once.
class FieldPaths {
 public:
  std::string_view child(std::string_view parent, std::string_view name);

 private:
  std::unordered_map<uint64_t, std::string> paths_;
};

// Attributes become children. The node of the record itself has no field of its own.
FieldNode field_tree(const XmlNode& node, FieldPaths& paths);
FieldNode field_tree(const simdjson::dom::element& value, FieldPaths& paths);
// "Entity.LegalName.1.type": dots part names, numbers only tell repetitions apart.
FieldNode field_tree(std::span<const std::string> columns, std::span<const std::string_view> cells,
                     bool dotted, FieldPaths& paths);

// Calls `with` for every node at `path`.
template <class With>
void each_field(const FieldNode& node, std::string_view path, const With& with);

// The first node at `path` that holds text, marked as taken; nullptr where there is none.
const FieldNode* take(const FieldNode& node, std::string_view path);
// Its text, or nothing.
std::string_view take_text(const FieldNode& node, std::string_view path);

// Adds the text of every node at `path` and marks them.
void add_fields(Emit& emit, std::string_view property, const FieldNode& node, std::string_view path,
                std::string_view language = {});
void add_date_fields(Emit& emit, std::string_view property, const FieldNode& node, std::string_view path,
                     DayOrder order = DayOrder::day_first);

// Marks all below `path`: what only repeats or steers what was read elsewhere.
void take_all(const FieldNode& node, std::string_view path);

// Counts every leaf with text that nobody took as not mapped.
void count_untaken(const FieldNode& node, Sink& sink, const model::Record& record);

// "en" or "eng" as ISO 639-3; nothing where it is no language.
std::string_view language_of(std::string_view code);

namespace field_tree_detail {
bool is_step(std::string_view name, std::string_view alternatives);
}

template <class With>
void each_field(const FieldNode& node, std::string_view path, const With& with) {
  const size_t slash = path.find('/');
  const std::string_view step = path.substr(0, slash);
  for (const FieldNode& child : node.children) {
    if (!field_tree_detail::is_step(child.name, step)) continue;
    if (slash == path.npos) {
      with(child);
    } else {
      each_field(child, path.substr(slash + 1), with);
    }
  }
}

}  // namespace clew::read
