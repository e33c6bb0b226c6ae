// A drawing as SVG: the same bytes for the same drawing on every machine, without scripts, styles or fonts
// from elsewhere. Pure and thread-safe.
#pragma once

#include <string>

#include "chart/drawing.h"

namespace clew::chart {

std::string to_svg(const Drawing& drawing);

}  // namespace clew::chart
