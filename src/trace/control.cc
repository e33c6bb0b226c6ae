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
    for (const Stake& stake : network_[part].stakes) owned_[stake.owner].push_back({part, &stake});
    empty_.push_back(empty_tally(part));
  }
  if (!options.otherwise) return;
  for (const ControlLink& link : structure.control) directed_[link.controller].push_back(link.controlled);
}

Control::Tally Control::empty_tally(uint32_t company) const {
  Tally tally;
  for (const auto& [owner, share] : network_[company].stakes) {
    tally.left = base::subtract(tally.left, share.low, Round::up);
    tally.others_open += share.low_open;
    if (is_unknown(owner)) continue;
    tally.foreign = base::subtract(tally.foreign, share.low, Round::up);
    tally.foreign_open += share.low_open;
  }
  return tally;
}

void Control::join(Tally& tally, uint32_t owner, const clean::Share& share) const {
  tally.low = base::add(tally.low, share.low, Round::down);
  tally.high = base::add(tally.high, share.high, Round::up);
  tally.low_open = tally.low_open || share.low_open;
  tally.high_open = tally.high_open || share.high_open;
  tally.left = base::add(tally.left, share.low, Round::up);
  tally.others_open -= share.low_open;
  if (is_unknown(owner)) return;
  tally.foreign = base::add(tally.foreign, share.low, Round::up);
  tally.foreign_open -= share.low_open;
}

Bounds Control::held(const Tally& tally) {
  Bounds held{.low = tally.low, .high = tally.high, .low_open = tally.low_open};
  held.high_open =
      (held.high <= tally.left && tally.high_open) || (held.high >= tally.left && tally.others_open > 0);
  held.high = std::min(held.high, tally.left);
  return held;
}

Bounds Control::held_together(uint32_t company, const std::vector<bool>& members) const {
  Tally tally = empty_[company];
  for (const auto& [owner, share] : network_[company].stakes) {
    if (members[owner]) join(tally, owner, share);
  }
  return held(tally);
}

Bounds Control::held_with_undisclosed(uint32_t company, const std::vector<bool>& members) const {
  if (has_fault_[company]) return {.low = kNothing, .high = kWhole};
  Tally tally = empty_[company];
  for (const auto& [owner, share] : network_[company].stakes) {
    if (members[owner]) join(tally, owner, share);
  }
  return {.low = kNothing, .high = tally.foreign, .high_open = tally.foreign_open > 0};
}

bool Control::is_reached(uint32_t company, const Tally& tally, Reading reading) const {
  if (network_[company].holder != Holder::passes) return false;
  if (reading == Reading::if_undisclosed) {
    return has_fault_[company] || may_reach(tally.foreign, tally.foreign_open > 0, options_.threshold);
  }
  if (has_fault_[company]) return false;
  const Bounds bounds = held(tally);
  if (reading == Reading::proved) return reaches(bounds.low, bounds.low_open, options_.threshold);
  return may_reach(bounds.high, bounds.high_open, options_.threshold);
}

class Control::Group {
 public:
  Group(const Control& control, Reading reading, std::vector<bool>& members, std::vector<Tally>& tallies)
      : control_(control), reading_(reading), members_(members), tallies_(tallies) {}

  void join(uint32_t part) {
    if (members_[part]) return;
    members_[part] = true;
    todo_.push_back(part);
  }

  void join_if_reached(uint32_t part) {
    if (!members_[part] && control_.is_reached(part, tallies_[part], reading_)) join(part);
  }

  void settle() {
    while (!todo_.empty()) {
      const uint32_t part = todo_.back();
      todo_.pop_back();
      for (const uint32_t company : control_.directed_[part]) join(company);
      for (const auto& [company, stake] : control_.owned_[part]) {
        if (members_[company]) continue;
        control_.join(tallies_[company], part, stake->share);
        join_if_reached(company);
      }
    }
  }

 private:
  const Control& control_;
  Reading reading_;
  std::vector<bool>& members_;
  std::vector<Tally>& tallies_;
  std::vector<uint32_t> todo_;
};

std::vector<bool> Control::controlled_by(std::span<const uint32_t> group, Reading reading) const {
  const auto count = static_cast<uint32_t>(network_.size());
  if (reading == Reading::if_undisclosed && unknown_tallies_.empty()) {
    with_unknown_.assign(count, false);
    unknown_tallies_ = empty_;
    Group unknown(*this, reading, with_unknown_, unknown_tallies_);
    for (uint32_t part = 0; part < count; ++part) {
      if (is_unknown(part)) unknown.join(part);
    }
    for (uint32_t part = 0; part < count; ++part) unknown.join_if_reached(part);
    unknown.settle();
  }
  const bool with_unknown = reading == Reading::if_undisclosed;
  std::vector<bool> members = with_unknown ? with_unknown_ : std::vector<bool>(count);
  std::vector<Tally> tallies = with_unknown ? unknown_tallies_ : empty_;
  Group found(*this, reading, members, tallies);
  for (const uint32_t part : group) found.join(part);
  found.settle();
  return members;
}

}  // namespace clew::trace
