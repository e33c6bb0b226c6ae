#include "clean/share.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <vector>

namespace clew::clean {
namespace {

using base::Ratio;
using base::ratio;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A number and the words before it, after the number before.
struct Said {
  std::string before;
  Ratio value;
  bool percent = false;  // A % sign or a fraction: it can be nothing but a share.
};

// Reads digits with a point or comma into `value`; gives where the number ends, or nothing if it is too long.
std::optional<size_t> read_number(std::string_view text, size_t at, Ratio& value) {
  int64_t digits = 0, scale = 1;
  bool after_point = false;
  for (; at < text.size(); ++at) {
    if (is_digit(text[at])) {
      if (digits > 100'000'000'000'000 || scale > 100'000'000'000'000) return std::nullopt;
      digits = digits * 10 + (text[at] - '0');
      if (after_point) scale *= 10;
    } else if ((text[at] == '.' || text[at] == ',') && !after_point && at + 1 < text.size() &&
               is_digit(text[at + 1])) {
      after_point = true;
    } else {
      break;
    }
  }
  value = ratio(digits, scale);
  return at;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

size_t skip_blanks(std::string_view text, size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

std::optional<std::vector<Said>> numbers_of(std::string_view text) {
  std::vector<Said> found;
  size_t words = 0;
  for (size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    Said said{.before = lower(text.substr(words, at - words)), .value = {}};
    const auto end = read_number(text, at, said.value);
    if (!end) return std::nullopt;
    at = *end;
    if (at + 1 < text.size() && text[at] == '/' && is_digit(text[at + 1])) {
      Ratio by;
      const auto by_end = read_number(text, at + 1, by);
      if (!by_end || by.is_zero() || by.denominator != 1 || said.value.denominator != 1) return std::nullopt;
      if (by.numerator > 1'000'000'000'000 || said.value.numerator > 1'000'000'000'000) return std::nullopt;
      said.value = ratio(said.value.numerator * 100, by.numerator);
      said.percent = true;
      at = *by_end;
    }
    const size_t next = skip_blanks(text, at);
    if (next < text.size() && text[next] == '%') {
      said.percent = true;
      at = next + 1;
    }
    words = at;
    found.push_back(said);
  }
  return found;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

enum class Bound { none, from, above, up_to, below };

Bound bound_of(std::string_view before) {
  if (has_any(before, {">=", "≥", "at least", "minimum", "from", "no less than", "not less than"}))
    return Bound::from;
  if (has_any(before,
              {"<=", "≤", "at most", "maximum", "up to", "no more than", "not more than", "not exceeding"})) {
    return Bound::up_to;
  }
  if (has_any(before, {">", "more than", "over", "above", "exceeding", "greater than"})) return Bound::above;
  if (has_any(before, {"<", "less than", "below", "under"})) return Bound::below;
  return Bound::none;
}

bool is_part_of_a_whole(const Share& share) {
  if (share.low < base::kNothing || share.high > base::kWhole || share.low > share.high) return false;
  return share.low < share.high || (!share.low_open && !share.high_open);
}

std::optional<Share> checked(Share share) {
  share.low = base::multiply(share.low, ratio(1, 100), base::Round::down);
  share.high = base::multiply(share.high, ratio(1, 100), base::Round::up);
  if (!is_part_of_a_whole(share)) return std::nullopt;
  return share;
}

// "[25,50)": our own readers' form.
std::optional<Share> parse_interval(std::string_view text) {
  if (text.size() < 5 || (text.front() != '[' && text.front() != '(') ||
      (text.back() != ']' && text.back() != ')')) {
    return std::nullopt;
  }
  Share share;
  share.low_open = text.front() == '(';
  share.high_open = text.back() == ')';
  const size_t middle = text.find(',');  // No decimal comma.
  if (middle == text.npos || !is_digit(text[1]) || !is_digit(text[middle + 1])) return std::nullopt;
  const auto low_end = read_number(text.substr(0, middle), 1, share.low);
  if (low_end != middle) return std::nullopt;
  const auto end = read_number(text, middle + 1, share.high);
  if (!end || *end + 1 != text.size()) return std::nullopt;
  return checked(share);
}

// Whether a bare number in these words can be a share: there is nothing else that it could count.
bool says_nothing_else(std::string_view text) {
  static constexpr std::array kKnown = {"more",  "than",    "less",    "from",    "at",        "least",
                                        "most",  "up",      "to",      "below",   "above",     "over",
                                        "under", "between", "and",     "percent", "per",       "cent",
                                        "not",   "no",      "minimum", "maximum", "exceeding", "greater"};
  std::string word;
  for (const char c : lower(text) + " ") {
    if (c >= 'a' && c <= 'z') {
      word += c;
      continue;
    }
    if (!word.empty() && std::find(kKnown.begin(), kKnown.end(), word) == kKnown.end()) return false;
    word.clear();
  }
  return true;
}

std::optional<Share> from_one(const Said& said) {
  const Ratio hundred = ratio(100, 1);
  switch (bound_of(said.before)) {
    case Bound::from: return checked({.low = said.value, .high = hundred});
    case Bound::above: return checked({.low = said.value, .high = hundred, .low_open = true});
    case Bound::up_to: return checked({.low = base::kNothing, .high = said.value});
    case Bound::below: return checked({.low = base::kNothing, .high = said.value, .high_open = true});
    case Bound::none: return checked({.low = said.value, .high = said.value});
  }
  return std::nullopt;
}

std::optional<Share> from_two(const Said& low, const Said& high) {
  const Bound begins = bound_of(low.before), ends = bound_of(high.before);
  const bool joined =
      has_any(high.before, {"-", "–", "—", "to", "and", "up", "at most", "<", "less", "below", "under"});
  if (!joined) return std::nullopt;
  return checked({.low = low.value,
                  .high = high.value,
                  .low_open = begins == Bound::above,
                  .high_open = ends == Bound::below});
}

}  // namespace

std::optional<Share> parse_share(std::string_view words) {
  while (!words.empty() && words.front() == ' ') words.remove_prefix(1);
  while (!words.empty() && words.back() == ' ') words.remove_suffix(1);
  if (words.empty()) return std::nullopt;
  if (words.front() == '[' || words.front() == '(') {
    const bool has_two = words.find(',') != words.npos && words.find_first_of("[(", 1) == words.npos;
    if (has_two && (words.back() == ']' || words.back() == ')')) return parse_interval(words);
  }
  if (words.front() == '-') return std::nullopt;
  auto numbers = numbers_of(words);
  if (!numbers || numbers->empty() || numbers->size() > 8) return std::nullopt;
  const bool any_percent =
      std::any_of(numbers->begin(), numbers->end(), [](const Said& said) { return said.percent; });
  if (!any_percent && !says_nothing_else(words)) return std::nullopt;
  if (numbers->size() == 1) return from_one(numbers->front());
  if (numbers->size() == 2) {
    if (const auto both = from_two((*numbers)[0], (*numbers)[1])) return both;
  }
  // Among other numbers, the one that is said to be a percentage.
  std::erase_if(*numbers, [](const Said& said) { return !said.percent; });
  if (numbers->size() != 1) return std::nullopt;
  return from_one(numbers->front());
}

std::optional<Share> intersection(const Share& a, const Share& b) {
  Share both = a;
  if (b.low > a.low) both.low_open = b.low_open;
  if (b.low == a.low) both.low_open = a.low_open || b.low_open;
  both.low = std::max(a.low, b.low);
  if (b.high < a.high) both.high_open = b.high_open;
  if (b.high == a.high) both.high_open = a.high_open || b.high_open;
  both.high = std::min(a.high, b.high);
  if (!is_part_of_a_whole(both)) return std::nullopt;
  return both;
}

std::string share_text(const Share& share) {
  const std::string low = base::percent_text(share.low), high = base::percent_text(share.high);
  if (share.is_exact()) return low;
  const bool from_nothing = share.low.is_zero() && !share.low_open;
  const bool to_whole = share.high == base::kWhole && !share.high_open;
  if (from_nothing && to_whole) return "not known";
  if (from_nothing) return fmt::format("{} {}", share.high_open ? "below" : "at most", high);
  if (to_whole) return fmt::format("{} {}", share.low_open ? "more than" : "at least", low);
  if (!share.low_open && !share.high_open) return fmt::format("from {} to {}", low, high);
  return fmt::format("{} {}, {} {}", share.low_open ? "more than" : "at least", low,
                     share.high_open ? "below" : "at most", high);
}

}  // namespace clew::clean
