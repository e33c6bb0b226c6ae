#include "prove/verify.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/clock.h"
#include "base/visible.h"
#include "prove/audit.h"
#include "prove/pack_format.h"
#include "prove/stamp.h"
#include "prove/text.h"
#include "prove/zip.h"

namespace clew::prove {
namespace {

std::string sha256_hex(std::string_view bytes) { return base::hex(base::sha256(bytes)); }

// Lines of a file of lines; the last must be ended too.
std::optional<std::vector<std::string_view>> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

class Verifier {
 public:
  Verifier(std::string_view zip, const VerifyOptions& options) : options_(options), zip_(read_zip(zip)) {
    for (const ZipMember& member : zip_.members) files_[member.name] = member.bytes;
  }

  Verification run() {
    out_.wrong = zip_.wrong;
    out_.files = files_.size();
    check_manifest();
    check_entries();
    check_payloads();
    check_export();
    check_four_eyes();
    check_checkpoints();
    check_stamps();
    return std::move(out_);
  }

 private:
  const VerifyOptions& options_;
  ZipReading zip_;
  std::map<std::string, std::string_view, std::less<>> files_;
  Verification out_;
  Value manifest_;
  std::optional<NamedKey> node_;
  std::map<std::string, PublicKey, std::less<>> keys_;
  std::map<std::string, std::string> roles_;
  std::vector<Entry> entries_;
  std::map<uint64_t, Value> payloads_;
  Frontier tree_;

  void wrong(std::string says) { out_.wrong.push_back(std::move(says)); }

  std::string_view file(std::string_view name) {
    const auto found = files_.find(name);
    if (found != files_.end()) return found->second;
    wrong(fmt::format("{} is missing", name));
    return {};
  }

  void check_manifest() {
    const std::string_view bytes = file(kManifest);
    if (bytes.empty()) return;
    const auto parsed = parse_canonical(bytes);
    if (!parsed || (*parsed)["format"].text() != kPackFormat)
      return wrong(fmt::format("{} is not a manifest ({})", kManifest,
                               parsed ? "another format" : parsed.error().message));
    manifest_ = *parsed;
    out_.is_pack = true;
    out_.origin = manifest_["origin"].text();
    out_.case_id = manifest_["case"]["id"].text();
    out_.title = manifest_["case"]["title"].text();
    out_.recipient = manifest_["recipient"].text();
    out_.node_vkey = manifest_["node"].text();
    check_files();
    check_node();
    read_keys();
  }

  void check_files() {
    std::set<std::string, std::less<>> listed(kLedgerFiles.begin(), kLedgerFiles.end());
    listed.emplace(kManifest);
    for (const Value& item : manifest_["files"].list()) {
      const std::string& name = item["name"].text();
      listed.insert(name);
      const auto found = files_.find(name);
      if (found == files_.end()) {
        wrong(fmt::format("{} is missing", name));
      } else if (sha256_hex(found->second) != item["sha256"].text()) {
        wrong(fmt::format("{} is not the file that was exported (its SHA-256 is another)", name));
      }
    }
    for (const auto& [name, bytes] : files_) {
      if (!listed.contains(name) && !is_stamp_name(name))
        wrong(fmt::format("{} does not belong to the pack: it was added later", name));
    }
  }

  void check_node() {
    const auto node = parse_vkey(out_.node_vkey);
    if (!node) return wrong(fmt::format("{}: {}", kManifest, node.error().message));
    node_ = *node;
    if (!options_.node) return;
    out_.node_was_known = options_.node->key == node->key && options_.node->name == node->name;
    if (!out_.node_was_known)
      wrong(fmt::format("the pack is of node {}, not of {} as expected", vkey(*node), vkey(*options_.node)));
  }

  void read_keys() {
    const auto parsed = parse_canonical(file(kKeys));
    if (!parsed) return wrong(fmt::format("{}: {}", kKeys, parsed.error().message));
    for (const Value& item : parsed->list()) {
      const auto bytes = from_base64(item["public"].text());
      if (!bytes || bytes->size() != 32) {
        wrong(fmt::format("{}: a key has not 32 bytes", kKeys));
      } else {
        keys_[item["id"].text()] = PublicKey{*bytes};
        roles_[item["id"].text()] = item["role"].text();
      }
    }
  }

