// Any bytes as a payment message: every field given has a place, and a name, a text or a number.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check.h"
#include "read/iso20022.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto stream = clew::read::memory_stream({reinterpret_cast<const char*>(data), size});
  (void)clew::read::read_payments(*stream, [](const clew::read::PaymentField& field) {
    CLEW_FUZZ_CHECK(!field.field.empty() && field.line > 0);
    CLEW_FUZZ_CHECK(!field.text.empty() || !field.identifiers.empty());
    CLEW_FUZZ_CHECK(field.role != clew::read::PaymentRole::text || !field.text.empty());
  });
  return 0;
}
