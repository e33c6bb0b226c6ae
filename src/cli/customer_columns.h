// Which column of a customers' file is what: guessed from the headings, told otherwise by --map, and shown.
//
//   full_name,DoB,Nationality,Branch        --map idNumber=Branch
//   name      birthDate  nationality  -     idNumber
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace clew::cli {

// The property that a heading means in common usage ("Date of birth": birthDate); empty if none.
std::string_view property_of_heading(std::string_view heading);

// "; name stands 2 times, and each is used" for headings that are there more than once; empty if none is.
std::string repeated_words(std::span<const std::string> headings);

struct Columns {
  std::vector<std::string> properties;  // One a column; empty: not used.

  bool name_somebody() const;
  // "DoB is birthDate, Nationality is nationality; not used: Branch".
  std::string told(std::span<const std::string> headings) const;
};

// `maps` are "property=HEADING"; they go before every guess for that property or that column, and
// "none=HEADING" leaves a column out. A heading that is not there, or a property that nothing compares, is an
// error that lists what there is.
base::Result<Columns> columns_of(std::span<const std::string> headings, std::span<const std::string> maps);

}  // namespace clew::cli
