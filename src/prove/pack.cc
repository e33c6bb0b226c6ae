#include "prove/pack.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "base/clock.h"
#include "prove/dossier.h"
#include "prove/pack_content.h"
#include "prove/pack_format.h"
#include "prove/text.h"
#include "prove/zip.h"

namespace clew::prove {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

// Files on their way into the zip; owns what is made here and maps what lies in the desk.
class Files {
 public:
  void add(std::string name, std::string bytes, std::string what) {
    made_.push_back(std::make_unique<std::string>(std::move(bytes)));
    put(std::move(name), *made_.back(), std::move(what));
  }
  void add(std::string name, base::Mapping mapping, std::string what) {
    mapped_.push_back(std::make_unique<base::Mapping>(std::move(mapping)));
    put(std::move(name), mapped_.back()->bytes(), std::move(what));
  }

  // `bytes` must outlive this.
  void add_view(std::string name, std::string_view bytes, std::string what) {
    put(std::move(name), bytes, std::move(what));
  }

  Value listed() const {
    Value::List list;
    for (const auto& [name, file] : files_) {
      Value item;
      item.set("bytes", static_cast<uint64_t>(file.bytes.size())).set("name", name);
      item.set("sha256", base::hex(base::sha256(file.bytes))).set("what", file.what);
      list.push_back(std::move(item));
    }
    return list;
  }
  std::vector<ZipMember> members() const {
    std::vector<ZipMember> members;
    for (const auto& [name, file] : files_) members.push_back({name, file.bytes});
    return members;
  }

 private:
  struct File {
    std::string_view bytes;
    std::string what;
  };
  void put(std::string name, std::string_view bytes, std::string what) {
    files_[std::move(name)] = {bytes, std::move(what)};
  }

  std::map<std::string, File> files_;
  std::vector<std::unique_ptr<std::string>> made_;
  std::vector<std::unique_ptr<base::Mapping>> mapped_;
};

class Packer {
 public:
  Packer(Office& office, const Officer& officer, const PackOptions& options)
      : office_(office), officer_(officer), options_(options) {}

  Result<Packed> run() {
    CLEW_TRY_ASSIGN(desk::Transaction change, office_.database().begin());
    CLEW_TRY_ASSIGN(row_, find_visible_case(office_, officer_, options_.case_id));
    CLEW_TRY_ASSIGN(file_, fold_case(office_, row_));
    CLEW_TRY(read_entries());
    CLEW_TRY(check_withheld());
    withheld_ = withheld_entries(file_, options_.withhold, entries_);
    CLEW_TRY(add_content());
    CLEW_TRY(record_export());
    CLEW_TRY(add_ledger());
    CLEW_TRY(write());
    CLEW_TRY(change.commit());
    // The pack is whole on the disk before anybody relies on the export; now it gets its name.
    CLEW_TRY(base::real_disk().rename(partial(), options_.output));
    return packed_;
  }

 private:
  Office& office_;
  const Officer& officer_;
  const PackOptions& options_;
  desk::CaseRow row_;
  CaseFile file_;
  std::vector<Recorded> entries_;
  std::set<uint64_t> withheld_;
  Files files_;
  std::string manifest_;
  Packed packed_;

  std::string partial() const { return options_.output + ".part"; }

  Result<void> read_entries() {
    entries_.clear();
    return office_.store().read(row_.log, 0, UINT64_MAX >> 1, [&](const desk::EntryRow& row) -> Result<void> {
      CLEW_TRY_ASSIGN(Recorded recorded, recorded_of(row));
      entries_.push_back(std::move(recorded));
      return {};
    });
  }

  // A name that was mistyped would send what was to stay.
  Result<void> check_withheld() const {
    for (const std::string& id : options_.withhold) {
      if (file_.source(id) != nullptr || file_.statement(id) != nullptr) continue;
      return fail(
          ErrorKind::not_found,
          fmt::format("the case has no source or statement '{}' to withhold; nothing was written", id));
    }
    return {};
  }

