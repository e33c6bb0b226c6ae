// FollowTheMoney entities as JSON, one a line: {"id": ..., "schema": ..., "properties": {name: [values]}}.
//
// - A property may hold whole entities instead of ids; each is read, and linked by its id. If the property
//   is the other end of one that the inner entity has ("sanctions" of a person), that one is stated.
// - Deltas, {"op": "ADD" | "MOD" | "DEL", "entity": {...}}, replace what the dataset said of the entity.
// - The ids of what was merged into an entity ("referents") are kept as values of the property referents.
// - Objects without an id are no entities and are counted as not mapped.
// - What the publisher computed for his own use (caption, target, datasets, first_seen, last_seen,
//   last_change, origin) is counted as not mapped.
// The field of a statement is the name of its property.
#include <fmt/format.h>

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "model/schema.h"
#include "read/format.h"
#include "read/json_records.h"
#include "read/text.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

// --- Slots, looked up millions of times by schema and property -----------------------------------------

struct FtmSlot {
  uint64_t hash = 0;
  std::string property;
  bool in_model = false;
  bool asked = false;
  SlotId number = 0;
};

// The slots of one schema; references to them stay. Looking one up costs a hash of the name and a
// comparison.
class SchemaSlots {
 public:
  SchemaSlots(Sink& sink, std::string_view schema)
      : sink_(sink),
        name_(schema),
        schema_(model::find_schema(schema)),
        id_slot_(sink.slot({name_, "id", {}, {}})),
        places_(64) {}

  FtmSlot& slot(std::string_view property) {
    const uint64_t hash = base::hash64(property);
    FtmSlot*& place = place_of(hash, property);
    if (place) return *place;
    place = &slots_.emplace_back(
        FtmSlot{hash, std::string(property), schema_ && schema_->property(property), false, 0});
    if (slots_.size() * 2 > places_.size()) grow();
    return slots_.back();
  }

  // The sink is asked only when there is a value, so that it reports what is really there.
  SlotId number(FtmSlot& slot) {
    if (!slot.asked) slot.number = sink_.slot({name_, slot.property, slot.property, {}});
    slot.asked = true;
    return slot.number;
  }

  SlotId id_slot() const { return id_slot_; }
  const std::string& name() const { return name_; }
  const model::Schema* schema() const { return schema_; }

 private:
  FtmSlot*& place_of(uint64_t hash, std::string_view property) {
    size_t at = hash & (places_.size() - 1);
    while (places_[at] && (places_[at]->hash != hash || places_[at]->property != property)) {
      at = (at + 1) & (places_.size() - 1);
    }
    return places_[at];
  }

  void grow() {
    places_.assign(places_.size() * 2, nullptr);
    for (FtmSlot& slot : slots_) place_of(slot.hash, slot.property) = &slot;
  }

  Sink& sink_;
  std::string name_;
  const model::Schema* schema_;
  SlotId id_slot_;
  std::deque<FtmSlot> slots_;
  std::vector<FtmSlot*> places_;  // Open addressing, at most half full.
};

class Slots {
 public:
  explicit Slots(Sink& sink) : sink_(sink) {}

  SchemaSlots& of(std::string_view schema) {
    if (last_ && last_->name() == schema) return *last_;
    for (const auto& slots : schemas_) {
      if (slots->name() == schema) return *(last_ = slots.get());
    }
    schemas_.push_back(std::make_unique<SchemaSlots>(sink_, schema));
    return *(last_ = schemas_.back().get());
  }

 private:
  Sink& sink_;
  std::vector<std::unique_ptr<SchemaSlots>> schemas_;
  SchemaSlots* last_ = nullptr;
};

// --- Entities -------------------------------------------------------------------------------------------

// The parts of an entity's JSON, whatever their order.
struct Parts {
  std::string_view id, schema, op;
  dom::element properties, entity;
  bool has_properties = false, has_entity = false;
};

// The property of `inner` that is the other end of `property`, seen from an entity of the schema `outer`.
const model::Property* other_end(const model::Schema* inner, std::string_view property) {
  if (!inner) return nullptr;
  for (const model::Property* candidate : inner->properties) {
    if (candidate->type == model::Type::entity && candidate->reverse == property) return candidate;
  }
  return nullptr;
}

class FtmReader {
 public:
  explicit FtmReader(Sink& sink) : sink_(sink), slots_(sink) {}

  void read(const dom::element& value, const model::Record& record) {
    record_ = record;
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return malformed("is no JSON object");
    const Parts parts = parts_of(object);
    if (parts.has_entity && !parts.has_properties) return read_delta(parts);
    read_entity(object, parts, false);
  }

 private:
  static Parts parts_of(const dom::object& object) {
    Parts parts;
    for (const auto [key, value] : object) {
      if (key == "id") {
        parts.id = as_string(value);
      } else if (key == "schema") {
        parts.schema = as_string(value);
      } else if (key == "properties") {
        parts.properties = value;
        parts.has_properties = true;
      } else if (key == "op") {
        parts.op = as_string(value);
      } else if (key == "entity") {
        parts.entity = value;
        parts.has_entity = true;
      }
    }
    return parts;
  }

  static std::string_view as_string(const dom::element& value) {
    std::string_view text;
    return value.get(text) == simdjson::SUCCESS ? text : std::string_view();
  }

