// Text from outside, made safe to print: one line that no source can paint the terminal with.
//
//   "Port\n\x1b[2JSelm\u202e" ─▶ "Port\u000a\u001b[2JSelm\u202e", with the backslashes as letters
//
// What would move the cursor, end the line or turn the direction of writing is shown as \uXXXX; the marks
// that honest Arabic and Hebrew use beside digits (U+200E, U+200F, U+061C) are left out; bytes that are no
// UTF-8 become U+FFFD. All else stays. Pure.
#pragma once

#include <string>
#include <string_view>

namespace clew::base {

// A control character: C0, DEL, C1, and the separators of lines and paragraphs.
constexpr bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}
// A mark that turns the direction of writing, so that text reads as something else.
constexpr bool turns_direction(char32_t c) {
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}
// The same for the characters beside it alone.
constexpr bool hints_direction(char32_t c) { return c == 0x200e || c == 0x200f || c == 0x061c; }

std::string visible(std::string_view text);
// The same of a text of several lines, which stay lines.
std::string visible_lines(std::string_view text);
// The same after `head`, broken between words to `columns`, further lines under the text's beginning; ends
// with a line end. A word that does not fit stands whole. Counts characters, as if each took one column.
std::string wrapped(std::string_view head, std::string_view text, size_t columns);
// The same in quotation marks, which the text cannot close.
std::string quoted(std::string_view text);

}  // namespace clew::base
