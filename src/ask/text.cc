#include "ask/text.h"

#include <algorithm>

#include "base/markup.h"
#include "base/utf8.h"

namespace clew::ask {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

size_t columns(std::string_view text) {
  size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace

std::string plain(std::string_view text) {
  std::string out = base::valid_utf8(text);
  std::ranges::replace_if(out, [](char c) { return is_control(c) || c == '\x7F'; }, ' ');
  return out;
}

std::string html(std::string_view text) {
  std::string out = base::valid_utf8(text);
  std::ranges::replace_if(out, [](char c) { return is_control(c) && c != '\n'; }, ' ');
  return base::escaped(out);
}

std::string wrapped(std::string_view lead, std::string_view raw, size_t width) {
  const std::string text = plain(raw);
  const std::string indent(columns(lead), ' ');
  std::string out;
  std::string row(lead);
  bool bare = true;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word{text.data() + at, end - at};
    if (!bare && columns(row) + 1 + columns(word) > width) {
      out += row + '\n';
      row = indent;
      bare = true;
    }
    if (!word.empty()) {
      if (!bare) row += ' ';
      row += word;
      bare = false;
    }
    at = end + 1;
  }
  return out + row + '\n';
}

}  // namespace clew::ask
