// What the user asked a load for, looked at before a file is opened: a misspelt word must not store what was
// to be kept out, and a folder of other files must not become a store.
#pragma once

#include "base/error.h"
#include "load/load.h"

namespace clew::load {

// A usage error names the word at fault and what would have been understood.
base::Result<void> check_options(const LoadOptions& options);

}  // namespace clew::load
