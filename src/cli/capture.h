// A command run within the program: its JSON and its error as values instead of on the terminal.
//
//   clew serve ── GET /v1/entities/X/trace ──▶ clew trace STORE X --json ──▶ the same JSON
//
// So what the server says is what the command line says, of one source. Per thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace clew::cli {

// While it lives, JSON that commands of this thread print, and errors that they report, are kept here.
class Capture {
 public:
  Capture();
  ~Capture();
  Capture(const Capture&) = delete;

  std::string json;
  std::optional<base::Error> error;

 private:
  Capture* before_;
};

// The innermost of this thread; nullptr where commands print.
Capture* current_capture();
void print_line(std::string_view text);

}  // namespace clew::cli
