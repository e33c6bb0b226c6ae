// Three values: a fact is so, is not so, or nobody has said.
//
//   and      yes      no   unknown        or       yes   no       unknown
//   yes      yes      no   unknown        yes      yes   yes      yes
//   no       no       no   no             no       yes   no       unknown
//   unknown  unknown  no   unknown        unknown  yes   unknown  unknown
//
// Unknown never becomes a refusal: whoever meets it asks (Kleene's strong logic of three values).
#pragma once

#include <cstdint>
#include <string_view>

namespace clew::ask {

enum class Truth : uint8_t { no, yes, unknown };

constexpr Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

constexpr Truth operator!(Truth a) {
  if (a == Truth::unknown) return Truth::unknown;
  return truth_of(a == Truth::no);
}

constexpr Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  if (a == Truth::unknown || b == Truth::unknown) return Truth::unknown;
  return Truth::yes;
}

constexpr Truth either(Truth a, Truth b) { return !both(!a, !b); }

constexpr std::string_view to_string(Truth a) {
  switch (a) {
    case Truth::no: return "false";
    case Truth::yes: return "true";
    case Truth::unknown: return "unknown";
  }
  return "unknown";
}

}  // namespace clew::ask
