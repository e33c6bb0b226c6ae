#include "clean/identifiers.h"

#include <algorithm>
#include <initializer_list>
#include <span>

namespace clew::clean {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

uint32_t digit(char c) { return static_cast<uint32_t>(c - '0'); }
// 0 to 9, then A = 10 to Z = 35, as ISO 7064 and ISO 6166 count.
uint32_t number_of(char c) { return is_digit(c) ? digit(c) : static_cast<uint32_t>(c - 'A') + 10; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }
bool all_letters(std::string_view text) { return std::all_of(text.begin(), text.end(), is_letter); }
bool all_either(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_letter(c); });
}

bool is_number_of(std::string_view text, size_t size) { return text.size() == size && all_digits(text); }

uint32_t mod97(std::string_view text) {
  uint32_t rest = 0;
  for (const char c : text) {
    const uint32_t number = number_of(c);
    rest = (rest * (number < 10 ? 10 : 100) + number) % 97;
  }
  return rest;
}

// Check digits 00, 01 and 99 would pass the sum but are never given.
bool has_given_check_digits(std::string_view two) {
  return all_digits(two) && two != "00" && two != "01" && two != "99";
}

// From the right every second digit doubled, the digits of all summed.
bool luhn(std::string_view digits) {
  uint32_t sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const uint32_t value = digit(digits[digits.size() - 1 - i]) * (i % 2 == 0 ? 1 : 2);
    sum += value / 10 + value % 10;
  }
  return sum % 10 == 0;
}

uint32_t weighted(std::string_view digits, std::initializer_list<uint32_t> weights) {
  uint32_t sum = 0;
  const char* at = digits.data();
  for (const uint32_t weight : weights) sum += static_cast<uint32_t>(*at++ - '0') * weight;
  return sum;
}

bool lei(std::string_view text) {
  return text.size() == 20 && all_either(text) && has_given_check_digits(text.substr(18)) && mod97(text) == 1;
}

bool ship_imo(std::string_view text) { return weighted(text, {7, 6, 5, 4, 3, 2}) % 10 == digit(text[6]); }
bool company_imo(std::string_view text) {
  return (11 - weighted(text, {8, 6, 4, 2, 9, 7}) % 11) % 10 == digit(text[6]);
}
bool imo(std::string_view text) { return is_number_of(text, 7) && (ship_imo(text) || company_imo(text)); }

bool is_country_code(std::string_view three) { return three >= "201" && three <= "775"; }

// Where a number of that sort has its country code: ships first, groups after 0, coast stations after 00,
// handheld radios after 8, boats and marks after 98 and 99, aircraft after 111; 970 to 979 have none.
bool mmsi(std::string_view text) {
  if (!is_number_of(text, 9)) return false;
  for (const std::string_view prefix : {"111", "00", "98", "99", "97", "0", "8"}) {
    if (!text.starts_with(prefix)) continue;
    return prefix == "97" || is_country_code(text.substr(prefix.size(), 3));
  }
  return is_country_code(text.substr(0, 3));
}

bool isin(std::string_view text) {
  if (text.size() != 12 || !all_either(text) || !all_letters(text.substr(0, 2)) || !is_digit(text[11]))
    return false;
  std::string digits;
  for (const char c : text) digits += std::to_string(number_of(c));
  return luhn(digits);
}

struct CountryLength {
  std::string_view country;
  size_t length;
};

