// A goAML report for a financial intelligence unit, driven by the unit's own schema file, read at run time.
//
//   request file   goaml:                        schema of the unit         report.xml
//                    rentity_id: 417       +     order, names, codes   ->   <report><rentity_id>417...
//                    report_code: AIF
//
// Units differ in fields, codes and letters, so nothing of a schema is compiled in: names and order come from
// the file, what it requires and nobody gave is said, what it has no place for is said, and the result is
// validated against it (libxml2). A unit's patterns written for another engine (^...$, [0-9-+]) are mended
// as the schema is read. `reason`, `action` and the date come from the request where the file says nothing.
// An entry marked `protected: true` is not written. Nothing is fetched from a network.
#pragma once

#include <string>
#include <vector>

#include "ask/request.h"

namespace clew::ask {

struct GoamlReport {
  std::string xml;                    // Empty when there are problems.
  std::vector<std::string> problems;  // What the schema requires or refuses, with the place.
  std::vector<std::string> left_out;  // What the schema has no place for.
};

// Fails when the schema cannot be read or is none.
base::Result<GoamlReport> make_goaml(const Request& request, const std::string& schema_path);

}  // namespace clew::ask