  Result<void> add_content() {
    CLEW_TRY_ASSIGN(const auto officers, desk::officers(office_.database()));
    std::set<std::string> actors = {officer_.key_id};
    for (const Recorded& recorded : entries_) actors.insert(recorded.entry.body.actor);
    files_.add(std::string(kKeys), keys_json(officers, actors), "the keys of those who signed entries");
    DossierInput input{&file_,
                       vkey(office_.node()),
                       options_.recipient,
                       options_.purpose,
                       options_.at,
                       withheld_,
                       names_of(officers),
                       {},
                       {}};
    input.accesses = accesses();
    input.element_titles = options_.element_titles;
    CLEW_TRY(add_originals(input));
    for (const Attachment& attachment : options_.attachments) {
      files_.add_view(attachment.name, attachment.bytes, attachment.what);
      input.attachments.push_back({attachment.name, attachment.what, attachment.bytes.size(),
                                   base::hex(base::sha256(attachment.bytes))});
    }
    Value made_with;
    made_with.set("clew", "0.1.0");
    const std::vector<Block> blocks = dossier_of(input);
    files_.add("dossier.html", to_html(blocks), "the dossier");
    if (options_.pdf) {
      CLEW_TRY_ASSIGN(std::string pdf, to_pdf(blocks, options_.at.substr(0, 10), made_with));
      files_.add("dossier.pdf", std::move(pdf), "the dossier, to print");
    }
    files_.add("statements.json", statements_json(file_, withheld_),
               "the statements, with grades and objections");
    files_.add("statements.ftm.json", statements_ftm(file_, withheld_),
               "statements about entities, FollowTheMoney");
    files_.add("prov.json", prov_json(file_, withheld_, input.names),
               "who made what from what, W3C PROV-JSON");
    files_.add("README.txt", readme_text(input.originals), "how to verify");
    make_manifest(made_with);
    return {};
  }

  size_t accesses() const {
    return static_cast<size_t>(std::count_if(entries_.begin(), entries_.end(), [](const Recorded& recorded) {
      return recorded.payload && recorded.entry.body.type == "access";
    }));
  }

  Result<void> add_originals(DossierInput& input) {
    for (const CaseSource& source : file_.sources) {
      if (withheld_.contains(source.mark.seq)) continue;
      CLEW_TRY(add_original(input, source, source.sha256, original_name(source)));
      if (!source.working_sha256.empty())
        CLEW_TRY(add_original(input, source, source.working_sha256,
                              "originals/" + source.working_sha256 + ".txt"));
    }
    return {};
  }

  Result<void> add_original(DossierInput& input, const CaseSource& source, const std::string& sha256,
                            const std::string& name) {
    auto mapping = office_.kept(row_.log, sha256);
    if (!mapping)
      return fail(mapping.error().kind, fmt::format("{}: {}", source.id, mapping.error().message));
    files_.add(name, std::move(*mapping), fmt::format("{}: {}", source.id, source.name));
    input.originals[sha256] = name;
    return {};
  }

  void make_manifest(const Value& made_with) {
    Value manifest, about;
    about.set("id", file_.id).set("title", file_.title);
    manifest.set("case", about).set("exported_at", options_.at).set("files", files_.listed());
    manifest.set("format", kPackFormat).set("made_with", made_with).set("node", vkey(office_.node()));
    manifest.set("origin", file_.origin)
        .set("purpose", options_.purpose)
        .set("recipient", options_.recipient);
    manifest_ = canonical(manifest);
    files_.add(std::string(kManifest), manifest_, "this list");
  }

  Result<void> record_export() {
    NewEntry entry{"export", options_.purpose, {}, Value(), options_.at};
    Value::List withheld;
    for (const uint64_t seq : withheld_) withheld.emplace_back(seq);
    entry.payload.set("recipient", options_.recipient).set("proposal", options_.proposal);
    entry.payload.set("manifest", base::hex(base::sha256(manifest_))).set("withheld", withheld);
    CLEW_TRY_ASSIGN(packed_.entry, record_within(office_, officer_, row_, file_, std::move(entry)));
    return {};
  }

  Result<void> add_ledger() {
    std::string leaves, payloads;
    CLEW_TRY(
        office_.store().read(row_.log, 0, UINT64_MAX >> 1, [&](const desk::EntryRow& row) -> Result<void> {
          leaves.append(row.leaf).append("\n");
          if (!row.payload || !row.salt || withheld_.contains(row.seq)) return {};
          payloads += fmt::format("{{\"payload\":{},\"salt\":\"{}\",\"seq\":{}}}\n", *row.payload,
                                  base::hex(*row.salt), row.seq);
          return {};
        }));
    CLEW_TRY_ASSIGN(const auto checkpoint, office_.store().last_checkpoint(row_.log));
    CLEW_TRY_ASSIGN(const LogProof proof, node_proof());
    files_.add(std::string(kEntries), std::move(leaves), "");
    files_.add(std::string(kPayloads), std::move(payloads), "");
    files_.add(std::string(kCheckpoint), *checkpoint, "");
    files_.add(std::string(kNodeProof), write_log_proof(proof), "");
    return {};
  }

