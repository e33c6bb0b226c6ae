// Whom a case obeys: quarantines, approvals, erasures and memberships hold against their own officers.
#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "prove/dossier.h"
#include "prove/pack.h"
#include "prove/testing_office.h"

namespace clew::prove {
namespace {

namespace fs = std::filesystem;

// Why it was refused; "" when it was not.
std::string refusal(const base::Result<uint64_t>& result) { return result ? "" : result.error().message; }

bool says(const base::Result<uint64_t>& result, std::string_view words) {
  CAPTURE(refusal(result));
  return refusal(result).find(words) != std::string::npos;
}

// The story with a privileged letter in quarantine, which oren reviews.
struct Letter {
  TestOffice test;
  std::string id = test.story();
  Officer sam = test.hire("sam", Role::supervisor);

  Letter() {
    REQUIRE(test.take_in(id, "letter", "Dear counsel, SECRET", "the text SECRET"));
    REQUIRE(quarantine(test.mona, {}));
    REQUIRE(admit(sam));
    REQUIRE(quarantine(sam, {{"reviewer", "oren"}}));
  }

  base::Result<uint64_t> admit(const Officer& officer) {
    const std::string role(to_string(officer.role));
    return record(
        test.office, sam, id,
        test.entry("member", {{"officer", officer.key_id}, {"name", officer.name}, {"role", role}}));
  }

