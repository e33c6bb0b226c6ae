#include "chart/svg.h"

#include <fmt/core.h>

#include "base/markup.h"
#include "chart/text.h"

namespace clew::chart {
namespace {

constexpr std::string_view kFonts =
    "DejaVu Sans, Verdana, Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, Microsoft YaHei, sans-serif";

std::string_view colour(Tone tone) {
  switch (tone) {
    case Tone::ink: return "#1b1b1b";
    case Tone::grey: return "#5a5a5a";
    case Tone::link: return "#0b4a8f";
    case Tone::alarm: return "#a3161a";
  }
  return "";
}

std::string_view paint(Fill fill) {
  switch (fill) {
    case Fill::none: return "none";
    case Fill::paper: return "#ffffff";
    case Fill::pale: return "#eef1f5";
    case Fill::dark: return "#26436b";
    case Fill::hatched: return "url(#hatched)";
    case Fill::dotted: return "url(#dotted)";
  }
  return "";
}

std::string tenths(int number) {
  return number % 10 == 0 ? std::to_string(number / 10) : fmt::format("{}.{}", number / 10, number % 10);
}

std::string dashes(Dash dash) {
  switch (dash) {
    case Dash::solid: return "";
    case Dash::dashed: return " stroke-dasharray=\"7 4\"";
    case Dash::dotted: return " stroke-dasharray=\"2 3\"";
  }
  return "";
}

std::string stroke(int width, Dash dash, Tone tone) {
  if (width == 0) return "";
  return fmt::format(" stroke=\"{}\" stroke-width=\"{}\"{}", colour(tone), tenths(width), dashes(dash));
}

class Writer {
 public:
  std::string write(const Drawing& drawing) {
    head(drawing);
    for (const Shape& shape : drawing.shapes) {
      std::visit([&](const auto& one) { add(one); }, shape);
    }
    return std::move(out_) + "</svg>\n";
  }

 private:
  void head(const Drawing& drawing) {
    out_ += fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\" "
        "aria-labelledby=\"chart-title chart-description\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
        "{1}\" "
        "font-family=\"{2}\">\n",
        drawing.width, drawing.height, kFonts);
    out_ += fmt::format("<title id=\"chart-title\">{}</title>\n<desc id=\"chart-description\">{}</desc>\n",
                        base::escaped(drawing.title), base::escaped(drawing.description));
    out_ +=
        "<defs>\n"
        "<pattern id=\"hatched\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
        "<rect width=\"6\" height=\"6\" fill=\"#ffffff\"/>"
        "<path d=\"M-1 1 L1 -1 M0 6 L6 0 M5 7 L7 5\" stroke=\"#26436b\" stroke-width=\"1.6\"/></pattern>\n"
        "<pattern id=\"dotted\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
        "<rect width=\"5\" height=\"5\" fill=\"#f4f4f4\"/>"
        "<circle cx=\"2.5\" cy=\"2.5\" r=\"0.9\" fill=\"#6f6f6f\"/></pattern>\n"
        "</defs>\n";
    out_ +=
        fmt::format("<rect width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>\n", drawing.width, drawing.height);
  }

  void add(const Rectangle& r) {
    const std::string round = r.radius == 0 ? "" : fmt::format(" rx=\"{}\"", r.radius);
    out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{} fill=\"{}\"{}/>\n", r.x, r.y,
                        r.width, r.height, round, paint(r.fill), stroke(r.stroke, r.dash, r.tone));
  }

  void add(const Circle& c) {
    out_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"{}/>\n", c.x, c.y, c.radius,
                        paint(c.fill), stroke(12, Dash::solid, Tone::ink));
  }

  void add(const Polyline& line) {
    std::string points;
    for (const Point& p : line.points) points += fmt::format("{}{},{}", points.empty() ? "" : " ", p.x, p.y);
    const int width = line.doubled ? std::max(line.stroke, 14) + 22 : line.stroke;
    out_ += fmt::format("<polyline points=\"{}\" fill=\"none\"{}/>\n", points,
                        stroke(width, line.dash, line.tone));
    if (line.doubled) {
      out_ += fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"#ffffff\" stroke-width=\"1.6\"/>\n",
                          points);
    }
    if (line.arrow) add_head(line);
  }

  // A filled triangle at the end; lines end going down, up or sideways.
  void add_head(const Polyline& line) {
    const Point tip = line.points.back();
    const Point before = line.points[line.points.size() - 2];
    const int dx = (tip.x > before.x) - (tip.x < before.x), dy = (tip.y > before.y) - (tip.y < before.y);
    constexpr int kLong = 9, kHalf = 4;
    const Point base = {tip.x - dx * kLong, tip.y - dy * kLong};
    out_ += fmt::format("<polygon points=\"{},{} {},{} {},{}\" fill=\"{}\"/>\n", tip.x, tip.y,
                        base.x - dy * kHalf, base.y - dx * kHalf, base.x + dy * kHalf, base.y + dx * kHalf,
                        colour(line.tone));
  }

  void add(const Words& words) {
    const int width = pixels(words.text, words.size, words.bold);
    if (words.plate) {
      const int left = words.anchor == Anchor::start
                           ? words.x
                           : words.x - (words.anchor == Anchor::middle ? width / 2 : width);
      out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>\n", left - 2,
                          words.y - words.size, width + 4, words.size + 3);
    }
    const std::string_view anchor = words.anchor == Anchor::start    ? ""
                                    : words.anchor == Anchor::middle ? " text-anchor=\"middle\""
                                                                     : " text-anchor=\"end\"";
    std::string text = fmt::format("<text{} x=\"{}\" y=\"{}\" font-size=\"{}\"{}{} fill=\"{}\">{}</text>",
                                   words.name.empty() ? "" : fmt::format(" id=\"{}\"", words.name), words.x,
                                   words.y, words.size, words.bold ? " font-weight=\"bold\"" : "", anchor,
                                   colour(words.tone), base::escaped(words.text));
    if (!words.target.empty())
      text = fmt::format("<a href=\"#{0}\" xlink:href=\"#{0}\">{1}</a>", base::escaped(words.target), text);
    out_ += text + "\n";
  }

  void add(const Begin& begin) { out_ += fmt::format("<g><title>{}</title>\n", base::escaped(begin.title)); }
  void add(const End&) { out_ += "</g>\n"; }

  std::string out_;
};

}  // namespace

std::string to_svg(const Drawing& drawing) { return Writer().write(drawing); }

}  // namespace clew::chart
