// What is printed from the registry of commands: the manual page and the shells' completions.
#pragma once

#include <string>

namespace clew::cli {

std::string manual_page();                          // troff -man
std::string completions(const std::string& shell);  // "bash", "zsh" or "fish"

}  // namespace clew::cli
