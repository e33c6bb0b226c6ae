#include "prove/desk_audit.h"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <fstream>
#include <functional>

#include "prove/testing_office.h"

namespace clew::prove {
namespace {

namespace fs = std::filesystem;

std::string said_of(TestOffice& test) {
  const auto audited = audit_desk(test.office);
  if (!audited) return audited.error().message;
  std::string said = fmt::format("{}", fmt::join(audited->wrong, "\n"));
  for (const LogAudit& log : audited->logs)
    said += fmt::format("\n{}\n{}", log.said.wrong, fmt::join(log.wrong, "\n"));
  const bool blank = said.find_first_not_of('\n') == std::string::npos;
  CHECK(blank == (audited->mistakes() == 0));
  return blank ? "" : said;
}

TEST_CASE("a desk that was left alone is as it was written, whoever came and went") {
  TestOffice test;
  const std::string id = test.story();
  REQUIRE(test.office.end_office("lena"));
  REQUIRE(record(test.office, test.mona, id, test.entry("seal", {{"reason", "covert"}})));
  CHECK(said_of(test) == "");
}

TEST_CASE("an audit names whatever was changed in the desk's rows behind our back") {
  struct {
    const char* sql;
    const char* says;
  } cases[] = {
      {"UPDATE ledger_entry SET payload = NULL, salt = NULL WHERE log = 2 AND seq = 3",
       "the content of entry 3 is gone, and no entry says that it was erased"},
      {"UPDATE ledger_entry SET payload = NULL WHERE log = 2 AND seq = 4", "the content of entry 4 is gone"},
      {"DELETE FROM case_member; DELETE FROM case_file; DELETE FROM ledger_checkpoint WHERE log = 2; "
       "DELETE FROM ledger_entry WHERE log = 2; DELETE FROM ledger_log WHERE id = 2",
       "a log, or the end of one, was deleted: entry 9 of the node's log knows one of 7 entries"},
      {"DELETE FROM case_member; DELETE FROM case_file", "was taken out of the list of cases"},
      {"DELETE FROM ledger_entry WHERE log = 2 AND seq = 2", "entry 2 is missing"},
      {"DELETE FROM ledger_entry WHERE log = 2 AND seq = 6; DELETE FROM ledger_checkpoint WHERE log = 2 AND "
       "size = 7",
       "the log has 6 entries, but its head says 7"},
      {"DELETE FROM ledger_checkpoint WHERE log = 2 AND size = 5", "the checkpoint at 5 entries is gone"},
      {"DELETE FROM ledger_checkpoint WHERE log = 2", "the checkpoint at 1 entries is gone"},
      {"DELETE FROM ledger_checkpoint WHERE log = 1 AND size = 4", "the checkpoint at 4 entries is gone"},
      {"DELETE FROM ledger_entry WHERE log = 1 AND seq = 2", "entry 2 is missing"},
      {"UPDATE case_file SET sealed = 0", "the case was sealed, but its seal is off"},
      {"UPDATE case_file SET id = 'xb-1' ", "filed under another name"},
      {"INSERT INTO case_member SELECT 'xa-2026-14', key_id FROM officer WHERE name = 'lena'",
       "lena was let into the case"},
      {"DELETE FROM case_member WHERE key_id IN (SELECT key_id FROM officer WHERE name = 'oren')",
       "oren is a member of the case, but was shut out"},
      {"UPDATE officer SET role = 'supervisor' WHERE name = 'lena'",
       "lena was appointed as officer, but is supervisor now"},
      {"UPDATE officer SET name = 'nobody' WHERE name = 'lena'", "nobody was appointed by the name of lena"},
      {"UPDATE officer SET until = '2026-01-01' WHERE name = 'lena'", "lena: the days of office are others"},
      {"UPDATE officer SET public_key = zeroblob(32) WHERE name = 'lena'", "lena: the key is another"},
      {"DELETE FROM officer WHERE name = 'lena'", "lena was appointed, but is gone"},
      {"INSERT INTO officer SELECT 'k', 'eve', role, public_key, locked_key, since, until FROM officer "
       "WHERE name = 'lena'",
       "eve works here, but was never appointed"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.sql);
    TestOffice test;
    const std::string id = test.story();
    REQUIRE(record(test.office, test.mona, id, test.entry("seal", {{"reason", "covert"}})));
    REQUIRE(test.office.database().execute("PRAGMA foreign_keys = OFF"));
    REQUIRE(test.office.database().execute(c.sql));
    const std::string said = said_of(test);
    CAPTURE(said);
    CHECK(said.find(c.says) != std::string::npos);
  }
}

TEST_CASE("an entry that somebody cut off with its checkpoint and head is missed by the node's log") {
  TestOffice test;
  const std::string id = test.story();
  const auto row = find_visible_case(test.office, test.mona, id);
  const desk::LogRow before = test.made(test.office.store().log(row->log));
  REQUIRE(record(test.office, test.mona, id,
                 test.entry("contest", {{"statement", "s-1"}, {"by", "x"}, {"says", "no"}})));
  REQUIRE(
      test.office.database().execute("DELETE FROM ledger_entry WHERE log = 2 AND seq = 6; "
                                     "DELETE FROM ledger_checkpoint WHERE log = 2 AND size = 7"));
  REQUIRE(test.office.store().set_head(before));
  CHECK(said_of(test).find("knows one of 7 entries") != std::string::npos);
}

TEST_CASE("an entry that somebody added without Clew is not in the node's log") {
  TestOffice test;
  test.story();
  auto log = LogWriter::open(test.office.store(), test.made(test.office.store().log(2)));
  REQUIRE(log);
  REQUIRE(log->append(test.entry("contest", {{"statement", "s-1"}, {"by", "x"}, {"says", "no"}}), nullptr));
  REQUIRE(log->flush());
  CHECK(said_of(test).find("entry 6 is not in the node's log") != std::string::npos);
}

TEST_CASE("an original that was changed or taken away is named") {
  for (const bool changed : {true, false}) {
    TestOffice test;
    test.story();
    for (const auto& file : fs::directory_iterator(test.folder + "/sources/2")) {
      changed ? void(std::ofstream(file.path(), std::ios::app) << "x") : void(fs::remove(file.path()));
    }
    const std::string said = said_of(test);
    CHECK(said.find("the original of entry 2, sources/2/") != std::string::npos);
    CHECK(said.find(changed ? "its bytes were changed" : "is gone") != std::string::npos);
  }
}

TEST_CASE("a tile that was changed is found, at whatever level") {
  for (const int level : {0, 1}) {
    TestOffice test;
    test.story();
    const auto read = [&] { return test.made(test.office.store().log(2)); };
    auto log = LogWriter::open(test.office.store(), read());
    auto node = LogWriter::open(test.office.store(), test.made(test.office.node_log()));
    REQUIRE(log);
    for (int at = 0; at < 300; ++at)
      REQUIRE(log->append(test.entry("access", {{"what", "x"}}), &*test.mona.key));
    REQUIRE(anchor(test.office.store(), *log, *node, test.office.node_key()));
    CHECK(said_of(test) == "");
    REQUIRE(test.office.database().execute(
        fmt::format("UPDATE ledger_tile SET hashes = zeroblob(length(hashes)) WHERE level = {}", level)));
    CHECK(said_of(test).find("tile") != std::string::npos);
  }
}

}  // namespace
}  // namespace clew::prove
