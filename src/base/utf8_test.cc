#include "base/utf8.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/markup.h"

namespace clew::base {

TEST_CASE("each byte that belongs to no character becomes one U+FFFD") {
  const struct {
    std::string_view text, valid;
  } rows[] = {{"Łódź 漢字 🏛", "Łódź 漢字 🏛"},
              {"\uFFFD", "\uFFFD"},
              {"a\xFFz", "a\uFFFDz"},
              {"\xC3", "\uFFFD"},
              {"\xE6\xBC", "\uFFFD\uFFFD"},
              {"\xC0\x80", "\uFFFD\uFFFD"},                       // NUL, written too long.
              {"\xE0\x9F\xBF", "\uFFFD\uFFFD\uFFFD"},             // U+7FF, written too long.
              {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},             // A surrogate.
              {"\xF0\x8F\xBF\xBF", "\uFFFD\uFFFD\uFFFD\uFFFD"},   // U+FFFF, written too long.
              {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"}};  // Past U+10FFFF.
  for (const auto& row : rows) {
    CAPTURE(row.valid);
    CHECK(valid_utf8(row.text) == row.valid);
    CHECK(is_utf8(row.text) == (row.text == row.valid));
  }
}

TEST_CASE("any bytes become UTF-8, and UTF-8 stays as it is") {
  CHECK(rc::check([](const std::string& bytes) {
    const std::string valid = valid_utf8(bytes);
    RC_ASSERT(is_utf8(valid));
    RC_ASSERT(valid_utf8(valid) == valid);
    RC_ASSERT(is_utf8(bytes) == (bytes == valid));
  }));
}

TEST_CASE("every code point is read back as it was written, unless it is a surrogate") {
  size_t wrong = 0;
  for (char32_t code = 0; code < 0x110000; ++code) {
    std::string text;
    append_utf8(text, code);
    const Character character = first_character(text);
    const bool is_surrogate = code >= 0xD800 && code < 0xE000;
    const bool is_same = character.code == code && character.size == text.size();
    wrong += is_surrogate ? !character.is_broken() : !is_same || character.is_broken();
  }
  CHECK(wrong == 0);
}

TEST_CASE("markup in words is text, and what is to be kept stays") {
  CHECK(escaped("<script>\"&'") == "&lt;script&gt;&quot;&amp;&#39;");
  CHECK(escaped("it's <b>", "'") == "it's &lt;b&gt;");
}

}  // namespace clew::base
