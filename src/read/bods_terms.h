// What the terms of BODS 0.2 to 0.4 mean: interests, shares, names and identifiers, and which fields have a
// place.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

namespace clew::read {

// What a type of interest is: a link of `schema` from the interested party to the subject.
struct BodsInterest {
  std::string_view type;
  std::string_view schema;
  std::string_view from, to;  // Properties of the interested party and of the subject.
  std::string_view control;   // Control.controlType, or empty.
};

// Of a type that the standard does not have, or none: an UnknownLink, with an empty type.
const BodsInterest& bods_interest(std::string_view type);

// A share as an interval; what is not given is 0 or 100. A minimum and maximum that repeat the exact share
// are harmless. The same words differ by version:
//   0.4         minimum and maximum belong to it; exclusiveMinimum and exclusiveMaximum are numbers and do
//   not before      they are true or false; the minimum belongs to it and the maximum does not, unless they
//   say so
struct BodsShare {
  std::string interval;  // "[25,50)"; empty where something is wrong.
  std::string words;     // "from 25 to below 50"
  std::string wrong;     // What is wrong with it; empty if nothing.
};
BodsShare bods_share(const simdjson::dom::object& share, bool before_0_4);

// A code of 0.2 ("voting-rights", "settlor-of-trust") as 0.4 writes it; one of 0.3 or 0.4 as it is.
std::string bods_code(std::string_view word);

// A statementType of 0.2 and 0.3 as the recordType of 0.4; another word as it is.
std::string_view bods_record_type(std::string_view statement_type);
std::string_view bods_entity_schema(std::string_view entity_type);
std::string_view bods_name_property(std::string_view name_type);
// By the scheme's own name: "XI-LEI", "GBR-PASSPORT", "IRL-TAXID", "GB-COH".
std::string_view bods_identifier_property(std::string_view scheme, bool person);

// Whether the reader has a place for what stands at this path: "recordDetails/names/fullName".
bool is_bods_path_read(std::string_view path, bool before_0_4);

}  // namespace clew::read
