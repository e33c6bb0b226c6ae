#include "store/files.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <set>

#include "store/column_file.h"

namespace clew::store {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using Names = std::set<std::string, std::less<>>;

}  // namespace

std::string segment_path(std::string_view store, std::string_view file) {
  return fmt::format("{}/segments/{}", store, file);
}

std::string report_path(std::string_view store, std::string_view file) {
  return fmt::format("{}/reports/{}", store, file);
}

std::string source_path(std::string_view store, std::string_view file) {
  return fmt::format("{}/sources/{}", store, file);
}

std::string_view derived_from(std::string_view file) { return file.substr(0, file.rfind('.')); }

Result<Manifest> current_manifest(base::Disk& disk, const std::string& store) {
  const std::string path = store + "/manifest";
  auto text = disk.read_file(path);
  if (!text && text.error().kind == ErrorKind::not_found) {
    return fail(ErrorKind::not_found,
                fmt::format("{} is no Clew store; make one with: clew load FILE... --into {}", store, store));
  }
  if (!text) return std::unexpected(text.error());
  return read_manifest(*text, path);
}

Result<std::vector<std::string>> unused_files(base::Disk& disk, const std::string& store,
                                              const Manifest& manifest) {
  Names segments, stems, reports, sources;
  for (const SegmentEntry& entry : manifest.segments) {
    segments.insert(entry.file);
    stems.insert(std::filesystem::path(entry.file).stem().string());
  }
  stems.insert(whole_stem(manifest));
  for (const Dataset& dataset : manifest.datasets) {
    for (const Version& version : dataset.versions) reports.insert(version.report);
  }
  for (const KeptSource& kept : manifest.sources) {
    if (kept.kept) sources.insert(kept.file);
  }
  using IsUsed = std::function<bool(const std::string&)>;
  const std::array<std::pair<std::string, IsUsed>, 5> folders = {{
      {"derived", [&](const std::string& name) { return stems.contains(derived_from(name)); }},
      {"reports", [&](const std::string& name) { return reports.contains(name); }},
      {"segments", [&](const std::string& name) { return segments.contains(name); }},
      {"sources", [&](const std::string& name) { return sources.contains(name); }},
      {"tmp", [](const std::string&) { return false; }},
  }};
  std::vector<std::string> unused;
  for (const auto& [folder, is_used] : folders) {
    if (!base::exists(store + "/" + folder)) continue;
    CLEW_TRY_ASSIGN(const auto names, disk.list(store + "/" + folder));
    for (const std::string& name : names) {
      if (!is_used(name)) unused.push_back(folder + "/" + name);
    }
  }
  return unused;
}

}  // namespace clew::store
