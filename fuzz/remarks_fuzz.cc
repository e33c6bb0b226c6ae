// Any text as the remarks of an OFAC entry: no piece vanishes. The first byte says what the entry is.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check.h"
#include "read/ofac_remarks.h"
#include "read/text.h"

namespace {

using namespace clew;

class CountingSink : public read::Sink {
 public:
  read::SlotId slot(const model::Slot& slot) override {
    CLEW_FUZZ_CHECK(!slot.schema.empty() && !slot.property.empty());
    return slots_++;
  }
  void add(std::string_view entity, read::SlotId, std::string_view value, std::string_view original,
           const model::Record&) override {
    CLEW_FUZZ_CHECK(entity.starts_with("ofac-") && read::is_clean_utf8(value) &&
                    read::is_clean_utf8(original));
    ++said;
  }
  void replace(std::string_view, const model::Record&) override {}
  void issue(std::string_view, std::string_view text, const model::Record&) override {
    CLEW_FUZZ_CHECK(read::is_clean_utf8(text));
  }
  void not_mapped(std::string_view field, std::string_view value, const model::Record&) override {
    CLEW_FUZZ_CHECK(read::is_clean_utf8(field) && read::is_clean_utf8(value) && !value.empty());
  }
  void note(const read::DatasetNote&) override {}

  int said = 0;

 private:
  read::SlotId slots_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto kind = static_cast<read::OfacKind>(data[0] % 5);
  const std::string_view remarks(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (!read::is_clean_utf8(remarks)) return 0;
  CountingSink sink;
  read::OfacEntries entries(sink);
  entries.begin("1", read::OfacKind::organization, {});
  entries.add_name("HARBOUR TRUST S.A.", "SDN_Name");
  for (const read::RemarkPiece& piece : read::split_remark(remarks)) {
    CLEW_FUZZ_CHECK(piece.words.data() >= remarks.data() && !piece.words.empty());
    entries.begin("2", kind, {});
    const int before = sink.said;
    entries.add_piece(piece);
    entries.finish();
    CLEW_FUZZ_CHECK(sink.said > before);
  }
  entries.begin("2", kind, {});
  entries.add_remarks(remarks, 1000);
  entries.add_continued_remarks(remarks);
  entries.finish();
  return 0;
}
