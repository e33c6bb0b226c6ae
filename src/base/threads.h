// Work for several threads, and no more machinery than that.
#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace clew::base {

// Calls work(worker, item) once for each item in [0, items), on `workers` threads (this one included);
// items are taken in order. Returns when all are done. `work` must not throw.
template <class Work>
void parallel_for(size_t workers, size_t items, Work&& work) {
  std::atomic<size_t> next = 0;
  const auto run = [&](size_t worker) {
    for (size_t item; (item = next.fetch_add(1)) < items;) work(worker, item);
  };
  std::vector<std::jthread> threads;
  for (size_t worker = 1; worker < workers; ++worker) threads.emplace_back(run, worker);
  run(0);
}

inline size_t processor_count() {
  const unsigned count = std::thread::hardware_concurrency();
  return count == 0 ? 1 : count;
}

}  // namespace clew::base
