// The exit codes of `clew`, which clew-verify shares.
#pragma once

#include "base/exit_codes.h"

namespace clew::cli {

using enum base::ExitCode;
using base::exit_code;
using base::ExitCode;

}  // namespace clew::cli
