// The bytes of a saved page as UTF-8: which encoding they are in, and how that is known.
//
//   byte-order mark  >  bytes that are UTF-8  >  what the page declares, if its bytes agree  >  a guess
//
// A page that declares one encoding and is written in another is read by its bytes, and said to have lied.
// Nothing fails: what no encoding explains becomes U+FFFD. Memory: up to six times the page while it is
// converted, none where its bytes are UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clew::press {

struct Decoded {
  std::string converted;  // Empty where the bytes are UTF-8 as they stand.
  std::string encoding;   // "UTF-8", "windows-1251" ...
  std::string known_by;   // "byte-order mark", "bytes", "declaration", "guess".
  std::vector<std::string> oddities;
  bool is_converted = false;
  size_t skipped = 0;  // Bytes of a byte-order mark at the beginning, where nothing is converted.

  // The page's text; `bytes` as given to decode_page.
  std::string_view text(std::string_view bytes) const {
    return is_converted ? std::string_view(converted) : bytes.substr(skipped);
  }
};

Decoded decode_page(std::string_view bytes);

// The encoding that a page's first bytes name in <meta> or an XML declaration; empty where there is none.
std::string declared_encoding(std::string_view head);

}  // namespace clew::press
