#include "base/visible.h"

#include <doctest/doctest.h>

namespace clew::base {
namespace {

TEST_CASE("text from outside stays on its line and paints nothing; letters of every script stay") {
  CHECK(visible("Selm \u2014 \u0645\u064a\u0646\u0627\u0621 \u6e2f") ==
        "Selm \u2014 \u0645\u064a\u0646\u0627\u0621 \u6e2f");
  CHECK(visible("a\nb\rc\td") == "a\\u000ab\\u000dc\\u0009d");
  CHECK(visible("\x1b]0;x\x07\x1b[2J\x7f") == "\\u001b]0;x\\u0007\\u001b[2J\\u007f");
  CHECK(visible("\u009b2J\u0085\u2028") == "\\u009b2J\\u0085\\u2028");
  CHECK(visible("\u202eabc\u2066\u200f\u061c") == "\\u202eabc\\u2066");
  CHECK(visible_lines("a\x1b\n\nb\n") == "a\\u001b\n\nb\n");
}

TEST_CASE("a long sentence is broken between words, under its beginning; a long word stands whole") {
  CHECK(wrapped("WRONG  ", "the seal is off", 18) == "WRONG  the seal is\n       off\n");
  CHECK(wrapped("é ", "a\nb 0123456789 c", 8) == "é a\\u000ab\n  0123456789\n  c\n");
  CHECK(wrapped("x", "", 8) == "x\n");
}

TEST_CASE("bytes that are no UTF-8 become U+FFFD, one each") {
  CHECK(visible("a\xff\xc3") == "a\ufffd\ufffd");
  CHECK(visible("\xc0\x8a\xe0\x80\x8a") == "\ufffd\ufffd\ufffd\ufffd\ufffd");
  CHECK(visible("\xed\xa0\x80\x9b") == "\ufffd\ufffd\ufffd\ufffd");
}

TEST_CASE("quoted text cannot close its quotation marks") {
  CHECK(quoted("a\" b\n") == "\"a\\\" b\\u000a\"");
}

}  // namespace
}  // namespace clew::base
