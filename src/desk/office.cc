#include "desk/office.h"

namespace clew::desk {
namespace {

using base::Result;

OfficerRow officer_of(const Query& query) {
  return {query.text(0), query.text(1), query.text(2), query.blob(3),
          query.text(4), query.text(5), query.text(6)};
}

CaseRow case_of(const Query& query) { return {query.text(0), query.integer(1), query.integer(2) != 0}; }

template <class Row, class Make>
Result<std::vector<Row>> all_rows(Query& query, Make make) {
  std::vector<Row> rows;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, query.next());
    if (!more) return rows;
    rows.push_back(make(query));
  }
}

constexpr const char* kVisible =
    "SELECT id, log, sealed FROM case_file WHERE (sealed = 0 OR EXISTS (SELECT 1 FROM case_member "
    "WHERE case_id = id AND key_id = ?1))";

}  // namespace

Result<void> add_officer(Database& desk, const OfficerRow& officer) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("INSERT INTO officer VALUES (?, ?, ?, ?, ?, ?, ?)"));
  return query.bind(officer.key_id)
      .bind(officer.name)
      .bind(officer.role)
      .bind_blob(officer.public_key)
      .bind(officer.locked_key)
      .bind(officer.since)
      .bind(officer.until)
      .run();
}

Result<std::optional<OfficerRow>> find_officer(Database& desk, std::string_view name) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("SELECT key_id, name, role, public_key, locked_key, since, until "
                                            "FROM officer WHERE name = ?"));
  CLEW_TRY_ASSIGN(const bool found, query.bind(name).next());
  return found ? std::optional(officer_of(query)) : std::nullopt;
}

Result<std::vector<OfficerRow>> officers(Database& desk) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("SELECT key_id, name, role, public_key, locked_key, since, until "
                                            "FROM officer ORDER BY name"));
  return all_rows<OfficerRow>(query, officer_of);
}

Result<void> end_office(Database& desk, std::string_view key_id, std::string_view until) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("UPDATE officer SET until = ? WHERE key_id = ?"));
  return query.bind(until).bind(key_id).run();
}

Result<void> add_case(Database& desk, const CaseRow& row) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("INSERT INTO case_file VALUES (?, ?, ?)"));
  return query.bind(row.id).bind(row.log).bind(int64_t{row.sealed}).run();
}

Result<void> set_sealed(Database& desk, std::string_view id, bool sealed) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("UPDATE case_file SET sealed = ? WHERE id = ?"));
  return query.bind(int64_t{sealed}).bind(id).run();
}

Result<void> add_member(Database& desk, std::string_view case_id, std::string_view key_id) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("INSERT INTO case_member VALUES (?, ?) ON CONFLICT DO NOTHING"));
  return query.bind(case_id).bind(key_id).run();
}

Result<bool> is_member(Database& desk, std::string_view case_id, std::string_view key_id) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("SELECT 1 FROM case_member WHERE case_id = ? AND key_id = ?"));
  return query.bind(case_id).bind(key_id).next();
}

Result<std::optional<CaseRow>> find_case(Database& desk, std::string_view id, std::string_view key_id) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare(std::string(kVisible) + " AND id = ?2"));
  CLEW_TRY_ASSIGN(const bool found, query.bind(key_id).bind(id).next());
  return found ? std::optional(case_of(query)) : std::nullopt;
}

Result<std::vector<CaseRow>> cases(Database& desk, std::string_view key_id) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare(std::string(kVisible) + " ORDER BY id"));
  query.bind(key_id);
  return all_rows<CaseRow>(query, case_of);
}

Result<std::vector<CaseRow>> all_cases(Database& desk) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("SELECT id, log, sealed FROM case_file ORDER BY id"));
  return all_rows<CaseRow>(query, case_of);
}

Result<void> put_in_vault(Database& desk, std::string_view case_id, std::string_view code,
                          std::string_view identity) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("INSERT INTO vault VALUES (?, ?, ?)"));
  return query.bind(case_id).bind(code).bind(identity).run();
}

Result<std::optional<std::string>> open_vault(Database& desk, std::string_view case_id,
                                              std::string_view code) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("SELECT identity FROM vault WHERE case_id = ? AND code = ?"));
  CLEW_TRY_ASSIGN(const bool found, query.bind(case_id).bind(code).next());
  return found ? std::optional(query.text(0)) : std::nullopt;
}

Result<std::string> meta(Database& desk, std::string_view key) {
  CLEW_TRY_ASSIGN(Query query, desk.prepare("SELECT value FROM meta WHERE key = ?"));
  CLEW_TRY_ASSIGN(const bool found, query.bind(key).next());
  return found ? query.text(0) : std::string();
}

Result<void> set_meta(Database& desk, std::string_view key, std::string_view value) {
  CLEW_TRY_ASSIGN(
      Query query,
      desk.prepare("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"));
  return query.bind(key).bind(value).run();
}

}  // namespace clew::desk
