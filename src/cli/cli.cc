#include "cli/cli.h"

#include <fmt/core.h>

namespace clew::cli {

int run(int, char**) {
  fmt::print("clew 0.1.0\n");
  return 0;
}

}  // namespace clew::cli
