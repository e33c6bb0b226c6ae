// The graph as columns of numbers: what its file holds, byte for byte (docs/formats/graph.md).
//
//   node      key, class, day of birth, where its links begin       class: kind, dataset, known in, country
//   link      other end and class, in the order of the begin, and again in the order of the end;
//             key and place in its source, in the order of the begin
//             class: kind, right, share, valid from/until, known from/to, dataset ...
//
// Links that say the same in all but their ends share a class, so that a view has to be asked once for each
// class. There are no words in it: names are looked up in the store by key.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "clean/share.h"
#include "graph/link_kinds.h"

namespace clew::graph {

constexpr int32_t kNoStart = INT32_MIN, kNoEnd = INT32_MAX;

struct LinkClass {
  int32_t valid_from = kNoStart, valid_until = kNoEnd;  // As 20240517; holds when from <= day < until.
  uint32_t known_from = 1, known_to = 0;                // Versions of the dataset; 0: still there.
  uint32_t share = 0;                                   // Number of the share.
  uint32_t part = 0;                                    // Of the source.
  uint16_t dataset = 0;
  LinkKind kind = LinkKind::other;
  Right right = Right::none;
  Directness directness = Directness::unknown;
  uint8_t flags = 0;
  uint16_t unused = 0;
  friend bool operator==(const LinkClass&, const LinkClass&) = default;
};
static_assert(sizeof(LinkClass) == 32);

constexpr uint8_t kIsConclusion = 1, kIsBeneficial = 2, kHasBadShare = 4;

struct NodeClass {
  uint32_t known_from = 1, known_to = 0;
  uint32_t country = 0;  // packed_code(); 0: none, or not a code.
  uint16_t dataset = 0;
  NodeKind kind = NodeKind::missing;
  uint8_t has_country = 0;  // One is stated.
  friend bool operator==(const NodeClass&, const NodeClass&) = default;
};
static_assert(sizeof(NodeClass) == 16);

// Something said about a node alone.
struct NoteRow {
  uint64_t key = 0;  // Of the entity that says it.
  uint64_t offset = 0;
  uint32_t node = 0;
  uint32_t known_from = 1, known_to = 0;
  int32_t valid_from = kNoStart, valid_until = kNoEnd;
  uint32_t part = 0, line = 0;
  uint16_t dataset = 0;
  FactWord kind = FactWord::other;
  FactWord reason = FactWord::other;
  friend bool operator==(const NoteRow&, const NoteRow&) = default;
};
static_assert(sizeof(NoteRow) == 48);

struct ShareRow {
  int64_t low = 0, low_of = 1, high = 1, high_of = 1;
  uint32_t low_open = 0, high_open = 0;
  friend bool operator==(const ShareRow&, const ShareRow&) = default;
};
static_assert(sizeof(ShareRow) == 40);

// A node that several datasets or versions state: its class is this bit and a place in node_many_starts.
constexpr uint32_t kMany = 0x8000'0000;

template <template <class> class Of>
struct Columns {
  Of<uint64_t> node_key;
  Of<uint32_t> node_class;  // 0 is the class of what is missing.
  Of<int32_t> node_born;
  Of<uint32_t> node_by_key;
  Of<uint32_t> out_start, in_start;  // One more than nodes.
  Of<uint32_t> node_many_start, node_many_class;
  Of<int32_t> node_many_born;
  Of<uint32_t> out_other, out_class, link_from, link_line;
  Of<uint64_t> link_key, link_offset;
  Of<uint32_t> in_other, in_class, in_link;
  Of<LinkClass> link_class;
  Of<NodeClass> node_classes;
  Of<ShareRow> share;
  Of<NoteRow> fact, listing;  // By node.
};

// Calls with(column) for each, in the order of the file.
template <class Any, class With>
void each_column(Any& columns, const With& with) {
  with(columns.node_key);
  with(columns.node_class);
  with(columns.node_born);
  with(columns.node_by_key);
  with(columns.out_start);
  with(columns.in_start);
  with(columns.node_many_start);
  with(columns.node_many_class);
  with(columns.node_many_born);
  with(columns.out_other);
  with(columns.out_class);
  with(columns.link_from);
  with(columns.link_line);
  with(columns.link_key);
  with(columns.link_offset);
  with(columns.in_other);
  with(columns.in_class);
  with(columns.in_link);
  with(columns.link_class);
  with(columns.node_classes);
  with(columns.share);
  with(columns.fact);
  with(columns.listing);
}

template <class T>
using ColumnSpan = std::span<const T>;
template <class T>
using ColumnVector = std::vector<T>;
using GraphColumns = Columns<ColumnSpan>;
using GraphTables = Columns<ColumnVector>;

GraphColumns columns_of(const GraphTables& tables);
// Whether every number points to something: what only a wrong file can break. Cost: one pass.
bool is_sound(const GraphColumns& columns);
size_t bytes_of(const GraphColumns& columns);

}  // namespace clew::graph
