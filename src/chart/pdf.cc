#include "chart/pdf.h"

#include <cairo-pdf.h>
#include <fmt/core.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>

#include "chart/text.h"

namespace clew::chart {
namespace {

// Points; A4.
constexpr double kShort = 595.28, kLong = 841.89, kMargin = 40;
constexpr const char* kFamily = "DejaVu Sans";
constexpr double kLeastScale = 0.42;  // Smaller would not be read: the page grows instead.

struct Unref {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

struct Colour {
  double red, green, blue;
};

Colour colour(Tone tone) {
  switch (tone) {
    case Tone::ink: return {0.106, 0.106, 0.106};
    case Tone::grey: return {0.353, 0.353, 0.353};
    case Tone::link: return {0.043, 0.29, 0.561};
    case Tone::alarm: return {0.639, 0.086, 0.102};
  }
  return {};
}

class Writer {
 public:
  Writer(const Drawing& drawing, const Picture& picture, const std::string& day)
      : drawing_(drawing), picture_(picture) {
    choose_page();
    surface_.reset(cairo_pdf_surface_create_for_stream(append, &bytes_, page_width_, page_height_));
    const std::string date = day.size() == 10 ? day : "2000-01-01";
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, drawing.title.c_str());
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                   (date + "T00:00:00Z").c_str());
    cairo_.reset(cairo_create(surface_.get()));
  }

  base::Result<std::string> write() {
    cairo_save(cairo());
    cairo_translate(cairo(), (page_width_ - drawing_.width * scale_) / 2, kMargin / 2);
    cairo_scale(cairo(), scale_, scale_);
    for (const Shape& shape : drawing_.shapes) std::visit([&](const auto& one) { add(one); }, shape);
    cairo_restore(cairo());
    cairo_show_page(cairo());
    write_sources();
    cairo_surface_finish(surface_.get());
    const cairo_status_t status = cairo_surface_status(surface_.get());
    if (status != CAIRO_STATUS_SUCCESS || cairo_status(cairo()) != CAIRO_STATUS_SUCCESS) {
      return base::fail(base::ErrorKind::io,
                        fmt::format("cannot make the PDF: {}", cairo_status_to_string(status)));
    }
    if (!has_font_) {
      return base::fail(base::ErrorKind::unsupported,
                        fmt::format("cannot make the PDF: no font is installed; install {}", kFamily));
    }
    return std::move(bytes_);
  }

 private:
  cairo_t* cairo() const { return cairo_.get(); }

  // A4 upright or across, whichever shows it larger; a larger page where neither can be read.
  void choose_page() {
    const double upright = std::min((kShort - kMargin) / drawing_.width, (kLong - kMargin) / drawing_.height);
    const double across = std::min((kLong - kMargin) / drawing_.width, (kShort - kMargin) / drawing_.height);
    scale_ = std::min(1.0, std::max(upright, across));
    page_width_ = upright >= across ? kShort : kLong;
    page_height_ = upright >= across ? kLong : kShort;
    if (scale_ >= kLeastScale) return;
    scale_ = kLeastScale;
    page_width_ = drawing_.width * scale_ + kMargin;
    page_height_ = drawing_.height * scale_ + kMargin;
  }

  void set(Tone tone) {
    const Colour c = colour(tone);
    cairo_set_source_rgb(cairo(), c.red, c.green, c.blue);
  }

  void stroke(int tenths, Dash dash, Tone tone) {
    if (tenths == 0) return cairo_new_path(cairo());
    set(tone);
    cairo_set_line_width(cairo(), tenths / 10.0);
    const double dashed[] = {7, 4}, dotted[] = {2, 3};
    cairo_set_dash(cairo(), dash == Dash::dashed ? dashed : dotted, dash == Dash::solid ? 0 : 2, 0);
    cairo_stroke(cairo());
    cairo_set_dash(cairo(), nullptr, 0, 0);
  }

