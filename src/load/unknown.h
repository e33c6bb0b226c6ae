// What to tell of files that are of no known format, so that the reader of the message knows what to do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "load/plan.h"

namespace clew::load {

// Of one file that the user named and that begins with `head`.
std::unexpected<base::Error> unknown_file(const std::string& path, std::string_view head);

// Of paths that held nothing to read; the first unknown file begins with `head`.
std::unexpected<base::Error> nothing_to_load(const Plan& plan, const std::vector<std::string>& paths,
                                             std::string_view head);

}  // namespace clew::load
