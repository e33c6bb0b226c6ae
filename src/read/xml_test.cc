#include "read/xml.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "read/testing.h"
#include "read/text.h"

namespace clew::read {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

std::string show(const XmlNode& node) {
  std::string text(node.name);
  for (const auto& [name, value] : node.attributes) text += fmt::format(" {}=\"{}\"", name, value);
  if (!node.text.empty()) text += fmt::format(" '{}'", node.text);
  for (const XmlNode& child : node.children) text += " (" + show(child) + ")";
  return text;
}

struct Outcome {
  std::string text;  // Root and records; "LINE: what", with ~ before what was repaired.
  std::string error;
};

void check_bytes(std::string_view bytes, const XmlNode& node) {
  const std::string_view cut = bytes.substr(node.offset, node.length);
  CAPTURE(cut);
  REQUIRE(cut.starts_with("<"));
  REQUIRE(cut.substr(0, cut.find_first_of(" />\n")).ends_with(node.name));
  REQUIRE(cut.ends_with(">"));
  for (const XmlNode& child : node.children) check_bytes(bytes, child);
}

Outcome read_all(std::string_view bytes, std::vector<std::string_view> names, size_t piece = 1 << 20,
                 bool ascii_tags = true, XmlLimits limits = {}) {
  PiecewiseStream stream(bytes, piece);
  Outcome outcome;
  XmlHandlers handlers;
  handlers.on_root = [&](const XmlNode& root) { outcome.text += "root " + show(root) + "\n"; };
  handlers.on_record = [&](const XmlNode& record) {
    if (ascii_tags) check_bytes(bytes, record);
    outcome.text += fmt::format("{}{}: {}\n", record.repaired ? "~" : "", record.line, show(record));
  };
  handlers.on_damage = [&](const XmlNode& stretch, std::string_view what) {
    outcome.text += fmt::format("damage {} <{}> {}: {}\n", stretch.line, stretch.name,
                                bytes.substr(stretch.offset, std::min<size_t>(stretch.length, 9)), what);
  };
  const auto result = read_xml(stream, names, handlers, limits);
  if (!result) outcome.error = result.error().message;
  return outcome;
}

constexpr std::string_view kSmall =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<x:list xmlns:x=\"urn:x\" date=\"2026\">\n"
    "  <!-- <person>no</person> -->\n"
    "  <person id=\"1&amp;2 &lt;\">\n <name>J&amp;K &#233;</name>\r\n <b/> tail "
    "<![CDATA[<person>]]></person>\n"
    "  <between>text</between>\n"
    "  <x:person\n   id='>'><pet/></x:person>\n"
    "</x:list>\n";

TEST_CASE("read_xml hands over records whole, with root, line and place, however the stream is cut") {
  for (const size_t piece : {1u, 2u, 7u, 1000u}) {
    CAPTURE(piece);
    PiecewiseStream stream(kSmall, piece);
    std::string text;
    XmlHandlers handlers;
    handlers.on_root = [&](const XmlNode& root) { text += show(root) + "\n"; };
    handlers.on_record = [&](const XmlNode& record) {
      text += fmt::format("{}: {} = {}\n", record.line, show(record),
                          kSmall.substr(record.offset, record.length).substr(0, 12));
      CHECK(kSmall[record.offset + record.length - 1] == '>');
    };
    const auto result = read_xml(stream, {"person"}, handlers);
    CHECK(result.has_value());
    CHECK(text ==
          "list date=\"2026\"\n"
          "4: person id=\"1&2 <\" 'tail <person>' (name 'J&K \xC3\xA9') (b) = <person id=\"\n"
          "8: person id=\">\" (pet) = <x:person\n  \n");
  }
}

TEST_CASE("read_xml refuses what could make a small file huge or fetch another") {
  struct {
    const char* xml;
    const char* error;
  } cases[] = {
      {"<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>", "line 1: a DOCTYPE is not accepted"},
      {"\n<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "line 2: a DOCTYPE is not accepted"},
      {"<a>&b;</a>", "line 1: the XML is damaged: Entity 'b' not defined"},
      {"<r>\n<a></b></r>", "line 2: the XML is damaged: Opening and ending tag mismatch"},
      {"<r>\n<a>x</a>\n<a>", "line 3: the XML is damaged: "},
      {"", "line 1: there is no XML element in it"},
      {"plain text", "line 1: there is no XML element in it"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.xml);
    for (const size_t piece : {1, 1000})
      CHECK(read_all(c.xml, {"a"}, piece).error.substr(0, std::strlen(c.error)) == c.error);
  }
}

TEST_CASE("read_xml loses only the record that is damaged") {
  struct {
    const char* xml;
    const char* text;
    const char* error;
  } cases[] = {
      {"<r><s>\n<a>x</a>\n<a>y&</a>\n<a>z</a></s><b/></r>",
       "root r\n2: a 'x'\ndamage 3 <a> <a>y&</a>: line 3: the XML is damaged: xmlParseEntityRef: no name\n4: "
       "a 'z'\n",
       ""},
      {"<r>\n<a>x<b></a>\n<a>z</a></r>",
       "root r\ndamage 2 <a> <a>x<b></: line 2: the XML is damaged: Opening and ending tag mismatch: b line "
       "2 "
       "and a\n3: a 'z'\n",
       ""},
      {"<r>\n<a>x\n<a>z</a></r>",
       "root r\ndamage 2 <a> <a>x\n: line 3: <a> inside <a>: the outer one was not closed\n3: a 'z'\n", ""},
      {"<r>\n<a>x</a><a b=1>y</a>\n<a>z</a>\n<a>cut off",
       "root r\n2: a 'x'\ndamage 2 <> <a b=1>y<: line 2: the XML is damaged: AttValue: \" or ' expected\n"
       "3: a 'z'\n",
       "line 4: the XML is damaged: "},
      {"<x:r xmlns:x='u'><a>y&</a><x:a c='d'/></x:r>",
       "root r\ndamage 1 <a> <a>y&</a>: line 1: the XML is damaged: xmlParseEntityRef: no name\n1: a "
       "c=\"d\"\n",
       ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.xml);
    for (const size_t piece : {1, 7, 1000}) {
      const Outcome outcome = read_all(c.xml, {"a"}, piece);
      CHECK(outcome.text == c.text);
      CHECK(outcome.error.substr(0, c.error[0] ? std::strlen(c.error) : std::string::npos) == c.error);
    }
  }
}

TEST_CASE("read_xml takes time in proportion to its input, even when every record is damaged") {
  for (const char* const record : {"<a>&</a>", "<a><b></a>", "<a b=c/>", "<a>"}) {
    CAPTURE(record);
    std::string xml = "<r>";
    for (int i = 0; i < 20'000; ++i) xml += record;
    int damaged = 0;
    XmlHandlers handlers;
    handlers.on_damage = [&](const XmlNode&, std::string_view) { ++damaged; };
    PiecewiseStream stream(xml, xml.size());
    CHECK_FALSE(read_xml(stream, {"a"}, handlers));
    CHECK(damaged >= 19'999);
  }
}

TEST_CASE("read_xml bounds depth, attributes and the size of a record") {
  std::string deep, wide = "<a";
  for (int i = 0; i < 65; ++i) deep += "<a>";
  for (int i = 0; i < 257; ++i) wide += fmt::format(" a{}='1'", i);
  CHECK(read_all(deep, {"b"}).error == "line 1: elements nest deeper than 64");
  CHECK(read_all(wide + "/>", {"b"}).error == "line 1: <a> has more than 256 attributes");
  const std::string fat = "<r><a>" + std::string(100'000, 'x') + "</a></r>";
  CHECK(read_all(fat, {"a"}, 1000, true, {.record_bytes_max = 50'000}).error ==
        "line 1: <a> is longer than 50000 bytes");
  CHECK(read_all(fat, {"a"}, 1000).error.empty());
}

TEST_CASE("read_xml reads windows-1251 and UTF-16, with offsets in the file's own bytes") {
  const std::string cyrillic =
      "<?xml version=\"1.0\" encoding=\"windows-1251\"?><r>\n<a "
      "n='\xC8'>\xCF\xE5\xF2\xF0\xEE\xE2</a>\xDF<a/></r>";
  for (const size_t piece : {1, 3, 1000}) {
    CHECK(read_all(cyrillic, {"a"}, piece).text == "root r\n2: a n=\"И\" 'Петров'\n2: a\n");
  }
  std::string utf16 = "\xFF\xFE";
  for (const char c : "<?xml version=\"1.0\" encoding=\"UTF-16\"?><r><a>\x41</a></r>"sv) (utf16 += c) += '\0';
  for (const size_t begin : {0u, 2u}) {
    for (const size_t piece : {1, 5, 1000}) {
      const std::string_view bytes = std::string_view(utf16).substr(begin);
      PiecewiseStream stream(bytes, piece);
      std::string cut;
      XmlHandlers handlers;
      handlers.on_record = [&](const XmlNode& a) { cut = bytes.substr(a.offset, a.length); };
      CHECK(read_xml(stream, {"a"}, handlers));
      CHECK(cut == "<\0a\0>\0A\0<\0/\0a\0>\0"sv);
    }
  }
  CHECK(read_all("<?xml version=\"1.0\" encoding=\"UTF-16\"?><r><a>é</a></r>", {"a"}).text ==
        "root r\n1: a 'é'\n");
  CHECK(read_all("<?xml version=\"1.0\" encoding=\"klingon\"?><r/>", {"a"}).error.find("klingon") !=
        std::string::npos);
}

TEST_CASE("read_xml repairs bytes that are no text and says in which record") {
  const std::string xml = "<r><a>\xC3\xA9</a><a>\xC3(\0\x01</a>\xF0\x9F\x98\x80<a>c</a><a>\xF0\x9F</a></r>"s;
  for (const size_t piece : {1, 2, 1000}) {
    CAPTURE(piece);
    CHECK(read_all(xml, {"a"}, piece).text ==
          "root r\n1: a 'é'\n~1: a 'Ã(\uFFFD\uFFFD'\n1: a 'c'\n~1: a 'ðŸ'\n");
  }
}

std::filesystem::path test_data() {
  const char* const folder = std::getenv("CLEW_TEST_DATA");
  return folder ? folder : std::string(CLEW_SOURCE_DIR) + "/../shared/data";
}

TEST_CASE("read_xml finds every record of the UN lists at its bytes") {
  const auto folder = test_data() / "sanctions" / "un";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: no real lists at " << folder.string());
    return;
  }
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    ++files;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    size_t expected = 0, found = 0, repaired = 0, damaged = 0;
    for (const auto word : {"<INDIVIDUAL>"sv, "<ENTITY>"sv}) {
      for (size_t at = 0; (at = bytes.find(word, at)) != std::string::npos; ++at) ++expected;
    }
    uint32_t line = 1;
    uint64_t counted = 0;
    PiecewiseStream stream(bytes, 10'007);
    XmlHandlers handlers;
    handlers.on_record = [&](const XmlNode& record) {
      ++found;
      repaired += record.repaired;
      check_bytes(bytes, record);
      const auto passed = std::string_view(bytes).substr(counted, record.offset - counted);
      line += static_cast<uint32_t>(std::count(passed.begin(), passed.end(), '\n'));
      counted = record.offset;
      REQUIRE(record.line == line);
    };
    handlers.on_damage = [&](const XmlNode& stretch, std::string_view) {
      ++damaged;
      const auto next = bytes.substr(stretch.offset + stretch.length, 20);
      CHECK((next.starts_with("<INDIVIDUAL>") || next.starts_with("<ENTITY>")));
    };
    const auto result = read_xml(stream, {"INDIVIDUAL", "ENTITY"}, handlers);
    CHECK_MESSAGE(result.has_value(), (result ? "" : result.error().message));
    CHECK(found + damaged == expected);
    CHECK(found > 800);
    // The file of 2025-08-16 declares UTF-8, holds windows-1252 and 17 records whose names a copy mangled.
    const bool mangled = entry.path().string().find("2025-08-16") != std::string::npos;
    CHECK((repaired > 0) == mangled);
    CHECK(damaged == (mangled ? 17 : 0));
  }
  CHECK(files == 4);
}

}  // namespace
}  // namespace clew::read
