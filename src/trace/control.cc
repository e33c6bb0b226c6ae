#include "trace/control.h"

#include <algorithm>

#include "trace/ownership.h"

namespace clew::trace {

using base::kNothing;
using base::kWhole;
using base::Round;

bool reaches(const base::Ratio& low, bool low_open, const Threshold& threshold) {
  if (low > threshold.share) return true;
  return low == threshold.share && (threshold.is_included || low_open);
}

bool may_reach(const base::Ratio& high, bool high_open, const Threshold& threshold) {
  if (high > threshold.share) return true;
  return high == threshold.share && threshold.is_included && !high_open;
}

Control::Control(const Structure& structure, const ControlOptions& options)
    : structure_(structure),
      options_(options),
      network_(options.by_votes ? structure.votes : structure.shares),
      has_fault_(network_.size()),
      owned_(network_.size()),
      directed_(network_.size()) {
  const Ownership ownership(network_);
  for (uint32_t part = 0; part < network_.size(); ++part) {
    has_fault_[part] = ownership.fault(part) != Fault::none;
    for (const Stake& stake : network_[part].stakes) owned_[stake.owner].push_back(part);
  }
  if (!options.otherwise) return;
  for (const ControlLink& link : structure.control) directed_[link.controller].push_back(link.controlled);
}

Bounds Control::held_together(uint32_t company, const std::vector<bool>& members) const {
  Bounds held;
  base::Ratio left = kWhole;
  bool others_open = false, high_open = false;
  for (const auto& [owner, share] : network_[company].stakes) {
    if (!members[owner]) {
      left = base::subtract(left, share.low, Round::up);
      others_open = others_open || share.low_open;
      continue;
    }
    held.low = base::add(held.low, share.low, Round::down);
    held.high = base::add(held.high, share.high, Round::up);
    held.low_open = held.low_open || share.low_open;
    high_open = high_open || share.high_open;
  }
  held.high_open = (held.high <= left && high_open) || (held.high >= left && others_open);
  held.high = std::min(held.high, left);
  return held;
}

Bounds Control::held_with_undisclosed(uint32_t company, const std::vector<bool>& members) const {
  Bounds held{.low = kNothing, .high = kWhole};
  if (has_fault_[company]) return held;
  for (const auto& [owner, share] : network_[company].stakes) {
    if (members[owner] || is_unknown(owner)) continue;
    held.high = base::subtract(held.high, share.low, Round::up);
    held.high_open = held.high_open || share.low_open;
  }
  return held;
}

bool Control::is_reached(uint32_t company, const std::vector<bool>& members, Reading reading) const {
  if (network_[company].holder != Holder::passes) return false;
  if (reading == Reading::if_undisclosed) {
    const Bounds held = held_with_undisclosed(company, members);
    return may_reach(held.high, held.high_open, options_.threshold);
  }
  if (has_fault_[company]) return false;
  const Bounds held = held_together(company, members);
  if (reading == Reading::proved) return reaches(held.low, held.low_open, options_.threshold);
  return may_reach(held.high, held.high_open, options_.threshold);
}

std::vector<bool> Control::controlled_by(std::span<const uint32_t> group, Reading reading) const {
  std::vector<bool> members(network_.size());
  std::vector<uint32_t> todo;
  const auto join = [&](uint32_t part) {
    if (members[part]) return;
    members[part] = true;
    todo.push_back(part);
  };
  for (const uint32_t part : group) join(part);
  if (reading == Reading::if_undisclosed) {
    for (uint32_t part = 0; part < network_.size(); ++part) {
      if (is_unknown(part)) join(part);
    }
    for (uint32_t part = 0; part < network_.size(); ++part) {
      if (is_reached(part, members, reading)) join(part);
    }
  }
  while (!todo.empty()) {
    const uint32_t part = todo.back();
    todo.pop_back();
    for (const uint32_t company : directed_[part]) join(company);
    for (const uint32_t company : owned_[part]) {
      if (!members[company] && is_reached(company, members, reading)) join(company);
    }
  }
  return members;
}

}  // namespace clew::trace
