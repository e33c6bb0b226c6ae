// A drawing as PDF, with the list of sources on pages of its own: the same bytes for the same libraries and
// fonts. Not thread-safe: Pango's default font map is shared.
#pragma once

#include <string>

#include "base/error.h"
#include "chart/drawing.h"
#include "chart/picture.h"

namespace clew::chart {

// `day` (ISO) stands in the file as the day it was made; the clock's is never asked. Fails without a font.
base::Result<std::string> to_pdf(const Drawing& drawing, const Picture& picture, const std::string& day);

}  // namespace clew::chart
