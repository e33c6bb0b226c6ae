#include "cli/capture.h"

#include <fmt/core.h>

namespace clew::cli {
namespace {

thread_local Capture* innermost = nullptr;

}  // namespace

Capture::Capture() : before_(innermost) { innermost = this; }
Capture::~Capture() { innermost = before_; }
Capture* current_capture() { return innermost; }

void print_line(std::string_view text) {
  if (innermost == nullptr) return fmt::print("{}\n", text);
  innermost->json += text;
  innermost->json += '\n';
}

void say_line(std::string_view text) {
  if (innermost == nullptr) return fmt::print(stderr, "{}\n", text);
  innermost->notes += text;
  innermost->notes += '\n';
}

}  // namespace clew::cli
