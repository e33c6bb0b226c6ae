#include <cairo-pdf.h>
#include <fmt/core.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <set>

#include "prove/dossier.h"
#include "prove/utf8.h"

namespace clew::prove {
namespace {

// Points; A4.
constexpr double kWidth = 595.28, kHeight = 841.89, kMargin = 56, kFoot = 30;
constexpr const char* kFamily = "DejaVu Sans";

struct Unref {
  void operator()(PangoLayout* p) const { g_object_unref(p); }
  void operator()(cairo_t* p) const { cairo_destroy(p); }
  void operator()(cairo_surface_t* p) const { cairo_surface_destroy(p); }
  void operator()(PangoFontDescription* p) const { pango_font_description_free(p); }
  void operator()(PangoLayoutIter* p) const { pango_layout_iter_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

struct Style {
  double indent = 0, size = 9, before = 3;
  bool bold = false;
};

Style style_of(Block::Kind kind) {
  switch (kind) {
    case Block::Kind::title: return {0, 16, 0, true};
    case Block::Kind::heading: return {0, 11.5, 12, true};
    case Block::Kind::note: return {16, 7.5, 0, false};
    case Block::Kind::quote: return {16, 8.5, 2, false};
    case Block::Kind::label:
    case Block::Kind::text: return {};
  }
  return {};
}

class Pages {
 public:
  Pages(const std::string& title, const std::string& day) {
    surface_.reset(cairo_pdf_surface_create_for_stream(append, &bytes_, kWidth, kHeight));
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
    // The clock would make every run another file.
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   (day + "T00:00:00Z").c_str());
    cairo_.reset(cairo_create(surface_.get()));
  }

  void draw(const Block& block) {
    const Style style = style_of(block.kind);
    y_ += style.before;
    if (block.kind == Block::Kind::heading && y_ + 48 > kHeight - kMargin) next_page();
    draw_text(block.label.empty() ? block.text : fmt::format("{}   {}", block.label, block.text), style);
  }

  base::Result<std::string> finish(Value& made_with) {
    end_page();
    cairo_surface_finish(surface_.get());
    const cairo_status_t status = cairo_surface_status(surface_.get());
    if (status != CAIRO_STATUS_SUCCESS)
      return base::fail(base::ErrorKind::io,
                        fmt::format("cannot make the PDF: {}", cairo_status_to_string(status)));
    if (fonts_.empty())
      return base::fail(base::ErrorKind::unsupported,
                        fmt::format("cannot make the PDF: no font is installed; install {}", kFamily));
    made_with.set("cairo", cairo_version_string()).set("pango", pango_version_string());
    made_with.set("fonts", std::vector<std::string>(fonts_.begin(), fonts_.end()));
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
  Owned<cairo_surface_t> surface_;
  Owned<cairo_t> cairo_;
  double y_ = kMargin;
  int page_ = 1;
  std::set<std::string> fonts_;

  Owned<PangoLayout> layout(const std::string& text, const Style& style) {
    Owned<PangoLayout> made(pango_cairo_create_layout(cairo_.get()));
    const Owned<PangoFontDescription> font(pango_font_description_from_string(kFamily));
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    if (style.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(made.get(), font.get());
    pango_layout_set_width(made.get(), static_cast<int>((kWidth - 2 * kMargin - style.indent) * PANGO_SCALE));
    pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(made.get(), text.data(), static_cast<int>(text.size()));
    return made;
  }

  // Line by line, so that a paragraph may end on the next page.
  void draw_text(const std::string& raw, const Style& style) {
    const Owned<PangoLayout> made = layout(with_valid_utf8(raw), style);
    const Owned<PangoLayoutIter> iter(pango_layout_get_iter(made.get()));
    do {
      PangoLayoutLine* line = pango_layout_iter_get_line_readonly(iter.get());
      PangoRectangle area;
      pango_layout_line_get_extents(line, nullptr, &area);
      const double height = static_cast<double>(area.height) / PANGO_SCALE;
      if (y_ + height > kHeight - kMargin) next_page();
      cairo_move_to(cairo_.get(), kMargin + style.indent, y_ - static_cast<double>(area.y) / PANGO_SCALE);
      pango_cairo_show_layout_line(cairo_.get(), line);
      note_fonts(line);
      y_ += height * 1.12;
    } while (pango_layout_iter_next_line(iter.get()));
  }

  void note_fonts(PangoLayoutLine* line) {
    for (GSList* run = line->runs; run != nullptr; run = run->next) {
      const auto* item = static_cast<PangoLayoutRun*>(run->data);
      const Owned<PangoFontDescription> font(pango_font_describe(item->item->analysis.font));
      pango_font_description_unset_fields(font.get(), PANGO_FONT_MASK_SIZE);
      char* name = pango_font_description_to_string(font.get());
      fonts_.insert(name);
      g_free(name);
    }
  }

  void end_page() {
    const Owned<PangoLayout> foot = layout(fmt::format("{}", page_), {0, 7.5, 0, false});
    cairo_move_to(cairo_.get(), kMargin, kHeight - kFoot);
    pango_cairo_show_layout(cairo_.get(), foot.get());
    cairo_show_page(cairo_.get());
  }
  void next_page() {
    end_page();
    ++page_;
    y_ = kMargin;
  }
};

}  // namespace

base::Result<std::string> to_pdf(const std::vector<Block>& blocks, const std::string& day, Value& made_with) {
  Pages pages(blocks.empty() ? std::string() : with_valid_utf8(blocks.front().text), day);
  for (const Block& block : blocks) pages.draw(block);
  return pages.finish(made_with);
}

}  // namespace clew::prove
