// The part of a stream that is being looked at: readers of rows and lines move it forward.
//
//   stream ....[consumed][ data() .. size() ][ 64 readable bytes ]
//                         ^ offset()
//
// Memory: grows by doubling to the longest row asked for, never shrinks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/error.h"
#include "read/stream.h"

namespace clew::read {

class Window {
 public:
  static constexpr size_t kPadding = 64;

  explicit Window(Stream& stream, size_t capacity = 256 << 10)
      : stream_(stream), buffer_(capacity + kPadding) {}

  char* data() { return buffer_.data() + begin_; }
  size_t size() const { return end_ - begin_; }
  uint64_t offset() const { return offset_; }  // Of data() in the stream.
  bool at_end() const { return at_end_; }      // The stream has no more than data() holds.

  void consume(size_t bytes) {
    begin_ += bytes;
    offset_ += bytes + forgotten_;
    forgotten_ = 0;
  }
  // Reads on. False at the end of the stream. data() moves.
  base::Result<bool> more();
  // Forgets what stands behind the first `keep` bytes and reads on there. offset() counts what was
  // forgotten at the next consume(). False at the end of the stream.
  base::Result<bool> more_after(size_t keep);

 private:
  base::Result<bool> fill();

  Stream& stream_;
  std::vector<char> buffer_;
  size_t begin_ = 0;
  size_t end_ = 0;
  uint64_t offset_ = 0;
  uint64_t forgotten_ = 0;
  bool at_end_ = false;
};

}  // namespace clew::read