  base::Result<uint64_t> quarantine(const Officer& by, std::map<std::string, std::string> members,
                                    const std::string& source = "letter") {
    members["source"] = source;
    members["reason"] = "a lawyer's";
    return record(test.office, by, id, test.entry("quarantine", members));
  }
  CaseFile file() {
    auto read = read_case(test.office, test.mona, id, "investigation", "show");
    REQUIRE(read);
    return *read;
  }
};

TEST_CASE("a supervisor names the reviewer of a quarantine: a member, not himself, not of what he took in") {
  Letter with;
  const TestOffice& test = with.test;
  CHECK(says(with.quarantine(test.mona, {{"reviewer", "mona"}}), "a supervisor names"));
  CHECK(says(with.quarantine(test.oren, {{"reviewer", "mona"}}), "a supervisor names"));
  CHECK(says(with.quarantine(with.sam, {{"reviewer", "sam"}}), "nobody names himself"));
  CHECK(says(with.quarantine(with.sam, {{"reviewer", "nobody_at_all"}}), "no officer of this desk"));
  const Officer tove = with.test.hire("tove", Role::officer);
  CHECK(says(with.quarantine(with.sam, {{"reviewer", "tove"}}), "no member of the case"));
  CHECK(says(with.quarantine(with.sam, {{"reviewer", "oren"}, {"lifted", "x"}}), "not both"));
  NewEntry taken = test.entry("ingest", {{"id", "own"}, {"name", "a"}, {"from", "b"}, {"how", "c"}});
  taken.payload.set("obtained", "official");
  REQUIRE(add_source(with.test.office, with.sam, with.id, taken, "SAM's letter"));
  CHECK(says(with.quarantine(with.sam, {{"reviewer", "oren"}}, "own"), "whoever took own in"));
  REQUIRE(with.admit(tove));
  REQUIRE(with.quarantine(with.sam, {{"reviewer", "tove"}}));
  CHECK(with.file().quarantine_of("letter")->reviewer == "tove");
}

TEST_CASE("what is in quarantine without a reviewer is for nobody, and nobody lifts it") {
  Letter with;
  REQUIRE(with.test.take_in(with.id, "diary", "the diary"));
  REQUIRE(with.quarantine(with.test.mona, {}, "diary"));
  CHECK(says(with.quarantine(with.test.mona, {}, "diary"), "in quarantine already"));
  CHECK(hidden_from(with.file(), "diary", "mona") != nullptr);
  CHECK(hidden_from(with.file(), "diary", "") != nullptr);
  CHECK(with.file().quarantine_of("diary")->for_whom().find("for nobody") != std::string::npos);
  CHECK(says(with.quarantine(with.test.mona, {{"lifted", "me"}}, "diary"), "lifted by its reviewer"));
}

TEST_CASE("a quarantine is lifted by its reviewer, after a second officer approved that, once") {
  Letter with;
  const auto lifted = [&](const Officer& by, const char* proposal) {
    return with.quarantine(by, {{"lifted", "order 3"}, {"proposal", proposal}});
  };
  CHECK(says(lifted(with.test.mona, ""), "lifted by its reviewer"));
  CHECK(says(lifted(with.sam, ""), "lifted by its reviewer"));
  CHECK(says(lifted(with.test.lena, ""), "may not record"));
  CHECK(says(lifted(with.test.oren, ""), "four eyes"));
  REQUIRE(with.test.take_in(with.id, "diary", "the diary"));
  with.test.approved(with.id, "p-1", "quarantine", Value().set("source", "diary"));
  CHECK(says(lifted(with.test.oren, "p-1"), "another 'source'"));
  with.test.approved(with.id, "p-2", "quarantine", Value().set("source", "letter"));
  CHECK(says(lifted(with.test.mona, "p-2"), "lifted by its reviewer"));
  REQUIRE(lifted(with.test.oren, "p-2"));
  CHECK(with.file().quarantine_of("letter") == nullptr);
  CHECK(says(lifted(with.test.oren, "p-2"), "is not in quarantine"));
  REQUIRE(with.quarantine(with.test.mona, {}));
  REQUIRE(with.quarantine(with.sam, {{"reviewer", "oren"}}));
  CHECK(says(lifted(with.test.oren, "p-2"), "carried out already"));
}

TEST_CASE("the same bytes under another name are in the same quarantine, also those of the working copy") {
  Letter with;
  REQUIRE(with.test.take_in(with.id, "again", "Dear counsel, SECRET"));
  REQUIRE(with.test.take_in(with.id, "text", "the text SECRET"));
  REQUIRE(with.test.take_in(with.id, "other", "the weather"));
  const CaseFile file = with.file();
  for (const char* copy : {"again", "text"}) {
    REQUIRE(file.quarantine_of(copy) != nullptr);
    CHECK(hidden_from(file, copy, "mona") != nullptr);
    CHECK(hidden_from(file, copy, "oren") == nullptr);
    CHECK(says(with.quarantine(with.sam, {{"reviewer", "mona"}}, copy), "in quarantine already"));
    CHECK(says(with.quarantine(with.test.oren, {{"lifted", "x"}}, copy), "lift that"));
  }
  CHECK(file.quarantine_of("other") == nullptr);
}

TEST_CASE("a pack without one source holds its bytes under no other name, and an unknown name is refused") {
  TestOffice test;
  const std::string id = test.story(), output = test.folder + "/pack.zip";
  REQUIRE(test.take_in(id, "one", "the SAME bytes"));
  REQUIRE(test.take_in(id, "two", "the SAME bytes"));
  test.approved(id, "p-1", "export", Value().set("recipient", "Court"));
  const auto pack = [&](const char* withhold) {
    return make_pack(test.office, test.mona,
                     {id, "Court", "prosecution", "p-1", output, {withhold}, {}, false, ""});
  };
  const auto unknown = pack("s-typo");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message.find("no source or statement 's-typo'") != std::string::npos);
  CHECK_FALSE(fs::exists(output));
  REQUIRE(pack("one"));
  std::ifstream stream(output, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
  CHECK(bytes.find("the SAME bytes") == std::string::npos);
}

TEST_CASE("only content is erased: what the office did stays, and so does what ended a statement") {
  Letter with;
  TestOffice& test = with.test;
  test.approved(with.id, "p-1", "unseal", Value());
  REQUIRE(record(test.office, test.mona, with.id, test.entry("seal", {{"reason", "risk"}})));
  REQUIRE(record(test.office, test.mona, with.id,
                 test.entry("withdraw", {{"statement", "s-1"}, {"by", "mona"}, {"says", "mistaken"}})));
  std::map<std::string, uint64_t> entries;
  const auto row = find_visible_case(test.office, test.mona, with.id);
  REQUIRE(test.office.store().read(row->log, 0, 100, [&](const desk::EntryRow& entry) -> base::Result<void> {
    entries[std::string(entry.type)] = entry.seq;
    return {};
  }));
  const auto propose = [&](Value::List list) {
    NewEntry entry = test.entry("propose", {{"id", "p-9"}, {"action", "erase"}, {"reason", "x"}});
    entry.payload.set("parameters", Value().set("entries", std::move(list)));
    return record(test.office, test.mona, with.id, entry);
  };
  for (const char* type : {"member", "quarantine", "propose", "approve", "seal"}) {
    CAPTURE(type);
    CHECK(says(propose({Value(entries.at(type))}), "what the office did stays"));
  }
  CHECK(says(propose({Value(entries.at("withdraw"))}), "would stand again"));
  CHECK(says(propose({Value(999)}), "there is no entry 999"));
  CHECK(propose({Value(entries.at("withdraw")), Value(entries.at("statement"))}));
}

TEST_CASE("an erasure proposed before this rule, of what the office did, is refused when it is carried out") {
  CHECK_FALSE(is_erasable("quarantine"));
  CHECK_FALSE(is_erasable("erase"));
  CHECK_FALSE(is_erasable("export"));
  CHECK_FALSE(is_erasable("access"));
  CHECK(is_erasable("statement"));
}

TEST_CASE("two entries of one file, erased together, leave no byte of it; erased alone, the other keeps it") {
  TestOffice test;
  const std::string id = test.story();
  const auto one = test.take_in(id, "one", "SAME bytes"),
             two = test.take_in(id, "two", "other", "SAME bytes");
  REQUIRE(one);
  REQUIRE(two);
  const int64_t log = find_visible_case(test.office, test.mona, id)->log;
  const std::string sha256 = base::hex(base::sha256("SAME bytes"));
  const Value::List both = {Value(*one), Value(*two)};
  SUBCASE("together") {
    test.approved(id, "p-1", "erase", Value().set("entries", both));
    REQUIRE(erase(test.office, test.mona, id, test.erasure("p-1", both)));
    CHECK_FALSE(test.office.kept(log, sha256));
    CHECK_FALSE(test.office.kept(log, base::hex(base::sha256("other"))));
  }
  SUBCASE("alone") {
    test.approved(id, "p-1", "erase", Value().set("entries", Value::List{Value(*one)}));
    REQUIRE(erase(test.office, test.mona, id, test.erasure("p-1", {Value(*one)})));
    CHECK(test.office.kept(log, sha256));
  }
}

TEST_CASE("a quarantined source is erased with all copies of its bytes, and stays in quarantine erased") {
  Letter with;
  TestOffice& test = with.test;
  const auto copy = test.take_in(with.id, "again", "Dear counsel, SECRET");
  REQUIRE(copy);
  const uint64_t letter = with.file().source("letter")->mark.seq;
  NewEntry proposal = test.entry("propose", {{"id", "p-1"}, {"action", "erase"}, {"reason", "x"}});
  proposal.payload.set("parameters", Value().set("entries", Value::List{Value(letter)}));
  CHECK(says(record(test.office, test.mona, with.id, proposal), "again holds the same bytes"));
  const Value::List both = {Value(letter), Value(*copy)};
  test.approved(with.id, "p-1", "erase", Value().set("entries", both));
  REQUIRE(erase(test.office, test.mona, with.id, test.erasure("p-1", both)));
  CHECK(with.file().source("letter") == nullptr);
  CHECK(hidden_from(with.file(), "letter", "mona") != nullptr);
}

TEST_CASE("the tombstone names who approved, whatever the officer who erases says") {
  TestOffice test;
  const std::string id = test.story();
  test.approved(id, "p-1", "erase", Value().set("entries", Value::List{Value(3)}));
  NewEntry erasure = test.erasure("p-1", {Value(3)});
  erasure.payload.set("approver", "The King");
  REQUIRE(erase(test.office, test.mona, id, erasure));
  const auto file = read_case(test.office, test.mona, id, "investigation", "show");
  REQUIRE(file->erasures.size() == 1);
  CHECK(file->erasures[0].approver == "oren");
}

TEST_CASE("an approval is of what was proposed: another recipient is refused, and no note uses it up") {
  TestOffice test;
  const std::string id = test.story();
  test.approved(id, "p-1", "export", Value().set("recipient", "Court"));
  const auto pack = [&](const char* recipient) {
    return make_pack(test.office, test.mona,
                     {id, recipient, "prosecution", "p-1", test.folder + "/pack.zip", {}, {}, false, ""});
  };
  CHECK(pack("Harbour Lantern Ltd").error().message.find("another 'recipient'") != std::string::npos);
  for (const char* type : {"decision", "assurance"}) {
    CHECK(says(record(test.office, test.mona, id, test.entry(type, {{"says", "x"}, {"proposal", "p-1"}})),
               "carries out no proposal"));
  }
  CHECK(says(record(test.office, test.mona, id, test.entry("seal", {{"reason", "x"}, {"proposal", "p-1"}})),
             "carries out no proposal"));
  CHECK(pack("Court"));
  CHECK_FALSE(pack("Court"));
}

TEST_CASE("what was entered after the approval of an export is not in it: withheld, or approved anew") {
  TestOffice test;
  const std::string id = test.story(), output = test.folder + "/pack.zip";
  test.approved(id, "p-1", "export", Value().set("recipient", "Court"));
  REQUIRE(record(test.office, test.mona, id,
                 test.entry("contest", {{"statement", "s-1"}, {"by", "counsel"}, {"says", "a gift"}})));
  REQUIRE(test.take_in(id, "late", "the bytes of LATE"));
  const auto pack = [&](std::vector<std::string> withhold) {
    return make_pack(test.office, test.mona,
                     {id, "Court", "prosecution", "p-1", output, std::move(withhold), {}, false, ""});
  };
  const auto refused = pack({});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("late was entered after p-1 was approved") != std::string::npos);
  CHECK_FALSE(fs::exists(output));
  CHECK(pack({"late"}));
}

TEST_CASE("a proposal says what exactly is to be approved, and nothing that does not belong to it") {
  TestOffice test;
  const std::string id = test.story();
  const auto propose = [&](const char* action, Value parameters, const char* name = "p-1") {
    NewEntry entry = test.entry("propose", {{"id", name}, {"action", action}, {"reason", "x"}});
    entry.payload.set("parameters", std::move(parameters));
    return record(test.office, test.mona, id, entry);
  };
  const Value none = Value::Object{};
  for (const char* action : {"export", "erase", "alert", "freezing_request", "quarantine"}) {
    CAPTURE(action);
    CHECK(says(propose(action, none), "must say"));
  }
  const Value entries = Value().set("entries", Value::List{Value(3)}).set("recipient", "Court");
  CHECK(says(propose("export", entries), "takes no 'entries'"));
  CHECK(says(propose("erase", entries), "takes no 'recipient'"));
  CHECK(says(propose("quarantine", Value().set("source", "src-9")), "no source src-9"));
  CHECK(says(propose("unseal", none, "p 1\n"), "letters A to Z"));
  CHECK(propose("unseal", none));
}

TEST_CASE("an approval of an older desk that does not say what was approved carries out nothing") {
  CaseFile file;
  file.proposals.push_back({{}, "p-1", "export", "x", {}, {5, "2026-11-24T10:00:00Z", "key"}, 0});
  Value exported;
  exported.set("proposal", "p-1").set("recipient", "anybody").set("manifest", "00");
  const auto said = check_step(file, "export", exported, "other");
  REQUIRE_FALSE(said);
  CHECK(said.error().message.find("propose it anew") != std::string::npos);
}

TEST_CASE("freezing requests and alerts need four eyes under every spelling, and for the one recipient") {
  TestOffice test;
  const std::string id = test.story();
  const auto send = [&](const char* kind, const char* to, const char* proposal) {
    NewEntry entry = test.entry("request_sent", {{"says", "x"}, {"kind", kind}, {"to", to}});
    entry.payload.set_text("proposal", proposal);
    return record(test.office, test.mona, id, entry);
  };
  for (const char* kind : {"freezing", "Alert", "freeze "})
    CHECK(says(send(kind, "Belmora", ""), "is no word"));
  CHECK(says(send("freeze", "Belmora", ""), "four eyes"));
  test.approved(id, "p-1", "freezing_request", Value().set("recipient", "Belmora"));
  CHECK(says(send("mla", "Belmora", "p-1"), "carries out no proposal"));
  CHECK(says(send("alert", "Belmora", "p-1"), "four eyes"));
  CHECK(says(send("freeze", "Corvane", "p-1"), "another 'recipient'"));
  CHECK(send("freeze", "Belmora", "p-1"));
  CHECK(send("mla", "Belmora", ""));
}

TEST_CASE("members alone write in a case; a supervisor may admit; reading an unsealed case needs neither") {
  TestOffice test;
  const std::string id = test.story();
  const Officer sam = test.hire("sam", Role::supervisor);
  const auto withdrawal = test.entry("withdraw", {{"statement", "s-1"}, {"by", "l"}, {"says", "x"}});
  CHECK(says(record(test.office, test.lena, id, withdrawal), "is no member"));
  CHECK(says(record(test.office, sam, id, withdrawal), "is no member"));
  CHECK(read_case(test.office, test.lena, id, "investigation", "show"));
  const auto admits =
      test.entry("member", {{"officer", test.lena.key_id}, {"name", "lena"}, {"role", "officer"}});
  CHECK(says(record(test.office, test.lena, id, admits), "is no member"));
  REQUIRE(record(test.office, sam, id, admits));
  CHECK(record(test.office, test.lena, id, withdrawal));
  CHECK_FALSE(check_may_write(test.office, sam, id));
  CHECK(check_may_write(test.office, test.mona, id));
}

TEST_CASE("a taken case number is refused in the same words whether the case is seen or sealed") {
  TestOffice test;
  const std::string id = test.story();
  const auto taken = [&](const Officer& officer) {
    return open_case(test.office, officer, id, "x", "investigation").error().message;
  };
  const std::string seen = taken(test.lena);
  CHECK(seen.find("cannot be used here") != std::string::npos);
  CHECK(seen.find("UNIQUE") == std::string::npos);
  REQUIRE(record(test.office, test.mona, id, test.entry("seal", {{"reason", "informant at risk"}})));
  CHECK(taken(test.lena) == seen);
  const auto twice = test.office.appoint("mona", Role::officer, TestOffice::kPassphrase,
                                         {.memory_bytes = 8192, .passes = 1});
  CHECK(twice.error().message.find("somebody called 'mona'") != std::string::npos);
}

TEST_CASE("whoever had a statement withheld from him is not told of objections to it") {
  TestOffice test;
  const std::string id = test.story();
  for (const auto& [proposal, withhold] : {std::pair("p-1", ""), std::pair("p-2", "s-1")}) {
    test.approved(id, proposal, "export", Value().set("recipient", proposal));
    std::vector<std::string> withheld;
    if (*withhold != '\0') withheld.emplace_back(withhold);
    REQUIRE(make_pack(
        test.office, test.mona,
        {id, proposal, "prosecution", proposal, test.folder + "/pack.zip", withheld, {}, false, ""}));
  }
  REQUIRE(record(test.office, test.mona, id,
                 test.entry("contest", {{"statement", "s-1"}, {"by", "counsel"}, {"says", "a gift"}})));
  const auto file = read_case(test.office, test.mona, id, "investigation", "show");
  const auto notices = notices_of(*file);
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].to->recipient == "p-1");
}

