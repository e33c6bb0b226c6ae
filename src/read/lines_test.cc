#include "read/lines.h"

#include <doctest/doctest.h>

#include "read/testing.h"

namespace clew::read {
namespace {

std::string lines_of(std::string_view bytes, size_t piece) {
  PiecewiseStream stream(bytes, piece);
  LineReader reader(stream, 0);
  Line line;
  std::string out;
  while (reader.next(line).value()) ((out += '[') += line.text) += ']';
  return out;
}

TEST_CASE("LineReader splits at \\n and \\r\\n and gives a last line without an end") {
  struct {
    std::string text;
    const char* lines;
  } cases[] = {
      {"", ""},         {"a", "[a]"},         {"a\n", "[a]"},       {"a\r\nb", "[a][b]"},
      {"\n\n", "[][]"}, {"a\rb\n", "[a\rb]"}, {"a\r\r\n", "[a\r]"}, {"\r\n", "[]"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(lines_of(c.text, 1000) == c.lines);
    CHECK(lines_of(c.text, 1) == c.lines);
  }
}

TEST_CASE("LineReader keeps its place and lets 64 bytes be read behind a line") {
  const auto stream = memory_stream("ab\r\n\ncd");
  LineReader reader(*stream, 3);
  Line line;
  const model::Record places[] = {{3, 1, 0, 2}, {3, 2, 4, 0}, {3, 3, 5, 2}};
  for (const auto& place : places) {
    REQUIRE(reader.next(line).value());
    CHECK(line.record == place);
    unsigned sum = 0;
    for (size_t i = 0; i < 64; ++i) sum += static_cast<unsigned char>(line.text.data()[line.text.size() + i]);
    CHECK(sum < 64 * 256);
  }
  CHECK_FALSE(reader.next(line).value());
}

TEST_CASE("LineReader reads over a line past the bound and says so") {
  const std::string text = "one\n" + std::string(3'000'000, 'x') + "\ntwo\n" + std::string(900'000, 'y');
  const auto stream = memory_stream(text);
  LineReader reader(*stream, 0, 100'000);
  Line line;
  REQUIRE(reader.next(line).value());
  CHECK(line.text == "one");
  REQUIRE(reader.next(line).value());
  CHECK(line.too_long);
  CHECK(line.text == std::string(4096, 'x'));
  CHECK(line.record == model::Record{0, 2, 4, 3'000'000});
  REQUIRE(reader.next(line).value());
  CHECK(line.text == "two");
  CHECK_FALSE(line.too_long);
  CHECK(line.record == model::Record{0, 3, 3'000'005, 3});
  REQUIRE(reader.next(line).value());
  CHECK(line.too_long);
  CHECK(line.record == model::Record{0, 4, 3'000'009, 900'000});
  CHECK_FALSE(reader.next(line).value());
}

TEST_CASE("LineReader gives the whole lines before an error of its stream, then the error") {
  PiecewiseStream stream("a\nb\nhalf", 3, true);
  LineReader reader(stream, 0);
  Line line;
  REQUIRE(reader.next(line).value());
  REQUIRE(reader.next(line).value());
  CHECK_FALSE(reader.next(line));
  CHECK_FALSE(reader.next(line));
}

}  // namespace
}  // namespace clew::read
