// What the commands of `clew ask` and `clew rules` share: the rule book, problems, and where bytes go.
#pragma once

#include <string>
#include <vector>

#include "ask/rules.h"

namespace clew::cli {

// The rule book of the data folder; its faults are said on standard error, the sound rest is used.
base::Result<ask::Loaded> load_book();
void say_problems(const std::vector<ask::Problem>& problems);

// Writes to the file, or to standard output when no file is named.
base::Result<void> put(const std::string& path, const std::string& bytes);

}  // namespace clew::cli
