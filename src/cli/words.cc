#include "cli/words.h"

#include <fmt/core.h>

#include <algorithm>

namespace clew::cli {

std::string share_words(std::string_view interval) {
  const auto is_number = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
  };
  if (is_number(interval)) return fmt::format("{} %", interval);
  const size_t comma = interval.find(',');
  const bool is_interval = interval.size() >= 5 && comma != std::string_view::npos &&
                           (interval.front() == '[' || interval.front() == '(') &&
                           (interval.back() == ']' || interval.back() == ')');
  if (!is_interval) return std::string(interval);
  const std::string_view low = interval.substr(1, comma - 1),
                         high = interval.substr(comma + 1, interval.size() - comma - 2);
  if (!is_number(low) || !is_number(high)) return std::string(interval);
  if (low == high) return fmt::format("{} %", low);
  return fmt::format("{} {}, {} {} %", interval.front() == '[' ? "at least" : "more than", low,
                     interval.back() == ']' ? "at most" : "less than", high);
}

}  // namespace clew::cli
