// Any bytes as a date: what is read is an ISO prefix date of a possible day, and reads as itself.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "check.h"
#include "read/dates.h"
#include "read/ofac_remarks.h"

namespace {

bool is_prefix_date(std::string_view text) {
  const std::string_view shape = std::string_view("dddd-dd-dd").substr(0, text.size());
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (shape[i] == 'd' ? !digit : text[i] != '-') return false;
  }
  return text.substr(0, 4) >= "1000" && text.substr(0, 4) <= "2100";
}

void check(const std::string& date) {
  CLEW_FUZZ_CHECK(is_prefix_date(date));
  for (const auto order : {clew::read::DayOrder::day_first, clew::read::DayOrder::month_first}) {
    CLEW_FUZZ_CHECK(clew::read::iso_date(date, order) == date);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view words(reinterpret_cast<const char*>(data), size);
  if (const auto date = clew::read::iso_date(words)) check(*date);
  if (const auto date = clew::read::iso_date(words, clew::read::DayOrder::month_first)) check(*date);
  for (const std::string& date : clew::read::read_ofac_dates(words)) check(date);
  return 0;
}
