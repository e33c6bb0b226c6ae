#include "graph/path_roles.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>

namespace clew::graph {
namespace {

struct Role {
  std::string_view name;
  bool (*fits)(const LinkClass& what);
};

constexpr std::array kRoles = std::to_array<Role>({
    {"owner", [](const LinkClass& what) { return what.kind == LinkKind::ownership; }},
    {"votes", [](const LinkClass& what) { return what.right == Right::votes; }},
    {"control", [](const LinkClass& what) { return what.kind == LinkKind::control; }},
    {"director", [](const LinkClass& what) { return what.kind == LinkKind::directorship; }},
    {"agent", [](const LinkClass& what) { return what.kind == LinkKind::representation; }},
    {"nominee", [](const LinkClass& what) { return what.right == Right::nominee; }},
    {"nominator", [](const LinkClass& what) { return what.right == Right::nominator; }},
    {"trust", [](const LinkClass& what) { return what.right == Right::trust_role; }},
    {"member", [](const LinkClass& what) { return what.kind == LinkKind::membership; }},
    {"family", [](const LinkClass& what) { return what.kind == LinkKind::family; }},
    {"claim", [](const LinkClass& what) { return what.kind == LinkKind::identity; }},
    {"address", [](const LinkClass& what) { return what.kind == LinkKind::address; }},
    {"other", [](const LinkClass& what) { return what.kind == LinkKind::other; }},
    {"any", [](const LinkClass& what) { return what.kind != LinkKind::identity; }},
});

constexpr size_t kStepsMax = 24;

std::optional<uint32_t> role_bit(std::string_view name) {
  const auto at = std::ranges::find(kRoles, name, &Role::name);
  if (at == kRoles.end()) return std::nullopt;
  return uint32_t{1} << (at - kRoles.begin());
}

std::string role_names() {
  std::string names;
  for (const Role& role : kRoles) names += fmt::format(" {}", role.name);
  return names;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(separators), text.size());
    if (end != 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace

base::Result<PathRoles> PathRoles::parse(std::string_view words) {
  PathRoles pattern;
  for (std::string_view word : split(words, " ,")) {
    const std::string_view whole = word;
    Step step;
    if (word.front() == '>' || word.front() == '<') {
      (word.front() == '>' ? step.against : step.along) = false;
      word.remove_prefix(1);
    }
    const char last = word.empty() ? ' ' : word.back();
    if (last == '*' || last == '+' || last == '?') word.remove_suffix(1);
    for (const std::string_view name : split(word, "|")) {
      const auto bit = role_bit(name);
      if (!bit) {
        return base::fail(
            base::ErrorKind::usage,
            fmt::format("\"{}\" in \"{}\" is no role of a link; there are:{}", name, whole, role_names()));
      }
      step.roles |= *bit;
    }
    if (step.roles == 0)
      return base::fail(base::ErrorKind::usage, fmt::format("\"{}\" names no role", whole));
    if (last == '+') pattern.steps_.push_back(step);
    step.repeats = last == '*' || last == '+';
    step.may_miss = step.repeats || last == '?';
    pattern.steps_.push_back(step);
    if (pattern.steps_.size() > kStepsMax)
      return base::fail(base::ErrorKind::usage, fmt::format("the pattern has more than {} steps", kStepsMax));
  }
  return pattern;
}

uint32_t PathRoles::closed(uint32_t places) const {
  for (size_t i = 0; i < steps_.size(); ++i) {
    if ((places >> i & 1) != 0 && steps_[i].may_miss) places |= uint32_t{1} << (i + 1);
  }
  return places;
}

uint32_t PathRoles::fitting(const LinkClass& what, bool along) const {
  uint32_t roles = 0, fitting = 0;
  for (size_t i = 0; i < kRoles.size(); ++i) roles |= static_cast<uint32_t>(kRoles[i].fits(what)) << i;
  for (size_t i = 0; i < steps_.size(); ++i) {
    const bool is_this_way = along ? steps_[i].along : steps_[i].against;
    if (is_this_way && (steps_[i].roles & roles) != 0) fitting |= uint32_t{1} << i;
  }
  return fitting;
}

uint32_t PathRoles::next(uint32_t places, uint32_t fitting) const {
  uint32_t next = 0;
  for (size_t i = 0; i < steps_.size(); ++i) {
    if ((places >> i & fitting >> i & 1) == 0) continue;
    next |= steps_[i].repeats ? uint32_t{1} << i : uint32_t{1} << (i + 1);
  }
  return closed(next);
}

}  // namespace clew::graph
