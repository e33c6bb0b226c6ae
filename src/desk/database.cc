#include "desk/database.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace clew::desk {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr int kApplicationId = 0x436c6577;  // "Clew", so that `file` and we know a desk when we see one.
constexpr int kBusyMilliseconds = 5000;

ErrorKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorKind::locked;
    case SQLITE_FULL: return ErrorKind::disk_full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorKind::corrupt;
    case SQLITE_CONSTRAINT: return ErrorKind::usage;
    default: return ErrorKind::io;
  }
}

std::string advice_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::locked: return "; another process is writing to this desk: try again when it has ended";
    case ErrorKind::disk_full: return "; make room on the disk";
    case ErrorKind::corrupt: return "; the file is damaged: restore the desk from its backup";
    default: return "";
  }
}

std::unexpected<base::Error> failed(sqlite3* database, std::string_view tried) {
  const char* file = database == nullptr ? nullptr : sqlite3_db_filename(database, "main");
  const ErrorKind kind = kind_of(database == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(database));
  return fail(kind,
              fmt::format("cannot {} {}: {}{}", tried, file == nullptr ? "the desk" : file,
                          database == nullptr ? "out of memory" : sqlite3_errmsg(database), advice_of(kind)));
}

Result<void> execute_on(sqlite3* database, const char* sql, std::string_view tried) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return failed(database, tried);
}

Result<int64_t> pragma(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK ||
      sqlite3_step(statement) != SQLITE_ROW) {
    sqlite3_finalize(statement);
    return failed(database, "read");
  }
  const int64_t value = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return value;
}

Result<void> make_private_folder(const std::string& folder) {
  if (mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
  return fail(ErrorKind::io, fmt::format("cannot make {}: {}", folder, std::strerror(errno)));
}

// SQLite gives its write-ahead log the rights of the database, so they are set before it is opened.
Result<void> make_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return fail(ErrorKind::io, fmt::format("cannot make {}: {}", path, std::strerror(errno)));
  ::close(file);
  return {};
}

Result<void> refuse_if_others_may_read(const std::string& path, const char* rights) {
  struct stat info = {};
  if (stat(path.c_str(), &info) != 0)
    return fail(ErrorKind::not_found, fmt::format("there is no desk at {}: {}", path, std::strerror(errno)));
  if ((info.st_mode & 077) == 0) return {};
  return fail(
      ErrorKind::usage,
      fmt::format("{} can be opened by other users of this computer; run: chmod {} {}", path, rights, path));
}

}  // namespace

Query::Query(Query&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)),
      place_(other.place_),
      mistaken_(other.mistaken_) {}

Query& Query::operator=(Query&& other) noexcept {
  std::swap(statement_, other.statement_);
  std::swap(place_, other.place_);
  std::swap(mistaken_, other.mistaken_);
  return *this;
}

Query::~Query() { sqlite3_finalize(statement_); }

Query& Query::bind(std::string_view text) {
  const char* data = text.data() == nullptr ? "" : text.data();
  mistaken_ |=
      sqlite3_bind_text64(statement_, ++place_, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8) != 0;
  return *this;
}

Query& Query::bind(int64_t number) {
  mistaken_ |= sqlite3_bind_int64(statement_, ++place_, number) != 0;
  return *this;
}

Query& Query::bind_blob(std::string_view bytes) {
  const char* data = bytes.data() == nullptr ? "" : bytes.data();
  mistaken_ |= sqlite3_bind_blob64(statement_, ++place_, data, bytes.size(), SQLITE_TRANSIENT) != 0;
  return *this;
}

Query& Query::bind_null() {
  mistaken_ |= sqlite3_bind_null(statement_, ++place_) != 0;
  return *this;
}

void Query::rewind() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  place_ = 0;
  mistaken_ = false;
}

Result<bool> Query::next() {
  if (mistaken_) {
    rewind();
    return failed(sqlite3_db_handle(statement_), "fill a place of a query on");
  }
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    rewind();
    return false;
  }
  auto error = failed(sqlite3_db_handle(statement_), "read or change");
  rewind();
  return error;
}

