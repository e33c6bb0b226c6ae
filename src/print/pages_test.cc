#include "print/pages.h"

#include <doctest/doctest.h>

#include <vector>

namespace clew::print {
namespace {

// What a run of draws leaves: the file, its fonts, and the pages whose footers were asked for.
struct Printed {
  std::string bytes;
  MadeWith made;
  std::vector<int> pages;
};

template <class Draw>
Printed printed(const Draw& draw) {
  Printed result;
  const auto footer = [&](int page) {
    result.pages.push_back(page);
    return std::to_string(page);
  };
  Pages pages("A title with \xFF in it", "2026-11-24", footer, 7);
  draw(pages);
  result.made = pages.made_with();
  auto bytes = pages.finish();
  REQUIRE(bytes);
  result.bytes = std::move(*bytes);
  return result;
}

TEST_CASE(
    "a paragraph longer than a page goes on, each page has its footer, and the bytes are the same again") {
  std::string long_text;
  for (int i = 0; i < 3000; ++i) long_text += "some words ";
  const auto draw = [&](Pages& pages) { pages.draw(long_text, {9, 200}); };
  const Printed first = printed(draw);
  REQUIRE(first.pages.size() > 2);
  for (size_t i = 0; i < first.pages.size(); ++i) CHECK(first.pages[i] == static_cast<int>(i) + 1);
  CHECK(first.bytes.starts_with("%PDF-"));
  CHECK(first.bytes == printed(draw).bytes);
}

TEST_CASE("what stands beside takes no room, and what is to stay together goes to the next page") {
  CHECK(printed([](Pages& pages) {
          for (int i = 0; i < 500; ++i) pages.draw_beside("1.", {});
        }).pages.size() == 1);
  CHECK(printed([](Pages& pages) {
          pages.skip(700);
          pages.keep_together(20);
          pages.draw("fits", {});
        }).pages.size() == 1);
  CHECK(printed([](Pages& pages) {
          pages.skip(700);
          pages.keep_together(40);
          pages.draw("does not fit", {});
        }).pages.size() == 2);
}

TEST_CASE("the fonts drawn with are named once each, and broken bytes are drawn all the same") {
  const Printed page = printed([](Pages& pages) {
    pages.draw("plain \xC3 and \xED\xA0\x80", {});
    pages.draw("bold", {12, 0, true});
    pages.draw("bold again, larger", {16, 0, true});
  });
  CHECK(page.made.fonts.size() >= 2);
  CHECK_FALSE(page.made.cairo.empty());
  CHECK_FALSE(page.made.pango.empty());
}

}  // namespace
}  // namespace clew::print
