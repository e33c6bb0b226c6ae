#include "serve/files.h"

#include <fmt/core.h>

#include <filesystem>

#include "base/disk.h"
#include "base/hash.h"

namespace clew::serve {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kBytesMax = uint64_t{64} << 20;

std::string type_of(const fs::path& path) {
  static const std::map<std::string, std::string> kTypes = {{".html", "text/html; charset=utf-8"},
                                                            {".js", "text/javascript; charset=utf-8"},
                                                            {".css", "text/css; charset=utf-8"},
                                                            {".svg", "image/svg+xml"},
                                                            {".json", "application/json"},
                                                            {".png", "image/png"},
                                                            {".ico", "image/x-icon"},
                                                            {".woff2", "font/woff2"},
                                                            {".txt", "text/plain; charset=utf-8"},
                                                            {".webmanifest", "application/manifest+json"}};
  const auto found = kTypes.find(path.extension().string());
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

}  // namespace

base::Result<Files> Files::of(const std::string& folder) {
  Files files;
  uint64_t sum = 0;
  std::error_code error;
  if (!fs::is_directory(folder, error))
    return base::fail(base::ErrorKind::not_found, fmt::format("{} is no folder of the desk's files", folder));
  for (fs::recursive_directory_iterator at(folder, error), end; at != end; at.increment(error)) {
    if (error)
      return base::fail(base::ErrorKind::io, fmt::format("cannot read {}: {}", folder, error.message()));
    const std::string name = at->path().filename().string();
    if (at->is_symlink() || name.starts_with('.')) {
      if (!at->is_symlink() && at->is_directory()) at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file()) continue;
    CLEW_TRY_ASSIGN(std::string bytes, base::real_disk().read_file(at->path().string()));
    sum += bytes.size();
    if (sum > kBytesMax)
      return base::fail(base::ErrorKind::usage,
                        fmt::format("{} holds more than {} MB; name the folder of the built desk", folder,
                                    kBytesMax >> 20));
    const std::string relative = "/" + fs::relative(at->path(), folder).generic_string();
    const std::string etag = "\"" + base::hex(base::sha256(bytes)).substr(0, 32) + "\"";
    files.files_[relative] = {std::move(bytes), type_of(at->path()), etag, relative.starts_with("/assets/")};
  }
  return files;
}

std::optional<net::Response> Files::answer(const net::Request& request) const {
  const auto found = files_.find(request.path == "/" ? "/index.html" : request.path);
  if (found == files_.end()) return std::nullopt;
  const File& file = found->second;
  net::Response response;
  response.content_type = file.type;
  response.headers = {
      {"ETag", file.etag},
      {"Cache-Control", file.is_forever ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (request.header("if-none-match") == file.etag) {
    response.status = 304;
  } else {
    response.body = file.bytes;
  }
  return response;
}

}  // namespace clew::serve
