#include "load/unknown.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/data_dir.h"

namespace clew::load {
namespace {

using base::ErrorKind;
using base::fail;

constexpr std::string_view kUnpack = "tar is not opened: unpack it and load the folder";

// Nearly all the fields that the mapping reads are there; a few may be missing from the beginning of a file.
bool fits(const read::Mapping& mapping, std::string_view head) {
  size_t wanted = 0, found = 0;
  for (const std::string& field : mapping.used) {
    for (size_t begin = 0; begin < field.size(); ++wanted) {
      const size_t end = std::min(field.find('/', begin), field.size());
      if (head.find(std::string_view(field).substr(begin, end - begin)) != head.npos) ++found;
      begin = end + 1;
    }
  }
  return found >= 3 && found * 10 >= wanted * 8;
}

// The path of the first mapping that comes with Clew and fits, or empty.
std::string shipped_mapping(std::string_view head) {
  const auto folder = base::data_dir("mappings");
  if (!folder) return {};
  std::vector<std::string> paths;
  std::error_code error;
  for (std::filesystem::directory_iterator at(*folder + "/mappings", error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".yaml") paths.push_back(at->path().string());
  }
  std::ranges::sort(paths);
  for (const std::string& path : paths) {
    const auto mapping = read::load_mapping(path);
    if (mapping && fits(**mapping, head)) return path;
  }
  return {};
}

std::string advice(std::string_view head) {
  if (is_tar(head)) return std::string(kUnpack);
  if (const std::string path = shipped_mapping(head); !path.empty())
    return fmt::format("its fields fit a mapping that comes with Clew: add --mapping {}", path);
  return "any CSV, JSON or YAML can be read with --mapping FILE (docs/formats/mapping.md); docs/formats "
         "lists "
         "what is read without one";
}

// Those with advice first: only the first few are shown.
std::vector<std::string> lines_of(std::vector<Skipped> files) {
  std::ranges::stable_partition(files, [](const Skipped& file) { return !file.advice.empty(); });
  std::vector<std::string> lines;
  for (const Skipped& file : files) {
    lines.push_back(file.advice.empty() ? file.path : fmt::format("{}: {}", file.path, file.advice));
  }
  return lines;
}

std::string some_of(const std::vector<std::string>& names) {
  constexpr size_t kShown = 5;
  const size_t shown = std::min(names.size(), kShown);
  std::string text =
      fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<ptrdiff_t>(shown), "\n  "));
  if (shown < names.size()) text += fmt::format("\n  and {} more", names.size() - shown);
  return text;
}

}  // namespace

bool is_tar(std::string_view head) { return head.size() > 262 && head.substr(257, 5) == "ustar"; }

std::unexpected<base::Error> unknown_file(const std::string& path, std::string_view head) {
  return fail(ErrorKind::format,
              fmt::format("{} is of none of the {} formats that Clew knows by their content; {}", path,
                          read::formats().size(), advice(head)));
}

Skipped skipped(const read::Input& input, std::string_view head) {
  return {input.member.empty() ? input.path : fmt::format("{}:{}", input.path, input.member),
          is_tar(head) ? std::string(kUnpack) : std::string()};
}

std::unexpected<base::Error> nothing_to_load(const Plan& plan, const std::vector<std::string>& paths,
                                             std::string_view head) {
  if (plan.skipped.empty() && plan.unread.empty())
    return fail(ErrorKind::format, fmt::format("{} holds no files", fmt::join(paths, ", ")));
  std::string text = "no file is of a format that Clew knows";
  if (!plan.skipped.empty()) {
    text += fmt::format("; not known:\n  {}", some_of(lines_of(plan.skipped)));
    const auto general = [](const Skipped& file) { return file.advice.empty(); };
    if (std::ranges::any_of(plan.skipped, general)) text += "\n" + advice(head);
  }
  if (!plan.unread.empty()) text += fmt::format("\ncannot be opened:\n  {}", some_of(plan.unread));
  return fail(ErrorKind::format, text);
}

}  // namespace clew::load
