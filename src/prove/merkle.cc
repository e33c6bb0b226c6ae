#include "prove/merkle.h"

#include <fmt/core.h>
#include <openssl/evp.h>

#include <bit>
#include <cassert>
#include <cstring>

namespace clew::prove {
namespace {

// One context a thread: making one costs more than hashing a node.
class Hasher {
 public:
  Hasher() : kind_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {}
  ~Hasher() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(kind_);
  }
  Hash hash(char prefix, std::string_view first, std::string_view second) {
    Hash digest;
    EVP_DigestInit_ex2(context_, kind_, nullptr);
    EVP_DigestUpdate(context_, &prefix, 1);
    EVP_DigestUpdate(context_, first.data(), first.size());
    if (!second.empty()) EVP_DigestUpdate(context_, second.data(), second.size());
    EVP_DigestFinal_ex(context_, digest.data(), nullptr);
    return digest;
  }
  Hash node(const Hash& left, const Hash& right) {
    Hash digest;
    char bytes[65];
    bytes[0] = 1;
    std::memcpy(bytes + 1, left.data(), 32);
    std::memcpy(bytes + 33, right.data(), 32);
    EVP_DigestInit_ex2(context_, kind_, nullptr);
    EVP_DigestUpdate(context_, bytes, sizeof bytes);
    EVP_DigestFinal_ex(context_, digest.data(), nullptr);
    return digest;
  }

 private:
  EVP_MD* kind_;
  EVP_MD_CTX* context_;
};

Hasher& hasher() {
  thread_local Hasher one;
  return one;
}

// The largest power of two below `count`, which is at least 2.
uint64_t split_of(uint64_t count) { return std::bit_floor(count - 1); }

}  // namespace

Hash leaf_hash(std::string_view data) { return hasher().hash(0, data, {}); }
Hash node_hash(const Hash& left, const Hash& right) { return hasher().node(left, right); }
Hash empty_root() { return base::sha256(""); }

Hash hash_from(std::string_view bytes) {
  assert(bytes.size() == 32);
  Hash hash;
  std::memcpy(hash.data(), bytes.data(), hash.size());
  return hash;
}

base::Result<Frontier> Frontier::from(uint64_t size, std::string_view peaks_bytes) {
  if (peaks_bytes.size() != 32u * static_cast<size_t>(std::popcount(size))) {
    return base::fail(
        base::ErrorKind::corrupt,
        fmt::format("a log of {} entries cannot have {} bytes of peaks", size, peaks_bytes.size()));
  }
  Frontier frontier;
  frontier.size_ = size;
  for (size_t at = 0; at < peaks_bytes.size(); at += 32)
    frontier.peaks_.push_back(hash_from(peaks_bytes.substr(at, 32)));
  return frontier;
}

void Frontier::append(const Hash& leaf) {
  Hash carried = leaf;
  for (uint64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
    carried = node_hash(peaks_.back(), carried);
    peaks_.pop_back();
  }
  peaks_.push_back(carried);
  ++size_;
}

Hash Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  Hash root = peaks_.back();
  for (size_t at = peaks_.size() - 1; at-- > 0;) root = node_hash(peaks_[at], root);
  return root;
}

std::string Frontier::peaks_bytes() const {
  std::string bytes;
  for (const Hash& peak : peaks_) bytes += bytes_of(peak);
  return bytes;
}

base::Result<Hash> root_of(uint64_t begin, uint64_t end, const Subtrees& subtrees) {
  if (begin == end) return empty_root();
  const uint64_t count = end - begin;
  if (std::has_single_bit(count)) {
    const auto level = static_cast<unsigned>(std::countr_zero(count));
    assert(begin % count == 0);
    return subtrees(level, begin >> level);
  }
  const uint64_t split = begin + split_of(count);
  CLEW_TRY_ASSIGN(const Hash left, root_of(begin, split, subtrees));
  CLEW_TRY_ASSIGN(const Hash right, root_of(split, end, subtrees));
  return node_hash(left, right);
}

base::Result<std::vector<Hash>> inclusion_proof(uint64_t index, uint64_t size, const Subtrees& subtrees) {
  assert(index < size);
  std::vector<Hash> proof;
  uint64_t begin = 0, end = size;
  while (end - begin > 1) {
    const uint64_t split = begin + split_of(end - begin);
    const bool left = index < split;
    CLEW_TRY_ASSIGN(const Hash other, left ? root_of(split, end, subtrees) : root_of(begin, split, subtrees));
    proof.push_back(other);
    (left ? end : begin) = split;
  }
  return std::vector<Hash>(proof.rbegin(), proof.rend());
}

base::Result<std::vector<Hash>> consistency_proof(uint64_t first, uint64_t second, const Subtrees& subtrees) {
  assert(first <= second);
  std::vector<Hash> proof;
  if (first == 0 || first == second) return proof;
  uint64_t begin = 0, end = second;
  bool known = true;  // The subtree is the whole old tree, whose root the verifier has.
  while (first != end) {
    const uint64_t split = begin + split_of(end - begin);
    const bool left = first <= split;
    CLEW_TRY_ASSIGN(const Hash other, left ? root_of(split, end, subtrees) : root_of(begin, split, subtrees));
    proof.push_back(other);
    if (left) {
      end = split;
    } else {
      begin = split;
      known = false;
    }
  }
  if (!known) {
    CLEW_TRY_ASSIGN(const Hash rest, root_of(begin, end, subtrees));
    proof.push_back(rest);
  }
  return std::vector<Hash>(proof.rbegin(), proof.rend());
}

bool verify_inclusion(uint64_t index, uint64_t size, const Hash& leaf, std::span<const Hash> proof,
                      const Hash& root) {
  if (index >= size) return false;
  uint64_t at = index, last = size - 1;
  Hash hash = leaf;
  for (const Hash& other : proof) {
    if (last == 0) return false;
    if ((at & 1) != 0 || at == last) {
      hash = node_hash(other, hash);
      while ((at & 1) == 0 && at != 0) at >>= 1, last >>= 1;
    } else {
      hash = node_hash(hash, other);
    }
    at >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

bool verify_consistency(uint64_t first, uint64_t second, const Hash& first_root, const Hash& second_root,
                        std::span<const Hash> proof) {
  if (first > second) return false;
  if (first == second) return proof.empty() && first_root == second_root;
  if (first == 0 || proof.empty()) return false;
  const bool whole = std::has_single_bit(first);
  uint64_t at = first - 1, last = second - 1;
  while ((at & 1) != 0) at >>= 1, last >>= 1;
  Hash old_hash = whole ? first_root : proof.front();
  Hash new_hash = old_hash;
  for (const Hash& other : whole ? proof : proof.subspan(1)) {
    if (last == 0) return false;
    if ((at & 1) != 0 || at == last) {
      old_hash = node_hash(other, old_hash);
      new_hash = node_hash(other, new_hash);
      while ((at & 1) == 0 && at != 0) at >>= 1, last >>= 1;
    } else {
      new_hash = node_hash(new_hash, other);
    }
    at >>= 1;
    last >>= 1;
  }
  return last == 0 && old_hash == first_root && new_hash == second_root;
}

}  // namespace clew::prove