  void check_entries() {
    const auto lines = lines_of(file(kEntries));
    if (!lines) return wrong(fmt::format("{} does not end with a line end", kEntries));
    Chain chain(manifest_["origin"].text(), [this](std::string_view id) -> std::optional<PublicKey> {
      const auto found = keys_.find(id);
      return found == keys_.end() ? std::nullopt : std::optional(found->second);
    });
    for (const std::string_view line : *lines) {
      if (std::string says = chain.add(line); !says.empty())
        return wrong(fmt::format("{}: {}", kEntries, says));
      entries_.push_back(chain.last());
    }
    tree_ = chain.tree();
    out_.entries = entries_.size();
    for (const std::string& remark : chain.remarks()) out_.remarks.push_back(remark);
  }

  void check_payloads() {
    const auto lines = lines_of(file(kPayloads));
    if (!lines) return wrong(fmt::format("{} does not end with a line end", kPayloads));
    int64_t before = -1;
    for (const std::string_view line : *lines) {
      const auto parsed = parse_canonical(line);
      if (!parsed)
        return wrong(fmt::format("{}, after entry {}: {}", kPayloads, before, parsed.error().message));
      const int64_t seq = (*parsed)["seq"].number();
      if (parsed->object().size() != 3 || !(*parsed)["seq"].is_number() || seq <= before ||
          static_cast<uint64_t>(seq) >= entries_.size())
        return wrong(fmt::format("{}: a content after that of entry {} is of no entry, or out of order",
                                 kPayloads, before));
      before = seq;
      const auto salt = from_hex((*parsed)["salt"].text());
      std::string says = judge_payload(entries_[static_cast<size_t>(seq)], salt.value_or(""),
                                       canonical((*parsed)["payload"]));
      if (!says.empty()) wrong(fmt::format("{}: {}", kPayloads, says));
      payloads_[static_cast<uint64_t>(seq)] = (*parsed)["payload"];
    }
    check_absent_payloads();
  }

  // A content that is not there must be said to be erased or withheld.
  void check_absent_payloads() {
    std::map<uint64_t, std::string> erased;
    for (const auto& [seq, payload] : payloads_) {
      if (entries_[seq].body.type != "erase") continue;
      for (const Value& item : payload["entries"].list())
        erased[static_cast<uint64_t>(item.number())] =
            fmt::format("entry {}: {}", seq, payload["reason"].text());
    }
    std::set<uint64_t> withheld;
    const Value& exported = entries_.empty() ? manifest_ : payloads_[entries_.size() - 1];
    for (const Value& item : exported["withheld"].list())
      withheld.insert(static_cast<uint64_t>(item.number()));
    for (uint64_t seq = 0; seq < entries_.size(); ++seq) {
      if (payloads_.contains(seq)) continue;
      if (const auto found = erased.find(seq); found != erased.end()) {
        ++out_.erased;
        out_.remarks.push_back(fmt::format("the content of entry {} was erased by {}", seq, found->second));
      } else if (withheld.contains(seq)) {
        ++(entries_[seq].body.type == "access" ? out_.accesses : out_.withheld);
      } else {
        wrong(fmt::format(
            "{}: the content of entry {} is missing, and nothing says that it was erased or withheld",
            kPayloads, seq));
      }
    }
    if (out_.withheld > 0)
      out_.remarks.push_back(
          fmt::format("{} entries are withheld: that they exist is shown, not what they say", out_.withheld));
    if (out_.accesses > 0)
      out_.remarks.push_back(fmt::format(
          "{} entries note that somebody read the case; what they say stays in the office", out_.accesses));
  }

  void check_export() {
    if (entries_.empty()) return;
    const Entry& last = entries_.back();
    const Value& payload = payloads_[last.body.seq];
    out_.exported_at = last.body.at;
    if (last.body.type != "export") return wrong(fmt::format("{}: the last entry is no export", kEntries));
    if (payload["manifest"].text() != sha256_hex(file(kManifest)))
      wrong(fmt::format("{} is not the one that entry {} exported", kManifest, last.body.seq));
    if (payload["recipient"].text() != out_.recipient)
      wrong(fmt::format("{} names another recipient than entry {}", kManifest, last.body.seq));
  }

  // An act of four eyes refers to an approval, which refers to a proposal of that act, each signed by
  // another.
  void check_four_eyes() {
    for (const Entry& entry : entries_) {
      const std::string& type = entry.body.type;
      if (type != "export" && type != "erase" && type != "unseal") continue;
      if (const std::string says = judge_four_eyes(entry); !says.empty())
        wrong(fmt::format("entry {} ({}) {}", entry.body.seq, type, says));
    }
  }

