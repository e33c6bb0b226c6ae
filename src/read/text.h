// Text as bytes that should be UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace clew::read {

// Whether `bytes` are UTF-8 without NUL. Cost: about a tenth of a nanosecond per byte on ASCII.
bool is_clean_utf8(std::string_view bytes);

// `bytes` read in the named encoding ("windows-1251"), as UTF-8. NUL bytes become U+FFFD, and so does what
// the encoding does not have.
base::Result<std::string> to_utf8(std::string_view bytes, std::string_view encoding);

// Adds UTF-16 text in UTF-8. Lone surrogates and NUL become U+FFFD.
void append_utf8(std::string& text, std::u16string_view units);

// A record's bytes as clean UTF-8: themselves if they already are; else converted from `encoding` (empty:
// windows-1252, which reads every byte). `converted` owns the text where it had to change.
std::string_view clean_utf8(std::string_view bytes, std::string_view encoding, std::string& converted);

std::string_view trim(std::string_view text);

// The beginning of UTF-8 `text`, at most `bytes_max` bytes, cut between characters: for messages.
std::string_view shortened(std::string_view text, size_t bytes_max = 60);

// Whether `a` and `b` are equal without regard to the case of ASCII letters.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace clew::read
