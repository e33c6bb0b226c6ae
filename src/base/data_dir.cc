#include "base/data_dir.h"

#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>

namespace clew::base {
namespace {

namespace fs = std::filesystem;

bool holds(const fs::path& folder, const std::string& needed) {
  std::error_code error;
  return fs::exists(folder / needed, error);
}

}  // namespace

Result<std::string> data_dir(const std::string& needed) {
  if (const char* set = std::getenv("CLEW_DATA"); set && *set) {
    if (holds(set, needed)) return std::string(set);
    return fail(ErrorKind::not_found, fmt::format("CLEW_DATA is {}, and there is no {} in it", set, needed));
  }
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path installed = program.parent_path().parent_path() / "share" / "clew" / "data";
  if (holds(installed, needed)) return installed.string();
  for (fs::path at = program.parent_path(); at.has_relative_path(); at = at.parent_path()) {
    if (holds(at / "data", needed)) return (at / "data").string();
  }
  return fail(
      ErrorKind::not_found,
      fmt::format("cannot find the data folder with {}: set CLEW_DATA to the data folder of Clew", needed));
}

}  // namespace clew::base
