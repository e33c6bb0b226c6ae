// Words fit to be drawn: cleaned of what could paint elsewhere, measured by a table of our own, cut to lines.
//
// Widths are those of DejaVu Sans, among the widest of common fonts, or the widest class of a script:
// whatever font a reader has, words stay inside their boxes, and a chart is the same bytes on every machine.
// Whole numbers only. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clew::chart {

// Without control characters, marks that reorder text, and more than three marks on one letter; bytes that
// are no UTF-8 become U+FFFD, spaces single.
std::string cleaned(std::string_view text);

// In thousandths of the font's size.
int width_of(std::string_view text, bool bold = false);
// In pixels, rounded up, for a size in pixels.
int pixels(std::string_view text, int size, bool bold = false);

// At most `lines_max` lines of at most `width` pixels, broken at spaces where there are any; the last ends in
// an ellipsis if words were left out.
std::vector<std::string> wrapped(std::string_view text, int width, int size, bool bold, size_t lines_max);
std::string cut(std::string_view text, int width, int size, bool bold = false);

// Whether any letter of it is written from right to left.
bool has_right_to_left(std::string_view text);
// With marks around it that keep it in its place among others, where it has letters from right to left.
std::string isolated(std::string_view text);

}  // namespace clew::chart
