// The sheet as a PDF to print and file: the same bytes for the same libraries and fonts, which it lists.
//
// A4, text laid out by Pango and drawn by Cairo, fonts embedded. The date inside the file is the day the
// request is looked at, never the clock's. Not thread-safe: Pango's default font map is shared.
#pragma once

#include <string>

#include "ask/sheet.h"
#include "base/error.h"

namespace clew::ask {

struct PdfSheet {
  std::string bytes;
  Printed printed;
};

// Fails when no usable font is installed.
base::Result<PdfSheet> to_pdf(const Sheet& sheet);

}  // namespace clew::ask
