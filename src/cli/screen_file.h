// A file, or a stream, of customers against a list: one answer a row, in the order of the rows.
#pragma once

#include <string>
#include <vector>

#include "cli/screening.h"

namespace clew::cli {

struct FileTask {
  std::string file;    // '-' is standard input.
  std::string schema;  // Of who states none.
  std::vector<std::string> maps;
  std::string encoding;  // Of a file with a heading; empty: UTF-8, or windows-1252 where it is not that.
  std::string out;       // Empty: standard output.
  bool resume = false;
  bool json = false;     // On standard output: a JSON line each instead of paragraphs.
  uint64_t threads = 0;  // 0: one a processor.
};

// Gives the exit code; tells of the columns, of problems and of sums on standard error.
base::Result<int> screen_file(const Screener& screener, const FileTask& task);

// One JSON object a line on standard input, one line out for each, at once; until the input ends. A line that
// cannot be read gets an answer with "error". Takes no more than a mebibyte a line.
base::Result<int> screen_stream(const Screener& screener, std::string_view schema);

}  // namespace clew::cli