  void malformed(std::string_view what) {
    sink_.issue("malformed-entity", fmt::format("an entity {}; it is not read", what), record_);
  }

  void read_delta(const Parts& delta) {
    dom::object object;
    if (delta.entity.get(object) != simdjson::SUCCESS) return malformed("of a delta is no JSON object");
    const Parts parts = parts_of(object);
    if (parts.id.empty()) return malformed("of a delta has no id");
    if (delta.op == "DEL") return sink_.replace(parts.id, record_);
    if (delta.op != "ADD" && delta.op != "MOD") {
      return malformed(fmt::format("of a delta has the unknown op \"{}\"", shortened(delta.op, 40)));
    }
    read_entity(object, parts, true);
  }

  // Returns the slots of the entity's schema, or nullptr if there was nothing to read.
  SchemaSlots* read_entity(const dom::object& object, const Parts& parts, bool replaces) {
    if (parts.id.empty() || parts.schema.empty()) {
      malformed(parts.id.empty() ? "has no id"
                                 : fmt::format("(\"{}\") has no schema", shortened(parts.id, 60)));
      return nullptr;
    }
    if (replaces) sink_.replace(parts.id, record_);
    SchemaSlots& slots = slots_.of(parts.schema);
    sink_.add(parts.id, slots.id_slot(), parts.id, {}, record_);
    read_properties(slots, parts);
    for (const auto [key, value] : object) {
      if (key == "referents") {
        read_values(slots, slots.slot(key), parts.id, value);
      } else if (key != "id" && key != "schema" && key != "properties") {
        not_mapped(field_name(key), value);
      }
    }
    return &slots;
  }

  void read_properties(SchemaSlots& slots, const Parts& parts) {
    dom::object properties;
    if (!parts.has_properties) return;
    if (parts.properties.get(properties) != simdjson::SUCCESS)
      return not_mapped("properties", parts.properties);
    for (const auto [key, value] : properties) {
      read_values(slots, slots.slot(field_name(key)), parts.id, value);
    }
  }

  void read_values(SchemaSlots& slots, FtmSlot& slot, std::string_view id, const dom::element& value) {
    switch (value.type()) {
      case dom::element_type::STRING: return add(slots, slot, id, value.get_string().value_unsafe());
      case dom::element_type::ARRAY: return read_array(slots, slot, id, value.get_array().value_unsafe());
      case dom::element_type::OBJECT: return read_nested(slots, slot, id, value.get_object().value_unsafe());
      case dom::element_type::NULL_VALUE: return;
      default: return add(slots, slot, id, text_of(value, buffer_));
    }
  }

  void read_array(SchemaSlots& slots, FtmSlot& slot, std::string_view id, const dom::array& values) {
    for (const dom::element value : values) read_values(slots, slot, id, value);
  }

  void add(SchemaSlots& slots, FtmSlot& slot, std::string_view id, std::string_view value) {
    sink_.add(id, slots.number(slot), value, {}, record_);
  }

  void read_nested(SchemaSlots& outer, FtmSlot& slot, std::string_view id, const dom::object& object) {
    const Parts parts = parts_of(object);
    if (parts.id.empty()) return not_mapped(slot.property, object);
    const bool is_stub = parts.schema.empty() && !parts.has_properties;
    SchemaSlots* const inner = is_stub ? nullptr : read_entity(object, parts, false);
    const model::Property* const back =
        inner && !slot.in_model ? other_end(inner->schema(), slot.property) : nullptr;
    if (!back) return add(outer, slot, id, parts.id);
    add(*inner, inner->slot(back->name), parts.id, id);
  }

  void not_mapped(std::string_view key, const dom::object& value) {
    sink_.not_mapped(key, simdjson::minify(value), record_);
  }

  void not_mapped(std::string_view key, const dom::element& value) {
    dom::array array;
    if (value.get(array) == simdjson::SUCCESS) {
      for (const dom::element inner : array) not_mapped(key, inner);
      return;
    }
    const std::string_view text = text_of(value, buffer_);
    if (!text.empty()) sink_.not_mapped(key, text, record_);
  }

  Sink& sink_;
  Slots slots_;
  model::Record record_;
  std::string buffer_;
};

base::Result<void> read_ftm(Stream& stream, Sink& sink, const ReadOptions& options) {
  JsonRecords records(stream, sink, options);
  FtmReader reader(sink);
  dom::element value;
  model::Record record;
  while (true) {
    CLEW_TRY_ASSIGN(const bool found, records.next(value, record));
    if (!found) return {};
    reader.read(value, record);
  }
}

int recognise_ftm(std::string_view head) {
  if (has_json_key(head, "schema") && has_json_key(head, "properties") && has_json_key(head, "id")) return 90;
  return has_json_key(head, "op") && has_json_key(head, "entity") && has_json_key(head, "id") ? 90 : 0;
}

}  // namespace

extern const Format kFtmEntities = {
    .name = "ftm-entities",
    .title = "FollowTheMoney entities and deltas, JSON lines (entities.ftm.json, entities.delta.json)",
    .dataset = "",
    .prefix = "",
    .publisher = "",
    .recognise = recognise_ftm,
    .read = read_ftm,
    .lines_stand_alone = true,
};

}  // namespace clew::read
