// Control: whom a person, or several together, can direct through majorities and otherwise.
//
// The least fixed point: whoever, together with all that he controls already, holds the threshold of a
// company controls it too. Shares inside a controlled group count whole, they are not multiplied (the reading
// of the 50 % rules and of control by a majority at each level). Three readings of ranges: what is proved by
// the least shares, what is possible by the greatest, and what would be if every share that nobody knows were
// theirs. Monotone, so the order does not matter. Cost: linear in the stakes of the group - each is added up
// once, as its owner joins; the first question in the last reading is linear in all stakes. Not thread-safe:
// one Control for each thread.
#pragma once

#include <span>
#include <vector>

#include "trace/structure.h"

namespace clew::trace {

struct Threshold {
  base::Ratio share = base::ratio(1, 2);
  bool is_included = false;  // "50 % or more", not "more than 50 %".
  friend bool operator==(const Threshold&, const Threshold&) = default;
};

enum class Reading : uint8_t { proved, possible, if_undisclosed };

// Whether a share within the bounds certainly reaches (or, for the greatest, may reach) the threshold.
bool reaches(const base::Ratio& low, bool low_open, const Threshold& threshold);
bool may_reach(const base::Ratio& high, bool high_open, const Threshold& threshold);

struct ControlOptions {
  Threshold threshold;
  bool by_votes = true;   // Else by shares.
  bool otherwise = true;  // Board, influence, trusts and nominations count as control.
  friend bool operator==(const ControlOptions&, const ControlOptions&) = default;
};

class Control {
 public:
  // Both must outlive it.
  Control(const Structure& structure, const ControlOptions& options);

  // By part: whether the group controls it; members of the group do so with themselves.
  std::vector<bool> controlled_by(std::span<const uint32_t> group, Reading reading) const;
  // What parts marked in `members` hold of `company` directly, together.
  Bounds held_together(uint32_t company, const std::vector<bool>& members) const;
  // The most that they can hold if all that nobody knows is theirs.
  Bounds held_with_undisclosed(uint32_t company, const std::vector<bool>& members) const;

 private:
  // What members hold of a company so far, and what they can hold at most.
  struct Tally {
    base::Ratio low = base::kNothing, high = base::kNothing;
    base::Ratio left = base::kWhole;     // What others do not have at the least.
    base::Ratio foreign = base::kWhole;  // The same, those that nobody knows not counted among the others.
    uint32_t others_open = 0, foreign_open = 0;
    bool low_open = false, high_open = false;
  };
  struct Owned {
    uint32_t part = 0;
    const Stake* stake = nullptr;
  };
  // Joins parts and whatever falls to them, one after another.
  class Group;

  static Bounds held(const Tally& tally);
  Tally empty_tally(uint32_t company) const;
  void join(Tally& tally, uint32_t owner, const clean::Share& share) const;
  bool is_reached(uint32_t company, const Tally& tally, Reading reading) const;
  bool is_unknown(uint32_t part) const { return structure_.shares[part].holder == Holder::unknown; }

  const Structure& structure_;
  ControlOptions options_;
  const Network& network_;
  std::vector<bool> has_fault_;
  std::vector<std::vector<Owned>> owned_;        // By owner.
  std::vector<std::vector<uint32_t>> directed_;  // By controller.
  std::vector<Tally> empty_;
  mutable std::vector<bool> with_unknown_;  // Whom all together control that nobody knows; made when asked.
  mutable std::vector<Tally> unknown_tallies_;
};

}  // namespace clew::trace
