#include "prove/desk_audit.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "prove/text.h"

namespace clew::prove {
namespace {

using base::Result;

// What the node's log holds: where which log stood, and who was appointed.
struct NodeBook {
  struct Anchor {
    uint64_t index = 0;
    uint64_t size = 0;
    bool seen = false;
  };
  std::map<std::string, Anchor> anchors;        // By the root.
  std::set<uint64_t> sizes;                     // At which some log was anchored.
  std::map<std::string, std::string> officers;  // Key id to the last leaf about it.

  void take(const desk::EntryRow& row) {
    const auto leaf = parse_canonical(row.leaf);
    if (!leaf) return;
    if (row.type == "officer") officers[(*leaf)["key"].text()] = row.leaf;
    if (row.type != "anchor") return;
    const auto size = static_cast<uint64_t>((*leaf)["size"].number());
    anchors[(*leaf)["root"].text()] = {row.seq, size, false};
    sizes.insert(size);
  }
};

// What the entries of a case say of the rows and files beside them.
struct CaseBook {
  struct Original {
    uint64_t seq = 0;
    std::string sha256;
  };
  std::string id;
  bool sealed = false;
  std::set<std::string> members;
  std::vector<Original> originals;
  uint64_t anchored = 0;  // How far the node's log knows this one.

  void take(const desk::EntryRow& row) {
    if (row.type == "seal" || row.type == "unseal") sealed = row.type == "seal";
    if (!row.payload || (row.type != "open" && row.type != "member" && row.type != "ingest")) return;
    const auto payload = parse_canonical(*row.payload);
    if (!payload) return;
    if (row.type == "open") id = (*payload)["case"].text();
    if (row.type == "member") members.insert((*payload)["officer"].text());
    if (row.type != "ingest") return;
    for (const char* member : {"sha256", "working_sha256"}) {
      if (!(*payload)[member].text().empty()) originals.push_back({row.seq, (*payload)[member].text()});
    }
  }
};

class DeskAuditor {
 public:
  explicit DeskAuditor(Office& office) : office_(office) {}

  Result<DeskAudit> run() {
    CLEW_TRY_ASSIGN(const desk::Transaction view, office_.database().begin_reading());
    CLEW_TRY_ASSIGN(officers_, desk::officers(office_.database()));
    CLEW_TRY_ASSIGN(cases_, desk::all_cases(office_.database()));
    CLEW_TRY_ASSIGN(const desk::LogRow node_log, office_.node_log());
    CLEW_TRY(check_node_log(node_log));
    CLEW_TRY_ASSIGN(const auto logs, office_.store().logs());
    for (const desk::LogRow& log : logs) {
      if (log.id != node_log.id) CLEW_TRY(check_log(log));
    }
    check_officers();
    check_anchors();
    check_cases(logs);
    return std::move(audit_);
  }

 private:
  Office& office_;
  std::vector<desk::OfficerRow> officers_;
  std::vector<desk::CaseRow> cases_;
  NodeBook book_;
  DeskAudit audit_;

  std::optional<PublicKey> key_of(std::string_view id) const {
    const auto found = std::find_if(officers_.begin(), officers_.end(),
                                    [&](const desk::OfficerRow& officer) { return officer.key_id == id; });
    return found == officers_.end() ? std::nullopt : std::optional(PublicKey{found->public_key});
  }

  Result<LogAudit> read(const desk::LogRow& log, const Watch& watch) {
    LogAudit audited{log.origin, {}, {}};
    CLEW_TRY_ASSIGN(audited.said, audit(
                                      office_.store(), log, office_.node(),
                                      [this](std::string_view id) { return key_of(id); }, watch));
    return audited;
  }

  // Every entry of the node's log was signed for at once, so each has a checkpoint.
  Result<void> check_node_log(const desk::LogRow& log) {
    CLEW_TRY_ASSIGN(LogAudit audited,
                    read(log, [&](const desk::EntryRow& row, const Frontier&) { book_.take(row); }));
    CLEW_TRY_ASSIGN(const auto signed_for, office_.store().checkpoint_sizes(log.id));
    for (uint64_t size = 1; size <= log.size && audited.wrong.empty(); ++size) {
      if (!std::binary_search(signed_for.begin(), signed_for.end(), size))
        audited.wrong.push_back(checkpoint_gone(size));
    }
    audit_.logs.push_back(std::move(audited));
    return {};
  }

  static std::string checkpoint_gone(uint64_t size) {
    return fmt::format("the checkpoint at {} entries is gone", size);
  }

  Result<void> check_log(const desk::LogRow& log) {
    CLEW_TRY_ASSIGN(const auto signed_for, office_.store().checkpoint_sizes(log.id));
    CaseBook book;
    std::vector<std::string> wrong;
    const auto watch = [&](const desk::EntryRow& row, const Frontier& tree) {
      book.take(row);
      if (!book_.sizes.contains(tree.size())) return;
      const auto anchor = book_.anchors.find(base::hex(tree.root()));
      if (anchor == book_.anchors.end() || anchor->second.size != tree.size()) return;
      anchor->second.seen = true;
      book.anchored = tree.size();
      if (!std::binary_search(signed_for.begin(), signed_for.end(), tree.size()))
        wrong.push_back(checkpoint_gone(tree.size()));
    };
    CLEW_TRY_ASSIGN(LogAudit audited, read(log, watch));
    if (audited.said.wrong.empty()) {
      audited.wrong = std::move(wrong);
      if (book.anchored < log.size)
        audited.wrong.push_back(
            fmt::format("entry {} is not in the node's log: it was not added by Clew", book.anchored));
      CLEW_TRY(check_case(log, book, audited.wrong));
    }
    audit_.logs.push_back(std::move(audited));
    return {};
  }

