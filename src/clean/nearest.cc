#include "clean/nearest.h"

#include <algorithm>
#include <string>

#include "clean/sound.h"

namespace clew::clean {
namespace {

std::string lower_case(std::string_view word) {
  std::string lower(word.substr(0, 64));
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
  const std::string typed = lower_case(word);
  uint32_t allowed = std::max<uint32_t>(1, static_cast<uint32_t>(typed.size()) / 3);
  std::string_view best;
  for (const std::string_view candidate : known) {
    const uint32_t edits = edit_distance(typed, lower_case(candidate), allowed);
    if (edits > allowed || (edits == allowed && !best.empty())) continue;
    best = candidate;
    allowed = edits;
  }
  return best;
}

}  // namespace clew::clean
