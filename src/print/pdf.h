// A PDF in the making: pages drawn by Cairo, words laid out by Pango, fonts embedded. Lengths are points.
//
// The same bytes for the same libraries and fonts: the day inside is given, never the clock's.
// Not thread-safe: Pango's default font map is shared.
#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace clew::print {

inline constexpr double kA4Short = 595.28, kA4Long = 841.89;

struct Unref {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

// What the bytes depend on besides the words.
struct MadeWith {
  std::string cairo, pango;        // Versions.
  std::vector<std::string> fonts;  // Those drawn with so far: "DejaVu Sans 2.37".
};

class Pdf {
 public:
  // `day` is ISO; of any other length, 2000-01-01 stands in the file.
  Pdf(std::string_view title, std::string_view day, double width, double height);
  Pdf(const Pdf&) = delete;
  Pdf& operator=(const Pdf&) = delete;

  cairo_t* cairo() const { return cairo_.get(); }
  void set_size(double width, double height);  // Of this page and those after it, before anything is drawn.
  void end_page();

  // In DejaVu Sans or, for letters it lacks, in what is installed; what is no UTF-8 shows as U+FFFD. Lines
  // break to fit `width`; with 0 they never do.
  Owned<PangoLayout> layout(std::string_view text, double size, bool bold, double width = 0) const;

  // At (x, y): the upper left corner of a layout, the left end of a line's baseline.
  void draw(PangoLayout* layout, double x, double y);
  void draw(PangoLayoutLine* line, double x, double y);

  MadeWith made_with() const;

  // The file. Fails when Cairo does, and when no font was found for any word.
  base::Result<std::string> finish();

 private:
  void note_fonts(PangoLayoutLine* line);

  std::string bytes_;
  Owned<cairo_surface_t> surface_;
  Owned<cairo_t> cairo_;
  std::set<std::string> fonts_;
};

}  // namespace clew::print
