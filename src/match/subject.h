// An entity made ready to be compared: its names as parts, its dates, countries, identifiers as keys.
//
// A Subject is a value of its own: it needs neither the store nor the text it was made from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clean/names.h"

namespace clew::match {

struct SubjectName {
  clean::Name name;
  bool is_weak = false;  // The list itself calls it a weak alias.
};

// A date known to the year, the month or the day; 0 is unknown.
struct PartialDate {
  uint16_t year = 0;
  uint8_t month = 0;
  uint8_t day = 0;
  friend bool operator==(const PartialDate&, const PartialDate&) = default;
};

struct Identifier {
  std::string type;   // The property: "imoNumber", "passportNumber", "idNumber" ...
  std::string value;  // Letters and digits only, upper case.
  friend bool operator==(const Identifier&, const Identifier&) = default;
};

struct Subject {
  std::string id;
  std::string schema;
  clean::NameKind kind = clean::NameKind::unknown;
  std::vector<SubjectName> names;
  std::vector<PartialDate> birth_dates;
  std::vector<std::string> countries;  // As clean::country_word() gives them.
  std::vector<std::string> genders;
  std::vector<Identifier> identifiers;
  std::vector<std::string> address_words;  // Sorted, distinct.
};

clean::NameKind kind_of_schema(std::string_view schema);
// Nothing (year 0) if the text does not begin with a year.
PartialDate read_date(std::string_view text);
std::string identifier_key(std::string_view text);

// Whether the property names a country.
bool is_country(std::string_view property);

// Adds one value; odd values are passed over, names kept whatever they are.
void add_value(const clean::Tables& tables, Subject& subject, std::string_view property,
               std::string_view value);

// Lists and tables write several names into one field, "Mohammad Bakr Zolqadr; Mohammad Baqer Zolqader": each
// of them. A name in JSON, in a message or on the command line is one, whatever marks it has.
std::vector<std::string_view> names_in(std::string_view field);

// Adds what a list states in one field: several names, or one value of another kind.
void add_listed(const clean::Tables& tables, Subject& subject, std::string_view property,
                std::string_view field);

}  // namespace clew::match
