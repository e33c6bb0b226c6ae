#include "load/load_sink.h"

#include <fmt/core.h>

#include <algorithm>

#include "clean/share.h"

namespace clew::load {
namespace {

// "birthDate", "Person:birthDate" or the name of a type, "address".
bool is_named(const std::vector<std::string>& names, const model::Slot& slot, model::Type type) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return name == slot.property || name == model::to_string(type) ||
           name == fmt::format("{}:{}", slot.schema, slot.property);
  });
}

}  // namespace

model::Record LoadSink::place(const model::Record& record) const {
  model::Record placed = record;
  placed.offset += origin_offset_;
  if (placed.line != 0) placed.line += origin_line_;
  return placed;
}

read::SlotId LoadSink::slot(const model::Slot& slot) {
  std::string key;
  for (const std::string_view piece : {slot.schema, slot.property, slot.field, slot.language}) {
    key += piece;
    key += '\0';
  }
  const auto [place, is_new] = numbers_.emplace(std::move(key), static_cast<read::SlotId>(slots_.size()));
  if (!is_new) return place->second;
  LoadSlot known;
  const auto keep = [&](std::string_view text) { return std::string_view(texts_.emplace_back(text)); };
  known.slot = {keep(slot.schema), keep(slot.property), keep(slot.field), keep(slot.language)};
  const model::Schema* schema = model::find_schema(slot.schema);
  if (schema == nullptr) {
    report_.add_issue("unknown-schema", fmt::format("the model has no schema {}", slot.schema), {});
  } else if (slot.property == "id") {
    known.schema = schema;
  } else if (const model::Property* property = schema->property(slot.property); property != nullptr) {
    known.schema = schema;
    known.withheld = is_named(without_, slot, property->type);
    known.type = property->type;
    known.is_share = slot.property == "percentage" || slot.property == "shareInterval";
  } else {
    report_.add_issue("unknown-property", fmt::format("{} has no property {}", slot.schema, slot.property),
                      {});
  }
  slots_.push_back(known);
  return place->second;
}

void LoadSink::add(std::string_view entity, read::SlotId slot, std::string_view value,
                   std::string_view original, const model::Record& record) {
  if (value.empty() || entity.empty()) return;
  const LoadSlot& known = slots_[slot];
  if (known.schema == nullptr) {
    report_.add_not_mapped(fmt::format("{}:{}", known.slot.schema, known.slot.property), value,
                           place(record));
  } else if (known.withheld) {
    ++report_.withheld[std::string(known.slot.property)];
  } else {
    if (known.is_share) check_share(value, record);
    gather_.add(entity, slot, value, original, place(record));
  }
}

// A reader that knows its format's words says more than this, and says it first.
void LoadSink::check_share(std::string_view words, const model::Record& record) {
  if (clean::parse_share(words) || place(record) == share_told_) return;
  issue("bad-share", fmt::format("\"{}\" is no part of a whole; the words are kept", words.substr(0, 80)),
        record);
}

void LoadSink::replace(std::string_view entity, const model::Record& record) {
  is_delta_ = true;
  gather_.replace(entity, place(record));
}

void LoadSink::issue(std::string_view kind, std::string_view text, const model::Record& record) {
  if (kind.ends_with("-share")) share_told_ = place(record);
  report_.add_issue(kind, text, place(record));
}

void LoadSink::not_mapped(std::string_view field, std::string_view value, const model::Record& record) {
  report_.add_not_mapped(field, value, place(record));
}

// What several files of a bundle say: the first word on each point, the latest day.
void LoadSink::note(const read::DatasetNote& note) {
  const auto take = [](std::string& mine, std::string_view theirs) {
    if (mine.empty()) mine = theirs;
  };
  take(note_.title, note.title);
  take(note_.publisher, note.publisher);
  take(note_.version, note.version);
  take(note_.licence, note.licence);
  if (note.published_on > note_.published_on) note_.published_on = note.published_on;
  if (!note.published_on.empty()) days_[part_] = std::string(note.published_on.substr(0, 10));
}

}  // namespace clew::load
