// Identifiers that carry check digits: is this one a number that its issuer could have given?
//
//   leiCode    506700GE1G29325QX363    valid     the last two digits follow from the others
//   leiCode    506700GE1G29235QX363    invalid   two digits swapped
//   innCode    123456789               unknown   nine digits: another state's number under that property
//
// Valid says only that the number is well made, never that it was given to anybody. MMSI and BIC have no
// check digit: of these the shape alone is tested. Pure, thread-safe; under a microsecond each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clew::clean {

enum class IdentifierKind : uint8_t {
  lei,    // ISO 17442: 20 letters and digits, ISO 7064 mod 97-10.
  imo,    // A ship's or, with another sum, a shipping company's seven digits.
  mmsi,   // ITU-R M.585: nine digits with a country code where ships, coast stations ... have theirs.
  isin,   // ISO 6166: Luhn over letters as 10 to 35.
  iban,   // ISO 13616: mod 97-10, and the length of its country.
  bic,    // ISO 9362: the shape.
  inn,    // Russia, taxpayers: 10 digits (bodies) or 12 (persons).
  ogrn,   // Russia, register: 13 digits (bodies) or 15 (sole traders).
  uscc,   // China, GB 32100-2015: 18 of 31 signs, mod 31.
  siren,  // France: 9 digits, Luhn.
  siret,  // France: 14 digits, Luhn; La Poste's own rule is honoured.
  cpf,    // Brazil, persons: 11 digits.
  cnpj,   // Brazil, bodies: 12 digits or (since 2026) letters, and two digits.
};

enum class Check : uint8_t { valid, invalid, unknown };

// Upper case, without blanks, dots, dashes, slashes; "IMO" before a number of that kind is left out.
std::string normalise_identifier(IdentifierKind kind, std::string_view text);

// Of the text however it is spaced. Unknown where the rules at hand say nothing: empty text, an INN or OGRN
// as long as another state's numbers, an IBAN of a country outside the table.
Check check_identifier(IdentifierKind kind, std::string_view text);

// The kind that a property of the schema holds ("leiCode"); nothing for properties that hold many kinds.
std::optional<IdentifierKind> identifier_kind(std::string_view property);

// Unknown for properties that hold many kinds.
Check check_property(std::string_view property, std::string_view text);

}  // namespace clew::clean
