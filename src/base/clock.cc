#include "base/clock.h"

#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>

namespace clew::base {
namespace {

using std::chrono::system_clock;

system_clock::time_point parse(const char* text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::sscanf(text, "%d-%d-%dT%d:%d:%d", &year, &month, &day, &hour, &minute, &second);
  const std::chrono::sys_days date = std::chrono::year(year) / month / day;
  return date + std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
}

}  // namespace

system_clock::time_point now() {
  static const char* fixed = std::getenv("CLEW_NOW");
  return fixed == nullptr ? system_clock::now() : parse(fixed);
}

std::string iso_day(system_clock::time_point time) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string iso_time(system_clock::time_point time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format("{}T{:02}:{:02}:{:02}Z", iso_day(time), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

}  // namespace clew::base
