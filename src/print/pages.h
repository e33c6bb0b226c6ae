// Paragraphs on A4 pages, one below the other, as many pages as they need.
//
//   Heading                    <- keep_together: never alone at the end of a page
//     1.  First paragraph      <- draw_beside "1.", draw with a larger indent
//         that may go on
//   ~~~~~~~~~~~~~~~~~~~~~~
//         on the next page
//   footer
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "print/pdf.h"

namespace clew::print {

struct Style {
  double size = 9, indent = 0;
  bool bold = false;
};

class Pages {
 public:
  using Footer = std::function<std::string(int page)>;

  Pages(std::string_view title, std::string_view day, Footer footer, double footer_size)
      : pdf_(title, day, kA4Short, kA4Long), footer_(std::move(footer)), footer_size_(footer_size) {}

  void skip(double height) { y_ += height; }
  // Goes on to the next page unless this one has so much left.
  void keep_together(double height);
  void draw(std::string_view text, const Style& style);
  // What is drawn next stands beside it: a number, a bullet.
  void draw_beside(std::string_view text, const Style& style);

  MadeWith made_with() const { return pdf_.made_with(); }
  base::Result<std::string> finish();

 private:
  void end_page();

  static constexpr double kMargin = 56, kFoot = 30;

  Pdf pdf_;
  Footer footer_;
  double footer_size_;
  double y_ = kMargin;
  int page_ = 1;
};

}  // namespace clew::print
