#include "read/emit.h"

#include "base/hash.h"
#include "read/dates.h"
#include "read/text.h"

namespace clew::read {

void Emit::begin(std::string_view id, std::string_view schema, const model::Record& record) {
  resume(id, schema, record);
  add("id", id, {});
}

void Emit::resume(std::string_view id, std::string_view schema, const model::Record& record) {
  id_ = id;
  schema_ = schema;
  schema_hash_ = base::hash64(schema);
  record_ = record;
}

void Emit::add(std::string_view property, std::string_view value, std::string_view field, ValueNote note) {
  value = trim(value);
  if (value.empty()) return;
  const std::string_view original = trim(note.original);
  sink_.add(id_, slot_of(property, field, note.language), value,
            original == value ? std::string_view() : original, record_);
}

void Emit::add_date(std::string_view property, std::string_view words, std::string_view field,
                    DayOrder order) {
  words = trim(words);
  if (words.empty()) return;
  if (const auto date = iso_date(words, order)) return add(property, *date, field, {.original = words});
  add(property, words, field);
  issue("bad-date",
        std::string(field) + ": \"" + std::string(shortened(words)) + "\" is no date we can read");
}

SlotId Emit::slot_of(std::string_view property, std::string_view field, std::string_view language) {
  const uint64_t key = base::hash64(property, base::hash64(field, base::hash64(language, schema_hash_)));
  const auto [place, is_new] = slots_.try_emplace(key, SlotId{});
  if (is_new) place->second = sink_.slot({schema_, property, field, language});
  return place->second;
}

}  // namespace clew::read
