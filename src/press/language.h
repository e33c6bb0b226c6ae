// The language a text is written in, by its script and its most frequent words.
#pragma once

#include <string>
#include <string_view>

namespace clew::press {

// An ISO 639-1 code; empty where too little speaks for one. Looks at the first 64 KiB.
std::string language_of(std::string_view text);

}  // namespace clew::press
