// Which of the listed count: by topic, kind and country. Datasets and days are the store view's.
#pragma once

#include <string>
#include <vector>

#include "screen/list.h"

namespace clew::screen {

// Each list empty: all. One of each list must be met.
struct Scope {
  std::vector<std::string> topics;     // "sanction", or with all below it: "role" is also "role.pep".
  std::vector<std::string> schemas;    // With what is of that kind: Company is an Organization.
  std::vector<std::string> countries;  // As clean::country_code() gives them.

  bool is_all() const { return topics.empty() && schemas.empty() && countries.empty(); }
};

// Whoever has a listing (a Sanction) has the topic "sanction", also where the source states no topics.
bool holds(const Scope& scope, const Listed& listed);

// The candidates within the scope, as List::candidates gives them.
std::vector<Hit> candidates(const List& list, const match::Subject& customer, const Ask& ask,
                            const Scope& scope);

}  // namespace clew::screen
