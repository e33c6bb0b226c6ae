#include "print/pdf.h"

#include <cairo-pdf.h>
#include <fmt/core.h>
#include <pango/pangofc-font.h>

#include "base/utf8.h"

namespace clew::print {
namespace {

constexpr const char* kFamily = "DejaVu Sans";

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int size) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

// " 2.37"; nothing where the font does not say.
std::string version_of(PangoFont* font) {
  int version = 0;
  if (!PANGO_IS_FC_FONT(font)) return "";
  if (FcPatternGetInteger(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_FONTVERSION, 0, &version) !=
      FcResultMatch)
    return "";
  return fmt::format(" {:.2f}", version / 65536.0);
}

}  // namespace

Pdf::Pdf(std::string_view title, std::string_view day, double width, double height)
    : surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, width, height)),
      cairo_(cairo_create(surface_.get())) {
  const std::string made = fmt::format("{}T00:00:00Z", day.size() == 10 ? day : "2000-01-01");
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, base::valid_utf8(title).c_str());
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
}

void Pdf::set_size(double width, double height) { cairo_pdf_surface_set_size(surface_.get(), width, height); }

void Pdf::end_page() { cairo_show_page(cairo()); }

Owned<PangoLayout> Pdf::layout(std::string_view text, double size, bool bold, double width) const {
  Owned<PangoLayout> layout(pango_cairo_create_layout(cairo()));
  const Owned<PangoFontDescription> font(pango_font_description_from_string(kFamily));
  pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
  if (bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout.get(), font.get());
  if (width > 0) pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  const std::string shown = base::valid_utf8(text);
  pango_layout_set_text(layout.get(), shown.data(), static_cast<int>(shown.size()));
  return layout;
}

void Pdf::draw(PangoLayout* layout, double x, double y) {
  cairo_move_to(cairo(), x, y);
  pango_cairo_show_layout(cairo(), layout);
  for (GSList* line = pango_layout_get_lines_readonly(layout); line != nullptr; line = line->next)
    note_fonts(static_cast<PangoLayoutLine*>(line->data));
}

void Pdf::draw(PangoLayoutLine* line, double x, double y) {
  cairo_move_to(cairo(), x, y);
  pango_cairo_show_layout_line(cairo(), line);
  note_fonts(line);
}

void Pdf::note_fonts(PangoLayoutLine* line) {
  for (GSList* run = line->runs; run != nullptr; run = run->next) {
    PangoFont* used = static_cast<PangoLayoutRun*>(run->data)->item->analysis.font;
    if (used == nullptr) continue;  // Where no font is installed.
    const Owned<PangoFontDescription> font(pango_font_describe(used));
    pango_font_description_unset_fields(font.get(), PANGO_FONT_MASK_SIZE);
    char* name = pango_font_description_to_string(font.get());
    fonts_.insert(name + version_of(used));
    g_free(name);
  }
}

MadeWith Pdf::made_with() const {
  return {cairo_version_string(), pango_version_string(), {fonts_.begin(), fonts_.end()}};
}

base::Result<std::string> Pdf::finish() {
  cairo_surface_finish(surface_.get());
  for (const cairo_status_t status : {cairo_surface_status(surface_.get()), cairo_status(cairo())}) {
    if (status != CAIRO_STATUS_SUCCESS)
      return base::fail(base::ErrorKind::io,
                        fmt::format("cannot make the PDF: {}", cairo_status_to_string(status)));
  }
  if (fonts_.empty())
    return base::fail(base::ErrorKind::unsupported,
                      fmt::format("cannot make the PDF: no font is installed; install {}", kFamily));
  return std::move(bytes_);
}

}  // namespace clew::print
