// The first sheet of an Excel workbook (.xlsx) as CSV text, so that whatever reads CSV reads it too.
//
//   xl/workbook.xml -> the first sheet -> rows, with shared strings and dates resolved -> "A","B\n..."
//
// Every row has as many cells as the widest one; rows without any text are left out. A number that its format
// shows as a date becomes an ISO date. Formulas are not computed: what the file holds as their result is
// read. Records are places in the text made here. Memory: the sheet, at most kSheetBytesMax unfolded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace clew::read {

constexpr uint64_t kSheetBytesMax = 256ull << 20;

// The workbook in the file at `path`.
base::Result<std::string> xlsx_as_csv(const std::string& path);

// The serial day number of a cell as an ISO date, with the time where it has one; the number itself where it
// is no day from 1900 to 2100.
std::string spreadsheet_date(const std::string& number, bool since_1904);

// Whether a format code such as "dd/mm/yyyy;@" shows a date.
bool is_date_format(std::string_view code);

}  // namespace clew::read
