// Words as text and attributes of XML and HTML, where nothing in them is markup. Pure.
#pragma once

#include <string>
#include <string_view>

namespace clew::base {

// With entities for & < > " and ', but for those in `kept`; every other byte stays as it is.
inline std::string escaped(std::string_view text, std::string_view kept = "") {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    const bool stays = kept.find(c) != std::string_view::npos;
    switch (stays ? ' ' : c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += c;
    }
  }
  return safe;
}

}  // namespace clew::base
