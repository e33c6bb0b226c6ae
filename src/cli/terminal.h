// What goes to the terminal: tables that fit it, errors in one form, a line of progress.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/progress.h"
#include "cli/exit_codes.h"

namespace clew::cli {

// Columns of the terminal; 100 where there is none (COLUMNS in the environment decides).
int terminal_width();

// How many columns the text takes: wide characters two, combining marks none.
int display_width(std::string_view text);
// The text cut to `width` columns, ending in "…" if it had to be cut; without line ends and control
// characters, so that no source can paint on the terminal.
std::string fit(std::string_view text, int width);

// Rows of cells in aligned columns. The widest columns give way until all fits.
class Table {
 public:
  // A column whose name begins with '>' is aligned to the right.
  explicit Table(std::vector<std::string> headings);
  void add(std::vector<std::string> cells);
  void print() const;
  // As print(), but nothing is cut: where the columns do not fit, each row is a few lines, its first cell
  // above and the others under it with their headings.
  void print_whole() const;
  bool empty() const { return rows_.empty(); }

 private:
  std::vector<std::string> headings_;
  std::vector<bool> right_, whole_;
  std::vector<std::vector<std::string>> rows_;
};

// Prints the error to standard error; gives its exit code.
int report(const base::Error& error);

// "1,234,567", "12.3 MB".
std::string with_commas(uint64_t number);
// "1 customer", "1,234 customers", "2 entities".
std::string counted(uint64_t number, std::string_view one);
std::string bytes_text(uint64_t bytes);

// Draws a line of progress on standard error, if that is a terminal, until it goes.
class ProgressLine {
 public:
  explicit ProgressLine(const base::Progress& progress);
  ~ProgressLine();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace clew::cli
