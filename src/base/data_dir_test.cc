#include "base/data_dir.h"

#include <doctest/doctest.h>

#include <cstdlib>

namespace clew::base {
namespace {

TEST_CASE("the data folder is the one named, and a wrong name is said, not passed over") {
  const char* before = std::getenv("CLEW_DATA");
  const std::string kept = before ? before : "";
  ::setenv("CLEW_DATA", CLEW_SOURCE_DIR, 1);
  const auto found = data_dir("src/base/data_dir.h");
  REQUIRE(found);
  CHECK(*found == CLEW_SOURCE_DIR);
  const auto missing = data_dir("no/such/file");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().message.find("CLEW_DATA is ") != std::string::npos);
  before ? ::setenv("CLEW_DATA", kept.c_str(), 1) : ::unsetenv("CLEW_DATA");
}

}  // namespace
}  // namespace clew::base