  std::string judge_four_eyes(const Entry& entry) {
    const Entry* approval = referred(entry, "approve");
    const Entry* proposal = approval == nullptr ? nullptr : referred(*approval, "propose");
    if (proposal == nullptr) return "was done without a second officer's approval";
    if (entry.body.actor.empty() || approval->body.actor.empty() || proposal->body.actor.empty())
      return "was proposed, approved or done by nobody who signed";
    if (proposal->body.actor == approval->body.actor) return "was proposed and approved by one officer";
    const std::string& role = roles_[approval->body.actor];
    if (role != "second_officer" && role != "supervisor")
      return fmt::format("was approved by somebody whose role is '{}'", role);
    // What is erased or withheld cannot be compared; what is here must agree.
    const Value &proposed = payloads_[proposal->body.seq], &approved = payloads_[approval->body.seq],
                &done = payloads_[entry.body.seq];
    if (!proposed.is_null() && proposed["action"].text() != entry.body.type)
      return fmt::format("rests on the proposal of something else, '{}'", proposed["action"].text());
    for (const Value* named : {&approved, &done}) {
      if (!proposed.is_null() && !named->is_null() && (*named)["proposal"].text() != proposed["id"].text())
        return "names another proposal than the one that it refers to";
    }
    for (const auto& [key, value] : proposed["parameters"].object()) {
      if (!done.is_null() && done[key] != value)
        return fmt::format("has another '{}' than the one that was approved", key);
    }
    return {};
  }

  const Entry* referred(const Entry& from, std::string_view type) const {
    for (const uint64_t seq : from.body.refers) {
      if (entries_[seq].body.type == type) return &entries_[seq];
    }
    return nullptr;
  }

  void check_checkpoints() {
    if (!node_) return;
    const auto of_case = checkpoint_in(kCheckpoint, file(kCheckpoint), manifest_["origin"].text());
    if (of_case && (of_case->size != tree_.size() || of_case->root != tree_.root()))
      wrong(fmt::format("{}: it is of {} entries with another root than those of {}", kCheckpoint,
                        of_case->size, kEntries));
    const auto proof = parse_log_proof(file(kNodeProof));
    if (!proof) return wrong(fmt::format("{}: {}", kNodeProof, proof.error().message));
    const auto of_node = checkpoint_in(kNodeProof, proof->checkpoint, node_->name);
    if (!of_node) return;
    if (proof->extra != anchor_bytes(tree_.size(), tree_.root()))
      wrong(fmt::format("{}: its anchor is not that of this case", kNodeProof));
    if (!verify_inclusion(proof->index, of_node->size, leaf_hash(proof->extra), proof->path, of_node->root))
      wrong(fmt::format("{}: the case is not in the node's log", kNodeProof));
  }

  std::optional<Checkpoint> checkpoint_in(std::string_view name, std::string_view bytes,
                                          std::string_view origin) {
    const auto note = parse_note(bytes);
    const auto checkpoint = note ? parse_checkpoint_text(note->text) : std::unexpected(note.error());
    if (!checkpoint) {
      wrong(fmt::format("{}: {}", name, checkpoint.error().message));
      return std::nullopt;
    }
    if (checkpoint->origin != origin) wrong(fmt::format("{}: it is a checkpoint of another log", name));
    check_signatures(name, *note, std::string(origin));
    return *checkpoint;
  }

  // Every line must be somebody's: the node's, or a witness's that the verifier knows or is told of.
  void check_signatures(std::string_view name, const Note& note, const std::string& origin) {
    if (is_signed_by(note, {origin, node_->key, kPlainSignature}) != Signed::yes)
      wrong(fmt::format("{}: it is not signed by the node {}", name, node_->name));
    std::set<std::string> known = {origin};
    for (const NamedKey& witness : options_.witnesses) {
      uint64_t seconds = 0;
      const Signed state = is_signed_by(note, witness, &seconds);
      if (state == Signed::no) wrong(fmt::format("{}: the line of witness {} is false", name, witness.name));
      if (state != Signed::yes) continue;
      known.insert(witness.name);
      const std::chrono::system_clock::time_point when{std::chrono::seconds(seconds)};
      out_.witnessed.push_back(fmt::format("{} on {}", witness.name, base::iso_time(when)));
    }
    for (size_t at = 0; at < note.signatures.size(); ++at) {
      const std::string& signer = note.signatures[at].name;
      if (!known.contains(signer))
        out_.remarks.push_back(
            fmt::format("{}: a line by {} was not tested (give its key with --witness)", name, signer));
      for (size_t other = 0; other < at; ++other) {
        if (note.signatures[other].name == signer) wrong(fmt::format("{}: {} signed twice", name, signer));
      }
    }
  }

