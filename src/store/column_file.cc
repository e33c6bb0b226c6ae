#include "store/column_file.h"

#include <fmt/core.h>

#include <atomic>

#include "base/hash.h"
#include "base/threads.h"
#include "base/varint.h"
#include "store/segment.h"

namespace clew::store {
namespace {

using base::ErrorKind;
using base::fail;
using base::get_fixed;
using base::put_fixed;
using base::Result;

constexpr std::string_view kMagic = "CLEWCOL1";
constexpr size_t kAlign = 64;
constexpr size_t kColumnsMax = 1000;

size_t aligned(size_t at) { return (at + kAlign - 1) / kAlign * kAlign; }
size_t block_count(size_t bytes) { return (bytes + kBlockBytes - 1) / kBlockBytes; }
// Magic, count, place and size of each column, checksum.
size_t header_bytes(size_t columns) { return 16 + 16 * columns + 8; }

std::unexpected<base::Error> damaged(const std::string& path, uint64_t offset) {
  return fail(ErrorKind::corrupt,
              fmt::format("{} is damaged at byte {}; remove it, it is made again when needed", path, offset));
}

std::string header_of(std::span<const std::string_view> columns) {
  std::string header(kMagic);
  put_fixed(header, static_cast<uint64_t>(columns.size()));
  size_t at = aligned(header_bytes(columns.size()));
  for (const std::string_view column : columns) {
    put_fixed(header, static_cast<uint64_t>(at));
    put_fixed(header, static_cast<uint64_t>(column.size()));
    at = aligned(at + column.size());
  }
  put_fixed(header, base::hash64(header));
  return header;
}

std::string checksums_of(std::span<const std::string_view> columns) {
  std::string checksums;
  for (const std::string_view column : columns) {
    for (size_t at = 0; at < column.size(); at += kBlockBytes)
      put_fixed(checksums, base::hash64(column.substr(at, kBlockBytes)));
  }
  put_fixed(checksums, base::hash64(checksums, columns.size()));
  return checksums;
}

Result<void> write_padded(base::WriteFile& file, std::string_view bytes) {
  constexpr size_t kPieceBytes = 16 << 20;
  for (size_t at = 0; at < bytes.size(); at += kPieceBytes) {
    CLEW_TRY(file.write(bytes.substr(at, kPieceBytes)));
  }
  const std::string padding(aligned(bytes.size()) - bytes.size(), '\0');
  return padding.empty() ? Result<void>() : file.write(padding);
}

Result<void> write_all(base::Disk& disk, const std::string& path, std::span<const std::string_view> columns) {
  CLEW_TRY_ASSIGN(auto file, disk.create(path));
  CLEW_TRY(write_padded(*file, header_of(columns)));
  for (const std::string_view column : columns) CLEW_TRY(write_padded(*file, column));
  CLEW_TRY(file->write(checksums_of(columns)));
  CLEW_TRY(file->sync());
  return file->close();
}

}  // namespace

bool ColumnFile::is_one(std::string_view first_bytes) { return first_bytes.starts_with(kMagic); }

Result<void> ColumnFile::write(base::Disk& disk, const std::string& path,
                               std::span<const std::string_view> columns) {
  const std::string fresh = fmt::format("{}.{}.new", path, base::hex(base::random_bytes(8)));
  const Result<void> written = write_all(disk, fresh, columns);
  if (!written) (void)disk.remove(fresh);  // Half a file is of no use to anybody.
  CLEW_TRY(written);
  return disk.rename(fresh, path);
}

Result<std::shared_ptr<const ColumnFile>> ColumnFile::open(base::Disk& disk, const std::string& path) {
  auto opened = std::make_shared<ColumnFile>();
  opened->path_ = path;
  CLEW_TRY_ASSIGN(opened->mapping_, disk.map(path));
  const std::string_view bytes = opened->mapping_.bytes();
  if (bytes.size() < header_bytes(0) || !is_one(bytes)) return damaged(path, 0);
  const auto count = get_fixed<uint64_t>(bytes.data() + 8);
  if (count > kColumnsMax || bytes.size() < header_bytes(count)) return damaged(path, 8);
  const size_t header = header_bytes(count) - 8;
  if (base::hash64(bytes.substr(0, header)) != get_fixed<uint64_t>(bytes.data() + header))
    return damaged(path, header);
  size_t at = aligned(header_bytes(count)), blocks = 0;
  for (size_t i = 0; i < count; ++i) {
    const auto begin = get_fixed<uint64_t>(bytes.data() + 16 + 16 * i);
    const auto size = get_fixed<uint64_t>(bytes.data() + 24 + 16 * i);
    if (begin != at || begin > bytes.size() || size > bytes.size() - begin) return damaged(path, 16 + 16 * i);
    opened->columns_.push_back(bytes.substr(begin, size));
    blocks += block_count(size);
    at = aligned(begin + size);
  }
  if (at > bytes.size() || bytes.size() - at != 8 * (blocks + 1)) return damaged(path, bytes.size());
  opened->checksums_ = bytes.substr(at, 8 * blocks);
  if (base::hash64(opened->checksums_, count) != get_fixed<uint64_t>(bytes.data() + bytes.size() - 8))
    return damaged(path, at);
  return opened;
}

Result<void> ColumnFile::check() const {
  struct Block {
    std::string_view bytes;
    uint64_t checksum;
  };
  std::vector<Block> blocks;
  const char* checksum = checksums_.data();
  for (const std::string_view column : columns_) {
    for (size_t at = 0; at < column.size(); at += kBlockBytes, checksum += 8)
      blocks.push_back({column.substr(at, kBlockBytes), get_fixed<uint64_t>(checksum)});
  }
  constexpr size_t kTogether = 64;
  std::atomic<size_t> wrong = SIZE_MAX;
  const size_t pieces = (blocks.size() + kTogether - 1) / kTogether;
  const size_t workers = pieces < 4 ? 1 : base::processor_count();
  base::parallel_for(workers, pieces, [&](size_t, size_t piece) {
    for (size_t i = piece * kTogether; i < std::min(blocks.size(), (piece + 1) * kTogether); ++i) {
      if (base::hash64(blocks[i].bytes) != blocks[i].checksum) wrong = std::min(wrong.load(), i);
    }
  });
  if (wrong == SIZE_MAX) return {};
  return damaged(path_, static_cast<uint64_t>(blocks[wrong].bytes.data() - mapping_.bytes().data()));
}

std::string whole_stem(const Manifest& manifest) {
  const uint64_t hash = base::hash64(write_manifest(manifest));
  return fmt::format("all-{:016x}", hash);
}

std::string derived_from_all(const Manifest& manifest, std::string_view kind, uint32_t format) {
  return fmt::format("{}.{}{}", whole_stem(manifest), kind, format);
}

}  // namespace clew::store
