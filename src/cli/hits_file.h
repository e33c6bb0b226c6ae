// The file that a long screening writes: whole or not there, and a run that was killed can go on.
//
//   hits.jsonl.partial            grows while the run goes on
//   hits.jsonl.partial.settings   what the run was asked, so that it goes on only with the same
//   hits.jsonl                    the partial file, renamed when all is done
//
// Written by one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace clew::cli {

enum class HitsForm : uint8_t { json_lines, csv };
// By the end of the name: .jsonl, .ndjson or .json; .csv.
base::Result<HitsForm> hits_form(const std::string& path);

// A cell of CSV, quoted where it must be.
std::string csv_cell(std::string_view text);

class HitsFile {
 public:
  // `settings` tells everything that the answers depend on. With `resume`, goes on with an unfinished run of
  // the same settings, or begins one; without, an unfinished run is an error that says what can be done.
  static base::Result<HitsFile> open(const std::string& path, const std::string& settings, bool resume);
  // One that cannot be gone on with: what an earlier run left is written over.
  static base::Result<HitsFile> begin(const std::string& path);
  HitsFile(HitsFile&& other) noexcept;
  HitsFile& operator=(HitsFile&&) = delete;
  ~HitsFile();

  // How many rows of the input are answered already.
  uint64_t rows_done() const { return rows_done_; }
  base::Result<void> append(std::string_view text);
  // On the disk under its own name.
  base::Result<void> finish();

 private:
  HitsFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  base::Result<void> go_on(HitsForm form);

  std::string path_;
  int descriptor_ = -1;
  uint64_t rows_done_ = 0;
};

}  // namespace clew::cli
