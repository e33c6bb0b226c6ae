#include "chart/pdf.h"

#include <fmt/core.h>

#include <algorithm>

#include "chart/text.h"
#include "print/pdf.h"

namespace clew::chart {
namespace {

// Points; A4.
constexpr double kShort = print::kA4Short, kLong = print::kA4Long, kMargin = 40;
constexpr double kLeastScale = 0.42;  // Smaller would not be read: the page grows instead.

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

struct Paper {
  double scale, width, height;
};

// A4 upright or across, whichever shows the drawing larger; a larger page where neither can be read.
Paper paper_for(const Drawing& drawing) {
  const double upright = std::min((kShort - kMargin) / drawing.width, (kLong - kMargin) / drawing.height);
  const double across = std::min((kLong - kMargin) / drawing.width, (kShort - kMargin) / drawing.height);
  const double scale = std::min(1.0, std::max(upright, across));
  if (scale < kLeastScale)
    return {kLeastScale, drawing.width * kLeastScale + kMargin, drawing.height * kLeastScale + kMargin};
  return upright >= across ? Paper{scale, kShort, kLong} : Paper{scale, kLong, kShort};
}

class Writer {
 public:
  Writer(const Drawing& drawing, const Picture& picture, const std::string& day)
      : drawing_(drawing),
        picture_(picture),
        paper_(paper_for(drawing)),
        pdf_(drawing.title, day, paper_.width, paper_.height) {}

  base::Result<std::string> write() {
    cairo_save(cairo());
    cairo_translate(cairo(), (paper_.width - drawing_.width * paper_.scale) / 2, kMargin / 2);
    cairo_scale(cairo(), paper_.scale, paper_.scale);
    for (const Shape& shape : drawing_.shapes) std::visit([&](const auto& one) { add(one); }, shape);
    cairo_restore(cairo());
    pdf_.end_page();
    write_sources();
    return pdf_.finish();
  }

 private:
  cairo_t* cairo() const { return pdf_.cairo(); }

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

  print::Owned<PangoLayout> layout(const std::string& text, double size, bool bold, double width) const {
    print::Owned<PangoLayout> made = pdf_.layout(text, size, bold, width);
    pango_layout_set_auto_dir(made.get(), FALSE);
    return made;
  }

  void add(const Words& words) {
    const print::Owned<PangoLayout> made = layout(words.text, words.size, words.bold, 0);
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
    pdf_.draw(made.get(), x, words.y - rise);
    if (is_link) cairo_tag_end(cairo(), CAIRO_TAG_LINK);
  }
  void add(const Begin&) {}
  void add(const End&) {}

  // --- The list of sources ----------------------------------------------------------------------------

  void write_sources() {
    if (picture_.sources.empty()) return;
    pdf_.set_size(kShort, kLong);
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
    pdf_.end_page();
  }

  void paragraph(const std::string& text, double size, bool bold, const std::string& name) {
    const print::Owned<PangoLayout> made = layout(text, size, bold, kShort - 2 * kMargin);
    PangoRectangle area;
    pango_layout_get_extents(made.get(), nullptr, &area);
    const double height = static_cast<double>(area.height) / PANGO_SCALE;
    if (y_ + height > kLong - kMargin && y_ > kMargin) {
      pdf_.end_page();
      y_ = kMargin;
    }
    if (!name.empty()) cairo_tag_begin(cairo(), CAIRO_TAG_DEST, fmt::format("name='{}'", name).c_str());
    set(Tone::ink);
    pdf_.draw(made.get(), kMargin, y_);
    if (!name.empty()) cairo_tag_end(cairo(), CAIRO_TAG_DEST);
    y_ += height + size * 0.45;
  }

  const Drawing& drawing_;
  const Picture& picture_;
  const Paper paper_;
  print::Pdf pdf_;
  double y_ = kMargin;
};

}  // namespace

base::Result<std::string> to_pdf(const Drawing& drawing, const Picture& picture, const std::string& day) {
  return Writer(drawing, picture, day).write();
}

}  // namespace clew::chart
