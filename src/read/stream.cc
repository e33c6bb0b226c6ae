// A stream is a chain, each link reading from the one before:
//
//   bytes of a file or of a zip member -> gzip or zstandard -> UTF-8
//
#include "read/stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <optional>
#include <system_error>

#include "read/text.h"
#include "read/xlsx.h"

namespace clew::read {
namespace {

constexpr size_t kFoldedWindow = 256 << 10;
constexpr std::string_view kGzipMagic = "\x1f\x8b";
constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";
constexpr std::string_view kZipMagic = "PK\x03\x04";
constexpr std::string_view kEmptyZipMagic = "PK\x05\x06";
constexpr const char* kOfficePart = "[Content_Types].xml";

std::string label_of(const Input& input) {
  return input.member.empty() ? input.path : input.path + " (" + input.member + ")";
}

std::string system_message(int error) { return std::generic_category().message(error); }

std::unexpected<base::Error> cannot_open(const std::string& path, int error) {
  const auto kind = error == ENOENT || error == ENOTDIR ? base::ErrorKind::not_found : base::ErrorKind::io;
  const char* what_to_do =
      kind == base::ErrorKind::not_found ? "check the path" : "is it readable by this user?";
  return base::fail(kind, "cannot open " + path + ": " + system_message(error) + "; " + what_to_do);
}

class FileStream : public Stream {
 public:
  FileStream(int file, std::string path, OnProgress on_progress)
      : file_(file), path_(std::move(path)), on_progress_(std::move(on_progress)) {}
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;
  ~FileStream() override { ::close(file_); }

  base::Result<size_t> read(char* to, size_t size) override {
    ssize_t got = 0;
    do {
      got = ::read(file_, to, size);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
      return base::fail(base::ErrorKind::io, "cannot read " + path_ + " past byte " + std::to_string(done_) +
                                                 ": " + system_message(errno) + "; check the disk");
    }
    done_ += static_cast<uint64_t>(got);
    if (got > 0 && on_progress_) on_progress_(done_);
    return static_cast<size_t>(got);
  }

 private:
  int file_;
  std::string path_;
  OnProgress on_progress_;
  uint64_t done_ = 0;
};

base::Result<std::unique_ptr<Stream>> open_file(const std::string& path, OnProgress on_progress) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return cannot_open(path, errno);
  ::posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::make_unique<FileStream>(file, path, std::move(on_progress));
}

class MemoryStream : public Stream {
 public:
  explicit MemoryStream(std::string_view bytes) : bytes_(bytes) {}
  base::Result<size_t> read(char* to, size_t size) override {
    const size_t got = bytes_.copy(to, size);
    bytes_.remove_prefix(got);
    return got;
  }

 private:
  std::string_view bytes_;
};

// How far one archive has unfolded, and whether that is still believable.
class Unfolding {
 public:
  Unfolding(std::string label, const UnfoldLimits& limits) : label_(std::move(label)), limits_(limits) {}

  base::Result<void> count(uint64_t folded, uint64_t unfolded) {
    folded_ += folded;
    unfolded_ += unfolded;
    if (unfolded_ > limits_.bytes_max)
      return too_much("more than the " + std::to_string(limits_.bytes_max) + " bytes");
    if (unfolded_ > limits_.ratio_from && unfolded_ / limits_.ratio_max > folded_) {
      return too_much("more than " + std::to_string(limits_.ratio_max) + " times its size, which is what");
    }
    return {};
  }
  const std::string& label() const { return label_; }

 private:
  std::unexpected<base::Error> too_much(const std::string& how) const {
    return base::fail(
        base::ErrorKind::format,
        label_ + " unfolds to " + how + " we allow; if it is no zip bomb, unpack it and read the file");
  }

  std::string label_;
  UnfoldLimits limits_;
  uint64_t folded_ = 0;
  uint64_t unfolded_ = 0;
};

// What gzip and zstandard have in common: a window of folded bytes, and an error that waits until the
// good bytes before it were handed over.
class Unfolder : public Stream {
 public:
  Unfolder(std::unique_ptr<Stream> from, const std::string& label, const UnfoldLimits& limits)
      : unfolding_(label, limits), from_(std::move(from)), folded_(kFoldedWindow) {}

