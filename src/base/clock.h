// The time of day. All of Clew asks here, so that a test can hold the clock still.
#pragma once

#include <chrono>
#include <string>

namespace clew::base {

// UTC. CLEW_NOW in the environment ("2026-02-27T10:00:00Z") holds the clock still, for reproducible output.
std::chrono::system_clock::time_point now();

// "2026-02-27T10:00:00Z", UTC.
std::string iso_time(std::chrono::system_clock::time_point time);
// "2026-02-27", UTC.
std::string iso_day(std::chrono::system_clock::time_point time);

}  // namespace clew::base