TEST_CASE("an element is carried by a source of known kind and origin, and by no other spelling of one") {
  const auto carries = [](const char* kind, const char* obtained) {
    CaseSource source;
    source.kind = kind;
    source.obtained = obtained;
    return carries_element(source);
  };
  CHECK(carries("register", "official"));
  CHECK(carries("bank", "open"));
  for (const char* kind : {"", "Press", "press ", "newspaper", "leaked", "press", "leak"})
    CHECK_FALSE(carries(kind, "open"));
  for (const char* obtained : {"leak", "unknown", ""}) CHECK_FALSE(carries("bank", obtained));
  TestOffice test;
  const std::string id = test.story();
  NewEntry page = test.entry("ingest", {{"name", "a"}, {"from", "b"}, {"how", "c"}, {"obtained", "open"}});
  page.payload.set("kind", "Press");
  CHECK(says(add_source(test.office, test.mona, id, page, "x"), "no word for the kind of a source"));
}

TEST_CASE("dates are days that there are, names in a case are plain, and what is said is UTF-8") {
  TestOffice test;
  const std::string id = test.story();
  const auto refused = [&](const char* type, std::map<std::string, std::string> members, const char* words) {
    CAPTURE(type);
    CHECK(says(record(test.office, test.mona, id, test.entry(type, members)), words));
  };
  constexpr const char* kNone = "is no date that there is";
  for (const char* day :
       {"2026-02-31", "soon", "2026-13-01", "2025-02-29", "26-01-01", "2026-1-1", "2026-01-01x"}) {
    CAPTURE(day);
    refused("review", {{"next", day}}, kNone);
    refused("expire", {{"on", day}}, kNone);
    refused("status", {{"person", "T"}, {"status", "charged"}, {"source", "src-1"}, {"on", day}}, kNone);
    refused("statement", {{"id", "s-7"}, {"kind", "fact"}, {"says", "x"}, {"source", "src-1"}, {"date", day}},
            kNone);
  }
  for (const char* time : {"2026-11-24T25:00", "2026-11-24T10:61:00Z", "2026-11-24 ", "yesterday"}) {
    CAPTURE(time);
    NewEntry page = test.entry("ingest", {{"name", "a"}, {"from", "b"}, {"how", "c"}, {"obtained", "open"}});
    page.payload.set("retrieved_at", time);
    CHECK(says(add_source(test.office, test.mona, id, page, "x"), kNone));
  }
  refused("decision", {{"says", "caf\xe9"}}, "is not UTF-8");
  refused("propose", {{"id", "p\xe9"}, {"action", "unseal"}, {"reason", "x"}}, "is not UTF-8");
  refused("statement", {{"id", "s 7"}, {"kind", "fact"}, {"says", "x"}, {"source", "src-1"}},
          "letters A to Z");
  CHECK(record(test.office, test.mona, id, test.entry("review", {{"next", "2028-02-29"}})));
  for (const char* date : {"2026", "2026-11"}) {
    CHECK(record(
        test.office, test.mona, id,
        test.entry("status", {{"person", "T"}, {"status", "charged"}, {"source", "src-1"}, {"on", date}})));
  }
  for (const char* time :
       {"2026-11-24", "2026-11-24T10:00", "2026-11-24T10:00:00Z", "2026-11-24T10:00:00+02:00"}) {
    NewEntry page = test.entry("ingest", {{"name", "a"}, {"from", "b"}, {"how", "c"}, {"obtained", "open"}});
    page.payload.set("retrieved_at", time);
    CHECK(add_source(test.office, test.mona, id, page, "x"));
  }
}

