// Where real data lies, for tests that are held against it; see CLEW_TEST_DATA in the developer's guide.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

namespace clew::read {

// The path of `name` below CLEW_TEST_DATA (default: ../shared/data beside the source), or empty, which is
// said in one line: the test is then to return.
inline std::string test_data(const std::string& name) {
  const char* root = std::getenv("CLEW_TEST_DATA");
  const std::string path =
      std::string(root != nullptr ? root : CLEW_SOURCE_DIR "/../shared/data") + "/" + name;
  if (std::filesystem::exists(path)) return path;
  std::cout << "skipped: " << name << " is not there (set CLEW_TEST_DATA)\n";
  return {};
}

}  // namespace clew::read
