#include "ask/try_rules.h"

#include <map>

namespace clew::ask {
namespace {

std::map<std::string, FindingState> states_of(const Evaluation& evaluation) {
  std::map<std::string, FindingState> out;
  for (const Finding& finding : evaluation.findings) out[finding.rule->id] = finding.state;
  return out;
}

std::string state_in(const std::map<std::string, FindingState>& states, const std::string& rule) {
  const auto found = states.find(rule);
  return found == states.end() ? "absent" : std::string(to_string(found->second));
}

}  // namespace

std::vector<Change> compare(std::span<const Request> requests, const RuleBook& before,
                            const RuleBook& after) {
  std::vector<Change> out;
  for (const Request& request : requests) {
    const Evaluation old_one = evaluate(request, before, View::internal);
    const Evaluation new_one = evaluate(request, after, View::internal);
    const auto old_states = states_of(old_one);
    const auto new_states = states_of(new_one);
    for (const auto& [rule, state] : new_states) {
      const std::string was = state_in(old_states, rule);
      const std::string now(to_string(state));
      if (was == now || (was == "absent" && state == FindingState::not_applicable)) continue;
      out.push_back({request.file, rule, was, now, old_one.ready, new_one.ready});
    }
  }
  return out;
}

}  // namespace clew::ask
