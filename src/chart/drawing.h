// A drawing on no device yet: shapes in whole pixels, in the order in which they are painted.
//
// svg.h and pdf.h write it. Everything is legible in greyscale: meaning lies in patterns, dashes and words,
// colours only repeat it.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "chart/layers.h"

namespace clew::chart {

enum class Fill : uint8_t { none, paper, pale, dark, hatched, dotted };
enum class Dash : uint8_t { solid, dashed, dotted };
enum class Tone : uint8_t { ink, grey, link, alarm };
enum class Anchor : uint8_t { start, middle, end };

struct Rectangle {
  int x = 0, y = 0, width = 0, height = 0;
  int radius = 0;
  Fill fill = Fill::none;
  int stroke = 10;  // In tenths of a pixel; 0 for none.
  Dash dash = Dash::solid;
  Tone tone = Tone::ink;
};

struct Circle {
  int x = 0, y = 0, radius = 0;
  Fill fill = Fill::none;
};

struct Polyline {
  std::vector<Point> points;
  int stroke = 10;
  Dash dash = Dash::solid;
  bool arrow = false;  // At its end.
  bool doubled = false;
  Tone tone = Tone::ink;
};

struct Words {
  int x = 0, y = 0;  // On the base line.
  int size = 11;
  bool bold = false;
  Anchor anchor = Anchor::start;
  Tone tone = Tone::ink;
  std::string text = {};    // Cleaned, see text.h.
  std::string target = {};  // Where a click on it goes, within the document: "s12".
  std::string name = {};    // That others may point to it.
  bool plate = false;       // On white, over lines.
};

// Shapes between begin and end belong together and are described by the title.
struct Begin {
  std::string title;
};
struct End {};

using Shape = std::variant<Rectangle, Circle, Polyline, Words, Begin, End>;

struct Drawing {
  int width = 0, height = 0;
  std::string title;
  std::string description;  // The chart in sentences, for those who hear it.
  std::vector<Shape> shapes;
};

}  // namespace clew::chart
