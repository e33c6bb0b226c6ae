// A sink that keeps everything, for the tests of readers.
//
//   RecordingSink sink;
//   format.read(*memory_stream(text), sink, options);
//   CHECK(sink.text() == R"(
//   ofac-36 Company id = ofac-36 [1]
//   ofac-36 Company name = AEROCARIBBEAN AIRLINES [1 SDN_Name]
//   )");
//
// Like the store it keeps equal statements once and reports names that the model does not have. Everything is
// in the order of arrival; counts are sorted.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/error.h"
#include "model/schema.h"
#include "read/sink.h"
#include "read/stream.h"

namespace clew::read {

struct RecordedSlot {
  std::string schema, property, field, language;
};

struct RecordedStatement {
  std::string entity;
  SlotId slot = 0;
  std::string value;
  std::string original;
  model::Record record;
};

// "Company 3, Person 2"
inline std::string shown(const std::map<std::string, size_t>& counts) {
  std::string text;
  for (const auto& [name, count] : counts)
    text += (text.empty() ? "" : ", ") + name + " " + std::to_string(count);
  return text;
}

struct RecordedNotMapped {
  std::string example;  // The first value.
  model::Record record;
  uint64_t count = 0;
};

class RecordingSink : public Sink {
 public:
  SlotId slot(const model::Slot& slot) override {
    for (size_t i = 0; i < slots.size(); ++i) {
      const RecordedSlot& known = slots[i];
      if (slot == model::Slot{known.schema, known.property, known.field, known.language})
        return static_cast<SlotId>(i);
    }
    check_names(slot);
    slots.push_back({std::string(slot.schema), std::string(slot.property), std::string(slot.field),
                     std::string(slot.language)});
    return static_cast<SlotId>(slots.size() - 1);
  }

  void add(std::string_view entity, SlotId slot, std::string_view value, std::string_view original,
           const model::Record& record) override {
    if (value.empty() || !is_new(entity, slot, value, original)) return;
    statements.push_back({std::string(entity), slot, std::string(value), std::string(original), record});
  }

  void replace(std::string_view entity, const model::Record&) override { replaced.emplace_back(entity); }

  void issue(std::string_view kind, std::string_view text, const model::Record& record) override {
    issues.push_back({std::string(kind), std::string(text), record});
  }

  void not_mapped(std::string_view field, std::string_view value, const model::Record& record) override {
    RecordedNotMapped& entry = not_mapped_fields[std::string(field)];
    if (entry.count++ == 0) entry = {std::string(value), record, 1};
  }

  void note(const DatasetNote& note) override {
    for (const auto& [name, value] : {std::pair{"title", note.title},
                                      {"publisher", note.publisher},
                                      {"published_on", note.published_on},
                                      {"version", note.version},
                                      {"licence", note.licence}}) {
      if (!value.empty()) notes[name] = value;
    }
  }

  // One line for each statement, issue, field not mapped and note, as shown above. Begins with a line end,
  // so that a raw string literal can begin on a line of its own.
  std::string text() const {
    std::string out = "\n";
    for (const RecordedStatement& statement : statements) out += line_of(statement);
    for (const std::string& entity : replaced) out += "replaced " + entity + "\n";
    for (const model::Issue& issue : issues) {
      out += "issue " + issue.kind + ": " + issue.text + " [" + std::to_string(issue.record.line) + "]\n";
    }
    for (const auto& [field, entry] : not_mapped_fields) {
      out += "not mapped " + field + " = " + entry.example + " (" + std::to_string(entry.count) + ")\n";
    }
    for (const auto& [name, value] : notes) out += "note " + name + " = " + value + "\n";
    return out;
  }

  // "Company 3", "Person 2": how many different entities each schema has, by their id statements.
  std::map<std::string, size_t> entities_by_schema() const {
    std::map<std::string, std::set<std::string_view>> entities;
    for (const RecordedStatement& statement : statements) {
      const RecordedSlot& slot = slots[statement.slot];
      if (slot.property == "id") entities[slot.schema].insert(statement.entity);
    }
    std::map<std::string, size_t> counts;
    for (const auto& [schema, ids] : entities) counts[schema] = ids.size();
    return counts;
  }

  std::map<std::string, size_t> not_mapped_by_field() const {
    std::map<std::string, size_t> counts;
    for (const auto& [field, entry] : not_mapped_fields) counts[field] = entry.count;
    return counts;
  }
  std::map<std::string, size_t> statements_by_property() const {
    return counted([this](const RecordedStatement& s) { return slots[s.slot].property; }, statements);
  }
  std::map<std::string, size_t> statements_by_field() const {
    return counted([this](const RecordedStatement& s) { return slots[s.slot].field; }, statements);
  }
  std::map<std::string, size_t> issues_by_kind() const {
    return counted([](const model::Issue& issue) { return issue.kind; }, issues);
  }

  // The values of one property of one entity, in the order of arrival.
  std::vector<std::string> values(std::string_view entity, std::string_view property) const {
    std::vector<std::string> found;
    for (const RecordedStatement& statement : statements) {
      if (statement.entity == entity && slots[statement.slot].property == property)
        found.push_back(statement.value);
    }
    return found;
  }

  std::vector<RecordedSlot> slots;
  std::vector<RecordedStatement> statements;
  std::vector<std::string> replaced;
  std::vector<model::Issue> issues;
  std::map<std::string, RecordedNotMapped> not_mapped_fields;
  std::map<std::string, std::string> notes;

 private:
  void check_names(const model::Slot& slot) {
    const model::Schema* schema = model::find_schema(slot.schema);
    const bool known =
        schema != nullptr && (slot.property == "id" || schema->property(slot.property) != nullptr);
    const std::string name = std::string(slot.schema) + "." + std::string(slot.property);
    if (!known && unknown_.insert(name).second) issues.push_back({"unknown-property", name, {}});
  }

  bool is_new(std::string_view entity, SlotId slot, std::string_view value, std::string_view original) {
    std::string key = std::to_string(slot);
    for (const std::string_view part : {entity, value, original}) (key += '\0') += part;
    return seen_.insert(std::move(key)).second;
  }

  std::string line_of(const RecordedStatement& statement) const {
    const RecordedSlot& slot = slots[statement.slot];
    std::string out = statement.entity + " " + slot.schema + " " + slot.property + " = " + statement.value;
    if (!statement.original.empty()) out += " <- " + statement.original;
    if (!slot.language.empty()) out += " @" + slot.language;
    out += " [" + std::to_string(statement.record.line);
    if (!slot.field.empty()) out += " " + slot.field;
    return out + "]\n";
  }

  template <class Key, class Items>
  static std::map<std::string, size_t> counted(const Key& key, const Items& items) {
    std::map<std::string, size_t> counts;
    for (const auto& item : items) ++counts[key(item)];
    return counts;
  }

  std::unordered_set<std::string> seen_;
  std::set<std::string> unknown_;
};

// Gives `bytes` in pieces of at most `piece` bytes, then, if `error` is set, the error: for the seams of
// readers.
class PiecewiseStream : public Stream {
 public:
  PiecewiseStream(std::string_view bytes, size_t piece, bool error = false)
      : bytes_(bytes), piece_(piece), error_(error) {}
  base::Result<size_t> read(char* to, size_t size) override {
    if (bytes_.empty() && error_)
      return base::fail(base::ErrorKind::format, "the stream broke, as the test wants");
    const size_t got = bytes_.copy(to, size < piece_ ? size : piece_);
    bytes_.remove_prefix(got);
    return got;
  }

 private:
  std::string_view bytes_;
  size_t piece_;
  bool error_;
};

}  // namespace clew::read
