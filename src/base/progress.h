// How far a long work has come, for whoever watches from another thread.
#pragma once

#include <atomic>
#include <cstdint>

namespace clew::base {

struct Progress {
  std::atomic<const char*> stage = "";  // "reading", "writing" ...: a string that lives for ever.
  std::atomic<uint64_t> done = 0;       // Bytes.
  std::atomic<uint64_t> total = 0;

  void begin(const char* name, uint64_t bytes_total) {
    done = 0;
    total = bytes_total;
    stage = name;
  }
};

}  // namespace clew::base
