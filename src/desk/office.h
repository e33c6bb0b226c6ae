// Who works at the desk and on which cases: officers, case files, members, and the vault of those who
// reported.
//
// Rows only; rights and rules are prove's business. Nothing here begins or ends a transaction. The vault has
// its own functions, so that whoever reads identities says so in the code.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "desk/database.h"

namespace clew::desk {

struct OfficerRow {
  std::string key_id, name, role;
  std::string public_key;  // 32 bytes.
  std::string locked_key;  // Empty when the officer signs elsewhere.
  std::string since, until;
};

struct CaseRow {
  std::string id;
  int64_t log = 0;
  bool sealed = false;
};

base::Result<void> add_officer(Database& desk, const OfficerRow& officer);
base::Result<std::optional<OfficerRow>> find_officer(Database& desk, std::string_view name);
base::Result<std::vector<OfficerRow>> officers(Database& desk);
base::Result<void> end_office(Database& desk, std::string_view key_id, std::string_view until);

base::Result<void> add_case(Database& desk, const CaseRow& row);
base::Result<void> set_sealed(Database& desk, std::string_view id, bool sealed);
base::Result<void> add_member(Database& desk, std::string_view case_id, std::string_view key_id);
base::Result<bool> is_member(Database& desk, std::string_view case_id, std::string_view key_id);
// Only cases that this officer may know of: those not sealed, and those he is a member of.
base::Result<std::optional<CaseRow>> find_case(Database& desk, std::string_view id, std::string_view key_id);
base::Result<std::vector<CaseRow>> cases(Database& desk, std::string_view key_id);
// All of them, for whoever tests the ledger's bytes and sees no content.
base::Result<std::vector<CaseRow>> all_cases(Database& desk);

base::Result<void> put_in_vault(Database& desk, std::string_view case_id, std::string_view code,
                                std::string_view identity);
base::Result<std::optional<std::string>> open_vault(Database& desk, std::string_view case_id,
                                                    std::string_view code);

base::Result<std::string> meta(Database& desk, std::string_view key);
base::Result<void> set_meta(Database& desk, std::string_view key, std::string_view value);

}  // namespace clew::desk
