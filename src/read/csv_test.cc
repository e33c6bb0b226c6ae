#include "read/csv.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <chrono>
#include <cstring>

#include "read/testing.h"

namespace clew::read {
namespace {

// All rows, cells joined by |, rows by line ends; a damaged row begins with !.
std::string rows_of(std::string_view bytes, CsvOptions options = {}, size_t piece = 1 << 20) {
  PiecewiseStream stream(bytes, piece);
  CsvReader reader(stream, 0, options);
  CsvRow row;
  std::string out;
  while (true) {
    const auto more = reader.next(row);
    REQUIRE(more);
    if (!*more) return out;
    if (!out.empty()) out += '\n';
    if (row.damaged) out += '!';
    for (size_t i = 0; i < row.cells.size(); ++i) (out += i == 0 ? "" : "|") += row.cells[i];
  }
}

TEST_CASE("CsvReader reads rows and cells as RFC 4180 and real files write them") {
  struct {
    std::string text;
    const char* rows;
  } cases[] = {
      {"", ""},
      {"\n\r\n\n", ""},
      {"a", "a"},
      {"a,b,c\n1,2,3\n", "a|b|c\n1|2|3"},
      {"a,b\r\n1,2\r\n", "a|b\n1|2"},
      {"a,b\r\n1,2\r", "a|b\n1|2"},
      {",\n", "|"},
      {",,", "||"},
      {"\"\",\"\"\n", "|"},
      {"\"a,b\",c", "a,b|c"},
      {"\"a\nb\",c\r\nd", "a\nb|c\nd"},
      {"\"a\r\nb\"\r\nd", "a\r\nb\nd"},
      {"\"say \"\"yes\"\"\",x", "say \"yes\"|x"},
      {"\"\"\"\"", "\""},
      {"\"\"\"\",\"\"\"a\"\"\"\n", "\"|\"a\""},
      {"a\"b\"c,d", "a\"b\"c|d"},
      {" \"a,b\"", " \"a|b\""},
      {"\"a\"b,c", "ab|c"},
      {"\"a\" ,c", "a |c"},
      {"\"a\"b\"c\",d", "ab\"c\"|d"},
      {"-0- ,\"x\",-0- \n", "-0- |x|-0- "},
      {"a;b\n", "a;b"},
      {"0123456789abcdef0123456789abcdef,x\n0123456789abcde,f\n",
       "0123456789abcdef0123456789abcdef|x\n0123456789abcde|f"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(rows_of(c.text) == c.rows);
    CHECK(rows_of(c.text, {}, 1) == c.rows);
  }
}

TEST_CASE("CsvReader ends a row with a quote that never closes at its first line end") {
  CHECK(rows_of("a,\"b\nc,d\ne,f") == "!a|\"b\nc|d\ne|f");
  CHECK(rows_of("\"") == "!\"");
  CHECK(rows_of("\"a\"\"") == "!\"a\"\"");
  CHECK(rows_of("a\n\"b\nc\n") == "a\n!\"b\nc");
}

TEST_CASE("CsvReader lets NUL bytes and broken UTF-8 through, which are the text's concern") {
  const std::string_view text("a\0b,\xCF\xF3\xF2\xE8\xED\n\xFF,x\n", 14);
  CHECK(rows_of(text) == std::string("a\0b|\xCF\xF3\xF2\xE8\xED\n\xFF|x", 13));
}

TEST_CASE("CsvReader splits at the separator it is given") {
  CHECK(rows_of("a;b,c;\"d;e\"\n", {.separator = ';'}) == "a|b,c|d;e");
  CHECK(rows_of("a\tb\n", {.separator = '\t'}) == "a|b");
}

TEST_CASE("CsvReader keeps its place: line, offset and length of each row") {
  const auto stream = memory_stream("a,b\r\n\n\"x\ny\",2\nlast,\"\"");
  CsvReader reader(*stream, 7);
  CsvRow row;
  const model::Record places[] = {{7, 1, 0, 3}, {7, 3, 6, 7}, {7, 5, 14, 7}};
  for (const auto& place : places) {
    REQUIRE(reader.next(row).value());
    CHECK(row.record == place);
  }
  CHECK_FALSE(reader.next(row).value());
  CHECK_FALSE(reader.next(row).value());
}

TEST_CASE("CsvReader reads 300 columns, and rows larger than its window") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += (i == 0 ? "" : ",") + std::to_string(i);
  text += "\n\"" + std::string(3 << 20, 'x') + "\",y\nz\n";
  const auto stream = memory_stream(text);
  CsvReader reader(*stream, 0);
  CsvRow row;
  REQUIRE(reader.next(row).value());
  CHECK(row.cells.size() == 300);
  CHECK(row.cells[299] == "299");
  REQUIRE(reader.next(row).value());
  CHECK(row.cells[0].size() == 3 << 20);
  CHECK(row.cells[1] == "y");
  REQUIRE(reader.next(row).value());
  CHECK(row.cells[0] == "z");
}

// Text of any size made while it is read.
class Repeating : public Stream {
 public:
  Repeating(std::string unit, uint64_t size, std::string tail)
      : unit_(std::move(unit)), left_(size), tail_(std::move(tail)) {}
  base::Result<size_t> read(char* to, size_t size) override {
    size_t filled = 0;
    for (; filled < size && left_ > 0; --left_, ++at_) to[filled++] = unit_[at_ % unit_.size()];
    const size_t got = tail_.copy(to + filled, size - filled);
    tail_.erase(0, got);
    return filled + got;
  }

