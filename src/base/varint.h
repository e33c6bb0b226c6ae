// Numbers in as few bytes as they need: seven bits a byte, least first, high bit set on all but the last.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>

namespace clew::base {

inline void put_varint(std::string& to, uint64_t value) {
  while (value >= 0x80) {
    to.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  to.push_back(static_cast<char>(value));
}

// Reads numbers from bytes that may be damaged: past the end it gives 0 and ok() turns false.
class VarintReader {
 public:
  VarintReader(const char* begin, const char* end) : at_(begin), end_(end) {}

  uint64_t next() {
    if (at_ < end_ && static_cast<uint8_t>(*at_) < 0x80) return static_cast<uint8_t>(*at_++);
    return next_long();
  }
  // `size` bytes as they are, or nullptr.
  const char* bytes(size_t size) {
    if (size > static_cast<size_t>(end_ - at_)) return ok_ = false, nullptr;
    const char* begin = at_;
    at_ += size;
    return begin;
  }
  bool ok() const { return ok_; }
  bool at_end() const { return at_ >= end_; }
  const char* position() const { return at_; }

 private:
  uint64_t next_long() {
    uint64_t value = 0;
    for (unsigned shift = 0; at_ < end_ && shift < 64; shift += 7) {
      const auto byte = static_cast<uint8_t>(*at_++);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }

  const char* at_;
  const char* end_;
  bool ok_ = true;
};

// Fixed-size numbers, little-endian (the only order Clew runs on).
template <class T>
void put_fixed(std::string& to, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  to.append(bytes, sizeof value);
}

template <class T>
T get_fixed(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

}  // namespace clew::base
