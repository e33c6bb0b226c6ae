// Every change of the desk's schema, in order. PRAGMA user_version counts how many a desk has seen.
// A migration that was delivered is never changed: what is new is a new one, at the end.
#include "desk/database.h"

namespace clew::desk {
namespace {

constexpr Migration kMigrations[] = {
    {"meta", R"sql(
      CREATE TABLE meta (
        key   TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    )sql"},
};

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

}  // namespace clew::desk
