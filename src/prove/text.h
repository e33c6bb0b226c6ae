// Bytes as letters and back: base64 (RFC 4648 section 4) and hexadecimal, each with one spelling. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clew::prove {

std::string base64(std::string_view bytes);
// Nothing unless `text` is exactly what base64() writes: padding, no other letters, unused bits zero.
std::optional<std::string> from_base64(std::string_view text);
// Nothing unless an even number of digits, small letters.
std::optional<std::string> from_hex(std::string_view text);
// A number as written without leading zeros.
std::optional<uint64_t> from_decimal(std::string_view text);

}  // namespace clew::prove
