// JSON, written: objects and arrays in the order given, two spaces deep, the same bytes everywhere.
//
// Control characters are escaped, broken UTF-8 becomes U+FFFD; the caller closes what it opens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clew::ask {

class JsonWriter {
 public:
  void open_object() { begin('{'); }
  void open_object(std::string_view key) {
    name(key);
    begin('{');
  }
  void open_array(std::string_view key) {
    name(key);
    begin('[');
  }
  void close_object() { end('}'); }
  void close_array() { end(']'); }

  void field(std::string_view key, std::string_view value) {
    name(key);
    text(value);
  }
  void field(std::string_view key, bool value) {
    name(key);
    raw(value ? "true" : "false");
  }
  void field(std::string_view key, size_t value) {
    name(key);
    raw(std::to_string(value));
  }
  void field(std::string_view key, const char* value) { field(key, std::string_view{value}); }
  void field(std::string_view key, const std::vector<std::string>& values) {
    open_array(key);
    for (const std::string& value : values) text(value);
    close_array();
  }
  void text(std::string_view value);

  std::string take() { return std::move(out_) + "\n"; }

 private:
  std::string out_;
  std::vector<bool> first_{true};
  bool named_ = false;

  void comma();
  void begin(char bracket);
  void end(char bracket);
  void name(std::string_view key);
  void raw(std::string_view value) {
    comma();
    out_ += value;
  }
};

}  // namespace clew::ask
