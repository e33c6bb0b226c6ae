// A file of pairs, two records a row, perhaps with what somebody decided of them.
//
//   name1,name2,is_match                      left_name,left_birth_date,right_name,judgement
//   {"left": {...}, "right": {...}, "judgement": "positive"}
//
// CSV with a heading, or a JSON object a line. A heading is a customer's heading (cli/customer_columns.h)
// with a word or number of the side: 1 and 2, left and right, a and b, query and listed. A letter or number
// alone is no heading: which name is meant by "a" nobody knows.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/customers.h"
#include "desk/decisions.h"

namespace clew::cli {

struct Pair {
  uint64_t row = 0, line = 0;
  CustomerRow left, right;
  std::string schema;  // Stated for both; empty if not.
  std::optional<desk::Judgement> judgement;
  std::string problem;  // Why it cannot be read; empty if it can.

  bool is_read_as_guessed() const { return left.is_read_as_guessed; }
};

// "positive", "same", "true", "1", "yes" are same; "negative", "different", "false", "0", "no" are different.
std::optional<desk::Judgement> judgement_meant(std::string_view word);

class PairReader {
 public:
  static base::Result<PairReader> open(const std::string& path, const std::string& encoding = {});
  static base::Result<PairReader> of(std::unique_ptr<read::Stream> stream, const std::string& path,
                                     const std::string& encoding = {});
  PairReader(PairReader&&) noexcept;
  ~PairReader();

  // False at the end.
  base::Result<bool> next(Pair& pair);
  const std::string& columns_told() const { return columns_told_; }

 private:
  struct Source;
  PairReader();

  std::unique_ptr<Source> source_;
  std::string path_;
  std::string columns_told_;
  uint64_t row_ = 0;
};

}  // namespace clew::cli
