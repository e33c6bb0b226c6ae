#include "store/merge.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "store/testing.h"

namespace clew::store {
namespace {

// A row as the slow twin knows it: what it states, and in which versions.
struct PlainRow {
  std::string property, value;
  uint32_t known_from = 1, known_to = 0;
  friend auto operator<=>(const PlainRow&, const PlainRow&) = default;
};
using PlainSegment = std::map<std::pair<uint64_t, std::string>, std::vector<PlainRow>>;

std::shared_ptr<const Segment> write_segment(const std::string& path, const PlainSegment& plain,
                                             size_t shard_entities) {
  auto writer = SegmentWriter::create(base::real_disk(), path);
  REQUIRE(writer);
  ShardBuilder builder;
  uint64_t first = 0, last = 0;
  const auto close = [&] {
    if (builder.entity_count() != 0) REQUIRE(writer->append(pack_shard(builder, first, last)));
  };
  for (const auto& [key, rows] : plain) {
    if (builder.entity_count() >= shard_entities) close();
    if (builder.entity_count() == 0) first = key.first;
    last = key.first;
    builder.begin_entity(key.second);
    for (const PlainRow& row : rows) {
      builder.add(builder.intern_slot({"Person", row.property, "f", ""}), row.value, "", {}, row.known_from,
                  row.known_to);
    }
  }
  close();
  REQUIRE(writer->finish());
  auto segment = Segment::open(base::real_disk(), path);
  REQUIRE(segment);
  return *segment;
}

// Segments as loads write them: each adds rows of its version, and closes rows of versions before.
std::vector<PlainSegment> some_segments() {
  std::vector<PlainSegment> segments;
  std::map<std::pair<std::string, PlainRow>, bool> open;
  const auto count = *rc::gen::inRange<uint32_t>(1, 6);
  for (uint32_t version = 1; version <= count; ++version) {
    PlainSegment& segment = segments.emplace_back();
    const auto put = [&](const std::string& id, const PlainRow& row) {
      segment[{entity_key(id), id}].push_back(row);
    };
    for (auto& [item, is_open] : open) {
      if (!is_open || *rc::gen::inRange(0, 3) != 0) continue;
      is_open = false;
      PlainRow ended = item.second;
      ended.known_to = version;
      put(item.first, ended);
    }
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
      const std::string id = "p-" + std::to_string(*rc::gen::inRange(0, 8));
      const PlainRow row{*rc::gen::element<std::string>("name", "alias"),
                         std::to_string(*rc::gen::inRange(0, 4)), version, 0};
      const bool is_stated = std::any_of(open.begin(), open.end(), [&](const auto& item) {
        return item.second && item.first.first == id && item.first.second.property == row.property &&
               item.first.second.value == row.value;
      });
      if (is_stated || open.contains({id, row})) continue;
      open[{id, row}] = true;
      put(id, row);
    }
  }
  return segments;
}

// All rows of an entity in all segments; a later one that closes a row takes its place.
std::map<std::string, std::set<PlainRow>> slow_merge(const std::vector<PlainSegment>& segments) {
  std::map<std::string, std::set<PlainRow>> merged;
  for (const PlainSegment& segment : segments) {
    for (const auto& [key, rows] : segment) {
      for (const PlainRow& row : rows) {
        PlainRow open = row;
        open.known_to = 0;
        if (row.known_to != 0) merged[key.second].erase(open);
        merged[key.second].insert(row);
      }
    }
  }
  return merged;
}

std::map<std::string, std::set<PlainRow>> fast_merge(
    const std::vector<std::shared_ptr<const Segment>>& segments, uint64_t first, uint64_t last) {
  std::map<std::string, std::set<PlainRow>> merged;
  EntityMerge merge(segments, first, last);
  std::pair<uint64_t, std::string> before;
  for (auto more = merge.next(); more && *more; more = merge.next()) {
    const std::pair<uint64_t, std::string> here(merge.key(), merge.id());
    RC_ASSERT(merge.key() == entity_key(merge.id()));
    RC_ASSERT((merged.empty() || before < here));
    before = here;
    auto& rows = merged[here.second];
    for (const StatedRow& stated : merge_rows(merge.parts())) {
      const bool is_new = rows.insert({std::string(stated.shard->slot(stated.row).property),
                                       std::string(stated.shard->value(stated.row)), stated.row.known_from,
                                       stated.row.known_to})
                              .second;
      RC_ASSERT(is_new);
    }
  }
  return merged;
}

}  // namespace

TEST_CASE("merging segments gives each entity once, in order, with the rows that the slow twin finds") {
  const TestFolder folder;
  CHECK(rc::check([&] {
    const auto plain = some_segments();
    const size_t shard_entities = *rc::gen::inRange<size_t>(1, 5);
    std::vector<std::shared_ptr<const Segment>> segments;
    for (size_t i = 0; i < plain.size(); ++i) {
      if (!plain[i].empty())
        segments.push_back(write_segment(folder / std::to_string(i), plain[i], shard_entities));
    }
    const auto expected = slow_merge(plain);
    RC_ASSERT(fast_merge(segments, 0, UINT64_MAX) == expected);
    // And in stretches of keys, as parallel passes take them.
    const auto border = *rc::gen::arbitrary<uint64_t>();
    auto both = fast_merge(segments, 0, border);
    if (border != UINT64_MAX) both.merge(fast_merge(segments, border + 1, UINT64_MAX));
    RC_ASSERT(both == expected);
  }));
}

}  // namespace clew::store
