// Words that sanctions lists share: enumerations in one cell, dates that are not quite dates.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "read/emit.h"

namespace clew::read {

// "a) Mali b) Niger" as "Mali" and "Niger"; other words whole. Letters count only in their order from a.
std::vector<std::string_view> lettered_parts(std::string_view words);

// The parts between separators, trimmed, without empty ones.
std::vector<std::string_view> parts_between(std::string_view words, std::string_view separator);

// What words like "Approximately 1955-1958", "4 Oct. 1972" or "1961 or 1962" say of a date: one or two ISO
// prefix dates, of a span its ends; none where they say no date.
std::vector<std::string> dates_in(std::string_view words);

// Adds those dates of each part between ; or >> with all the words beside them; a part without a date as it
// is, with an issue "bad-date".
void add_loose_dates(Emit& emit, std::string_view property, std::string_view words, std::string_view field);

// An address known as one line: an Address of its own, and the line.
void add_address_line(Emit& main, Emit& side, std::string_view prefix, std::string_view line,
                      std::string_view field);

}  // namespace clew::read
