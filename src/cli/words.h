// Values as a person would say them.
#pragma once

#include <string>
#include <string_view>

namespace clew::cli {

// An interval of shares in words: "[76.5,76.5]" is "76.5 %", "(25,50]" is "more than 25, at most 50 %".
// What is no interval comes back as it is, with " %" if it is a number.
std::string share_words(std::string_view interval);

}  // namespace clew::cli
