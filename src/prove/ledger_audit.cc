// Reads a whole log of a desk and names the first entry that is not as it was written.
#include <fmt/core.h>

#include <map>

#include "prove/audit.h"
#include "prove/ledger.h"

namespace clew::prove {

using base::Result;

namespace {

std::string root_of_tile(std::string_view tile) {
  Frontier tree;
  for (size_t at = 0; at < tile.size(); at += 32) tree.append(hash_from(tile.substr(at, 32)));
  return std::string(bytes_of(tree.root()));
}

// What an audit holds together while entries pass.
class Auditor {
 public:
  Auditor(desk::LedgerStore& store, const desk::LogRow& log, const NamedKey& node, const KeyOf& key_of,
          const Watch& watch)
      : store_(store), log_(log), node_(node), watch_(watch), chain_(log.origin, key_of) {}

  Result<Audit> run() {
    CLEW_TRY_ASSIGN(sizes_, store_.checkpoint_sizes(log_.id));
    CLEW_TRY(check_checkpoints());
    CLEW_TRY(store_.read(log_.id, 0, UINT64_MAX >> 1, [&](const desk::EntryRow& row) {
      return audit_.wrong.empty() ? take(row) : Result<void>();
    }));
    if (audit_.wrong.empty()) CLEW_TRY(check_end());
    audit_.remarks = chain_.remarks();
    return std::move(audit_);
  }

 private:
  Result<void> take(const desk::EntryRow& row) {
    const uint64_t place = tree().size();
    if (row.seq != place) return wrong(fmt::format("entry {} is missing", place));
    if (row.type == "anchor" || row.type == "officer") {
      anchors_.append(leaf_hash(row.leaf));
    } else if (std::string said = chain_.add(row.leaf); !said.empty()) {
      return wrong(std::move(said));
    } else if (chain_.last().body.type != row.type) {
      return wrong(
          fmt::format("entry {} is filed as {} but is {}", place, row.type, chain_.last().body.type));
    }
    if (leaf_hash(row.leaf) != hash_from(row.hash))
      return wrong(fmt::format("entry {}: its hash is another", place));
    if (row.payload && row.salt) {
      if (std::string said = judge_payload(chain_.last(), *row.salt, *row.payload); !said.empty())
        return wrong(std::move(said));
    } else if (row.type != "anchor" && row.type != "officer") {
      gone_.push_back(place);
    }
    if (row.type == "erase" && row.payload) CLEW_TRY(note_erasure(row));
    ++audit_.entries;
    CLEW_TRY(check_leaf_tile(row.hash));
    if (audit_.wrong.empty() && watch_) watch_(row, tree());
    return check_checkpoints();
  }

  Result<void> note_erasure(const desk::EntryRow& row) {
    CLEW_TRY_ASSIGN(const Value payload, parse_canonical(*row.payload));
    for (const Value& item : payload["entries"].list())
      erased_by_[static_cast<uint64_t>(item.number())] = row.seq;
    return {};
  }

  // The tile of the last 256 leaves, once it is complete.
  Result<void> check_leaf_tile(std::string_view hash) {
    tile_ += hash;
    last_ = hash;
    if (tree().size() % desk::kTileSize != 0) return {};
    CLEW_TRY_ASSIGN(const std::string kept, store_.tile(log_.id, 0, tree().size() / desk::kTileSize - 1));
    const bool same = kept == tile_;
    tile_.clear();
    return same ? Result<void>() : wrong(fmt::format("the tile before entry {} is another", tree().size()));
  }

  // Contents are gone exactly where an entry says that they were erased.
  Result<void> check_erasures() {
    for (const uint64_t seq : gone_) {
      if (erased_by_.erase(seq) == 0)
        return wrong(
            fmt::format("the content of entry {} is gone, and no entry says that it was erased", seq));
      ++audit_.erased;
    }
    if (erased_by_.empty()) return {};
    const auto [seq, by] = *erased_by_.begin();
    return wrong(
        fmt::format("entry {} says that the content of entry {} was erased, but it is there", by, seq));
  }

