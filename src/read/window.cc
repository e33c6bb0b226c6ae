#include "read/window.h"

#include <cassert>
#include <cstring>

namespace clew::read {

base::Result<bool> Window::more() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, size());
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ + kPadding == buffer_.size()) buffer_.resize((buffer_.size() - kPadding) * 2 + kPadding);
  return fill();
}

base::Result<bool> Window::more_after(size_t keep) {
  assert(keep <= size());
  forgotten_ += size() - keep;
  end_ = begin_ + keep;
  return more();
}

// Fills the buffer whole: a long row is scanned again after each call, so there must be few of them.
base::Result<bool> Window::fill() {
  const size_t before = end_;
  const size_t full = buffer_.size() - kPadding;
  while (!at_end_ && end_ < full) {
    const auto got = stream_.read(buffer_.data() + end_, full - end_);
    if (!got && end_ > before) break;  // The next call meets the error again.
    if (!got) return std::unexpected(got.error());
    end_ += *got;
    at_end_ = *got == 0;
  }
  return end_ > before;
}

}  // namespace clew::read
