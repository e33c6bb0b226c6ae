// The value of a fact: unknown, or a truth, number, date, word or set of words.
//
// Durations are numbers: months for penalties and sentences, days for time limits. Amounts of money are
// never values here (see assets.h).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "ask/date.h"
#include "ask/truth.h"

namespace clew::ask {

enum class Type : uint8_t { truth, number, months, days, date, text, set };

std::string_view to_string(Type type);

using Unknown = std::monostate;
using Value = std::variant<Unknown, bool, double, Date, std::string, std::vector<std::string>>;

inline bool is_known(const Value& value) { return value.index() != 0; }

// How a sheet writes it: "true", "unknown", "18", "2026-03-31", "fiscal", "[bank_secrecy, fiscal]".
std::string to_string(const Value& value);

}  // namespace clew::ask
