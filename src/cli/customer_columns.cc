#include "cli/customer_columns.h"

#include <fmt/core.h>

#include <algorithm>

#include "clean/tokens.h"
#include "cli/terminal.h"
#include "model/schema.h"
#include "read/text.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

struct Guess {
  std::string_view heading;
  std::string_view property;
};
// Headings in the words of tokens(), without blanks.
constexpr Guess kGuesses[] = {
    {"fullname", "name"},
    {"name", "name"},
    {"customername", "name"},
    {"clientname", "name"},
    {"customer", "name"},
    {"client", "name"},
    {"caption", "name"},
    {"names", "name"},
    {"companyname", "name"},
    {"legalname", "name"},
    {"entityname", "name"},
    {"personname", "name"},
    {"vesselname", "name"},
    {"alias", "alias"},
    {"aliases", "alias"},
    {"aka", "alias"},
    {"firstname", "firstName"},
    {"givenname", "firstName"},
    {"givennames", "firstName"},
    {"forename", "firstName"},
    {"middlename", "middleName"},
    {"patronymic", "middleName"},
    {"lastname", "lastName"},
    {"surname", "lastName"},
    {"familyname", "lastName"},
    {"dateofbirth", "birthDate"},
    {"birthdate", "birthDate"},
    {"dob", "birthDate"},
    {"born", "birthDate"},
    {"birthday", "birthDate"},
    {"yearofbirth", "birthDate"},
    {"birthyear", "birthDate"},
    {"nationality", "nationality"},
    {"country", "country"},
    {"countryofresidence", "country"},
    {"citizenship", "nationality"},
    {"jurisdiction", "jurisdiction"},
    {"flag", "flag"},
    {"gender", "gender"},
    {"sex", "gender"},
    {"address", "address"},
    {"passport", "passportNumber"},
    {"passportnumber", "passportNumber"},
    {"passportno", "passportNumber"},
    {"idnumber", "idNumber"},
    {"nationalid", "idNumber"},
    {"taxnumber", "taxNumber"},
    {"taxid", "taxNumber"},
    {"tin", "taxNumber"},
    {"inn", "innCode"},
    {"inncode", "innCode"},
    {"ogrn", "ogrnCode"},
    {"lei", "leiCode"},
    {"leicode", "leiCode"},
    {"imo", "imoNumber"},
    {"imonumber", "imoNumber"},
    {"registrationnumber", "registrationNumber"},
    {"companynumber", "registrationNumber"},
    {"id", "id"},
    {"customerid", "id"},
    {"clientid", "id"},
    {"customernumber", "id"},
    {"schema", "schema"},
    {"type", "schema"},
    {"kind", "schema"},
    {"customertype", "schema"},
};

bool is_compared(std::string_view property) {
  return std::any_of(std::begin(kGuesses), std::end(kGuesses),
                     [&](const Guess& one) { return one.property == property; });
}

// A property as --map names it: its own name, the words of a heading, or any identifier of the model.
Result<std::string> property_meant(std::string_view words) {
  if (words == "none") return std::string();
  if (is_compared(words)) return std::string(words);
  if (const std::string_view guessed = property_of_heading(words); !guessed.empty())
    return std::string(guessed);
  for (const char* schema : {"Person", "Company", "Vessel"}) {
    const model::Property* known = model::find_schema(schema)->property(words);
    if (known != nullptr && (known->type == model::Type::identifier || known->type == model::Type::name))
      return std::string(words);
  }
  return fail(ErrorKind::usage,
              fmt::format("--map: nothing is compared of \"{}\"; write PROPERTY=COLUMN, with one of id, "
                          "schema, name, alias, firstName, middleName, lastName, birthDate, nationality, "
                          "country, gender, address, idNumber, passportNumber, taxNumber, "
                          "registrationNumber, leiCode, imoNumber or none",
                          fit(words, 40)));
}

