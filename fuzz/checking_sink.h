// A sink that holds every reader to the contract of read/sink.h.
#pragma once

#include <string_view>

#include "check.h"
#include "read/sink.h"
#include "read/text.h"

namespace clew {

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

}  // namespace clew
