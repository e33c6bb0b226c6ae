#include "prove/ledger.h"

#include <fmt/core.h>

#include <cassert>

#include "prove/audit.h"

namespace clew::prove {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using desk::kTileSize;
using desk::LedgerStore;

constexpr unsigned kTileLevels = 8;

Hash root_of_hashes(std::string_view hashes) {
  if (hashes.size() == 32) return hash_from(hashes);
  const size_t half = hashes.size() / 2;
  return node_hash(root_of_hashes(hashes.substr(0, half)), root_of_hashes(hashes.substr(half)));
}

}  // namespace

Result<LogWriter> LogWriter::open(LedgerStore& store, const desk::LogRow& log) {
  CLEW_TRY_ASSIGN(Frontier frontier, Frontier::from(log.size, log.peaks));
  return LogWriter(store, log, std::move(frontier));
}

Draft LogWriter::draft(const NewEntry& entry, std::string_view actor) {
  assert(is_entry_type(entry.type) && is_purpose(entry.purpose));
  Draft draft{{}, next_salt(), canonical(entry.payload)};
  draft.body = {log_.origin,        size(),   entry.type,
                std::string(actor), entry.at, entry.purpose,
                entry.refers,       last_,    commitment(draft.salt, draft.payload)};
  return draft;
}

Result<uint64_t> LogWriter::append(const NewEntry& entry, const SecretKey* signer) {
  if (signer == nullptr) return append(draft(entry, ""), "");
  const Draft made = draft(entry, id_of(signer->public_key()));
  return append(made, signer->sign(signed_bytes(body_bytes(made.body))));
}

Result<uint64_t> LogWriter::append(const Draft& draft, std::string_view signature) {
  assert(draft.body.seq == size() && draft.body.previous == last_);
  const std::string leaf = leaf_bytes(body_bytes(draft.body), signature);
  const Hash hash = leaf_hash(leaf);
  CLEW_TRY(add({draft.body.seq, draft.body.type, leaf, bytes_of(hash), draft.salt, draft.payload}, hash));
  return draft.body.seq;
}

std::string LogWriter::next_salt() {
  constexpr size_t kSaltSize = 32, kSaltsAtOnce = 64;
  // An officer's act needs one; whoever appends more gets them by the dozen.
  if (randomness_.empty()) randomness_ = base::random_bytes(kSaltSize * (tile_is_known_ ? kSaltsAtOnce : 1));
  std::string salt = randomness_.substr(randomness_.size() - kSaltSize);
  randomness_.resize(randomness_.size() - kSaltSize);
  return salt;
}

Result<uint64_t> LogWriter::append_leaf(std::string_view type, std::string_view leaf) {
  const uint64_t seq = size();
  const Hash hash = leaf_hash(leaf);
  CLEW_TRY(add({seq, type, leaf, bytes_of(hash), {}, {}}, hash));
  return seq;
}

Result<void> LogWriter::add(const desk::EntryRow& row, const Hash& hash) {
  CLEW_TRY(store_->add(log_.id, row));
  frontier_.append(hash);
  last_ = hash;
  if (tile_is_known_) tile_ += bytes_of(hash);
  if (size() % kTileSize == 0) CLEW_TRY(complete_tiles());
  return {};
}

// A tile of leaf hashes is complete; its root goes into the tile above, and so on while tiles fill.
Result<void> LogWriter::complete_tiles() {
  if (!tile_is_known_) {
    CLEW_TRY_ASSIGN(tile_, store_->hashes(log_.id, size() - kTileSize, size()));
    tile_is_known_ = true;
  }
  uint64_t position = size() / kTileSize - 1;
  CLEW_TRY(store_->put_tile(log_.id, 0, position, tile_));
  std::string child = std::move(tile_);
  tile_.clear();
  for (unsigned level = 1; level < kTileLevels; ++level) {
    const uint64_t place = position % kTileSize;
    position /= kTileSize;
    CLEW_TRY_ASSIGN(std::string parent, store_->tile(log_.id, level, position));
    parent.resize(32 * place);
    parent += bytes_of(root_of_hashes(child));
    CLEW_TRY(store_->put_tile(log_.id, level, position, parent));
    if (parent.size() < 32 * kTileSize) break;
    child = std::move(parent);
  }
  return {};
}

Result<void> LogWriter::flush() {
  log_.size = size();
  log_.peaks = frontier_.peaks_bytes();
  log_.last = bytes_of(last_);
  return store_->set_head(log_);
}

Subtrees subtrees_of(LedgerStore& store, int64_t log) {
  return [&store, log](unsigned level, uint64_t index) -> Result<Hash> {
    const unsigned tile_level = level / 8;
    const uint64_t count = uint64_t{1} << (level % 8);
    const uint64_t first = index * count;
    const uint64_t position = first / kTileSize;
    CLEW_TRY_ASSIGN(const std::string tile, store.tile(log, tile_level, position));
    const size_t begin = 32 * (first % kTileSize);
    if (tile.size() >= begin + 32 * count)
      return root_of_hashes(std::string_view(tile).substr(begin, 32 * count));
    // The last tile of leaves is not there until it is complete.
    if (tile_level > 0)
      return fail(ErrorKind::corrupt, "the log lacks a tile: restore the desk from its backup");
    CLEW_TRY_ASSIGN(const std::string hashes, store.hashes(log, first, first + count));
    return root_of_hashes(hashes);
  };
}

Result<Recorded> recorded_of(const desk::EntryRow& row) {
  CLEW_TRY_ASSIGN(Entry entry, parse_leaf(row.leaf));
  Recorded recorded{std::move(entry), std::nullopt, {}, hash_from(row.hash)};
  if (!row.payload || !row.salt) return recorded;
  CLEW_TRY_ASSIGN(recorded.payload, parse_canonical(*row.payload));
  recorded.salt = *row.salt;
  return recorded;
}

Result<void> sign_head(LedgerStore& store, LogWriter& log, const SecretKey& node) {
  CLEW_TRY(log.flush());
  Note note{checkpoint_text({log.origin(), log.size(), log.root()}), {}};
  sign_note(note, log.origin(), node);
  CLEW_TRY_ASSIGN(const auto row, store.find_log(log.origin()));
  assert(row);
  return store.put_checkpoint(row->id, log.size(), write_note(note));
}

Result<void> anchor(LedgerStore& store, LogWriter& log, LogWriter& node_log, const SecretKey& node) {
  CLEW_TRY(node_log.append_leaf("anchor", anchor_bytes(log.size(), log.root())));
  CLEW_TRY(sign_head(store, log, node));
  return sign_head(store, node_log, node);
}

Result<LogProof> proof_of(LedgerStore& store, const desk::LogRow& log, uint64_t seq) {
  CLEW_TRY_ASSIGN(const auto note, store.last_checkpoint(log.id));
  if (!note) return fail(ErrorKind::not_found, fmt::format("no checkpoint of {} was signed yet", log.origin));
  CLEW_TRY_ASSIGN(const Note parsed, parse_note(*note));
  CLEW_TRY_ASSIGN(const Checkpoint checkpoint, parse_checkpoint_text(parsed.text));
  if (seq >= checkpoint.size) {
    return fail(ErrorKind::not_found,
                fmt::format("there is no entry {} in the {} that were signed", seq, checkpoint.size));
  }
  LogProof proof;
  proof.index = seq;
  proof.checkpoint = *note;
  CLEW_TRY_ASSIGN(proof.path, inclusion_proof(seq, checkpoint.size, subtrees_of(store, log.id)));
  return proof;
}

}  // namespace clew::prove
