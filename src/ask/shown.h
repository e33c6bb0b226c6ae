// A request as it is seen where protected things were never written.
//
//   taken out   whatever is marked `protected: true`, and every place that cites a statement so marked;
//               facts with a protection (asylum, refugee status, health ...) and assessments of their rights;
//               supplements of which nothing is left; names of facts the vocabulary does not have
//
// What is left is read again as a file of its own, so problems, what is unknown and what was supplemented on
// which day follow from what is left alone.
#pragma once

#include <optional>

#include "ask/request.h"

namespace clew::ask {

// Nothing where this view of this request hides nothing.
std::optional<Request> without_protected(const Request& request, const RuleBook& book, View view);

// Problems that may stand in a log: none that speaks of what is protected.
std::vector<Problem> problems_for_a_log(const Request& request, const RuleBook& book);

}  // namespace clew::ask
