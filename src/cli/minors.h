// Children are named in no answer: graph/minors.h.
#pragma once

#include "graph/minors.h"

namespace clew::cli {

using graph::is_child;
using graph::is_under_age;
using graph::kChild;
using graph::kHidden;
using graph::newest_publication;
using graph::today;
using graph::today_number;

}  // namespace clew::cli
