// The rows inside a block: the part of partitions.h that must be inlined to be fast.
#pragma once

#include "base/varint.h"
#include "load/partitions.h"

namespace clew::load {

// What a chunk consists of: a tag, then what belongs to it. Tags from kFirstSlot on are rows.
enum Tag : uint32_t { kEntity = 0, kRecord = 1, kReplace = 2, kFirstSlot = 3 };

inline std::string_view read_text(base::VarintReader& in) {
  const uint64_t size = in.next();
  return {in.bytes(size), size};
}

inline void read_record(base::VarintReader& in, model::Record& record) {
  record.part = static_cast<uint32_t>(in.next());
  record.line = static_cast<uint32_t>(in.next());
  record.offset = in.next();
  record.length = static_cast<uint32_t>(in.next());
}

template <class OnRow>
void for_each_row(const Block& block, OnRow&& on_row) {
  base::VarintReader in(block.rows, block.rows_end);
  BlockRow row;
  row.record = block.record;
  while (!in.at_end()) {
    const uint64_t tag = in.next();
    if (tag == kRecord) {
      read_record(in, row.record);
    } else if (tag >= kFirstSlot) {
      row.slot = static_cast<uint32_t>(tag - kFirstSlot);
      row.value = read_text(in);
      row.original = read_text(in);
      on_row(row);
    }
  }
}

}  // namespace clew::load
