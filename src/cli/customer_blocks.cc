#include "cli/customer_blocks.h"

namespace clew::cli {
namespace {

constexpr size_t kBlockRows = 64;
constexpr size_t kBlockBytes = 256 << 10;

}  // namespace

std::optional<Block> Blocks::next() {
  Block block;
  size_t bytes = 0;
  while (state_ && block.rows.size() < kBlockRows && bytes < kBlockBytes) {
    CustomerRow row;
    const auto has_row = reader_.next(row);
    if (!has_row) state_ = std::unexpected(has_row.error());
    if (!has_row || !*has_row) break;
    for (const Field& field : row.fields) bytes += field.value.size();
    block.rows.push_back(std::move(row));
  }
  return block.rows.empty() ? std::nullopt : std::optional(std::move(block));
}

base::Result<void> Blocks::skip(uint64_t rows) {
  CustomerRow row;
  for (uint64_t i = 0; i < rows; ++i) {
    CLEW_TRY_ASSIGN(const bool has_row, reader_.next(row));
    if (!has_row)
      return base::fail(base::ErrorKind::corrupt, "the customers end before the rows already answered");
  }
  return {};
}

}  // namespace clew::cli
