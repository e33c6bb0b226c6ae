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

  std::string json;   // Or what else it writes to standard output: a sheet as text, HTML or PDF.
  std::string notes;  // What commands on requests say beside it, a line each.
  std::optional<base::Error> error;
  std::optional<std::string> input;  // Read by commands on requests instead of the file they are given.

 private:
  Capture* before_;
};

// The innermost of this thread; nullptr where commands print.
Capture* current_capture();
void print_line(std::string_view text);
// A line for whoever runs the command, on standard error.
void say_line(std::string_view text);

}  // namespace clew::cli