std::string list_of(std::span<const std::string> headings) {
  constexpr size_t kShown = 40;
  std::string list;
  for (size_t i = 0; i < std::min(headings.size(), kShown); ++i)
    list += fmt::format("{}{}", i == 0 ? "" : ", ", headings[i].empty() ? "\"\"" : fit(headings[i], 40));
  if (headings.size() > kShown) list += fmt::format(" and {} more", headings.size() - kShown);
  return list;
}

Result<size_t> column_meant(std::span<const std::string> headings, std::string_view words) {
  for (size_t i = 0; i < headings.size(); ++i) {
    if (read::equal_ignoring_case(read::trim(headings[i]), read::trim(words))) return i;
  }
  return fail(ErrorKind::usage, fmt::format("--map: there is no column \"{}\"; the file has {}",
                                            fit(words, 60), list_of(headings)));
}

struct Mapped {
  size_t column;
  std::string property;
};

Result<std::vector<Mapped>> read_maps(std::span<const std::string> headings,
                                      std::span<const std::string> maps) {
  std::vector<Mapped> mapped;
  for (const std::string& map : maps) {
    const size_t equals = map.find('=');
    if (equals == map.npos)
      return fail(ErrorKind::usage,
                  fmt::format("--map {}: write PROPERTY=COLUMN, as in birthDate=Born", fit(map, 60)));
    CLEW_TRY_ASSIGN(std::string property, property_meant(map.substr(0, equals)));
    CLEW_TRY_ASSIGN(const size_t column, column_meant(headings, map.substr(equals + 1)));
    mapped.push_back({column, std::move(property)});
  }
  return mapped;
}

}  // namespace

std::string_view property_of_heading(std::string_view heading) {
  std::string plain;
  for (const std::string& word : clean::tokens(heading)) plain += word;
  for (const Guess& one : kGuesses) {
    if (one.heading == plain) return one.property;
  }
  return {};
}

std::string repeated_words(std::span<const std::string> headings) {
  std::string words;
  for (size_t i = 0; i < headings.size(); ++i) {
    const auto same = [&](const std::string& one) {
      return read::equal_ignoring_case(read::trim(one), read::trim(headings[i]));
    };
    const auto before = headings.first(i);
    if (headings[i].empty() || std::any_of(before.begin(), before.end(), same)) continue;
    const auto times = std::count_if(headings.begin(), headings.end(), same);
    if (times > 1)
      words += fmt::format("; {} stands {} times, and each is used", fit(headings[i], 40), times);
  }
  return words;
}

bool Columns::name_somebody() const {
  return std::any_of(properties.begin(), properties.end(), [](const std::string& property) {
    return property == "name" || property == "lastName" || property == "firstName" || property == "alias";
  });
}

std::string Columns::told(std::span<const std::string> headings) const {
  std::string used, unused;
  for (size_t i = 0; i < properties.size() && i < headings.size(); ++i) {
    std::string& to = properties[i].empty() ? unused : used;
    if (!to.empty()) to += ", ";
    to += properties[i].empty() ? fit(headings[i], 40)
                                : fmt::format("{} is {}", fit(headings[i], 40), properties[i]);
  }
  return (unused.empty() ? used : fmt::format("{}; not used: {}", used, unused)) + repeated_words(headings);
}

Result<Columns> columns_of(std::span<const std::string> headings, std::span<const std::string> maps) {
  CLEW_TRY_ASSIGN(const auto mapped, read_maps(headings, maps));
  Columns columns;
  for (const std::string& heading : headings) {
    const std::string_view guessed = property_of_heading(heading);
    const bool is_told = std::any_of(mapped.begin(), mapped.end(), [&](const Mapped& one) {
      return one.property == guessed && !guessed.empty();
    });
    columns.properties.emplace_back(is_told ? "" : guessed);
  }
  for (const Mapped& one : mapped) columns.properties[one.column] = one.property;
  if (!columns.name_somebody()) {
    return fail(ErrorKind::format,
                fmt::format("no column says a name. The first line must name the columns; it reads: {}. "
                            "Say which is which with --map name=COLUMN (or firstName= and lastName=)",
                            list_of(headings)));
  }
  return columns;
}

}  // namespace clew::cli
