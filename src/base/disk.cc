#include "base/disk.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace clew::base {
namespace {

std::unexpected<Error> fail_errno(std::string_view what, const std::string& path, int code) {
  if (code == ENOSPC || code == EDQUOT) {
    return fail(ErrorKind::disk_full,
                fmt::format("cannot {} {}: no space left; free some and run again, nothing that was "
                            "there before is lost",
                            what, path));
  }
  const ErrorKind kind = code == ENOENT ? ErrorKind::not_found : ErrorKind::io;
  return fail(kind, fmt::format("cannot {} {}: {}", what, path, strerror(code)));
}

class RealWriteFile : public WriteFile {
 public:
  RealWriteFile(int file, std::string path) : file_(file), path_(std::move(path)) {}
  ~RealWriteFile() override {
    if (file_ >= 0) ::close(file_);
  }

  Result<void> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return fail_errno("write", path_, errno);
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    return {};
  }

  Result<void> sync() override {
    if (::fdatasync(file_) != 0) return fail_errno("make durable", path_, errno);
    return {};
  }

  Result<void> close() override {
    if (::close(std::exchange(file_, -1)) != 0) return fail_errno("close", path_, errno);
    return {};
  }

 private:
  int file_;
  std::string path_;
};

class RealDisk : public Disk {
 public:
  Result<std::unique_ptr<WriteFile>> create(const std::string& path) override {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) return fail_errno("create", path, errno);
    return std::make_unique<RealWriteFile>(file, path);
  }

  Result<void> rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return fail_errno("rename to", to, errno);
    return {};
  }

  Result<void> remove(const std::string& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return fail_errno("remove", path, errno);
    return {};
  }

  Result<void> make_directories(const std::string& path) override {
    std::error_code code;
    std::filesystem::create_directories(path, code);
    if (code) return fail_errno("make the folder", path, code.value());
    return {};
  }

  Result<void> sync_directory(const std::string& path) override {
    const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return fail_errno("open the folder", path, errno);
    const int code = ::fsync(folder) == 0 ? 0 : errno;
    ::close(folder);
    if (code != 0) return fail_errno("make durable", path, code);
    return {};
  }

  Result<Mapping> map(const std::string& path) override { return Mapping::open(path); }

  Result<std::string> read_file(const std::string& path) override {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return fail_errno("open", path, errno);
    std::string text;
    char buffer[1 << 16];
    ssize_t got = 0;
    while ((got = ::read(file, buffer, sizeof buffer)) != 0) {
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) break;
      text.append(buffer, static_cast<size_t>(got));
    }
    const int code = got < 0 ? errno : 0;
    ::close(file);
    if (code != 0) return fail_errno("read", path, code);
    return text;
  }

  Result<std::vector<std::string>> list(const std::string& path) override {
    std::vector<std::string> names;
    std::error_code code;
    for (std::filesystem::directory_iterator it(path, code), end; !code && it != end; it.increment(code)) {
      names.push_back(it->path().filename().string());
    }
    if (code) return fail_errno("list", path, code.value());
    std::sort(names.begin(), names.end());
    return names;
  }
};

}  // namespace

Disk& real_disk() {
  static RealDisk disk;
  return disk;
}

Result<void> replace_file(Disk& disk, const std::string& path, std::string_view bytes) {
  const std::string fresh = path + ".new";
  CLEW_TRY_ASSIGN(auto file, disk.create(fresh));
  CLEW_TRY(file->write(bytes));
  CLEW_TRY(file->sync());
  CLEW_TRY(file->close());
  CLEW_TRY(disk.rename(fresh, path));
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return disk.sync_directory(folder.empty() ? "." : folder);
}

bool exists(const std::string& path) {
  std::error_code code;
  return std::filesystem::exists(path, code);
}

Result<uint64_t> file_size(const std::string& path) {
  std::error_code code;
  const auto size = std::filesystem::file_size(path, code);
  if (code) return fail_errno("read the size of", path, code.value());
  return static_cast<uint64_t>(size);
}

}  // namespace clew::base
