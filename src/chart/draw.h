// A picture as a drawing: boxes laid out in layers, lines with their labels, loops as frames, a legend.
#pragma once

#include "chart/drawing.h"
#include "chart/picture.h"

namespace clew::chart {

struct DrawOptions {
  bool with_sources = true;  // Below the chart, as the targets of its numbers; else a page has them.
};

Drawing draw(const Picture& picture, const DrawOptions& options = {});

}  // namespace clew::chart
