#include "output.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "invent.h"

namespace clew::bench {
namespace {

[[noreturn]] void give_up(const std::string& path) {
  fmt::print(stderr, "cannot write {}: {}\n", path, std::strerror(errno));
  std::exit(1);
}

std::vector<std::string> split_header(std::string_view header) {
  std::vector<std::string> columns(1);
  for (const char c : header) {
    if (c == ',')
      columns.emplace_back();
    else
      columns.back() += c;
  }
  return columns;
}

// Without an early way out, so that it is done many bytes at a time.
bool needs_quotes(std::string_view value) {
  bool found = false;
  for (const char c : value) found |= (c == ',') | (c == '"') | (c == '\n');
  return found;
}

}  // namespace

Output::Output(const std::string& path) : path_(path) {
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file_ < 0) give_up(path_);
  text_.reserve(kFullBytes + (64 << 10));
}

Output::~Output() {
  flush();
  ::close(file_);
}

void Output::flush() {
  for (size_t at = 0; at < text_.size();) {
    const ssize_t count = ::write(file_, text_.data() + at, text_.size() - at);
    if (count < 0 && errno != EINTR) give_up(path_);
    if (count > 0) at += static_cast<size_t>(count);
  }
  written_ += text_.size();
  text_.clear();
}

CsvOutput::CsvOutput(const std::string& path, std::string_view header)
    : output_(path), columns_(split_header(header)), filled_(columns_.size()) {
  (output_.text() += header) += '\n';
}

void CsvOutput::separate() {
  assert(column_ < columns_.size());
  if (column_ > 0) output_.text() += ',';
}

void CsvOutput::plain(std::string_view value) {
  separate();
  filled_[column_++] += !value.empty();
  output_.text() += value;
}

void CsvOutput::cell(std::string_view value) {
  if (!needs_quotes(value)) return plain(value);
  separate();
  ++filled_[column_++];
  std::string& text = output_.text();
  text += '"';
  for (const char c : value) {
    if (c == '"') text += '"';
    text += c;
  }
  text += '"';
}

void CsvOutput::number(uint64_t value) {
  separate();
  ++filled_[column_++];
  append_number(output_.text(), value);
}

void CsvOutput::end_row() {
  assert(column_ == columns_.size());
  output_.text() += '\n';
  column_ = 0;
  ++rows_;
  output_.flush_if_full();
}

}  // namespace clew::bench
