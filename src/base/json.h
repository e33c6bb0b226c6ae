// Text as JSON: RapidJSON's writer with short names. Json is laid out for people, JsonLine is one line.
#pragma once

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <string_view>

namespace clew::base {

template <class Writer>
class BasicJson {
 public:
  BasicJson() : out_(buffer_) {
    if constexpr (requires { out_.SetIndent(' ', 2); }) out_.SetIndent(' ', 2);
  }

  BasicJson& key(std::string_view name) {
    out_.Key(name.data(), static_cast<unsigned>(name.size()));
    return *this;
  }
  void value(std::string_view text) { out_.String(text.data(), static_cast<unsigned>(text.size())); }
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool yes) { out_.Bool(yes); }
  void value(uint64_t number) { out_.Uint64(number); }
  void value(uint32_t number) { out_.Uint(number); }
  void value(int64_t number) { out_.Int64(number); }
  void value(double number) { out_.Double(number); }
  void null() { out_.Null(); }
  // A value that is JSON already.
  void raw(std::string_view json) { out_.RawValue(json.data(), json.size(), rapidjson::kObjectType); }
  template <class T>
  void member(std::string_view name, const T& what) {
    key(name).value(what);
  }
  template <class List>
  void list(std::string_view name, const List& items) {
    key(name).open_list();
    for (const auto& item : items) value(std::string_view(item));
    close_list();
  }
  void open() { out_.StartObject(); }
  void close() { out_.EndObject(); }
  void open_list() { out_.StartArray(); }
  void close_list() { out_.EndArray(); }
  std::string_view text() const { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  rapidjson::StringBuffer buffer_;
  Writer out_;
};

using Json = BasicJson<rapidjson::PrettyWriter<rapidjson::StringBuffer>>;
using JsonLine = BasicJson<rapidjson::Writer<rapidjson::StringBuffer>>;

}  // namespace clew::base
