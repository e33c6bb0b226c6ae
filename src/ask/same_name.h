// Whether two written names could be one person's: VASQUINE, Teodor; T. Vasquine; Теодор Васкине.
//
// Every word of the shorter name meets another word of the longer one, as clean/names.h lets words be alike;
// titles and particles do not count, and initials alone name nobody. A hit is a candidate, no more.
#pragma once

#include <string_view>

namespace clew::ask {

// Where the tables of data/clean cannot be read, only equal words are alike. Thread-safe.
bool may_be_one_person(std::string_view one, std::string_view other);

}  // namespace clew::ask
