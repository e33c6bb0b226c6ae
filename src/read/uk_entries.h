// What the lists of the United Kingdom say of those they name, whichever of their forms says it.
//
//   UK Sanctions List (FCDO)           OFSI consolidated list (until January 2026)
//   XML     CSV                        XML     CSV
//      \      \                          /      /
//       one row: the cells of one name, address or passport, or of all of them at once
//                                |
//                 Person, Organization or Vessel + Sanction + Address, Passport, ...
//
// Each form writes a thing into cells that belong together; the CSV files repeat everything in every row of
// an entry, and equal statements are kept once. Cells are known by their names, whose spelling differs only
// in case, blanks and signs ("Name 6", "Name6"). A cell whose name is unknown is counted as not mapped.
//
// Ids. The publisher's own number, in lower case: gb-fcdo-afg0001 (Unique ID of the UK Sanctions List),
// gb-hmt-12703 (Group ID of OFSI's list). Each list's own number, because neither list has the other's for
// all entries: what a row says of the other's number, and of the UN's, stands on the Sanction as authorityId
// and unscId, for those who join lists. OpenSanctions forms the same ids.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "read/emit.h"

namespace clew::read {

enum class UkCell {
  reference,   // Unique ID, "UK Sanctions List Ref".
  ofsi_group,  // OFSI Group ID.
  un_reference,
  kind,  // Individual, Entity, Ship.
  name1,
  name2,
  name3,
  name4,
  name5,
  name6,
  full_name,
  name_type,
  alias_strength,
  title,
  name_non_latin,
  script_type,
  script_language,
  regime,
  source,
  imposed,
  status,
  other_information,
  reasons,
  line1,
  line2,
  line3,
  line4,
  line5,
  line6,
  postcode,
  address_country,
  full_address,
  countries,
  phone,
  website,
  email,
  designated,
  listed,
  updated,
  birth_date,
  nationality,
  national_number,
  national_details,
  passport_number,
  passport_details,
  position,
  gender,
  birth_town,
  birth_country,
  entity_type,
  subsidiary,
  parent,
  business_number,
  imo,
  owner,
  owner_or_operator,
  past_owner_or_operator,
  flag,
  past_flags,
  ship_type,
  tonnage,
  ship_length,
  built,
  hull,
  count,
};

// The cell that a column or element of this name is, or count.
UkCell uk_cell(std::string_view name);

struct UkRow {
  struct Cell {
    std::string_view text;
    std::string_view name;  // As the source names it.
  };
  std::array<Cell, static_cast<size_t>(UkCell::count)> cells;

  Cell& operator[](UkCell cell) { return cells[static_cast<size_t>(cell)]; }
  const Cell& operator[](UkCell cell) const { return cells[static_cast<size_t>(cell)]; }
  std::string_view text(UkCell cell) const { return (*this)[cell].text; }
};

struct UkList {
  std::string_view prefix;     // "gb-fcdo-"
  std::string_view authority;  // For "listed by".
  UkCell id;                   // Which cell numbers the entries.
};
extern const UkList kUkFcdo, kUkOfsi;

enum class UkKind { unknown, person, organization, vessel };
std::string_view uk_schema(UkKind kind);
UkKind uk_kind(std::string_view words);

// "afg0001" of "AFG0001 ": the part of an id that comes after the prefix. Empty for what is no number.
std::string uk_id(std::string_view prefix, std::string_view number);

// "dd/03/1971", "00/00/1975", "24/10/1972" as ISO prefix dates; years of two digits are a person's birth:
// 45 is 1945. Empty for what is no date.
std::string uk_birth_date(std::string_view words);

class UkEntries {
 public:
  UkEntries(Sink& sink, const UkList& list) : list_(list), listed_(sink), side_(sink) {}

  // The entry spoken of from now on; false, with an issue, where `row` does not number it.
  bool begin(const UkRow& row, const model::Record& record);
  // States all that the row holds of that entry.
  void add_row(const UkRow& row);
  // For what no cell is known for.
  void not_mapped(std::string_view name, std::string_view text);

 private:
  using Cell = UkRow::Cell;
  void add(std::string_view property, const Cell& cell);
  void add_each(std::string_view property, const Cell& cell);
  void add_date(Emit& emit, std::string_view property, const Cell& cell);
  void add_name(const UkRow& row);
  void add_name_parts(const UkRow& row);
  void add_non_latin_name(const UkRow& row);
  void add_person(const UkRow& row);
  void add_birth_date(const Cell& cell);
  void add_contacts(const UkRow& row);
  void add_address(const UkRow& row);
  void add_documents(const UkRow& row);
  void add_document(std::string_view schema, const Cell& number, const Cell& details);
  void add_organization(const UkRow& row);
  void add_ship(const UkRow& row);
  void add_party(const Cell& name, std::string_view role, std::string_view schema, std::string_view theirs,
                 std::string_view ours);
  void add_sanction(const UkRow& row);
  void add_other_information(const UkRow& row);

  const UkList& list_;
  Emit listed_;
  Emit side_;
  UkKind kind_ = UkKind::unknown;
  std::string id_name_;  // As the source names the cell that numbers the entries.
};

}  // namespace clew::read
