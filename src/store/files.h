// The files of a store: which of them its manifest needs.
#pragma once

#include <string>
#include <vector>

#include "base/disk.h"
#include "store/manifest.h"

namespace clew::store {

std::string segment_path(std::string_view store, std::string_view file);
std::string report_path(std::string_view store, std::string_view file);
std::string source_path(std::string_view store, std::string_view file);

// The manifest as it is now, or, where there is no store yet, not_found with what to do.
base::Result<Manifest> current_manifest(base::Disk& disk, const std::string& store);

// Files below the store's folders that the manifest does not name: what a writer that died left behind,
// segments that were compacted, tables derived from them. Paths below the store, sorted.
base::Result<std::vector<std::string>> unused_files(base::Disk& disk, const std::string& store,
                                                    const Manifest& manifest);

// What a derived file was made from: "000002-list-2" of "000002-list-2.names".
std::string_view derived_from(std::string_view file);

}  // namespace clew::store