  void check_stamps() {
    for (const auto& [name, bytes] : files_) {
      if (!is_stamp_name(name)) continue;
      const auto stamp = read_stamp(bytes, file(kCheckpoint));
      if (!stamp) {
        wrong(fmt::format("{}: {}", name, stamp.error().message));
      } else {
        out_.stamped.push_back(fmt::format("{}: {}, by {}", name, stamp->at, stamp->authority));
      }
    }
  }
};

}  // namespace

Verification verify_pack(std::string_view zip, const VerifyOptions& options) {
  return Verifier(zip, options).run();
}

namespace {

std::string lines_of_kind(std::string_view kind, const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& says : lines) out += fmt::format("{:<9}{}\n", kind, base::visible(says));
  return out;
}

// Names in the pack's own words; the longest that a line needs.
std::string named(std::string_view text) {
  constexpr size_t kBytesMax = 300;
  return base::quoted(text.substr(0, kBytesMax)) + (text.size() > kBytesMax ? "…" : "");
}

}  // namespace

std::string to_text(const Verification& v) {
  std::string out = v.is_pack ? fmt::format("Case {}: {}\nExported for {} on {}\n", named(v.case_id),
                                            named(v.title), named(v.recipient), base::visible(v.exported_at))
                              : std::string("This is no evidence pack.\n");
  out += lines_of_kind("WRONG", v.wrong) + lines_of_kind("note", v.remarks) +
         lines_of_kind("witness", v.witnessed) + lines_of_kind("stamp", v.stamped);
  if (!v.wrong.empty()) {
    return out + fmt::format("{} {} not as exported. Do not rely on this pack; ask the sender for it anew.\n",
                             v.wrong.size(), v.wrong.size() == 1 ? "thing is" : "things are");
  }
  out += fmt::format("Nothing was changed, added or left out since {}, by the keys of this node:\n  {}\n",
                     base::visible(v.exported_at), base::visible(v.node_vkey));
  out += fmt::format("{} files, {} entries; {} witness{}, {} time stamp{}.\n", v.files, v.entries,
                     v.witnessed.size(), v.witnessed.size() == 1 ? "" : "es", v.stamped.size(),
                     v.stamped.size() == 1 ? "" : "s");
  if (!v.node_was_known)
    out +=
        "Compare that key with one the sender gave you by another way, or give it with --node: a stranger "
        "can make a\n"
        "pack that is whole in itself.\n";
  return out + "That nothing was changed does not make what it says true.\n";
}

std::vector<std::string> compare_packs(std::string_view earlier, std::string_view later,
                                       const VerifyOptions& options) {
  const auto entries_in = [](std::string_view zip) -> std::string_view {
    for (const ZipMember& member : read_zip(zip).members) {
      if (member.name == kEntries) return member.bytes;
    }
    return {};
  };
  const Verification before_said = verify_pack(earlier, options), after_said = verify_pack(later, options);
  if (!before_said.is_pack) return {"the earlier file is no evidence pack, so there is nothing to compare"};
  if (!before_said.wrong.empty()) {
    return {fmt::format("the earlier pack is itself not as exported ({}): {}", before_said.wrong.size(),
                        before_said.wrong.front())};
  }
  if (before_said.node_vkey != after_said.node_vkey)
    return {fmt::format("the earlier pack is of another node, {}", before_said.node_vkey)};
  if (before_said.origin != after_said.origin) return {"the earlier pack is of another case"};
  const std::string_view before = entries_in(earlier), after = entries_in(later);
  if (after.starts_with(before)) return {};
  const auto differs = std::mismatch(
      before.begin(), before.begin() + static_cast<ptrdiff_t>(std::min(before.size(), after.size())),
      after.begin());
  const auto entry = std::count(before.begin(), differs.first, '\n');
  return {
      fmt::format("entry {} of the earlier pack is not in the later one: its history was rewritten", entry)};
}

}  // namespace clew::prove
