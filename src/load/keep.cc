#include "load/keep.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "base/hash.h"

namespace clew::load {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr size_t kBufferBytes = 1 << 20;

uint32_t count_lines(std::string_view bytes) {
  uint32_t lines = 0;
  for (const char c : bytes) lines += c == '\n' ? 1 : 0;  // The compiler makes this as wide as the machine.
  return lines;
}

class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~OpenFile() {
    if (file_ >= 0) ::close(file_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  bool is_open() const { return file_ >= 0; }
  ssize_t read(char* to, size_t size) {
    ssize_t got = 0;
    do {
      got = ::read(file_, to, size);
    } while (got < 0 && errno == EINTR);
    return got;
  }

 private:
  int file_;
};

}  // namespace

Result<Original> take_original(base::Disk& disk, const std::string& path, const std::string& folder,
                               uint64_t stride, std::atomic<uint64_t>* progress) {
  OpenFile file(path);
  if (!file.is_open()) {
    const ErrorKind kind = errno == ENOENT ? ErrorKind::not_found : ErrorKind::io;
    return fail(kind, fmt::format("cannot open {}: {}", path, strerror(errno)));
  }
  const std::string fresh = folder + "/incoming";
  std::unique_ptr<base::WriteFile> copy;
  if (!folder.empty()) {
    CLEW_TRY_ASSIGN(copy, disk.create(fresh));
  }
  Original original;
  base::Sha256Stream hash;
  std::string buffer(kBufferBytes, 0);
  uint32_t lines = 0;
  while (true) {
    const ssize_t got = file.read(buffer.data(), buffer.size());
    if (got < 0) return fail(ErrorKind::io, fmt::format("cannot read {}: {}", path, strerror(errno)));
    if (got == 0) break;
    const std::string_view bytes(buffer.data(), static_cast<size_t>(got));
    hash.update(bytes);
    if (copy != nullptr) CLEW_TRY(copy->write(bytes));
    if (stride != 0) {
      const uint64_t wanted = (original.line_starts.size() + 1) * stride;
      if (original.size + bytes.size() > wanted) {
        const size_t from = wanted > original.size ? static_cast<size_t>(wanted - original.size) : 0;
        const size_t line_end = bytes.find('\n', from);
        if (line_end != std::string_view::npos) {
          original.line_starts.emplace_back(original.size + line_end + 1,
                                            lines + count_lines(bytes.substr(0, line_end + 1)));
        }
      }
      lines += count_lines(bytes);
    }
    original.size += bytes.size();
    if (progress != nullptr) *progress += bytes.size();
  }
  original.sha256 = base::hex(hash.finish());
  if (copy == nullptr) return original;
  CLEW_TRY(copy->sync());
  CLEW_TRY(copy->close());
  const std::string kept = folder + "/" + original.sha256;
  if (base::exists(kept)) {
    CLEW_TRY(disk.remove(fresh));
  } else {
    CLEW_TRY(disk.rename(fresh, kept));
  }
  CLEW_TRY(disk.sync_directory(folder));
  return original;
}

}  // namespace clew::load
