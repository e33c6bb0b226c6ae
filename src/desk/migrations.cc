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
    {"ledger", R"sql(
      CREATE TABLE ledger_log (
        id     INTEGER PRIMARY KEY,
        origin TEXT NOT NULL UNIQUE,
        size   INTEGER NOT NULL,
        peaks  BLOB NOT NULL,   -- Roots of the complete subtrees, the largest first.
        last   BLOB NOT NULL    -- The leaf hash of the last entry.
      ) STRICT;
      CREATE TABLE ledger_entry (
        log     INTEGER NOT NULL REFERENCES ledger_log,
        seq     INTEGER NOT NULL,
        type    TEXT NOT NULL,
        leaf    BLOB NOT NULL,  -- The bytes that are hashed.
        hash    BLOB NOT NULL,
        salt    BLOB,           -- NULL when there is no payload, or it was erased.
        payload BLOB,
        PRIMARY KEY (log, seq)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX ledger_notable ON ledger_entry (log, type, seq)
        WHERE type NOT IN ('access', 'query_sent', 'query_served', 'anchor');
      CREATE TABLE ledger_tile (
        log      INTEGER NOT NULL REFERENCES ledger_log,
        level    INTEGER NOT NULL,
        position INTEGER NOT NULL,
        hashes   BLOB NOT NULL,
        PRIMARY KEY (log, level, position)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE ledger_checkpoint (
        log  INTEGER NOT NULL REFERENCES ledger_log,
        size INTEGER NOT NULL,
        note BLOB NOT NULL,
        PRIMARY KEY (log, size)
      ) STRICT, WITHOUT ROWID;
    )sql"},
    {"office", R"sql(
      CREATE TABLE officer (
        key_id     TEXT PRIMARY KEY NOT NULL,
        name       TEXT NOT NULL UNIQUE,
        role       TEXT NOT NULL,
        public_key BLOB NOT NULL,
        locked_key TEXT NOT NULL,   -- Empty when the officer signs elsewhere.
        since      TEXT NOT NULL,
        until      TEXT NOT NULL    -- Empty while in office.
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE case_file (
        id     TEXT PRIMARY KEY NOT NULL,
        log    INTEGER NOT NULL UNIQUE REFERENCES ledger_log,
        sealed INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE case_member (
        case_id TEXT NOT NULL REFERENCES case_file,
        key_id  TEXT NOT NULL REFERENCES officer,
        PRIMARY KEY (case_id, key_id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE vault (            -- Who reported: never read by an export.
        case_id  TEXT NOT NULL REFERENCES case_file,
        code     TEXT NOT NULL,       -- What the case calls the person.
        identity TEXT NOT NULL,
        PRIMARY KEY (case_id, code)
      ) STRICT, WITHOUT ROWID;
    )sql"},
};

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

}  // namespace clew::desk
