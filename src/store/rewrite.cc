#include "store/rewrite.h"

#include <optional>

namespace clew::store {

using base::Result;

Result<Rewritten> rewrite_segment(base::Disk& disk, const Segment& segment, const std::string& path,
                                  const Keep& keep) {
  Rewritten result;
  CLEW_TRY_ASSIGN(auto writer, SegmentWriter::create(disk, path));
  ShardBuilder builder;
  for (size_t number = 0; number < segment.shards().size(); ++number) {
    CLEW_TRY_ASSIGN(const auto shard, segment.unpack(number));
    uint64_t first_key = 0, last_key = 0;
    std::vector<std::optional<uint32_t>> slots(shard->slots().size());
    for (size_t entity = 0; entity < shard->entity_count(); ++entity) {
      const std::string_view id = shard->entity_id(entity);
      bool begun = false;
      for (const Row& row : shard->rows(entity)) {
        if (!keep(id, *shard, row)) {
          ++result.removed;
          continue;
        }
        if (!begun) {
          begun = true;
          last_key = entity_key(id);
          if (builder.entity_count() == 0) first_key = last_key;
          builder.begin_entity(id);
        }
        auto& slot = slots[row.slot];
        if (!slot) slot = builder.intern_slot(shard->slot(row));
        builder.add(*slot, shard->value(row), shard->original(row), shard->record(row), row.known_from,
                    row.known_to);
      }
    }
    if (builder.entity_count() == 0) continue;
    result.rows += builder.row_count();
    result.entities += builder.entity_count();
    CLEW_TRY(writer.append(pack_shard(builder, first_key, last_key)));
  }
  CLEW_TRY_ASSIGN(result.bytes, writer.finish());
  if (result.removed == 0 || result.rows == 0) CLEW_TRY(disk.remove(path));
  return result;
}

}  // namespace clew::store
