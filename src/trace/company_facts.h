// What of companies the graph does not hold: where they are registered, when they began and ended.
//
// Two derived files for each segment of a store, made when first needed: addresses (who gives one), and days.
// They hold what any version ever stated and is not known to have ended within its segment; so of a store
// with several versions of a list the counts may include what a later version took back. Thread-safe once
// open.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "store/key_pairs.h"
#include "store/store.h"

namespace clew::trace {

enum class DayKind : uint8_t {
  founded = 1,
  ended,        // Wound up, struck off, dormant or inactive.
  nature_open,  // No day: the source does not say whether it is a person or a company.
};

struct CompanyDay {
  uint64_t company = 0;  // Key.
  DayKind kind = DayKind::founded;
  int32_t day = 0;  // As 20240517; the last that it may mean.
};

class CompanyFacts {
 public:
  static base::Result<CompanyFacts> open(const store::Store& store);

  // (address, company) by address, without repeats. Addresses are hashes; address_text() finds their words.
  const std::vector<store::KeyPair>& addresses() const { return addresses_; }
  // By company.
  const std::vector<CompanyDay>& days() const { return days_; }
  // The words of the address as that company gives it.
  base::Result<std::string> address_text(const store::Store& store, uint64_t address, uint64_t company) const;

 private:
  std::vector<store::KeyPair> addresses_;
  std::vector<CompanyDay> days_;
};

}  // namespace clew::trace
