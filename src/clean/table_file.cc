#include "clean/table_file.h"

#include <fmt/core.h>

#include <fstream>

#include "base/hash.h"

namespace clew::clean {

Columns split(std::string_view text, char at) {
  Columns parts;
  for (size_t begin = 0;;) {
    const size_t end = text.find(at, begin);
    parts.emplace_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

base::Result<void> read_table(const std::string& path, size_t columns_min, uint64_t& version,
                              const std::function<bool(const Columns&)>& take) {
  std::ifstream file(path);
  if (!file)
    return base::fail(base::ErrorKind::not_found,
                      fmt::format("cannot open {}; is CLEW_DATA the data folder of Clew?", path));
  std::string line;
  for (size_t number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    version = base::hash64(line, version);
    const Columns columns = split(line, '\t');
    if (columns.size() < columns_min || !take(columns)) {
      return base::fail(
          base::ErrorKind::format,
          fmt::format("{}:{}: not a line of this table; its first lines say what the columns are", path,
                      number));
    }
  }
  return {};
}

}  // namespace clew::clean
