// Reads a whole log of a desk and names the first entry that is not as it was written.
#include <fmt/core.h>

#include "prove/audit.h"
#include "prove/ledger.h"

namespace clew::prove {

using base::Result;

namespace {

// What an audit holds together while entries pass.
class Auditor {
 public:
  Auditor(desk::LedgerStore& store, const desk::LogRow& log, const NamedKey& node, const KeyOf& key_of)
      : store_(store), log_(log), node_(node), chain_(log.origin, key_of) {}

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
      ++audit_.erased;
    }
    ++audit_.entries;
    return check_checkpoints();
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
    if (tree().size() != log_.size || tree().root() != Frontier::from(log_.size, log_.peaks)->root())
      return wrong(fmt::format("the log has {} entries, but its head says {}", tree().size(), log_.size));
    if (next_ < sizes_.size())
      return wrong(
          fmt::format("a checkpoint was signed for {} entries; {} are there", sizes_[next_], tree().size()));
    return check_tiles();
  }

  // The tree from tiles must be the tree from entries.
  Result<void> check_tiles() {
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
  Chain chain_;
  Frontier anchors_;
  std::vector<uint64_t> sizes_;
  size_t next_ = 0;
  Audit audit_;
};

}  // namespace

Result<Audit> audit(desk::LedgerStore& store, const desk::LogRow& log, const NamedKey& node,
                    const KeyOf& key_of) {
  CLEW_TRY(Frontier::from(log.size, log.peaks));
  return Auditor(store, log, node, key_of).run();
}

}  // namespace clew::prove
