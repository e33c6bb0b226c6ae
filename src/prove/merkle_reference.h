// The slow twin of merkle.h: RFC 6962 section 2.1 as it is written, over all leaves, by recursion.
#pragma once

#include <bit>
#include <span>
#include <vector>

#include "prove/merkle.h"

namespace clew::prove::reference {

inline Hash tree_hash(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const size_t split = std::bit_floor(leaves.size() - 1);
  return node_hash(tree_hash(leaves.first(split)), tree_hash(leaves.subspan(split)));
}

inline std::vector<Hash> path(size_t index, std::span<const Hash> leaves) {
  if (leaves.size() <= 1) return {};
  const size_t split = std::bit_floor(leaves.size() - 1);
  const bool left = index < split;
  std::vector<Hash> proof =
      left ? path(index, leaves.first(split)) : path(index - split, leaves.subspan(split));
  proof.push_back(tree_hash(left ? leaves.subspan(split) : leaves.first(split)));
  return proof;
}

inline std::vector<Hash> subproof(size_t first, std::span<const Hash> leaves, bool known) {
  if (first == leaves.size()) return known ? std::vector<Hash>{} : std::vector<Hash>{tree_hash(leaves)};
  const size_t split = std::bit_floor(leaves.size() - 1);
  const bool left = first <= split;
  std::vector<Hash> proof = left ? subproof(first, leaves.first(split), known)
                                 : subproof(first - split, leaves.subspan(split), false);
  proof.push_back(tree_hash(left ? leaves.subspan(split) : leaves.first(split)));
  return proof;
}

inline std::vector<Hash> consistency(size_t first, std::span<const Hash> leaves) {
  return first == 0 ? std::vector<Hash>{} : subproof(first, leaves, true);
}

}  // namespace clew::prove::reference
