#include "read/json_items.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

#include "read/testing.h"

namespace clew::read {
namespace {

// "LINE:OFFSET:TEXT;" for each item, with ! before what is damaged.
std::string items_of(const std::string& text, size_t piece = std::string::npos,
                     size_t bound = kItemBytesMax) {
  PiecewiseStream stream(text, piece);
  JsonItems items(stream, 7, bound);
  std::string shown;
  JsonItem item;
  while (true) {
    const auto found = items.next(item);
    REQUIRE(found.has_value());
    if (!*found) return shown;
    REQUIRE(item.record.part == 7);
    if (!item.damaged) REQUIRE(text.substr(item.record.offset, item.record.length) == item.text);
    shown += (item.damaged ? "!" : "") + std::to_string(item.record.line) + ":" +
             std::to_string(item.record.offset) + ":" + std::string(item.text) + ";";
  }
}

TEST_CASE("JsonItems finds the items of lines, arrays and single objects") {
  struct {
    const char* text;
    const char* items;
  } cases[] = {
      {"", ""},
      {"\n \r\n\t", ""},
      {R"({"a":1})", R"(1:0:{"a":1};)"},
      {"{\"a\":1}\n{\"b\":2}\n", R"(1:0:{"a":1};2:8:{"b":2};)"},
      {"{\"a\":1}\r\n\r\n{\"b\":2}\r\n", R"(1:0:{"a":1};3:11:{"b":2};)"},
      {"{\"a\":1} {\"b\":2}", R"(1:0:{"a":1};1:8:{"b":2};)"},
      {"[{\"a\":[1,2]},{\"b\":{}}]", R"(1:1:{"a":[1,2]};1:13:{"b":{}};)"},
      {"[\n{\"a\":1},\n{\"b\":2}\n]\n", R"(2:2:{"a":1};3:11:{"b":2};)"},
      {"[]", ""},
      {"[] [{}]", "1:4:{};"},
      {"[[1,2],[3]]", "1:1:[1,2];1:7:[3];"},
      {"[{\"a\":1}, 2, \"x]\", null]", R"(1:1:{"a":1};1:10:2;1:13:"x]";1:19:null;)"},
      {"[\"a\", 1]\n[\"b\", 2]\n", R"(1:0:["a", 1];2:9:["b", 2];)"},
      {R"({"a":"}]\"{","b":"\\"})", R"(1:0:{"a":"}]\"{","b":"\\"};)"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    for (const size_t piece : {1, 2, 3, 5, 1000}) CHECK(items_of(c.text, piece) == c.items);
  }
}

TEST_CASE("JsonItems reads objects that are spread over lines") {
  CHECK(items_of("[\n  {\n    \"a\": 1\n  },\n  {\n    \"b\": {\n    }\n  }\n]\n") ==
        "2:4:{\n    \"a\": 1\n  };5:24:{\n    \"b\": {\n    }\n  };");
  CHECK(items_of("{\n\"a\":\n{\n\"b\": 1}}\n{\"c\": 1}\n{\n  \"d\": 1\n}\n") ==
        "1:0:{\n\"a\":\n{\n\"b\": 1}};5:18:{\"c\": 1};6:27:{\n  \"d\": 1\n};");
}

TEST_CASE("JsonItems goes on after a malformed stretch at the next line that begins an item") {
  struct {
    const char* text;
    const char* items;
  } cases[] = {
      {"{\"a\":1}\n{\"b\":\n{\"c\":3}\n", R"(1:0:{"a":1};!2:8:{"b":;3:14:{"c":3};)"},
      {"{\"a\":\n{\"b\":2}\n{\"c\":3}\n", R"(!1:0:{"a":;2:6:{"b":2};3:14:{"c":3};)"},
      {"{\"a\":1}\n{\"b\":\"x\n{\"c\":3}\n", R"(1:0:{"a":1};!2:8:{"b":"x;3:16:{"c":3};)"},
      {"{\"a\":1}\nhello\nworld\n{\"c\":3}\n", R"(1:0:{"a":1};!2:8:hello;4:20:{"c":3};)"},
      {"hello\n{\"c\":3}", R"(!1:0:hello;2:6:{"c":3};)"},
      {"[\n {\"a\":1},\n {\"b\":[\n },\n {\"c\":3}\n]", R"(2:3:{"a":1};!3:13:{"b":[;5:25:{"c":3};)"},
      {"[{\"a\":1},", R"(1:1:{"a":1};!1:9:;)"},
      {"[{\"a\":1},{\"b\"", R"(1:1:{"a":1};!1:9:{"b";)"},
      {"{\"a\":1", R"(!1:0:{"a":1;)"},
      {"{\"a\":1}}\n{\"b\":2}\n", R"(1:0:{"a":1};!1:7:};2:9:{"b":2};)"},
      {"]\n{\"b\":2}\n", R"(!1:0:];2:2:{"b":2};)"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    for (const size_t piece : {1, 2, 3, 5, 1000}) CHECK(items_of(c.text, piece) == c.items);
  }
}

TEST_CASE("JsonItems skips what is beyond the bound and goes on") {
  const std::string long_item = "{\"a\":\"" + std::string(1000, 'x') + "\"}";
  const std::string rest = "{\"b\":2}";
  const std::string shown = "1:0:" + long_item.substr(0, 200) + ";";
  for (const size_t piece : {7, 100, 100'000}) {
    CHECK(items_of(long_item + "\n" + rest, piece, 100) == "!" + shown + "2:1009:" + rest + ";");
    CHECK(items_of("[" + long_item + "," + rest + "]", piece, 100).ends_with("1:1010:" + rest + ";"));
    CHECK(items_of(rest + "\n" + long_item + "\n" + rest, piece, 100).ends_with(";3:1017:" + rest + ";"));
  }
}

TEST_CASE("JsonItems keeps every line of JSON lines, however the stream is cut") {
  rc::check([](const std::vector<std::string>& words, unsigned piece) {
    std::string text, expected;
    uint32_t line = 0;
    for (const std::string& word : words) {
      std::string item = "{\"w\":\"";
      for (const char c : word) {
        if (static_cast<unsigned char>(c) < 32) continue;
        if (c == '"' || c == '\\') item += '\\';
        item += c;
      }
      item += "\"}";
      expected += std::to_string(++line) + ":" + std::to_string(text.size()) + ":" + item + ";";
      text += item + "\n";
    }
    RC_ASSERT(items_of(text, piece % 64 + 1) == expected);
  });
}

TEST_CASE("JsonItems takes time in proportion to its input, even when nothing closes") {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "{\"a\":[\n";
  PiecewiseStream stream(text, text.size());
  JsonItems items(stream, 0, 1 << 20);
  JsonItem item;
  int damaged = 0;
  while (*items.next(item)) damaged += item.damaged;
  CHECK(damaged == 200'000);
}

}  // namespace
}  // namespace clew::read
