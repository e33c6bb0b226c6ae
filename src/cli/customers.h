// A file of customers, row by row: CSV (comma, semicolon or tab) with a heading, a JSON object a line, or a
// payment message of ISO 20022, each of whose fields is a row.
//
// gz, zst and zip are opened; '-' is standard input. A row that cannot be read is a row with a problem, in
// its place: so that an answer can be given for each row. Memory: one row.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/customer_columns.h"
#include "match/subject.h"
#include "read/stream.h"

namespace clew::cli {

struct Field {
  std::string property;
  std::string value;  // UTF-8.
};

struct CustomerRow {
  uint64_t row = 0;   // From 1, headings and empty lines not counted.
  uint64_t line = 0;  // Where it begins in the file, from 1.
  std::vector<Field> fields;
  std::string problem;              // Why it cannot be read; empty if it can.
  std::string field;                // Of a payment message: where it stands, "Cdtr"; else empty.
  bool is_text = false;             // The name is free text, in which names may stand.
  bool is_read_as_guessed = false;  // Bytes that are no UTF-8 were read as windows-1252, and nobody said so.

  // The customer's own number, or empty.
  std::string_view id() const;
  // SHA-256 of what is compared of the customer, in hexadecimal: the same for the same fields in any order.
  std::string record_hash() const;
};

struct Customer {
  match::Subject subject;
  std::string problem;                   // Why nothing can be screened; empty if something can.
  std::vector<std::string> passed_over;  // "birthDate \"31/31/1990\"": values that nothing was understood of.
};

// Parts of names are put together where no name is given.
Customer customer_of(const clean::Tables& tables, std::string_view schema, const CustomerRow& row);

class CustomerReader {
 public:
  // `maps` as columns_of() takes them; they are for files with a heading.
  static base::Result<CustomerReader> open(const std::string& path, std::vector<std::string> maps,
                                           read::OnProgress on_progress = {}, std::string encoding = {});
  // The same of a stream; `path` is for messages. `encoding` is of a file with a heading.
  static base::Result<CustomerReader> of(std::unique_ptr<read::Stream> stream, const std::string& path,
                                         const std::vector<std::string>& maps, std::string encoding = {});
  CustomerReader(CustomerReader&&) noexcept;
  CustomerReader& operator=(CustomerReader&&) noexcept;
  ~CustomerReader();

  // False at the end.
  base::Result<bool> next(CustomerRow& row);
  // Which column is what, in one line; empty for JSON and payments.
  const std::string& columns_told() const { return columns_told_; }

 private:
  class Rows;
  class CsvRows;
  class JsonRows;
  class PaymentRows;
  CustomerReader();

  std::unique_ptr<read::Peeked> stream_;
  std::unique_ptr<Rows> rows_;
  std::string path_;
  std::string columns_told_;
  uint64_t row_ = 0;
};

// The bytes of a file of customers or pairs; '-' is standard input.
base::Result<std::unique_ptr<read::Stream>> open_customers(const std::string& path,
                                                           read::OnProgress on_progress);
// The separator that the first line holds most of: comma, semicolon, tab or bar; a comma if none.
char separator_of(std::string_view head);

// An error for a name that nobody knows, and for encodings in which commas and digits are not those of ASCII.
base::Result<void> check_encoding(const std::string& encoding);
// A cell as UTF-8: in that encoding; without one UTF-8 if it is that, else windows-1252, and `guessed` is
// set.
std::string cell_text(std::string_view bytes, const std::string& encoding, bool& guessed);
// "3 rows are no UTF-8 and were read as windows-1252 ...".
std::string guessed_words(uint64_t rows);

// One JSON object as a row: keys as headings, a FollowTheMoney entity's properties by their own names.
CustomerRow row_of_json(std::string_view text);

// One field of a customer as people type it, dates in any usual form; false if nothing was understood of it.
bool add_field(const clean::Tables& tables, match::Subject& subject, std::string_view property,
               std::string_view value);

}  // namespace clew::cli