  base::Result<size_t> read(char* to, size_t size) override {
    if (error_) return std::unexpected(*error_);
    size_t filled = 0;
    while (filled < size && !done_) {
      const auto step = unfold(to + filled, size - filled);
      if (step) filled += *step;
      if (!step) {
        error_ = step.error();
        if (filled == 0) return std::unexpected(*error_);
        break;
      }
    }
    return filled;
  }

 protected:
  // Unfolds some bytes and says how many; sets done_ at the end.
  virtual base::Result<size_t> unfold(char* to, size_t size) = 0;

  // Reads folded bytes if none are left. False at the end of them.
  base::Result<bool> refill() {
    if (begin_ < end_) return true;
    CLEW_TRY_ASSIGN(end_, from_->read(folded_.data(), folded_.size()));
    begin_ = 0;
    return end_ > 0;
  }
  std::unexpected<base::Error> damaged(const std::string& how) const {
    return base::fail(base::ErrorKind::format,
                      unfolding_.label() + " is damaged: " + how +
                          "; what came before was read, fetch the file again for the rest");
  }

  Unfolding unfolding_;
  std::unique_ptr<Stream> from_;
  std::vector<char> folded_;
  size_t begin_ = 0;
  size_t end_ = 0;
  bool done_ = false;

 private:
  std::optional<base::Error> error_;
};

class GzipStream : public Unfolder {
 public:
  GzipStream(std::unique_ptr<Stream> from, const std::string& label, const UnfoldLimits& limits)
      : Unfolder(std::move(from), label, limits) {
    constexpr int kGzipOnly = 16;
    const int state = inflateInit2(&inflater_, MAX_WBITS + kGzipOnly);
    assert(state == Z_OK);
    (void)state;
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override { inflateEnd(&inflater_); }

 protected:
  base::Result<size_t> unfold(char* to, size_t size) override {
    CLEW_TRY_ASSIGN(const bool more, refill());
    if (!more && between_members_) return finish();
    if (!more) return damaged("the gzip stream is cut off");
    if (between_members_ && !begins_member()) return finish();
    between_members_ = false;
    inflater_.next_in = reinterpret_cast<Bytef*>(folded_.data() + begin_);
    inflater_.avail_in = static_cast<uInt>(end_ - begin_);
    inflater_.next_out = reinterpret_cast<Bytef*>(to);
    const size_t room = std::min<size_t>(size, 1u << 30);
    inflater_.avail_out = static_cast<uInt>(room);
    const int state = inflate(&inflater_, Z_NO_FLUSH);
    const size_t taken = end_ - begin_ - inflater_.avail_in;
    const size_t given = room - inflater_.avail_out;
    begin_ += taken;
    CLEW_TRY(unfolding_.count(taken, given));
    if (state == Z_STREAM_END)
      end_member();
    else if (state != Z_OK && state != Z_BUF_ERROR)
      failed_ = true;
    if (failed_ && given == 0)
      return damaged(inflater_.msg != nullptr ? inflater_.msg : "the gzip stream is broken");
    return given;
  }

 private:
  void end_member() {
    inflateReset(&inflater_);
    between_members_ = true;
    any_member_ = true;
  }
  // Whether another gzip member follows; what else follows (padding, a signature) is no part of the text.
  bool begins_member() const { return !any_member_ || folded_[begin_] == kGzipMagic[0]; }
  size_t finish() {
    done_ = true;
    return 0;
  }

  z_stream inflater_ = {};
  bool between_members_ = false;
  bool any_member_ = false;
  bool failed_ = false;
};

class ZstdStream : public Unfolder {
 public:
  ZstdStream(std::unique_ptr<Stream> from, const std::string& label, const UnfoldLimits& limits)
      : Unfolder(std::move(from), label, limits), state_(ZSTD_createDStream()) {
    assert(state_ != nullptr);
  }
  ZstdStream(const ZstdStream&) = delete;
  ZstdStream& operator=(const ZstdStream&) = delete;
  ~ZstdStream() override { ZSTD_freeDStream(state_); }

