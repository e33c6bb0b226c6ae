#include "chart/text.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/markup.h"

namespace clew::chart {

TEST_CASE("names lose what could paint elsewhere, and keep their letters") {
  CHECK(cleaned("a\u202Eb") == "ab");
  CHECK(cleaned(" two\t\n words ") == "two words");
  CHECK(cleaned("bad\xFF"
                "byte") == "bad\uFFFDbyte");
  CHECK(cleaned("\u200Fשלום\u2069") == "שלום");
  CHECK(cleaned("e\u0301\u0302\u0303\u0304\u0305") == "e\u0301\u0302\u0303");
  CHECK(cleaned("深圳") == "深圳");
  CHECK(cleaned("") == "");
}

TEST_CASE("widths are those of a wide font, letters of East Asia twice as wide, marks nothing") {
  CHECK(width_of("iii") == 3 * 278);
  CHECK(width_of("W", true) == 1103);
  CHECK(width_of("深") == 1000);
  CHECK(width_of("e\u0301") == width_of("e"));
  CHECK(pixels("深圳", 12) == 24);
}

TEST_CASE("text is broken at spaces, words too long within, and what is left out is shown by an ellipsis") {
  CHECK(wrapped("one two", 1000, 12, false, 3) == std::vector<std::string>{"one two"});
  CHECK(wrapped("one two", 30, 12, false, 3) == std::vector<std::string>{"one", "two"});
  const auto cut_short = wrapped("WWWWWWWWWWWWWWWWWWWWWWWW", 60, 12, true, 2);
  REQUIRE(cut_short.size() == 2);
  CHECK(cut_short[0] == "WWWW");
  CHECK(cut_short[1].ends_with("…"));
}

TEST_CASE("names from right to left are kept in their place among others") {
  CHECK(isolated("abc") == "abc");
  CHECK(isolated("שלום") == "\u2068שלום\u2069");
}

TEST_CASE("whatever bytes a name has, what is drawn is UTF-8 that fits its lines") {
  rc::check("cleaned and wrapped", [](const std::string& bytes) {
    const std::string clean = cleaned(bytes);
    RC_ASSERT(cleaned(clean) == clean);
    for (const unsigned char c : clean) RC_ASSERT(c >= 0x20);
    for (const std::string& line : wrapped(clean, 80, 12, false, 3)) RC_ASSERT(pixels(line, 12) <= 80);
    RC_ASSERT(base::escaped(clean).find('<') == std::string::npos);
  });
}

}  // namespace clew::chart
