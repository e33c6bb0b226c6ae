// A request as it is seen where protected things were never written.
//
//   taken out   whatever is marked `protected: true`; facts with a protection (asylum, refugee status,
//               health ...) and assessments of their rights; supplements of which nothing is left; rights the
//               rules do not have; citations of statements that are not there, or not now
//
// What is left is read again as a file of its own, so problems, what is unknown and what was supplemented on
// which day follow from what is left alone. Problems name sections and entries, no lines.
#pragma once

#include <optional>

#include "ask/request.h"

namespace clew::ask {

// Nothing where this view of this request hides nothing.
std::optional<Request> without_protected(const Request& request, const RuleBook& book, View view);

// Says the section and the entry of each problem in place of its line.
void name_places(const Request& request, std::vector<Problem>& problems);

// Problems that may stand in a log: none that speaks of what is protected.
std::vector<Problem> problems_for_a_log(const Request& request, const RuleBook& book);

}  // namespace clew::ask
