#include "cli/hits_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

#include "base/disk.h"
#include "read/csv.h"
#include "read/lines.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

std::string partial_of(const std::string& path) { return path + ".partial"; }
std::string settings_of(const std::string& path) { return path + ".partial.settings"; }

std::unexpected<base::Error> failed(std::string_view what, const std::string& path) {
  const int error = errno;
  const bool is_full = error == ENOSPC || error == EDQUOT;
  return fail(is_full ? ErrorKind::disk_full : ErrorKind::io,
              fmt::format("cannot {} {}: {}{}", what, path, std::strerror(error),
                          is_full ? "; make room and go on with --resume" : ""));
}

// What stands whole in an unfinished file: so many rows, up to that byte.
struct Whole {
  uint64_t rows = 0;
  uint64_t bytes = 0;
};

uint64_t number_after(std::string_view text, std::string_view begin) {
  uint64_t number = 0;
  if (text.starts_with(begin)) std::from_chars(text.data() + begin.size(), text.data() + text.size(), number);
  return number;
}

// A line is whole if it ends, and follows the one before: a disk that lost a block shows here.
Result<Whole> whole_lines(read::Stream& stream, uint64_t size) {
  read::LineReader reader(stream, 0);
  read::Line line;
  Whole whole;
  while (true) {
    CLEW_TRY_ASSIGN(const bool has_line, reader.next(line));
    const uint64_t end = line.record.offset + line.record.length + 1;
    const bool follows = has_line && number_after(line.text, R"({"query":{"row":)") == whole.rows + 1;
    if (!follows || !line.text.ends_with('}') || end > size) return whole;
    whole = {whole.rows + 1, end};
  }
}

// A query may have several rows: the last query that was begun is asked again.
Result<Whole> whole_rows(read::Stream& stream) {
  read::CsvReader reader(stream, 0);
  read::CsvRow row;
  Whole whole;
  uint64_t last = 0;
  CLEW_TRY(reader.next(row));
  while (true) {
    CLEW_TRY_ASSIGN(const bool has_row, reader.next(row));
    if (!has_row) return whole;
    const uint64_t number = row.cells.empty() ? 0 : number_after(row.cells[0], "");
    if (number != last && number != last + 1) return whole;
    if (number == last + 1) whole = {last, row.record.offset};
    last = number;
  }
}

Result<Whole> whole_part(const std::string& path, HitsForm form) {
  CLEW_TRY_ASSIGN(const uint64_t size, base::file_size(path));
  if (size == 0) return Whole{};
  CLEW_TRY_ASSIGN(auto stream, read::open_input({.path = path, .member = {}, .size = size}));
  return form == HitsForm::json_lines ? whole_lines(*stream, size) : whole_rows(*stream);
}

Result<void> check_settings(const std::string& path, const std::string& settings) {
  CLEW_TRY_ASSIGN(const std::string before, base::real_disk().read_file(settings_of(path)));
  if (before == settings) return {};
  return fail(ErrorKind::usage,
              fmt::format("the unfinished run in {} was asked something else, or the store or the customers "
                          "have changed since; remove it to begin anew.\n  then: {}\n  now:  {}",
                          partial_of(path), before, settings));
}

}  // namespace

Result<HitsForm> hits_form(const std::string& path) {
  for (const char* end : {".jsonl", ".ndjson", ".json"}) {
    if (path.ends_with(end)) return HitsForm::json_lines;
  }
  if (path.ends_with(".csv")) return HitsForm::csv;
  return fail(ErrorKind::usage, fmt::format("--out {}: end the name in .jsonl or in .csv", path));
}

std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + "\"";
}

Result<HitsFile> HitsFile::open(const std::string& path, const std::string& settings, bool resume) {
  CLEW_TRY_ASSIGN(const HitsForm form, hits_form(path));
  const bool is_there = base::exists(partial_of(path)) && base::exists(settings_of(path));
  if (is_there && !resume) {
    return fail(ErrorKind::usage,
                fmt::format("{} is there: a run that was broken off. Go on with it by --resume, or remove it",
                            partial_of(path)));
  }
  if (is_there) CLEW_TRY(check_settings(path, settings));
  if (!is_there) CLEW_TRY(base::replace_file(base::real_disk(), settings_of(path), settings));
  const int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND | (is_there ? 0 : O_TRUNC);
  HitsFile file(path, ::open(partial_of(path).c_str(), flags, 0644));
  if (file.descriptor_ < 0) return failed("write", partial_of(path));
  if (is_there) CLEW_TRY(file.go_on(form));
  return file;
}

Result<HitsFile> HitsFile::begin(const std::string& path) {
  CLEW_TRY(hits_form(path));
  HitsFile file(path, ::open(partial_of(path).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_TRUNC, 0644));
  if (file.descriptor_ < 0) return failed("write", partial_of(path));
  return file;
}

HitsFile::HitsFile(HitsFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(other.descriptor_), rows_done_(other.rows_done_) {
  other.descriptor_ = -1;
}

HitsFile::~HitsFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> HitsFile::go_on(HitsForm form) {
  CLEW_TRY_ASSIGN(const Whole whole, whole_part(partial_of(path_), form));
  if (::ftruncate(descriptor_, static_cast<off_t>(whole.bytes)) != 0) return failed("cut", partial_of(path_));
  rows_done_ = whole.rows;
  return {};
}

Result<void> HitsFile::append(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("write", partial_of(path_));
    text.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

Result<void> HitsFile::finish() {
  if (::fsync(descriptor_) != 0) return failed("write", partial_of(path_));
  base::Disk& disk = base::real_disk();
  CLEW_TRY(disk.rename(partial_of(path_), path_));
  if (base::exists(settings_of(path_))) CLEW_TRY(disk.remove(settings_of(path_)));
  const std::string folder = std::filesystem::path(path_).parent_path().string();
  return disk.sync_directory(folder.empty() ? "." : folder);
}

}  // namespace clew::cli
