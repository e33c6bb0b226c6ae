#include "read/xlsx.h"

#include <doctest/doctest.h>

#include "read/stream.h"

namespace clew::read {
namespace {

TEST_CASE("Serial numbers of a sheet are days, with the leap day that 1900 did not have") {
  struct {
    const char* number;
    const char* day;
  } cases[] = {
      {"1", "1900-01-01"},
      {"59", "1900-02-28"},
      {"61", "1900-03-01"},
      {"41988", "2014-12-15"},
      {"44592.5", "2022-01-31T12:00:00"},
      {"73050", "2099-12-31"},
      {"0", "0"},
      {"-5", "-5"},
      {"99999999", "99999999"},
      {"soon", "soon"},
      {"1e400", "1e400"},
      {"nan", "nan"},
      {"", ""},
      {"12 ", "12 "},
  };
  for (const auto& c : cases) {
    CAPTURE(c.number);
    CHECK(spreadsheet_date(c.number, false) == c.day);
  }
  CHECK(spreadsheet_date("1", true) == "1904-01-02");
}

TEST_CASE("A format shows a date if it shows a day or a year outside of quotes and brackets") {
  for (const auto code : {"dd/mm/yyyy;@", "[$-C09]d\\ mmmm\\ yyyy;@", "yyyy", "mmm-yy"})
    CHECK(is_date_format(code));
  for (const auto code : {"General", "0.00", "[Red]0", "\"day\" 0", "h:mm", "\\d0", ""})
    CHECK_FALSE(is_date_format(code));
}

TEST_CASE("A workbook becomes rows of equal length, runs of text joined and reading aids left out") {
  const auto csv = xlsx_as_csv(CLEW_SOURCE_DIR "/tests/data/lists/world-bank.xlsx");
  REQUIRE(csv);
  CHECK(
      *csv ==
      "\"Downloaded on: 07/01/2025 10:37\",,,,,,\n"
      "\"Firm Name\",\"Additional Firm Info\",\"Address\",\"Country\",\"Ineligibility Period\",,\"Grounds\"\n"
      ",,,,\"From Date\",\"To Date\",\n"
      "\"QUUXHAVEN DREDGING LLC\",\"*12\",\"3 Quay, "
      "Arven\",\"Arvenia\",\"2024-12-10\",\"2999-12-31\",\"Fraudulent Practices\"\n"
      "\"MR. IMREK TOLVAR\",,\"4 Quay, Arven\",\"Arvenia\",\"2020-01-02\",\"2023-01-01\",\"Obstructive "
      "Practices\"\n");
}

TEST_CASE("What is no workbook is an error that names the file") {
  const auto none = xlsx_as_csv(CLEW_SOURCE_DIR "/README.md");
  REQUIRE(!none);
  CHECK(none.error().message.find("README.md is no workbook") != std::string::npos);
}

}  // namespace
}  // namespace clew::read
