#include "read/dates.h"

#include <doctest/doctest.h>

namespace clew::read {
namespace {

TEST_CASE("iso_date reads the ways in which sources write dates") {
  struct {
    std::string words;
    const char* date;
  } cases[] = {
      {"1948", "1948"},
      {"1948-12", "1948-12"},
      {"1948-12-10", "1948-12-10"},
      {"1948-12-10T00:00:00", "1948-12-10"},
      {"1948-12-10T00:00:00.000Z", "1948-12-10"},
      {"1948-12-10 10:15:30+02:00", "1948-12-10"},
      {"1948-12-10Z", "1948-12-10"},
      {"1948-12-10+02:00", "1948-12-10"},
      {" 10 Dec 1948 ", "1948-12-10"},
      {"1 december 1948", "1948-12-01"},
      {"Dec 1948", "1948-12"},
      {"10-DEC-1948", "1948-12-10"},
      {"10-DEC-06", "2006-12-10"},
      {"Dec 10, 1948", "1948-12-10"},
      {"September 3, 2004", "2004-09-03"},
      {"3 Sept 2004", "2004-09-03"},
      {"10/12/1948", "1948-12-10"},
      {"10.12.1948", "1948-12-10"},
      {"OCT-2019", "2019-10"},
      {"12/1948", "1948-12"},
      {"10/12/48", "2048-12-10"},
      {"10/12/50", "1950-12-10"},
      {"10/12/99", "1999-12-10"},
      {"29 Feb 2000", "2000-02-29"},
      {"1948/12/10", "1948-12-10"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.words);
    CHECK(iso_date(c.words).value_or("none") == c.date);
  }
}

TEST_CASE("iso_date takes the order of day and month from the format") {
  CHECK(iso_date("03/04/2013").value_or("") == "2013-04-03");
  CHECK(iso_date("03/04/2013", DayOrder::month_first).value_or("") == "2013-03-04");
  CHECK(iso_date("03/28/2025", DayOrder::month_first).value_or("") == "2025-03-28");
  CHECK(iso_date("10 Dec 1948", DayOrder::month_first).value_or("") == "1948-12-10");
}

TEST_CASE("iso_date reads nothing that is no possible date") {
  const std::string cases[] = {
      "",           " ",          "31/02/2013",  "5012-05-22", "0999",        "2101",         "29 Feb 1900",
      "circa 1948", "1948-13",    "1948-00-10",  "1948-12-00", "00/00/0000",  "10 Dec",       "Dec",
      "10",         "1948 1949",  "10 12 1948",  "10Dec1948",  "10-12/1948",  "1948-12-10-1", "10 Dec 1948.",
      "1948-",      "-1948",      "10 Foo 1948", "May 10",     "1948--12-10", "1948\n1949",   "19481210",
      "1948-12-1x", "10,12,1948", "123/1/2000",  "1/123/2000", "1e3",         "1948-12-10Tx", "12345",
  };
  for (const std::string& words : cases) {
    CAPTURE(words);
    CHECK_FALSE(iso_date(words));
  }
}

}  // namespace
}  // namespace clew::read