  // The node's own log has anchors only, a case's log entries only.
  const Frontier& tree() const { return chain_.tree().size() > 0 ? chain_.tree() : anchors_; }

  Result<void> check_checkpoints() {
    while (next_ < sizes_.size() && sizes_[next_] == tree().size()) {
      CLEW_TRY_ASSIGN(const auto bytes, store_.checkpoint(log_.id, sizes_[next_]));
      ++next_;
      ++audit_.checkpoints;
      if (std::string said = judge_checkpoint(*bytes); !said.empty()) return wrong(std::move(said));
    }
    return {};
  }

  std::string judge_checkpoint(std::string_view bytes) {
    const std::string which = fmt::format("the checkpoint at {} entries", tree().size());
    const auto note = parse_note(bytes);
    if (!note) return fmt::format("{}: {}", which, note.error().message);
    const auto checkpoint = parse_checkpoint_text(note->text);
    if (!checkpoint) return fmt::format("{}: {}", which, checkpoint.error().message);
    if (checkpoint->origin != log_.origin) return which + " is of another log";
    if (checkpoint->size != tree().size() || checkpoint->root != tree().root())
      return which + " has another root than the entries";
    if (is_signed_by(*note, {log_.origin, node_.key}) != Signed::yes)
      return which + " is not signed by the node";
    return {};
  }

  Result<void> check_end() {
    if (tree().size() != log_.size || tree().root() != Frontier::from(log_.size, log_.peaks)->root() ||
        last_ != log_.last)
      return wrong(fmt::format("the log has {} entries, but its head says {}", tree().size(), log_.size));
    if (next_ < sizes_.size())
      return wrong(
          fmt::format("a checkpoint was signed for {} entries; {} are there", sizes_[next_], tree().size()));
    CLEW_TRY(check_erasures());
    return audit_.wrong.empty() ? check_tiles() : Result<void>();
  }

  // The tree from tiles must be the tree from entries: each tile the roots of those below it.
  Result<void> check_tiles() {
    for (unsigned level = 1; log_.size >> (8 * level) > 0; ++level) {
      for (uint64_t at = 0; at < log_.size >> (8 * level); ++at) {
        CLEW_TRY_ASSIGN(const std::string above, store_.tile(log_.id, level, at / desk::kTileSize));
        CLEW_TRY_ASSIGN(const std::string below, store_.tile(log_.id, level - 1, at));
        const std::string_view kept =
            std::string_view(above).substr(std::min<size_t>(above.size(), 32 * (at % desk::kTileSize)), 32);
        if (below.size() != 32 * desk::kTileSize || kept != root_of_tile(below))
          return wrong(fmt::format("tile {} of level {} is not what the entries give", at, level - 1));
      }
    }
    const auto root = root_of(0, log_.size, subtrees_of(store_, log_.id));
    if (!root || *root != tree().root()) return wrong("a tile of the tree is not what the entries give");
    return {};
  }

  Result<void> wrong(std::string said) {
    audit_.wrong = std::move(said);
    return {};
  }

  desk::LedgerStore& store_;
  const desk::LogRow& log_;
  const NamedKey& node_;
  const Watch& watch_;
  Chain chain_;
  Frontier anchors_;
  std::vector<uint64_t> sizes_;
  size_t next_ = 0;
  std::string tile_, last_ = std::string(32, '\0');
  std::vector<uint64_t> gone_;
  std::map<uint64_t, uint64_t> erased_by_;  // An entry to the one that erased it.
  Audit audit_;
};

}  // namespace

Result<Audit> audit(desk::LedgerStore& store, const desk::LogRow& log, const NamedKey& node,
                    const KeyOf& key_of, const Watch& watch) {
  CLEW_TRY(Frontier::from(log.size, log.peaks));
  return Auditor(store, log, node, key_of, watch).run();
}

}  // namespace clew::prove
