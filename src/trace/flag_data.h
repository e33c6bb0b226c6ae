// The definitions of flags and the lists of jurisdictions, as data (data/flags).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.h"

namespace clew::trace {

struct FlagDefinition {
  std::string name;  // "loop", a stable word.
  std::string title, asks, evidence, source, innocent;
  std::map<std::string, int> limits;

  int limit(const std::string& what, int otherwise) const {
    const auto found = limits.find(what);
    return found == limits.end() ? otherwise : found->second;
  }
};

struct JurisdictionList {
  std::string name, title, publisher, as_of;
  bool is_checked = false;
  std::vector<std::string> codes;  // Lower case.
};

struct FlagData {
  std::vector<FlagDefinition> flags;
  std::vector<JurisdictionList> lists;
};

// Those of the data folder. An error names file, line and what is wrong.
base::Result<FlagData> shipped_flags();
base::Result<FlagData> read_flags(const std::string& flags_path, const std::string& lists_path);

}  // namespace clew::trace
