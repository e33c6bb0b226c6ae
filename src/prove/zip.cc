#include "prove/zip.h"

#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>

#include "base/varint.h"

namespace clew::prove {
namespace {

using base::put_fixed;

constexpr uint32_t kLocal = 0x04034b50, kCentral = 0x02014b50, kEnd = 0x06054b50;
constexpr uint16_t kVersion = 20, kUtf8 = 0x0800, kStored = 0, kMidnight = 0, kFirstDay = 0x0021;
constexpr size_t kLocalSize = 30, kNameMax = 255, kMembersMax = 65535;
constexpr uint64_t kSizeMax = 0xffffffffu;

uint32_t crc_of(std::string_view bytes) {
  uLong crc = crc32(0, nullptr, 0);
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, 1u << 30);
    crc = crc32(crc, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size()));
    bytes.remove_prefix(piece.size());
  }
  return static_cast<uint32_t>(crc);
}

// What both headers of a file say alike.
std::string shared_header(const ZipMember& member, uint32_t crc) {
  std::string out;
  for (const uint16_t field : {kVersion, kUtf8, kStored, kMidnight, kFirstDay}) put_fixed(out, field);
  for (const uint32_t field :
       {crc, static_cast<uint32_t>(member.bytes.size()), static_cast<uint32_t>(member.bytes.size())})
    put_fixed(out, field);
  put_fixed(out, static_cast<uint16_t>(member.name.size()));
  put_fixed(out, uint16_t{0});  // No extra field.
  return out;
}

std::string local_header(const ZipMember& member, uint32_t crc) {
  std::string out;
  put_fixed(out, kLocal);
  return out + shared_header(member, crc) + member.name;
}

std::string central_header(const ZipMember& member, uint32_t crc, uint64_t offset) {
  std::string out;
  put_fixed(out, kCentral);
  put_fixed(out, kVersion);
  out += shared_header(member, crc);
  for (int i = 0; i < 3; ++i) put_fixed(out, uint16_t{0});  // Comment, disk, internal attributes.
  put_fixed(out, uint32_t{0});                              // External attributes.
  put_fixed(out, static_cast<uint32_t>(offset));
  return out + member.name;
}

std::string end_record(size_t members, uint64_t central_size, uint64_t central_offset) {
  std::string out;
  put_fixed(out, kEnd);
  put_fixed(out, uint32_t{0});
  for (int i = 0; i < 2; ++i) put_fixed(out, static_cast<uint16_t>(members));
  put_fixed(out, static_cast<uint32_t>(central_size));
  put_fixed(out, static_cast<uint32_t>(central_offset));
  put_fixed(out, uint16_t{0});
  return out;
}

// Reads members from the front; what follows the last is the central directory.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  ZipReading read() {
    while (take_member()) {
    }
    if (reading_.wrong.empty()) check_end();
    return std::move(reading_);
  }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
  ZipReading reading_;
  std::string central_;

  bool wrong(std::string says) {
    reading_.wrong.push_back(std::move(says));
    return false;
  }
  std::string after() const {
    return reading_.members.empty() ? "at its beginning" : "after " + reading_.members.back().name;
  }

  bool take_member() {
    const std::string_view rest = bytes_.substr(at_);
    if (rest.size() >= 4 && base::get_fixed<uint32_t>(rest.data()) == kCentral) return false;
    if (rest.size() < kLocalSize || base::get_fixed<uint32_t>(rest.data()) != kLocal) {
      return wrong(fmt::format("the zip is damaged at byte {}, {}: no file begins there", at_, after()));
    }
    const auto size = base::get_fixed<uint32_t>(rest.data() + 18);
    const auto name_size = base::get_fixed<uint16_t>(rest.data() + 26);
    const size_t head = kLocalSize + name_size;
    if (name_size > kNameMax || rest.size() < head || rest.size() - head < size)
      return wrong(fmt::format("the zip is damaged at byte {}, {}: a file is longer than what is there", at_,
                               after()));
    return check_member({std::string(rest.substr(kLocalSize, name_size)), rest.substr(head, size)});
  }

  bool check_member(ZipMember member) {
    const uint32_t crc = crc_of(member.bytes);
    const std::string header = local_header(member, crc);
    const std::string shown =
        is_member_name(member.name) ? member.name : fmt::format("the file at byte {}", at_);
    if (!is_member_name(member.name))
      return wrong(
          fmt::format("{} has a name that does not belong in a pack (it could unpack elsewhere)", shown));
    if (bytes_.substr(at_, header.size()) != header) wrong(difference(header, shown));
    if (!reading_.members.empty() && reading_.members.back().name >= member.name)
      wrong(fmt::format("{} stands after {}: files are out of order, or one is there twice", shown,
                        reading_.members.back().name));
    if (reading_.members.size() == kMembersMax) return wrong("the zip has too many files");
    central_ += central_header(member, crc, at_);
    at_ += header.size() + member.bytes.size();
    reading_.members.push_back(std::move(member));
    return true;
  }

  std::string difference(std::string_view expected, std::string_view name) const {
    size_t at = 0;
    while (at < expected.size() && bytes_[at_ + at] == expected[at]) ++at;
    const bool checksum = at >= 14 && at < 18;
    return checksum ? fmt::format("{}: its bytes are not those its checksum was made of", name)
                    : fmt::format("{}: its zip header is changed at byte {}", name, at_ + at);
  }

  void check_end() {
    const std::string expected = central_ + end_record(reading_.members.size(), central_.size(), at_);
    const std::string_view rest = bytes_.substr(at_);
    if (rest == expected) return;
    const size_t shared = std::min(rest.size(), expected.size());
    const auto at = static_cast<size_t>(
        std::mismatch(rest.begin(), rest.begin() + shared, expected.begin()).first - rest.begin());
    wrong(fmt::format("the zip's directory is changed at byte {}", at_ + at));
  }
};

}  // namespace

bool is_member_name(std::string_view name) {
  static constexpr std::string_view kLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
  return !name.empty() && name.size() <= kNameMax &&
         name.find_first_not_of(kLetters) == std::string_view::npos && name.front() != '/' &&
         name.back() != '/' && name.find("..") == std::string_view::npos &&
         name.find("//") == std::string_view::npos && name.find("./") == std::string_view::npos;
}

base::Result<void> write_zip(base::WriteFile& file, const std::vector<ZipMember>& members) {
  std::string central;
  uint64_t at = 0;
  for (const ZipMember& member : members) {
    const uint64_t next = at + kLocalSize + member.name.size() + member.bytes.size();
    if (next > kSizeMax || members.size() > kMembersMax)
      return base::fail(base::ErrorKind::unsupported, "a pack has at most 4 GiB and 65,535 files");
    const uint32_t crc = crc_of(member.bytes);
    CLEW_TRY(file.write(local_header(member, crc)));
    CLEW_TRY(file.write(member.bytes));
    central += central_header(member, crc, at);
    at = next;
  }
  CLEW_TRY(file.write(central));
  return file.write(end_record(members.size(), central.size(), at));
}

ZipReading read_zip(std::string_view bytes) { return Reader(bytes).read(); }

}  // namespace clew::prove
