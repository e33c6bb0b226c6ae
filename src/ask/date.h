// Calendar dates as rules need them: ISO text in, days and months added, ISO text out.
//
// A day that a month lacks becomes the month's last (31 January + 1 month = 28 or 29 February), as most
// procedural laws count; where a law counts otherwise, a rule names days. Pure and thread-safe.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace clew::ask {

using Date = std::chrono::sys_days;

// "2026-03-31" exactly; nothing for a date that cannot be (2026-02-30) or years outside 1800..2200.
std::optional<Date> parse_date(std::string_view text);

std::string to_string(Date date);

Date add_days(Date date, int days);
Date add_months(Date date, int months);

}  // namespace clew::ask
