#include "press/encoding.h"

#include <doctest/doctest.h>

#include <string>

namespace clew::press {
namespace {

using namespace std::string_literals;

// "Министр портов подал в отставку в среду вечером" in windows-1251.
const std::string kMinister =
    "\xCC\xE8\xED\xE8\xF1\xF2\xF0 \xEF\xEE\xF0\xF2\xEE\xE2 \xEF\xEE\xE4\xE0\xEB \xE2 "
    "\xEE\xF2\xF1\xF2\xE0\xE2\xEA\xF3 \xE2 \xF1\xF0\xE5\xE4\xF3 \xE2\xE5\xF7\xE5\xF0\xEE\xEC";
const std::string kMinisterRead = "Министр портов подал в отставку в среду вечером";

std::string read(const std::string& bytes, std::string* encoding = nullptr) {
  const Decoded decoded = decode_page(bytes);
  if (encoding != nullptr) *encoding = decoded.encoding;
  return std::string(decoded.text(bytes));
}

TEST_CASE("a page is read in the encoding of its bytes, whatever it declares") {
  std::string encoding;
  CHECK(read("<meta charset=windows-1251><p>" + kMinister, &encoding).ends_with(kMinisterRead));
  CHECK(encoding == "windows-1251");

  const std::string lying =
      "<meta charset=iso-8859-1><p>" + kMinister + ". " + kMinister + ". " + kMinister + ".";
  CHECK(read(lying, &encoding).find(kMinisterRead) != std::string::npos);
  CHECK(encoding == "windows-1251");
  REQUIRE(decode_page(lying).oddities.size() == 1);
  CHECK(decode_page(lying).oddities[0].find("declares windows-1252") != std::string::npos);

  const std::string utf8 = "<meta charset=windows-1251><p>" + kMinisterRead;
  CHECK(read(utf8, &encoding) == utf8);
  CHECK(encoding == "UTF-8");
  CHECK(decode_page(utf8).oddities.size() == 1);

  const std::string claims_utf8 = "<meta charset=utf-8><p>" + kMinister + ". " + kMinister + ".";
  CHECK(read(claims_utf8).find(kMinisterRead) != std::string::npos);
}

TEST_CASE("UTF-16 is read with its mark and without") {
  std::string bytes;
  for (const char c : "<html><p>Ports and works</p></html>"s) {
    bytes += c;
    bytes += '\0';
  }
  CHECK(read("\xFF\xFE" + bytes) == "<html><p>Ports and works</p></html>");
  CHECK(read(bytes) == "<html><p>Ports and works</p></html>");
}

TEST_CASE("broken bytes in UTF-8 cost themselves, not the page") {
  std::string text;
  for (int i = 0; i < 30; ++i) text += kMinisterRead + ". ";
  const std::string read_text = read("<p>" + text + "\xFF" + text);
  CHECK(read_text.find("\uFFFD" + kMinisterRead) != std::string::npos);
}

TEST_CASE("the declaration is found in meta and in an XML declaration") {
  CHECK(declared_encoding("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\">") ==
        "koi8-r");
  CHECK(declared_encoding("<META CHARSET='Shift_JIS'>") == "windows-31j");
  CHECK(declared_encoding("<?xml version=\"1.0\" encoding=\"windows-1251\"?>") == "windows-1251");
  CHECK(declared_encoding("<meta name=description content=charset>").empty());
}

}  // namespace
}  // namespace clew::press