  // That the case, as it is now, is the last entry of the node's log.
  Result<LogProof> node_proof() {
    CLEW_TRY_ASSIGN(const desk::LogRow log, office_.store().log(row_.log));
    CLEW_TRY_ASSIGN(const Frontier tree, Frontier::from(log.size, log.peaks));
    CLEW_TRY_ASSIGN(const desk::LogRow node_log, office_.node_log());
    CLEW_TRY_ASSIGN(LogProof proof, proof_of(office_.store(), node_log, node_log.size - 1));
    proof.extra = anchor_bytes(log.size, tree.root());
    return proof;
  }

  Result<void> write() {
    base::Disk& disk = base::real_disk();
    CLEW_TRY_ASSIGN(auto file, disk.create(partial()));
    const std::vector<ZipMember> members = files_.members();
    CLEW_TRY(write_zip(*file, members));
    CLEW_TRY(file->sync());
    CLEW_TRY(file->close());
    CLEW_TRY_ASSIGN(const base::Mapping written, disk.map(partial()));
    packed_.files = members.size();
    packed_.bytes = written.bytes().size();
    packed_.withheld = withheld_.size() - accesses();
    packed_.sha256 = base::hex(base::sha256(written.bytes()));
    return {};
  }
};

constexpr const char* kAttachments = "attachments/";

Result<void> check_name(const std::string& name) {
  const bool attached = name.starts_with(kAttachments);
  const bool in_place =
      attached ? name.rfind('/') + 1 == std::string_view(kAttachments).size() : name.starts_with("request/");
  if (is_member_name(name) && in_place) return {};
  return fail(ErrorKind::usage,
              fmt::format("'{}' cannot name an attachment: give the file a name of letters A to Z, digits, "
                          "'.', '_' and '-', without '..' and of at most 240 letters",
                          name));
}

std::string lower(std::string name) {
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

Result<void> check_names(const std::vector<Attachment>& attachments) {
  std::set<std::string> seen;
  for (const Attachment& attachment : attachments) {
    CLEW_TRY(check_name(attachment.name));
    if (!seen.insert(lower(attachment.name)).second)
      return fail(ErrorKind::usage, fmt::format("two files would be {} in the pack (capital letters aside); "
                                                "rename one of them",
                                                attachment.name));
  }
  return {};
}

// A file that was taken in twice stays in the office under each of its names.
void add_copies(const CaseFile& file, std::set<std::string>& names) {
  const std::set<std::string> named = names;
  for (const CaseSource& source : file.sources) {
    for (const CaseSource& copy : file.sources) {
      if (named.contains(source.id) && share_bytes(source, copy)) names.insert(copy.id);
    }
  }
}

}  // namespace

std::set<uint64_t> withheld_entries(const CaseFile& file, const std::vector<std::string>& withhold,
                                    const std::vector<Recorded>& entries) {
  std::set<std::string> names(withhold.begin(), withhold.end());
  for (const auto& [id, quarantine] : file.quarantines) names.insert(id);
  add_copies(file, names);
  for (const CaseStatement& statement : file.statements) {
    if (names.contains(statement.source)) names.insert(statement.id);
  }
  std::set<uint64_t> withheld;
  for (const Recorded& recorded : entries) {
    if (!recorded.payload) continue;
    // Who read what, for whom, is the office's own: a name asked for by a person concerned, a vault's code.
    if (recorded.entry.body.type == "access") withheld.insert(recorded.entry.body.seq);
    const Value& p = *recorded.payload;
    for (const char* member : {"id", "statement", "source", "with"}) {
      if (names.contains(p[member].text())) withheld.insert(recorded.entry.body.seq);
    }
    if (names.contains(p["parameters"]["source"].text())) withheld.insert(recorded.entry.body.seq);
  }
  return withheld;
}

Result<Attachment> read_attachment(const std::string& path, uint64_t bytes_max) {
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    return fail(ErrorKind::not_found, fmt::format("there is no file {} to attach", path));
  if (!std::filesystem::is_regular_file(path, error))
    return fail(ErrorKind::usage, fmt::format("{} cannot be attached: it is no file; name each file", path));
  CLEW_TRY_ASSIGN(const uint64_t size, base::file_size(path));
  if (size > bytes_max)
    return fail(ErrorKind::unsupported,
                fmt::format("{} has {} bytes and does not fit: a pack has at most 4 GiB", path, size));
  CLEW_TRY_ASSIGN(std::string bytes, base::real_disk().read_file(path));
  return Attachment{kAttachments + std::filesystem::path(path).filename().string(), std::move(bytes),
                    "attached when the pack was made"};
}

Result<Packed> make_pack(Office& office, const Officer& officer, PackOptions options) {
  if (options.at.empty()) options.at = base::iso_time(base::now());
  CLEW_TRY(check_names(options.attachments));
  return Packer(office, officer, options).run();
}

}  // namespace clew::prove
