// clew trace --listed --rule NAME without a company: all that listed parties own, as a dataset of its own.
#pragma once

#include <string>

#include "cli/view_flags.h"

namespace clew::cli {

// Prints them; with `output`, writes them as FollowTheMoney entities to load.
base::Result<void> trace_listed(const ViewFlags& flags, const std::string& rule, const std::string& output);

}  // namespace clew::cli
