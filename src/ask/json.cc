#include "ask/json.h"

#include <fmt/core.h>

#include "base/utf8.h"

namespace clew::ask {
namespace {

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
  for (const char c : base::valid_utf8(value)) out_ += escaped(c);
  out_ += '"';
}

}  // namespace clew::ask
