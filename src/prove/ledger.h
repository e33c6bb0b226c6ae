// The ledger of a desk: a log of entries for every case, and over them the node's own log.
//
//   case log   e0 e1 e2 e3 e4 ...        size and root become, as an anchor,
//                    |
//   node log   a0 a1 a2 ...              an entry of the node's log, whose checkpoint the node signs
//
// A case can be handed over with full proofs while nobody learns that other cases exist: anchors hold no
// names. Everything is done inside the caller's transaction of the desk, so a crash leaves all of an act or
// nothing. append() costs one row and a few hashes; proofs read O(log n) tiles. One thread at a time.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "desk/ledger.h"
#include "prove/entry.h"
#include "prove/keys.h"
#include "prove/merkle.h"
#include "prove/note.h"

namespace clew::prove {

struct NewEntry {
  std::string type;
  std::string purpose;
  std::vector<uint64_t> refers;
  Value payload;
  std::string at;
};

// An entry laid out for its place in a log, before anybody signed it.
struct Draft {
  EntryBody body;
  std::string salt, payload;
};

// An entry with what may still be known of it.
struct Recorded {
  Entry entry;
  std::optional<Value> payload;  // Nothing when it was erased.
  std::string salt;
  Hash hash = {};
};

// A log opened for appending: keeps the tree's edge in memory. Discard it when the transaction fails.
class LogWriter {
 public:
  static base::Result<LogWriter> open(desk::LedgerStore& store, const desk::LogRow& log);

  // Gives the entry's number. `signer` may be null: then the entry rests on the next checkpoint alone.
  base::Result<uint64_t> append(const NewEntry& entry, const SecretKey* signer);
  // The next entry as `actor` (a key's id, or nobody) would sign it; nothing is written.
  Draft draft(const NewEntry& entry, std::string_view actor);
  // Appends what draft() gave, if the log has not grown since.
  base::Result<uint64_t> append(const Draft& draft, std::string_view signature);
  // A leaf that is no entry: an anchor.
  base::Result<uint64_t> append_leaf(std::string_view type, std::string_view leaf);
  // Writes what the tree's edge has become; before the transaction is committed.
  base::Result<void> flush();

  uint64_t size() const { return frontier_.size(); }
  Hash root() const { return frontier_.root(); }
  const Hash& last() const { return last_; }
  const std::string& origin() const { return log_.origin; }

 private:
  LogWriter(desk::LedgerStore& store, desk::LogRow log, Frontier frontier)
      : store_(&store), log_(std::move(log)), frontier_(std::move(frontier)), last_(hash_from(log_.last)) {}
  base::Result<void> add(const desk::EntryRow& row, const Hash& hash);
  base::Result<void> complete_tiles();
  std::string next_salt();

  desk::LedgerStore* store_;
  desk::LogRow log_;
  Frontier frontier_;
  Hash last_;
  std::string tile_;  // Leaf hashes since the last complete tile, once they are known.
  bool tile_is_known_ = false;
  std::string randomness_;  // For the next salts; asking for each alone costs more than the rest of an entry.
};

// Roots of complete subtrees of a log, from its tiles.
Subtrees subtrees_of(desk::LedgerStore& store, int64_t log);

base::Result<Recorded> recorded_of(const desk::EntryRow& row);

// Signs the log's head as it is now.
base::Result<void> sign_head(desk::LedgerStore& store, LogWriter& log, const SecretKey& node);

// Enters the log's present size and root into the node's log, and signs both logs' checkpoints.
base::Result<void> anchor(desk::LedgerStore& store, LogWriter& log, LogWriter& node_log,
                          const SecretKey& node);

// The .tlog-proof of one entry, against the last checkpoint of its log.
base::Result<LogProof> proof_of(desk::LedgerStore& store, const desk::LogRow& log, uint64_t seq);

// Reads every entry of one log and names the first that is not as it was written: its bytes, its chain, its
// commitment, its signature (where `key_of` knows the key), a content that is gone though nothing says that
// it was erased, the tiles, the tree's edge, and every checkpoint the node signed. `watch` sees each entry
// that is well, and the tree up to it. audit_desk() holds the logs against each other.
struct Audit {
  uint64_t entries = 0;
  uint64_t erased = 0;
  uint64_t checkpoints = 0;
  std::vector<std::string> remarks;  // A clock that ran backwards, for example.
  std::string wrong;                 // Empty when all is well.
};
using KeyOf = std::function<std::optional<PublicKey>(std::string_view id)>;
using Watch = std::function<void(const desk::EntryRow& row, const Frontier& tree)>;
base::Result<Audit> audit(desk::LedgerStore& store, const desk::LogRow& log, const NamedKey& node,
                          const KeyOf& key_of, const Watch& watch = {});

}  // namespace clew::prove
