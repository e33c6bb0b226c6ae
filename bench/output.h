// A file written through one large buffer, and the counts that say afterwards what is in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clew::bench {

// Ends the program with a message when the disk refuses: a benchmark on half a file measures nothing.
class Output {
 public:
  explicit Output(const std::string& path);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Append to this; call flush_if_full() between records.
  std::string& text() { return text_; }
  void flush_if_full() {
    if (text_.size() >= kFullBytes) flush();
  }
  void flush();
  uint64_t bytes() const { return written_ + text_.size(); }

 private:
  static constexpr size_t kFullBytes = 1 << 20;
  std::string path_;
  std::string text_;
  int file_ = -1;
  uint64_t written_ = 0;
};

// Comma-separated rows, RFC 4180, quoted only where needed. Counts the cells that hold something.
class CsvOutput {
 public:
  // `header` is the header line without its end.
  CsvOutput(const std::string& path, std::string_view header);
  void cell(std::string_view value);
  // A value known to need no quotes.
  void plain(std::string_view value);
  void number(uint64_t value);
  void empty() { plain({}); }
  void end_row();

  uint64_t rows() const { return rows_; }
  uint64_t bytes() const { return output_.bytes(); }
  const std::vector<std::string>& columns() const { return columns_; }
  const std::vector<uint64_t>& filled() const { return filled_; }

 private:
  void separate();
  Output output_;
  std::vector<std::string> columns_;
  std::vector<uint64_t> filled_;
  size_t column_ = 0;
  uint64_t rows_ = 0;
};

}  // namespace clew::bench
