// Any bytes as comma-separated values: rows stand in order within the bytes, and a whole row read alone
// gives the same cells.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "check.h"
#include "read/csv.h"

namespace {

using clew::read::CsvReader;
using clew::read::CsvRow;

std::vector<std::string> copy(const CsvRow& row) { return {row.cells.begin(), row.cells.end()}; }

void check_alone(std::string_view row_bytes, const std::vector<std::string>& cells) {
  const std::string bytes = std::string(row_bytes) + "\r\n";  // A row may itself end in \r.
  const auto stream = clew::read::memory_stream(bytes);
  CsvReader reader(*stream, 0);
  CsvRow row;
  const auto found = reader.next(row);
  CLEW_FUZZ_CHECK(found && *found && !row.damaged);
  CLEW_FUZZ_CHECK(copy(row) == cells);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto stream = clew::read::memory_stream(bytes);
  CsvReader reader(*stream, 7, {.row_bytes_max = 4096});
  CsvRow row;
  uint64_t end = 0;
  uint32_t line = 0;
  int alone = 0;  // A reader's window is large; a few rows an input are enough.
  for (auto found = reader.next(row); found && *found; found = reader.next(row)) {
    CLEW_FUZZ_CHECK(row.record.part == 7 && row.record.offset >= end && row.record.line > line);
    end = row.record.offset + row.record.length;
    line = row.record.line;
    CLEW_FUZZ_CHECK(end <= size);
    if (!row.damaged && alone++ < 4)
      check_alone(bytes.substr(row.record.offset, row.record.length), copy(row));
  }
  return 0;
}
