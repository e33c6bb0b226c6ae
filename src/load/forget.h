// Takes a person out of a store: deliberately, with a reason and an approver, and then completely.
//
// Erased are: the entity; what is only about it (its listings, passports, links, addresses no one else
// has); every statement about others that names it in running text; the passages of the kept sources and
// the reports that any of this stood in. What remains is a tombstone (load/erased.h), which also keeps the
// person out when the same source is loaded again. Another person of the same name stays.
#pragma once

#include <string>
#include <vector>

#include "base/disk.h"

namespace clew::load {

struct ForgetOptions {
  std::string store;
  std::string id;
  std::string reason;
  std::string approver;
  bool try_only = false;  // Say what would be erased; write nothing.
};

struct Forgotten {
  std::vector<std::string> entities;      // Erased whole.
  uint64_t statements = 0;                // Erased, in all versions.
  std::vector<std::string> mentioned_by;  // Entities that lose a statement which named the person.
  std::vector<std::string> same_name;     // Others of the same name, who stay.
  uint64_t sources_redacted = 0;
};

base::Result<Forgotten> forget(const ForgetOptions& options, base::Disk& disk = base::real_disk());

}  // namespace clew::load
