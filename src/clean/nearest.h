// The word that a mistyped one was meant to be: for messages that say what would have been understood.
#pragma once

#include <span>
#include <string_view>

namespace clew::clean {

// The first of `known` with the fewest edits from `word`, case not counted, where these are at most a third
// of its characters; empty where there is none.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

}  // namespace clew::clean
