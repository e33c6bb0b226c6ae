// Which build of the program runs: what is computed by rules in the code is only as lasting as the code.
#pragma once

#include <string>

namespace clew::base {

// The linker's build id in hexadecimal digits; where there is none, size and time of the program's file.
// The same for every run of one file. Thread-safe; computed once.
const std::string& build_id();

}  // namespace clew::base
