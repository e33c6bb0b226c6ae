// Numbers by the hash of what they stand for, as two arrays that can be mapped.
//
//   hash = bucket bits | fingerprint bits | rest        starts[bucket] .. starts[bucket + 1] ▶ entries
//                                                       entry = fingerprint | number
//
// find() gives every number that was added with that hash, and now and then another: what it stands for must
// be looked at. The more numbers fit into an entry's low bits, the fewer such others. Thread-safe.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace clew::index {

template <class Entry>
class KeyTable {
 public:
  KeyTable() = default;
  // `number_bits` low bits of an entry are the number.
  KeyTable(std::span<const uint32_t> starts, std::span<const Entry> entries, uint32_t number_bits)
      : starts_(starts),
        entries_(entries),
        number_bits_(number_bits),
        bucket_bits_(static_cast<uint32_t>(std::bit_width(starts.size() - 1) - 1)) {}

  template <class Take>
  void find(uint64_t hash, Take&& take) const {
    const size_t bucket = bucket_of(hash, bucket_bits_);
    for (uint32_t i = starts_[bucket]; i < starts_[bucket + 1]; ++i) {
      const Entry differing = static_cast<Entry>(entries_[i] ^ fingerprint(hash));
      if ((differing >> number_bits_) == 0) take(differing);
    }
  }
  // Asks for the bucket to be near when find() comes.
  void prefetch(uint64_t hash) const { __builtin_prefetch(&starts_[bucket_of(hash, bucket_bits_)]); }

  struct Built {
    std::vector<uint32_t> starts;
    std::vector<Entry> entries;
    uint32_t number_bits = 0;
  };
  // `rows` are (hash, number); repeats are kept once. `per_bucket` entries share a bucket, about.
  static Built build(std::vector<std::pair<uint64_t, Entry>>&& rows, Entry numbers, size_t per_bucket);

 private:
  static size_t bucket_of(uint64_t hash, uint32_t bits) {
    return bits == 0 ? 0 : static_cast<size_t>(hash >> (64 - bits));
  }
  Entry fingerprint(uint64_t hash) const { return fingerprint(hash, bucket_bits_, number_bits_); }
  static Entry fingerprint(uint64_t hash, uint32_t bucket_bits, uint32_t number_bits) {
    constexpr uint32_t kBits = sizeof(Entry) * 8;
    const uint64_t rest = hash << bucket_bits;  // Without the bits that chose the bucket.
    return static_cast<Entry>(static_cast<Entry>(rest >> (64 - kBits)) >> number_bits << number_bits);
  }

  std::span<const uint32_t> starts_;
  std::span<const Entry> entries_;
  uint32_t number_bits_ = 0, bucket_bits_ = 0;
};

template <class Entry>
auto KeyTable<Entry>::build(std::vector<std::pair<uint64_t, Entry>>&& rows, Entry numbers, size_t per_bucket)
    -> Built {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  Built built;
  built.number_bits = static_cast<uint32_t>(std::bit_width(numbers));
  uint32_t bits = 0;
  while ((size_t{1} << bits) * per_bucket < rows.size()) ++bits;
  built.starts.assign((size_t{1} << bits) + 1, 0);
  built.entries.reserve(rows.size());
  for (const auto& [hash, number] : rows) {
    ++built.starts[bucket_of(hash, bits) + 1];
    built.entries.push_back(static_cast<Entry>(fingerprint(hash, bits, built.number_bits) | number));
  }
  for (size_t i = 1; i < built.starts.size(); ++i) built.starts[i] += built.starts[i - 1];
  return built;
}

}  // namespace clew::index
