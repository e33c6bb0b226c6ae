// UTF-8, as much of it as evidence needs. Pure.
#pragma once

#include <string>
#include <string_view>

namespace clew::prove {

// Whether all of it is UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF.
bool is_utf8(std::string_view text);
// With U+FFFD for every byte that is not part of a character.
std::string with_valid_utf8(std::string_view text);
void put_utf8(std::string& out, unsigned code);

}  // namespace clew::prove
