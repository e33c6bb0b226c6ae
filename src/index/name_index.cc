#include "index/name_index.h"

#include <atomic>
#include <bit>
#include <cassert>
#include <cmath>

#include "index/query.h"

namespace clew::index {
namespace {

uint64_t next_serial() {
  static std::atomic<uint64_t> serial = 0;
  return ++serial;
}

template <class Row>
std::span<const Row> rows_of(std::string_view bytes) {
  assert(reinterpret_cast<uintptr_t>(bytes.data()) % alignof(Row) == 0);
  return {reinterpret_cast<const Row*>(bytes.data()), bytes.size() / sizeof(Row)};
}

}  // namespace

NameIndex::NameIndex(std::span<const std::string_view> tables) : serial_(next_serial()) {
  assert(tables.size() == kTableCount);
  const auto rows = [&]<class Row>(Row, Table table) { return rows_of<Row>(tables[table]); };
  numbers_ = rows(uint32_t{}, kNumbers);
  names_ = rows(NameRow{}, kNames);
  name_parts_ = rows(uint32_t{}, kNameParts);
  parts_ = rows(PartRow{}, kParts);
  part_forms_ = rows(uint32_t{}, kPartForms);
  part_classes_ = rows(uint32_t{}, kPartClasses);
  classes_ = rows(uint32_t{}, kClasses);
  terms_ = rows(TermRow{}, kTerms);
  term_parts_ = rows(uint32_t{}, kTermParts);
  term_parts_at_ = rows(uint32_t{}, kTermPartsAt);
  postings_ = rows(uint32_t{}, kPostings);
  postings_at_ = rows(uint32_t{}, kPostingsAt);
  name_text_ = tables[kNameText];
  part_text_ = tables[kPartText];
  class_text_ = tables[kClassText];
  term_text_ = tables[kTermText];
  keys_ = {rows(uint32_t{}, kKeyStarts), rows(uint32_t{}, kKeyEntries), numbers_[kKeyBits]};
  class_keys_ = {rows(uint32_t{}, kClassStarts), rows(uint32_t{}, kClassEntries), numbers_[kClassBits]};
  run_keys_ = {rows(uint32_t{}, kRunStarts), rows(uint64_t{}, kRunEntries), numbers_[kRunBits]};
}

void NameIndex::find(const clean::Name& query, const Need& need, Found& found) const {
  assert(serial_ != 0);
  if (!query.parts.empty()) Query(*this, query, need, found).run();
}

}  // namespace clew::index
