// What was odd in a load, and what of the source has no place in the model: counted in full, quoted up to
// a bound, so that a file of errors does not fill the memory.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/statement.h"

namespace clew::load {

struct Unmapped {
  uint64_t count = 0;
  std::string example;
  model::Record record;  // Where the example stands.
};

struct Report {
  static constexpr size_t kQuotedPerKind = 200;

  std::map<std::string, uint64_t, std::less<>> issue_counts;  // By kind.
  std::vector<model::Issue> issues;                           // The first kQuotedPerKind of each kind.
  std::map<std::string, Unmapped, std::less<>> not_mapped;    // By field.
  std::map<std::string, uint64_t, std::less<>> withheld;      // By property: kept out by --without.

  void add_issue(std::string_view kind, std::string_view text, const model::Record& record);
  void add_not_mapped(std::string_view field, std::string_view value, const model::Record& record);
  void merge(Report&& other);
  uint64_t issue_count() const;
  // Issues that mean something of the source was not read, rather than read and found odd.
  uint64_t lost_count() const;
  uint64_t not_mapped_count() const;
};

// JSON, as it lies in the store's reports/ folder.
std::string write_report(const Report& report);
Report read_report(std::string_view json);

}  // namespace clew::load
