#include "chart/page.h"

#include <fmt/core.h>

#include "base/markup.h"
#include "chart/svg.h"
#include "chart/text.h"

namespace clew::chart {
namespace {

constexpr std::string_view kStyle =
    "body{font:16px/1.5 'DejaVu Sans',Verdana,'Noto Sans',sans-serif;color:#1b1b1b;background:#fff;margin:0 "
    "auto;padding:1rem;max-width:90rem}"
    ".chart{overflow:auto;border:1px solid #9a9a9a;max-width:100%}"
    ".chart:focus{outline:3px solid #0b4a8f}"
    "li{margin:.3rem 0;max-width:60rem}li:target{background:#fff3bf;outline:2px solid #1b1b1b}"
    ".place{font-family:'DejaVu Sans Mono',monospace;font-size:.85em;overflow-wrap:anywhere}"
    "a{color:#0b4a8f}"
    "@media print{.chart{overflow:visible;border:0}.chart svg{max-width:100%;height:auto}}";

std::string in_isolation(std::string_view text) { return "<bdi>" + base::escaped(cleaned(text)) + "</bdi>"; }

void add_party(std::string& out, const Picture& picture, uint32_t number) {
  const Box& box = picture.boxes[number];
  out += "<li><strong>" + in_isolation(box.name) + "</strong>";
  if (!box.id.empty()) out += " <span class=\"place\">" + base::escaped(cleaned(box.id)) + "</span>";
  if (!box.nature.empty()) out += ", " + base::escaped(cleaned(box.nature));
  for (const std::string& mark : box.marks) out += "; <em>" + base::escaped(cleaned(mark)) + "</em>";
  if (!box.held.empty()) out += ". Holds " + base::escaped(cleaned(box.held));
  if (!box.bar_words.empty()) out += ". Of it: " + base::escaped(cleaned(box.bar_words));
  std::string above;
  for (const Line& line : picture.lines) {
    if (line.to != number) continue;
    above += "<li>" + in_isolation(picture.boxes[line.from].name) + " " + base::escaped(cleaned(line.label));
    for (const uint32_t source : line.sources)
      above += fmt::format(" <a href=\"#s{0}\" aria-label=\"source {0}\">[{0}]</a>", source + 1);
    above += "</li>\n";
  }
  if (!above.empty()) out += "\n<ul>\n" + above + "</ul>";
  out += "</li>\n";
}

void add_sources(std::string& out, const Picture& picture) {
  if (picture.sources.empty()) return;
  out += "<h2>What the sources say</h2>\n<ol>\n";
  for (size_t i = 0; i < picture.sources.size(); ++i) {
    const Source& source = picture.sources[i];
    out += fmt::format("<li id=\"s{}\">{}, of {}: {} <span class=\"place\">{}</span></li>\n", i + 1,
                       in_isolation(source.who), in_isolation(source.of), base::escaped(cleaned(source.says)),
                       base::escaped(cleaned(source.place)));
  }
  out += "</ol>\n";
}

}  // namespace

std::string to_page(const Drawing& drawing, const Picture& picture) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n",
      base::escaped(drawing.title), kStyle, in_isolation(picture.title),
      base::escaped(cleaned(picture.subtitle)));
  out += "<div class=\"chart\" role=\"region\" aria-label=\"The chart\" tabindex=\"0\">\n" + to_svg(drawing) +
         "</div>\n<h2>The same in words</h2>\n<ol>\n";
  for (uint32_t box = 0; box < picture.boxes.size(); ++box) add_party(out, picture, box);
  out += "</ol>\n";
  for (const Frame& frame : picture.frames) {
    out += "<p>" + base::escaped(frame.title) + ":";
    for (size_t i = 0; i < frame.boxes.size(); ++i)
      out += (i == 0 ? " " : ", ") + in_isolation(picture.boxes[frame.boxes[i]].name);
    out += ".</p>\n";
  }
  if (!picture.notes.empty()) {
    out += "<h2>Notes</h2>\n<ul>\n";
    for (const std::string& note : picture.notes) out += "<li>" + base::escaped(cleaned(note)) + "</li>\n";
    out += "</ul>\n";
  }
  add_sources(out, picture);
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace clew::chart
