// What the program's exit code says; the manual page lists the codes.
#pragma once

#include "base/error.h"

namespace clew::cli {

enum ExitCode : int {
  kDone = 0,
  kDoneWithLosses = 1,  // Done, but some of the input could not be read; the summary says what.
  kUsage = 2,
  kNotFound = 3,  // No such file, store, dataset or entity; or nothing answers the question.
  kInputOutput = 4,
  kDiskFull = 5,
  kFormat = 6,
  kCorrupt = 7,
  kLocked = 8,
  kUnsupported = 9,
  kMappingFailed = 10,  // The disk failed under a mapped file.
  kDiffers = 11,        // `check` or `verify` found that something is not as it should be.
};

constexpr ExitCode exit_code(base::ErrorKind kind) {
  switch (kind) {
    case base::ErrorKind::usage: return kUsage;
    case base::ErrorKind::not_found: return kNotFound;
    case base::ErrorKind::io: return kInputOutput;
    case base::ErrorKind::disk_full: return kDiskFull;
    case base::ErrorKind::format: return kFormat;
    case base::ErrorKind::corrupt: return kCorrupt;
    case base::ErrorKind::locked: return kLocked;
    case base::ErrorKind::unsupported: return kUnsupported;
  }
  return kInputOutput;
}

}  // namespace clew::cli
