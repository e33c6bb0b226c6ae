// Any bytes as a file of customers: rows are numbered without gaps, each is a customer with something to
// screen or a problem, and a row that is read again is the same record.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "check.h"
#include "cli/customers.h"

namespace {

const clew::clean::Tables& tables() {
  static const auto loaded = clew::clean::Tables::load();
  CLEW_FUZZ_CHECK(loaded.has_value());
  return **loaded;
}

void check_row(const clew::cli::CustomerRow& row) {
  const auto customer = clew::cli::customer_of(tables(), "Person", row);
  const bool has_something = !customer.subject.names.empty() || !customer.subject.identifiers.empty();
  CLEW_FUZZ_CHECK(has_something || !customer.problem.empty());
  CLEW_FUZZ_CHECK(row.record_hash().size() == 64);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto reader = clew::cli::CustomerReader::of(clew::read::memory_stream(bytes), "fuzz", {});
  if (!reader) return 0;
  clew::cli::CustomerRow row;
  uint64_t before = 0;
  for (auto found = reader->next(row); found && *found && before < 50; found = reader->next(row)) {
    CLEW_FUZZ_CHECK(row.row == before + 1);
    before = row.row;
    check_row(row);
  }
  return 0;
}
