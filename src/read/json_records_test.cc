#include "read/json_records.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "read/testing.h"

namespace clew::read {
namespace {

// "LINE+OFFSET JSON" for each record, then the issues.
std::string records_of(std::string_view text, std::string encoding = {}) {
  RecordingSink sink;
  ReadOptions options;
  options.encoding = std::move(encoding);
  PiecewiseStream stream(text, 3);
  JsonRecords records(stream, sink, options);
  simdjson::dom::element value;
  model::Record record;
  std::string shown;
  while (*records.next(value, record)) {
    shown += fmt::format("{}+{} {}; ", record.line, record.offset, simdjson::minify(value));
  }
  for (const model::Issue& issue : sink.issues)
    shown += fmt::format("{} {}; ", issue.record.line, issue.kind);
  return shown;
}

TEST_CASE("JsonRecords parses items and repairs what it can, saying so") {
  struct {
    const char* text;
    const char* records;
  } cases[] = {
      {"{\"a\": 1}\n[1,2]\n", "1+0 {\"a\":1}; 2+9 [1,2]; "},
      {"{\"a\":1} {\"b\":2}{\"c\":}\n{\"d\":4}",
       "1+0 {\"a\":1}; 1+8 {\"b\":2}; 2+22 {\"d\":4}; 1 malformed-json; "},
      {"{\"a\":1}\n{\"b\":2} {\"c\":3}\n", "1+0 {\"a\":1}; 2+8 {\"b\":2}; 2+16 {\"c\":3}; "},
      {"{\"a\":\"\xE9\"}", "1+0 {\"a\":\"é\"}; 1 not-utf8; "},
      {"{\"a\":\"\\udc00 \\\\ud800 \\ud83d\\ude00 \\ud800\"}",
       "1+0 {\"a\":\"\uFFFD \\\\ud800 😀 \uFFFD\"}; 1 bad-character; "},
      {"{\"a\":\"\\u0000 \\\\u0000 \xE9\", \"b\":1234567890123456789012}",
       "1+0 {\"a\":\"\uFFFD \\\\u0000 é\",\"b\":\"1234567890123456789012\"}; 1 not-utf8; 1 bad-character; 1 "
       "long-number; "},
      {"{\"a\":\"\\\\u0000\"}", "1+0 {\"a\":\"\\\\u0000\"}; "},
      {"{\"a\":12345678901234567890123,\"b\":\"1234567890123456789012\\\"3\",\"c\":1}",
       "1+0 {\"a\":\"12345678901234567890123\",\"b\":\"1234567890123456789012\\\"3\",\"c\":1}; 1 "
       "long-number; "},
      {"{\"a\":-}", "1 malformed-json; "},
      {"{\"a\":\"\t\"}", "1 malformed-json; "},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(records_of(c.text) == c.records);
  }
  CHECK(records_of("{\"a\":\"\xC8\"}", "windows-1251") == "1+0 {\"a\":\"И\"}; 1 not-utf8; ");
}

TEST_CASE("has_json_key finds keys, not values") {
  CHECK(has_json_key(" {\"a\" : 1", "a"));
  CHECK(has_json_key("[{\"b\":\"a\",\"a\":1", "a"));
  CHECK_FALSE(has_json_key("{\"b\":\"a\"}", "a"));
  CHECK_FALSE(has_json_key("a,\"a\":1", "a"));
  CHECK_FALSE(has_json_key("", "a"));
}

}  // namespace
}  // namespace clew::read
