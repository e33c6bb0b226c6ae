// What the server counts, for Prometheus and for the live page. Never a name, an identifier or a query.
//
// Thread-safe. A country with fewer than five hits is not told: it might tell of whom.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "net/server.h"

namespace clew::serve {

class Snapshot;

class Figures {
 public:
  Figures();

  // `route` is the pattern, never the path.
  void answered(std::string_view route, int status, std::chrono::microseconds took);
  void screened(uint64_t queries);
  struct Hit {
    const std::vector<std::string>& datasets;
    std::string_view schema;
    const std::vector<std::string>& countries;
  };
  void hit(const Hit& hit);
  void swapped() { ++swaps_; }

  // Prometheus' text format 0.0.4.
  std::string prometheus(const net::Counts& counts, const Snapshot& snapshot) const;
  // One JSON object.
  std::string json(const net::Counts& counts, const Snapshot& snapshot) const;

 private:
  static constexpr std::array<double, 11> kSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                      0.05,   0.1,   0.5,    1,     5};
  struct Route {
    std::map<int, uint64_t> by_status;
    std::array<uint64_t, kSeconds.size() + 1> buckets = {};
    double seconds = 0;
    uint64_t count = 0;
  };
  struct Minute {
    int64_t minute = 0;
    uint64_t screened = 0, hits = 0;
  };
  Minute& this_minute();

  std::chrono::system_clock::time_point started_;
  std::atomic<uint64_t> swaps_{0};
  mutable std::mutex mutex_;
  std::map<std::string, Route, std::less<>> routes_;
  std::map<std::string, uint64_t, std::less<>> by_dataset_, by_schema_, by_country_;
  uint64_t screened_ = 0, hits_ = 0;
  std::deque<Minute> minutes_;  // The last sixty with anything in them.
};

}  // namespace clew::serve
