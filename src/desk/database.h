// The desk's database: NAME.desk/desk.sqlite, what people did and decided.
//
//   auto desk = Database::open("lists.desk", Access::create);
//   auto change = desk->begin();                                  // One writer; others wait a little.
//   auto insert = desk->prepare("INSERT INTO meta VALUES (?, ?)");
//   insert->bind("colour").bind("red").run();
//   change->commit();                                             // Not called: as if nothing had happened.
//
// Only this room knows SQL. Durable: what commit() accepted is on the disk (write-ahead log, synchronous =
// FULL, foreign keys on, erased bytes overwritten). The folder is 0700 and the file 0600; a desk that others
// may read is refused. The schema is migrations() (migrations.cc), applied in order when a writer opens; a
// desk written by a newer Clew is refused. Any number of readers beside the writer, also in other processes.
// A Database and what comes from it belong to one thread at a time, and the Database outlives its queries.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace clew::desk {

enum class Access : uint8_t {
  read,    // The desk is there and is not changed.
  write,   // The desk is there; its schema is brought up to date.
  create,  // As write; made when it is not there.
};

// A statement with places `?`, filled in order, run as often as wanted. Text is UTF-8.
class Query {
 public:
  Query(Query&&) noexcept;
  Query& operator=(Query&&) noexcept;
  ~Query();

  // Fills the next place. The bytes are copied.
  Query& bind(std::string_view text);
  Query& bind(const char* text) { return bind(std::string_view(text)); }
  Query& bind(const std::string& text) { return bind(std::string_view(text)); }
  Query& bind(int64_t number);
  Query& bind_blob(std::string_view bytes);
  Query& bind_null();

  // The next row: true and the columns can be read, or false when there are no more. After false or an error
  // the query can be filled and run anew.
  base::Result<bool> next();
  // Runs to the end and forgets the rows: for INSERT, UPDATE, DELETE.
  base::Result<void> run();

  // Columns of the row, from 0; valid after next() gave true. Text and blobs are copies.
  int64_t integer(int column) const;
  std::string text(int column) const;
  std::string blob(int column) const;
  bool is_null(int column) const;
  // The same without a copy; valid until next(), run() or the end of the query.
  std::string_view bytes(int column) const;

 private:
  friend class Database;
  explicit Query(sqlite3_stmt* statement) : statement_(statement) {}
  void rewind();

  sqlite3_stmt* statement_ = nullptr;
  int place_ = 0;
  bool mistaken_ = false;  // A place could not be filled.
};

// A change that happens whole or not at all.
class Transaction {
 public:
  Transaction(Transaction&&) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();  // Takes everything back unless committed.

  base::Result<void> commit();

 private:
  friend class Database;
  explicit Transaction(sqlite3* database) : database_(database) {}
  sqlite3* database_ = nullptr;
};

class Database {
 public:
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // `folder` is the desk, NAME.desk.
  static base::Result<Database> open(const std::string& folder, Access access);

  base::Result<Query> prepare(std::string_view sql);
  // Several statements without places.
  base::Result<void> execute(std::string_view sql);
  // Begins a change at once; ErrorKind::locked when another writer does not finish within five seconds.
  base::Result<Transaction> begin();
  // One view of the desk for several queries; others may write meanwhile.
  base::Result<Transaction> begin_reading();
  // After a deletion that must not be undone: moves the write-ahead log into the file and empties it, so that
  // the erased bytes are in neither. ErrorKind::locked while somebody else reads.
  base::Result<void> scrub();

  int64_t last_row_id() const;
  int64_t changed_rows() const;
  const std::string& folder() const { return folder_; }

 private:
  Database(sqlite3* database, std::string folder) : database_(database), folder_(std::move(folder)) {}
  base::Result<void> prepare_connection(Access access);
  base::Result<void> migrate(Access access);

  sqlite3* database_ = nullptr;
  std::string folder_;
};

// The schema's history. A migration that was delivered is never changed: what is new is a new one, at the
// end.
struct Migration {
  std::string_view name;
  std::string_view sql;
};
std::span<const Migration> migrations();

}  // namespace clew::desk
