// The command-line door: the only room, with serve, that knows flags, terminals and exit codes.
#pragma once

namespace clew::cli {

// Runs the program; returns its exit code (see exit_codes.h).
int run(int argc, char** argv);

}  // namespace clew::cli
