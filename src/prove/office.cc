#include "prove/office.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>

#include "base/clock.h"
#include "prove/text.h"

namespace clew::prove {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr auto kRoles =
    std::to_array<std::string_view>({"officer", "second_officer", "supervisor", "auditor", "defence_reader"});

std::string key_path(const std::string& folder) { return folder + "/node.key"; }

Result<void> write_private(const std::string& path, std::string_view bytes) {
  CLEW_TRY(base::replace_file(base::real_disk(), path, bytes));
  if (chmod(path.c_str(), 0600) == 0) return {};
  return fail(ErrorKind::io, fmt::format("cannot keep {} from other users", path));
}

Result<void> write_node_key(const std::string& folder, const std::string& name, const SecretKey& key) {
  Value file;
  file.set("format", "clew-node-key-1").set("name", name).set("seed", base64(key.seed()));
  return write_private(key_path(folder), canonical(file) + "\n");
}

// One name, one key, one person: whoever signed is found by either.
Result<void> check_new(desk::Database& database, const std::string& name, const std::string& key_id) {
  CLEW_TRY_ASSIGN(const auto officers, desk::officers(database));
  for (const desk::OfficerRow& officer : officers) {
    if (officer.name == name)
      return fail(ErrorKind::usage,
                  fmt::format("somebody called '{}' works or worked at this desk; take another name", name));
    if (officer.key_id == key_id)
      return fail(ErrorKind::usage, fmt::format("that key is {}'s; every officer has his own", officer.name));
  }
  return {};
}

std::string now_text() { return base::iso_time(base::now()); }

}  // namespace

std::string officer_bytes(const desk::OfficerRow& officer) {
  Value leaf;
  leaf.set("format", "clew-officer-1").set("key", officer.key_id).set("name", officer.name);
  leaf.set("role", officer.role).set("since", officer.since).set("until", officer.until);
  return canonical(leaf);
}

std::string_view to_string(Role role) { return kRoles[static_cast<size_t>(role)]; }

std::optional<Role> role_from(std::string_view text) {
  const auto found = std::find(kRoles.begin(), kRoles.end(), text);
  return found == kRoles.end() ? std::nullopt : std::optional(static_cast<Role>(found - kRoles.begin()));
}

std::vector<std::string> role_names() { return {kRoles.begin(), kRoles.end()}; }

Office::Office(desk::Database database, std::string node_name, SecretKey node_key)
    : database_(std::make_unique<desk::Database>(std::move(database))),
      store_(std::make_unique<desk::LedgerStore>(*database_)),
      node_name_(std::move(node_name)),
      node_key_(std::make_unique<SecretKey>(std::move(node_key))) {}

Result<Office> Office::create(const std::string& folder, const std::string& node_name) {
  if (!is_plain(node_name)) {
    return fail(ErrorKind::usage,
                fmt::format("'{}' cannot name a node: small letters, digits and . _ - / only, as in "
                            "arvenia.example/desk",
                            node_name));
  }
  if (base::exists(key_path(folder)))
    return fail(ErrorKind::usage, fmt::format("{} has a node already", folder));
  CLEW_TRY_ASSIGN(desk::Database database, desk::Database::open(folder, desk::Access::create));
  Office office(std::move(database), node_name, SecretKey::generate());
  CLEW_TRY(write_node_key(folder, node_name, *office.node_key_));
  CLEW_TRY(base::real_disk().make_directories(folder + "/sources"));
  CLEW_TRY_ASSIGN(desk::Transaction change, office.database_->begin());
  CLEW_TRY(desk::set_meta(*office.database_, "node", vkey(office.node())));
  CLEW_TRY(office.store_->make_log(node_name));
  CLEW_TRY(change.commit());
  return office;
}

Result<Office> Office::open(const std::string& folder) {
  CLEW_TRY_ASSIGN(desk::Database database, desk::Database::open(folder, desk::Access::write));
  const auto file = base::real_disk().read_file(key_path(folder));
  if (!file) {
    return fail(ErrorKind::not_found,
                fmt::format("{} has no node yet, so nothing can be signed: clew desk new {} --node NAME",
                            folder, folder));
  }
  CLEW_TRY_ASSIGN(const Value parsed, parse_json(*file));
  CLEW_TRY_ASSIGN(SecretKey key, SecretKey::from_seed(from_base64(parsed["seed"].text()).value_or("")));
  Office office(std::move(database), parsed["name"].text(), std::move(key));
  CLEW_TRY_ASSIGN(const std::string expected, desk::meta(*office.database_, "node"));
  if (expected == vkey(office.node())) return office;
  return fail(ErrorKind::corrupt,
              fmt::format("{} is not the key of this desk, {}", key_path(folder), expected));
}

Result<desk::LogRow> Office::node_log() {
  CLEW_TRY_ASSIGN(auto log, store_->find_log(node_name_));
  if (log) return std::move(*log);
  return fail(ErrorKind::corrupt,
              fmt::format("the desk has lost its log {}: restore it from its backup", node_name_));
}