 protected:
  base::Result<size_t> unfold(char* to, size_t size) override {
    CLEW_TRY_ASSIGN(const bool more, refill());
    if (!more && frame_left_ != 0 && drained_) return damaged("the zstandard frame is cut off");
    if (!more && drained_) {
      done_ = true;
      return 0;
    }
    ZSTD_inBuffer in = {folded_.data() + begin_, end_ - begin_, 0};
    ZSTD_outBuffer out = {to, size, 0};
    frame_left_ = ZSTD_decompressStream(state_, &out, &in);
    begin_ += in.pos;
    if (ZSTD_isError(frame_left_) != 0) return damaged(ZSTD_getErrorName(frame_left_));
    drained_ = out.pos < size;
    CLEW_TRY(unfolding_.count(in.pos, out.pos));
    return out.pos;
  }

 private:
  ZSTD_DStream* state_;
  size_t frame_left_ = 0;
  bool drained_ = true;  // The decoder holds no bytes that had no room in the last call.
};

// An open zip. libzip is not thread-safe within one archive, so whoever uses it holds `lock`.
struct Archive {
  zip_t* zip = nullptr;
  std::mutex lock;
  struct stat status = {};
  uint64_t size() const { return static_cast<uint64_t>(status.st_size); }

  Archive() = default;
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive() { zip_discard(zip); }
};

base::Result<std::shared_ptr<Archive>> open_archive(const std::string& path) {
  int code = 0;
  auto archive = std::make_shared<Archive>();
  if (::stat(path.c_str(), &archive->status) != 0) return cannot_open(path, errno);
  archive->zip = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive->zip != nullptr) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string why = zip_error_strerror(&error);
  zip_error_fini(&error);
  return base::fail(base::ErrorKind::format,
                    "cannot open the archive " + path + ": " + why + "; fetch it again");
}

// Whether it is the same file, and nobody wrote to it between.
bool is_same_file(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size &&
         a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

// The archive at `path`. The last one opened by this thread is kept: the members of one archive are read
// one after the other, and each opening reads its whole directory.
base::Result<std::shared_ptr<Archive>> archive_at(const std::string& path) {
  thread_local std::shared_ptr<Archive> kept;
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return cannot_open(path, errno);
  if (kept && is_same_file(kept->status, status)) return kept;
  CLEW_TRY_ASSIGN(kept, open_archive(path));
  return kept;
}

class ZipMemberStream : public Stream {
 public:
  ZipMemberStream(std::shared_ptr<Archive> archive, zip_file_t* file, const zip_stat_t& status,
                  std::string label, const UnfoldLimits& limits, OnProgress on_progress)
      : archive_(std::move(archive)),
        file_(file),
        folded_size_(status.comp_size),
        unfolded_size_(status.size),
        unfolding_(std::move(label), limits),
        on_progress_(std::move(on_progress)) {}
  ZipMemberStream(const ZipMemberStream&) = delete;
  ZipMemberStream& operator=(const ZipMemberStream&) = delete;
  ~ZipMemberStream() override {
    const std::lock_guard guard(archive_->lock);
    zip_fclose(file_);
  }

  base::Result<size_t> read(char* to, size_t size) override {
    const std::lock_guard guard(archive_->lock);
    const zip_int64_t got = zip_fread(file_, to, size);
    if (got < 0) {
      return base::fail(base::ErrorKind::format,
                        unfolding_.label() + " is damaged: " + zip_file_strerror(file_) +
                            "; what came before was read, fetch the file again for the rest");
    }
    done_ += static_cast<uint64_t>(got);
    CLEW_TRY(unfolding_.count(folded_so_far() - folded_counted_, static_cast<uint64_t>(got)));
    folded_counted_ = folded_so_far();
    if (got > 0 && on_progress_) on_progress_(folded_counted_);
    return static_cast<size_t>(got);
  }

 private:
  // libzip does not tell how many folded bytes it took, so they are taken to be spread evenly.
  uint64_t folded_so_far() const {
    if (unfolded_size_ == 0 || done_ >= unfolded_size_) return folded_size_;
    return static_cast<uint64_t>(static_cast<double>(folded_size_) * static_cast<double>(done_) /
                                 static_cast<double>(unfolded_size_));
  }

  std::shared_ptr<Archive> archive_;
  zip_file_t* file_;
  uint64_t folded_size_;
  uint64_t unfolded_size_;
  uint64_t done_ = 0;
  uint64_t folded_counted_ = 0;
  Unfolding unfolding_;
  OnProgress on_progress_;
};

bool is_folder_name(std::string_view member) { return member.ends_with('/') || member.ends_with('\\'); }

std::string member_name(zip_t* zip, uint64_t i) {
  const char* name = zip_get_name(zip, i, ZIP_FL_ENC_GUESS);
  return name == nullptr ? std::string() : name;
}

base::Result<std::unique_ptr<Stream>> open_member(const Input& input, const UnfoldLimits& limits,
                                                  OnProgress on_progress) {
  CLEW_TRY_ASSIGN(const std::shared_ptr<Archive> archive, archive_at(input.path));
  const std::lock_guard guard(archive->lock);
  const zip_int64_t place = zip_name_locate(archive->zip, input.member.c_str(), ZIP_FL_ENC_GUESS);
  if (place < 0) {
    return base::fail(base::ErrorKind::not_found,
                      input.path + " has no member named '" + input.member + "'; list it with unzip -l");
  }
  zip_stat_t status;
  zip_stat_init(&status);
  zip_file_t* file = nullptr;
  if (zip_stat_index(archive->zip, static_cast<zip_uint64_t>(place), 0, &status) == 0) {
    file = zip_fopen_index(archive->zip, static_cast<zip_uint64_t>(place), 0);
  }
  if (file == nullptr) {
    return base::fail(base::ErrorKind::format, "cannot open " + label_of(input) + ": " +
                                                   zip_strerror(archive->zip) +
                                                   "; if it is locked by a password, unpack it first");
  }
  return std::make_unique<ZipMemberStream>(archive, file, status, label_of(input), limits,
                                           std::move(on_progress));
}

// UTF-16 as UTF-8.
class Utf16Stream : public Stream {
 public:
  Utf16Stream(std::unique_ptr<Stream> from, bool big_endian)
      : from_(std::move(from)), big_endian_(big_endian), raw_(kFoldedWindow) {}

  base::Result<size_t> read(char* to, size_t size) override {
    while (taken_ == text_.size() && !at_end_) CLEW_TRY(convert_more());
    const size_t given = std::min(size, text_.size() - taken_);
    std::memcpy(to, text_.data() + taken_, given);
    taken_ += given;
    return given;
  }

 private:
  base::Result<void> convert_more() {
    CLEW_TRY_ASSIGN(const size_t got, from_->read(raw_.data() + raw_size_, raw_.size() - raw_size_));
    raw_size_ += got;
    at_end_ = got == 0;
    const size_t bytes = at_end_ ? raw_size_ : whole_part();
    units_.clear();
    for (size_t i = 0; i + 1 < bytes; i += 2) units_ += unit_at(i);
    if (bytes % 2 != 0) units_ += u'\uFFFD';  // Half a unit at the very end.
    text_.clear();
    taken_ = 0;
    append_utf8(text_, units_);
    std::memmove(raw_.data(), raw_.data() + bytes, raw_size_ - bytes);
    raw_size_ -= bytes;
    return {};
  }
  char16_t unit_at(size_t i) const {
    const auto first = static_cast<unsigned char>(raw_[i]);
    const auto second = static_cast<unsigned char>(raw_[i + 1]);
    return static_cast<char16_t>(big_endian_ ? first << 8 | second : second << 8 | first);
  }
  // The bytes that make whole code points: a high surrogate waits for the low one.
  size_t whole_part() const {
    size_t bytes = raw_size_ & ~size_t{1};
    if (bytes >= 2 && (unit_at(bytes - 2) & 0xFC00) == 0xD800) bytes -= 2;
    return bytes;
  }

  std::unique_ptr<Stream> from_;
  bool big_endian_;
  std::vector<char> raw_;
  size_t raw_size_ = 0;
  std::u16string units_;
  std::string text_;
  size_t taken_ = 0;
  bool at_end_ = false;
};

// The first bytes, read before it is known what to do with the rest, then the rest.
class Prepended : public Stream {
 public:
  Prepended(std::string head, std::unique_ptr<Stream> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}
  base::Result<size_t> read(char* to, size_t size) override {
    if (taken_ == head_.size()) return rest_->read(to, size);
    const size_t given = head_.copy(to, size, taken_);
    taken_ += given;
    return given;
  }

 private:
  std::string head_;
  std::unique_ptr<Stream> rest_;
  size_t taken_ = 0;
};

// Reads `size` bytes, fewer only at the end.
base::Result<std::string> read_head(Stream& stream, size_t size) {
  std::string head(size, '\0');
  size_t filled = 0;
  while (filled < size) {
    CLEW_TRY_ASSIGN(const size_t got, stream.read(head.data() + filled, size - filled));
    if (got == 0) break;
    filled += got;
  }
  head.resize(filled);
  return head;
}

base::Result<std::unique_ptr<Stream>> in_utf8(std::unique_ptr<Stream> stream) {
  CLEW_TRY_ASSIGN(std::string head, read_head(*stream, 3));
  const bool little_endian = head.starts_with("\xFF\xFE");
  const bool big_endian = head.starts_with("\xFE\xFF");
  if (head == "\xEF\xBB\xBF") return stream;
  if (!little_endian && !big_endian) return std::make_unique<Prepended>(std::move(head), std::move(stream));
  auto rest = std::make_unique<Prepended>(head.substr(2), std::move(stream));
  return std::make_unique<Utf16Stream>(std::move(rest), big_endian);
}

// gzip and zstandard opened, the text in UTF-8.
base::Result<std::unique_ptr<Stream>> unfolded(std::unique_ptr<Stream> stream, const std::string& label,
                                               const UnfoldLimits& limits) {
  CLEW_TRY_ASSIGN(std::string head, read_head(*stream, 4));
  const bool gzip = head.starts_with(kGzipMagic);
  const bool zstd = head == kZstdMagic;
  stream = std::make_unique<Prepended>(std::move(head), std::move(stream));
  if (gzip) stream = std::make_unique<GzipStream>(std::move(stream), label, limits);
  if (zstd) stream = std::make_unique<ZstdStream>(std::move(stream), label, limits);
  return in_utf8(std::move(stream));
}

bool is_zip(const std::string& path) {
  auto stream = open_file(path, {});
  if (!stream) return false;
  const auto head = read_head(**stream, 4);
  return head && (*head == kZipMagic || *head == kEmptyZipMagic);
}

// The members of the archive at `path`; one input without a member for an office document.
base::Result<void> add_members(const std::string& path, const UnfoldLimits& limits,
                               std::vector<Input>& inputs) {
  CLEW_TRY_ASSIGN(const std::shared_ptr<Archive> archive, archive_at(path));
  const std::lock_guard guard(archive->lock);
  if (zip_name_locate(archive->zip, kOfficePart, 0) >= 0) {
    inputs.push_back({path, {}, archive->size()});
    return {};
  }
  const auto count = static_cast<uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(archive->zip, 0), 0));
  if (count > limits.members_max) {
    return base::fail(base::ErrorKind::format,
                      path + " has " + std::to_string(count) + " members, more than the " +
                          std::to_string(limits.members_max) + " we allow; unpack it");
  }
  Unfolding unfolding(path, limits);
  std::vector<Input> members;
  for (uint64_t i = 0; i < count; ++i) {
    zip_stat_t status;
    zip_stat_init(&status);
    std::string name = member_name(archive->zip, i);
    if (name.empty() || is_folder_name(name) || zip_stat_index(archive->zip, i, 0, &status) != 0) continue;
    CLEW_TRY(unfolding.count(status.comp_size, status.size));
    members.push_back({path, std::move(name), status.comp_size});
  }
  std::ranges::sort(members, {}, &Input::member);
  const auto twice = std::ranges::adjacent_find(members, {}, &Input::member);
  if (twice != members.end()) {
    return base::fail(base::ErrorKind::format,
                      path + " has two members named '" + twice->member + "'; unpack it and name the files");
  }
  std::ranges::move(members, std::back_inserter(inputs));
  return {};
}

