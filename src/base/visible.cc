#include "base/visible.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>

namespace clew::base {
namespace {

struct Decoded {
  char32_t character = 0;
  size_t bytes = 0;  // 0: the byte begins no character.
};

Decoded decode(std::string_view text) {
  const auto byte = [&](size_t at) { return static_cast<uint8_t>(text[at]); };
  const uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const size_t count = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < count) return {};
  char32_t c = first & (0xffu >> (count + 1));
  for (size_t at = 1; at < count; ++at) {
    if ((byte(at) & 0xc0) != 0x80) return {};
    c = c << 6 | (byte(at) & 0x3fu);
  }
  const bool overlong = (count == 3 && c < 0x800) || (count == 4 && c < 0x10000);
  if (overlong || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff) return {};
  return {c, count};
}

}  // namespace

size_t characters_in(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string visible(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto [c, bytes] = decode(text);
    if (bytes == 0) {
      out += "\ufffd";
    } else if (is_control(c) || turns_direction(c)) {
      out += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
    } else if (!hints_direction(c)) {
      out += text.substr(0, bytes);
    }
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  return out;
}

std::string visible_lines(std::string_view text) {
  std::string out;
  for (size_t end = 0; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1))
    out += visible(text.substr(0, end)) + "\n";
  return out + visible(text);
}

std::string wrapped(std::string_view head, std::string_view text, size_t columns) {
  const std::string shown = visible(text);
  const size_t indent = characters_in(head);
  std::string out, line(head);
  size_t used = indent;
  for (std::string_view rest = shown; !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    const size_t width = characters_in(word);
    if (used > indent && used + 1 + width > columns) {
      out += line + "\n";
      line.assign(indent, ' ');
      used = indent;
    }
    if (used > indent) line += ' ';
    line += word;
    used += width + (used > indent ? 1 : 0);
  }
  return out + line + "\n";
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : visible(text)) {
    if (c == '"') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace clew::base
