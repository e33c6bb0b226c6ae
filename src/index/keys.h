// The hashes under which an index keeps words and asks for them: one place for the maker and the asker.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "base/hash.h"
#include "clean/sound.h"

namespace clew::index {

// Deletions are made of so many first letters: two words within two edits share one of them.
constexpr size_t kPrefix = 6;
constexpr uint64_t kDeleteSeed = 1, kBonesSeed = 2, kClassSeed = 3, kRunSeed = 4, kAcronymSeed = 5;

// How many letters a word of that length must lose, at most, to share a deletion with any word that it may be
// taken for.
constexpr uint32_t deletes_needed(size_t length) {
  uint32_t needed = clean::edits_allowed(length);
  for (size_t longer = length + 1; longer <= length + 2; ++longer) {
    const auto inserted = static_cast<uint32_t>(longer - length);
    const uint32_t allowed = clean::edits_allowed(longer);
    needed = std::max(needed, allowed > inserted ? allowed - inserted : 0);
  }
  return needed;
}
static_assert(deletes_needed(kPrefix) == 2 && deletes_needed(kPrefix - 1) >= 1 && deletes_needed(99) == 2,
              "the prefix must leave room for the letters that the other word's prefix lacks");

// Every spelling of a beginning with none, one or two letters left out, as hashes; some may repeat.
class DeleteKeys {
 public:
  explicit DeleteKeys(std::string_view word) {
    const std::string_view beginning = word.substr(0, kPrefix);
    const uint32_t deletes = deletes_needed(word.size());
    add(beginning, kPrefix, kPrefix);
    for (size_t i = 0; i < beginning.size(); ++i) {
      add(beginning, i, kPrefix);
      for (size_t j = i + 1; deletes > 1 && j < beginning.size(); ++j) add(beginning, i, j);
    }
  }
  const uint64_t* begin() const { return keys_.data(); }
  const uint64_t* end() const { return keys_.data() + count_; }

 private:
  // Leaves out the letters at `first` and `second`.
  void add(std::string_view word, size_t first, size_t second) {
    uint64_t packed = 0;
    uint64_t length = 0;
    for (size_t i = 0; i < word.size(); ++i) {
      if (i == first || i == second) continue;
      packed = packed << 8 | static_cast<uint8_t>(word[i]);
      ++length;
    }
    keys_[count_++] = mixed(packed | length << 56);
  }
  // A bijection of 64 bits, so that only equal spellings have equal hashes.
  static uint64_t mixed(uint64_t x) {
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93;
    x ^= x >> 32;
    return x;
  }

  std::array<uint64_t, 1 + kPrefix + kPrefix*(kPrefix - 1) / 2> keys_;
  size_t count_ = 0;
};

inline uint64_t bones_key(std::string_view skeleton) { return base::hash64(skeleton, kBonesSeed); }
inline uint64_t class_key(std::string_view name) { return base::hash64(name, kClassSeed); }
inline uint64_t run_key(std::string_view skeleton) { return base::hash64(skeleton, kRunSeed); }
inline uint64_t acronym_key(std::string_view acronym) { return base::hash64(acronym, kAcronymSeed); }

}  // namespace clew::index
