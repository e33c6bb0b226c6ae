// UTF-8, one character after another: no overlong forms, no surrogates, nothing past U+10FFFF. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace clew::base {

inline constexpr char32_t kReplacement = U'\uFFFD';

// A byte that belongs to no character counts as one of size 1, with the code U+FFFD.
struct Character {
  char32_t code = kReplacement;
  size_t size = 1;

  bool is_broken() const { return code == kReplacement && size == 1; }
};

// `text` is not empty, and its first byte is not ASCII.
Character first_beyond_ascii(std::string_view text);
// `text` is not empty.
inline Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  return lead < 0x80 ? Character{lead, 1} : first_beyond_ascii(text);
}

bool is_utf8(std::string_view text);
// With U+FFFD for every byte that belongs to no character.
std::string valid_utf8(std::string_view text);
void append_utf8(std::string& text, char32_t code);

}  // namespace clew::base
