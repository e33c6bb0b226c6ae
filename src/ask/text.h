// Words from a file on their way to a terminal or a page: shown, never obeyed.
#pragma once

#include <string>
#include <string_view>

namespace clew::ask {

// For a terminal: no control characters; what is not UTF-8 becomes U+FFFD.
std::string plain(std::string_view text);

// For a page: markup becomes text, and control characters but for the end of a line become spaces.
std::string html(std::string_view text);

// Lines of at most `width` characters, broken at spaces; continuation lines stand under the first word.
std::string wrapped(std::string_view lead, std::string_view text, size_t width);

}  // namespace clew::ask
