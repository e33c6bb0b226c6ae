// A file mapped for reading.
//
// The bytes live as long as the Mapping. When the disk fails under a mapping the kernel sends SIGBUS; with
// report_mapping_failures() that ends the process with a message that names the file and the offset.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace clew::base {

class Mapping {
 public:
  Mapping() = default;
  ~Mapping();
  Mapping(Mapping&& other) noexcept;
  Mapping& operator=(Mapping&& other) noexcept;

  static Result<Mapping> open(const std::string& path);

  std::string_view bytes() const { return {data_, size_}; }

  // Says that these bytes are not needed for now: their memory is given back; they are read again if touched.
  void release(size_t offset, size_t size) const;

 private:
  const char* data_ = nullptr;
  size_t size_ = 0;
};

// From now on a failing read under any mapping prints one line to standard error and ends the process with
// `exit_code`. For doors; call once.
void report_mapping_failures(int exit_code);

}  // namespace clew::base
