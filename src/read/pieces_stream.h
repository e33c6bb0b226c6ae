// Test aid: bytes in memory, handed out a few at a time, so that every boundary is met.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "read/stream.h"

namespace clew::read {

class PiecesStream : public Stream {
 public:
  explicit PiecesStream(std::string bytes, size_t piece = std::string::npos)
      : bytes_(std::move(bytes)), piece_(piece) {}

  base::Result<size_t> read(char* to, size_t size) override {
    const size_t got = std::min({size, piece_, bytes_.size() - taken_});
    std::memcpy(to, bytes_.data() + taken_, got);
    taken_ += got;
    return got;
  }

 private:
  std::string bytes_;
  size_t piece_;
  size_t taken_ = 0;
};

}  // namespace clew::read
