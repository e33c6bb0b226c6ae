#include "desk/ledger.h"

#include <fmt/core.h>

namespace clew::desk {
namespace {

using base::Result;

constexpr std::string_view kLogColumns = "SELECT id, origin, size, peaks, last FROM ledger_log ";

LogRow log_of(const Query& query) {
  return {query.integer(0), query.text(1), static_cast<uint64_t>(query.integer(2)), query.blob(3),
          query.blob(4)};
}

int64_t number(uint64_t value) { return static_cast<int64_t>(value); }

void bind_optional(Query& query, const std::optional<std::string_view>& bytes) {
  if (bytes) {
    query.bind_blob(*bytes);
  } else {
    query.bind_null();
  }
}

}  // namespace

Result<LogRow> LedgerStore::make_log(std::string_view origin) {
  CLEW_TRY_ASSIGN(Query query, database_->prepare("INSERT INTO ledger_log (origin, size, peaks, last) "
                                                  "VALUES (?, 0, x'', zeroblob(32))"));
  CLEW_TRY(query.bind(origin).run());
  return log(database_->last_row_id());
}

Result<std::optional<LogRow>> LedgerStore::find_log(std::string_view origin) {
  CLEW_TRY_ASSIGN(Query query, database_->prepare(fmt::format("{} WHERE origin = ?", kLogColumns)));
  CLEW_TRY_ASSIGN(const bool found, query.bind(origin).next());
  return found ? std::optional(log_of(query)) : std::nullopt;
}

Result<LogRow> LedgerStore::log(int64_t id) {
  CLEW_TRY_ASSIGN(Query query, database_->prepare(fmt::format("{} WHERE id = ?", kLogColumns)));
  CLEW_TRY_ASSIGN(const bool found, query.bind(id).next());
  if (!found) return base::fail(base::ErrorKind::corrupt, fmt::format("the desk has no log {}", id));
  return log_of(query);
}

Result<std::vector<LogRow>> LedgerStore::logs() {
  CLEW_TRY_ASSIGN(Query query, database_->prepare(fmt::format("{} ORDER BY id", kLogColumns)));
  std::vector<LogRow> logs;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, query.next());
    if (!more) return logs;
    logs.push_back(log_of(query));
  }
}

Result<void> LedgerStore::set_head(const LogRow& log) {
  CLEW_TRY_ASSIGN(Query query,
                  database_->prepare("UPDATE ledger_log SET size = ?, peaks = ?, last = ? WHERE id = ?"));
  return query.bind(number(log.size)).bind_blob(log.peaks).bind_blob(log.last).bind(log.id).run();
}

Result<void> LedgerStore::add(int64_t log, const EntryRow& entry) {
  if (!add_) {
    CLEW_TRY_ASSIGN(Query query,
                    database_->prepare("INSERT INTO ledger_entry (log, seq, type, leaf, hash, salt, "
                                       "payload) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    add_ = std::move(query);
  }
  add_->bind(log).bind(number(entry.seq)).bind(entry.type).bind_blob(entry.leaf).bind_blob(entry.hash);
  bind_optional(*add_, entry.salt);
  bind_optional(*add_, entry.payload);
  return add_->run();
}

Result<void> LedgerStore::take_rows(Query& query, const Take& take) {
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, query.next());
    if (!more) return {};
    EntryRow row{
        static_cast<uint64_t>(query.integer(0)), query.bytes(1), query.bytes(2), query.bytes(3), {}, {}};
    if (!query.is_null(4)) row.salt = query.bytes(4);
    if (!query.is_null(5)) row.payload = query.bytes(5);
    CLEW_TRY(take(row));
  }
}

Result<void> LedgerStore::read(int64_t log, uint64_t begin, uint64_t end, const Take& take) {
  CLEW_TRY_ASSIGN(Query query,
                  database_->prepare("SELECT seq, type, leaf, hash, salt, payload FROM ledger_entry "
                                     "WHERE log = ? AND seq >= ? AND seq < ? ORDER BY seq"));
  query.bind(log).bind(number(begin)).bind(number(end));
  return take_rows(query, take);
}

Result<void> LedgerStore::read_notable(int64_t log, const Take& take) {
  CLEW_TRY_ASSIGN(Query query,
                  database_->prepare("SELECT seq, type, leaf, hash, salt, payload FROM ledger_entry INDEXED BY ledger_notable "
                                     "WHERE log = ? AND type NOT IN ('access', 'query_sent', 'query_served', "
                                     "'anchor') ORDER BY seq"));
  query.bind(log);
  return take_rows(query, take);
}