Result<void> Query::run() {
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, next());
    if (!more) return {};
  }
}

int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }
std::string Query::text(int column) const { return std::string(bytes(column)); }
std::string Query::blob(int column) const { return std::string(bytes(column)); }
bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::string_view Query::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const auto size = static_cast<size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::string_view{} : std::string_view(static_cast<const char*>(data), size);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_ != nullptr) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<void> Transaction::commit() {
  CLEW_TRY(execute_on(database_, "COMMIT", "commit to"));
  database_ = nullptr;
  return {};
}

Database::Database(Database&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)), folder_(std::move(other.folder_)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(folder_, other.folder_);
  return *this;
}

Database::~Database() { sqlite3_close_v2(database_); }

Result<Database> Database::open(const std::string& folder, Access access) {
  const std::string path = folder + "/desk.sqlite";
  if (access == Access::create) {
    CLEW_TRY(make_private_folder(folder));
    CLEW_TRY(make_private_file(path));
  }
  CLEW_TRY(refuse_if_others_may_read(folder, "700"));
  CLEW_TRY(refuse_if_others_may_read(path, "600"));
  sqlite3* opened = nullptr;
  // Readers too need to write the index of the write-ahead log, so nobody opens read-only.
  const int code =
      sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, nullptr);
  Database database(opened, folder);
  if (code != SQLITE_OK) return failed(opened, "open");
  CLEW_TRY(database.prepare_connection(access));
  CLEW_TRY(database.migrate(access));
  return database;
}

Result<void> Database::prepare_connection(Access access) {
  sqlite3_busy_timeout(database_, kBusyMilliseconds);
  sqlite3_db_config(database_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  CLEW_TRY(execute_on(database_,
                      "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; "
                      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; "
                      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;",
                      "open"));
  if (access != Access::read) return {};
  return execute_on(database_, "PRAGMA query_only = ON", "open");
}

Result<void> Database::migrate(Access access) {
  const auto newest = static_cast<int64_t>(migrations().size());
  CLEW_TRY_ASSIGN(int64_t version, pragma(database_, "PRAGMA user_version"));
  if (version > newest) {
    return fail(ErrorKind::unsupported,
                fmt::format("{} was written by a newer Clew (schema {}, this one knows {}): use that one",
                            folder_, version, newest));
  }
  if (version == newest) return {};
  if (access == Access::read) {
    return fail(
        ErrorKind::unsupported,
        fmt::format("{} was written by an older Clew (schema {} of {}): any command that writes to it "
                    "brings it up to date",
                    folder_, version, newest));
  }
  CLEW_TRY_ASSIGN(Transaction change, begin());
  CLEW_TRY_ASSIGN(version,
                  pragma(database_, "PRAGMA user_version"));  // Another process may have been faster.
  for (int64_t next = version; next < newest; ++next)
    CLEW_TRY(execute(migrations()[static_cast<size_t>(next)].sql));
  CLEW_TRY(
      execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, newest)));
  return change.commit();
}

Result<Query> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), 0, &statement, nullptr);
  if (code != SQLITE_OK) return failed(database_, "query");
  return Query(statement);
}

Result<void> Database::execute(std::string_view sql) {
  return execute_on(database_, std::string(sql).c_str(), "change");
}

Result<Transaction> Database::begin() {
  CLEW_TRY(execute_on(database_, "BEGIN IMMEDIATE", "write to"));
  return Transaction(database_);
}

Result<Transaction> Database::begin_reading() {
  CLEW_TRY(execute_on(database_, "BEGIN", "read"));
  return Transaction(database_);
}

Result<void> Database::scrub() {
  const int code =
      sqlite3_wal_checkpoint_v2(database_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code == SQLITE_OK) return {};
  return failed(database_, "empty the write-ahead log of");
}

int64_t Database::last_row_id() const { return sqlite3_last_insert_rowid(database_); }
int64_t Database::changed_rows() const { return sqlite3_changes64(database_); }

}  // namespace clew::desk