base::Result<void> add_file(const std::string& path, const UnfoldLimits& limits, std::vector<Input>& inputs) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return cannot_open(path, errno);
  // A pipe can be read once only, so it is not looked into.
  if (S_ISREG(status.st_mode) && is_zip(path)) return add_members(path, limits, inputs);
  inputs.push_back({path, {}, static_cast<uint64_t>(status.st_size)});
  return {};
}

base::Result<void> add_folder(const std::string& path, const UnfoldLimits& limits,
                              std::vector<Input>& inputs) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error))
    entries.push_back(*at);
  if (error) return cannot_open(path, error.value());
  std::ranges::sort(entries, {}, [](const fs::directory_entry& entry) { return entry.path().native(); });
  for (const auto& entry : entries) {
    std::error_code ignored;
    const bool folder = entry.is_directory(ignored);
    if (folder && !entry.is_symlink(ignored)) CLEW_TRY(add_folder(entry.path().native(), limits, inputs));
    if (folder || !entry.is_regular_file(ignored)) continue;
    // One that cannot be looked into does not hide the others: opening it will say what is wrong.
    if (!add_file(entry.path().native(), limits, inputs)) inputs.push_back({entry.path().native(), {}, 0});
  }
  return {};
}

base::Result<bool> is_office_document(const std::string& path) {
  CLEW_TRY_ASSIGN(const std::shared_ptr<Archive> archive, archive_at(path));
  const std::lock_guard guard(archive->lock);
  return zip_name_locate(archive->zip, kOfficePart, 0) >= 0;
}

