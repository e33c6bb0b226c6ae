// A file of customers as subjects to screen: CSV with a heading, or a JSON object a line; '-' is standard
// input.
//
// Which column is what is guessed from its name and told. A row that cannot be read is told of with its line
// and passed over; the others are screened. Memory: one row.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "match/subject.h"

namespace clew::cli {

struct Customer {
  uint64_t line = 0;
  std::string id;
  match::Subject subject;
};

struct CustomersRead {
  std::vector<std::string> columns_used;  // "full_name: name".
  std::vector<std::string> columns_unused;
  std::vector<std::string> problems;  // The first hundred, with their lines.
  uint64_t rows = 0;
  uint64_t rows_passed_over = 0;
};

// Calls on_customer for each, in the order of the file, until it gives false.
base::Result<CustomersRead> read_customers(const std::string& path, const clean::Tables& tables,
                                           std::string_view schema,
                                           const std::function<bool(const Customer&)>& on_customer);

// One field of a customer as people type it: dates in any usual form.
void add_field(const clean::Tables& tables, match::Subject& subject, std::string_view property,
               std::string_view value);

}  // namespace clew::cli
