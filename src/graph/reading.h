// What an entity of the store says as a part of the graph: a node, a link, a listing, or that something is
// not there. Pure and thread-safe.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "graph/graph_columns.h"
#include "store/store.h"

namespace clew::graph {

struct LinkReading {
  uint64_t from = 0, to = 0;  // Keys.
  LinkClass what;
  clean::Share share;
  friend bool operator==(const LinkReading&, const LinkReading&) = default;
};

struct NodeReading {
  NodeClass what;
  int32_t born = 0;
  friend bool operator==(const NodeReading&, const NodeReading&) = default;
};

// Of a fact that something is not there, or of a listing; both are about one node.
struct NoteReading {
  uint64_t about = 0;  // Key.
  NoteRow what;
  friend bool operator==(const NoteReading&, const NoteReading&) = default;
};

struct Reading {
  std::vector<LinkReading> links;
  std::vector<NoteReading> facts, listings;
  std::optional<NodeReading> node;
  uint64_t offset = 0;  // Where it stands written.
  uint32_t line = 0;
  friend bool operator==(const Reading&, const Reading&) = default;
};

// `entity` as one dataset states it.
Reading reading_of(const store::Entity& entity, uint16_t dataset);

// Country codes as numbers: up to six letters, digits and hyphens. 0 for anything else.
uint32_t packed_code(std::string_view code);
std::string code_text(uint32_t packed);

}  // namespace clew::graph