 private:
  std::string unit_;
  uint64_t left_;
  std::string tail_;
  uint64_t at_ = 0;
};

TEST_CASE("CsvReader passes over a line of 100 MB in bounded memory and reads what follows") {
  Repeating stream("abcdefg,", 100 << 20, "\nnext,row\n");
  CsvReader reader(stream, 0, {.row_bytes_max = 1 << 20});
  CsvRow row;
  REQUIRE(reader.next(row).value());
  CHECK(row.damaged);
  CHECK(row.cells.size() == 513);
  CHECK(row.record == model::Record{0, 1, 0, 100 << 20});
  REQUIRE(reader.next(row).value());
  CHECK_FALSE(row.damaged);
  CHECK(row.cells[1] == "row");
  CHECK(row.record == model::Record{0, 2, (100 << 20) + 1, 8});
}

TEST_CASE("CsvReader reads on after a quote that stays open past the bound") {
  const std::string text = "\"open,1\n" + std::string(100000, 'x') + "\nlast,2\n";
  const auto stream = memory_stream(text);
  CsvReader reader(*stream, 0, {.row_bytes_max = 8192});
  CsvRow row;
  REQUIRE(reader.next(row).value());
  CHECK(row.damaged);
  CHECK(row.cells[0] == "\"open");
  REQUIRE(reader.next(row).value());
  CHECK(row.damaged);
  CHECK(row.record.length == 100000);
  REQUIRE(reader.next(row).value());
  CHECK_FALSE(row.damaged);
  CHECK(row.cells[0] == "last");
  CHECK(row.record.line == 3);
}

TEST_CASE("CsvReader gives the whole rows before an error of its stream, then the error") {
  PiecewiseStream stream("a,b\nc,d\nhalf", 5, true);
  CsvReader reader(stream, 0);
  CsvRow row;
  REQUIRE(reader.next(row).value());
  REQUIRE(reader.next(row).value());
  CHECK(row.cells[1] == "d");
  CHECK_FALSE(reader.next(row));
}

TEST_CASE("CsvReader gives back whatever was written with every cell quoted, however the stream is cut") {
  rc::check([](const std::vector<std::vector<std::string>>& table) {
    std::string text, expected;
    for (const auto& cells : table) {
      if (cells.empty()) continue;
      if (!expected.empty()) expected += '\n';
      for (size_t i = 0; i < cells.size(); ++i) {
        text += i == 0 ? "\"" : ",\"";
        expected += i == 0 ? "" : "|";
        for (const char c : cells[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
        text += '"';
        expected += cells[i];
      }
      text += '\n';
    }
    RC_ASSERT(rows_of(text) == expected);
    RC_ASSERT(rows_of(text, {}, 3) == expected);
  });
}

TEST_CASE("CsvHeader finds columns without regard to case, blanks and a byte-order mark") {
  const std::vector<std::string_view> cells = {"\xEF\xBB\xBFID", " Name ", "country", "NAME"};
  const CsvHeader header(cells);
  CHECK(header.find("id") == 0);
  CHECK(header.find("name") == 1);
  CHECK(header.find("Country") == 2);
  CHECK(header.find("city") == -1);
  CHECK(header.duplicates() == std::vector<std::string>{"NAME"});
}

}  // namespace
}  // namespace clew::read
