// The office: a desk with the node's key, its officers, and what each may do.
//
//   NAME.desk/desk.sqlite    cases, ledger, officers (their keys locked under their passphrases)
//   NAME.desk/node.key       the node's key, which signs checkpoints; for this computer's owner only
//   NAME.desk/sources/       a folder a case: originals by SHA-256
//
// An officer is who knows the passphrase, or has the key elsewhere: every act is signed with the officer's
// own key, which no administrator has. What an administrator could forge is in docs/guides/evidence.md. One
// thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/disk.h"
#include "base/error.h"
#include "desk/database.h"
#include "desk/ledger.h"
#include "desk/office.h"
#include "prove/keys.h"
#include "prove/ledger.h"
#include "prove/note.h"

namespace clew::prove {

enum class Role : uint8_t { officer, second_officer, supervisor, auditor, defence_reader };

std::string_view to_string(Role role);
std::optional<Role> role_from(std::string_view text);
std::vector<std::string> role_names();

// Somebody at work: `key` signs; who signs elsewhere has none here.
struct Officer {
  std::string name;
  Role role = Role::officer;
  std::string key_id;
  std::optional<SecretKey> key;

  // Officers, second officers and supervisors work on cases; auditors and readers for the defence look.
  bool works() const { return role <= Role::supervisor; }
  bool may_approve() const { return role == Role::second_officer || role == Role::supervisor; }
};

// What the node's log holds of an officer, from one change of office to the next.
std::string officer_bytes(const desk::OfficerRow& officer);

class Office {
 public:
  // Makes a desk. `node_name` becomes the origin of its logs, such as "arvenia.example/desk".
  static base::Result<Office> create(const std::string& folder, const std::string& node_name);
  static base::Result<Office> open(const std::string& folder);
  Office(Office&&) = default;

  base::Result<void> appoint(const std::string& name, Role role, std::string_view passphrase,
                             const PassphraseCost& cost = {});
  // An officer who signs elsewhere: only the public key comes here.
  base::Result<void> appoint(const std::string& name, Role role, const PublicKey& key);
  base::Result<Officer> sign_in(const std::string& name, std::string_view passphrase);
  // Somebody in office, without a key: for entries that are signed elsewhere (prove/signing.h).
  base::Result<Officer> named(const std::string& name);
  base::Result<desk::OfficerRow> row_of_key(std::string_view key_id);
  // From now on the officer can do nothing; what he signed stays.
  base::Result<void> end_office(const std::string& name);

  desk::Database& database() { return *database_; }
  desk::LedgerStore& store() { return *store_; }
  NamedKey node() const { return {node_name_, node_key_->public_key(), kPlainSignature}; }
  const SecretKey& node_key() const { return *node_key_; }
  base::Result<desk::LogRow> node_log();
  const std::string& folder() const { return database_->folder(); }

  // Keeps the bytes of a case, by hash; gives the SHA-256. Durable when it returns.
  base::Result<std::string> keep(int64_t log, std::string_view bytes);
  // Those bytes; corrupt when they are no longer those that were kept.
  base::Result<base::Mapping> kept(int64_t log, std::string_view sha256) const;
  // Destroys a kept file.
  base::Result<void> drop(int64_t log, std::string_view sha256);

 private:
  Office(desk::Database database, std::string node_name, SecretKey node_key);
  base::Result<desk::OfficerRow> in_office(const std::string& name);
  // Into the node's log, within the caller's transaction.
  base::Result<void> enter(const desk::OfficerRow& officer);
  std::string path_of(int64_t log, std::string_view sha256) const;

  // Behind pointers, so that the office can move while the store points to the database.
  std::unique_ptr<desk::Database> database_;
  std::unique_ptr<desk::LedgerStore> store_;
  std::string node_name_;
  std::unique_ptr<SecretKey> node_key_;
};

}  // namespace clew::prove