// Text that it owns.
class TextStream : public Stream {
 public:
  explicit TextStream(std::string text) : text_(std::move(text)), stream_(text_) {}
  base::Result<size_t> read(char* to, size_t size) override { return stream_.read(to, size); }

 private:
  std::string text_;
  MemoryStream stream_;
};

base::Result<std::unique_ptr<Stream>> open_workbook(const Input& input, const OnProgress& on_progress) {
  CLEW_TRY_ASSIGN(std::string csv, xlsx_as_csv(input.path));
  std::error_code ignored;
  if (on_progress) on_progress(std::filesystem::file_size(input.path, ignored));
  return std::make_unique<TextStream>(std::move(csv));
}

base::Result<std::unique_ptr<Stream>> open_only_member(const Input& input, const UnfoldLimits& limits,
                                                       OnProgress on_progress) {
  std::vector<Input> members;
  CLEW_TRY(add_members(input.path, limits, members));
  if (members.size() == 1) return open_input(members.front(), limits, std::move(on_progress));
  return base::fail(
      base::ErrorKind::usage,
      input.path + " is an archive of " + std::to_string(members.size()) + " files; name the one to read");
}

}  // namespace

std::unique_ptr<Stream> memory_stream(std::string_view bytes) {
  return std::make_unique<MemoryStream>(bytes);
}

