// What the words in an element's class, id, role and style say it is for.
#pragma once

#include "press/page_tree.h"

namespace clew::press {

Hints hints_of(Tag tag, std::string_view attributes);

}  // namespace clew::press