  void path(const Rectangle& r) {
    const double x = r.x, y = r.y, w = r.width, h = r.height,
                 radius = std::min({r.radius * 1.0, w / 2, h / 2});
    constexpr double kQuarter = 1.5707963267948966;
    cairo_new_sub_path(cairo());
    if (r.radius == 0) return cairo_rectangle(cairo(), x, y, w, h);
    cairo_arc(cairo(), x + w - radius, y + radius, radius, -kQuarter, 0);
    cairo_arc(cairo(), x + w - radius, y + h - radius, radius, 0, kQuarter);
    cairo_arc(cairo(), x + radius, y + h - radius, radius, kQuarter, 2 * kQuarter);
    cairo_arc(cairo(), x + radius, y + radius, radius, 2 * kQuarter, 3 * kQuarter);
    cairo_close_path(cairo());
  }

  void add(const Rectangle& r) {
    path(r);
    if (r.fill == Fill::hatched || r.fill == Fill::dotted) {
      pattern(r);
      path(r);
    } else if (r.fill != Fill::none) {
      if (r.fill == Fill::paper) cairo_set_source_rgb(cairo(), 1, 1, 1);
      if (r.fill == Fill::pale) cairo_set_source_rgb(cairo(), 0.933, 0.945, 0.961);
      if (r.fill == Fill::dark) cairo_set_source_rgb(cairo(), 0.149, 0.263, 0.42);
      cairo_fill_preserve(cairo());
    }
    stroke(r.stroke, r.dash, r.tone);
  }

  // Hatching and dots are drawn, so that they print as sharp as lines do.
  void pattern(const Rectangle& r) {
    cairo_save(cairo());
    cairo_clip(cairo());
    const double ground = r.fill == Fill::hatched ? 1 : 0.957;
    cairo_set_source_rgb(cairo(), ground, ground, ground);
    cairo_paint(cairo());
    if (r.fill == Fill::hatched) {
      cairo_set_source_rgb(cairo(), 0.149, 0.263, 0.42);
      cairo_set_line_width(cairo(), 1.6);
      for (int x = r.x - r.height; x < r.x + r.width; x += 6) {
        cairo_move_to(cairo(), x, r.y + r.height);
        cairo_line_to(cairo(), x + r.height, r.y);
      }
      cairo_stroke(cairo());
    } else {
      cairo_set_source_rgb(cairo(), 0.435, 0.435, 0.435);
      for (int y = r.y + 2; y < r.y + r.height; y += 5) {
        for (int x = r.x + 2; x < r.x + r.width; x += 5) {
          cairo_rectangle(cairo(), x, y, 1.5, 1.5);
        }
      }
      cairo_fill(cairo());
    }
    cairo_restore(cairo());
  }

  void add(const Circle& c) {
    cairo_new_sub_path(cairo());
    cairo_arc(cairo(), c.x, c.y, c.radius, 0, 6.283185307179586);
    if (c.fill == Fill::dark) {
      cairo_set_source_rgb(cairo(), 0.149, 0.263, 0.42);
      cairo_fill_preserve(cairo());
    }
    stroke(12, Dash::solid, Tone::ink);
  }

  void trace(const std::vector<Point>& points) {
    for (size_t i = 0; i < points.size(); ++i) {
      if (i == 0)
        cairo_move_to(cairo(), points[i].x, points[i].y);
      else
        cairo_line_to(cairo(), points[i].x, points[i].y);
    }
  }

  void add(const Polyline& line) {
    trace(line.points);
    stroke(line.doubled ? std::max(line.stroke, 14) + 22 : line.stroke, line.dash, line.tone);
    if (line.doubled) {
      trace(line.points);
      cairo_set_source_rgb(cairo(), 1, 1, 1);
      cairo_set_line_width(cairo(), 1.6);
      cairo_stroke(cairo());
    }
    if (line.arrow) add_head(line);
  }

  void add_head(const Polyline& line) {
    const Point tip = line.points.back(), before = line.points[line.points.size() - 2];
    const int dx = (tip.x > before.x) - (tip.x < before.x), dy = (tip.y > before.y) - (tip.y < before.y);
    const Point base = {tip.x - dx * 9, tip.y - dy * 9};
    set(line.tone);
    cairo_move_to(cairo(), tip.x, tip.y);
    cairo_line_to(cairo(), base.x - dy * 4, base.y - dx * 4);
    cairo_line_to(cairo(), base.x + dy * 4, base.y + dx * 4);
    cairo_close_path(cairo());
    cairo_fill(cairo());
  }

