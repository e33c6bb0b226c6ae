// A chart as an HTML page: the drawing, and beside it the same in lists that a screen reader can read and a
// keyboard can reach. One file without scripts; nothing is fetched. The same bytes everywhere. Pure.
#pragma once

#include <string>

#include "chart/drawing.h"
#include "chart/picture.h"

namespace clew::chart {

std::string to_page(const Drawing& drawing, const Picture& picture);

}  // namespace clew::chart
