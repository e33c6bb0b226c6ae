// A record of any nested format as a small tree: what the mapped formats read.
//
//   {name: {first: Ivan}, terms: [{start: 2001}]}   map -> name -> map -> first -> "Ivan" ...
//
// Scalars are text as written: 0001 stays 0001, 1.10 stays 1.10; null is empty. Trees are bounded in depth
// and size, so that no input can unfold without end.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "read/sink.h"
#include "read/stream.h"

namespace clew::read {

struct TreeNode {
  enum class Kind : uint8_t { scalar, list, map };
  Kind kind = Kind::scalar;
  std::string text;               // Of a scalar.
  std::vector<std::string> keys;  // Of a map, one for each item.
  std::vector<TreeNode> items;
  uint32_t line = 0;  // 0 where the format does not tell it for parts of a record.

  // nullptr if this is no map or has no such key.
  const TreeNode* find(std::string_view key) const;
};

constexpr int kTreeDepthMax = 64;
constexpr size_t kTreeNodesMax = 4'000'000;

using OnTree = std::function<void(const TreeNode& tree, const model::Record& record)>;

// Hands over each item of the JSON text (see json_items.h); a damaged item is an issue.
base::Result<void> read_json_trees(Stream& stream, Sink& sink, uint32_t part, const OnTree& on_tree);

// Hands over each element where the YAML document is a list, the whole document where it is not. Documents
// follow one another. Malformed YAML is an error with its line; what stands before it has been handed over.
// The text is held in memory whole, at most 1 GiB.
base::Result<void> read_yaml_trees(Stream& stream, Sink& sink, uint32_t part, std::string_view encoding,
                                   const OnTree& on_tree);

}  // namespace clew::read
