#include "trace/company_facts.h"

#include <algorithm>

#include "graph/ownership_graph.h"

namespace clew::trace {
namespace {

using base::Result;
using store::KeyPair;

constexpr int kKindShift = 40;

// An address in words compares by its letters and digits.
uint64_t key_of_words(std::string_view address) {
  std::string letters = "address in words:";
  for (const char c : address) {
    if (c >= 'A' && c <= 'Z')
      letters.push_back(static_cast<char>(c - 'A' + 'a'));
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
      letters.push_back(c);
  }
  return store::entity_key(letters);
}

// What a slot says, and of what nature it makes its entity; asked once for each shard.
struct Meaning {
  enum class Value : uint8_t { other, address, address_entity, founded, ended } value = Value::other;
  enum class Nature : uint8_t { unsaid, open, company, person } nature = Nature::unsaid;
};
using Nature = Meaning::Nature;
using Value = Meaning::Value;

Nature nature_of(const model::Slot& slot) {
  static const model::Schema* const kLegal = model::find_schema("LegalEntity");
  const model::Schema* schema = model::find_schema(slot.schema);
  if (schema == nullptr || !schema->is_a(*kLegal)) return Nature::unsaid;
  if (slot.schema == "LegalEntity") return Nature::open;
  return slot.schema == "Person" ? Nature::person : Nature::company;
}

Value value_of(const model::Slot& slot) {
  if (slot.property == "address") return Value::address;
  if (slot.property == "addressEntity") return Value::address_entity;
  if (slot.property == "incorporationDate") return Value::founded;
  return slot.property == "dissolutionDate" ? Value::ended : Value::other;
}

const std::vector<Meaning>& meanings_of(const store::Shard& shard, size_t entity) {
  thread_local std::vector<Meaning> meanings;
  if (entity == 0) {
    meanings.clear();
    for (const model::Slot& slot : shard.slots()) meanings.push_back({value_of(slot), nature_of(slot)});
  }
  return meanings;
}

// The nature that the rows of an entity give it: the most that any of them says.
Nature nature_of(std::span<const store::Row> rows, const std::vector<Meaning>& meanings) {
  Nature nature = Nature::unsaid;
  for (const store::Row& row : rows) nature = std::max(nature, meanings[row.slot].nature);
  return nature;
}

void address_pairs(const store::Shard& shard, size_t entity, std::vector<KeyPair>& pairs) {
  const std::vector<Meaning>& meanings = meanings_of(shard, entity);
  const auto rows = shard.rows(entity);
  // What has an address and nothing that makes it a person: an edge may state it of an id alone.
  if (nature_of(rows, meanings) == Nature::person) return;
  for (const store::Row& row : rows) {
    const Value value = meanings[row.slot].value;
    if (row.known_to != 0 || (value != Value::address && value != Value::address_entity)) continue;
    const std::string_view words = shard.value(row);
    const uint64_t address = value == Value::address ? key_of_words(words) : store::entity_key(words);
    pairs.push_back({address, store::entity_key(shard.entity_id(entity))});
  }
}

void day_pairs(const store::Shard& shard, size_t entity, std::vector<KeyPair>& pairs) {
  const std::vector<Meaning>& meanings = meanings_of(shard, entity);
  const auto rows = shard.rows(entity);
  const Nature nature = nature_of(rows, meanings);
  if (nature == Nature::unsaid || nature == Nature::person) return;
  const uint64_t company = store::entity_key(shard.entity_id(entity));
  const auto put = [&](DayKind kind, int32_t day) {
    pairs.push_back({company, static_cast<uint64_t>(kind) << kKindShift | static_cast<uint32_t>(day)});
  };
  if (nature == Nature::open) put(DayKind::nature_open, 0);
  for (const store::Row& row : rows) {
    const Value value = meanings[row.slot].value;
    if (row.known_to != 0 || (value != Value::founded && value != Value::ended)) continue;
    if (const auto day = graph::day_number(shard.value(row)))
      put(value == Value::founded ? DayKind::founded : DayKind::ended, *day);
  }
}

Result<std::vector<KeyPair>> all_pairs(const store::Store& store, std::string_view kind,
                                       const store::PairsOf& pairs_of) {
  std::vector<KeyPair> all;
  for (const auto& segment : store.segments()) {
    CLEW_TRY_ASSIGN(const auto pairs,
                    store::derived_pairs(store.disk(), store.path(), *segment, kind, pairs_of));
    CLEW_TRY_ASSIGN(const auto some, pairs->all());
    all.insert(all.end(), some.begin(), some.end());
  }
  if (store.segments().size() > 1) {
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
  }
  return all;
}

}  // namespace

Result<CompanyFacts> CompanyFacts::open(const store::Store& store) {
  CompanyFacts facts;
  CLEW_TRY_ASSIGN(facts.addresses_, all_pairs(store, "addresses", address_pairs));
  CLEW_TRY_ASSIGN(const auto days, all_pairs(store, "days", day_pairs));
  facts.days_.reserve(days.size());
  for (const KeyPair& pair : days) {
    facts.days_.push_back({pair.key, static_cast<DayKind>(pair.value >> kKindShift),
                           static_cast<int32_t>(pair.value & 0xFFFF'FFFF)});
  }
  return facts;
}

Result<std::string> CompanyFacts::address_text(const store::Store& store, uint64_t address,
                                               uint64_t company) const {
  CLEW_TRY_ASSIGN(const auto entities, store.entities_with_key(company, {}));
  for (const store::Entity& entity : entities) {
    for (const std::string_view words : entity.values("address")) {
      if (key_of_words(words) == address) return std::string(words);
    }
    for (const std::string_view id : entity.values("addressEntity")) {
      if (store::entity_key(id) != address) continue;
      CLEW_TRY_ASSIGN(const auto place, store.entity(id, {}));
      return place ? std::string(place->caption()) : std::string(id);
    }
  }
  return std::string();
}

}  // namespace clew::trace
