#include "base/utf8.h"

namespace clew::base {
namespace {

// How many bytes a character beyond ASCII has that begins with `lead`; 0 where none does.
size_t size_of(unsigned char lead) {
  if (lead < 0xC2 || lead > 0xF4) return 0;
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

bool is_written_shortest(char32_t code, size_t size) {
  return size < 3 || code >= (size == 3 ? 0x800u : 0x10000u);  // A lead of two bytes is never too long.
}

bool is_scalar(char32_t code) { return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF); }

}  // namespace

Character first_beyond_ascii(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const size_t size = size_of(lead);
  if (size == 0 || size > text.size()) return {};
  char32_t code = lead & (0x7Fu >> size);
  for (const char c : text.substr(1, size - 1)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) return {};
    code = code << 6 | (byte & 0x3Fu);
  }
  return is_written_shortest(code, size) && is_scalar(code) ? Character{code, size} : Character{};
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.is_broken()) return false;
    text.remove_prefix(character.size);
  }
  return true;
}

std::string valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    valid += character.is_broken() ? "\uFFFD" : text.substr(0, character.size);
    text.remove_prefix(character.size);
  }
  return valid;
}

void append_utf8(std::string& text, char32_t code) {
  const auto put = [&text](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | code >> 6);
  } else {
    if (code < 0x10000) {
      put(0xE0 | code >> 12);
    } else {
      put(0xF0 | code >> 18);
      put(0x80 | (code >> 12 & 0x3F));
    }
    put(0x80 | (code >> 6 & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

}  // namespace clew::base
