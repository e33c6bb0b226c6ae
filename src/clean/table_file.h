// Files of data/clean: lines of columns parted by tabs; '#' begins a comment.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace clew::clean {

using Columns = std::vector<std::string>;

Columns split(std::string_view text, char at);

// Calls take(columns) for each line; a false answer is an error that names the line.
// `version` takes up the lines.
base::Result<void> read_table(const std::string& path, size_t columns_min, uint64_t& version,
                              const std::function<bool(const Columns&)>& take);

}  // namespace clew::clean
