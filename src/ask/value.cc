#include "ask/value.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

namespace clew::ask {

std::string_view to_string(Type type) {
  switch (type) {
    case Type::truth: return "truth";
    case Type::number: return "number";
    case Type::months: return "months";
    case Type::days: return "days";
    case Type::date: return "date";
    case Type::text: return "text";
    case Type::set: return "set";
  }
  return "";
}

std::string to_string(const Value& value) {
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  if (const auto* date = std::get_if<Date>(&value)) return to_string(*date);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* set = std::get_if<std::vector<std::string>>(&value)) {
    return fmt::format("[{}]", fmt::join(*set, ", "));
  }
  return "unknown";
}

}  // namespace clew::ask
