#include "store/key_pairs.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "base/hash.h"
#include "base/varint.h"

namespace clew::store {
namespace {

using base::ErrorKind;
using base::fail;
using base::get_fixed;
using base::put_fixed;
using base::Result;

constexpr std::string_view kMagic = "CLEWKEY1";
constexpr size_t kHeaderBytes = 16;
constexpr size_t kPairsPerBlock = kBlockBytes / sizeof(KeyPair);

size_t block_count(size_t pairs) { return (pairs + kPairsPerBlock - 1) / kPairsPerBlock; }

std::string_view bytes_of(std::span<const KeyPair> pairs) {
  return {reinterpret_cast<const char*>(pairs.data()), pairs.size_bytes()};
}

std::unexpected<base::Error> damaged(const std::string& path, uint64_t offset) {
  return fail(ErrorKind::corrupt,
              fmt::format("{} is damaged at byte {}; remove it, it is made again when needed", path, offset));
}

std::vector<KeyPair> sorted(std::vector<KeyPair>&& pairs) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return std::move(pairs);
}

Result<void> write_parts(base::Disk& disk, const std::string& path,
                         std::initializer_list<std::string_view> parts) {
  CLEW_TRY_ASSIGN(auto file, disk.create(path));
  for (const std::string_view part : parts) CLEW_TRY(file->write(part));
  CLEW_TRY(file->sync());
  return file->close();
}

Result<void> write_sorted(base::Disk& disk, const std::string& path, const std::vector<KeyPair>& pairs) {
  std::string header(kMagic), checksums;
  put_fixed(header, static_cast<uint64_t>(pairs.size()));
  for (size_t at = 0; at < pairs.size(); at += kPairsPerBlock) {
    put_fixed(
        checksums,
        base::hash64(bytes_of(std::span(pairs).subspan(at, std::min(kPairsPerBlock, pairs.size() - at)))));
  }
  put_fixed(checksums, base::hash64(checksums, pairs.size()));
  const std::string fresh = fmt::format("{}.{}.new", path, base::hex(base::random_bytes(8)));
  const Result<void> written = write_parts(disk, fresh, {header, bytes_of(pairs), checksums});
  if (!written) (void)disk.remove(fresh);  // Half a file is of no use to anybody.
  CLEW_TRY(written);
  return disk.rename(fresh, path);
}

}  // namespace

Result<void> KeyPairs::write(base::Disk& disk, const std::string& path, std::vector<KeyPair>&& pairs) {
  return write_sorted(disk, path, sorted(std::move(pairs)));
}

std::shared_ptr<const KeyPairs> KeyPairs::in_memory(std::vector<KeyPair>&& pairs) {
  auto held = std::make_shared<KeyPairs>();
  held->held_ = sorted(std::move(pairs));
  held->count_ = held->held_.size();
  return held;
}

Result<std::shared_ptr<const KeyPairs>> KeyPairs::open(base::Disk& disk, const std::string& path) {
  auto opened = std::make_shared<KeyPairs>();
  opened->path_ = path;
  CLEW_TRY_ASSIGN(opened->mapping_, disk.map(path));
  const std::string_view bytes = opened->mapping_.bytes();
  if (bytes.size() < kHeaderBytes + 8 || !bytes.starts_with(kMagic)) return damaged(path, 0);
  const auto count = get_fixed<uint64_t>(bytes.data() + 8);
  if (count > bytes.size() / sizeof(KeyPair)) return damaged(path, 8);
  const size_t blocks = block_count(count);
  const size_t checksums_at = kHeaderBytes + count * sizeof(KeyPair);
  if (bytes.size() != checksums_at + (blocks + 1) * 8) return damaged(path, 8);
  if (base::hash64(bytes.substr(checksums_at, blocks * 8), count) !=
      get_fixed<uint64_t>(bytes.data() + bytes.size() - 8)) {
    return damaged(path, checksums_at);
  }
  opened->count_ = count;
  opened->tested_ = std::vector<std::atomic<uint8_t>>(blocks);
  return opened;
}

const KeyPair* KeyPairs::pairs() const {
  if (!held_.empty()) return held_.data();
  return reinterpret_cast<const KeyPair*>(mapping_.bytes().data() + kHeaderBytes);
}

Result<void> KeyPairs::touch(size_t first, size_t last) const {
  if (!held_.empty()) return {};
  for (size_t block = first / kPairsPerBlock; block * kPairsPerBlock < last; ++block) {
    if (tested_[block].load(std::memory_order_relaxed) != 0) continue;
    const size_t begin = block * kPairsPerBlock;
    const std::span content(pairs() + begin, std::min(kPairsPerBlock, count_ - begin));
    const char* checksum = mapping_.bytes().data() + kHeaderBytes + count_ * sizeof(KeyPair) + block * 8;
    if (base::hash64(bytes_of(content)) != get_fixed<uint64_t>(checksum)) {
      return damaged(path_, kHeaderBytes + begin * sizeof(KeyPair));
    }
    tested_[block].store(1, std::memory_order_relaxed);
  }
  return {};
}

Result<void> KeyPairs::check() const { return touch(0, count_); }

Result<std::span<const KeyPair>> KeyPairs::all() const {
  CLEW_TRY(check());
  return std::span(pairs(), count_);
}

Result<std::span<const KeyPair>> KeyPairs::find(uint64_t key) const {
  const std::span all(pairs(), count_);
  // Binary search, block by block tested before it is believed.
  size_t low = 0, high = count_;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    CLEW_TRY(touch(middle, middle + 1));
    if (all[middle].key < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  size_t end = low;
  while (end < count_) {
    CLEW_TRY(touch(end, end + 1));
    if (all[end].key != key) break;
    ++end;
  }
  return all.subspan(low, end - low);
}

Result<std::shared_ptr<const KeyPairs>> derived_pairs(base::Disk& disk, const std::string& store_path,
                                                      const Segment& segment, std::string_view kind,
                                                      const PairsOf& pairs_of) {
  const std::string folder = store_path + "/derived";
  const std::string stem = std::filesystem::path(segment.path()).stem().string();
  const std::string path = fmt::format("{}/{}.{}", folder, stem, kind);
  if (base::exists(path)) {
    auto opened = KeyPairs::open(disk, path);
    // A writer that compacts may remove the file between the two looks; then it is made anew, as when
    // damaged.
    const bool make_anew =
        !opened && (opened.error().kind == ErrorKind::corrupt || opened.error().kind == ErrorKind::not_found);
    if (!make_anew) return opened;
  }
  std::vector<KeyPair> pairs;
  for (size_t number = 0; number < segment.shards().size(); ++number) {
    CLEW_TRY_ASSIGN(const auto shard, segment.unpack(number));
    for (size_t entity = 0; entity < shard->entity_count(); ++entity) pairs_of(*shard, entity, pairs);
  }
  pairs = sorted(std::move(pairs));
  // A table is no reason to fail: where it cannot be kept, it is used and forgotten.
  if (disk.make_directories(folder) && write_sorted(disk, path, pairs)) {
    auto opened = KeyPairs::open(disk, path);
    if (opened) return opened;
  }
  return KeyPairs::in_memory(std::move(pairs));
}

}  // namespace clew::store
