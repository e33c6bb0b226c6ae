// Where logs lie: entries, their hashes and what was signed of them. What they mean is prove's business.
//
//   ledger_log         one row a log: how many entries, the peaks of its Merkle tree
//   ledger_entry       the bytes that were hashed, and beside them salt and payload, which can be erased
//   ledger_tile        256 hashes at a time: level 0 the entries', level n the roots of 256 tiles below
//   ledger_checkpoint  what the node signed
//
// Nothing here begins or ends a transaction. Blobs are bytes in std::string. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "desk/database.h"

namespace clew::desk {

struct LogRow {
  int64_t id = 0;
  std::string origin;
  uint64_t size = 0;
  std::string peaks;
  std::string last;  // 32 bytes, zeros while the log is empty.
};

struct EntryRow {
  uint64_t seq = 0;
  std::string_view type;
  std::string_view leaf;
  std::string_view hash;
  // Both or none.
  std::optional<std::string_view> salt;
  std::optional<std::string_view> payload;
};

constexpr uint64_t kTileSize = 256;

class LedgerStore {
 public:
  explicit LedgerStore(Database& database) : database_(&database) {}

  base::Result<LogRow> make_log(std::string_view origin);
  base::Result<std::optional<LogRow>> find_log(std::string_view origin);
  base::Result<LogRow> log(int64_t id);
  base::Result<std::vector<LogRow>> logs();
  base::Result<void> set_head(const LogRow& log);

  base::Result<void> add(int64_t log, const EntryRow& entry);
  // Calls `take` for entries [begin, end) in order; stops at its first error. The row's text lives for the
  // call.
  using Take = std::function<base::Result<void>(const EntryRow&)>;
  base::Result<void> read(int64_t log, uint64_t begin, uint64_t end, const Take& take);
  // The same without entries of bulk (access, query_sent, query_served, anchor).
  base::Result<void> read_notable(int64_t log, const Take& take);
  // How many entries of each notable type.
  base::Result<std::vector<std::pair<std::string, uint64_t>>> count_notable(int64_t log);
  base::Result<void> erase_payload(int64_t log, uint64_t seq);

  // The leaf hashes of entries [begin, end), 32 bytes each.
  base::Result<std::string> hashes(int64_t log, uint64_t begin, uint64_t end);
  base::Result<std::string> tile(int64_t log, unsigned level, uint64_t position);
  base::Result<void> put_tile(int64_t log, unsigned level, uint64_t position, std::string_view hashes);

  base::Result<void> put_checkpoint(int64_t log, uint64_t size, std::string_view note);
  base::Result<std::optional<std::string>> checkpoint(int64_t log, uint64_t size);
  base::Result<std::optional<std::string>> last_checkpoint(int64_t log);
  // Sizes that a checkpoint was signed for, in order.
  base::Result<std::vector<uint64_t>> checkpoint_sizes(int64_t log);

 private:
  base::Result<void> take_rows(Query& query, const Take& take);

  Database* database_;
  std::optional<Query> add_;
};

}  // namespace clew::desk
