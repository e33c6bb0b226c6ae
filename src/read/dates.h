// Dates as sources write them, read into FollowTheMoney's prefix dates: 1990, 1990-05, 1990-05-17.
//
// Reading says what the words mean by their format; it never repairs. An impossible date (31/02/2013, the
// year 5012) is not read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clew::read {

// What the format says of an ambiguous 03/04/2013.
enum class DayOrder { day_first, month_first };

// The ISO prefix date that `words` write, or nothing. Read are: ISO dates and date-times (also with a
// zone), "10 Dec 1948", "Dec 1948", "1948", "10-DEC-1948", "Dec 10, 1948", "10/12/1948", "10.12.1948",
// "OCT-2019" and two-digit years "10/12/48" (1950 to 2049). Names of months are English, any case, in full
// or as three letters. Years run from 1000 to 2100.
std::optional<std::string> iso_date(std::string_view words, DayOrder order = DayOrder::day_first);

}  // namespace clew::read
