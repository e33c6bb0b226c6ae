// The names of a list in the repository, for tests and benchmarks that need no store.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "press/store_names.h"
#include "read/format.h"
#include "read/stream.h"
#include "read/testing.h"

namespace clew::press {

// Every entity that the files of `folder` name, with all its names, in the order of their ids.
inline base::Result<std::vector<KnownEntity>> read_list(const std::string& folder,
                                                        const clean::Tables& tables) {
  std::map<std::string, KnownEntity> by_id;
  struct Name {
    std::string entity, property, value;
  };
  std::vector<Name> names;  // Read as names of people or of bodies only once it is known which they are.
  CLEW_TRY_ASSIGN(const auto inputs, read::find_inputs(folder));
  for (const read::Input& input : inputs) {
    CLEW_TRY_ASSIGN(auto stream, read::open_input(input));
    read::Peeked peeked(std::move(stream));
    const read::Format* format = read::recognise(peeked.head());
    if (format == nullptr) continue;
    read::RecordingSink sink;
    CLEW_TRY(format->read(peeked, sink, {}));
    for (const read::RecordedStatement& statement : sink.statements) {
      const read::RecordedSlot& slot = sink.slots[statement.slot];
      const bool is_name = slot.property == "name" || slot.property == "alias" ||
                           slot.property == "weakAlias" || slot.property == "previousName" ||
                           slot.property == "abbreviation";
      if (!is_name) continue;
      KnownEntity& entity = by_id[statement.entity];
      const std::string& schema = entity.subject.schema;
      if (schema.empty() || schema == "Thing" || schema == "LegalEntity") {
        entity.subject.id = statement.entity;
        entity.subject.schema = slot.schema;
        entity.subject.kind = match::kind_of_schema(slot.schema);
      }
      if (slot.property == "name" && entity.caption.empty()) entity.caption = statement.value;
      names.push_back({statement.entity, slot.property, statement.value});
    }
  }
  for (const Name& name : names)
    match::add_value(tables, by_id[name.entity].subject, name.property, name.value);
  std::vector<KnownEntity> entities;
  for (auto& [id, entity] : by_id) entities.push_back(std::move(entity));
  return entities;
}

}  // namespace clew::press
