// Everything that is compared of a list, computed once, as columns that are mapped and used as they lie.
//
//   entity ──▶ its names (in the index), dates, values of its fields as numbers, and what is shown of it
//
// A derived file of the store: named after the contents of the store, the view, the tables and the program it
// was made with; made when absent, so that the first screening takes some seconds and later ones begin at
// once. It holds names: `clew forget` removes it with all derived files. Immutable and thread-safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "index/name_index.h"
#include "match/compare.h"
#include "screen/listed.h"
#include "store/column_file.h"
#include "store/store.h"

namespace clew::screen {

// Where an entity's rows begin in each column; they end where those of the next begin.
struct EntityRow {
  uint32_t first_name, first_date, first_country, first_gender, first_address, first_identifier;
  uint32_t outline;
  uint32_t kind;  // clean::NameKind.
};

class PreparedBuilder {
 public:
  PreparedBuilder();
  ~PreparedBuilder();
  void add(const Listed& listed);
  // The columns, in the order that docs/formats/prepared.md gives; to be called once.
  std::vector<std::string> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class Prepared {
 public:
  // Tests every byte.
  static base::Result<std::shared_ptr<const Prepared>> open(base::Disk& disk, const std::string& path);
  static std::shared_ptr<const Prepared> in_memory(std::vector<std::string>&& columns);

  size_t size() const { return entities_.size() - 1; }
  const index::NameIndex& names() const { return names_; }
  uint64_t bytes() const;

  uint32_t first_name(uint32_t entity) const { return entities_[entity].first_name; }
  clean::NameKind kind(uint32_t entity) const { return static_cast<clean::NameKind>(entities_[entity].kind); }
  match::NumberedFields fields(uint32_t entity) const;
  std::string_view id(uint32_t entity) const;
  // Everything but the names.
  Listed outline(uint32_t entity) const;

  // The number that stands for a value of a field; kNoValue where nobody listed has it.
  static constexpr uint32_t kNoValue = UINT32_MAX;
  uint32_t number_of(std::string_view value) const;
  bool states_country(std::string_view word) const;
  // Adds the entities with that identifier.
  void add_with_identifier(uint32_t value, std::vector<uint32_t>& entities) const;

 private:
  void use(std::span<const std::string_view> columns);
  std::string_view value(uint32_t number) const {
    return value_text_.substr(values_[number], values_[number + 1] - values_[number]);
  }

  std::shared_ptr<const store::ColumnFile> file_;
  std::vector<std::string> held_;  // Where there is no file.
  index::NameIndex names_;
  std::span<const EntityRow> entities_;
  std::span<const match::PartialDate> dates_;
  std::span<const uint32_t> countries_, genders_, addresses_, values_;
  std::span<const match::NumberedIdentifier> identifiers_;
  std::span<const uint32_t> identifier_types_;
  std::string_view outlines_, value_text_;
  index::KeyTable<uint32_t> value_keys_, identifier_keys_;
};

// The tags that names of somebody born in that year have in the index; two years in sixteen share one.
constexpr uint16_t year_tag(uint32_t year) { return static_cast<uint16_t>(1u << (year % 16)); }

// The list that the view shows, from its file if there is one, else made, on all processors, and kept if the
// store can be written to.
base::Result<std::shared_ptr<const Prepared>> prepared_list(const store::Store& store,
                                                            const store::View& view,
                                                            const clean::Tables& tables);

}  // namespace clew::screen
