// Bytes to read: one file, or one member of an archive, decompressed and in UTF-8.
//
// Opening looks at the content, never at the name: gzip, zstandard and zip are opened transparently, a
// folder is every file below it. UTF-16 (by its byte-order mark) is converted; a UTF-8 mark is dropped.
// Offsets in records count the bytes that the stream gives: opening the same input again gives the same.
// Memory is one window of fixed size per open stream, whatever the file's size.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace clew::read {

class Stream {
 public:
  virtual ~Stream() = default;
  // Fills at most `size` bytes and says how many; 0 at the end. A damaged archive is an error that names
  // the file; what came before it was good. Reading on after an error gives the error again.
  virtual base::Result<size_t> read(char* to, size_t size) = 0;
};

// A stream over bytes in memory, which must outlive it. For tests, fuzzers and small texts.
std::unique_ptr<Stream> memory_stream(std::string_view bytes);

// One thing to read, found in a path the user named.
struct Input {
  std::string path;    // The file on disk.
  std::string member;  // The name inside an archive; empty for the file itself.
  uint64_t size = 0;   // Bytes on disk (of the member: compressed), to estimate the time left.
};

// How much one archive may unfold to: a zip bomb is an error, not a full disk.
struct UnfoldLimits {
  uint64_t bytes_max = 200ull << 30;
  uint64_t ratio_max = 1000;  // Unfolded to folded bytes, once past ratio_from bytes.
  uint64_t ratio_from = 64ull << 20;
  uint64_t members_max = 1'000'000;
};

// All there is to read below `path`, in the order of names; in a folder also what opening will refuse. Links
// to folders are not followed. Archives inside archives are not opened, and a workbook (.xlsx) is one thing:
// its first sheet as CSV, see xlsx.h.
base::Result<std::vector<Input>> find_inputs(const std::string& path, const UnfoldLimits& limits = {});

// Called as bytes of the file on disk are consumed; may come from the reading thread only.
using OnProgress = std::function<void(uint64_t bytes_on_disk)>;

// A zip without `member` is opened where it holds one file only.
base::Result<std::unique_ptr<Stream>> open_input(const Input& input, const UnfoldLimits& limits = {},
                                                 OnProgress on_progress = {});

// The beginning of a stream, kept so that the format can be recognised before reading starts.
class Peeked : public Stream {
 public:
  Peeked(std::unique_ptr<Stream> stream, size_t head_size = 64 << 10);
  std::string_view head() const { return head_; }
  // The error met while reading the head, if any; it is reported again by read().
  base::Result<size_t> read(char* to, size_t size) override;

 private:
  std::unique_ptr<Stream> stream_;
  std::string head_;
  size_t taken_ = 0;
  base::Result<void> state_;
};

}  // namespace clew::read
