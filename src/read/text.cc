#include "read/text.h"

#include <simdjson.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>

#include "base/utf8.h"

namespace clew::read {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// Opening a converter costs microseconds and a file names one encoding, so the last one is kept.
UConverter* converter_for(std::string_view encoding) {
  thread_local std::string name;
  thread_local Converter converter;
  if (converter && name == encoding) return converter.get();
  UErrorCode status = U_ZERO_ERROR;
  const std::string wanted(encoding);
  Converter opened(ucnv_open(wanted.c_str(), &status));
  if (U_FAILURE(status)) return nullptr;
  name = wanted;
  converter = std::move(opened);
  return converter.get();
}

std::u16string to_utf16(UConverter* converter, std::string_view bytes) {
  std::u16string text(bytes.size() * 2 + 16, u'\0');
  UErrorCode status = U_ZERO_ERROR;
  ucnv_reset(converter);
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  size_t filled = 0;
  while (true) {
    char16_t* target = text.data() + filled;
    ucnv_toUnicode(converter, &target, text.data() + text.size(), &source, source_end, nullptr, true,
                   &status);
    filled = static_cast<size_t>(target - text.data());
    if (status != U_BUFFER_OVERFLOW_ERROR) break;
    status = U_ZERO_ERROR;
    text.resize(text.size() * 2);
  }
  text.resize(filled);
  return text;
}

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

bool is_clean_utf8(std::string_view bytes) {
  if (bytes.empty()) return true;
  return std::memchr(bytes.data(), 0, bytes.size()) == nullptr &&
         simdjson::validate_utf8(bytes.data(), bytes.size());
}

void append_utf8(std::string& text, std::u16string_view units) {
  for (size_t i = 0; i < units.size(); ++i) {
    const char32_t unit = units[i];
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    const bool low = unit >= 0xDC00 && unit < 0xE000;
    if (high && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000) {
      base::append_utf8(text, 0x10000 + ((unit - 0xD800) << 10) + (units[++i] - 0xDC00u));
    } else {
      base::append_utf8(text, high || low || unit == 0 ? U'\uFFFD' : unit);
    }
  }
}

base::Result<std::string> to_utf8(std::string_view bytes, std::string_view encoding) {
  UConverter* converter = converter_for(encoding);
  if (converter == nullptr) {
    return base::fail(base::ErrorKind::usage, "the encoding '" + std::string(encoding) +
                                                  "' is not known; name it as in 'windows-1251' or 'koi8-r'");
  }
  std::string text;
  text.reserve(bytes.size() * 2);
  append_utf8(text, to_utf16(converter, bytes));
  return text;
}

std::string_view clean_utf8(std::string_view bytes, std::string_view encoding, std::string& converted) {
  if (is_clean_utf8(bytes)) return bytes;
  // UTF-8 with NUL bytes in it is still UTF-8.
  const bool utf8 = simdjson::validate_utf8(bytes.data(), bytes.size());
  auto text = to_utf8(bytes, utf8 ? "UTF-8" : encoding.empty() ? "windows-1252" : encoding);
  if (!text) text = to_utf8(bytes, "windows-1252");
  if (!text) return {};  // Only where ICU has no data at all.
  converted = std::move(*text);
  return converted;
}

std::string_view trim(std::string_view text) {
  // Nearly every cell of every file comes here and has nothing to trim.
  const auto is_blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view shortened(std::string_view text, size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  while (bytes_max > 0 && continues(text[bytes_max])) --bytes_max;
  return text.substr(0, bytes_max);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, ascii_lower, ascii_lower);
}

}  // namespace clew::read