base::Result<std::vector<Input>> find_inputs(const std::string& path, const UnfoldLimits& limits) {
  std::vector<Input> inputs;
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    CLEW_TRY(add_folder(path, limits, inputs));
  } else {
    CLEW_TRY(add_file(path, limits, inputs));
  }
  return inputs;
}

base::Result<std::unique_ptr<Stream>> open_input(const Input& input, const UnfoldLimits& limits,
                                                 OnProgress on_progress) {
  if (!input.member.empty()) {
    CLEW_TRY_ASSIGN(auto member, open_member(input, limits, std::move(on_progress)));
    return in_utf8(std::move(member));
  }
  std::error_code error;
  if (std::filesystem::is_regular_file(input.path, error) && is_zip(input.path)) {
    CLEW_TRY_ASSIGN(const bool office, is_office_document(input.path));
    if (office) return open_workbook(input, on_progress);
    return open_only_member(input, limits, std::move(on_progress));
  }
  CLEW_TRY_ASSIGN(auto file, open_file(input.path, std::move(on_progress)));
  return unfolded(std::move(file), input.path, limits);
}

Peeked::Peeked(std::unique_ptr<Stream> stream, size_t head_size) : stream_(std::move(stream)) {
  head_.resize(head_size);
  size_t filled = 0;
  while (filled < head_size) {
    const auto got = stream_->read(head_.data() + filled, head_size - filled);
    if (!got) state_ = std::unexpected(got.error());
    if (!got || *got == 0) break;
    filled += *got;
  }
  head_.resize(filled);
}

base::Result<size_t> Peeked::read(char* to, size_t size) {
  if (taken_ < head_.size()) {
    const size_t given = head_.copy(to, size, taken_);
    taken_ += given;
    return given;
  }
  CLEW_TRY(state_);
  return stream_->read(to, size);
}

}  // namespace clew::read
