// Customers in blocks, so that handing them to other threads costs little.
#pragma once

#include <optional>
#include <vector>

#include "cli/customers.h"

namespace clew::cli {

struct Block {
  std::vector<CustomerRow> rows;
};

constexpr size_t kBlocksInFlight = 64;

class Blocks {
 public:
  explicit Blocks(CustomerReader& reader) : reader_(reader) {}

  // Nothing at the end, and where reading failed: state() tells.
  std::optional<Block> next();
  // Passes over rows; an error if there are not so many.
  base::Result<void> skip(uint64_t rows);
  const base::Result<void>& state() const { return state_; }

 private:
  CustomerReader& reader_;
  base::Result<void> state_;
};

}  // namespace clew::cli
