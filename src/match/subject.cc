#include "match/subject.h"

#include <algorithm>
#include <charconv>

#include "clean/tokens.h"
#include "model/schema.h"

namespace clew::match {
namespace {

uint32_t digits(std::string_view text) {
  uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return result;
}

template <class T>
void add_once(std::vector<T>& values, T value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
}

void add_name(const clean::Tables& tables, Subject& subject, std::string_view value, bool is_weak) {
  const auto same = [&](const SubjectName& known) { return known.name.written == value; };
  if (std::any_of(subject.names.begin(), subject.names.end(), same)) return;
  clean::Name name = clean::analyse_name(tables, value, subject.kind);
  const bool was_parted = name.parts.size() > 1;
  if (!name.parts.empty()) subject.names.push_back({std::move(name), is_weak});
  if (!was_parted) return;
  clean::Name whole = clean::analyse_as_one_word(tables, value, subject.kind);
  if (!whole.parts.empty()) subject.names.push_back({std::move(whole), is_weak});
}

// "Al-Qa'ida/Islamic Army" is two names that one body goes by.
void add_alternatives(const clean::Tables& tables, Subject& subject, std::string_view value, bool is_weak) {
  if (subject.kind == clean::NameKind::person) return;
  const size_t at = value.find('/');
  constexpr size_t kNameMin = 5;  // "A/S" and "c/o" part no names.
  if (at == value.npos || at < kNameMin || value.size() - at <= kNameMin) return;
  add_name(tables, subject, value.substr(0, at), is_weak);
  add_name(tables, subject, value.substr(at + 1), is_weak);
}

void add_address(Subject& subject, std::string_view value) {
  for (std::string& word : clean::tokens(value)) {
    if (word.size() >= 4) add_once(subject.address_words, std::move(word));
  }
  std::sort(subject.address_words.begin(), subject.address_words.end());
}

bool names_an_identifier(const model::Property& property) { return property.type == model::Type::identifier; }

const model::Property* property_of(const Subject& subject, std::string_view property) {
  const model::Schema* schema = model::find_schema(subject.schema);
  return schema == nullptr ? nullptr : schema->property(property);
}

bool is_a_name(const model::Property* property) {
  return property != nullptr && property->type == model::Type::name;
}

}  // namespace

clean::NameKind kind_of_schema(std::string_view name) {
  const model::Schema* schema = model::find_schema(name);
  if (schema == nullptr) return clean::NameKind::unknown;
  const auto is_a = [&](std::string_view other) { return schema->is_a(*model::find_schema(other)); };
  if (is_a("Person")) return clean::NameKind::person;
  if (is_a("Organization")) return clean::NameKind::organisation;
  if (is_a("LegalEntity") || name == "Thing") return clean::NameKind::unknown;
  return clean::NameKind::thing;
}

bool is_country(std::string_view property) {
  return property == "country" || property == "nationality" || property == "citizenship" ||
         property == "jurisdiction" || property == "mainCountry" || property == "flag" ||
         property == "birthCountry";
}

PartialDate read_date(std::string_view text) {
  PartialDate date;
  if (text.size() < 4 || !all_digits(text.substr(0, 4))) return date;
  date.year = static_cast<uint16_t>(digits(text.substr(0, 4)));
  if (text.size() >= 7 && text[4] == '-') date.month = static_cast<uint8_t>(digits(text.substr(5, 2)));
  if (text.size() >= 10 && text[7] == '-') date.day = static_cast<uint8_t>(digits(text.substr(8, 2)));
  return date;
}

std::vector<std::string_view> names_in(std::string_view field) {
  std::vector<std::string_view> names;
  for (size_t begin = 0; begin < field.size();) {
    const size_t end = std::min(field.find(';', begin), field.size());
    names.push_back(field.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

std::string identifier_key(std::string_view text) {
  std::string key = upper(text);
  std::erase_if(key, [](char c) {
    return !((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) && static_cast<uint8_t>(c) < 0x80;
  });
  return key;
}

void add_value(const clean::Tables& tables, Subject& subject, std::string_view property,
               std::string_view value) {
  if (value.empty()) return;
  const model::Property* known = property_of(subject, property);
  if (is_a_name(known)) {
    const bool is_weak = property == "weakAlias" || property == "abbreviation";
    add_name(tables, subject, value, is_weak);
    add_alternatives(tables, subject, value, is_weak);
  } else if (property == "birthDate" || property == "incorporationDate") {
    const PartialDate date = read_date(value);
    if (date.year != 0 && property == "birthDate") add_once(subject.birth_dates, date);
  } else if (is_country(property)) {
    add_once(subject.countries, clean::country_word(tables, value));
  } else if (property == "gender") {
    add_once(subject.genders, std::string(value));
  } else if (property == "address" || property == "birthPlace") {
    add_address(subject, value);
  } else if (known != nullptr && names_an_identifier(*known)) {
    std::string key = identifier_key(value);
    if (key.size() >= 5) add_once(subject.identifiers, {std::string(property), std::move(key)});
  }
}

void add_listed(const clean::Tables& tables, Subject& subject, std::string_view property,
                std::string_view field) {
  if (!is_a_name(property_of(subject, property))) return add_value(tables, subject, property, field);
  for (const std::string_view name : names_in(field)) add_value(tables, subject, property, name);
}

}  // namespace clew::match
