// What to tell of files that are of no known format, so that the reader of the message knows what to do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "load/plan.h"

namespace clew::load {

// An archive that is not opened: of no format, though its bytes may hold a list that is of one.
bool is_tar(std::string_view head);

// Of one file that the user named and that begins with `head`.
std::unexpected<base::Error> unknown_file(const std::string& path, std::string_view head);

// Of a file, beginning with `head`, that lies in a folder or an archive.
Skipped skipped(const read::Input& input, std::string_view head);

// Of paths that held nothing to read; the first unknown file without advice of its own begins with `head`.
std::unexpected<base::Error> nothing_to_load(const Plan& plan, const std::vector<std::string>& paths,
                                             std::string_view head);

}  // namespace clew::load