// The whole length by country, as the IBAN registry gives it.
constexpr CountryLength kIbanLengths[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
    {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FO", 18}, {"FR", 27},
    {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28},
    {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20},
    {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27},
    {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NL", 18}, {"NO", 15},
    {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33},
    {"SA", 24}, {"SC", 31}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"ST", 25}, {"SV", 28},
    {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
};

Check check(bool is_valid) { return is_valid ? Check::valid : Check::invalid; }

Check iban(std::string_view text) {
  constexpr size_t kMin = 15, kMax = 34;
  if (text.size() < kMin || text.size() > kMax || !all_either(text) || !all_letters(text.substr(0, 2)) ||
      !has_given_check_digits(text.substr(2, 2)))
    return Check::invalid;
  if (mod97(std::string(text.substr(4)) + std::string(text.substr(0, 4))) != 1) return Check::invalid;
  for (const CountryLength& one : kIbanLengths) {
    if (text.starts_with(one.country)) return check(text.size() == one.length);
  }
  return Check::unknown;
}

bool bic(std::string_view text) {
  return (text.size() == 8 || text.size() == 11) && all_either(text) && all_letters(text.substr(4, 2));
}

Check inn(std::string_view text) {
  if (is_number_of(text, 10))
    return check(weighted(text, {2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 == digit(text[9]));
  if (!is_number_of(text, 12)) return Check::unknown;
  return check(weighted(text, {7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 == digit(text[10]) &&
               weighted(text, {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) % 11 % 10 == digit(text[11]));
}

// What all digits but the last leave when divided by one less than their count with the last, and of that the
// last digit: 11 for 13, 13 for 15 digits.
Check ogrn(std::string_view text) {
  if (!is_number_of(text, 13) && !is_number_of(text, 15)) return Check::unknown;
  const std::string_view body = text.substr(0, text.size() - 1);
  uint64_t number = 0;
  for (const char c : body) number = number * 10 + digit(c);
  return check(number % (text.size() - 2) % 10 == digit(text.back()));
}

bool uscc(std::string_view text) {
  constexpr std::string_view kSigns = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // Without I, O, S, V, Z.
  if (text.size() != 18) return false;
  size_t sum = 0;
  size_t weight = 1;  // Powers of three.
  for (size_t i = 0; i < 17; ++i, weight = weight * 3 % 31) {
    const size_t value = kSigns.find(text[i]);
    if (value == kSigns.npos) return false;
    sum += value * weight;
  }
  return text[17] == kSigns[(31 - sum % 31) % 31];
}

bool siren(std::string_view text) { return is_number_of(text, 9) && luhn(text); }

// The offices of La Poste (356000000) may instead have a sum of digits that five divides.
bool siret(std::string_view text) {
  if (!is_number_of(text, 14)) return false;
  uint32_t sum = 0;
  for (const char c : text) sum += digit(c);
  return luhn(text) || (text.starts_with("356000000") && sum % 5 == 0);
}

uint32_t brazilian(uint32_t sum) { return sum % 11 < 2 ? 0 : 11 - sum % 11; }

bool all_same(std::string_view text) { return text.find_first_not_of(text[0]) == text.npos; }

// Eleven times the same digit passes the sums but is never given.
bool cpf(std::string_view text) {
  return is_number_of(text, 11) && !all_same(text) &&
         brazilian(weighted(text, {10, 9, 8, 7, 6, 5, 4, 3, 2})) == digit(text[9]) &&
         brazilian(weighted(text, {11, 10, 9, 8, 7, 6, 5, 4, 3, 2})) == digit(text[10]);
}

// Letters count as their ASCII code less that of 0.
bool cnpj(std::string_view text) {
  return text.size() == 14 && all_either(text) && all_digits(text.substr(12)) && !all_same(text) &&
         brazilian(weighted(text, {5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2})) == digit(text[12]) &&
         brazilian(weighted(text, {6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2})) == digit(text[13]);
}

Check check_normalised(IdentifierKind kind, std::string_view text) {
  switch (kind) {
    case IdentifierKind::lei: return check(lei(text));
    case IdentifierKind::imo: return check(imo(text));
    case IdentifierKind::mmsi: return check(mmsi(text));
    case IdentifierKind::isin: return check(isin(text));
    case IdentifierKind::iban: return iban(text);
    case IdentifierKind::bic: return check(bic(text));
    case IdentifierKind::inn: return inn(text);
    case IdentifierKind::ogrn: return ogrn(text);
    case IdentifierKind::uscc: return check(uscc(text));
    case IdentifierKind::siren: return check(siren(text));
    case IdentifierKind::siret: return check(siret(text));
    case IdentifierKind::cpf: return check(cpf(text));
    case IdentifierKind::cnpj: return check(cnpj(text));
  }
  return Check::unknown;
}

struct PropertyKind {
  std::string_view property;
  IdentifierKind kind;
};

constexpr PropertyKind kProperties[] = {
    {"leiCode", IdentifierKind::lei},   {"imoNumber", IdentifierKind::imo}, {"mmsi", IdentifierKind::mmsi},
    {"isin", IdentifierKind::isin},     {"isinCode", IdentifierKind::isin}, {"iban", IdentifierKind::iban},
    {"swiftBic", IdentifierKind::bic},  {"bic", IdentifierKind::bic},       {"innCode", IdentifierKind::inn},
    {"ogrnCode", IdentifierKind::ogrn}, {"uscCode", IdentifierKind::uscc},
};

}  // namespace

std::string normalise_identifier(IdentifierKind kind, std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  std::erase_if(result,
                [](char c) { return std::string_view(" \t\r\n.-/").find(c) != std::string_view::npos; });
  if (kind == IdentifierKind::imo && result.starts_with("IMO")) result.erase(0, 3);
  return result;
}

Check check_identifier(IdentifierKind kind, std::string_view text) {
  const std::string normalised = normalise_identifier(kind, text);
  return normalised.empty() ? Check::unknown : check_normalised(kind, normalised);
}

std::optional<IdentifierKind> identifier_kind(std::string_view property) {
  for (const PropertyKind& one : kProperties) {
    if (one.property == property) return one.kind;
  }
  return std::nullopt;
}

Check check_property(std::string_view property, std::string_view text) {
  const auto kind = identifier_kind(property);
  return kind ? check_identifier(*kind, text) : Check::unknown;
}

}  // namespace clew::clean
