#include "load/quote.h"

#include <fmt/core.h>

#include <algorithm>

#include "load/keep.h"
#include "read/stream.h"

namespace clew::load {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

// A file that lies outside the store is believed only if it is still the one that was loaded.
Result<std::string> path_of(const store::Store& store, const store::KeptSource& kept) {
  const std::string copy = store.path() + "/sources/" + kept.file;
  if (kept.kept && base::exists(copy)) return copy;
  const std::string& path = kept.source.from;
  if (!base::exists(path)) {
    return fail(ErrorKind::not_found,
                fmt::format("the source {} is gone; it was not kept in the store (SHA-256 {})", path,
                            kept.source.sha256));
  }
  CLEW_TRY_ASSIGN(const Original original, take_original(store.disk(), path, "", 0, nullptr));
  if (original.sha256 != kept.source.sha256) {
    return fail(ErrorKind::corrupt,
                fmt::format("{} is no longer the file that was loaded: its SHA-256 was {}, now it is {}",
                            path, kept.source.sha256, original.sha256));
  }
  return path;
}

}  // namespace

Result<Quote> quote(const store::Store& store, const model::Record& record, size_t bytes_max) {
  const store::Manifest& manifest = store.manifest();
  if (record.part >= manifest.parts.size())
    return fail(ErrorKind::not_found, "the statement names no source");
  const store::Part& part = manifest.parts[record.part];
  const store::KeptSource& kept = manifest.sources[part.source];
  Quote quoted{
      kept.source.from,  part.member, kept.source.sha256, kept.source.published_on, record, {}, false,
      kept.is_redacted()};
  CLEW_TRY_ASSIGN(const std::string path, path_of(store, kept));
  CLEW_TRY_ASSIGN(auto stream, read::open_input({path, part.member, 0}));
  uint64_t at = 0;
  std::string buffer(1 << 18, 0);
  const uint64_t end = record.offset + std::min<uint64_t>(record.length, bytes_max);
  while (at < end) {
    CLEW_TRY_ASSIGN(const size_t got, stream->read(buffer.data(), buffer.size()));
    if (got == 0)
      return fail(ErrorKind::corrupt,
                  fmt::format("{} ends before the record at byte {}", path, record.offset));
    if (at + got > record.offset) {
      const size_t from = record.offset > at ? static_cast<size_t>(record.offset - at) : 0;
      const size_t to = static_cast<size_t>(std::min<uint64_t>(got, end - at));
      quoted.bytes.append(buffer, from, to - from);
    }
    at += got;
  }
  quoted.cut = record.length > bytes_max;
  return quoted;
}

}  // namespace clew::load