Result<void> Office::appoint(const std::string& name, Role role, std::string_view passphrase,
                             const PassphraseCost& cost) {
  if (passphrase.size() < 8) return fail(ErrorKind::usage, "a passphrase has at least 8 letters");
  const SecretKey key = SecretKey::generate();
  CLEW_TRY_ASSIGN(desk::Transaction change, database_->begin());
  CLEW_TRY(check_new(*database_, name, id_of(key.public_key())));
  const desk::OfficerRow officer{id_of(key.public_key()),
                                 name,
                                 std::string(to_string(role)),
                                 key.public_key().bytes,
                                 canonical(lock(key, passphrase, cost)),
                                 now_text(),
                                 ""};
  CLEW_TRY(desk::add_officer(*database_, officer));
  CLEW_TRY(enter(officer));
  return change.commit();
}

Result<void> Office::appoint(const std::string& name, Role role, const PublicKey& key) {
  CLEW_TRY_ASSIGN(desk::Transaction change, database_->begin());
  CLEW_TRY(check_new(*database_, name, id_of(key)));
  const desk::OfficerRow officer{id_of(key), name, std::string(to_string(role)), key.bytes, "",
                                 now_text(), ""};
  CLEW_TRY(desk::add_officer(*database_, officer));
  CLEW_TRY(enter(officer));
  return change.commit();
}

Result<desk::OfficerRow> Office::in_office(const std::string& name) {
  CLEW_TRY_ASSIGN(auto row, desk::find_officer(*database_, name));
  if (!row) return fail(ErrorKind::not_found, fmt::format("nobody called '{}' works at this desk", name));
  if (!row->until.empty())
    return fail(ErrorKind::usage, fmt::format("{} left this desk on {}", name, row->until));
  return std::move(*row);
}

Result<desk::OfficerRow> Office::row_of_key(std::string_view key_id) {
  CLEW_TRY_ASSIGN(const auto officers, desk::officers(*database_));
  for (const desk::OfficerRow& officer : officers) {
    if (officer.key_id == key_id) return in_office(officer.name);
  }
  return fail(
      ErrorKind::not_found,
      fmt::format("nobody at this desk has the key {}: it was made for another desk", short_id(key_id)));
}

Result<Officer> Office::named(const std::string& name) {
  CLEW_TRY_ASSIGN(const desk::OfficerRow row, in_office(name));
  return Officer{row.name, role_from(row.role).value_or(Role::auditor), row.key_id, std::nullopt};
}

Result<Officer> Office::sign_in(const std::string& name, std::string_view passphrase) {
  CLEW_TRY_ASSIGN(const desk::OfficerRow row, in_office(name));
  if (row.locked_key.empty())
    return fail(
        ErrorKind::usage,
        fmt::format("{} signs elsewhere: write what is to be signed with --to-sign FILE, sign it with "
                    "clew sign, and enter it with clew case sign-in",
                    name));
  CLEW_TRY_ASSIGN(const Value locked, parse_canonical(row.locked_key));
  CLEW_TRY_ASSIGN(SecretKey key, unlock(locked, passphrase));
  return Officer{row.name, role_from(row.role).value_or(Role::auditor), row.key_id, std::move(key)};
}

Result<void> Office::end_office(const std::string& name) {
  CLEW_TRY_ASSIGN(desk::Transaction change, database_->begin());
  CLEW_TRY_ASSIGN(auto row, desk::find_officer(*database_, name));
  if (!row) return fail(ErrorKind::not_found, fmt::format("nobody called '{}' works at this desk", name));
  row->until = now_text();
  CLEW_TRY(desk::end_office(*database_, row->key_id, row->until));
  CLEW_TRY(enter(*row));
  return change.commit();
}

Result<void> Office::enter(const desk::OfficerRow& officer) {
  CLEW_TRY_ASSIGN(const desk::LogRow row, node_log());
  CLEW_TRY_ASSIGN(LogWriter log, LogWriter::open(*store_, row));
  CLEW_TRY(log.append_leaf("officer", officer_bytes(officer)));
  return sign_head(*store_, log, *node_key_);
}

Result<std::string> Office::keep(int64_t log, std::string_view bytes) {
  const std::string sha256 = base::hex(base::sha256(bytes));
  CLEW_TRY(base::real_disk().make_directories(fmt::format("{}/sources/{}", folder(), log)));
  CLEW_TRY(write_private(path_of(log, sha256), bytes));
  return sha256;
}

Result<base::Mapping> Office::kept(int64_t log, std::string_view sha256) const {
  CLEW_TRY_ASSIGN(base::Mapping mapping, base::Mapping::open(path_of(log, sha256)));
  if (base::hex(base::sha256(mapping.bytes())) == sha256) return mapping;
  return fail(ErrorKind::corrupt,
              fmt::format("{} was changed since it was taken in: it has not the bytes that its name says. "
                          "Restore it from the desk's backup",
                          path_of(log, sha256)));
}

Result<void> Office::drop(int64_t log, std::string_view sha256) {
  const std::string path = path_of(log, sha256);
  return base::exists(path) ? base::real_disk().remove(path) : Result<void>();
}

std::string Office::path_of(int64_t log, std::string_view sha256) const {
  return fmt::format("{}/sources/{}/{}", folder(), log, sha256);
}

}  // namespace clew::prove
