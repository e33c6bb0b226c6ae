#include "base/mapping.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace clew::base {
namespace {

// What the signal handler needs: plain memory, no locks. Whoever takes a slot fills it before `data` shows
// it.
struct Registered {
  std::atomic<bool> taken = false;
  std::atomic<const char*> data = nullptr;
  size_t size = 0;
  char path[256] = {};
};
constexpr size_t kRegisteredMax = 4096;
std::array<Registered, kRegisteredMax> registered;

void remember(const char* data, size_t size, const std::string& path) {
  for (Registered& slot : registered) {
    if (slot.taken.load(std::memory_order_relaxed) || slot.taken.exchange(true, std::memory_order_acquire))
      continue;
    slot.size = size;
    slot.path[path.copy(slot.path, sizeof slot.path - 1)] = 0;
    slot.data.store(data, std::memory_order_release);
    return;
  }
}

void forget(const char* data) {
  for (Registered& slot : registered) {
    if (slot.data.load(std::memory_order_relaxed) != data) continue;
    slot.data.store(nullptr, std::memory_order_relaxed);
    slot.taken.store(false, std::memory_order_release);
    return;
  }
}

void put(const char* text) { [[maybe_unused]] const auto written = write(STDERR_FILENO, text, strlen(text)); }

void put_number(unsigned long long number) {
  char digits[24];
  char* at = digits + sizeof digits - 1;
  *at = 0;
  do {
    *--at = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  put(at);
}

int exit_code_on_failure = 1;

void on_bus_error(int, siginfo_t* info, void*) {
  const auto* address = static_cast<const char*>(info->si_addr);
  for (const Registered& slot : registered) {
    const char* data = slot.data.load(std::memory_order_acquire);
    if (data == nullptr || address < data || address >= data + slot.size) continue;
    put("clew: cannot read ");
    put(slot.path);
    put(" at byte ");
    put_number(static_cast<unsigned long long>(address - data));
    put(": the disk failed or the file was cut short while in use; check the disk, then run: clew check "
        "STORE\n");
    _exit(exit_code_on_failure);
  }
  put("clew: a read under a memory mapping failed\n");
  _exit(exit_code_on_failure);
}

}  // namespace

Result<Mapping> Mapping::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const int code = errno;
    return fail(code == ENOENT ? ErrorKind::not_found : ErrorKind::io,
                fmt::format("cannot open {}: {}", path, strerror(code)));
  }
  struct stat status{};
  if (fstat(file, &status) != 0) {
    const int code = errno;
    close(file);
    return fail(ErrorKind::io, fmt::format("cannot read the size of {}: {}", path, strerror(code)));
  }
  Mapping mapping;
  mapping.size_ = static_cast<size_t>(status.st_size);
  if (mapping.size_ != 0) {
    void* data = mmap(nullptr, mapping.size_, PROT_READ, MAP_SHARED, file, 0);
    const int code = errno;
    close(file);
    if (data == MAP_FAILED)
      return fail(ErrorKind::io, fmt::format("cannot map {}: {}", path, strerror(code)));
    mapping.data_ = static_cast<const char*>(data);
    remember(mapping.data_, mapping.size_, path);
  } else {
    close(file);
  }
  return mapping;
}

Mapping::~Mapping() {
  if (data_ == nullptr) return;
  forget(data_);
  munmap(const_cast<char*>(data_), size_);
}

Mapping::Mapping(Mapping&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

void Mapping::release(size_t offset, size_t size) const {
  // Only whole pages inside; what they share with neighbours stays.
  const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  const size_t first = (offset + page - 1) / page * page;
  const size_t last = std::min(offset + size, size_) / page * page;
  if (first < last) madvise(const_cast<char*>(data_) + first, last - first, MADV_DONTNEED);
}

void report_mapping_failures(int exit_code) {
  exit_code_on_failure = exit_code;
  struct sigaction action{};
  action.sa_sigaction = on_bus_error;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGBUS, &action, nullptr);
}

}  // namespace clew::base
