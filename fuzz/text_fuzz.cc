// Any bytes as text and as dates: what comes out is clean UTF-8, and a date that was read is read again as
// itself.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "check.h"
#include "read/dates.h"
#include "read/text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::string converted;
  for (const std::string_view encoding : {"", "windows-1251", "utf-16le", "shift_jis"}) {
    CLEW_FUZZ_CHECK(clew::read::is_clean_utf8(clew::read::clean_utf8(bytes, encoding, converted)));
    const auto text = clew::read::to_utf8(bytes, encoding);
    CLEW_FUZZ_CHECK(!text || clew::read::is_clean_utf8(*text));
  }
  for (const auto order : {clew::read::DayOrder::day_first, clew::read::DayOrder::month_first}) {
    const auto date = clew::read::iso_date(bytes, order);
    CLEW_FUZZ_CHECK(!date || clew::read::iso_date(*date, order) == date);
  }
  return 0;
}