  Result<void> check_case(const desk::LogRow& log, const CaseBook& book, std::vector<std::string>& wrong) {
    const auto row = std::find_if(cases_.begin(), cases_.end(),
                                  [&](const desk::CaseRow& one) { return one.log == log.id; });
    if (row == cases_.end()) {
      wrong.push_back("the case that it belongs to was taken out of the list of cases");
      return {};
    }
    if (!book.id.empty() && row->id != book.id)
      wrong.push_back("the case is filed under another name than it was opened with");
    if (row->sealed != book.sealed)
      wrong.push_back(book.sealed ? "the case was sealed, but its seal is off: everybody can see it"
                                  : "the case is hidden as if sealed, but no entry sealed it");
    CLEW_TRY(check_members(row->id, book, wrong));
    return check_originals(log, book, wrong);
  }

  Result<void> check_members(const std::string& id, const CaseBook& book, std::vector<std::string>& wrong) {
    for (const desk::OfficerRow& officer : officers_) {
      CLEW_TRY_ASSIGN(const bool is_in, desk::is_member(office_.database(), id, officer.key_id));
      if (is_in == book.members.contains(officer.key_id)) continue;
      wrong.push_back(officer.name + (is_in ? " was let into the case, but no entry says so"
                                            : " is a member of the case, but was shut out"));
    }
    return {};
  }

  Result<void> check_originals(const desk::LogRow& log, const CaseBook& book,
                               std::vector<std::string>& wrong) {
    for (const auto& [seq, sha256] : book.originals) {
      const auto kept = office_.kept(log.id, sha256);
      const std::string what = fmt::format("the original of entry {}, sources/{}/{}", seq, log.id, sha256);
      const bool changed = kept ? base::hex(base::sha256(kept->bytes())) != sha256
                                : kept.error().kind == base::ErrorKind::corrupt;
      if (changed) {
        wrong.push_back(fmt::format("{}, is not what was taken in: its bytes were changed", what));
      } else if (!kept) {
        wrong.push_back(fmt::format("{}, is gone or cannot be read", what));
      }
    }
    return {};
  }

  // Who works here is what the last leaf about each says.
  void check_officers() {
    if (book_.officers.empty() && !officers_.empty())
      return audit_.remarks.push_back(
          "this desk was made before appointments were entered, so roles cannot be tested");
    for (const desk::OfficerRow& officer : officers_) {
      const auto leaf = book_.officers.find(officer.key_id);
      if (leaf == book_.officers.end()) {
        audit_.wrong.push_back(fmt::format("{} works here, but was never appointed", officer.name));
        continue;
      }
      if (const std::string says = judge_officer(officer, leaf->second); !says.empty())
        audit_.wrong.push_back(says);
      book_.officers.erase(leaf);
    }
    for (const auto& [key, leaf] : book_.officers)
      audit_.wrong.push_back(
          fmt::format("{} was appointed, but is gone from the list of officers", officer_in(leaf).name));
  }

  static desk::OfficerRow officer_in(std::string_view leaf) {
    const auto p = parse_canonical(leaf);
    if (!p) return {};
    return {(*p)["key"].text(),   (*p)["name"].text(), (*p)["role"].text(), {}, {},
            (*p)["since"].text(), (*p)["until"].text()};
  }

  static std::string judge_officer(const desk::OfficerRow& row, const std::string& leaf) {
    const desk::OfficerRow was = officer_in(leaf);
    if (id_of({row.public_key}) != row.key_id) return fmt::format("{}: the key is another", row.name);
    if (row.name != was.name) return fmt::format("{} was appointed by the name of {}", row.name, was.name);
    if (row.role != was.role)
      return fmt::format("{} was appointed as {}, but is {} now", row.name, was.role, row.role);
    return officer_bytes(row) == leaf ? "" : fmt::format("{}: the days of office are others", row.name);
  }

  // Each anchor is of a log that is here. When a log is broken, those after the break cannot be told apart.
  void check_anchors() {
    const bool broken = std::any_of(audit_.logs.begin(), audit_.logs.end(),
                                    [](const LogAudit& log) { return !log.said.wrong.empty(); });
    size_t unseen = 0;
    const NodeBook::Anchor* last = nullptr;
    for (const auto& [root, anchor] : book_.anchors) {
      if (anchor.seen) continue;
      ++unseen;
      if (last == nullptr || anchor.index > last->index) last = &anchor;
    }
    if (unseen == 0) return;
    if (broken) {
      audit_.remarks.push_back(
          fmt::format("{} anchors lead to no entry here, as is so after a break", unseen));
    } else {
      audit_.wrong.push_back(
          fmt::format("a log, or the end of one, was deleted: entry {} of the node's log "
                      "knows one of {} entries",
                      last->index, last->size));
    }
  }

  void check_cases(const std::vector<desk::LogRow>& logs) {
    const auto orphans = std::count_if(cases_.begin(), cases_.end(), [&](const desk::CaseRow& row) {
      return std::none_of(logs.begin(), logs.end(),
                          [&](const desk::LogRow& log) { return log.id == row.log; });
    });
    if (orphans > 0) audit_.wrong.push_back(fmt::format("{} cases have lost their log", orphans));
  }
};

}  // namespace

size_t DeskAudit::mistakes() const {
  size_t count = wrong.size();
  for (const LogAudit& log : logs) count += log.wrong.size() + (log.said.wrong.empty() ? 0 : 1);
  return count;
}

Result<DeskAudit> audit_desk(Office& office) { return DeskAuditor(office).run(); }

}  // namespace clew::prove