Result<std::vector<std::pair<std::string, uint64_t>>> LedgerStore::count_notable(int64_t log) {
  CLEW_TRY_ASSIGN(Query query,
                  database_->prepare("SELECT type, count(*) FROM ledger_entry INDEXED BY ledger_notable WHERE log = ? AND type NOT IN "
                                     "('access', 'query_sent', 'query_served', 'anchor') GROUP BY type"));
  query.bind(log);
  std::vector<std::pair<std::string, uint64_t>> counts;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, query.next());
    if (!more) return counts;
    counts.emplace_back(query.text(0), static_cast<uint64_t>(query.integer(1)));
  }
}

Result<void> LedgerStore::erase_payload(int64_t log, uint64_t seq) {
  CLEW_TRY_ASSIGN(Query query, database_->prepare("UPDATE ledger_entry SET salt = NULL, payload = NULL "
                                                  "WHERE log = ? AND seq = ?"));
  return query.bind(log).bind(number(seq)).run();
}

Result<std::string> LedgerStore::hashes(int64_t log, uint64_t begin, uint64_t end) {
  CLEW_TRY_ASSIGN(Query query, database_->prepare("SELECT hash FROM ledger_entry WHERE log = ? AND seq >= ? "
                                                  "AND seq < ? ORDER BY seq"));
  query.bind(log).bind(number(begin)).bind(number(end));
  std::string hashes;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, query.next());
    if (!more) break;
    hashes += query.bytes(0);
  }
  if (hashes.size() == 32 * (end - begin)) return hashes;
  return base::fail(
      base::ErrorKind::corrupt,
      fmt::format("the log lacks entries between {} and {}: restore the desk from its backup", begin, end));
}

Result<std::string> LedgerStore::tile(int64_t log, unsigned level, uint64_t position) {
  CLEW_TRY_ASSIGN(Query query,
                  database_->prepare("SELECT hashes FROM ledger_tile WHERE log = ? AND level = ? "
                                     "AND position = ?"));
  CLEW_TRY_ASSIGN(const bool found, query.bind(log).bind(int64_t{level}).bind(number(position)).next());
  return found ? query.blob(0) : std::string();
}

Result<void> LedgerStore::put_tile(int64_t log, unsigned level, uint64_t position, std::string_view hashes) {
  CLEW_TRY_ASSIGN(
      Query query,
      database_->prepare("INSERT INTO ledger_tile (log, level, position, hashes) VALUES (?, ?, ?, ?) "
                         "ON CONFLICT DO UPDATE SET hashes = excluded.hashes"));
  return query.bind(log).bind(int64_t{level}).bind(number(position)).bind_blob(hashes).run();
}

Result<void> LedgerStore::put_checkpoint(int64_t log, uint64_t size, std::string_view note) {
  CLEW_TRY_ASSIGN(Query query,
                  database_->prepare("INSERT INTO ledger_checkpoint (log, size, note) "
                                     "VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET note = excluded.note"));
  return query.bind(log).bind(number(size)).bind_blob(note).run();
}

Result<std::optional<std::string>> LedgerStore::checkpoint(int64_t log, uint64_t size) {
  CLEW_TRY_ASSIGN(Query query,
                  database_->prepare("SELECT note FROM ledger_checkpoint WHERE log = ? AND size = ?"));
  CLEW_TRY_ASSIGN(const bool found, query.bind(log).bind(number(size)).next());
  return found ? std::optional(query.blob(0)) : std::nullopt;
}

Result<std::optional<std::string>> LedgerStore::last_checkpoint(int64_t log) {
  CLEW_TRY_ASSIGN(Query query, database_->prepare("SELECT note FROM ledger_checkpoint WHERE log = ? "
                                                  "ORDER BY size DESC LIMIT 1"));
  CLEW_TRY_ASSIGN(const bool found, query.bind(log).next());
  return found ? std::optional(query.blob(0)) : std::nullopt;
}

Result<std::vector<uint64_t>> LedgerStore::checkpoint_sizes(int64_t log) {
  CLEW_TRY_ASSIGN(Query query,
                  database_->prepare("SELECT size FROM ledger_checkpoint WHERE log = ? ORDER BY size"));
  query.bind(log);
  std::vector<uint64_t> sizes;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, query.next());
    if (!more) return sizes;
    sizes.push_back(static_cast<uint64_t>(query.integer(0)));
  }
}

}  // namespace clew::desk
