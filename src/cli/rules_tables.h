// The tables of the rule book as rows people read: rules, treaty relations and declarations, authorities,
// instruments, profiles. Each row has its dates, its source, and a mark: verified, unverified or invented.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ask/rules.h"

namespace clew::cli {

const std::vector<std::string>& rule_tables();

// Prints one of rule_tables(), only the rows that mention the word where one is given.
void list_table(const ask::RuleBook& book, std::string_view what, std::string_view word, bool as_json);

}  // namespace clew::cli
