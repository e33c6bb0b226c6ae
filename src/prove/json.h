// JSON as evidence needs it: one value has one spelling, so that its bytes can be hashed and signed.
//
//   {"at":"2026-11-24T10:00:00Z","seq":7,"type":"statement"}
//
// The spelling is RFC 8785's for what is allowed here: no white space; keys sorted; only whole numbers within
// +-(2^53 - 1); text is valid UTF-8 with \" \\ \b \t \n \f \r and \u00xx (small letters) for other controls,
// and nothing else escaped. Keys are ASCII, where sorting by bytes is RFC 8785's order.
// docs/formats/ledger.md has it byte for byte. A Value owns its text. Pure and thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"

namespace clew::prove {

class Value {
 public:
  using List = std::vector<Value>;
  using Object = std::map<std::string, Value, std::less<>>;

  Value() = default;  // null
  Value(bool truth) : value_(truth) {}
  Value(int64_t number) : value_(number) {}
  Value(int number) : value_(int64_t{number}) {}
  Value(uint64_t number) : value_(static_cast<int64_t>(number)) {}
  Value(std::string text) : value_(std::move(text)) {}
  Value(std::string_view text) : value_(std::string(text)) {}
  Value(const char* text) : value_(std::string(text)) {}
  Value(List list) : value_(std::move(list)) {}
  Value(Object object) : value_(std::move(object)) {}
  Value(const std::vector<std::string>& texts);

  bool is_null() const { return value_.index() == 0; }
  bool is_text() const { return std::holds_alternative<std::string>(value_); }
  bool is_number() const { return std::holds_alternative<int64_t>(value_); }
  bool is_list() const { return std::holds_alternative<List>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }

  // What is there, or nothing of that kind: "", 0, false, an empty list or object.
  const std::string& text() const;
  int64_t number() const;
  bool truth() const;
  const List& list() const;
  const Object& object() const;
  std::vector<std::string> texts() const;

  // A member of an object; null where there is none.
  const Value& operator[](std::string_view key) const;
  // Adds or replaces a member; a null Value becomes an object first. Text members that are empty are left out
  // by `set_text`, so that "not given" has one spelling.
  Value& set(std::string key, Value value);
  Value& set_text(std::string key, std::string_view text);
  void erase(std::string_view key);

  friend bool operator==(const Value&, const Value&) = default;

 private:
  std::variant<std::monostate, bool, int64_t, std::string, List, Object> value_;
};

// The one spelling. Broken UTF-8 becomes U+FFFD.
std::string canonical(const Value& value);

// Reads any JSON of these kinds of values (white space and order are free; a key given twice, a fraction,
// broken UTF-8 or more than 32 levels are refused, with the byte).
base::Result<Value> parse_json(std::string_view text);
// Reads only the one spelling.
base::Result<Value> parse_canonical(std::string_view text);

}  // namespace clew::prove
