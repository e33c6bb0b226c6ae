#include "ask/pdf.h"

#include <cairo-pdf.h>
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <set>

#include "ask/sheet_blocks.h"
#include "ask/text.h"

namespace clew::ask {
namespace {

// Points; A4.
constexpr double kWidth = 595.28;
constexpr double kHeight = 841.89;
constexpr double kMargin = 56;
constexpr double kFoot = 30;
constexpr double kColumn = 4.6;  // One column of a lead.
constexpr const char* kFamily = "DejaVu Sans";

struct Unref {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

class Page {
 public:
  explicit Page(const Sheet& sheet) : sheet_(sheet) {
    surface_.reset(cairo_pdf_surface_create_for_stream(append, &bytes_, kWidth, kHeight));
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, valid_utf8(sheet.title).c_str());
    // The clock would make every run another file.
    const std::string day = sheet.on.size() == 10 ? sheet.on : "2000-01-01";
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   (day + "T00:00:00Z").c_str());
    cairo_.reset(cairo_create(surface_.get()));
  }

  base::Result<std::string> write() {
    for (const Block& block : blocks_of(sheet_, true)) draw(block);
    draw_made_with();
    end_page();
    cairo_surface_finish(surface_.get());
    const cairo_status_t status = cairo_surface_status(surface_.get());
    if (status != CAIRO_STATUS_SUCCESS || cairo_status(cairo_.get()) != CAIRO_STATUS_SUCCESS) {
      return base::fail(base::ErrorKind::io,
                        fmt::format("cannot make the PDF: {}", cairo_status_to_string(status)));
    }
    if (fonts_.empty()) {
      return base::fail(base::ErrorKind::unsupported,
                        fmt::format("cannot make the PDF: no font is installed; install {}", kFamily));
    }
    return std::move(bytes_);
  }

 private:
  const Sheet& sheet_;
  std::string bytes_;
  Owned<cairo_surface_t> surface_;
  Owned<cairo_t> cairo_;
  double y_ = kMargin;
  int page_ = 1;
  std::set<std::string> fonts_;

  void draw(const Block& block) {
    switch (block.kind) {
      case Block::Kind::title: draw_text(block.text, kMargin, 14, true); return;
      case Block::Kind::gap: y_ += 6; return;
      case Block::Kind::heading:
        y_ += 10;
        keep_together(40);
        draw_text(block.text, kMargin, 10.5, true);
        y_ += 2;
        return;
      case Block::Kind::paragraph: draw_paragraph(block);
    }
  }

  void draw_paragraph(const Block& block) {
    const size_t indent = std::min(block.lead.find_first_not_of(' '), block.lead.size());
    const std::string mark = block.lead.substr(indent);
    const double left = kMargin + kColumn * static_cast<double>(std::min<size_t>(block.lead.size(), 38));
    const bool marked = mark.find_first_not_of(' ') != std::string::npos;
    if (marked) {
      keep_together(24);
      const double y = y_;
      draw_text(mark, kMargin + kColumn * static_cast<double>(indent), 8.5, false);
      y_ = y;
    }
    draw_text(block.text, left, 8.5, false);
  }

  void keep_together(double height) {
    if (y_ + height > kHeight - kMargin) next_page();
  }

  Owned<PangoLayout> layout(const std::string& text, double left, double size, bool bold) {
    Owned<PangoLayout> layout(pango_cairo_create_layout(cairo_.get()));
    const Owned<PangoFontDescription> font(pango_font_description_from_string(kFamily));
    pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
    if (bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>((kWidth - kMargin - left) * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
  }

  // Line by line, so that a paragraph may end on the next page.
  void draw_text(std::string_view raw, double left, double size, bool bold) {
    const std::string text = plain(raw);
    const Owned<PangoLayout> made = layout(text, left, size, bold);
    const Owned<PangoLayoutIter> iter(pango_layout_get_iter(made.get()));
    do {
      PangoLayoutLine* line = pango_layout_iter_get_line_readonly(iter.get());
      PangoRectangle area;
      pango_layout_line_get_extents(line, nullptr, &area);
      const double height = static_cast<double>(area.height) / PANGO_SCALE;
      if (y_ + height > kHeight - kMargin) next_page();
      cairo_move_to(cairo_.get(), left, y_ - static_cast<double>(area.y) / PANGO_SCALE);
      pango_cairo_show_layout_line(cairo_.get(), line);
      note_fonts(line);
      y_ += height * 1.12;
    } while (pango_layout_iter_next_line(iter.get()));
  }

  void note_fonts(PangoLayoutLine* line) {
    for (GSList* run = line->runs; run; run = run->next) {
      const auto* item = static_cast<PangoLayoutRun*>(run->data);
      const Owned<PangoFontDescription> font(pango_font_describe(item->item->analysis.font));
      pango_font_description_unset_fields(font.get(), PANGO_FONT_MASK_SIZE);
      char* name = pango_font_description_to_string(font.get());
      fonts_.insert(name);
      g_free(name);
    }
  }

  void draw_made_with() {
    y_ += 8;
    draw_text(
        fmt::format(
            "Made with Cairo {}, Pango {}; fonts: {}. The same libraries and fonts make the same bytes.",
            cairo_version_string(), pango_version_string(), fmt::join(fonts_, ", ")),
        kMargin, 7, false);
  }

  void next_page() {
    end_page();
    ++page_;
    y_ = kMargin;
  }

  void end_page() {
    const double kept = y_;
    const Owned<PangoLayout> foot =
        layout(plain(fmt::format("{} sheet - {} - page {}",
                                 sheet_.view == View::internal ? "Internal" : "Outgoing", sheet_.on, page_)),
               kMargin, 7, false);
    cairo_move_to(cairo_.get(), kMargin, kHeight - kFoot);
    pango_cairo_show_layout(cairo_.get(), foot.get());
    cairo_show_page(cairo_.get());
    y_ = kept;
  }
};

}  // namespace

base::Result<std::string> to_pdf(const Sheet& sheet) { return Page(sheet).write(); }

}  // namespace clew::ask
