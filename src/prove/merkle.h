// The Merkle tree of RFC 6962: a short hash that stands for a list which only ever grew.
//
//              root                 leaf = SHA-256(0x00 || data)
//             .    .                node = SHA-256(0x01 || left || right)
//          n12      e4              the left half of n leaves is the largest power of two below n
//         .   .
//      n01     n23                  inclusion:    "e1 is in the tree of that root"       (e0, n23, e4)
//      . .     . .                  consistency:  "the tree of 3 leaves is its beginning"
//    e0  e1  e2  e3
//
// Sizes and indices count leaves from 0. Verifying is pure, allocates nothing to speak of and never fails but
// by saying no. Proofs of a tree of 2^n leaves have about n hashes. SHA-256 is OpenSSL's. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/hash.h"

namespace clew::prove {

using Hash = base::Sha256;

Hash leaf_hash(std::string_view data);
Hash node_hash(const Hash& left, const Hash& right);
// Of the tree without leaves: SHA-256 of nothing.
Hash empty_root();

inline std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}
// `bytes` has 32 of them.
Hash hash_from(std::string_view bytes);

// What is needed of a tree to grow it: the roots of its complete subtrees, the largest first.
class Frontier {
 public:
  Frontier() = default;
  // As peaks_bytes() and size() gave them; an error when they do not belong together.
  static base::Result<Frontier> from(uint64_t size, std::string_view peaks_bytes);

  void append(const Hash& leaf);
  uint64_t size() const { return size_; }
  Hash root() const;
  // 32 bytes a peak.
  std::string peaks_bytes() const;

 private:
  uint64_t size_ = 0;
  std::vector<Hash> peaks_;
};

// Gives the root of the complete subtree over leaves [index << level, (index + 1) << level).
using Subtrees = std::function<base::Result<Hash>(unsigned level, uint64_t index)>;

// The root of leaves [begin, end) as a tree of its own; begin is a multiple of the largest power of two that
// is not above end - begin, as RFC 6962 makes them. Asks for O(log) subtrees.
base::Result<Hash> root_of(uint64_t begin, uint64_t end, const Subtrees& subtrees);
// index < size.
base::Result<std::vector<Hash>> inclusion_proof(uint64_t index, uint64_t size, const Subtrees& subtrees);
// first <= second. Empty when first is 0 or both are equal.
base::Result<std::vector<Hash>> consistency_proof(uint64_t first, uint64_t second, const Subtrees& subtrees);

bool verify_inclusion(uint64_t index, uint64_t size, const Hash& leaf, std::span<const Hash> proof,
                      const Hash& root);
// That a tree of `first` leaves with root `first_root` is the beginning of the one of `second` leaves. From
// an empty tree nothing follows, so first == 0 verifies only when second is 0 too.
bool verify_consistency(uint64_t first, uint64_t second, const Hash& first_root, const Hash& second_root,
                        std::span<const Hash> proof);

}  // namespace clew::prove