  Owned<PangoLayout> layout(const std::string& text, double size, bool bold, double width) {
    Owned<PangoLayout> layout(pango_cairo_create_layout(cairo()));
    const Owned<PangoFontDescription> font(pango_font_description_from_string(kFamily));
    pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
    if (bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font.get());
    if (width > 0) {
      pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
      pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    }
    pango_layout_set_auto_dir(layout.get(), FALSE);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    has_font_ =
        has_font_ || pango_layout_get_unknown_glyphs_count(layout.get()) < static_cast<int>(text.size());
    return layout;
  }

  void add(const Words& words) {
    const Owned<PangoLayout> made = layout(words.text, words.size, words.bold, 0);
    PangoRectangle area;
    pango_layout_get_extents(made.get(), nullptr, &area);
    const double width = static_cast<double>(area.width) / PANGO_SCALE;
    const double rise = static_cast<double>(pango_layout_get_baseline(made.get())) / PANGO_SCALE;
    const double x = words.anchor == Anchor::start    ? words.x
                     : words.anchor == Anchor::middle ? words.x - width / 2
                                                      : words.x - width;
    if (words.plate) {
      cairo_set_source_rgb(cairo(), 1, 1, 1);
      cairo_rectangle(cairo(), x - 2, words.y - words.size, width + 4, words.size + 3);
      cairo_fill(cairo());
    }
    const bool is_link = !words.target.empty();
    if (is_link) cairo_tag_begin(cairo(), CAIRO_TAG_LINK, fmt::format("dest='{}'", words.target).c_str());
    set(words.tone);
    cairo_move_to(cairo(), x, words.y - rise);
    pango_cairo_show_layout(cairo(), made.get());
    if (is_link) cairo_tag_end(cairo(), CAIRO_TAG_LINK);
  }
  void add(const Begin&) {}
  void add(const End&) {}

  // --- The list of sources ----------------------------------------------------------------------------

  void write_sources() {
    if (picture_.sources.empty()) return;
    cairo_pdf_surface_set_size(surface_.get(), kShort, kLong);
    y_ = kMargin;
    paragraph("What the sources say", 12, true, "");
    for (size_t i = 0; i < picture_.sources.size(); ++i) {
      const Source& source = picture_.sources[i];
      paragraph(fmt::format("{}  {}, of {}: {}  [{}]", i + 1, isolated(cleaned(source.who)),
                            isolated(cleaned(source.of)), cleaned(source.says), cleaned(source.place)),
                8.5, false, fmt::format("s{}", i + 1));
    }
    y_ += 10;
    paragraph("The chart in words", 12, true, "");
    for (const std::string& sentence : sentences(picture_)) paragraph(cleaned(sentence), 8.5, false, "");
    cairo_show_page(cairo());
  }

  void paragraph(const std::string& text, double size, bool bold, const std::string& name) {
    const Owned<PangoLayout> made = layout(text, size, bold, kShort - 2 * kMargin);
    PangoRectangle area;
    pango_layout_get_extents(made.get(), nullptr, &area);
    const double height = static_cast<double>(area.height) / PANGO_SCALE;
    if (y_ + height > kLong - kMargin && y_ > kMargin) {
      cairo_show_page(cairo());
      y_ = kMargin;
    }
    if (!name.empty()) cairo_tag_begin(cairo(), CAIRO_TAG_DEST, fmt::format("name='{}'", name).c_str());
    set(Tone::ink);
    cairo_move_to(cairo(), kMargin, y_);
    pango_cairo_show_layout(cairo(), made.get());
    if (!name.empty()) cairo_tag_end(cairo(), CAIRO_TAG_DEST);
    y_ += height + size * 0.45;
  }

  const Drawing& drawing_;
  const Picture& picture_;
  std::string bytes_;
  Owned<cairo_surface_t> surface_;
  Owned<cairo_t> cairo_;
  double page_width_ = kShort, page_height_ = kLong, scale_ = 1, y_ = kMargin;
  bool has_font_ = false;
};

}  // namespace

base::Result<std::string> to_pdf(const Drawing& drawing, const Picture& picture, const std::string& day) {
  return Writer(drawing, picture, day).write();
}

}  // namespace clew::chart
