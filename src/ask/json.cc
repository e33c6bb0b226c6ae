#include "ask/json.h"

#include <fmt/core.h>

namespace clew::ask {
namespace {

// The length of the well-formed sequence at the front, 0 where there is none.
size_t sequence(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  const size_t length = lead < 0x80                   ? 1
                        : lead >= 0xC2 && lead < 0xE0 ? 2
                        : lead >= 0xE0 && lead < 0xF0 ? 3
                        : lead >= 0xF0 && lead < 0xF5 ? 4
                                                      : 0;
  if (length == 0 || length > text.size()) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  if (lead == 0xE0 && byte(1) < 0xA0) return 0;
  if (lead == 0xED && byte(1) > 0x9F) return 0;
  if (lead == 0xF0 && byte(1) < 0x90) return 0;
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;
  return length;
}

std::string escaped(char c) {
  switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\t': return "\\t";
    case '\r': return "\\r";
    default: break;
  }
  if (static_cast<unsigned char>(c) < 0x20) return fmt::format("\\u{:04x}", static_cast<unsigned>(c));
  return std::string(1, c);
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const size_t length = sequence(text.substr(i));
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
    } else {
      out += text.substr(i, length);
      i += length;
    }
  }
  return out;
}

void JsonWriter::comma() {
  if (named_) {
    named_ = false;
    return;
  }
  if (!first_.back()) out_ += ',';
  if (first_.size() > 1) out_ += '\n' + std::string(2 * (first_.size() - 1), ' ');
  first_.back() = false;
}

void JsonWriter::begin(char bracket) {
  comma();
  out_ += bracket;
  first_.push_back(true);
}

void JsonWriter::end(char bracket) {
  const bool empty = first_.back();
  first_.pop_back();
  if (!empty) out_ += '\n' + std::string(2 * (first_.size() - 1), ' ');
  out_ += bracket;
}

void JsonWriter::name(std::string_view key) {
  text(key);
  out_ += ": ";
  named_ = true;
}

void JsonWriter::text(std::string_view value) {
  comma();
  out_ += '"';
  for (const char c : valid_utf8(value)) out_ += escaped(c);
  out_ += '"';
}

}  // namespace clew::ask
