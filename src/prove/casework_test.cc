#include "prove/casework.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "prove/testing_office.h"

namespace clew::prove {
namespace {

namespace fs = std::filesystem;

TEST_CASE("what officers record is signed, chained, anchored, and an audit finds it as it was written") {
  TestOffice test;
  const std::string id = test.story();
  const auto row = find_visible_case(test.office, test.mona, id);
  REQUIRE(row);
  for (const int64_t log : {row->log, int64_t{1}}) {
    const auto log_row = test.office.store().log(log);
    const auto said = audit(test.office.store(), *log_row, test.office.node(), test.key_of());
    REQUIRE(said);
    CHECK(said->wrong == "");
    CHECK(said->entries == log_row->size);
    CHECK(said->checkpoints > 0);
  }
}

TEST_CASE("an audit names the first entry that somebody changed behind our back") {
  struct {
    const char* sql;
    const char* says;
  } cases[] = {
      {"UPDATE ledger_entry SET leaf = CAST(replace(leaf, '\"seq\":4', '\"seq\":5') AS BLOB) WHERE log = 2 "
       "AND seq = 4",
       "entry 4"},
      {"UPDATE ledger_entry SET leaf = (SELECT leaf FROM ledger_entry WHERE log = 2 AND seq = 4) "
       "WHERE log = 2 AND seq = 3",
       "entry 3"},
      {"DELETE FROM ledger_entry WHERE log = 2 AND seq = 4", "entry 4"},
      {"UPDATE ledger_entry SET payload = x'7b7d' WHERE log = 2 AND seq = 3", "entry 3: its content"},
      {"UPDATE ledger_entry SET hash = zeroblob(32) WHERE log = 2 AND seq = 2", "entry 2: its hash"},
      {"UPDATE ledger_log SET size = size - 1, peaks = zeroblob(32) WHERE id = 2", ""},
      {"UPDATE ledger_checkpoint SET note = CAST(replace(note, 'desk', 'disk') AS BLOB) WHERE log = 2",
       "checkpoint"},
      {"UPDATE ledger_entry SET type = 'open' WHERE log = 2 AND seq = 3", "entry 3 is filed as"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.sql);
    TestOffice test;
    test.story();
    REQUIRE(test.office.database().execute(c.sql));
    const auto log_row = test.office.store().log(2);
    const auto said = audit(test.office.store(), *log_row, test.office.node(), test.key_of());
    if (!said) continue;  // A head that cannot be is refused at once.
    CHECK(said->wrong != "");
    CHECK(said->wrong.find(c.says) != std::string::npos);
  }
}

TEST_CASE(
    "four eyes: nobody approves his own proposal, nothing is exported or erased without, and nothing twice") {
  TestOffice test;
  const std::string id = test.story();
  const NewEntry erasure = test.erasure("p-1", {Value(3)});
  CHECK_FALSE(erase(test.office, test.mona, id, erasure));
  NewEntry proposal =
      test.entry("propose", {{"id", "p-1"}, {"action", "erase"}, {"reason", "order 17/2026"}});
  proposal.payload.set("parameters", Value().set("entries", Value::List{Value(3)}));
  REQUIRE(record(test.office, test.mona, id, proposal));
  CHECK_FALSE(erase(test.office, test.mona, id, erasure));
  const NewEntry approval = test.entry("approve", {{"proposal", "p-1"}});
  CHECK_FALSE(record(test.office, test.mona, id, approval));
  REQUIRE(record(test.office, test.oren, id, approval));
  NewEntry other = erasure;
  other.payload.set("entries", Value::List{Value(4)});
  CHECK_FALSE(erase(test.office, test.mona, id, other));
  REQUIRE(erase(test.office, test.mona, id, erasure));
  CHECK_FALSE(erase(test.office, test.mona, id, erasure));
}

TEST_CASE("after an erasure neither salt nor content is in any file of the desk, and the audit still holds") {
  TestOffice test;
  const std::string id = test.story();
  const std::string secret = "a fee of 6.2 million crowns";
  test.approved(id, "p-1", "erase", Value().set("entries", Value::List{Value(2), Value(3)}));
  REQUIRE(erase(test.office, test.mona, id, test.erasure("p-1", {Value(2), Value(3)})));
  for (const auto& file : fs::recursive_directory_iterator(test.folder)) {
    if (!file.is_regular_file()) continue;
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    CAPTURE(file.path().string());
    CHECK(bytes.find(secret) == std::string::npos);
  }
  const auto log_row = test.office.store().log(2);
  const auto said = audit(test.office.store(), *log_row, test.office.node(), test.key_of());
  REQUIRE(said);
  CHECK(said->wrong == "");
  CHECK(said->erased == 2);
}

TEST_CASE("a sealed case is not there for others: neither in lists nor by its name") {
  TestOffice test;
  const std::string id = test.story();
  REQUIRE(record(test.office, test.mona, id, test.entry("seal", {{"reason", "informant at risk"}})));
  CHECK(list_cases(test.office, test.lena)->empty());
  const auto hidden = read_case(test.office, test.lena, id, "investigation", "show");
  const auto absent = read_case(test.office, test.lena, "c-none", "investigation", "show");
  REQUIRE_FALSE(hidden);
  REQUIRE_FALSE(absent);
  CHECK(hidden.error().message == "there is no case '" + id + "'");
  CHECK(absent.error().message == "there is no case 'c-none'");
  CHECK(list_cases(test.office, test.mona)->size() == 1);
  CHECK_FALSE(
      record(test.office, test.mona, id, test.entry("unseal", {{"reason", "x"}, {"proposal", "p-9"}})));
}

TEST_CASE("a statement is never overwritten: correction, objection and withdrawal stand beside it") {
  TestOffice test;
  const std::string id = test.story();
  CHECK_FALSE(record(
      test.office, test.mona, id,
      test.entry("statement", {{"id", "s-1"}, {"kind", "fact"}, {"says", "other"}, {"source", "src-1"}})));
  REQUIRE(record(test.office, test.mona, id,
                 test.entry("contest", {{"statement", "s-1"}, {"by", "counsel"}, {"says", "a gift"}})));
  REQUIRE(record(test.office, test.mona, id,
                 test.entry("withdraw", {{"statement", "s-1"}, {"by", "Mona"}, {"says", "mistaken"}})));
  const auto file = read_case(test.office, test.oren, id, "supervision", "show");
  REQUIRE(file);
  const CaseStatement* statement = file->statement("s-1");
  REQUIRE(statement != nullptr);
  CHECK(statement->contested());
  CHECK_FALSE(statement->stands());
  CHECK(statement->says.find("6.2 million") != std::string::npos);
  CHECK(statement->grade.text() == "C3");
}

TEST_CASE("what is no word of a closed list, or refers to nothing, is refused before anything is written") {
  TestOffice test;
  const std::string id = test.story();
  const uint64_t before = test.office.store().log(2)->size;
  const NewEntry bad[] = {
      test.entry("status",
                 {{"person", "T. V."}, {"status", "criminal"}, {"source", "src-1"}, {"on", "2026-01-01"}}),
      test.entry("grade",
                 {{"statement", "s-1"}, {"source_grade", "G"}, {"information_grade", "1"}, {"reason", "x"}}),
      test.entry("grade",
                 {{"statement", "s-9"}, {"source_grade", "A"}, {"information_grade", "1"}, {"reason", "x"}}),
      test.entry("statement", {{"id", "s-7"}, {"kind", "rumour"}, {"says", "x"}, {"source", "src-1"}}),
      test.entry("statement", {{"id", "s-7"}, {"kind", "fact"}, {"says", "x"}, {"source", "src-9"}}),
      test.entry("statement", {{"id", "s-7"}, {"kind", "fact"}, {"says", ""}, {"source", "src-1"}}),
      test.entry("nonsense", {}),
  };
  for (const NewEntry& entry : bad) {
    CAPTURE(entry.type);
    CHECK_FALSE(record(test.office, test.mona, id, entry));
  }
  NewEntry purposeless = test.entry("access", {{"what", "curiosity"}});
  purposeless.purpose = "curiosity";
  CHECK_FALSE(record(test.office, test.mona, id, purposeless));
  CHECK(test.office.store().log(2)->size == before);
}

TEST_CASE("two officers who write at once lose nothing") {
  TestOffice test;
  const std::string id = test.story();
  const uint64_t before = test.office.store().log(2)->size;
  constexpr int kEach = 20;
  const auto work = [&](const char* name) {
    auto office = Office::open(test.folder);
    REQUIRE(office);
    const auto officer = office->sign_in(name, TestOffice::kPassphrase);
    REQUIRE(officer);
    for (int i = 0; i < kEach; ++i)
      REQUIRE(record(*office, *officer, id, test.entry("decision", {{"says", std::string(name)}})));
  };
  {
    std::jthread one(work, "mona"), other(work, "oren");
  }
  const auto log_row = test.office.store().log(2);
  CHECK(log_row->size == before + 2 * kEach);
  CHECK(audit(test.office.store(), *log_row, test.office.node(), test.key_of())->wrong == "");
}

TEST_CASE("a clock that runs backwards loses nothing, and the audit says between which entries") {
  TestOffice test;
  const std::string id = test.story();
  NewEntry late = test.entry("decision", {{"says", "x"}});
  late.at = "2027-01-01T00:00:00Z";
  REQUIRE(record(test.office, test.mona, id, late));
  REQUIRE(record(test.office, test.mona, id, test.entry("decision", {{"says", "y"}})));
  const auto log_row = test.office.store().log(2);
  const auto said = audit(test.office.store(), *log_row, test.office.node(), test.key_of());
  CHECK(said->wrong == "");
  REQUIRE(said->remarks.size() == 1);
  CHECK(said->remarks[0].find("the clock ran backwards") != std::string::npos);
}

TEST_CASE("every entry of a log with tiles has a proof, and so has every earlier size") {
  TestOffice test;
  desk::LedgerStore& store = test.office.store();
  auto row = store.make_log("test.example/long");
  REQUIRE(row);
  auto writer = LogWriter::open(store, *row);
  auto change = test.office.database().begin();
  REQUIRE(change);
  for (int i = 0; i < 70000; ++i) REQUIRE(writer->append_leaf("anchor", std::to_string(i)));
  REQUIRE(writer->flush());
  REQUIRE(change->commit());
  const uint64_t size = 70000;
  const Subtrees subtrees = subtrees_of(store, row->id);
  for (const uint64_t index : {0, 1, 255, 256, 65535, 65536, 65791, 65792, 69999}) {
    CAPTURE(index);
    const auto path = inclusion_proof(index, size, subtrees);
    REQUIRE(path);
    CHECK(verify_inclusion(index, size, leaf_hash(std::to_string(index)), *path, writer->root()));
    if (index == 0) continue;
    const auto proof = consistency_proof(index, size, subtrees);
    const auto old_root = root_of(0, index, subtrees);
    REQUIRE(proof);
    REQUIRE(old_root);
    CHECK(verify_consistency(index, size, *old_root, writer->root(), *proof));
  }
}

}  // namespace
}  // namespace clew::prove