TEST_CASE(
    "a case that expired takes no new content until its day is moved; it is corrected and erased still") {
  TestOffice test;
  const std::string id = test.story();
  const auto fact =
      test.entry("statement", {{"id", "s-7"}, {"kind", "fact"}, {"says", "x"}, {"source", "src-1"}});
  const auto expire = [&](const char* day) {
    return record(test.office, test.mona, id, test.entry("expire", {{"on", day}}));
  };
  REQUIRE(expire("2020-01-31"));
  CHECK(says(record(test.office, test.mona, id, fact), "expired on 2020-01-31"));
  CHECK(says(test.take_in(id, "late", "bytes"), "expired on"));
  CHECK(read_case(test.office, test.mona, id, "investigation", "show"));
  CHECK(record(test.office, test.mona, id,
               test.entry("withdraw", {{"statement", "s-1"}, {"by", "mona"}, {"says", "mistaken"}})));
  REQUIRE(expire("9999-12-31"));
  CHECK(record(test.office, test.mona, id, fact));
}

TEST_CASE("of a file that is refused no byte is kept") {
  TestOffice test;
  const std::string id = test.story();
  const int64_t log = find_visible_case(test.office, test.mona, id)->log;
  const auto kept = [&](std::string_view bytes) {
    return test.office.kept(log, base::hex(base::sha256(bytes))).has_value();
  };
  REQUIRE(test.take_in(id, "one", "the first", "its text"));
  CHECK(kept("the first"));
  CHECK(kept("its text"));
  CHECK(says(test.take_in(id, "one", "the second", "another text"), "already"));
  CHECK_FALSE(kept("the second"));
  CHECK_FALSE(kept("another text"));
}

TEST_CASE("kept bytes that were changed on the disk are not given out, and the file is named") {
  TestOffice test;
  const std::string id = test.story();
  REQUIRE(test.take_in(id, "letter", "the bytes taken in"));
  const int64_t log = find_visible_case(test.office, test.mona, id)->log;
  const std::string sha256 = base::hex(base::sha256("the bytes taken in"));
  REQUIRE(test.office.kept(log, sha256));
  std::ofstream(fmt::format("{}/sources/{}/{}", test.office.folder(), log, sha256)) << "other bytes, later";
  const auto changed = test.office.kept(log, sha256);
  REQUIRE_FALSE(changed);
  CHECK(changed.error().kind == base::ErrorKind::corrupt);
  CHECK(changed.error().message.find(sha256) != std::string::npos);
}

TEST_CASE("the day on which a case ends is in the list of cases") {
  TestOffice test;
  const std::string id = test.story();
  CHECK(list_cases(test.office, test.mona)->at(0).expires_on == "");
  REQUIRE(record(test.office, test.mona, id, test.entry("expire", {{"on", "2026-01-31"}})));
  CHECK(list_cases(test.office, test.mona)->at(0).expires_on == "2026-01-31");
}

}  // namespace
}  // namespace clew::prove
