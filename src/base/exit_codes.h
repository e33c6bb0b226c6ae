// What a program's exit code says; the manual page lists the codes.
#pragma once

#include "base/error.h"

namespace clew::base {

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

constexpr ExitCode exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage: return kUsage;
    case ErrorKind::not_found: return kNotFound;
    case ErrorKind::io: return kInputOutput;
    case ErrorKind::disk_full: return kDiskFull;
    case ErrorKind::format: return kFormat;
    case ErrorKind::corrupt: return kCorrupt;
    case ErrorKind::locked: return kLocked;
    case ErrorKind::unsupported: return kUnsupported;
  }
  return kInputOutput;
}

}  // namespace clew::base
