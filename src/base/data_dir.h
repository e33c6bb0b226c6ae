// Where the data that people may correct lies at run time: rules, treaties, tables.
//
//   1. the folder that the environment variable CLEW_DATA names
//   2. ../share/clew/data beside the program, as installed
//   3. data/ of the nearest folder above the program that has it (a build inside the source tree)
#pragma once

#include <string>

#include "base/error.h"

namespace clew::base {

// The folder that holds `needed` (a file or folder below it, "rules/facts.yaml").
Result<std::string> data_dir(const std::string& needed);

}  // namespace clew::base
