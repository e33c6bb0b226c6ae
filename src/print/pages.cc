#include "print/pages.h"

namespace clew::print {

void Pages::keep_together(double height) {
  if (y_ + height <= kA4Long - kMargin) return;
  end_page();
  ++page_;
  y_ = kMargin;
}

// Line by line, so that a paragraph may end on the next page.
void Pages::draw(std::string_view text, const Style& style) {
  const double left = kMargin + style.indent;
  const Owned<PangoLayout> layout = pdf_.layout(text, style.size, style.bold, kA4Short - kMargin - left);
  const Owned<PangoLayoutIter> iter(pango_layout_get_iter(layout.get()));
  do {
    PangoLayoutLine* line = pango_layout_iter_get_line_readonly(iter.get());
    PangoRectangle area;
    pango_layout_line_get_extents(line, nullptr, &area);
    const double height = static_cast<double>(area.height) / PANGO_SCALE;
    keep_together(height);
    pdf_.draw(line, left, y_ - static_cast<double>(area.y) / PANGO_SCALE);
    y_ += height * 1.12;
  } while (pango_layout_iter_next_line(iter.get()));
}

void Pages::draw_beside(std::string_view text, const Style& style) {
  const double y = y_;
  draw(text, style);
  y_ = y;
}

base::Result<std::string> Pages::finish() {
  end_page();
  return pdf_.finish();
}

void Pages::end_page() {
  const Owned<PangoLayout> foot = pdf_.layout(footer_(page_), footer_size_, false, kA4Short - 2 * kMargin);
  pdf_.draw(foot.get(), kMargin, kA4Long - kFoot);
  pdf_.end_page();
}

}  // namespace clew::print
