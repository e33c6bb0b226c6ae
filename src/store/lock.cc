#include "store/lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/clock.h"
#include "base/disk.h"

namespace clew::store {

using base::ErrorKind;
using base::fail;

base::Result<WriterLock> WriterLock::take(const std::string& store) {
  CLEW_TRY(base::real_disk().make_directories(store));
  const std::string path = store + "/lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0) return fail(ErrorKind::io, fmt::format("cannot open {}: {}", path, strerror(errno)));
  WriterLock lock(file);
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    char holder[256] = {};
    [[maybe_unused]] const auto got = pread(file, holder, sizeof holder - 1, 0);
    return fail(ErrorKind::locked, fmt::format("{} is being written by {}; wait until it has ended", store,
                                               holder[0] == 0 ? "another process" : holder));
  }
  const std::string holder = fmt::format("process {} since {}", getpid(), base::iso_time(base::now()));
  if (ftruncate(file, 0) != 0 || pwrite(file, holder.data(), holder.size(), 0) < 0) {
    return fail(ErrorKind::io, fmt::format("cannot write {}: {}", path, strerror(errno)));
  }
  return lock;
}

WriterLock::WriterLock(WriterLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

WriterLock::~WriterLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace clew::store
