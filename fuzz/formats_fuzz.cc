// Any bytes as a file of any format. An input's first line names the format ("ofac-csv-sdn") and the rest
// is the file; without such a line the format is the recognised one. A new format needs only its seeds.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "check.h"
#include "read/format.h"
#include "read/text.h"

namespace {

using namespace clew;

// Checks what the contract of Sink asks of a reader.
class CheckingSink : public read::Sink {
 public:
  explicit CheckingSink(uint32_t part) : part_(part) {}

  read::SlotId slot(const model::Slot& slot) override {
    CLEW_FUZZ_CHECK(!slot.schema.empty() && !slot.property.empty());
    return slots_++;
  }
  void add(std::string_view entity, read::SlotId slot, std::string_view value, std::string_view original,
           const model::Record& record) override {
    CLEW_FUZZ_CHECK(!entity.empty() && slot < slots_);
    CLEW_FUZZ_CHECK(read::is_clean_utf8(entity) && read::is_clean_utf8(value) &&
                    read::is_clean_utf8(original));
    check(record);
  }
  void replace(std::string_view entity, const model::Record& record) override {
    CLEW_FUZZ_CHECK(!entity.empty());
    check(record);
  }
  void issue(std::string_view kind, std::string_view text, const model::Record& record) override {
    CLEW_FUZZ_CHECK(!kind.empty() && !text.empty());
    check(record);
  }
  void not_mapped(std::string_view field, std::string_view, const model::Record& record) override {
    CLEW_FUZZ_CHECK(!field.empty());
    check(record);
  }
  void note(const read::DatasetNote&) override {}

 private:
  void check(const model::Record& record) const { CLEW_FUZZ_CHECK(record.part == part_); }

  uint32_t part_;
  read::SlotId slots_ = 0;
};

const read::Format* named(std::string_view name) {
  for (const read::Format* format : read::formats()) {
    if (format->name == name) return format;
  }
  return nullptr;
}

void read_as(const read::Format& format, std::string_view bytes) {
  constexpr uint32_t kPart = 3;
  const auto stream = read::memory_stream(bytes);
  CheckingSink sink(kPart);
  read::ReadOptions options;
  options.part = kPart;
  options.dataset = "fuzz";
  (void)format.read(*stream, sink, options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t line_end = bytes.find('\n');
  const read::Format* format = named(bytes.substr(0, line_end));
  if (format != nullptr && line_end != bytes.npos) {
    bytes.remove_prefix(line_end + 1);
  } else {
    format = read::recognise(bytes.substr(0, 64 << 10));
  }
  if (format != nullptr) read_as(*format, bytes);
  return 0;
}
