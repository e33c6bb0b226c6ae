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
    // Never changed: whoever thinks otherwise later decides again, and the last decision of two counts.
    {"decision", R"sql(
      CREATE TABLE decision (
        number     INTEGER PRIMARY KEY,
        left_id    TEXT NOT NULL,
        right_id   TEXT NOT NULL CHECK (right_id > left_id),
        judgement  TEXT NOT NULL CHECK (judgement IN ('same', 'different', 'unsure')),
        why        TEXT NOT NULL,
        author     TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        expires_on TEXT NOT NULL,
        left_hash  TEXT NOT NULL,
        right_hash TEXT NOT NULL,
        origin     TEXT NOT NULL
      ) STRICT;
      CREATE INDEX decision_of_two ON decision (left_id, right_id);
      CREATE TRIGGER decision_stands BEFORE UPDATE ON decision
      BEGIN SELECT raise(ABORT, 'a decision is not changed; decide again'); END;
    )sql"},
};

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

}  // namespace clew::desk
