// What a changed or new rule would change, over requests at hand.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ask/evaluate.h"

namespace clew::ask {

struct Change {
  std::string file, rule, before, after;  // States; "absent" before a new rule.
  bool ready_before = false, ready_after = false;

  friend bool operator==(const Change&, const Change&) = default;
};

// Evaluates each request under both books. Cost: two evaluations a request, some ten microseconds a rule at
// most.
std::vector<Change> compare(std::span<const Request> requests, const RuleBook& before, const RuleBook& after);

}  // namespace clew::ask
