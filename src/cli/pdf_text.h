// The text of a PDF, page by page, by poppler's program pdftotext.
#pragma once

#include <string>

#include "base/error.h"

namespace clew::cli {

struct PdfText {
  std::string text;  // Each page begins with a line "[page N]".
  std::string how;   // "pdftotext of poppler, pages numbered"
};

// Runs in a process of its own, with bounds on time and memory: a PDF may be made to harm its reader. Fails, and says
// why, when the program is not installed or the file is broken or encrypted; the original is kept all the same.
base::Result<PdfText> text_of_pdf(const std::string& path);

}  // namespace clew::cli
