#include "read/text.h"

#include <doctest/doctest.h>

namespace clew::read {
namespace {

TEST_CASE("is_clean_utf8 wants UTF-8 without NUL") {
  CHECK(is_clean_utf8(""));
  CHECK(is_clean_utf8("abc"));
  CHECK(is_clean_utf8("Путин 習近平 \xF0\x9F\x98\x80"));
  CHECK_FALSE(is_clean_utf8(std::string_view("a\0b", 3)));
  CHECK_FALSE(is_clean_utf8("\xCF\xF3\xF2\xE8\xED"));
  CHECK_FALSE(is_clean_utf8("\xC0\x80"));
  CHECK_FALSE(is_clean_utf8("\xED\xA0\x80"));
  CHECK_FALSE(is_clean_utf8("abc\xE2\x82"));
}

TEST_CASE("to_utf8 reads the encodings that registers use") {
  CHECK(to_utf8("\xC8\xE2\xE0\xED", "windows-1251").value() == "Иван");
  CHECK(to_utf8("\xE9t\xE9 \x80", "windows-1252").value() == "été €");
  CHECK(to_utf8("\xF0\xD2\xC9", "koi8-r").value() == "При");
  CHECK(to_utf8("a\xFF", "UTF-8").value() == "a\uFFFD");
  CHECK(to_utf8(std::string_view("a\0b", 3), "windows-1252").value() == "a\uFFFDb");
  CHECK(to_utf8("", "windows-1251").value() == "");
  const auto unknown = to_utf8("a", "windows-9999");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().kind == base::ErrorKind::usage);
}

TEST_CASE("clean_utf8 leaves clean text alone and reads the rest in the encoding named") {
  std::string owned;
  const std::string_view clean = "Иван";
  CHECK(clean_utf8(clean, "windows-1251", owned).data() == clean.data());
  CHECK(clean_utf8("\xC8\xE2\xE0\xED", "windows-1251", owned) == "Иван");
  CHECK(clean_utf8("caf\xE9", "", owned) == "café");
  CHECK(clean_utf8("caf\xE9", "windows-9999", owned) == "café");
  CHECK(clean_utf8(std::string_view("И\0в", 5), "windows-1251", owned) == "И\uFFFDв");
}

TEST_CASE("shortened cuts between characters") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("abcd", 3) == "abc");
  CHECK(shortened("aИв", 2) == "a");
  CHECK(shortened("aИв", 3) == "aИ");
  CHECK(shortened("И", 1) == "");
}

TEST_CASE("trim and equal_ignoring_case know ASCII only") {
  CHECK(trim(" \t a b\r\n") == "a b");
  CHECK(trim(" ") == "");
  CHECK(equal_ignoring_case("NaMe", "name"));
  CHECK_FALSE(equal_ignoring_case("name", "names"));
  CHECK_FALSE(equal_ignoring_case("Ж", "ж"));
}

}  // namespace
}  // namespace clew::read
